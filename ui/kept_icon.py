"""An icon that is drawn once in each size, and not again at each repaint."""

from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap


class _KeptIcon(QIconEngine):
    """Shows another icon, whose pictures it keeps."""

    def __init__(self, icon: QIcon) -> None:
        super().__init__()
        self._icon: Final = icon
        self._pictures: dict[tuple[int, int, QIcon.Mode, QIcon.State], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Called for whoever paints the icon himself."""
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of ``size`` in the screen's own pixels."""
        key = size.width(), size.height(), mode, state
        if key not in self._pictures:
            self._pictures[key] = self._icon.pixmap(size, 1.0, mode, state)
        return self._pictures[key]


def kept(icon: QIcon) -> QIcon:
    """The same icon, drawn once in each size."""
    return QIcon(_KeptIcon(icon))
