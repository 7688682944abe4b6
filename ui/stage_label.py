"""Labels on the picture: light words on a dark plate, the same in both themes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui import theme

_PLATE = 0.85


@dataclass(frozen=True)
class Word:
    """A piece of a label: what it says, in which font of the scale, in which dark colour."""

    text: str
    font: str = "body"
    colour: str = "text"


@dataclass(frozen=True)
class StageLabel:
    """One line on the picture, after a dot of a colour if it has one. Where there is no room, the
    last words are left out, then what is left is cut short."""

    words: tuple[Word, ...]
    dot: str | None = None

    @property
    def height(self) -> float:
        """How high it is, in device-independent pixels."""
        return QFontMetricsF(theme.font("body")).height() + 2 * theme.space(2)

    def paint(self, painter: QPainter, at: QPointF, most_width: float, *, right: bool) -> QRectF:
        """Paint it with its top left corner (``right``: its top right corner) at a point; where it
        is then."""
        side, gap = float(theme.space(3)), float(theme.space(2))
        dot = theme.space(2) + gap if self.dot is not None else 0.0
        room = most_width - 2 * side - dot
        words = self._words_for(room, gap)
        width = min(_width(words, gap), room) + 2 * side + dot
        plate = QRectF(at.x() - (width if right else 0.0), at.y(), width, self.height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.faded(theme.colour("stage", "dark"), _PLATE))
        painter.drawRoundedRect(plate, theme.radius("control"), theme.radius("control"))
        x = plate.left() + side
        if self.dot is not None:
            painter.setBrush(_colour(self.dot))
            radius = theme.space(2) / 2
            painter.drawEllipse(QPointF(x + radius, plate.center().y()), radius, radius)
            x += dot
        _write(
            painter, words, QRectF(x, plate.top(), plate.right() - side - x, plate.height()), gap
        )
        return plate

    def _words_for(self, room: float, gap: float) -> Sequence[Word]:
        words = self.words
        while len(words) > 1 and _width(words, gap) > room:
            words = words[:-1]
        return words


def _write(painter: QPainter, words: Sequence[Word], place: QRectF, gap: float) -> None:
    for word in words:
        font = theme.font(word.font)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, place.width() + 1)
        painter.setFont(font)
        painter.setPen(_colour(word.colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        place.setLeft(place.left() + metrics.horizontalAdvance(text) + gap)


def _width(words: Sequence[Word], gap: float) -> float:
    widths = [QFontMetricsF(_font(word)).horizontalAdvance(word.text) for word in words]
    return sum(widths) + gap * (len(words) - 1)


def _font(word: Word) -> QFont:
    return theme.font(word.font)


def _colour(name: str) -> QColor:
    return theme.colour(name, "dark")
