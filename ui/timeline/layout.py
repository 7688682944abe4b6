"""Where everything on the timeline is. Nothing is painted here."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ui import theme
from ui.timeline.arrays import TagArrays, most_rows
from ui.timeline.axis import Axis

Area = Literal["header", "overview", "ruler", "film", "sound", "lanes", "clips"]

_MANY = 300
"""With more tags than this in sight, bars too narrow for a letter lose their round corners."""
_ROW_BESIDE_FILM, _ROW_BESIDE_SOUND = 0.75, 0.65
"""The film strip, and then the sound, fold where rows would be lower than this share of their
height: the letters in them could not be read any more."""
_ROW_SCROLLED = 0.85
"""Where lanes would be lower than this share of a row they are that high, and are scrolled."""


def measure(name: str) -> int:
    """A height of the design, with room for a line of larger text."""
    height_px: int = theme.timeline(name)
    line_px: int = theme.tokens()["type"]["micro"]["line"]
    return height_px + round(line_px * (theme.text_scale() - 1))


@dataclass(frozen=True)
class Band:
    """A row across the timeline, in pixels from its top."""

    top_px: float
    height_px: float

    @property
    def bottom_px(self) -> float:
        """Where it ends."""
        return self.top_px + self.height_px

    @property
    def middle_px(self) -> float:
        """Half way down."""
        return self.top_px + self.height_px / 2

    def holds(self, y_px: float) -> bool:
        """Whether a height is inside."""
        return self.top_px <= y_px < self.bottom_px


@dataclass(frozen=True)
class Lane:
    """What shares a person, a level or a code: ``rows`` rows of ``row_px``, in the middle of it."""

    band: Band
    rows: int
    row_px: float

    def row(self, place: int) -> Band:
        """One of its rows."""
        top_px = self.band.middle_px - self.rows * self.row_px / 2
        return Band(top_px + min(place, self.rows - 1) * self.row_px, self.row_px)

    def bar(self, place: int) -> Band:
        """Where a bar in one of its rows is drawn."""
        row = self.row(place)
        height_px = min(measure("bar"), max(row.height_px - 2, 2))
        return Band(row.middle_px - height_px / 2, height_px)


@dataclass(frozen=True)
class Bands:
    """The rows of the whole timeline from the top: overview, ruler, film strip and sound wave (of
    no height where they are folded), lanes, clips. Where there are more lanes than there is room
    for, ``hidden_px`` of them are not in sight."""

    overview: Band
    ruler: Band
    film: Band
    sound: Band
    lanes: tuple[Lane, ...]
    clips: Band
    hidden_px: float = 0.0

    @property
    def of_lanes(self) -> Band:
        """Where lanes are in sight."""
        return Band(self.sound.bottom_px, self.clips.top_px - self.sound.bottom_px)

    @cached_property
    def bars(self) -> list[list[Band]]:
        """Where a bar is drawn, by lane and row."""
        return [[lane.bar(row) for row in range(most_rows())] for lane in self.lanes]

    def lane_at(self, y_px: float) -> int | None:
        """The place of the lane that is in sight at a height."""
        if not self.of_lanes.holds(y_px):
            return None
        found = (place for place, lane in enumerate(self.lanes) if lane.band.holds(y_px))
        return next(found, None)

    def area(self, x_px: float, y_px: float, left_px: int) -> Area:
        """In which part a place is."""
        if x_px < left_px:
            return "header"
        if y_px < self.ruler.top_px:
            return "overview"
        if y_px < self.ruler.bottom_px:
            return "ruler"
        if y_px < self.film.bottom_px:
            return "film"
        if y_px < self.sound.bottom_px:
            return "sound"
        return "clips" if y_px >= self.clips.top_px else "lanes"


def bands(
    height_px: int,
    rows: Sequence[int],
    film: bool = False,
    sound: bool = False,
    scrolled_px: float = 0.0,
) -> Bands:
    """Lay the rows out. ``rows`` says how many each lane uses; where there is no room for rows of
    the designed height they become lower, then the film strip folds, then the sound (``film``,
    ``sound``: whether there is any). Where a lane could not hold its name any more, lanes are
    scrolled, by ``scrolled_px`` as far as that goes."""
    overview = Band(0, theme.timeline("overview"))
    ruler = Band(overview.bottom_px, measure("ruler"))
    clips_px = measure("clip_row")
    below_px = max(height_px - clips_px - ruler.bottom_px, 0)
    needed_px = measure("lane_row") * sum(rows) + measure("lane_pad") * len(rows)
    wave_px, strip_px = theme.timeline("wave"), _strip_px(height_px)
    spare_px = below_px - needed_px * _ROW_BESIDE_SOUND - wave_px
    sound_px = wave_px if sound and spare_px >= 0 else 0
    spare_px = below_px - needed_px * _ROW_BESIDE_FILM - strip_px - sound_px
    film_px = strip_px if film and spare_px >= 0 else 0
    strip = Band(ruler.bottom_px, film_px)
    wave = Band(strip.bottom_px, sound_px)
    room_px = below_px - film_px - sound_px
    clips = Band(wave.bottom_px + room_px, clips_px)
    hidden_px = _hidden_px(room_px, rows)
    if hidden_px:
        lanes = _scrolled_lanes(wave.bottom_px - min(scrolled_px, hidden_px), rows)
    else:
        lanes = _lanes(wave.bottom_px, room_px, rows)
    return Bands(overview, ruler, strip, wave, lanes, clips, hidden_px)


def _strip_px(height_px: int) -> int:
    """In a small window a timeline has a film strip only if it is as high as in a large one."""
    sizes = theme.tokens()
    designed: int = sizes["timeline"]["film"]
    roomy = height_px >= sizes["size"]["timeline"]
    return designed if roomy else theme.timeline("film")


def _lanes(top_px: float, room_px: float, rows: Sequence[int]) -> tuple[Lane, ...]:
    pad_px = min(measure("lane_pad"), room_px / (2 * max(len(rows), 1)))
    row_px = min(measure("lane_row"), (room_px - pad_px * len(rows)) / max(sum(rows), 1))
    needed = [row_px * count + pad_px for count in rows]
    even_px = room_px / max(len(rows), 1)
    if max(needed, default=0) <= even_px:
        heights = [even_px] * len(rows)
    else:
        spare_px = max(room_px - sum(needed), 0) / max(len(rows), 1)
        heights = [each + spare_px for each in needed]
    return _stacked(top_px, row_px, rows, heights)


def _hidden_px(room_px: float, rows: Sequence[int]) -> float:
    """How much of the lanes is not in sight; nothing where they need not be scrolled."""
    if room_px >= len(rows) * measure("lane_row") * _ROW_SCROLLED:
        return 0.0
    return max(sum(_scrolled_heights(rows)) - room_px, 0.0)


def _scrolled_heights(rows: Sequence[int]) -> list[float]:
    row_px = measure("lane_row") * _ROW_SCROLLED
    return [row_px * count + measure("lane_pad") / 2 for count in rows]


def _scrolled_lanes(top_px: float, rows: Sequence[int]) -> tuple[Lane, ...]:
    row_px = measure("lane_row") * _ROW_SCROLLED
    return _stacked(top_px, row_px, rows, _scrolled_heights(rows))


def _stacked(
    top_px: float, row_px: float, rows: Sequence[int], heights: Sequence[float]
) -> tuple[Lane, ...]:
    lanes = []
    for count, lane_px in zip(rows, heights, strict=True):
        lanes.append(
            Lane(Band(round(top_px), round(top_px + lane_px) - round(top_px)), count, row_px)
        )
        top_px += lane_px
    return tuple(lanes)


class Form(IntEnum):
    """How a tag is drawn at the present zoom."""

    BAR = 0
    DISC = 1
    DOT = 2
    SLIVER = 3
    BEYOND = 4


@dataclass(frozen=True)
class Placed:
    """The tags in sight: ``place`` among all, from ``left_px`` to ``right_px``, in which form."""

    tags: TagArrays
    place: NDArray[np.int64]
    left_px: NDArray[np.float64]
    right_px: NDArray[np.float64]
    form: NDArray[np.int64]

    @cached_property
    def lane(self) -> NDArray[np.int64]:
        """Lanes of the tags in sight."""
        lanes: NDArray[np.int64] = self.tags.lane[self.place]
        return lanes

    @cached_property
    def row(self) -> NDArray[np.int64]:
        """Rows of the tags in sight."""
        rows: NDArray[np.int64] = self.tags.row[self.place]
        return rows

    @cached_property
    def code(self) -> NDArray[np.int64]:
        """Codes of the tags in sight."""
        codes: NDArray[np.int64] = self.tags.code[self.place]
        return codes

    def within(self, lane: int) -> "Placed":
        """Those of one lane."""
        mine = self.lane == lane
        columns = (self.place, self.left_px, self.right_px, self.form)
        return Placed(self.tags, *(column[mine] for column in columns))

    def lanes_unlike(self, other: "Placed") -> list[int]:
        """The lanes in which these are drawn otherwise than others are."""
        lanes = np.union1d(self.lane, other.lane).tolist()
        return [lane for lane in lanes if self._drawn_from(lane) != other._drawn_from(lane)]

    def _drawn_from(self, lane: int) -> tuple[bytes, ...]:
        """Everything on which the picture of a lane depends."""
        mine = self.lane == lane
        columns = (self.left_px, self.right_px, self.form, self.row, self.code, self.star)
        return tuple(column[mine].tobytes() for column in columns)

    @cached_property
    def star(self) -> NDArray[np.bool_]:
        """Which of the tags in sight have a star."""
        stars: NDArray[np.bool_] = self.tags.star[self.place]
        return stars

    def find(self, place: int | None) -> int | None:
        """Where among the tags in sight a tag is, by its place among all."""
        if place is None:
            return None
        found = np.flatnonzero(self.place == place)
        return int(found[0]) if found.size else None

    @cached_property
    def gatherings(self) -> tuple["Gathering", ...]:
        """Tags without a row of their own, those close together as one."""
        wide_px, gathered = 2 * measure("bar"), []
        beyond = np.flatnonzero(self.form == Form.BEYOND)
        for lane in np.unique(self.lane[beyond]).tolist():
            mine = beyond[self.lane[beyond] == lane]
            left_px, places = self.left_px[mine].tolist(), self.place[mine]
            first = 0
            while first < len(left_px):
                last = bisect_left(left_px, left_px[first] + wide_px)
                gathered.append(Gathering(lane, left_px[first], wide_px, places[first:last]))
                first = last
        return tuple(gathered)


@dataclass(frozen=True)
class Gathering:
    """More tags at one time than a lane has rows for."""

    lane: int
    left_px: float
    width_px: float
    places: NDArray[np.int64]


def placed(tags: TagArrays, axis: Axis) -> Placed:
    """Place the tags that are in sight; those that would touch become smaller."""
    reach_us = axis.us_per_px * measure("point")
    place = tags.between(axis.start_us - reach_us, axis.end_us + reach_us)
    left, right = axis.xs_of(tags.start_us[place]), axis.xs_of(tags.end_us[place])
    point = tags.point[place]
    half_px, dot_px = measure("point") / 2, theme.timeline("point_far") / 2
    least_px, gap_px = theme.timeline("bar_min_width"), theme.timeline("bar_gap")
    wide_left = np.where(point, left - half_px, left)
    wide_right = np.where(point, left + half_px, np.maximum(right - gap_px, left + least_px))
    form = np.where(point, Form.DISC, Form.BAR)
    line = (tags.lane[place] * (most_rows() + 1) + tags.row[place]).astype(np.int16)
    order = np.argsort(line, kind="stable")
    tight = _touching(order, line, wide_left, wide_right)
    form[tight & point] = Form.DOT
    shown = tight & point
    wide_left[shown], wide_right[shown] = left[shown] - dot_px, left[shown] + dot_px
    crowded = _touching(order, line, wide_left, wide_right) & (wide_right - wide_left <= 2 * dot_px)
    form[crowded] = Form.SLIVER
    if len(place) > _MANY:
        crowded |= ~point & (wide_right - wide_left < theme.timeline("key_from_width"))
        form[crowded] = Form.SLIVER
    merged_px = theme.timeline("overlap_merge_below_px")
    wide_left = np.where(crowded, left, wide_left)
    wide_right = np.where(crowded, np.maximum(right - gap_px, left + merged_px), wide_right)
    form[tags.row[place] >= most_rows()] = Form.BEYOND
    return Placed(tags, place, wide_left, wide_right, form)


def _touching(
    order: NDArray[np.int64],
    line: NDArray[np.int16],
    left: NDArray[np.float64],
    right: NDArray[np.float64],
) -> NDArray[np.bool_]:
    """Which ones touch a neighbour in the same row; ``order`` puts rows together."""
    same = line[order][1:] == line[order][:-1]
    touch = same & (left[order][1:] < right[order][:-1])
    found = np.zeros(len(line), bool)
    found[order[1:]] |= touch
    found[order[:-1]] |= touch
    return found
