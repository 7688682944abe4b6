"""The table of tags: one painted row each, Enter or a double click goes there."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui import theme
from ui.tag_delegate import TagDelegate
from ui.tag_model import TagModel

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TagTable(QTableView):
    """Rows of which one or several are selected.

    ``going``   the frame of the selected tag is wanted
    ``chosen``  other rows are selected, or another of them is the current one
    """

    going = Signal()
    chosen = Signal()

    def __init__(self, model: TagModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(TagDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit())
        self.doubleClicked.connect(lambda _index: self.going.emit())
        self.fit_rows()

    def fit_rows(self) -> None:
        """Rows as high as the theme has them."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(theme.size("row_tag"))
        self.viewport().update()

    def take_selection(self, rows: Sequence[int], current: QModelIndex) -> None:
        """Show which rows are selected elsewhere, and which of them is the current one; none where
        that index is not valid."""
        selection, model = self.selectionModel(), self.model()
        wanted = QItemSelection()
        for first, last in _stretches(sorted(rows)):
            wanted.select(model.index(first, 0), model.index(last, 0))
        moved = current.isValid() and current != self.currentIndex()
        if not current.isValid():
            selection.clearCurrentIndex()
        if {index.row() for index in selection.selectedRows()} != set(rows):
            selection.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            moved = current.isValid()
        if moved:
            selection.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(current)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """The selected row stays in sight when the form below takes room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid() and event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def event(self, event: QEvent) -> bool:
        """Shift with an arrow goes along the rows as they are listed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            held = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
            if held and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _GO:
            self.going.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Letters tag; they do not look for rows."""


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising rows as stretches without gaps: first and last of each."""
    first = last = None
    for row in rows:
        if first is not None and last is not None and row != last + 1:
            yield first, last
            first = None
        first, last = row if first is None else first, row
    if first is not None and last is not None:
        yield first, last
