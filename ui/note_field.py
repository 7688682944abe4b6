"""A field for some lines of words, as high as they need in the font in use."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPlainTextEdit

from ui import theme

_EDGES_PX = 2


class NoteField(QPlainTextEdit):
    """``lines`` are seen where there is room for them, one where there is none. Tab leaves it."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # films that are dropped on it are for the window
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        theme.state.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(super().sizeHint().width(), self._height_px(self._lines))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(0, self._height_px(1))

    def _height_px(self, lines: int) -> int:
        around = round(self.document().documentMargin()) + theme.space(1) + theme.line("hair")
        return lines * self.fontMetrics().lineSpacing() + 2 * around + _EDGES_PX

    def _dress(self) -> None:
        self.setFont(theme.font("body"))
        self.updateGeometry()
