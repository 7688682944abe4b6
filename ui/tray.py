"""The clip tray: the chosen moments as a strip of stills, and what is said about them."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.actions import key_name, tip
from ui.choosing import PLENTY, Choosing
from ui.clip_editor import ClipEditor
from ui.controls import Button
from ui.pieces import Label
from ui.stills import stills_of
from ui.times import seconds
from ui.tray_card import TrayCard, paint_hint
from ui.tray_model import Index, TrayModel, length_us
from ui.workspace import Workspace

_RAIL_PX = 40
_FOLDS_BELOW_PX = 112
_WIDEST_PX = 320
_ROOMY_PX = 660


class Tray(QWidget):
    """The clips of the case. ``show_to_family``: somebody asks for the parent's window."""

    show_to_family = Signal()

    def __init__(self, workspace: Workspace, choosing: Choosing) -> None:
        super().__init__()
        self._workspace = workspace
        self._folds_itself = True
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Clips")
        self.setMinimumWidth(_RAIL_PX)
        self.stills = stills_of(workspace)
        self.model = TrayModel(workspace, choosing, self.stills)
        self.list = ClipList(self.model)
        self.editor = ClipEditor(workspace, choosing)
        self._build()
        self.list.chosen.connect(self._select)
        self.list.doubleClicked.connect(lambda _index: workspace.go_to_clip())
        self.list.entered_clip.connect(workspace.go_to_clip)
        self.editor.unfolded.connect(self._note_unfolded)
        workspace.changed.connect(lambda _tables: self._refresh())
        workspace.case_changed.connect(self._refresh)
        workspace.selected.connect(self._follow)
        theme.state.changed.connect(self._dress)
        self._dress()
        self._refresh()

    def focus_title(self) -> None:
        """Write the title of the selected clip; of the first, where none is."""
        if self._workspace.clip is None and self._workspace.clips:
            self._workspace.select_clip(self._workspace.clips[0].id)
        self.editor.focus_title()

    # Building

    def _build(self) -> None:
        self._heading = Label("Clips", kind="heading")
        self._count = Label("", "faint", "small")
        self._head = head = QHBoxLayout()
        head.setContentsMargins(theme.space(3), theme.space(2), theme.space(2), theme.space(1))
        head.setSpacing(theme.space(2))
        head.addWidget(self._heading)
        head.addWidget(self._count, 1)
        self._foot = QWidget()
        self._foot.setObjectName("foot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        edge = QHBoxLayout(self._foot)
        edge.setContentsMargins(theme.space(2), theme.space(2), theme.space(2), theme.space(2))
        self._show = Button(
            "Show to the family…",
            "monitor-play",
        )
        self._show.setToolTip(
            tip("Watch these clips together, in a window of their own", "Ctrl+Shift+F")
        )
        self._show.clicked.connect(self.show_to_family)
        edge.addWidget(self._show)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.editor)
        whole.addWidget(self._foot)

    # What is shown

    def _refresh(self) -> None:
        place = self.list.verticalScrollBar().value()
        self.model.refresh()
        self._follow()
        self.list.verticalScrollBar().setValue(place)
        clips = self._workspace.clips
        plenty = len(clips) > PLENTY
        self._count.setText(f"{len(clips)} · {_whole_seconds(length_us(clips))}" if clips else "")
        self._count.set_look("warning" if plenty else "faint")
        self._count.setToolTip("Three are plenty for one review." if plenty else "")
        self._show.setEnabled(bool(clips))
        self.list.show_hint(_hint(len(clips)))
        self._fit()

    def _select(self, row: int) -> None:
        self._workspace.select_clip(self.model.clip_at(row).id)

    def _follow(self) -> None:
        clip = self._workspace.clip
        row = -1 if clip is None else self.model.row_of(clip.id)
        self.list.show_current(row)
        self._fit()

    # How much room there is

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _note_unfolded(self, _shown: bool) -> None:
        self._folds_itself = False
        self._fit()

    def _fit(self) -> None:
        """Fold into a rail where it is narrow; give the fields the room they may have."""
        rail = self.width() < round(_FOLDS_BELOW_PX * theme.text_scale())
        self.list.set_narrow(rail)
        for widget in (self._heading, self._count, self._show):
            widget.setVisible(not rail)
        self._foot.setVisible(not rail)
        self.editor.setVisible(not rail and self._workspace.clip is not None)
        if self._folds_itself and self.editor.is_unfolded != (self.height() >= _ROOMY_PX):
            self.editor.unfold(self.height() >= _ROOMY_PX)
            self._folds_itself = True
        others = self._head.sizeHint().height() + self._foot.sizeHint().height()
        most = self.height() - others - self.list.card_height_px()
        self.editor.setFixedHeight(max(min(self.editor.wanted_height_px(), most), theme.space(7)))

    def _dress(self) -> None:
        self.setMaximumWidth(round(_WIDEST_PX * theme.text_scale()))
        self._fit()
        self.list.scheduleDelayedItemsLayout()


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
        self.setAccessibleName("Clips in their order")
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

    def card_height_px(self) -> int:
        """How high one clip is."""
        return self._card.sizeHint(self._option(), QModelIndex()).height()

    def _option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    def set_narrow(self, narrow: bool) -> None:
        """Show numbers only, or whole cards."""
        if self._card.narrow != narrow:
            self._card.narrow = narrow
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
        if self._card.narrow or not self._hint:
            return
        count = self.model().rowCount()
        last = self.visualRect(self.model().index(count - 1, 0)).bottom() + 1 if count else 0
        painter = QPainter(self.viewport())
        paint_hint(painter, last + theme.space(2), self.viewport().width(), self._hint)
        painter.end()


def _whole_seconds(time_us: int) -> str:
    return f"{round(time_us / 1_000_000)} s" if time_us >= 1_000_000 else seconds(time_us)


def _hint(count: int) -> str:
    how = f"Mark in and out, then {key_name('Return')}"
    if count == 0:
        return f"No clips yet.\n{how}"
    if count > PLENTY:
        return "Three are plenty\nfor one review."
    return f"Three is plenty.\n{how}" if count < PLENTY else "Three is plenty."
