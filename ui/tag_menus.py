"""The two menus over the list of tags: which, and in which order."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.caps import BOTH_LETTER, cap_icon, person_icon
from ui.pieces import letter
from ui.tag_order import Order, Query
from ui.workspace import Workspace


class FilterMenu(QMenu):
    """Only starred tags, only some people, only some codes. ``chosen``: another choice was made."""

    chosen = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.query = Query()
        self.setAccessibleName("Filter")
        self.aboutToShow.connect(self._fill)

    def clear_choices(self) -> None:
        """Let all tags through again."""
        self.query = Query()

    def _fill(self) -> None:
        self.clear()
        everything = self.addAction("&Show all")
        everything.setEnabled(self.query.narrow)
        everything.triggered.connect(self._show_all)
        self._add("&Only starred", self.query.starred, self._take_starred)
        self.addSeparator()
        for person in self._workspace.people:
            taken = _with(person.id, self._take_person)
            made = self._add(person.name, person.id in self.query.people, taken)
            made.setIcon(person_icon(letter(person.name)))
        both = self._add("Both", None in self.query.people, lambda on: self._take_person(None, on))
        both.setIcon(person_icon(BOTH_LETTER))
        self.addSeparator()
        for code in self._workspace.codes:
            taken = _with(code.id, self._take_code)
            made = self._add(code.label, code.id in self.query.codes, taken)
            made.setIcon(cap_icon(code))

    def _add(self, text: str, on: bool, take: Callable[[bool], None]) -> QAction:
        action = self.addAction(text if text.startswith("&") else text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(take)
        return action

    def _show_all(self) -> None:
        self.query = Query()
        self.chosen.emit()

    def _take_starred(self, on: bool) -> None:
        self.query = replace(self.query, starred=on)
        self.chosen.emit()

    def _take_person(self, person_id: str | None, on: bool) -> None:
        people = self.query.people | {person_id} if on else self.query.people - {person_id}
        self.query = replace(self.query, people=people)
        self.chosen.emit()

    def _take_code(self, code_id: str, on: bool) -> None:
        codes = self.query.codes | {code_id} if on else self.query.codes - {code_id}
        self.query = replace(self.query, codes=codes)
        self.chosen.emit()


def _with(row_id: str, take: Callable[[str, bool], None]) -> Callable[[bool], None]:
    """Not a ``partial``: Qt would not hand it whether the action is on."""
    return lambda on: take(row_id, on)


class SortMenu(QMenu):
    """Time, code, person, length; the same once more turns it round. ``chosen``: another order."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.order = Order.TIME
        self.falling = False
        self.setAccessibleName("Sort")
        self._orders = QActionGroup(self)
        for order in Order:
            action = self.addAction(f"&{order.value}")
            action.setCheckable(True)
            action.setChecked(order is self.order)
            action.triggered.connect(lambda _on, order=order: self._take(order))
            self._orders.addAction(action)
        self.addSeparator()
        self._turn = self.addAction("The other way &round")
        self._turn.setCheckable(True)
        self._turn.triggered.connect(self._take_direction)

    def _take(self, order: Order) -> None:
        self.falling = order is self.order and not self.falling
        self.order = order
        self._turn.setChecked(self.falling)
        self.chosen.emit()

    def _take_direction(self, falling: bool) -> None:
        self.falling = falling
        self.chosen.emit()
