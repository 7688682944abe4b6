"""Key caps and the letters of people, painted the same wherever they stand in a row."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from annotations.model import Code
from ui import theme

BOTH_LETTER = "2"
"""Stands for both together."""

_OUTLINE_PX = 1.5
_FONT_SHARE = 0.5


def code_colour(code: Code) -> QColor:
    """The colour of a code in the scheme in use."""
    return theme.level_colour(code.level, code.colour)


def paint_cap(painter: QPainter, left: float, middle: float, code: Code) -> float:
    """Paint the key cap of a code; returns where it ends."""
    fill, side, font = code_colour(code), theme.size("key_cap"), _bold(theme.font("micro"))
    text = code.key or "·"
    width = max(side, QFontMetrics(font).horizontalAdvance(text) + 2 * theme.space(1))
    cap = QRectF(left, middle - side / 2, width, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(cap, theme.radius("tag"), theme.radius("tag"))
    painter.setPen(theme.on_level(fill))
    painter.setFont(font)
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, text)
    return left + width


def paint_person(painter: QPainter, centre: QPointF, letter: str, ground: str, side: int) -> None:
    """Paint a person's letter on a disc of the theme's colour ``ground``; both together is a
    ring."""
    disc = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    if letter == BOTH_LETTER:
        half = _OUTLINE_PX / 2
        painter.setPen(QPen(theme.colour("text_3"), _OUTLINE_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc.adjusted(half, half, -half, -half))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground))
        painter.drawEllipse(disc)
    font = _bold(theme.font("micro"))
    font.setPixelSize(round(side * _FONT_SHARE))
    painter.setFont(font)
    painter.setPen(theme.colour("text"))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letter)


def cap_icon(code: Code) -> QIcon:
    """The key cap of a code as an icon, for menus and lists of choices."""
    return _drawn(lambda painter, side: paint_cap(painter, 0, side / 2, code))


def person_icon(letter: str) -> QIcon:
    """A person's letter as an icon."""
    return _drawn(
        lambda painter, side: paint_person(
            painter, QPointF(side / 2, side / 2), letter, "pressed", side
        )
    )


def icon_size() -> QSize:
    """How large those icons are."""
    return QSize(theme.size("key_cap"), theme.size("key_cap"))


def _drawn(paint: Callable[[QPainter, int], object]) -> QIcon:
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    side = theme.size("key_cap")
    pixels = QPixmap(round(side * ratio), round(side * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, side)
    painter.end()
    return QIcon(pixels)


def _bold(font: QFont) -> QFont:
    font.setWeight(QFont.Weight.DemiBold)
    return font
