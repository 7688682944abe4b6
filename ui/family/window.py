"""The parent's window: moments to watch together, very large, and nothing else."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QScreen,
)
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.family.caption import Caption
from ui.family.controls import Controls
from ui.family.moment import Moment
from ui.family.picture import Picture
from ui.family.viewing import Stand, Viewing

_NOT_NOW = "This moment cannot be shown just now."
_OVER = "That was the last one."
_REPEATING = (Qt.Key.Key_Left, Qt.Key.Key_Right)
_SIGNS_OF_LIFE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.KeyPress,
    QEvent.Type.TouchBegin,
)


class FamilyWindow(QWidget):
    """Shows moments over a whole screen. It is given the moments and knows nothing else: no case,
    no film, no tag. It belongs to no other window, and no other window's keys work in it.

    ``stopped``  it was closed, and holds no file any more
    """

    stopped = Signal()

    def __init__(self, moments: Sequence[Moment]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle("Together")
        self.setAccessibleName("Together")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.viewing = Viewing(moments, self)
        self.picture, self.caption, self.controls = Picture(), Caption(), Controls()
        self._closed = False
        self._last_seen_at: QPoint | None = None
        self._stillness = QTimer(self, singleShot=True)
        self._stillness.setInterval(theme.duration_ms("parent_idle_before_fade"))
        self._stillness.timeout.connect(self._fade)
        self._adopt()
        self._connect()

    def _adopt(self) -> None:
        for part in (self.picture, self.caption, self.controls):
            part.setParent(self)
        for widget in self.findChildren(QWidget):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)
        self.setStyleSheet(
            f"QToolTip {{ background: {theme.parent_colour('button').name()};"
            f" color: {theme.parent_colour('text').name()};"
            f" border: 1px solid {theme.parent_colour('button_hover').name()};"
            f" padding: {theme.space(2)}px; }}"
        )

    def _connect(self) -> None:
        viewing, controls = self.viewing, self.controls
        viewing.pictured.connect(self.picture.show_image)
        viewing.changed.connect(self._follow)
        self.picture.resized_px.connect(viewing.set_size)
        controls.stop.clicked.connect(self.close)
        controls.play.clicked.connect(viewing.toggle)
        controls.again.clicked.connect(viewing.watch_again)
        controls.watch_again.clicked.connect(viewing.watch_again)
        controls.from_start.clicked.connect(viewing.watch_from_the_start)
        controls.frame_back.clicked.connect(lambda: viewing.step(-1))
        controls.frame_on.clicked.connect(lambda: viewing.step(1))
        controls.slower.clicked.connect(viewing.slow_down)
        controls.back.clicked.connect(viewing.go_back)
        controls.next.clicked.connect(viewing.go_on)

    def show_over(self, screen: QScreen) -> None:
        """Cover a screen, with the first picture waiting to be played."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()
        self.begin()

    def begin(self) -> None:
        """Put the first moment on, and wait until somebody plays it."""
        self.viewing.open(0, play=False)
        self.controls.play.focus_visibly()

    # What is shown

    def _follow(self) -> None:
        stand = self.viewing.stand
        if stand is Stand.BROKEN:
            self.picture.show_sentence(_NOT_NOW)
        elif self.picture.sentence and stand is Stand.OVER:
            self.picture.show_sentence("")
        if stand is not Stand.WAITING:  # the words change together with the picture
            self.caption.say(self._words())
        self.picture.setAccessibleName(self.caption.text() or "Picture")
        self.controls.follow(stand, self.viewing.speed, first=self.viewing.first)
        self._arrange()
        self._wake()

    def _words(self) -> str:
        if self.viewing.stand is Stand.OVER:
            return _OVER
        return "" if self.viewing.stand is Stand.BROKEN else self.viewing.moment.caption

    def _arrange(self) -> None:
        """The row at the foot, the words above it, and the picture in all that is left."""
        side, pad = theme.space(7), theme.space(4)
        row = self.controls.sizeHint().height()
        row_top = self.height() - theme.space(5) - row
        words = self.caption.set_in(max(self.width() - 2 * side, 1))
        words_top = row_top - pad - words
        top = theme.space(5)
        self.controls.setGeometry(0, row_top, self.width(), row)
        self.controls.arrange()
        self.caption.setGeometry(side, words_top, max(self.width() - 2 * side, 1), words)
        self.caption.update()
        room = max(words_top - pad - top, 1)
        self.picture.setGeometry(top, top, max(self.width() - 2 * top, 1), room)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.parent_colour("stage"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self.controls.mirror()

    # Stillness

    def _wake(self) -> None:
        """Somebody is there: the controls come back."""
        self.controls.fade(True)
        self.unsetCursor()
        self._stillness.stop()
        if self.viewing.stand is Stand.PLAYING:
            self._stillness.start()

    def _fade(self) -> None:
        if self.viewing.stand is Stand.PLAYING:
            self.controls.fade(False)
            self.setCursor(Qt.CursorShape.BlankCursor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        self._notice(event)
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        self._notice(event)
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # every key belongs to this window: no shortcut of another one works
            return True
        return super().event(event)

    def _notice(self, event: QEvent) -> None:
        moved = False
        if event.type() is QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            # Qt also tells of mice that rest, when something moves under them.
            here = event.globalPosition().toPoint()
            moved = here != self._last_seen_at
            self._last_seen_at = here
        if moved or event.type() in _SIGNS_OF_LIFE:
            self._wake()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        event.accept()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return
        key = Qt.Key(event.key())
        if event.isAutoRepeat() and key not in _REPEATING:
            return
        if (act := self._acts().get(key)) is not None:
            act()

    def _acts(self) -> dict[Qt.Key, Callable[[], object]]:
        viewing = self.viewing
        on = -1 if self.isRightToLeft() else 1
        return {
            Qt.Key.Key_Space: viewing.toggle,
            Qt.Key.Key_Left: lambda: viewing.step(-on),
            Qt.Key.Key_Right: lambda: viewing.step(on),
            Qt.Key.Key_Home: viewing.watch_again,
            Qt.Key.Key_R: viewing.watch_again,
            Qt.Key.Key_S: viewing.slow_down,
            Qt.Key.Key_N: viewing.go_on,
            Qt.Key.Key_PageDown: viewing.go_on,
            Qt.Key.Key_B: viewing.go_back,
            Qt.Key.Key_PageUp: viewing.go_back,
            Qt.Key.Key_Escape: self.close,
        }

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        self._stillness.stop()
        self.viewing.close()
        event.accept()
        if not self._closed:
            self._closed = True
            self.stopped.emit()
