"""Text that is edited where it stands, one step of work each time."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from ui import theme
from ui.controls import named


class LineInPlace(QLineEdit):
    """A line. ``changed_to`` comes when somebody leaves it with other words in it."""

    changed_to = Signal(str)

    def __init__(self, name: str, about: str, kind: str = "body") -> None:
        super().__init__()
        self.setObjectName("place")
        self.setAcceptDrops(False)  # films that are dropped on it are for the window
        self._kind, self._shown = kind, ""
        named(self, name, f"{about}. Enter keeps it")
        self.editingFinished.connect(self.flush)
        theme.state.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Show what is written in the case. Words that are not written yet stay while that is
        what it was."""
        if text != self._shown:
            self._shown = text
            self.setText(text)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Write now what is not written yet."""
        wanted, shown = self.text(), self._shown
        if wanted != shown:
            self.changed_to.emit(wanted)
            # Where that was refused, what is in the case comes back.
            if self._shown == shown:
                self.setText(shown)

    def _dress(self) -> None:
        self.setFont(theme.font(self._kind))


class TextInPlace(QPlainTextEdit):
    """Some lines, as tall as their words. ``changed_to`` as above."""

    changed_to = Signal(str)

    def __init__(self, name: str, about: str, placeholder: str) -> None:
        super().__init__()
        self.setObjectName("place")
        self.setAcceptDrops(False)
        self._shown = ""
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(1)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        named(self, name, f"{about}. Enter keeps it")
        self.textChanged.connect(self._grow)
        theme.state.changed.connect(self._dress)
        self._dress()

    def show_text(self, text: str) -> None:
        """Show what is written in the case, as above."""
        if text != self._shown:
            self._shown = text
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shifted:
            self.flush()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._grow()

    def flush(self) -> None:
        """Write now what is not written yet."""
        wanted, shown = self.toPlainText().strip(), self._shown
        if wanted != shown:
            self.changed_to.emit(wanted)
            if self._shown == shown:
                self.setPlainText(shown)

    def _grow(self) -> None:
        edges = 2 * (round(self.document().documentMargin()) + theme.space(1))
        self.setFixedHeight(self._words_px() + edges)

    def _words_px(self) -> int:
        """How high the words are; while there are none, those that stand in for them."""
        letters = self.fontMetrics()
        if self.toPlainText():
            return round(self.document().size().height()) * letters.lineSpacing()
        room = QRect(0, 0, max(self.viewport().width(), 1), letters.lineSpacing())
        wrapped = Qt.TextFlag.TextWordWrap
        return letters.boundingRect(room, int(wrapped), self.placeholderText()).height()

    def _dress(self) -> None:
        font = theme.font("title" if theme.state.compact else "display")
        self.setFont(font)
        self.viewport().setFont(font)  # in which Qt paints the words that stand in
        self._grow()
