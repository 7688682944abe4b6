"""What for: the purposes, each with how things stand."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from annotations.model import Purpose, Snapshot
from ui import theme
from ui.actions import tip
from ui.purposes import PURPOSES
from ui.share_terms import ABOUT, Standing, standing, title_of

_LARGE = 1.4
_INKS = {"positive": "positive", "warning": "attention", "small": "text_2"}


class PurposeList(QWidget):
    """One purpose is chosen at a time. ``chosen``: another one is."""

    chosen = Signal(Purpose)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What for")
        self._group = QButtonGroup(self)
        self.rows: dict[Purpose, PurposeRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(0))
        for purpose in Purpose:
            self.rows[purpose] = row = PurposeRow(purpose)
            self._group.addButton(row)
            column.addWidget(row)
            self._follow(row, purpose)

    def _follow(self, row: "PurposeRow", purpose: Purpose) -> None:
        def tell(chosen: bool) -> None:  # not a partial: Qt would not say whether it is on
            if chosen:
                self.chosen.emit(purpose)

        row.toggled.connect(tell)

    @property
    def purpose(self) -> Purpose:
        """The chosen one."""
        return next(purpose for purpose, row in self.rows.items() if row.isChecked())

    def choose(self, purpose: Purpose) -> None:
        """Choose one."""
        self.rows[purpose].setChecked(True)

    def show_case(self, snapshot: Snapshot) -> None:
        """Say how things stand in a case."""
        for purpose, row in self.rows.items():
            row.show_standing(title_of(purpose, snapshot), standing(snapshot, purpose))

    @property
    def width_px(self) -> int:
        """How wide the widest of them is."""
        return max(row.sizeHint().width() for row in self.rows.values())


class PurposeRow(QAbstractButton):
    """One purpose: icon, name, and how things stand."""

    def __init__(self, purpose: Purpose) -> None:
        super().__init__()
        self._purpose = purpose
        self._standing = Standing("", "small")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_standing(self, title: str, now: Standing) -> None:
        """Say what it is called here, and how things stand."""
        self._standing = now
        self.setText(title)
        self.setAccessibleName(f"{title}: {now.words}")
        self.setAccessibleDescription(ABOUT[self._purpose])
        self.setToolTip(tip(PURPOSES[self._purpose].meaning, "Space"))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> str:
        """How things stand."""
        return self._standing.words

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        lines = _line_px("strong") + _line_px("small")
        wide = QFontMetrics(theme.font("strong")).horizontalAdvance(self.text())
        small = QFontMetrics(theme.font("small"))
        words = small.horizontalAdvance(self._standing.words)
        about = small.horizontalAdvance(ABOUT[self._purpose])
        across = max(wide, words) if _narrow() else max(wide, about) + theme.space(4) + words
        return QSize(_text_left() + across + theme.space(3), lines + 2 * theme.space(2))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection" if self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect(), theme.radius("control"), theme.radius("control"))
        side = theme.size("icon")
        icon = QRect(theme.space(3), (self.height() - side) // 2, side, side)
        ink = "accent" if self.isChecked() else "text_2"
        theme.icon(PURPOSES[self._purpose].icon, ink).paint(painter, icon)
        top = (self.height() - _line_px("strong") - _line_px("small")) // 2
        words = self.rect().adjusted(_text_left(), top, -theme.space(3), -top)
        _write(painter, words, "strong", "text", self.text(), Qt.AlignmentFlag.AlignTop)
        ink, below = _INKS[self._standing.look], Qt.AlignmentFlag.AlignBottom
        if _narrow():
            _write(painter, words, "small", ink, self._standing.words, below)
        else:
            _write(painter, words, "small", "text_2", ABOUT[self._purpose], below)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            _write(painter, words, "small", ink, self._standing.words, right)
        painter.end()


def _narrow() -> bool:
    """Whether the text is so large that how things stand takes the place of what it is about."""
    return theme.text_scale() > _LARGE


def _line_px(kind: str) -> int:
    return QFontMetrics(theme.font(kind)).height()


def _text_left() -> int:
    return theme.space(3) + theme.size("icon") + theme.space(3)


def _write(
    painter: QPainter, rect: QRect, kind: str, ink: str, words: str, where: Qt.AlignmentFlag
) -> None:
    painter.setFont(theme.font(kind))
    painter.setPen(theme.colour(ink))
    painter.drawText(rect, where, words)
