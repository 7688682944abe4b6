"""Reading the boxes of an MP4 or QuickTime file (ISO/IEC 14496-12), without its media."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from os import SEEK_END
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
    # Asked before reading: a broken box may claim more bytes than a computer has.
    if box.end > file.seek(0, SEEK_END):
        raise NotPlain("a box is cut off")
    file.seek(box.start)
    return file.read(box.end - box.start)


def number_at(data: bytes, place: int) -> int:
    """The unsigned 32-bit number at a place in a box. Raises ``NotPlain`` where it is too short."""
    if len(data) < place + 4:
        raise NotPlain("a box is too short")
    return int.from_bytes(data[place : place + 4], "big")


def version_of(data: bytes) -> int:
    """The version of a box that has one: its first byte. Raises ``NotPlain`` for an empty box."""
    return number_at(data, 0) >> 24


def table(data: bytes, columns: int) -> NDArray[np.int64]:
    """The rows of a table box: version and flags, a count, then ``columns`` 32-bit numbers a row.

    Returns unsigned values, shape (rows, columns). Raises ``NotPlain`` where rows are missing.
    """
    rows = number_at(data, 4)
    if len(data) < 8 + 4 * rows * columns:
        raise NotPlain("a table is cut off")
    numbers = np.frombuffer(data, ">u4", offset=8, count=rows * columns)
    return numbers.astype(np.int64).reshape(rows, columns)
