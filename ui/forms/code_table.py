"""The codes of a codebook as a table in which every cell is edited, one step of work each."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap

from annotations.model import Code, Codebook, Kind
from ui import theme
from ui.forms.code_keys import code_key, short_name
from ui.roles import WHO_WORDS
from ui.user_words import as_it_is
from ui.workspace import Workspace
from vig_tool.errors import VigError

Index = QModelIndex | QPersistentModelIndex

KEY, NAME, LEVEL, WHO, KIND, COLOUR = range(6)
HEADINGS: Final = ("Key", "Name", "Level", "Who", "Kind", "Colour")
KIND_WORDS: Final = {Kind.POINT: "moment", Kind.INTERVAL: "lasts a while"}
OF_LEVEL: Final = "of its level"


def level_words() -> dict[int | None, str]:
    """Every level and no level, in words."""
    named: dict[int | None, str] = {None: "none"}
    return named | {level: f"{level} {theme.level_name(level)}" for level in range(1, 7)}


class CodeTable(QAbstractTableModel):
    """A row for each code. What an edit is refused for is given to ``say``."""

    def __init__(
        self, workspace: Workspace, codebook_id: str, say: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace, self._codebook_id, self._say = workspace, codebook_id, say
        self._codes = self.codebook.codes

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is in the case."""
        return self._workspace.snapshot.codebook(self._codebook_id)

    def code(self, row: int) -> Code:
        """The code of a row."""
        return self._codes[row]

    def refresh(self) -> None:
        """Show the codes as they are in the case."""
        codes = self.codebook.codes
        if [code.id for code in codes] != [code.id for code in self._codes]:
            self.beginResetModel()
            self._codes = codes
            self.endResetModel()
        else:
            self._codes = codes
            self.dataChanged.emit(
                self.index(0, 0), self.index(max(len(codes) - 1, 0), len(HEADINGS) - 1)
            )

    # What Qt asks

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(self._codes)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(  # noqa: N802 (Qt's name)
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADINGS[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self._workspace.read_only else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        code, column = self._codes[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(code, column)
            case Qt.ItemDataRole.EditRole:
                return _value(code, column)
            case Qt.ItemDataRole.DecorationRole if column == COLOUR:
                return _swatch(theme.level_colour(code.level, code.colour))
            case Qt.ItemDataRole.AccessibleTextRole:
                return _about(code, column)
            case Qt.ItemDataRole.ToolTipRole:
                return as_it_is(_about(code, column))
        return None

    def setData(  # noqa: N802 (Qt's name)
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        code = self._codes[index.row()]
        try:
            changed = _changed(code, index.column(), value)
        except VigError as refusal:
            self._say(str(refusal))
            return False
        self._say("")
        if changed == code:
            return True
        label = f"Change {code.label}"
        return self._workspace.edit(label, lambda edit: edit.change_code(changed)) is not None


def _swatch(colour: QColor) -> QIcon:
    """The same colour whether the row is selected or not."""
    side = QPixmap(theme.size("icon_small"), theme.size("icon_small"))
    side.fill(colour)
    made = QIcon(side)
    made.addPixmap(side, QIcon.Mode.Selected)
    return made


def _about(code: Code, column: int) -> str:
    return f"{code.label}, {HEADINGS[column]}: {_words(code, column) or 'none'}"


def _words(code: Code, column: int) -> str:
    match column:
        case 0:
            return code.key
        case 1:
            return code.label
        case 2:
            return level_words()[code.level]
        case 3:
            return WHO_WORDS[code.who]
        case 4:
            return KIND_WORDS[code.kind]
    return code.colour or OF_LEVEL


def _value(code: Code, column: int) -> Any:
    return (code.key, code.label, code.level, code.who, code.kind, code.colour)[column]


def _changed(code: Code, column: int, value: Any) -> Code:
    """Raises ``EditRefused`` for a key that is kept."""
    match column:
        case 0:
            return replace(code, key=code_key(str(value)))
        case 1:
            label = str(value).strip()
            follows = code.short == short_name(code.label) and bool(label)
            return replace(code, label=label, short=short_name(label) if follows else code.short)
        case 2:
            return replace(code, level=value)
        case 3:
            return replace(code, who=value)
        case 4:
            return replace(code, kind=value)
    colour = QColor(value).name() if value is not None else None
    return replace(code, colour=colour)
