"""Words that are written down when the hands rest."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_REST_MS = 1500

Field = QLineEdit | QPlainTextEdit


class RestingText(QObject):
    """Calls ``write`` with the words of a field when the focus leaves it, or when nothing was
    typed for a second and a half; so that one sentence is one step to undo.

    ``write`` gets the id of what they are about and the words, and says whether they are written.
    Where they are not they are kept, shown again with what they are about, and tried again at each
    ``flush``.
    """

    def __init__(self, field: Field, write: Callable[[str, str], bool]) -> None:
        super().__init__(field)
        self._field = field
        self._write = write
        self._about = ""
        self._unwritten: dict[str, str] = {}
        self._pending = False
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self.flush)
        field.textChanged.connect(self._note)
        field.installEventFilter(self)

    @property
    def text(self) -> str:
        """The words in the field."""
        field = self._field
        return field.text() if isinstance(field, QLineEdit) else field.toPlainText()

    def show(self, text: str, about: str) -> None:
        """Show the words about something (its id), unless some are there that are not written
        yet."""
        if self._pending:
            return
        self._about = about
        if (unwritten := self._unwritten.pop(about, None)) is not None:
            text = unwritten
            self._note()
        if text == self.text:
            return
        self._field.blockSignals(True)
        if isinstance(self._field, QLineEdit):
            self._field.setText(text)
        else:
            self._field.setPlainText(text)
        self._field.blockSignals(False)

    def flush(self) -> None:
        """Write now what is not written yet: first what is shown."""
        self._rest.stop()
        waiting, self._unwritten = self._unwritten, {}
        if self._pending:
            self._pending = False
            waiting = {self._about: self.text} | {
                about: words for about, words in waiting.items() if about != self._about
            }
        for about, words in waiting.items():
            if not self._write(about, words):
                self._unwritten[about] = words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        return False

    def _note(self) -> None:
        self._pending = True
        self._rest.start()
