"""What moves over the timeline's still picture: marks, what runs, what is selected, playhead."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF, QRegion

from ui import theme
from ui.timeline.chosen import AWAY_ALPHA, InHand, draw_chosen, draw_in_hand
from ui.timeline.layout import Form, Placed, measure
from ui.timeline.look import Look
from ui.timeline.marks import TagPainter
from ui.timeline.painter import clip_box, clip_to_lanes
from ui.timeline.ruler import frame_box
from ui.timeline.scene import Scene
from ui.times import seconds

_STRIPE_ALPHA = 0.28
_MARK_LINE_ALPHA = 0.5
_BRACKET_PX = 6
_BOX_LINE_ALPHA, _BOX_FILL_ALPHA = 0.6, 0.08
_DEEP_PX = 10_000
"""Deeper than any timeline."""


@dataclass(frozen=True)
class Stretch:
    """Something drawn in a lane: from, to, as what; the place of the tag that it is, if any."""

    lane: int
    row: int
    start_us: int
    end_us: int
    look: Look
    place: int | None = None


@dataclass(frozen=True)
class Now:
    """What may be different at every frame. Times are boundaries; ``hovered`` is a tag's place,
    ``selected`` are places among the tags in sight; ``guide_us`` is what an edge snapped to."""

    frame: tuple[int, int] | None
    marks: tuple[int | None, int | None]
    running: tuple[Stretch, ...]
    selected: NDArray[np.int64]
    hovered: int | None
    dragged: Stretch | None
    moved: InHand | None
    clip: tuple[int, int] | None
    box: QRectF | None
    guide_us: int | None


def paint_now(painter: QPainter, scene: Scene, now: Now, area: QRegion, height_px: int) -> None:
    """Paint what moves over the still picture, as far as it is in an area."""
    axis = scene.axis
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(axis.left_px, 0, axis.width_px, height_px)
    _draw_marks(painter, scene, now.marks, height_px)
    clip_to_lanes(painter, scene)
    _draw_standing_out(painter, scene, now, area)
    for running in now.running:
        _draw_running(painter, scene, running)
    if now.dragged is not None:
        _draw_dragged(painter, scene, now.dragged)
    if now.moved is not None:
        draw_in_hand(painter, scene, now.selected, now.moved)
    painter.setClipRect(axis.left_px, 0, axis.width_px, height_px)
    if now.clip is not None:
        tags = _tag_painter(painter, scene)
        box = clip_box(scene, *now.clip)
        tags.outline(box, round_ends=False)
        tags.draw_handles(box, theme.colour("text"))
    if now.frame is not None:
        _draw_playhead(painter, scene, now.frame, height_px)
    clip_to_lanes(painter, scene)
    for running in now.running:
        _draw_flag(painter, scene, running, now)
    painter.setClipRect(axis.left_px, 0, axis.width_px, height_px)
    if now.guide_us is not None:
        _draw_guide(painter, scene, now.guide_us, height_px)
    if now.box is not None:
        _draw_box(painter, now.box)
    painter.setClipping(False)


def _tag_painter(painter: QPainter, scene: Scene) -> TagPainter:
    return TagPainter(painter, scene.seen, scene.bands, scene.looks)


def _draw_standing_out(painter: QPainter, scene: Scene, now: Now, area: QRegion) -> None:
    hovered = scene.seen.find(now.hovered)
    if hovered is not None and scene.seen.form[hovered] != Form.BEYOND:
        ends = scene.axis.left_px, scene.axis.left_px + scene.axis.width_px
        _tag_painter(painter, scene).draw_hovered(hovered, *ends)
    if now.dragged is None and now.moved is None and _reaches(scene.seen, now.selected, area):
        draw_chosen(painter, scene, now.selected)


def _reaches(seen: Placed, at: NDArray[np.int64], area: QRegion) -> bool:
    """Whether these tags may be in an area, with the outline round them. While a film plays that
    is the playhead's, thirty times a second."""
    if not at.size:
        return False
    around_px = 3 * measure("bar")  # a sign for several tags is wider than they are
    left_px, right_px = seen.left_px[at].min() - around_px, seen.right_px[at].max() + around_px
    return area.intersects(QRectF(left_px, 0, right_px - left_px, _DEEP_PX).toAlignedRect())


