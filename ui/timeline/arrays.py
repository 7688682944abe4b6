"""Tags as arrays, sorted by start, each in its lane and row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from annotations.model import Tag
from ui import theme
from ui.timeline.lanes import Lanes

_ROOM_US = 500_000
"""The room a point would like on both sides, so that its disc covers no neighbour."""


@dataclass(frozen=True, eq=False)
class TagArrays:
    """The tags of a recording.

    ``start_us``, ``end_us``  boundaries; a point ends where it starts
    ``lane``   place among the lanes
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
        used = self._rows_used
        return int(used[lane]) if lane < len(used) else 0

    def free_row(self, lane: int, start_us: int, end_us: int) -> int:
        """The first row of a lane that is free for a while; the last where none is."""
        inside = (self.lane == lane) & (self.end_us > start_us) & (self.start_us < end_us)
        taken = set(self.row[inside].tolist())
        rows = range(most_rows())
        return next((row for row in rows if row not in taken), rows[-1])

    def find(self, tag_id: str) -> int | None:
        """The place of a tag."""
        return self._places.get(tag_id)

    def places_of(self, tag_ids: Iterable[str]) -> NDArray[np.int64]:
        """The places of several tags, rising; those that are not here are left out."""
        found = (self._places.get(tag_id) for tag_id in tag_ids)
        return np.array(sorted(place for place in found if place is not None), np.int64)

    def moved(self, tags: Sequence[Tag], lanes: Lanes) -> "TagArrays":
        """Some of these tags with other times and people, each in the row that it has."""
        known = sorted((tag for tag in tags if tag.id in self._places), key=_start_us)
        at = np.array([self._places[tag.id] for tag in known], np.int64)
        start_us = np.array([tag.start_us for tag in known], np.int64)
        end_us = np.array([tag.until_us for tag in known], np.int64)
        lane = np.array(lanes.of(known), np.int64)
        ids = tuple(tag.id for tag in known)
        return TagArrays(
            ids, start_us, end_us, self.point[at], lane, self.row[at], self.code[at], self.star[at]
        )

    @cached_property
    def _places(self) -> dict[str, int]:
        return {tag_id: place for place, tag_id in enumerate(self.ids)}

    @cached_property
    def _rows_used(self) -> NDArray[np.int64]:
        """How many rows each lane uses, of those there can be."""
        used = np.zeros(int(self.lane.max(initial=-1)) + 1, np.int64)
        inside = self.row < most_rows()
        np.maximum.at(used, self.lane[inside], self.row[inside] + 1)
        return used

    @cached_property
    def _reach_us(self) -> NDArray[np.int64]:
        """The latest end of a tag and all before it: rising, unlike the ends themselves."""
        reach: NDArray[np.int64] = np.maximum.accumulate(self.end_us)
        return reach


def most_rows() -> int:
    """How many rows a lane can have."""
    rows: int = theme.timeline("rows_per_person_max")
    return rows


def tag_arrays(tags: Sequence[Tag], lanes: Lanes, codes: Mapping[str, int]) -> TagArrays:
    """Tags, sorted by start, as arrays. ``codes`` gives the places of codes; tags of others, and
    those that have no lane, are left out."""
    lane = np.array(lanes.of(tags), np.int64)
    code = np.array([codes.get(tag.code_id, -1) for tag in tags], np.int64)
    start_us = np.array([tag.start_us for tag in tags], np.int64)
    end_us = np.array([-1 if tag.end_us is None else tag.end_us for tag in tags], np.int64)
    star = np.array([tag.star for tag in tags], bool)
    ids = [tag.id for tag in tags]
    known = (lane >= 0) & (code >= 0)
    if not known.all():
        ids = [ids[place] for place in np.flatnonzero(known)]
        lane, code, star = lane[known], code[known], star[known]
        start_us, end_us = start_us[known], end_us[known]
    point = end_us < 0
    end_us = np.where(point, start_us, end_us)
    row = np.array(_packed(lane, start_us, end_us), np.int64)
    return TagArrays(tuple(ids), start_us, end_us, point, lane, row, code, star)


def _packed(
    lane: NDArray[np.int64], start_us: NDArray[np.int64], end_us: NDArray[np.int64]
) -> list[int]:
    """A row for each tag: the first in its lane that is free wins. A point takes a row with room
    around it, else one that is merely free."""
    rows = most_rows()
    free_us = [[-_ROOM_US] * rows for _ in range(int(lane.max(initial=0)) + 1)]
    wished_us = start_us - np.where(end_us == start_us, _ROOM_US, 0)
    until_us = np.maximum(end_us, start_us + 1)
    packed = []
    columns = (lane, wished_us, start_us, until_us)
    for of, wish, start, until in zip(*(column.tolist() for column in columns), strict=True):
        free = free_us[of]
        row = 0
        for since in free:
            if since <= wish:
                break
            row += 1
        else:
            row = _first_free(free, start) if wish < start else rows
        if row < rows:
            free[row] = until
        packed.append(row)
    return packed


def _start_us(tag: Tag) -> int:
    return tag.start_us


def _first_free(free_us: list[int], start_us: int) -> int:
    for row, from_us in enumerate(free_us):
        if from_us <= start_us:
            return row
    return len(free_us)
