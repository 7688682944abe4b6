"""A line of words that is shortened where it does not fit."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent

from ui.pieces import Label


class Shortened(Label):
    """A label that gives way: what does not fit is an ellipsis, and ``text`` is still the whole."""

    def __init__(self, text: str = "", look: str = "", kind: str = "body") -> None:
        self._whole = text
        super().__init__(text, look, kind)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:  # noqa: N802 (Qt's name)
        self._whole = text
        self._shorten()
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        letters = self.fontMetrics()
        return QSize(letters.horizontalAdvance(self._whole) + 1, letters.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._shorten()

    def _shorten(self) -> None:
        letters, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        super().setText(letters.elidedText(self._whole, right, self.width()))

    def _dress(self) -> None:
        super()._dress()
        self._shorten()
        self.updateGeometry()
