"""The ring around the control that has the keyboard, shown only to those who use it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import theme

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class FocusRing(QWidget):
    """Lies over one window and follows the focus within it. Never takes the mouse.

    The window calls ``expect`` when Tab is about to move the focus; focus that comes by other ways
    (the mouse, the program) gets no ring. A dialog calls ``expect_if_by_key`` when it is made.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._expected = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus ring")
        self.hide()
        window.installEventFilter(self)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    def expect(self) -> None:
        """The next control that gets the focus gets the ring."""
        self._expected = True

    def expect_if_by_key(self) -> None:
        """Where the window is opened by a key, its first control gets the ring."""
        self._expected = _by_key()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Hide):
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = theme.line("focus")
        painter.setPen(QPen(theme.colour("focus"), width))
        half = width // 2
        corner = theme.radius("control") + theme.line("focus_gap")
        painter.drawRoundedRect(self.rect().adjusted(half, half, -half, -half), corner, corner)
        painter.end()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):  # some may have gone with their page
            widget.removeEventFilter(self)
        here = new is not None and new.window() is self.window()
        self._around = new if here and self._expected else None
        self._expected = self._expected and not here
        self._watched = [] if self._around is None else self._up_to_window(self._around)
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def _up_to_window(self, widget: QWidget) -> list[QWidget]:
        """A control and all it lies in: where a page scrolls, that moves, not the control."""
        found = [widget]
        while (outer := found[-1].parentWidget()) is not None and outer is not self.window():
            found.append(outer)
        return found

    def _place(self) -> None:
        if self._around is None or not isValid(self._around) or not self._around.isVisible():
            self.hide()
            return
        window, widget = self.window(), self._around
        out = theme.line("focus") + theme.line("focus_gap")
        corner = widget.mapTo(window, widget.rect().topLeft())
        around = QRect(corner, widget.size()).adjusted(-out, -out, out, out)
        self.setGeometry(around.intersected(window.rect()))
        self.raise_()
        self.show()


def _by_key() -> bool:
    """Whether what happens now was asked for by a key: it is still down with Ctrl or Alt, or the
    control that was pressed has the ring."""
    if QApplication.keyboardModifiers() & _HELD:
        return True
    window = QApplication.activeWindow()
    ring = None if window is None else window.findChild(FocusRing)
    return ring is not None and ring.isVisible()
