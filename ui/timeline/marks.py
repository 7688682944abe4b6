"""Tags on a lane: bars, discs, dots and slivers, and how one of them stands out."""

import math
from collections.abc import Callable, Hashable, Iterable
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from ui import theme
from ui.timeline.arrays import most_rows
from ui.timeline.layout import Band, Bands, Form, Gathering, Placed, measure
from ui.timeline.look import Look, Looks
from ui.timeline.slivers import draw_rows, rows_of_pixels

_STEM_ALPHA = 0.55
_HANDLE_ALPHA = 0.7
_LABEL_PAD = 7
_KEY_GAP = 5
_CORNERED_FROM_PX = 8
_MOST_COUNTED = 99
_LETTERS_SHARE, _LEAST_LETTERS_PX = 0.85, 9
"""How large letters in a bar are at most, as a share of its height, and at least."""
_STAR_SHARE, _STAR_SHARE_OF_LOW = 0.36, 0.56
"""Of a bar's height a star reaches so far from its middle; in low bars a little beyond them."""
_STAR_WAIST = 0.45
_ROUND = (Form.DISC, Form.DOT)
_RIGHT = Qt.TextElideMode.ElideRight


class TagPainter:
    """Draws the tags in sight. Fonts and colours are those of the theme of now."""

    def __init__(self, painter: QPainter, seen: Placed, rows: Bands, looks: Looks) -> None:
        self._painter, self._seen, self._rows, self._looks = painter, seen, rows, looks
        self._name = theme.font("micro")
        self._key = theme.font("micro")
        self._key.setWeight(QFont.Weight.Bold)
        self._shrink([self._name, self._key], rows)
        self._name_metrics = QFontMetricsF(self._name)
        self._key_metrics = QFontMetricsF(self._key)
        self._most_rows = most_rows()
        self._bars = rows.bars
        self._label_from_px = theme.timeline("label_from_width") * theme.text_scale()
        self._key_from_px = theme.timeline("key_from_width")
        self._radius = theme.radius("tag")

    @staticmethod
    def _shrink(fonts: Iterable[QFont], rows: Bands) -> None:
        """Large text is as large as the bars allow: small letters say more than none."""
        bar_px = min((lane.bar(0).height_px for lane in rows.lanes), default=0.0)
        for font in fonts:
            fits_px = max(round(bar_px * _LETTERS_SHARE), _LEAST_LETTERS_PX)
            font.setPixelSize(min(font.pixelSize(), fits_px))

    @cached_property
    def _key_px(self) -> dict[str, float]:
        advance = self._key_metrics.horizontalAdvance
        return {look.key: advance(look.key) for look in self._looks.looks}

    # All of them

    def draw_all(self, left_px: int, width_px: int) -> None:
        """Draw every tag in sight."""
        self._draw_slivers(left_px, width_px)
        self._draw_bars(np.flatnonzero(self._seen.form == Form.BAR), left_px, left_px + width_px)
        self._draw_points(np.flatnonzero(np.isin(self._seen.form, _ROUND)))
        self._draw_gatherings()

    def _draw_slivers(self, left_px: int, width_px: int) -> None:
        seen, most = self._seen, self._most_rows
        at = np.flatnonzero(seen.form == Form.SLIVER)
        if not at.size:
            return
        ratio = self._painter.device().devicePixelRatio()
        line = seen.lane[at] * most + seen.row[at]
        pixels = rows_of_pixels(
            (len(self._bars) * most, round(width_px * ratio)),
            line,
            (seen.left_px[at] - left_px) * ratio,
            (seen.right_px[at] - left_px) * ratio,
            seen.code[at],
            self._looks.argb,
        )
        targets = {}
        for each in np.flatnonzero(np.bincount(line)).tolist():
            bar = self._bars[each // most][each % most]
            targets[each] = QRectF(left_px, bar.top_px, width_px, bar.height_px)
        draw_rows(self._painter, pixels, targets)

    def _draw_bars(self, bars: NDArray[np.int64], from_px: float, to_px: float) -> None:
        seen, last = self._seen, self._most_rows - 1
        columns = (seen.code, seen.lane, np.minimum(seen.row, last), seen.left_px, seen.right_px)
        starred = seen.star[bars].tolist()
        for code, lane, row, left_px, right_px, star in zip(
            *(column[bars].tolist() for column in columns), starred, strict=True
        ):
            look, bar = self._looks.looks[code], self._bars[lane][row]
            box = QRectF(left_px, bar.top_px, max(right_px - left_px, 2), bar.height_px)
            self._fill(box, look.fill)
            inside = from_px, to_px
            if row == last:
                inside = self._uncovered(lane, left_px, from_px, to_px)
            self._write(look, box, *inside, starred=star)

    @cached_property
    def _chips(self) -> dict[int, list[Gathering]]:
        """The signs for more tags than there are rows, by their lanes."""
        chips: dict[int, list[Gathering]] = {}
        for chip in self._seen.gatherings:
            chips.setdefault(int(chip.lane), []).append(chip)
        return chips

    def _uncovered(
        self, lane: int, left_px: float, from_px: float, to_px: float
    ) -> tuple[float, float]:
        """From where to where words in a bar are not under a sign for more tags."""
        for chip in self._chips.get(lane, ()):
            right_px = chip.left_px + chip.width_px
            if left_px < right_px and chip.left_px < to_px:
                if chip.left_px - max(left_px, from_px) >= self._key_from_px:
                    return from_px, min(to_px, chip.left_px)
                from_px = max(from_px, right_px)
        return from_px, to_px

    def _draw_points(self, points: NDArray[np.int64]) -> None:
        seen = self._seen
        lane, row = seen.lane[points], np.minimum(seen.row[points], self._most_rows - 1)
        middle_px = (seen.left_px[points] + seen.right_px[points]) / 2
        height_px = np.array([[bar.middle_px for bar in bars] for bars in self._bars])
        kinds = seen.code[points] * len(Form) + seen.form[points]
        for kind in np.unique(kinds).tolist():
            mine = np.flatnonzero(kinds == kind)
            across = middle_px[mine].tolist()
            down = height_px[lane[mine], row[mine]].tolist()
            at = points[mine[0]]
            self._draw_stems(at, across, down, lane[mine].tolist())
            drawn, size_px = self._disc(at)
            half_px, draw = size_px / 2, self._painter.drawPixmap
            for x_px, y_px in zip(across, down, strict=True):
                draw(QPointF(round(x_px - half_px), round(y_px - half_px)), drawn)
        starred = seen.star[points] & (seen.form[points] == Form.DISC)
        for at in points[starred].tolist():
            box = self.box(at)
            spot = QPointF(box.right() + box.height() / 2, box.center().y())
            draw_star(self._painter, spot, theme.colour("text"), box.height())

    def _draw_stems(
        self, at: int, across: list[float], down: list[float], lanes: list[int]
    ) -> None:
        """Draw what ties points to the top of their lanes, all of one code."""
        tops = [lane.band.top_px + 2 for lane in self._rows.lanes]
        colour = theme.faded(self._look(at).fill, _STEM_ALPHA)
        self._painter.setPen(QPen(colour, theme.timeline("point_stem")))
        places = zip(across, down, lanes, strict=True)
        lines = [QLineF(x, tops[lane], x, y) for x, y, lane in places]
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._painter.drawLines(lines)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    # One of them

    def box(self, at: int) -> QRectF:
        """Where a tag in sight is drawn."""
        seen = self._seen
        left_px, right_px = float(seen.left_px[at]), float(seen.right_px[at])
        bar = self._bar(at)
        if self._seen.form[at] in _ROUND:
            size_px = min(right_px - left_px, bar.height_px)
            middle_px = (left_px + right_px) / 2
            return QRectF(middle_px - size_px / 2, bar.middle_px - size_px / 2, size_px, size_px)
        return QRectF(left_px, bar.top_px, max(right_px - left_px, 2), bar.height_px)

    def _bar(self, at: int) -> Band:
        lane, row = int(self._seen.lane[at]), int(self._seen.row[at])
        return self._bars[lane][min(row, self._most_rows - 1)]

    def _look(self, at: int) -> Look:
        return self._looks.looks[int(self._seen.code[at])]

    def gathering_box(self, chip: Gathering) -> QRectF:
        """Where the sign for more tags than there are rows is drawn, high enough for its number,
        and inside its lane."""
        bar, lane = self._bars[chip.lane][self._most_rows - 1], self._rows.lanes[chip.lane].band
        height_px = min(max(bar.height_px, self._name_metrics.ascent() + 2), lane.height_px - 1)
        top_px = min(bar.middle_px - height_px / 2, lane.bottom_px - 1 - height_px)
        return QRectF(chip.left_px, top_px, chip.width_px - 2, height_px)

    def draw_hovered(self, at: int, from_px: float, to_px: float) -> None:
        """Draw a tag under the mouse: a little towards the text's colour, its edges shown."""
        look = self._looks.looks[self._seen.code[at]]
        fill = theme.mixed(look.fill, theme.colour("text"), theme.timeline("hover_mix"))
        if self._seen.form[at] in _ROUND:
            drawn, _size_px = self._disc(at, fill)
            corner = self.box(at).topLeft()
            self._painter.drawPixmap(QPointF(round(corner.x()), round(corner.y())), drawn)
            return
        box = self.box(at)
        self._fill(box, fill)
        self.write(at, box, from_px, to_px)
        self.draw_handles(box, look.ink)

    def draw_selected(self, at: int) -> None:
        """Draw the outline round a selected tag, and its handles."""
        box = self.box(at)
        self.outline(box, round_ends=self._seen.form[at] in _ROUND)
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

    def write(self, at: int, box: QRectF, from_px: float, to_px: float) -> None:
        """Write a tag's key, name and star into a bar, as far as there is room in sight."""
        starred = bool(self._seen.star[at])
        self._write(self._look(at), box, from_px, to_px, starred=starred)

    def _write(
        self, look: Look, box: QRectF, from_px: float, to_px: float, *, starred: bool
    ) -> None:
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
        until_px = right_px - _LABEL_PAD - (box.height() if starred else 0)
        label = self._name_metrics.elidedText(look.label, _RIGHT, until_px - x_px)
        painter.setFont(self._name)
        if len(label) > 1:
            painter.drawText(QPointF(x_px, base_px), label)
        if starred:
            middle = QPointF(right_px - box.height(), box.center().y())
            draw_star(painter, middle, look.ink, box.height())

    def _disc(self, at: int, fill: QColor | None = None) -> tuple[QPixmap, float]:
        """A disc or a dot like this one, drawn once and then copied; and its size."""
        seen, look = self._seen, self._look(at)
        size_px = min(float(seen.right_px[at] - seen.left_px[at]), self._bar(at).height_px)
        lettered = bool(seen.form[at] == Form.DISC)
        what = look, size_px, self._key.pixelSize(), lettered, None if fill is None else fill.rgba()
        size = QSizeF(size_px + 1, size_px + 1)
        drawn = self._sprite(
            what, size, lambda painter: self._paint_disc(painter, size_px, look, fill, lettered)
        )
        return drawn, size_px

    def _paint_disc(
        self, painter: QPainter, size_px: float, look: Look, fill: QColor | None, lettered: bool
    ) -> None:
        box = QRectF(0, 0, size_px, size_px)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.fill if fill is None else fill)
        painter.drawEllipse(box)
        if lettered and _legible(box, self._key_metrics):
            painter.setFont(self._key)
            painter.setPen(look.ink)
            x_px = box.center().x() - self._key_px[look.key] / 2
            painter.drawText(QPointF(x_px, _baseline(box, self._key_metrics)), look.key)

    def _draw_letter(self, look: Look, base: QPointF) -> None:
        """Draw a code's key; drawn once, then copied, since there may be hundreds."""
        ascent_px = self._key_metrics.ascent()

        def draw(painter: QPainter) -> None:
            painter.setFont(self._key)
            painter.setPen(look.ink)
            painter.drawText(QPointF(1, ascent_px), look.key)

        size = QSizeF(self._key_px[look.key] + 2, self._key_metrics.height())
        drawn = self._sprite(("key", look, self._key.pixelSize()), size, draw)
        at = QPointF(round(base.x() - 1), round(base.y() - ascent_px))
        self._painter.drawPixmap(at, drawn)

    def _sprite(self, what: Hashable, size: QSizeF, draw: Callable[[QPainter], None]) -> QPixmap:
        ratio = self._painter.device().devicePixelRatio()
        return self._looks.sprites.get(what, size, ratio, draw)

    def _draw_gatherings(self) -> None:
        for chip in self._seen.gatherings:
            box, count = self.gathering_box(chip), len(chip.places)
            text = f"+{count}" if count <= _MOST_COUNTED else f"{_MOST_COUNTED}+"
            self._draw_chip(box, text)

    def _draw_chip(self, box: QRectF, text: str) -> None:
        inner = QRectF(0.5, 0.5, box.width(), box.height())
        drawn = self._sprite(
            (text, box.width(), box.height(), self._name.pixelSize()),
            QSizeF(box.width() + 1, box.height() + 1),
            lambda painter: self._paint_chip(painter, inner, text),
        )
        self._painter.drawPixmap(QPointF(round(box.left()), round(box.top())), drawn)

    def _paint_chip(self, painter: QPainter, box: QRectF, text: str) -> None:
        radius = theme.radius("tag")
        painter.setFont(self._name)
        painter.setBrush(theme.colour("raised"))
        painter.setPen(QPen(theme.colour("control_border"), theme.line("hair")))
        painter.drawRoundedRect(box, radius, radius)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def draw_star(painter: QPainter, middle: QPointF, colour: QColor, bar_px: float) -> None:
    """Draw the star of a tag that was better than usual, in a row with bars so high."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    outer_px = min(measure("bar") * _STAR_SHARE, bar_px * _STAR_SHARE_OF_LOW)
    painter.drawPolygon(_star(outer_px).translated(middle))


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
