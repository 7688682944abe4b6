"""The ruler: where its ticks are, down to single frames, and what they say."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from media.frame_index import FrameIndex
from ui import theme
from ui.timeline.axis import Axis
from ui.timeline.layout import Band
from ui.times import clock, short_clock

_S = 1_000_000
_MIN = 60 * _S
_STEPS_US = (
    (100_000, 20_000),
    (200_000, 50_000),
    (500_000, 100_000),
    (_S, 200_000),
    (2 * _S, 500_000),
    (5 * _S, _S),
    (10 * _S, 2 * _S),
    (15 * _S, 5 * _S),
    (30 * _S, 5 * _S),
    (_MIN, 10 * _S),
    (2 * _MIN, 30 * _S),
    (5 * _MIN, _MIN),
    (10 * _MIN, 2 * _MIN),
    (30 * _MIN, 5 * _MIN),
    (60 * _MIN, 10 * _MIN),
    (120 * _MIN, 30 * _MIN),
)
"""Between two labels, and between two ticks."""

_FRAMES = (1, 2, 5, 10, 20, 50)
_FRAME_FROM_PX = 6
_FRAMES_TO_LABEL = 10
"""Where a label is as wide as more frames, even times say more."""
_LONG_PX, _SHORT_PX = 7, 3
_FAINT, _CLEAR = 0.45, 0.9


@dataclass(frozen=True)
class Tick:
    """A line on the ruler, with a label where it is a long one."""

    time_us: int
    label: str | None


def ticks(axis: Axis, index: FrameIndex | None, label_px: float) -> list[Tick]:
    """The ticks in sight: at every frame where there is room for that, else at even times. Labels
    are at least ``label_px`` apart."""
    frames = None if index is None else _frame_ticks(axis, index, label_px)
    return frames or _time_ticks(axis, label_px)


def _frame_ticks(axis: Axis, index: FrameIndex, label_px: float) -> list[Tick] | None:
    times = index.boundaries_us
    first = max(int(np.searchsorted(times, axis.start_us)) - 1, 0)
    last = min(int(np.searchsorted(times, axis.end_us)) + 1, len(times) - 1)
    if last <= first or last - first > axis.width_px / _FRAME_FROM_PX:
        return None
    frame_px = float(times[last] - times[first]) / (last - first) / axis.us_per_px
    if frame_px < label_px / _FRAMES_TO_LABEL:
        return None
    every = next((n for n in _FRAMES if n * frame_px >= label_px * 1.2), _FRAMES[-1])
    return [
        Tick(int(times[n]), clock(int(times[n])) if n % every == 0 else None)
        for n in range(first, last + 1)
    ]


def _time_ticks(axis: Axis, label_px: float) -> list[Tick]:
    steps = ((far, near) for far, near in _STEPS_US if far / axis.us_per_px >= label_px)
    far_us, near_us = next(steps, _STEPS_US[-1])
    first = int(axis.start_us // near_us)
    last = int(min(axis.end_us, axis.duration_us) // near_us)
    return [
        Tick(n * near_us, _said(n * near_us, far_us) if n * near_us % far_us == 0 else None)
        for n in range(first, last + 1)
    ]


def _said(time_us: int, far_us: int) -> str:
    return short_clock(time_us) if far_us % _S else clock(time_us).partition(".")[0]


def draw_ruler(painter: QPainter, axis: Axis, index: FrameIndex | None, band: Band) -> None:
    """Draw the ruler on its band."""
    painter.setFont(theme.font("micro"))
    metrics = QFontMetricsF(painter.font())
    apart_px = metrics.horizontalAdvance("00:00.000") + 3 * theme.space(2)
    quiet = theme.colour("text_3")
    right_px = axis.left_px + axis.width_px
    short: list[QLineF] = []
    long: list[QLineF] = []
    painter.setPen(quiet)
    for tick in ticks(axis, index, apart_px):
        x_px = round(axis.x_of(tick.time_us)) + 0.5
        if not axis.left_px <= x_px <= right_px:
            continue
        height = _SHORT_PX if tick.label is None else _LONG_PX
        line = QLineF(x_px, band.bottom_px - height, x_px, band.bottom_px)
        (short if tick.label is None else long).append(line)
        if tick.label and x_px + metrics.horizontalAdvance(tick.label) + 4 < right_px:
            painter.drawText(QPointF(x_px + 4, band.top_px + metrics.ascent() + 1), tick.label)
    for lines, alpha in ((short, _FAINT), (long, _CLEAR)):
        painter.setPen(QPen(theme.faded(quiet, alpha), theme.line("hair")))
        painter.drawLines(lines)


def frame_box(axis: Axis, start_us: int, end_us: int, band: Band) -> QRectF | None:
    """Where the frame on screen is on the ruler, once frames can be told apart."""
    left_px, right_px = axis.x_of(start_us), axis.x_of(end_us)
    if right_px - left_px < _FRAME_FROM_PX:
        return None
    return QRectF(left_px, band.top_px, right_px - left_px, band.height_px)
