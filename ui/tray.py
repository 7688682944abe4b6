"""The clip tray: the chosen moments as a strip of stills, and what is said about them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.actions import key_name, tip
from ui.choosing import PLENTY, Choosing
from ui.clip_editor import ClipEditor
from ui.controls import Button
from ui.pieces import Label, scaled
from ui.stills import stills_of
from ui.times import lasting
from ui.tray_card import Shape
from ui.tray_list import ClipList
from ui.tray_model import TrayModel, length_us
from ui.workspace import Workspace

_RAIL_PX = 40
_FOLDS_BELOW_PX = 112
_WIDEST_PX = 320
_LEAST_PX = 128
_ROOMY_PX = 660
_LEAST_CARDS = 2
_LEAST_FORM = 0.6
"""The share of its fields that the form shows beside the cards; where it is less, it takes their
place."""


class Tray(QWidget):
    """The clips of the case. ``show_to_family``: somebody asks for the parent's window."""

    show_to_family = Signal()

    def __init__(self, workspace: Workspace, choosing: Choosing) -> None:
        super().__init__()
        self._workspace = workspace
        self._folds_itself = True
        self._shown_id: str | None = None
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
        workspace.changed.connect(self._note)
        workspace.case_changed.connect(self._refresh)
        workspace.selected.connect(self._follow)
        theme.state.changed.connect(self._dress)
        self._dress()
        self._refresh()

    def focus_title(self) -> None:
        """Write the title of the selected clip; of the first, where none is."""
        if not self._workspace.clips:
            self._workspace.say("There are no clips yet. Mark in and out, then Enter makes one.")
            return
        if self._workspace.clip is None:
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
            "Show the family…",
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

    def _note(self, tables: frozenset[str]) -> None:
        if tables & {"clip", "recording"}:
            self._refresh()

    def _refresh(self) -> None:
        place = self.list.verticalScrollBar().value()
        self.model.refresh()
        self._follow()
        self.list.verticalScrollBar().setValue(place)
        clips = self._workspace.clips
        plenty = len(clips) > PLENTY
        self._count.setText(f"{len(clips)} · {lasting(length_us(clips))}" if clips else "")
        self._count.set_look("warning" if plenty else "faint")
        self._count.setToolTip("Three are plenty for one review." if plenty else "")
        self._show.setEnabled(bool(clips))
        self.list.show_hint(_hint(len(clips)))
        self._fit()

    def _select(self, row: int) -> None:
        self._workspace.select_clip(self.model.clip_at(row).id)

    def _follow(self) -> None:
        clip = self._workspace.clip
        self._begin_with(None if clip is None else clip.id)
        row = -1 if clip is None else self.model.row_of(clip.id)
        self.list.show_current(row)
        self._fit()

    def _begin_with(self, clip_id: str | None) -> None:
        """Another clip: cards that the form of the one before had hidden are there again."""
        if clip_id != self._shown_id:
            self._shown_id = clip_id
            if self.list.isHidden():
                self.editor.unfold(False)
                self._folds_itself = True

    # How much room there is

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _note_unfolded(self, _shown: bool) -> None:
        self._folds_itself = False
        self._fit()

    def _fit(self) -> None:
        """Fold into a rail where it is narrow; share the height out among cards and form."""
        rail = self.width() < scaled(_FOLDS_BELOW_PX)
        for widget in (self._heading, self._count, self._show):
            widget.setVisible(not rail)
        edited = not rail and self._workspace.clip is not None
        roomy = self.height() >= scaled(_ROOMY_PX)
        if self._folds_itself and self.editor.is_unfolded != roomy:
            self.editor.unfold(roomy)
            self._folds_itself = True
        shape = Shape.NUMBER if rail else self._shape()
        self.list.set_shape(shape)
        alone = edited and self._needs_cards_place(shape)
        self._keep_focus(edited, alone)
        self.list.setVisible(not alone)
        self._foot.setVisible(not rail and not alone)
        self.editor.setVisible(edited)
        self.editor.setFixedHeight(self._form_px(shape, alone))

    def _shape(self) -> Shape:
        """Cards, where two of them are seen beside the line of a selected clip."""
        room = self._room_px - self.editor.folded_height_px()
        card_px = self.list.card_height_px(Shape.CARD)
        return Shape.CARD if room >= _LEAST_CARDS * card_px else Shape.ROW

    def _needs_cards_place(self, shape: Shape) -> bool:
        if not self.editor.is_unfolded:
            return False
        beside = self._room_px - self.list.card_height_px(shape)
        return beside < _LEAST_FORM * self.editor.wanted_height_px()

    def _form_px(self, shape: Shape, alone: bool) -> int:
        if alone:
            return max(self.height() - self._head.sizeHint().height(), theme.space(7))
        most = self._room_px - self.list.card_height_px(shape)
        return max(min(self.editor.wanted_height_px(), most), theme.space(7))

    @property
    def _room_px(self) -> int:
        """The height for cards and form."""
        others = self._head.sizeHint().height() + self._foot.sizeHint().height()
        return self.height() - others

    def _keep_focus(self, edited: bool, alone: bool) -> None:
        """What is about to go hands the keys on; else Qt gives them to whatever comes next, and
        the next Enter would press that."""
        focus = QApplication.focusWidget()
        if focus is None:
            return
        if not edited and self.editor.isAncestorOf(focus):
            self.list.setFocus()
        elif alone and (focus is self.list or focus is self._show):
            self.editor.focus_fold()

    def _dress(self) -> None:
        self.setMaximumWidth(scaled(_WIDEST_PX))
        self.setMinimumHeight(scaled(_LEAST_PX))  # or the form's fixed height would be its least
        self._fit()
        self.list.scheduleDelayedItemsLayout()


def _hint(count: int) -> str:
    how = f"Mark in and out, then {key_name('Return')}"
    if count == 0:
        return f"No clips yet.\n{how}"
    if count > PLENTY:
        return "Three are plenty\nfor one review."
    return f"Three are plenty.\n{how}" if count < PLENTY else "Three are plenty."
