"""The ring around the control that has the keyboard, shown only to those who use it."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from ui import theme

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FocusRing(QWidget):
    """Lies over one window and follows the focus within it. Never takes the mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._around: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focus ring")
        self.hide()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            if watched.window() is self.window():
                reason = event.reason()  # type: ignore[attr-defined]
                self._follow(watched if reason in _BY_KEYBOARD else None)
        elif kind == QEvent.Type.FocusOut and watched is self._around:
            self._follow(None)
        elif watched is self._around and kind in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        elif watched is self.window() and kind == QEvent.Type.Resize:
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

    def _follow(self, widget: QWidget | None) -> None:
        self._around = widget
        self._place()

    def _place(self) -> None:
        if self._around is None or not self._around.isVisible():
            self.hide()
            return
        window, widget = self.window(), self._around
        out = theme.line("focus") + theme.line("focus_gap")
        corner = widget.mapTo(window, widget.rect().topLeft())
        around = QRect(corner, widget.size()).adjusted(-out, -out, out, out)
        self.setGeometry(around.intersected(window.rect()))
        self.raise_()
        self.show()
