"""The tags of the recording on the stage as rows, kept in order as single tags come and go."""

from bisect import bisect_left
from html import escape
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from annotations.model import Code, Role, Tag
from ui.caps import BOTH_LETTER
from ui.pieces import letter
from ui.roles import ROLE_WORDS
from ui.tag_order import Key, Query, Sieve, difference
from ui.times import clock, seconds, spoken
from ui.workspace import Workspace

AnyIndex = QModelIndex | QPersistentModelIndex

_FEW = 64


class TagModel(QAbstractTableModel):
    """One column; ``UserRole`` is the ``Tag``. A single edit moves single rows, whatever is
    looked for, so that ten thousand tags cost no more than ten."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.query = Query()
        self.total = 0
        self._all: tuple[Tag, ...] = ()
        self._rows: list[Tag] = []
        self._keys: list[Key] = []
        self._sieve: Sieve | None = None

    # Keeping up

    def reread(self) -> None:
        """Take all tags anew."""
        self.beginResetModel()
        self._all = self._workspace.tags
        self.total = len(self._all)
        has_case = self._workspace.case is not None
        self._sieve = Sieve(self.query, self._workspace.snapshot) if has_case else None
        self._rows = [] if self._sieve is None else self._sieve.sorted(self._all)
        self._keys = [] if self._sieve is None else [self._sieve.key(tag) for tag in self._rows]
        self.endResetModel()

    def look_for(self, query: Query) -> None:
        """List other tags, or in another order."""
        if query != self.query:
            self.query = query
            self.reread()

    def follow(self) -> None:
        """Take what an edit of tags has changed."""
        tags = self._workspace.tags
        gone, come = difference(self._all, tags)
        if self._sieve is None or len(gone) + len(come) > _FEW:
            self.reread()
            return
        self._all, self.total = tags, len(tags)
        after = {tag.id: tag for tag in come if self._sieve.lets_through(tag)}
        for tag in gone:
            if (row := self._place(tag)) is None:
                continue
            new = after.get(tag.id)
            if new is not None and self._sieve.key(new) == self._keys[row]:
                del after[tag.id]
                self._rows[row] = new
                self.dataChanged.emit(self._index(row), self._index(row))
            else:
                self._take_out(row)
        for tag in after.values():
            self._put_in(tag)

    def _take_out(self, row: int) -> None:
        shown = self._index(row).row()
        self.beginRemoveRows(QModelIndex(), shown, shown)
        del self._rows[row], self._keys[row]
        self.endRemoveRows()

    def _put_in(self, tag: Tag) -> None:
        assert self._sieve is not None
        key = self._sieve.key(tag)
        place = bisect_left(self._keys, key)
        shown = len(self._rows) - place if self.query.falling else place
        self.beginInsertRows(QModelIndex(), shown, shown)
        self._rows.insert(place, tag)
        self._keys.insert(place, key)
        self.endInsertRows()

    # Rows

    @property
    def listed(self) -> tuple[Tag, ...]:
        """The tags that are listed."""
        return tuple(self._rows)

    def tag_at(self, index: AnyIndex) -> Tag:
        """The tag of a row."""
        return self._rows[self._flipped(index.row())]

    def index_of(self, tag: Tag) -> QModelIndex:
        """The row of a tag; an invalid index where it is not listed."""
        place = self._place(tag)
        return QModelIndex() if place is None else self._index(place)

    def _place(self, tag: Tag) -> int | None:
        if self._sieve is None:
            return None
        key = self._sieve.key(tag)
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def _index(self, place: int) -> QModelIndex:
        return self.index(self._flipped(place), 0)

    def _flipped(self, place: int) -> int:
        return len(self._rows) - 1 - place if self.query.falling else place

    # What views ask

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's name)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 (Qt's name)
        return 0 if parent.isValid() else 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tag = self.tag_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.code_of(tag).label
            case Qt.ItemDataRole.UserRole:
                return tag
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._heard(tag)
            case Qt.ItemDataRole.ToolTipRole:
                return "<qt>" + escape(self._about(tag)).replace("\n", "<br>") + "</qt>"
        return None

    def code_of(self, tag: Tag) -> Code:
        """The code of a tag."""
        return self._workspace.snapshot.code(tag.code_id)

    def letter_of(self, tag: Tag) -> str:
        """The letter of the person of a tag."""
        if tag.person_id is None:
            return BOTH_LETTER
        return letter(self._workspace.snapshot.person(tag.person_id).name)

    def _heard(self, tag: Tag) -> str:
        parts = [self.code_of(tag).label, self._who(tag), spoken(tag.start_us)]
        parts += [] if tag.end_us is None else [f"for {spoken(tag.end_us - tag.start_us)}"]
        parts += ["starred"] if tag.star else []
        parts += [f"note: {tag.note}"] if tag.note else []
        return ", ".join(parts)

    def _about(self, tag: Tag) -> str:
        person_id = tag.person_id
        who = "both" if person_id is None else self._workspace.snapshot.person(person_id).name
        when = clock(tag.start_us)
        if tag.end_us is not None:
            when += f" to {clock(tag.end_us)}, {seconds(tag.end_us - tag.start_us)}"
        lines = [f"{self.code_of(tag).label}, {who}", when, tag.note]
        return "\n".join([*filter(None, lines), "Go to it (Enter)"])

    def _who(self, tag: Tag) -> str:
        if tag.person_id is None:
            return "both"
        person = self._workspace.snapshot.person(tag.person_id)
        role = ROLE_WORDS[person.role]
        needless = person.role is Role.OTHER or role.casefold() == person.name.casefold()
        return person.name if needless else f"{role} {person.name}"
