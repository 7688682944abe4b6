"""The timeline's still picture: overview, ruler, lanes with their tags, clips, and the heads."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from annotations.model import Clip
from ui import theme
from ui.timeline.lanes import Head
from ui.timeline.layout import Band, Lane
from ui.timeline.ruler import draw_ruler
from ui.timeline.scene import Scene
from ui.timeline.slivers import draw_row, row_of_pixels
from ui.times import seconds

_OVERVIEW_ALPHA = 0.75
_VIEW_ALPHA = 0.10
_LEAST_PX = 2
_THINNEST_PX = 0.75
_NO_LANES = "Each code gets a lane here with its first tag."
_LEAST_LETTERS_PX = 8
"""In lanes lower than this names could not be read; the mouse on them tells them."""
_LETTER_SHARE = 0.72
"""Of a sign's height its letter takes so much."""


def paint_scene(painter: QPainter, scene: Scene, width_px: int, height_px: int) -> None:
    """Paint everything that lies still."""
    axis = scene.axis
    painter.fillRect(0, 0, width_px, height_px, theme.colour("lane"))
    painter.setClipRect(_across(scene.bands.of_lanes, 0, width_px))
    for place, lane in enumerate(scene.bands.lanes):
        if place % 2:
            painter.fillRect(_across(lane.band, 0, width_px), theme.colour("lane_alt"))
    painter.setClipping(False)
    _draw_lines(painter, scene, width_px)
    painter.setClipRect(axis.left_px, 0, axis.width_px, height_px)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_overview(painter, scene)
    draw_ruler(painter, axis, scene.index, scene.bands.ruler)
    if scene.index is not None and not scene.lanes.heads:
        _say_why_no_lanes(painter, scene)
    clip_to_lanes(painter, scene)
    scene.layer.draw(painter, scene)
    painter.setClipRect(axis.left_px, 0, axis.width_px, height_px)
    for clip, number in zip(scene.clips, scene.numbers, strict=True):
        _draw_clip(painter, clip, number, clip_box(scene, clip.start_us, clip.end_us))
    painter.setClipping(False)
    _draw_heads(painter, scene, height_px)


def _say_why_no_lanes(painter: QPainter, scene: Scene) -> None:
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text_3"))
    box = _across(scene.bands.of_lanes, scene.axis.left_px, scene.axis.width_px)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _NO_LANES)


def clip_to_lanes(painter: QPainter, scene: Scene) -> None:
    """Where lanes are scrolled, paint only where they are in sight; else outlines may reach out."""
    if scene.bands.hidden_px:
        axis = scene.axis
        painter.setClipRect(_across(scene.bands.of_lanes, axis.left_px, axis.width_px))


def _across(band: Band, left_px: float, width_px: float) -> QRectF:
    return QRectF(left_px, band.top_px, width_px, band.height_px)


def _draw_lines(painter: QPainter, scene: Scene, width_px: int) -> None:
    rows = scene.bands
    tops = [lane.band.top_px for lane in rows.lanes if rows.of_lanes.holds(lane.band.top_px)]
    tops.append(rows.clips.top_px)
    tops += [band.top_px for band in (rows.film, rows.sound) if band.height_px]
    painter.setPen(QPen(theme.colour("line"), theme.line("hair")))
    painter.drawLines([QLineF(0, round(y) + 0.5, width_px, round(y) + 0.5) for y in tops])


# The whole film, small


def _draw_overview(painter: QPainter, scene: Scene) -> None:
    axis, band = scene.axis, scene.bands.overview
    ratio = painter.device().devicePixelRatio()
    size = QSizeF(axis.width_px, band.height_px)
    drawn = scene.sprites.newest(
        "overview",
        (axis.width_px, axis.duration_us, band.height_px),
        size,
        ratio,
        lambda inner: _paint_overview(inner, scene, ratio),
    )
    painter.drawPixmap(QPointF(axis.left_px, band.top_px), drawn)
    if not axis.whole:
        painter.setBrush(theme.faded(theme.colour("text"), _VIEW_ALPHA))
        painter.setPen(QPen(theme.colour("text_2"), theme.line("hair")))
        painter.drawRoundedRect(view_box(scene), 3, 3)


