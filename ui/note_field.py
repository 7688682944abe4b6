"""A field for a note, which is kept when one stops writing."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

_REST_MS = 1_500
_LINES = 2


class NoteField(QPlainTextEdit):
    """``written`` is sent when the focus leaves, or after a rest, where the text is another."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._kept = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.flush)
        self.textChanged.connect(self._rest.start)
        self.setTabChangesFocus(True)
        self.fit()

    @property
    def unkept(self) -> bool:
        """Whether something was written that is not kept yet."""
        return self.toPlainText() != self._kept

    def show_note(self, note: str) -> None:
        """Show what is kept now; writing that goes on is not disturbed."""
        if note == self._kept:
            return
        writing = self.hasFocus() and self.unkept
        self._kept = note
        if not writing:
            self.begin(note)

    def begin(self, note: str) -> None:
        """Show a note, whatever was written before."""
        self._kept = note
        self.setPlainText(note)
        self._rest.stop()

    def flush(self) -> None:
        """Write now what is not written yet."""
        self._rest.stop()
        if self.unkept:
            self._kept = self.toPlainText()
            self.written.emit(self._kept)

    def fit(self) -> None:
        """Two lines high in the font in use."""
        self.setFixedHeight(_LINES * self.fontMetrics().lineSpacing() + 20)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        super().focusOutEvent(event)
        self.flush()
