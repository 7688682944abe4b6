"""The picture alone on the whole screen; the transport comes when the mouse moves."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from ui import theme
from ui.film_page import FilmPage

_RESTS = "parent_idle_before_fade"
"""The hand rests for as long as in the parent's window."""


class PictureAlone(QObject):
    """Takes everything but the picture from a window that fills the screen, and brings it back."""

    def __init__(self, window: QMainWindow, page: FilmPage) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._was_full = False
        self._last = QPoint()
        self._blank = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._hide_if_unused)
        page.parts_wanted.connect(self.leave)

    @property
    def on(self) -> bool:
        """Whether the picture is alone."""
        return self._page.alone

    def enter(self) -> None:
        """Fill the screen with the picture."""
        if self.on:
            return
        self._was_full = self._window.isFullScreen()
        self._page.show_picture_alone()
        self._show_bar(False)
        if not self._was_full:
            self._window.setWindowState(
                self._window.windowState() | Qt.WindowState.WindowFullScreen
            )
        self._page.stage.setFocus()
        self._page.stage.setMouseTracking(True)
        self._app.installEventFilter(self)
        self._show()

    def leave(self) -> None:
        """Be as before."""
        if not self.on:
            return
        self._app.removeEventFilter(self)
        self._rest.stop()
        self._show_mouse()
        self._page.stage.setMouseTracking(False)
        self._page.stage.toast.raise_by(0)
        self._show_bar(True)
        self._page.show_all_parts()
        if not self._was_full:
            self._window.setWindowState(
                self._window.windowState() & ~Qt.WindowState.WindowFullScreen
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if watched is self._window and event.type() == QEvent.Type.WindowStateChange:
            if not self._window.isFullScreen():
                self.leave()  # by the system's own way
        elif event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            at = event.globalPosition().toPoint()
            if at != self._last:  # a window that is shown under the mouse says that it moved
                self._last = at
                self._show()
        return False

    def _show_bar(self, there: bool) -> None:
        bar = self._window.menuWidget()
        assert bar is not None
        bar.setVisible(there)

    def _show(self) -> None:
        self._show_mouse()
        transport = self._page.transport
        transport.show()
        self._page.stage.toast.raise_by(transport.height())
        self._rest.start(theme.duration_ms(_RESTS))

    def _hide_if_unused(self) -> None:
        transport = self._page.transport
        focus = self._app.focusWidget()
        in_use = transport.underMouse() or (focus is not None and transport.isAncestorOf(focus))
        if in_use or self._app.activePopupWidget() or self._app.activeModalWidget():
            self._rest.start(theme.duration_ms(_RESTS))
            return
        transport.hide()
        self._page.stage.toast.raise_by(0)
        self._app.setOverrideCursor(Qt.CursorShape.BlankCursor)
        self._blank = True

    def _show_mouse(self) -> None:
        if self._blank:
            self._app.restoreOverrideCursor()
            self._blank = False

    @property
    def _app(self) -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app
