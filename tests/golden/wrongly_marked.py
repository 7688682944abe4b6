"""A film that says the wrong way up of itself, as phones make when they are held flat."""

import struct
from pathlib import Path

_MARKS = {
    1: struct.pack(">5i", 0, 1 << 16, 0, -(1 << 16), 0),
    2: struct.pack(">5i", -(1 << 16), 0, 0, 0, -(1 << 16)),
    3: struct.pack(">5i", 0, -(1 << 16), 0, 1 << 16, 0),
}
"""How the header of a track in an MP4 file says by how many quarters its pictures are turned."""
_UPRIGHT = struct.pack(">5i", 1 << 16, 0, 0, 0, 1 << 16)


def take_mark_off(film: Path, turn: int, target: Path) -> Path:
    """Copy a film whose pictures have to be turned by ``turn`` quarters, so that it says they are
    upright as they are stored."""
    content = film.read_bytes()
    assert content.count(_MARKS[turn]) == 1
    target.write_bytes(content.replace(_MARKS[turn], _UPRIGHT))
    return target
