"""The program's mark: a large disc and a small one that meet."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui import theme

_WIDTH, _HEIGHT = 40, 34
_LARGE = QRectF(0, 8, 26, 26)
_SMALL = QRectF(19, 2, 19, 19)


class Mark(QWidget):
    """The mark at a height in pixels."""

    def __init__(self, height_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height_px = height_px
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName("VIG Tool")

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(round(self._height_px * _WIDTH / _HEIGHT), self._height_px)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        _paint(painter, self._height_px)
        painter.end()


def window_icon() -> QIcon:
    """The mark as the window's icon."""
    pixmap = QPixmap(64, 64)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.translate(0, 5)
    _paint(painter, 54)
    painter.end()
    return QIcon(pixmap)


def _paint(painter: QPainter, height_px: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(height_px / _HEIGHT, height_px / _HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawEllipse(_LARGE)
    painter.setBrush(theme.colour("text"))
    painter.drawEllipse(_SMALL)