def _paint_overview(painter: QPainter, scene: Scene, ratio: float) -> None:
    """Paint all tags small; this is the same wherever one looks closer."""
    axis, band = scene.axis, scene.bands.overview
    painter.fillRect(QRectF(0, 0, axis.width_px, band.height_px), theme.colour("window"))
    width_px = round(axis.width_px * ratio)
    whole_us = max(axis.duration_us, 1)
    tags, lanes = scene.tags, len(scene.bands.lanes)
    room_px = band.height_px - 4
    painter.setOpacity(_OVERVIEW_ALPHA)
    for lane in range(lanes):
        mine = tags.lane == lane
        if mine.any():
            left = tags.start_us[mine] * (width_px / whole_us)
            right = np.maximum(tags.end_us[mine] * (width_px / whole_us), left + 2 * ratio)
            row = row_of_pixels(width_px, left, right, tags.code[mine], scene.looks.argb)
            height_px = max(min(room_px / lanes, _LEAST_PX + 1) - 0.5, _THINNEST_PX)
            y_px = 2 + lane * room_px / lanes
            draw_row(painter, row, QRectF(0, y_px, axis.width_px, height_px))


def view_box(scene: Scene) -> QRectF:
    """Where the stretch in sight is on the overview."""
    axis, band = scene.axis, scene.bands.overview
    scale = axis.width_px / max(axis.duration_us, 1)
    left_px = axis.left_px + axis.start_us * scale
    width_px = max((axis.end_us - axis.start_us) * scale, 6)
    left_px = min(left_px, axis.left_px + axis.width_px - width_px)
    return QRectF(left_px, band.top_px + 0.5, width_px, band.height_px - 1.5)


# Clips


def clip_box(scene: Scene, start_us: int, end_us: int) -> QRectF:
    """Where a clip with these edges is drawn."""
    band, left_px = scene.bands.clips, scene.axis.x_of(start_us)
    width_px = max(scene.axis.x_of(end_us) - left_px, theme.timeline("bar_min_width"))
    return QRectF(left_px, band.top_px + 3, width_px, band.height_px - 6)


def _draw_clip(painter: QPainter, clip: Clip, number: int, box: QRectF) -> None:
    radius = theme.radius("tag")
    painter.setPen(QPen(theme.colour("control_border"), theme.line("hair")))
    painter.setBrush(theme.colour("raised"))
    painter.drawRoundedRect(box, radius, radius)
    font = theme.font("micro")
    plain = QFontMetricsF(font)
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    badge_px = plain.horizontalAdvance("00") + theme.space(2)
    if box.width() < badge_px:
        return
    badge = QRectF(box.left(), box.top(), badge_px, box.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("text_2"))
    painter.drawRoundedRect(badge, radius, radius)
    painter.setPen(theme.colour("panel"))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.setFont(theme.font("micro"))
    inside = box.adjusted(badge_px + 7, 0, -theme.space(2), 0)
    sight = painter.clipBoundingRect().adjusted(theme.space(2), 0, -theme.space(2), 0)
    inside = inside.intersected(sight)
    length = seconds(clip.end_us - clip.start_us)
    length_px = plain.horizontalAdvance(length)
    if inside.width() > length_px + 3 * theme.space(4):
        painter.setPen(theme.colour("text_2"))
        painter.drawText(
            inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, length
        )
        inside.adjust(0, 0, -length_px - theme.space(2), 0)
    title = plain.elidedText(clip.title, Qt.TextElideMode.ElideRight, inside.width())
    if len(title) > 1:
        painter.setPen(theme.colour("text"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)


# Heads


def _draw_heads(painter: QPainter, scene: Scene, height_px: int) -> None:
    left_px = scene.axis.left_px
    drawn = scene.sprites.newest(
        "heads",
        (scene.bands, tuple(map(_told_by, scene.lanes.heads)), left_px, height_px),
        QSizeF(left_px, height_px),
        painter.device().devicePixelRatio(),
        lambda inner: _paint_heads(inner, scene, left_px, height_px),
    )
    painter.drawPixmap(0, 0, drawn)


def _told_by(head: Head) -> tuple[object, ...]:
    return head.letter, head.name, head.role, head.person_id, head.fill and head.fill.rgba()


def _paint_heads(painter: QPainter, scene: Scene, left_px: int, height_px: int) -> None:
    painter.fillRect(0, 0, left_px, height_px, theme.colour("panel"))
    line = theme.colour("line")
    painter.fillRect(QRectF(left_px - 1, 0, theme.line("hair"), height_px), line)
    _draw_lines(painter, scene, left_px)
    rows = scene.bands
    room_px = left_px - (theme.space(3) if rows.hidden_px else 0)
    painter.setClipRect(_across(rows.of_lanes, 0, left_px))
    least_px = min((lane.band.height_px for lane in rows.lanes), default=0)
    for head, lane in zip(scene.lanes.heads, rows.lanes, strict=True):
        _draw_head(painter, head, lane, room_px, least_px)
    painter.setClipping(False)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.colour("text_2"))
    for band, name in ((rows.film, "Film"), (rows.sound, "Sound"), (rows.clips, "Clips")):
        if band.height_px:
            label = _across(band, theme.space(3), left_px - theme.space(3))
            painter.drawText(label, Qt.AlignmentFlag.AlignVCenter, name)


