"""Reading the boxes of an MP4 or QuickTime file (ISO/IEC 14496-12), without its media."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray


class NotPlain(Exception):
    """The file holds something that this reader does not take on; a demux pass will."""


class CutOff(NotPlain):
    """The file ends before its media does."""


@dataclass(frozen=True)
class Box:
    """One box: its four letters and where its content begins and ends in the file, in bytes."""

    kind: bytes
    start: int
    end: int


def boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie side by side between two places of a file.

    A box that claims to reach beyond ``end`` is given as it claims, and is the last.
    Raises ``NotPlain`` for a size that cannot be.
    """
    place = start
    while place + 8 <= end:
        file.seek(place)
        header = file.read(16)
        if len(header) < 8:
            return
        size, kind = struct.unpack(">I4s", header[:8])
        content = place + 8
        if size == 1:
            if len(header) < 16:
                return
            size = struct.unpack(">Q", header[8:])[0]
            content = place + 16
        elif size == 0:
            size = end - place
        if size < content - place:
            raise NotPlain(f"a box of {size} bytes")
        yield Box(kind, content, place + size)
        place += size


def child(file: BinaryIO, parent: Box, *path: bytes) -> Box | None:
    """The first box down a path of kinds, or None where the path ends early."""
    here: Box | None = parent
    for kind in path:
        if here is None:
            return None
        here = next((box for box in boxes(file, here.start, here.end) if box.kind == kind), None)
    return here


def content(file: BinaryIO, box: Box) -> bytes:
    """All bytes of a box. Raises ``NotPlain`` where the file ends first."""
    file.seek(box.start)
    data = file.read(box.end - box.start)
    if len(data) < box.end - box.start:
        raise NotPlain("a box is cut off")
    return data


def table(data: bytes, columns: int) -> NDArray[np.int64]:
    """The rows of a table box: version and flags, a count, then ``columns`` 32-bit numbers a row.

    Returns unsigned values, shape (rows, columns). Raises ``NotPlain`` where rows are missing.
    """
    if len(data) < 8:
        raise NotPlain("a table without a head")
    rows = struct.unpack(">I", data[4:8])[0]
    if len(data) < 8 + 4 * rows * columns:
        raise NotPlain("a table is cut off")
    numbers = np.frombuffer(data, ">u4", offset=8, count=rows * columns)
    return numbers.astype(np.int64).reshape(rows, columns)
