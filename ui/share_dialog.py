"""Share: what for, which moments, where to; then how far it is, and what came of it."""

from collections.abc import Callable
from itertools import chain, count, pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Clip, Purpose
from export.sharing import Shared
from ui import theme
from ui.controls import Button
from ui.focus_ring import FocusRing
from ui.pieces import Label, Symbol, wrapped
from ui.purposes import PURPOSES
from ui.share_moments import MomentList
from ui.share_place import SharePlace
from ui.share_progress import DonePage, RunningPage
from ui.share_purposes import PurposeList
from ui.share_terms import amount, leaving_note
from ui.sharing import Order, Sharing
from ui.stills import stills_of
from ui.workspace import Workspace

_WIDTH_PX, _HEIGHT_PX = 1040, 640
_READ_AGAIN_FOR = frozenset({"consent", "clip", "person", "absence", "recording"})


class ShareDialog(QDialog):
    """Choose, and make the folder. It may be closed while that runs.

    ``record_answer``: somebody wants to record what a person (an id) says to a purpose.
    """

    record_answer = Signal(str, Purpose)

    def __init__(
        self, workspace: Workspace, sharing: Sharing, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._sharing = workspace, sharing
        self.setWindowTitle("Share")
        self.setAccessibleName("Share")
        self.purposes = PurposeList()
        self.moments = MomentList(stills_of(workspace))
        self.place = SharePlace()
        self.running = RunningPage(sharing)
        self.done_page = DonePage()
        self._pages = QStackedWidget()
        self._build()
        self._connect()
        self._ring = FocusRing(self)
        self._ring.expect_if_by_key()
        self.purposes.choose(Purpose.REVIEW)
        self._show_form()
        self._show_running()
        self._take_size()

    # Building

    def _build(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        ground = QWidget()
        ground.setObjectName("panel")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        around.addWidget(ground)
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        edge = theme.space(5)
        head = QHBoxLayout()
        head.setContentsMargins(edge, edge, edge, theme.space(3))
        head.addWidget(Label("Share", kind="title"), 1)
        whole.addLayout(head)
        self._pages.addWidget(self._build_form())
        self._pages.addWidget(self.running)
        self._pages.addWidget(self.done_page)
        whole.addWidget(self._pages, 1)

    def _build_form(self) -> QWidget:
        form = QWidget()
        down = QVBoxLayout(form)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        across = QHBoxLayout()
        edge = theme.space(5)
        across.setContentsMargins(edge, 0, edge, theme.space(3))
        across.setSpacing(theme.space(6))
        self._left = self._build_left()
        across.addWidget(self._left)
        across.addLayout(self._build_right(), 1)
        down.addLayout(across, 1)
        down.addWidget(self._build_foot())
        return form

    def _build_left(self) -> QWidget:
        column = QWidget()
        left = QVBoxLayout(column)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.space(4))
        left.addWidget(self.purposes)
        note = QHBoxLayout()
        note.setContentsMargins(theme.space(3), 0, theme.space(3), 0)
        note.setSpacing(theme.space(3))
        note.addWidget(Symbol("shield-check", "text_3"), 0, Qt.AlignmentFlag.AlignTop)
        self._note = wrapped("", "small", "small")
        note.addWidget(self._note, 1)
        left.addLayout(note)
        left.addStretch(1)
        return column

    def _build_right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(theme.space(2))
        head = QHBoxLayout()
        head.addWidget(Label("Moments", kind="strong"), 1)
        head.addWidget(Label("Who is in it", "small", "small"))
        right.addLayout(head)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.moments)
        scroll.viewport().setAutoFillBackground(False)
        self.moments.setAutoFillBackground(False)
        right.addWidget(scroll, 1)
        right.addWidget(self.place)
        right.addWidget(self._build_question())
        self._trouble = wrapped("", "warning")
        self._trouble.hide()
        right.addWidget(self._trouble)
        return right

    def _build_question(self) -> QWidget:
        """Asked where the folder is there already."""
        self._question = QFrame()
        self._question.setObjectName("notice")
        self._asked = wrapped("", kind="strong")
        self.replace_it = Button("Replace it", about="Write the folder anew")
        self.replace_it.clicked.connect(lambda: self._make(replace=True))
        self.keep_both = Button("Keep both", about="Give the new folder another name")
        self.keep_both.clicked.connect(self._make_beside)
        row = QHBoxLayout(self._question)
        row.setContentsMargins(theme.space(3), theme.space(2), theme.space(2), theme.space(2))
        row.setSpacing(theme.space(2))
        row.addWidget(self._asked, 1)
        row.addWidget(self.replace_it)
        row.addWidget(self.keep_both)
        self._question.hide()
        return self._question

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setObjectName("foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._amount = Label("", "soft")
        self.cancel = Button("Cancel", look="flat", about="Share nothing", key="Esc")
        self.cancel.clicked.connect(self.reject)
        self.make = Button(
            "Make the folder", "export", "main", about="Make the folder", key="Return"
        )
        self.make.clicked.connect(self._make_or_ask)
        self.make.setDefault(True)
        row = QHBoxLayout(foot)
        edge = theme.space(5)
        row.setContentsMargins(edge, theme.space(3), edge, theme.space(3))
        row.setSpacing(theme.space(2))
        row.addWidget(self._amount, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.make)
        return foot

    def _connect(self) -> None:
        sharing = self._sharing
        self.purposes.chosen.connect(self._show_purpose)
        self.moments.ticked.connect(self._show_amount)
        self.moments.record_answer.connect(
            lambda person_id: self.record_answer.emit(person_id, self.purposes.purpose)
        )
        self.place.changed.connect(self._show_amount)
        self.running.hidden_asked.connect(self.reject)
        self.done_page.left.connect(self.accept)
        self.done_page.again_asked.connect(self._show_form)
        self._workspace.changed.connect(self._reread)
        sharing.began.connect(self._show_running)
        sharing.finished.connect(self._show_result)
        sharing.failed.connect(self._show_trouble)
        sharing.stopped.connect(lambda: self._show_trouble("Stopped. Nothing was kept."))
        sharing.left.connect(lambda: self._show_trouble(""))

    # The form

    def _show_purpose(self, purpose: Purpose) -> None:
        self._note.setText(leaving_note(purpose))
        assert self._workspace.case is not None
        self.place.suggest(self._workspace.case.path.parent, PURPOSES[purpose].folder)
        if self.place.has_our_name:
            self.place.rename(_first_name(self.place.folder, self._is_strange))
        self._trouble.hide()
        self._show_moments()

    def _is_strange(self, folder: Path) -> bool:
        """Whether a folder is there that this case did not make: another family's, it may be."""
        assert self._workspace.case is not None
        made = {departure.folder for departure in self._workspace.case.departures()}
        return folder.exists() and str(folder.absolute()) not in made

    def _show_moments(self) -> None:
        focus = self.focusWidget()
        had_focus = focus is not None and self.moments.isAncestorOf(focus)
        snapshot = self._workspace.snapshot
        self.purposes.show_case(snapshot)
        self._left.setFixedWidth(max(self.purposes.width_px, theme.size("tray")))
        self.moments.show_case(snapshot, self.purposes.purpose)
        self._order_tabs()
        self._show_amount()
        if had_focus:  # what had it is no more
            next(iter(self.moments.controls), self.place.name).setFocus()

    def _order_tabs(self) -> None:
        """Tab goes from top to bottom; moments that were shown anew would come last."""
        controls = (
            *self.purposes.rows.values(),
            *self.moments.controls,
            *(self.place.name, self.place.change),
            *(self.replace_it, self.keep_both),
            *(self.cancel, self.make),
        )
        for before, after in pairwise(controls):
            QWidget.setTabOrder(before, after)

    def _reread(self, tables: frozenset[str]) -> None:
        if tables & _READ_AGAIN_FOR and self._workspace.case is not None:
            self._show_moments()

    def _show_amount(self) -> None:
        count, problem = len(self.moments.chosen()), self.place.problem
        self._amount.setText(problem or amount(count, self.purposes.purpose))
        self.make.setEnabled(count > 0 and not problem)
        self._question.hide()

    def _make_or_ask(self) -> None:
        folder = self.place.folder
        if folder.is_dir():
            self._asked.setText(f"The folder “{folder.name}” is there already. Replace it?")
            self._question.show()
            self._ring.expect()
            self.keep_both.setFocus()
        else:
            self._make(replace=False)

    def _make_beside(self) -> None:
        self.place.rename(_first_name(self.place.folder, Path.exists))
        self._make(replace=False)

    def _make(self, *, replace: bool) -> None:
        self._question.hide()
        self._trouble.hide()
        order = Order(self.purposes.purpose, self._clips(), self.place.folder, replace)
        self._sharing.start(order)

    def _clips(self) -> tuple[Clip, ...]:
        chosen = self.moments.chosen()
        return tuple(clip for clip in self._workspace.clips if clip.id in chosen)

    # While it runs, and after

    def _show_form(self) -> None:
        self._pages.setCurrentIndex(0)
        self.purposes.rows[self.purposes.purpose].setFocus()

    def _show_running(self) -> None:
        if self._sharing.busy:
            self.running.show_progress(self._sharing.fraction, self._sharing.doing)
            self._pages.setCurrentWidget(self.running)
            self.running.hide_it.setFocus()

    def _show_result(self, shared: Shared) -> None:
        self.done_page.show_result(shared)
        self._pages.setCurrentWidget(self.done_page)
        self.done_page.show_folder.setFocus()

    def _show_trouble(self, sentence: str) -> None:
        self._pages.setCurrentIndex(0)
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    # What Qt tells

    def _take_size(self) -> None:
        """As designed, but never larger than the screen."""
        room = self.screen().availableGeometry()
        scale = theme.text_scale()
        self.resize(
            min(round(_WIDTH_PX * scale), room.width() - theme.space(6)),
            min(round(_HEIGHT_PX * scale), room.height() - theme.space(6)),
        )

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        self._ring.expect()
        return super().focusNextPrevChild(forward)


def _first_name(folder: Path, is_taken: Callable[[Path], bool]) -> str:
    """Its name, or that with the first number that is not taken."""
    name = folder.name
    names = chain([name], (f"{name} {number}" for number in count(2)))
    return next(each for each in names if not is_taken(folder.with_name(each)))
