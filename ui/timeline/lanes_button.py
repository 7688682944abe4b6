"""The button at the head of the timeline that lets lanes be by person, by level or by code."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ui.actions import tip
from ui.timeline.grouping import Grouping


class LanesButton(QToolButton):
    """Says by what lanes are; pressed, lets it be chosen. ``chosen``: a ``Grouping``."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setAccessibleName("Lanes")
        group = QActionGroup(menu)
        self._choices = {each: menu.addAction(f"By &{each}") for each in Grouping}
        for grouping, choice in self._choices.items():
            choice.setCheckable(True)
            choice.triggered.connect(lambda _=False, each=grouping: self.chosen.emit(each))
            group.addAction(choice)
        self.setMenu(menu)

    def show_grouping(self, grouping: Grouping) -> None:
        """Say by what lanes are now."""
        self._choices[grouping].setChecked(True)
        self.setAccessibleName(f"Lanes by {grouping}")
        self.setToolTip(tip(f"Lanes by {grouping}, or by something else", "Ctrl+7"))
