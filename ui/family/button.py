"""The large buttons of the parent's window."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton

from ui import theme

_PRESSING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_TABBED = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
_WAITING_SHADE = 0.45
_ICON = 1.12  # icons have a margin of their own


class Button(QAbstractButton):
    """A pill with an icon and a word, or a disc with an icon alone.

    ``compact`` makes it narrower, ``wordless`` leaves the icon (and the ``extra``) alone; its
    accessible name and its tooltip stay. ``shade`` is how much of it is there: 1 all, 0 nothing.
    """

    def __init__(
        self, word: str, icon: str = "", *, primary: bool = False, leads: bool = True
    ) -> None:
        super().__init__()
        self.setText(word)
        self.primary = primary
        self.lit = False
        self.extra = ""
        self.mirrors = True
        self.compact = self.wordless = False
        self._icon_name = icon
        self._icon_leads = leads
        self._shade = 1.0
        self._ringed = False
        self.setFont(theme.font("parent_button"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def tell(self, name: str, key: str) -> None:
        """Say what it does and by which key, to eyes and to screen readers."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({key})")

    def show_icon(self, name: str) -> None:
        """Put on another icon."""
        self._icon_name = name
        self.update()

    def set_shade(self, shade: float) -> None:
        """How much of the button is there; what is not there cannot be clicked."""
        self._shade = shade
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, shade < _WAITING_SHADE)
        self.update()

    # Its size, with the room of the focus ring around it

    @staticmethod
    def ring_px() -> int:
        """The room around the button that its focus ring needs."""
        return theme.line("focus") + theme.line("focus_gap")

    def height_px(self) -> int:
        """Its own height."""
        least = 2 * theme.radius("parent_button")
        return max(least, QFontMetrics(self.font()).height() + theme.space(4))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        height, ring = self.height_px(), 2 * self.ring_px()
        parts = self._widths()
        if len(parts) == 1 and not self.extra:
            return QSize(height + ring, height + ring)
        padding = theme.space(4 if self.compact else 6)
        between = theme.space(3) * (len(parts) - 1)
        return QSize(max(sum(parts) + between + 2 * padding, height) + ring, height + ring)

    def _widths(self) -> list[int]:
        """The widths of what stands in it, from left to right or mirrored."""
        metrics = QFontMetrics(self.font())
        shown = [metrics.horizontalAdvance(self.text())] if self._says_its_word else []
        if self._icon_name:
            shown.insert(0 if self._icon_leads else len(shown), metrics.height())
        if self.extra:
            shown.append(metrics.horizontalAdvance("½"))
        return shown

    @property
    def _says_its_word(self) -> bool:
        return bool(self.text()) and not (self.wordless and (self._icon_name or self.extra))

    # Its looks

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(self._shade)
        body = QRectF(self.rect()).adjusted(*(self.ring_px() * side for side in (1, 1, -1, -1)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._fill())
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        if self._ringed and self.hasFocus():
            self._draw_ring(painter)
        self._draw_parts(painter, body.toRect())
        painter.end()

    def _fill(self) -> QColor:
        bright = self.primary or self.lit
        fill = theme.parent_colour("primary" if bright else "button")
        if self.isDown() or self.underMouse():
            return (
                theme.mixed(fill, theme.parent_colour("on_primary"), 0.12)
                if bright
                else theme.parent_colour("button_hover")
            )
        return fill

    def _ink(self, quiet: bool = False) -> QColor:
        if self.primary or self.lit:
            return theme.parent_colour("on_primary")
        return theme.parent_colour("text_2" if quiet else "text")

    def _draw_ring(self, painter: QPainter) -> None:
        line = theme.line("focus")
        half = line / 2
        painter.setPen(QPen(theme.parent_colour("focus"), line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)

    def _draw_parts(self, painter: QPainter, body: QRect) -> None:
        widths = self._widths()
        gap = theme.space(3)
        left = body.center().x() + 1 - (sum(widths) + gap * (len(widths) - 1)) / 2
        parts = self._parts()
        if self.isRightToLeft():
            widths, parts = widths[::-1], parts[::-1]
        for width, part in zip(widths, parts, strict=True):
            box = QRect(round(left), body.top(), width, body.height())
            if part == "icon":
                self._draw_icon(painter, box)
            else:
                painter.setPen(self._ink(quiet=part == "extra"))
                word = self.extra if part == "extra" else self.text()
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
            left += width + gap

    def _parts(self) -> list[str]:
        parts = ["word"] if self._says_its_word else []
        if self._icon_name:
            parts.insert(0 if self._icon_leads else len(parts), "icon")
        return [*parts, "extra"] if self.extra else parts

    def _draw_icon(self, painter: QPainter, box: QRect) -> None:
        side = round(box.width() * _ICON)
        place = QRect(0, 0, side, side)
        place.moveCenter(box.center())
        # As a pixmap: an icon that paints itself does not fade with its button.
        icon = theme.icon(self._icon_name, fill=self._ink())
        drawn = icon.pixmap(place.size(), self.devicePixelRatioF())
        if self.mirrors and self.isRightToLeft():
            drawn = drawn.transformed(QTransform.fromScale(-1, 1))
        painter.drawPixmap(place, drawn)

    # Its keys

    def focus_visibly(self) -> None:
        """Take the focus as by Tab, so that its ring is seen (a window that is not active yet
        keeps it for later)."""
        self._ringed = True
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        kept = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in kept:
            self._ringed = event.reason() in _TABBED
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _PRESSING and plain == Qt.KeyboardModifier.NoModifier:
            if not event.isAutoRepeat():
                self.click()
            event.accept()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        event.ignore()
