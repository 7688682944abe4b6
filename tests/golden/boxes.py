"""Changes the boxes of an MP4 or MOV file (ISO/IEC 14496-12) whose moov box stands last."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

_PARENTS = {b"moov", b"trak", b"edts", b"mdia"}


@dataclass(frozen=True)
class Box:
    """``kind`` is the box's four letters; ``payload`` its bytes, where it has no ``children``."""

    kind: bytes
    payload: bytes = b""
    children: tuple["Box", ...] = ()

    def __bytes__(self) -> bytes:
        body = b"".join(map(bytes, self.children)) or self.payload
        return struct.pack(">I4s", len(body) + 8, self.kind) + body

    def find(self, *path: bytes) -> "Box":
        """The first box at a path below this one. Raises ``StopIteration`` where there is none."""
        box = self
        for kind in path:
            box = next(child for child in box.children if child.kind == kind)
        return box

    def with_child(self, child: "Box") -> "Box":
        """This box with the child in place of that of the same kind."""
        swap = tuple(child if one.kind == child.kind else one for one in self.children)
        return replace(self, children=swap)


@dataclass(frozen=True)
class Edit:
    """One row of an edit list: what is shown for how long.

    ``media_s`` is the presentation time shown first, by the unedited film's clock; ``None`` is
    an empty edit. ``duration_s`` should be whole milliseconds, the file's own grain.
    """

    media_s: Fraction | None
    duration_s: Fraction


def set_edits(path: Path, edits: list[Edit]) -> None:
    """Replace the edit list of a file's first track, in place."""
    _rewrite_moov(path, lambda moov: _with_edits(moov, edits))


def move_metadata_first(path: Path) -> None:
    """Put the metadata box (cover picture) before the tracks, as some writers do, in place."""

    def moved(moov: Box) -> Box:
        ordered = sorted(moov.children, key=lambda box: box.kind not in (b"mvhd", b"udta"))
        return replace(moov, children=tuple(ordered))

    _rewrite_moov(path, moved)


def top_boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Kind, start and end in bytes of each box of a file."""
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        if size == 1:
            size = struct.unpack_from(">Q", data, place + 8)[0]
        end = place + size if size else len(data)
        yield kind, place, end
        place = end


def _rewrite_moov(path: Path, change: Callable[[Box], Box]) -> None:
    data = path.read_bytes()
    kind, start, end = list(top_boxes(data))[-1]
    if kind != b"moov" or end != len(data):
        raise ValueError(f"The moov box of {path.name} does not stand last.")
    (moov,) = _parse(data[start:end])
    path.write_bytes(data[:start] + bytes(change(moov)))


def _parse(data: bytes) -> tuple[Box, ...]:
    boxes = []
    for kind, start, end in top_boxes(data):
        body = data[start + 8 : end]
        boxes.append(
            Box(kind, children=_parse(body)) if kind in _PARENTS else Box(kind, payload=body)
        )
    return tuple(boxes)


def _with_edits(moov: Box, edits: list[Edit]) -> Box:
    movie_scale = _timescale(moov.find(b"mvhd"))
    track = moov.find(b"trak")
    media_scale = _timescale(track.find(b"mdia", b"mdhd"))
    zero = struct.unpack_from(">Ii", track.find(b"edts", b"elst").payload, 8)[1]
    rows = [_row(edit, movie_scale, media_scale, zero) for edit in edits]
    table = struct.pack(">II", 0, len(rows)) + b"".join(rows)
    changed = track.with_child(Box(b"edts", children=(Box(b"elst", payload=table),)))
    swap = tuple(changed if one is track else one for one in moov.children)
    return replace(moov, children=swap)


def _row(edit: Edit, movie_scale: int, media_scale: int, zero: int) -> bytes:
    media = -1 if edit.media_s is None else round(edit.media_s * media_scale) + zero
    return struct.pack(">IiI", round(edit.duration_s * movie_scale), media, 1 << 16)


def _timescale(header: Box) -> int:
    """Ticks a second of an mvhd or mdhd box (they begin alike)."""
    place = 20 if header.payload[0] else 12
    return int(struct.unpack_from(">I", header.payload, place)[0])
