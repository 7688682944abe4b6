"""Tags as arrays, sorted by start, each in its lane and row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from annotations.model import Tag
from ui import theme

_READ = attrgetter("id", "start_us", "end_us", "person_id", "code_id", "star")
_ROOM_US = 500_000
"""The room a point would like on both sides, so that its disc covers no neighbour."""


@dataclass(frozen=True)
class TagArrays:
    """The tags of a recording.

    ``start_us``, ``end_us``  boundaries; a point ends where it starts
    ``lane``   place of the person among the lanes
    ``row``    place in the lane from 0; the number of rows there can be for those without one
    ``code``   place of the code among the looks
    """

    ids: tuple[str, ...]
    start_us: NDArray[np.int64]
    end_us: NDArray[np.int64]
    point: NDArray[np.bool_]
    lane: NDArray[np.int64]
    row: NDArray[np.int64]
    code: NDArray[np.int64]
    star: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def between(self, start_us: float, end_us: float) -> NDArray[np.int64]:
        """The places of the tags that are in sight of a stretch of time."""
        first = int(np.searchsorted(self._reach_us, start_us))
        last = int(np.searchsorted(self.start_us, end_us, side="right"))
        places = np.arange(first, max(first, last))
        seen: NDArray[np.int64] = places[self.end_us[places] >= start_us]
        return seen

    def rows_in(self, lane: int) -> int:
        """How many rows a lane uses, of those there can be."""
        rows = self.row[(self.lane == lane) & (self.row < most_rows())]
        return int(rows.max()) + 1 if len(rows) else 0

    def free_row(self, lane: int, start_us: int, end_us: int) -> int:
        """The first row of a lane that is free for a while; the last where none is."""
        inside = (self.lane == lane) & (self.end_us > start_us) & (self.start_us < end_us)
        taken = set(self.row[inside].tolist())
        rows = range(most_rows())
        return next((row for row in rows if row not in taken), rows[-1])

    def find(self, tag_id: str) -> int | None:
        """The place of a tag."""
        return self._places.get(tag_id)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {tag_id: place for place, tag_id in enumerate(self.ids)}

    @cached_property
    def _reach_us(self) -> NDArray[np.int64]:
        """The latest end of a tag and all before it: rising, unlike the ends themselves."""
        reach: NDArray[np.int64] = np.maximum.accumulate(self.end_us)
        return reach


def most_rows() -> int:
    """How many rows a lane can have."""
    rows: int = theme.timeline("rows_per_person_max")
    return rows


def tag_arrays(
    tags: Sequence[Tag], lanes: Mapping[str | None, int], codes: Mapping[str, int]
) -> TagArrays:
    """Tags, sorted by start, as arrays. ``lanes`` and ``codes`` give the places of people (None:
    both together) and codes; tags of others are left out."""
    read = [row for row in map(_READ, tags) if row[3] in lanes and row[4] in codes]
    ids, starts, ends, people, coded, stars = (
        zip(*read, strict=True) if read else ((), (), (), (), (), ())
    )
    start_us = np.array(starts, np.int64)
    point = np.array([end is None for end in ends], bool)
    end_us = np.array([-1 if end is None else end for end in ends], np.int64)
    end_us = np.where(point, start_us, end_us)
    lane = [lanes[person] for person in people]
    return TagArrays(
        ids=ids,
        start_us=start_us,
        end_us=end_us,
        point=point,
        lane=np.array(lane, np.int64),
        row=np.array(_packed(zip(lane, starts, ends, strict=True), len(lanes)), np.int64),
        code=np.array([codes[code] for code in coded], np.int64),
        star=np.array(stars, bool),
    )


def _packed(tags: Iterable[tuple[int, int, int | None]], lanes: int) -> list[int]:
    """A row for each tag: the first in its lane that is free wins. A point takes a row with room
    around it, else one that is merely free."""
    rows = most_rows()
    free_us = [[-_ROOM_US] * rows for _ in range(lanes)]
    packed = []
    for lane, start_us, end_us in tags:
        free = free_us[lane]
        room_us, until_us = (_ROOM_US, start_us + 1) if end_us is None else (0, end_us)
        row = _first_free(free, start_us - room_us)
        if row == rows and room_us:
            row = _first_free(free, start_us)
        if row < rows:
            free[row] = until_us
        packed.append(row)
    return packed


def _first_free(free_us: list[int], start_us: int) -> int:
    for row, from_us in enumerate(free_us):
        if from_us <= start_us:
            return row
    return len(free_us)
