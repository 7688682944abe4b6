"""Who gets a key: the control that has the focus, where it has a use for it, else the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

ALL_KEYS = 0

_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
_PRESS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_SIDEWAYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class KeyManners(QObject):
    """Watches the focused control of one window. ``leave`` takes the focus back to the film or the
    page: Esc in a field does that, and Enter too; Shift+Enter begins a new line in a note.

    ``pressed``  a key was pressed (its ``Qt.Key``), whoever gets it
    ``let_go``   one was released, or, with another program in front, all of them
    """

    pressed = Signal(int)
    let_go = Signal(int)

    def __init__(self, window: QWidget, leave: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._leave = leave
        self._watched: QWidget | None = None
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)
        app.applicationStateChanged.connect(self._let_all_go)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            self.pressed.emit(event.key())
            if _wants(watched, event):
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
            self.let_go.emit(event.key())
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, _FIELDS):
            one_line = isinstance(watched, QLineEdit | QAbstractSpinBox)
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if isinstance(watched, QPlainTextEdit) and event.key() in _RETURNS and not shifted:
                watched.clearFocus()  # where the film is not there to take it
                self._leave()
                return True
            if one_line and event.key() in _RETURNS:
                # The field itself comes first: it may have a use for Enter, and a way on.
                QTimer.singleShot(0, lambda: self._leave_if_still_in(watched))
        presses = event.type() == QEvent.Type.KeyPress and event.key() in _RETURNS
        if presses and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return False

    def _let_all_go(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.let_go.emit(ALL_KEYS)

    def _leave_if_still_in(self, field: QWidget) -> None:
        if field is QApplication.focusWidget():
            self._leave()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):  # or it went with its window
            self._watched.removeEventFilter(self)
        self._watched = new if new is not None and new.window() is self._window else None
        if self._watched is not None:
            self._watched.installEventFilter(self)


def put_away(card: QWidget, rest: Callable[[], object]) -> None:
    """Hide a card. If it had the keys, ``rest`` takes them: Qt would give them to whatever control
    comes next, and the next Enter would press that."""
    focus = card.window().focusWidget()
    if focus is not None and card.isAncestorOf(focus):
        rest()
    card.hide()


def _wants(widget: QWidget, event: QKeyEvent) -> bool:
    """Whether a control has a use of its own for a key that is a command of the window too."""
    plain = not event.modifiers() & _COMMANDS
    key = event.key()
    if isinstance(widget, _FIELDS):
        return plain and not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
    if isinstance(widget, QAbstractButton):
        return plain and key in _PRESS
    if isinstance(widget, QComboBox):
        return plain and key in (*_PRESS, *_ARROWS)
    return isinstance(widget, QSlider) and plain and key in _SIDEWAYS