def _draw_guide(painter: QPainter, scene: Scene, time_us: int, height_px: int) -> None:
    """Draw a thin line through everything that an edge snapped to."""
    x_px = scene.axis.x_of(time_us)
    painter.setPen(QPen(theme.colour("focus"), theme.line("hair"), Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(x_px, scene.bands.ruler.top_px, x_px, height_px))


def _draw_box(painter: QPainter, box: QRectF) -> None:
    colour = theme.colour("text")
    painter.setPen(QPen(theme.faded(colour, _BOX_LINE_ALPHA), theme.line("hair")))
    painter.setBrush(theme.faded(colour, _BOX_FILL_ALPHA))
    painter.drawRect(box)


# In and out


def _draw_marks(
    painter: QPainter, scene: Scene, marks: tuple[int | None, int | None], height_px: int
) -> None:
    axis, ruler = scene.axis, scene.bands.ruler
    accent = theme.colour("accent")
    start_us, end_us = marks
    if start_us is not None and end_us is not None:
        left_px, right_px = axis.x_of(start_us), axis.x_of(end_us)
        tint = theme.faded(accent, theme.timeline("inout_fill_alpha"))
        tall_px = height_px - ruler.top_px
        painter.fillRect(QRectF(left_px, ruler.top_px, right_px - left_px, tall_px), tint)
    for time_us, inwards in ((start_us, 1), (end_us, -1)):
        if time_us is None:
            continue
        x_px = axis.x_of(time_us)
        painter.setPen(QPen(theme.faded(accent, _MARK_LINE_ALPHA), theme.line("hair")))
        painter.drawLine(QLineF(x_px, ruler.bottom_px, x_px, height_px))
        painter.setPen(QPen(accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        post_px, arm_px = x_px + inwards, x_px + inwards * _BRACKET_PX
        top_px, foot_px = ruler.top_px + 2, ruler.bottom_px - 2
        corners = [(arm_px, top_px), (post_px, top_px), (post_px, foot_px), (arm_px, foot_px)]
        painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))


# What runs


def _draw_running(painter: QPainter, scene: Scene, running: Stretch) -> None:
    left_px, right_px = scene.axis.x_of(running.start_us), scene.axis.x_of(running.end_us)
    bar = scene.bands.lanes[running.lane].bar(running.row)
    box = QRectF(left_px, bar.top_px, max(right_px - left_px, 2), bar.height_px)
    radius = theme.radius("tag")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(running.look.fill)
    painter.drawRoundedRect(box, radius, radius)
    painter.setBrush(_stripes(QPointF(left_px, bar.top_px)))
    painter.drawRoundedRect(box, radius, radius)


def _stripes(origin: QPointF) -> QBrush:
    """Slanted stripes in the lane's colour, standing still where they begin."""
    on_px, off_px = theme.timeline("running_stripe")
    period = round((on_px + off_px) * 2**0.5)
    tile = QImage(period, period, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = theme.faded(theme.colour("lane"), _STRIPE_ALPHA)
    painter.setPen(QPen(shade, on_px, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    for x in (-period, 0, period):
        painter.drawLine(x - period, 2 * period, x + 2 * period, -period)
    painter.end()
    brush = QBrush(tile)
    transform = brush.transform()
    transform.translate(origin.x(), origin.y())
    brush.setTransform(transform)
    return brush


def _draw_flag(painter: QPainter, scene: Scene, running: Stretch, now: Now) -> None:
    """Say beside the playhead what runs and for how long."""
    axis = scene.axis
    text = f"{running.look.key} · {seconds(running.end_us - running.start_us)}".lstrip(" ·")
    font = theme.font("micro")
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    width_px = metrics.horizontalAdvance(text) + 2 * theme.space(2)
    bar = scene.bands.lanes[running.lane].bar(running.row)
    here_us = running.end_us if now.frame is None else now.frame[0]
    x_px = max(axis.x_of(here_us), axis.x_of(running.end_us)) + 5
    if x_px + width_px > axis.left_px + axis.width_px:
        x_px = axis.x_of(min(running.start_us, here_us)) - 5 - width_px
        x_px = max(x_px, float(axis.left_px))
    height_px = max(bar.height_px, metrics.ascent() + 2)
    box = QRectF(x_px, bar.middle_px - height_px / 2, width_px, height_px)
    radius = theme.radius("tag")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text"))
    painter.drawRoundedRect(box, radius, radius)
    painter.setPen(theme.colour("panel"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


# What is dragged


def _draw_dragged(painter: QPainter, scene: Scene, held: Stretch) -> None:
    tags = _tag_painter(painter, scene)
    left_px, right_px = scene.axis.x_of(held.start_us), scene.axis.x_of(held.end_us)
    bar = scene.bands.lanes[held.lane].bar(held.row)
    at = scene.seen.find(held.place)
    if at is not None:
        painter.fillRect(tags.box(at), theme.faded(theme.colour("lane"), AWAY_ALPHA))
    box = QRectF(left_px, bar.top_px, max(right_px - left_px, 2), bar.height_px)
    tags.outline(box, round_ends=False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(held.look.fill)
    painter.drawRoundedRect(box, theme.radius("tag"), theme.radius("tag"))
    if at is not None:
        tags.write(at, box, scene.axis.left_px, scene.axis.left_px + scene.axis.width_px)
    tags.draw_handles(box, held.look.ink)


# Here


def _draw_playhead(painter: QPainter, scene: Scene, frame: tuple[int, int], height_px: int) -> None:
    axis, ruler = scene.axis, scene.bands.ruler
    colour = theme.colour("playhead")
    scale = axis.width_px / max(axis.duration_us, 1)
    overview = scene.bands.overview
    small_px = axis.left_px + frame[0] * scale
    painter.fillRect(QRectF(small_px - 0.5, overview.top_px, 1.5, overview.height_px), colour)
    box = frame_box(axis, *frame, ruler)
    if box is not None:
        painter.fillRect(box, theme.faded(colour, theme.timeline("inout_fill_alpha") * 2))
    x_px = axis.x_of(frame[0])
    wide_px, tall_px = theme.timeline("playhead_head")
    half_px, shoulder_px = wide_px / 2, tall_px * 0.45
    top_px = ruler.bottom_px - tall_px - 2
    corners = [
        (x_px - half_px, top_px),
        (x_px + half_px, top_px),
        (x_px + half_px, top_px + shoulder_px),
        (x_px, top_px + tall_px + 2),
        (x_px - half_px, top_px + shoulder_px),
    ]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    width = theme.timeline("playhead")
    painter.fillRect(
        QRectF(x_px - width / 2, top_px + tall_px, width, height_px - top_px - tall_px), colour
    )


def playhead_area(scene: Scene, frame: tuple[int, int], height_px: int) -> QRegion:
    """All that the playhead covers on a frame with these boundaries: line, head, frame, and its
    place on the overview."""
    axis, overview = scene.axis, scene.bands.overview
    half_px = theme.timeline("playhead_head")[0] / 2 + 2
    x_px = axis.x_of(frame[0])
    right_px = min(max(axis.x_of(frame[1]) + 2, x_px + half_px), axis.left_px + axis.width_px)
    wide = QRectF(x_px - half_px, overview.bottom_px, right_px - x_px + half_px, height_px)
    small_px = axis.left_px + frame[0] * axis.width_px / max(axis.duration_us, 1)
    small = QRectF(small_px - 3, overview.top_px, 6, overview.height_px)
    return QRegion(wide.toAlignedRect()).united(small.toAlignedRect())
