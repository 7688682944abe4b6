"""The table of tags: one painted row each, Enter or a double click goes there."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui import theme
from ui.tag_delegate import TagDelegate
from ui.tag_model import TagModel

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TagTable(QTableView):
    """``going`` is sent when one wants to see the frame of the selected tag."""

    going = Signal()

    def __init__(self, model: TagModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(TagDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.doubleClicked.connect(lambda _index: self.going.emit())
        self.fit_rows()

    def fit_rows(self) -> None:
        """Rows as high as the theme has them."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(1)
        header.setDefaultSectionSize(theme.size("row_tag"))
        self.viewport().update()

    def take_current(self, index: QModelIndex) -> None:
        """Show which row is selected elsewhere; none where the index is not valid."""
        selection = self.selectionModel()
        if not index.isValid():
            selection.clear()
        elif index != self.currentIndex() or not selection.isSelected(index):
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """The selected row stays in sight when the form below takes room."""
        super().resizeEvent(event)
        if self.currentIndex().isValid() and event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in _GO:
            self.going.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 (Qt's name)
        """Letters tag; they do not look for rows."""
