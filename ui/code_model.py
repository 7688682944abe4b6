"""The codes of the film on the stage as a list that views and screen readers can go through."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotations.model import BOTH, Code, Kind, Person
from ui.caps import BOTH_LETTER
from ui.code_layout import heading_of
from ui.pieces import letter
from ui.tagging import Tagging
from ui.times import seconds
from ui.user_words import as_it_is
from ui.workspace import Workspace

AnyIndex = QModelIndex | QPersistentModelIndex

_KINDS = {
    Kind.POINT: "a moment: one press",
    Kind.INTERVAL: "a stretch of time: once to begin, again to end",
}


@dataclass(frozen=True)
class Entry:
    """One code: whom its key is about, whom with Shift, and how long it has been running."""

    code: Code
    person: Person | None
    other: Person | None
    lasting: str = ""

    @property
    def letter(self) -> str:
        """The letter of the person, of both, or nothing where nobody has the role."""
        if self.code.who == BOTH:
            return BOTH_LETTER
        return "" if self.person is None else letter(self.person.name)

    @property
    def about(self) -> str:
        """Whom the key is about, in words."""
        if self.code.who == BOTH:
            return "both"
        return f"no {self.code.who} in this film" if self.person is None else self.person.name


class CodeModel(QAbstractListModel):
    """A row for each code; ``UserRole`` is its ``Entry``."""

    def __init__(self, workspace: Workspace, tagging: Tagging, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tagging = tagging
        self.entries: list[Entry] = []

    def reread(self) -> None:
        """Take the codes and people of the film on the stage."""
        self.beginResetModel()
        self.entries = [self._entry(code) for code in self._workspace.codes]
        self.endResetModel()

    def count_on(self) -> None:
        """Say anew how long the running codes have been running."""
        for row, entry in enumerate(self.entries):
            lasting = self._lasting(entry.code)
            if lasting != entry.lasting:
                self.entries[row] = Entry(entry.code, entry.person, entry.other, lasting)
                self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's name)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.code.label
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.AccessibleTextRole:
                return _heard(entry)
            case Qt.ItemDataRole.ToolTipRole:
                return as_it_is(_about(entry))
        return None

    def _entry(self, code: Code) -> Entry:
        person, other = self._tagging.whom(code, False), self._tagging.whom(code, True)
        return Entry(code, person, other, self._lasting(code))

    def _lasting(self, code: Code) -> str:
        projector = self._workspace.projector
        for running in reversed(self._tagging.running):
            if running.code.id == code.id:
                start_us, end_us = running.span(projector.time_us, projector.end_us)
                return seconds(end_us - start_us)
        return ""


def _heard(entry: Entry) -> str:
    code = entry.code
    parts = [code.label, entry.about, heading_of(code).replace("  ", " ")]
    parts += [f"key {code.key}"] if code.key else []
    parts += [f"running for {entry.lasting}"] if entry.lasting else []
    return ", ".join(parts)


def _about(entry: Entry) -> str:
    code = entry.code
    lines = [code.label, heading_of(code).replace("  ", " "), f"{_KINDS[code.kind]}"]
    if code.key:
        keys = f"{code.key} for {entry.about}"
        if entry.other is not None:
            keys += f", Shift+{code.key} for {entry.other.name}"
        lines.append(keys)
    return "\n".join(lines)
