"""The film strip: which frames it shows where, and the small pictures it has of them."""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap

from media.frame_index import FrameIndex
from ui import theme
from ui.timeline.axis import Axis
from ui.timeline.layout import Band

_BUDGET_BYTES = 24 << 20
_AWAITED_OPACITY = 0.35
"""Of the nearest picture there is, where the right one is still to come."""
_LEAST_WIDE_PX = 8

Numbers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Cells:
    """The strip in sight: a picture at each ``left_px``, of a frame from ``first`` to before
    ``until``. ``wanted`` is the best of them, which is ``key`` (decoded alone) or not."""

    left_px: NDArray[np.float64]
    first: Numbers
    until: Numbers
    wanted: Numbers
    key: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.first)


def cells(axis: Axis, index: FrameIndex, keys: Numbers, wide_px: float) -> Cells:
    """Lay out pictures of ``wide_px``: side by side, each of a frame that begins where it lies;
    each frame at its own place where there is room for that. ``keys`` are the key frames."""
    times = index.boundaries_us[:-1]
    first = max(int(np.searchsorted(times, axis.start_us, side="right")) - 1, 0)
    last = int(np.searchsorted(times, axis.end_us))
    if (last - first) * wide_px <= axis.width_px:
        numbers = np.arange(first, last)
        left_px, until = axis.xs_of(times[numbers]), numbers + 1
    else:
        left_px, numbers, until = _side_by_side(axis, index, wide_px)
    if not len(keys):
        return Cells(left_px, numbers, until, numbers, np.zeros(len(numbers), bool))
    nearest = keys[np.minimum(np.searchsorted(keys, numbers), len(keys) - 1)]
    key = (nearest >= numbers) & (nearest < until)
    return Cells(left_px, numbers, until, np.where(key, nearest, numbers), key)


def _side_by_side(
    axis: Axis, index: FrameIndex, wide_px: float
) -> tuple[NDArray[np.float64], Numbers, Numbers]:
    """Places that stay with the film while it is moved. A frame that lasts longer than a picture
    is wide is there again."""
    step_us = wide_px * axis.us_per_px
    end_us = min(axis.end_us, float(axis.duration_us))
    begins_us = np.arange(int(axis.start_us // step_us), int(np.ceil(end_us / step_us))) * step_us
    times = index.boundaries_us[:-1]
    first = np.searchsorted(times, begins_us)
    until = np.searchsorted(times, begins_us + step_us)
    alone = first == until
    first = np.where(alone, np.maximum(first - 1, 0), first)
    left_px = axis.xs_of(np.rint(begins_us).astype(np.int64))
    return left_px, first.astype(np.int64), np.where(alone, first + 1, until)


class SmallPictures:
    """Small pictures of frames by their numbers, in memory only; the longest unused go first."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[int, QPixmap] = OrderedDict()
        self._bytes = 0
        self._numbers: Numbers | None = None
        self._none: set[int] = set()

    def keep(self, number: int, picture: QImage | None) -> None:
        """Keep the picture of a frame; None where there is none to be had."""
        if picture is None:
            self._none.add(number)
            return
        if number not in self._pictures:
            self._bytes += picture.sizeInBytes()
            self._numbers = None
        self._pictures[number] = QPixmap.fromImage(picture)
        while self._bytes > _BUDGET_BYTES and len(self._pictures) > 1:
            _number, oldest = self._pictures.popitem(last=False)
            self._bytes -= oldest.width() * oldest.height() * oldest.depth() // 8
            self._numbers = None

    def within(self, first: int, until: int) -> QPixmap | None:
        """The picture of the first frame in a range of which there is one."""
        numbers = self.numbers
        at = int(np.searchsorted(numbers, first))
        return self._used(int(numbers[at])) if at < len(numbers) and numbers[at] < until else None

    def near(self, number: int) -> QPixmap | None:
        """The picture of the nearest frame of which there is one."""
        numbers = self.numbers
        if not len(numbers):
            return None
        return self._used(int(numbers[np.argmin(np.abs(numbers - number))]))

    def missing(self, shown: Cells) -> NDArray[np.bool_]:
        """In which cells there is no picture yet, and may be one."""
        numbers = self.numbers
        there = np.searchsorted(numbers, shown.first) < np.searchsorted(numbers, shown.until)
        there |= np.isin(shown.wanted, list(self._none))
        return np.asarray(~there)

    @property
    def numbers(self) -> Numbers:
        """The frames of which there is a picture, rising."""
        if self._numbers is None:
            self._numbers = np.array(sorted(self._pictures), np.int64)
        return self._numbers

    def _used(self, number: int) -> QPixmap:
        self._pictures.move_to_end(number)
        return self._pictures[number]


def picture_size(band: Band, width: int, height: int, ratio: float) -> tuple[int, int]:
    """How large the pictures of a film of ``width`` x ``height`` are in a band, in the screen's own
    pixels, ``ratio`` to each of ours."""
    height_px = max(round((band.height_px - 2 * theme.space(0)) * ratio), 1)
    return max(round(width * height_px / height), round(_LEAST_WIDE_PX * ratio)), height_px


def draw_strip(
    painter: QPainter, axis: Axis, band: Band, shown: Cells, pictures: SmallPictures
) -> None:
    """Draw the pictures there are on their band; where one is still to come, faintly the nearest
    to it. Of a frame that began before what is in sight the picture stays in sight."""
    ratio = painter.device().devicePixelRatioF()
    gap_px = theme.line("hair")
    end_px = min(axis.x_of(axis.duration_us), axis.left_px + axis.width_px)
    right_px = np.append(shown.left_px[1:], end_px)
    top_px = band.top_px + theme.space(0)
    for left, right, first, until in zip(
        np.round(shown.left_px * ratio) / ratio,
        np.round(right_px * ratio) / ratio,
        shown.first.tolist(),
        shown.until.tolist(),
        strict=True,
    ):
        picture = pictures.within(first, until)
        painter.setOpacity(1.0 if picture is not None else _AWAITED_OPACITY)
        picture = picture or pictures.near(first)
        if picture is None:
            continue
        width_px = min(picture.width() / ratio, right - left - gap_px)
        in_sight_px = max(left, min(axis.left_px, right - gap_px - width_px))
        target = QRectF(in_sight_px, top_px, width_px, picture.height() / ratio)
        painter.drawPixmap(target, picture, QRectF(0, 0, width_px * ratio, float(picture.height())))
    painter.setOpacity(1.0)
