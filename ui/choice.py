"""A combo box with its caret, that shortens what does not fit with an ellipsis."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui import theme
from ui.pieces import scaled

_LEAST_LETTERS = 4


class Choice(QComboBox):
    """One of a list, with icons, and with the caret that style sheets leave out. The wheel over it
    changes nothing. It may become narrow, down to its icon alone, unless it is ``whole``."""

    def __init__(self, *, whole: bool = False) -> None:
        super().__init__()
        self._whole = whole
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if not whole:
            self.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            self.setMinimumContentsLength(_LEAST_LETTERS)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        hint = super().sizeHint()
        return hint + QSize(scaled(theme.space(2)) + theme.space(1), 0) if self._whole else hint

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        fixed = self._whole and not self.isEditable()
        return self.sizeHint() if fixed else super().minimumSizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        """Scrolling past is no wish to choose."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        icon = 0 if option.currentIcon.isNull() else option.iconSize.width() + theme.space(1)
        room = field.width() - icon - theme.space(1)
        letters = self.fontMetrics()
        shown = letters.elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        enough = room >= _LEAST_LETTERS * letters.averageCharWidth()
        option.currentText = shown if enough else ""
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        if not self.isEditable():
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = scaled(theme.size("icon_small"))
        left = self.width() - side - theme.space(2)
        theme.icon("caret-down").paint(painter, left, (self.height() - side) // 2, side, side)
        painter.end()
