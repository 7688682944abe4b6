"""Quiet signs on the picture: that it is not shown as it was filmed, and the way back."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.actions import tip
from ui.pieces import scaled

_PLATE = 0.85


class StageSigns(QWidget):
    """In the upper right corner of the stage. ``fit_asked`` and ``as_filmed_asked``: the way back
    was taken."""

    fit_asked = Signal()
    as_filmed_asked = Signal()

    def __init__(self, stage: QWidget) -> None:
        super().__init__(stage)
        self._stage = stage
        self.zoom = _Sign("magnifying-glass-plus", "Show the whole picture", "*", self)
        self.lift = _Sign("sun", "Show the picture as it was filmed", "Alt+F12", self)
        self.zoom.clicked.connect(self.fit_asked)
        self.lift.clicked.connect(self.as_filmed_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        row.addWidget(self.lift)
        row.addWidget(self.zoom)
        theme.state.changed.connect(self.settle)
        self.show_words("", "")

    def show_words(self, zoom: str, lift: str) -> None:
        """How closely the picture is shown, and how light; nothing where it is as it was filmed."""
        for sign, words in ((self.zoom, zoom), (self.lift, lift)):
            if sign.hasFocus() and not words:
                self._stage.setFocus()
            sign.set_words(words)
            sign.setHidden(not words)
        self.setHidden(not (zoom or lift))
        self.settle()

    @property
    def foot(self) -> int:
        """How far down from the top of the stage they reach."""
        return 0 if self.isHidden() else self.geometry().bottom() + 1

    def settle(self) -> None:
        """Stand where they belong on the stage as it is now."""
        self.adjustSize()
        edge = theme.space(3)
        self.move(QPoint(self._stage.width() - self.width() - edge, edge))


class _Sign(QPushButton):
    """White on a dark plate in both themes: what is so, and a cross that ends it."""

    def __init__(self, icon: str, about: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, self._about = icon, about
        self.setToolTip(tip(about, key))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def set_words(self, words: str) -> None:
        """Say this."""
        self.setText(words)
        self.setAccessibleName(f"{words}. {self._about}" if words else self._about)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        self.setFont(theme.font("body"))
        words = self.fontMetrics().horizontalAdvance(self.text())
        wide = 2 * theme.space(3) + 2 * _side() + 2 * theme.space(2) + words
        return QSize(wide, self.fontMetrics().height() + 2 * theme.space(2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(theme.colour("text_2", "dark"), 1) if near else Qt.PenStyle.NoPen)
        painter.setBrush(theme.faded(theme.colour("stage", "dark"), _PLATE))
        plate = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(plate, theme.radius("control"), theme.radius("control"))
        side, edge = _side(), theme.space(3)
        ink, soft = theme.colour("text", "dark"), theme.colour("text_2", "dark")
        box = QRect(edge, (self.height() - side) // 2, side, side)
        theme.icon(self._icon, fill=soft).paint(painter, box)
        painter.setPen(ink)
        painter.setFont(theme.font("body"))
        words = self.rect().adjusted(edge + side + theme.space(2), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        box.moveRight(self.width() - edge)
        theme.icon("x", fill=ink if near else soft).paint(painter, box)
        painter.end()


def _side() -> int:
    return scaled(theme.size("icon_small"))
