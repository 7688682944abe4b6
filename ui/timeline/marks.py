"""Tags on a lane: bars, discs, dots and slivers, and how one of them stands out."""

import math
from collections.abc import Iterable
from functools import cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from ui import theme
from ui.timeline.arrays import most_rows
from ui.timeline.layout import Bands, Form, Gathering, Placed, measure
from ui.timeline.look import Look, Looks
from ui.timeline.slivers import draw_row, row_of_pixels

_STEM_ALPHA = 0.55
_HANDLE_ALPHA = 0.7
_LABEL_PAD = 7
_KEY_GAP = 5
_CORNERED_FROM_PX = 8
_STAR_SHARE = 0.36
_STAR_WAIST = 0.45


class TagPainter:
    """Draws the tags in sight. Fonts and colours are those of the theme of now."""

    def __init__(self, painter: QPainter, seen: Placed, rows: Bands, looks: Looks) -> None:
        self._painter, self._seen, self._rows, self._looks = painter, seen, rows, looks
        self._name = theme.font("micro")
        self._key = theme.font("micro")
        self._key.setWeight(QFont.Weight.Bold)
        self._name_metrics = QFontMetricsF(self._name)
        self._key_metrics = QFontMetricsF(self._key)
        self._letters: dict[Look, QPixmap] = {}
        self._bars = [[lane.bar(row) for row in range(most_rows())] for lane in rows.lanes]
        self._round = np.isin(seen.form, (Form.DISC, Form.DOT))
        self._label_from_px = theme.timeline("label_from_width") * theme.text_scale()
        self._key_from_px = theme.timeline("key_from_width")
        self._radius = theme.radius("tag")
        self._key_px = {
            look.key: self._key_metrics.horizontalAdvance(look.key) for look in looks.looks
        }

    # All of them

    def draw_all(self, left_px: int, width_px: int) -> None:
        """Draw every tag in sight."""
        self._draw_slivers(left_px, width_px)
        bars = np.flatnonzero(self._seen.form == Form.BAR)
        self._draw_bars(bars.tolist(), left_px, left_px + width_px)
        self._draw_points(np.flatnonzero(self._round).tolist())
        self._draw_gatherings()

    def _draw_slivers(self, left_px: int, width_px: int) -> None:
        seen = self._seen
        sliver = seen.form == Form.SLIVER
        ratio = self._painter.device().devicePixelRatio()
        for lane, shape in enumerate(self._rows.lanes):
            for row in range(shape.rows):
                mine = sliver & (seen.lane == lane) & (seen.row == row)
                if mine.any():
                    pixels = row_of_pixels(
                        round(width_px * ratio),
                        (seen.left_px[mine] - left_px) * ratio,
                        (seen.right_px[mine] - left_px) * ratio,
                        seen.code[mine],
                        self._looks.argb,
                    )
                    bar = shape.bar(row)
                    target = QRectF(left_px, bar.top_px, width_px, bar.height_px)
                    draw_row(self._painter, pixels, target)

    def _draw_bars(self, bars: Iterable[int], from_px: float, to_px: float) -> None:
        for at in bars:
            look, box = self._looks.looks[self._seen.code[at]], self.box(at)
            self._fill(box, look.fill)
            self._write(at, box, look, from_px, to_px)

    def _draw_points(self, points: list[int]) -> None:
        stems: dict[int, list[QLineF]] = {}
        for at in points:
            box, lane = self.box(at), self._rows.lanes[self._seen.lane[at]]
            line = QLineF(box.center().x(), lane.band.top_px + 2, box.center().x(), box.top() + 1)
            stems.setdefault(int(self._seen.code[at]), []).append(line)
        for code, lines in stems.items():
            colour = theme.faded(self._looks.looks[code].fill, _STEM_ALPHA)
            self._painter.setPen(QPen(colour, theme.timeline("point_stem")))
            self._painter.drawLines(lines)
        for at in points:
            self._disc(at, self._looks.looks[self._seen.code[at]].fill)

    # One of them

    def box(self, at: int) -> QRectF:
        """Where a tag in sight is drawn."""
        seen = self._seen
        left_px, right_px = float(seen.left_px[at]), float(seen.right_px[at])
        bar = self._bars[seen.lane[at]][min(int(seen.row[at]), most_rows() - 1)]
        if self._round[at]:
            size_px = min(right_px - left_px, bar.height_px)
            middle_px = (left_px + right_px) / 2
            return QRectF(middle_px - size_px / 2, bar.middle_px - size_px / 2, size_px, size_px)
        return QRectF(left_px, bar.top_px, max(right_px - left_px, 2), bar.height_px)

    def gathering_box(self, chip: Gathering) -> QRectF:
        """Where the sign for more tags than there are rows is drawn, high enough for its number."""
        bar = self._bars[chip.lane][most_rows() - 1]
        height_px = max(bar.height_px, self._name_metrics.ascent() + 2)
        top_px = bar.middle_px - height_px / 2
        return QRectF(chip.left_px, top_px, chip.width_px - 2, height_px)

    def draw_hovered(self, at: int, from_px: float, to_px: float) -> None:
        """Draw a tag under the mouse: a little towards the text's colour, its edges shown."""
        look = self._looks.looks[self._seen.code[at]]
        fill = theme.mixed(look.fill, theme.colour("text"), theme.timeline("hover_mix"))
        if self._round[at]:
            self._disc(at, fill)
            return
        box = self.box(at)
        self._fill(box, fill)
        self._write(at, box, look, from_px, to_px)
        self.draw_handles(box, look.ink)

    def draw_selected(self, at: int) -> None:
        """Draw the outline round a selected tag, and its handles."""
        box = self.box(at)
        self.outline(box, round_ends=bool(self._round[at]))
        if self._seen.form[at] == Form.BAR:
            self.draw_handles(box, self._looks.looks[self._seen.code[at]].ink)

    def outline(self, box: QRectF, *, round_ends: bool) -> None:
        """Draw the selection's outline round something."""
        width = theme.line("selected_tag")
        off = box.adjusted(-width, -width, width, width)
        radius = off.height() / 2 if round_ends else theme.radius("tag") + width
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.setPen(QPen(theme.colour("lane"), 2 * width))
        self._painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), radius, radius)
        self._painter.setPen(QPen(theme.colour("text"), width))
        self._painter.drawRoundedRect(off, radius, radius)

    def draw_handles(self, box: QRectF, ink: QColor) -> None:
        """Draw what a bar is taken by at its edges."""
        if box.width() < theme.timeline("key_from_width"):
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(theme.faded(ink, _HANDLE_ALPHA))
        height_px = box.height() / 2
        for x_px in (box.left() + 2, box.right() - 4):
            grip = QRectF(x_px, box.center().y() - height_px / 2, 2, height_px)
            self._painter.drawRoundedRect(grip, 1, 1)

    def _fill(self, box: QRectF, fill: QColor) -> None:
        if box.width() < _CORNERED_FROM_PX:
            self._painter.fillRect(box, fill)
            return
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(fill)
        self._painter.drawRoundedRect(box, self._radius, self._radius)

    def _write(self, at: int, box: QRectF, look: Look, from_px: float, to_px: float) -> None:
        left_px, right_px = max(box.left(), from_px), min(box.right(), to_px)
        width_px, key_px = right_px - left_px, self._key_px[look.key]
        if width_px < self._key_from_px or not _legible(box, self._key_metrics):
            return
        painter, base_px = self._painter, _baseline(box, self._key_metrics)
        if width_px < self._label_from_px:
            if key_px <= width_px:
                self._draw_letter(look, QPointF((left_px + right_px - key_px) / 2, base_px))
            return
        x_px = left_px + _LABEL_PAD
        self._draw_letter(look, QPointF(x_px, base_px))
        painter.setPen(look.ink)
        x_px += key_px + (_KEY_GAP if look.key else 0)
        starred = bool(self._seen.tags.star[self._seen.place[at]])
        until_px = right_px - _LABEL_PAD - (box.height() if starred else 0)
        label = self._name_metrics.elidedText(
            look.label, Qt.TextElideMode.ElideRight, until_px - x_px
        )
        painter.setFont(self._name)
        if len(label) > 1:
            painter.drawText(QPointF(x_px, base_px), label)
        if starred:
            draw_star(painter, QPointF(right_px - box.height(), box.center().y()), look.ink)

    def _disc(self, at: int, fill: QColor) -> None:
        look, box = self._looks.looks[self._seen.code[at]], self.box(at)
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(box)
        starred = bool(self._seen.tags.star[self._seen.place[at]])
        if self._seen.form[at] == Form.DISC and _legible(box, self._key_metrics):
            x_px = box.center().x() - self._key_px[look.key] / 2
            self._draw_letter(look, QPointF(x_px, _baseline(box, self._key_metrics)))
            if starred:
                spot = QPointF(box.right() + box.height() / 2, box.center().y())
                draw_star(painter, spot, theme.colour("text"))

    def _draw_letter(self, look: Look, base: QPointF) -> None:
        """Draw a code's key; drawn once, then copied, since there may be hundreds."""
        drawn = self._letters.get(look)
        if drawn is None:
            ratio = self._painter.device().devicePixelRatio()
            width_px, height_px = self._key_px[look.key] + 2, self._key_metrics.height()
            drawn = QPixmap(math.ceil(width_px * ratio), math.ceil(height_px * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            letter = QPainter(drawn)
            letter.setFont(self._key)
            letter.setPen(look.ink)
            letter.drawText(QPointF(1, self._key_metrics.ascent()), look.key)
            letter.end()
            self._letters[look] = drawn
        top_px = base.y() - self._key_metrics.ascent()
        self._painter.drawPixmap(QPointF(round(base.x() - 1), round(top_px)), drawn)

    def _draw_gatherings(self) -> None:
        painter = self._painter
        ground, ink = theme.colour("raised"), theme.colour("text")
        border = QPen(theme.colour("control_border"), theme.line("hair"))
        radius = theme.radius("tag")
        painter.setFont(self._name)
        painter.setBrush(ground)
        for chip in self._seen.gatherings:
            box = self.gathering_box(chip)
            painter.setPen(border)
            painter.drawRoundedRect(box, radius, radius)
            painter.setPen(ink)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"+{len(chip.places)}")


def draw_star(painter: QPainter, middle: QPointF, colour: QColor) -> None:
    """Draw the star of a tag that was better than usual."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    painter.drawPolygon(_star(measure("bar") * _STAR_SHARE).translated(middle))


@cache
def _star(outer_px: float) -> QPolygonF:
    corners = []
    for point in range(10):
        angle = math.radians(36 * point - 90)
        radius_px = outer_px * (_STAR_WAIST if point % 2 else 1)
        corners.append(QPointF(radius_px * math.cos(angle), radius_px * math.sin(angle)))
    return QPolygonF(corners)


def _legible(box: QRectF, metrics: QFontMetricsF) -> bool:
    return box.height() >= 1.3 * metrics.capHeight()


def _baseline(box: QRectF, metrics: QFontMetricsF) -> float:
    return round(box.center().y() + metrics.capHeight() / 2)
