"""The stills of the tray, one below the other, chosen and put in order by mouse and by keys."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QDropEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from ui import theme
from ui.actions import key_name
from ui.controls import named
from ui.tray_card import Shape, TrayCard, paint_hint
from ui.tray_model import Index, TrayModel


class ClipList(QListView):
    """The stills, one below the other.

    ``chosen``        another row was chosen, by the mouse or a key
    ``entered_clip``  Enter was pressed on the chosen one
    """

    chosen = Signal(int)
    entered_clip = Signal()

    def __init__(self, model: TrayModel) -> None:
        super().__init__()
        self._hint = ""
        self._coming = False
        self._card = TrayCard()
        self.setModel(model)
        self.setItemDelegate(self._card)
        named(self, "Clips in their order", "Go to the selected clip", "Return")
        self.setAccessibleDescription(
            f"{key_name('Alt+Up')} and {key_name('Alt+Down')} move a clip, "
            f"{key_name('Return')} goes to it"
        )
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumHeight(theme.space(8))

    def show_hint(self, words: str) -> None:
        """What the dashed card after the last clip says."""
        self._hint = words
        self.viewport().update()

    def show_current(self, row: int) -> None:
        """Select a row without asking anybody to go there; -1 selects none."""
        selection = self.selectionModel()
        if row == self.currentIndex().row() and (row < 0 or selection.hasSelection()):
            return
        if row < 0:
            selection.clear()
        else:
            index = self.model().index(row, 0)
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            selection.setCurrentIndex(index, select)
            self.scrollTo(index)

    def card_height_px(self, shape: Shape) -> int:
        """How high one clip is in a shape."""
        return self._card.height_px(self._option(), shape)

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def set_shape(self, shape: Shape) -> None:
        """Show numbers only, or cards with their words below or beside."""
        if self._card.shape is not shape:
            self._card.shape = shape
            self.scheduleDelayedItemsLayout()

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 (Qt's name)
        super().currentChanged(current, previous)
        if current.isValid() and not self._coming:
            self.chosen.emit(current.row())

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 (Qt's name)
        """Coming here by Tab chooses nothing yet: Qt would choose the first."""
        nothing = not self.currentIndex().isValid()
        self._coming = nothing
        super().focusInEvent(event)
        self._coming = False
        if nothing:
            self.selectionModel().clear()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the card that was dragged where it is let go. Other things cannot be dropped."""
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        before = self._row_after(event.position().toPoint())
        nowhere = QModelIndex()
        self.model().moveRow(nowhere, self.currentIndex().row(), nowhere, before)
        event.accept()
        self.viewport().update()

    def _row_after(self, place: QPoint) -> int:
        """The row before which something comes that is let go at a place."""
        rows = range(self.model().rowCount())
        middles = [self.visualRect(self.model().index(row, 0)).center().y() for row in rows]
        return sum(middle < place.y() for middle in middles)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered_clip.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        super().paintEvent(event)
        if self._card.shape is Shape.NUMBER or not self._hint:
            return
        count = self.model().rowCount()
        last = self.visualRect(self.model().index(count - 1, 0)).bottom() + 1 if count else 0
        painter = QPainter(self.viewport())
        paint_hint(painter, last + theme.space(2), self.viewport().width(), self._hint)
        painter.end()
