"""The picture on another screen as well: the same frame, the same part of it, as light."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QGuiApplication,
    QImage,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from media.shown import fitted_size
from ui import theme
from ui.actions import tip
from ui.workspace import Workspace

_ALONE = "There is only this screen. Connect another one, and the picture can be on it too."


class SecondScreen(QObject):
    """Follows the stage on a screen on which the window is not. It goes by itself with its screen
    and with the case.

    ``changed``  whether there is a second screen, or the picture is on it, is another matter now
    """

    changed = Signal()

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        super().__init__(window)
        self._window, self._workspace = window, workspace
        self._picture: SecondPicture | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self.changed)
        app.screenRemoved.connect(self._lose_screen)
        workspace.case_changed.connect(self.close)
        workspace.recording_changed.connect(self._clear)
        workspace.projector.pictured.connect(self._show)
        workspace.projector.unreadable.connect(self._clear)

    @property
    def possible(self) -> bool:
        """Whether there is a screen beside that of the window."""
        return self._free_screen() is not None

    @property
    def picture(self) -> "SecondPicture | None":
        """The window on the second screen, while it is there."""
        return self._picture

    def dress(self, action: QAction) -> None:
        """Say in its command how things are."""
        action.setCheckable(True)
        action.setChecked(self._picture is not None)
        words = "Picture on the second screen"
        if not self.possible:
            words += " (there is only one)"
        action.setText(words)
        action.setToolTip(tip(words, "Ctrl+F11"))

    def toggle(self) -> None:
        """Show the picture there, or no longer."""
        screen = self._free_screen()
        if self._picture is not None:
            self.close()
        elif screen is None:
            self._workspace.say(_ALONE)
        elif self._workspace.projector.film is not None:
            self._picture = SecondPicture(screen)
            self._picture.resized_px.connect(self._take_size)
            self._picture.closed.connect(self.close)
            self._picture.open()
        self.changed.emit()

    def close(self) -> None:
        """Take the picture off the second screen."""
        if self._picture is None:
            return
        picture, self._picture = self._picture, None
        self._workspace.projector.pictures.set_second(None)
        picture.close()
        picture.deleteLater()
        self.changed.emit()

    def _free_screen(self) -> QScreen | None:
        own = self._window.screen()
        return next((each for each in QGuiApplication.screens() if each is not own), None)

    def _lose_screen(self, screen: QScreen) -> None:
        alone = len([each for each in QGuiApplication.screens() if each is not screen]) < 2
        if self._picture is not None and (alone or self._picture.its_screen is screen):
            self.close()
        self.changed.emit()

    def _take_size(self, width_px: int, height_px: int) -> None:
        self._workspace.projector.pictures.set_second((width_px, height_px))

    def _show(self, number: int, picture: QImage) -> None:
        if self._picture is None:
            return
        reel = self._workspace.projector.pictures.reel
        drawn = None if reel is None else reel.second(number)
        # What was drawn before there was a second screen has just the size of the stage.
        self._picture.show_picture(drawn or picture)

    def _clear(self) -> None:
        if self._picture is not None:
            self._picture.show_picture(None)


class SecondPicture(QWidget):
    """Nothing but the picture. It never takes the keys from the window.

    ``resized_px``  its width and height in the screen's own pixels are others now
    ``closed``      it was closed, by the window manager perhaps
    """

    resized_px = Signal(int, int)
    closed = Signal()

    def __init__(self, screen: QScreen) -> None:
        super().__init__(
            None,
            Qt.WindowType.Window
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.WindowDoesNotAcceptFocus,
        )
        self.its_screen = screen
        self.shown: QImage | None = None
        self.setWindowTitle("Picture – VIG Tool")
        self.setAccessibleName("Picture on the second screen")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)

    def open(self) -> None:
        """Fill the screen."""
        self.setScreen(self.its_screen)
        self.setGeometry(self.its_screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen would take the keys
        self.show()

    def show_picture(self, picture: QImage | None) -> None:
        """Show this picture from now on, or nothing."""
        self.shown = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("stage", "dark"))
        if self.shown is not None:
            ratio = self.devicePixelRatioF()
            room = self._room_px()
            size = fitted_size(self.shown.width(), self.shown.height(), room)
            place = QRect((room[0] - size[0]) // 2, (room[1] - size[1]) // 2, *size)
            painter.scale(1 / ratio, 1 / ratio)
            if (self.shown.width(), self.shown.height()) != size:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.shown)
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.resized_px.emit(*self._room_px())

    def event(self, event: QEvent) -> bool:
        """Also follow the screen where it gets other pixels."""
        if event.type() in (QEvent.Type.DevicePixelRatioChange, QEvent.Type.Show):
            self.resized_px.emit(*self._room_px())
        return super().event(event)

    def _room_px(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(round(self.width() * ratio), 1), max(round(self.height() * ratio), 1)
