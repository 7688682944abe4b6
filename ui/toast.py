"""A sentence that comes for a moment, with a way to take back what was done."""

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ui import theme
from ui.manners import put_away

_WIDEST_SHARE = 0.8


class Toast(QWidget):
    """A small card at the foot of its parent. It goes by itself, not while the mouse or the keys
    are on it."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._stage = parent
        self._raised_px = 0
        self.setAccessibleName("Message")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._undo = QPushButton("Undo")
        self._undo.setObjectName("link")
        self._undo.setCursor(Qt.CursorShape.PointingHandCursor)
        self._undo.setAccessibleName("Undo")
        self._undo.setToolTip("Take the last step back (Ctrl+Z)")
        self._undo.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(4), theme.space(1), theme.space(4), theme.space(1))
        row.setSpacing(theme.space(3))
        self._words.setContentsMargins(0, theme.space(1), 0, theme.space(1))
        row.addWidget(self._words)
        row.addWidget(self._undo)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go)
        self._rise = QPropertyAnimation(self, b"pos", self)
        self._rise.setEasingCurve(QEasingCurve.Type.OutCubic)
        theme.state.changed.connect(self._dress)
        self._dress()
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says now; nothing while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, undo: bool) -> None:
        """Say something, in the place of what was said before."""
        self._words.setText(sentence)
        if undo:
            self._undo.show()
        else:
            put_away(self._undo, self._stage.setFocus)
        self.setAccessibleDescription(sentence)
        was_hidden = self.isHidden()
        self.show()
        self.raise_()
        self.settle()
        if was_hidden:
            self._come_up()
        self._rest.start(theme.duration_ms("toast_stays"))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def withdraw_undo(self) -> None:
        """Offer nothing any more: the last step is another one by now."""
        if not self._undo.isHidden():
            put_away(self._undo, self._stage.setFocus)
            if not self.isHidden():
                self.settle()

    def raise_by(self, height_px: int) -> None:
        """Stand so much higher, for what is at the foot now."""
        if height_px != self._raised_px:
            self._raised_px = height_px
            self.settle()

    def settle(self) -> None:
        """Stand where it belongs in its parent as it is now."""
        self._rise.stop()
        room = self._stage.size()
        widest = round(room.width() * _WIDEST_SHARE)
        self._words.setWordWrap(False)
        self._words.setMinimumWidth(0)  # of what was said before
        if self.sizeHint().width() > widest:
            self._words.setWordWrap(True)
            self._words.setMinimumWidth(max(widest - self._beside_words(), 0))
        else:
            self._words.setMinimumWidth(0)
        self.adjustSize()
        foot = room.height() - self._raised_px - theme.space(4)
        self.move((room.width() - self.width()) // 2, foot - self.height())

    def _beside_words(self) -> int:
        button = self._undo.sizeHint().width() + theme.space(3)
        return 2 * theme.space(4) + (0 if self._undo.isHidden() else button)

    def _come_up(self) -> None:
        place = self.pos()
        self._rise.setDuration(theme.duration_ms("toast_in"))
        self._rise.setStartValue(place + QPoint(0, theme.space(3)))
        self._rise.setEndValue(place)
        self._rise.start()

    def _go(self) -> None:
        if self._undo.hasFocus():
            self._rest.start()
        else:
            put_away(self, self._stage.setFocus)

    def _take_back(self) -> None:
        put_away(self, self._stage.setFocus)
        self.undo_asked.emit()

    def _dress(self) -> None:
        self._words.setFont(theme.font("body"))
        self._undo.setFont(theme.font("strong"))
        self.setMinimumHeight(theme.size("button") + 2 * theme.space(1))
        if not self.isHidden():
            self.settle()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 (Qt's name)
        self._rest.stop()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        if not self.isHidden():
            self._rest.start(theme.duration_ms("toast_stays"))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        hair = theme.line("hair")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), hair))
        painter.setBrush(theme.colour("raised"))
        edge = self.rect().toRectF().adjusted(hair / 2, hair / 2, -hair / 2, -hair / 2)
        painter.drawRoundedRect(edge, theme.radius("card"), theme.radius("card"))
        painter.end()
