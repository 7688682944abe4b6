"""The clips of the tray as a list that can be put into another order."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from annotations.model import Clip
from ui.actions import tip
from ui.choosing import LONG_US, Choosing
from ui.stills import Stills
from ui.times import seconds, spoken
from ui.workspace import Workspace

CLIP_ROLE = Qt.ItemDataRole.UserRole
STILL_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class TrayModel(QAbstractListModel):
    """The clips of the case in their order, each with its still. To move a row is an edit."""

    def __init__(self, workspace: Workspace, choosing: Choosing, stills: Stills) -> None:
        super().__init__()
        self._workspace, self._choosing, self._stills = workspace, choosing, stills
        self._clips: tuple[Clip, ...] = workspace.clips
        stills.changed.connect(self._show_still)

    def refresh(self) -> None:
        """Show the clips as they are now."""
        before, self._clips = self._clips, self._workspace.clips
        if [clip.id for clip in before] != [clip.id for clip in self._clips]:
            self.beginResetModel()
            self.endResetModel()
        elif before != self._clips:
            self.dataChanged.emit(self.index(0), self.index(len(self._clips) - 1))

    def row_of(self, clip_id: str) -> int:
        """The row of a clip, -1 if there is none."""
        return next((row for row, clip in enumerate(self._clips) if clip.id == clip_id), -1)

    def clip_at(self, row: int) -> Clip:
        """The clip of a row."""
        return self._clips[row]

    def rowCount(self, parent: Index = _NONE) -> int:  # noqa: N802 (Qt's name)
        return 0 if parent.isValid() else len(self._clips)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clip = self._clips[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return clip.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(index.row(), clip)
            case Qt.ItemDataRole.ToolTipRole:
                return _about(clip)
            case _ if role == CLIP_ROLE:
                return clip
            case _ if role == STILL_ROLE:
                return self._still(clip)
        return None

    def _still(self, clip: Clip) -> QImage | None:
        return self._stills.picture(clip)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        flags |= Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self._workspace.read_only else flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 (Qt's name)
        return Qt.DropAction.MoveAction

    def moveRows(  # noqa: N802 (Qt's name)
        self, source: Index, row: int, count: int, target: Index, before: int
    ) -> bool:
        """Put one clip before another, as one step of work."""
        ids = [clip.id for clip in self._clips]
        if count != 1 or not 0 <= row < len(ids) or before in (row, row + 1):
            return False
        moved = ids.pop(row)
        ids.insert(before - (before > row), moved)
        self._choosing.order(ids)
        return True

    def _show_still(self, clip_id: str) -> None:
        row = self.row_of(clip_id)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row), [STILL_ROLE])


def length_us(clips: Sequence[Clip]) -> int:
    """How long clips are together."""
    return sum(clip.end_us - clip.start_us for clip in clips)


def _spoken(row: int, clip: Clip) -> str:
    title = clip.title or "without a title"
    return f"Clip {row + 1}, {title}, {spoken(clip.end_us - clip.start_us)}"


def _about(clip: Clip) -> str:
    length = clip.end_us - clip.start_us
    if length > LONG_US:
        keys = tip("Trim it frame by frame", "Ctrl+<")
        return f"{seconds(length)}. Ten seconds are often enough.\n{keys}"
    return f"{tip('Go to this clip', 'Return')}\n{tip('Play it', 'Ctrl+P')}"
