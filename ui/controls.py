"""Buttons and boxes to tick, as the design draws them."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from ui import theme
from ui.actions import key_name, tip
from ui.pieces import scaled
from ui.user_words import as_it_is

_MEANINGS = ("positive", "attention", "text_3")
"""Colours of buttons that are answers in a table: their words stand at the left."""
_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
"""How words are painted: && as one &, as everywhere on buttons."""


class Button(QPushButton):
    """A button with an icon and, where the window has a key for it, the key printed on it.
    ``tall`` ones are those a page is about."""

    def __init__(
        self,
        text: str,
        icon: str = "",
        look: str = "",
        about: str = "",
        key: str = "",
        icon_colour: str = "",
    ) -> None:
        super().__init__(text)
        self._icon_colour = icon_colour or ("on_accent" if look == "main" else "text_2")
        self._icon_name, self._key = icon, key_name(key).replace("+", " ") if key else ""
        self.setObjectName(look)
        self.setAccessibleName(text.rstrip("…").replace("&&", "&"))
        self.setToolTip(tip(about or text, key or "Space"))
        self.setAutoDefault(False)
        self.tall = False
        theme.state.changed.connect(self._dress)
        self._dress()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        hint = super().sizeHint() + QSize(self._key_px + theme.space(1), 0)
        return QSize(hint.width(), theme.size("button") + theme.space(2)) if self.tall else hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._icon_name:
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        gap, side = theme.space(2), scaled(theme.size("icon_small"))
        metrics = self.fontMetrics()
        key = gap + self._key_px if self._key else 0
        wide = side + gap + _width_px(metrics, self.text()) + key
        left = gap if self._icon_colour in _MEANINGS else max((self.width() - wide) // 2, 0)
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        box = QRect(left, (self.height() - side) // 2, side, side)
        theme.icon(self._icon_name, self._icon_colour).paint(painter, box, mode=mode)
        painter.setPen(self._ink())
        words = self.rect().adjusted(left + side + gap, 0, 0, 0)
        painter.drawText(words, _WORDS, self.text())
        if self._key:
            self._paint_key(painter, left + wide - self._key_px)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Enter presses the button that has the focus, and not the one a dialog is about."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _paint_key(self, painter: QPainter, left: int) -> None:
        high = theme.size("key_cap")
        cap = QRectF(left, (self.height() - high) / 2, self._key_px, high)
        main = self.objectName() == "main"
        painter.setPen(Qt.PenStyle.NoPen if main else theme.colour("line"))
        painter.setBrush(theme.faded(self._ink(), 0.14) if main else theme.colour("hover"))
        painter.drawRoundedRect(cap, theme.radius("tag"), theme.radius("tag"))
        painter.setPen(self._ink())
        painter.setFont(theme.font("micro"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return theme.colour("disabled")
        if self._icon_colour in _MEANINGS:
            return theme.colour(self._icon_colour)
        return theme.colour("on_accent" if self.objectName() == "main" else "text")

    @property
    def _key_px(self) -> int:
        if not self._key:
            return 0
        words = QFontMetrics(theme.font("micro")).horizontalAdvance(self._key)
        return words + 2 * theme.space(1) + theme.space(0)

    def _dress(self) -> None:
        if self._icon_name:  # for its width; it is painted in the colour of the moment
            self.setIcon(theme.icon(self._icon_name, self._icon_colour))
            side = scaled(theme.size("icon_small"))
            self.setIconSize(QSize(side + theme.space(1), side))


class Tick(QCheckBox):
    """A box to tick, with words or alone, in the colours of the design; it grows with the text."""

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        side = scaled(theme.size("icon"))
        if not self.text():
            least = max(side, theme.size("hit_min"))
            return QSize(least, least)
        words = _width_px(self.fontMetrics(), self.text())
        return QSize(side + theme.space(2) + words, max(self.fontMetrics().height(), side))

    def hitButton(self, at: QPoint) -> bool:  # noqa: N802 (Qt's name)
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = scaled(theme.size("icon"))
        box = QRect(0, (self.height() - side) // 2, side, side)
        if not self.text():
            box.moveCenter(self.rect().center())
        ticked, able = self.isChecked(), self.isEnabled()
        empty, edge = ("raised", "control_border") if able else ("panel", "line")
        fill = ("accent" if able else "disabled") if ticked else empty
        painter.setPen(QPen(theme.colour(fill if ticked else edge), theme.line("hair")))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(
            QRectF(box).adjusted(1, 1, -1, -1), theme.radius("tag"), theme.radius("tag")
        )
        if ticked:
            inside = box.adjusted(side // 5, side // 5, -(side // 5), -(side // 5))
            theme.icon("check-bold", "on_accent").paint(painter, inside)
        painter.setPen(theme.colour("text" if able else "disabled"))
        words = self.rect().adjusted(side + theme.space(2), 0, 0, 0)
        painter.drawText(words, _WORDS, self.text())
        painter.end()


def _width_px(metrics: QFontMetrics, text: str) -> int:
    return metrics.size(Qt.TextFlag.TextShowMnemonic, text).width()


def named(widget: QWidget, name: str, about: str, key: str = "") -> None:
    """Give a control its accessible name, and a tooltip that names its key."""
    widget.setAccessibleName(name)
    widget.setToolTip(tip(about, key) if key else as_it_is(about))
