"""Who is in the films: names and roles, edited where they stand."""

from dataclasses import replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotations.edit import Edit
from annotations.model import Person, Role
from annotations.words import fold
from ui import theme
from ui.choice import Choice
from ui.controls import Button, named
from ui.in_place import LineInPlace
from ui.pieces import Card, Letters, scaled
from ui.roles import ROLE_WORDS
from ui.workspace import Workspace

_LETTER_PX = 28
_NEW = "Somebody"


class PeopleCard(Card):
    """The people of the case, and a way to add one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("People")
        self._workspace = workspace
        self.rows: dict[str, PersonRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space(1))
        self.add = Button("Add somebody", "user-plus", "flat", "Add a person to the case")
        self.add.clicked.connect(self._add)
        self.head.addWidget(self.add)
        self.body.addLayout(self._list)

    @property
    def controls(self) -> list[QWidget]:
        """What can have the focus, from top to bottom."""
        ordered = sorted(self.rows.values(), key=self._list.indexOf)
        lines = [(line.name, line.role, line.delete) for line in ordered]
        return [self.add, *(control for line in lines for control in line)]

    def refresh(self) -> None:
        """Show the people as they are in the case."""
        people = self._workspace.snapshot.people
        self._drop_rows({person.id for person in people})
        for place, person in enumerate(people):
            row = self.rows.get(person.id) or self._new_row(person)
            self._list.insertWidget(place, row)
            row.show_person(person, read_only=self._workspace.read_only)
        self.add.setDisabled(self._workspace.read_only)

    def flush(self) -> None:
        """Write now what is not written yet."""
        for row in tuple(self.rows.values()):
            row.name.flush()

    def forget(self) -> None:
        """Another case comes."""
        self._drop_rows(set())

    def _drop_rows(self, but: set[str]) -> None:
        for person_id in [each for each in self.rows if each not in but]:
            row = self.rows.pop(person_id)
            row.blockSignals(True)  # no late word of somebody who is gone
            row.hide()
            row.deleteLater()

    def _new_row(self, person: Person) -> "PersonRow":
        row = self.rows[person.id] = PersonRow(person)
        row.changed.connect(self._change)
        row.deleted.connect(self._delete)
        return row

    def _add(self) -> None:
        known = {fold(person.name) for person in self._workspace.snapshot.people}
        names = (_NEW if number == 1 else f"{_NEW} {number}" for number in range(1, 1000))
        name = next(name for name in names if fold(name) not in known)
        added = self._workspace.edit("Add a person", lambda edit: edit.add_person(name, Role.OTHER))
        if added is not None:
            field = self.rows[added.id].name
            field.setFocus()
            field.selectAll()

    def _change(self, person: Person) -> None:
        self._workspace.edit(f"Change {person.name}", lambda edit: edit.change_person(person))
        self.refresh()

    def _delete(self, person: Person) -> None:
        def delete(edit: Edit) -> bool:
            edit.delete_person(person.id)
            return True

        if self._workspace.edit(f"Take {person.name} out", delete):
            self._workspace.say(f"{person.name} was taken out.", undo=True)


class PersonRow(QFrame):
    """One person. ``changed`` and ``deleted`` carry the person as they shall be."""

    changed = Signal(object)
    deleted = Signal(object)

    def __init__(self, person: Person) -> None:
        super().__init__()
        self._person = person
        self._letter = Letters([person.name], _LETTER_PX)
        self.name = LineInPlace("Name", "A short name", "strong")
        self.role = Choice()
        for role, word in ROLE_WORDS.items():
            self.role.addItem(word, role)
        self.delete = QToolButton()
        self.name.changed_to.connect(self._rename)
        self.role.activated.connect(self._change_role)
        self.delete.clicked.connect(lambda: self.deleted.emit(self._person))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.space(2))
        line.addWidget(self._letter)
        line.addWidget(self.name, 3)
        line.addWidget(self.role, 2)
        line.addWidget(self.delete)
        theme.state.changed.connect(self._dress)
        self._dress()

    def show_person(self, person: Person, *, read_only: bool) -> None:
        """Show somebody as they are in the case."""
        self._person = person
        self.name.show_text(person.name)
        self.name.setAccessibleName(f"Name of {person.name}")
        self._letter.set_names([person.name])
        self.role.setCurrentIndex(self.role.findData(person.role))
        named(self.role, f"Role of {person.name}", "Who this is in the films (↑ ↓)")
        named(self.delete, f"Take {person.name} out", f"Take {person.name} out", "Space")
        self.name.setReadOnly(read_only)
        self.role.setDisabled(read_only)
        self.delete.setDisabled(read_only)

    def _rename(self, name: str) -> None:
        self.changed.emit(replace(self._person, name=name))

    def _change_role(self, place: int) -> None:
        role = Role(self.role.itemData(place))
        if role is not self._person.role:
            self.changed.emit(replace(self._person, role=role))

    def _dress(self) -> None:
        side = scaled(theme.size("icon_small"))
        self.delete.setIconSize(QSize(side, side))
        self.delete.setIcon(theme.icon("trash", "text_3"))