def _draw_head(painter: QPainter, head: Head, lane: Lane, width_px: float, least_px: float) -> None:
    """``least_px`` is how high the lowest lane is: all signs and names are as large as fits it."""
    band = lane.band
    size_px = min(theme.size("key_cap"), least_px - 1)
    sign = QRectF(theme.space(3), band.middle_px - size_px / 2, size_px, size_px)
    _draw_sign(painter, head, sign)
    letter = theme.font("micro")
    letter.setWeight(QFont.Weight.DemiBold)
    letter.setPixelSize(min(letter.pixelSize(), max(round(size_px * _LETTER_SHARE), 1)))
    if letter.pixelSize() >= _LEAST_LETTERS_PX:
        painter.setFont(letter)
        painter.setPen(theme.colour("text") if head.fill is None else theme.on_level(head.fill))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, head.letter)
    left_px = theme.space(3) + theme.size("key_cap") + theme.space(2)
    _draw_words(painter, head, band, left_px, width_px, least_px)


def _draw_sign(painter: QPainter, head: Head, sign: QRectF) -> None:
    """Draw a disc for a person, a ring for both together, a cap for a level or a code."""
    painter.setPen(Qt.PenStyle.NoPen)
    if head.fill is not None:
        painter.setBrush(head.fill)
        painter.drawRoundedRect(sign, theme.radius("tag"), theme.radius("tag"))
    elif head.person_id is not None:
        painter.setBrush(theme.colour("hover"))
        painter.drawEllipse(sign)
    else:
        painter.setPen(QPen(theme.colour("text_3"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(sign.adjusted(1, 1, -1, -1))


def _draw_words(
    painter: QPainter, head: Head, band: Band, left_px: float, width_px: float, least_px: float
) -> None:
    """Write a lane's name, and under it who that is or the rest of it, where there is room."""
    name, under = theme.font("small"), theme.font("micro")
    name.setWeight(QFont.Weight.DemiBold if head.fill is None else QFont.Weight.Normal)
    if least_px < QFontMetricsF(name).height():
        name.setPixelSize(min(under.pixelSize(), round(least_px)))
    under.setWeight(QFont.Weight.Normal)
    above, below = QFontMetricsF(name), QFontMetricsF(under)
    room_px = width_px - left_px - theme.space(1)
    if name.pixelSize() < _LEAST_LETTERS_PX:
        return
    two = band.height_px >= above.height() + below.height() - 2
    upper, lower = _two_lines(head, above, room_px) if two else (head.name, "")
    base_px = band.middle_px + (-1 if lower else above.capHeight() / 2)
    painter.setFont(name)
    painter.setPen(theme.colour("text"))
    shown = above.elidedText(upper, Qt.TextElideMode.ElideRight, room_px)
    painter.drawText(QPointF(left_px, base_px), shown)
    if lower:
        painter.setFont(under)
        painter.setPen(theme.colour("text_3"))
        shown = below.elidedText(lower, Qt.TextElideMode.ElideRight, room_px)
        painter.drawText(QPointF(left_px, base_px + below.ascent() + 1), shown)


def _two_lines(head: Head, letters: QFontMetricsF, room_px: float) -> tuple[str, str]:
    """A name and what stands under it: the role, or the words for which the line is too short."""
    if head.role or letters.horizontalAdvance(head.name) <= room_px:
        return head.name, head.role
    words = head.name.split()
    fits = [
        count
        for count in range(1, len(words))
        if letters.horizontalAdvance(" ".join(words[:count])) <= room_px
    ]
    count = fits[-1] if fits else len(words)
    return " ".join(words[:count]), " ".join(words[count:])
