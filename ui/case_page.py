"""The Family page: question, people, consents, films and codes of the case."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.case_codebooks import CodebooksCard
from ui.case_consents import AnswersCard, ConsentsCard
from ui.case_films import FilmsSection
from ui.case_people import PeopleCard
from ui.case_question import QuestionCard
from ui.controls import Button
from ui.dropped import files_in
from ui.in_words import date_and_time
from ui.pieces import Label, Letters, row, scaled
from ui.shortened import Shortened
from ui.workspace import Workspace

_LETTERS_PX = 36
_MOST_LETTERS = 4
_CASE = ".vig"


class CasePage(QScrollArea):
    """Everything about the case that is not on the timeline.

    ``add_films``       films (paths) to link to the case
    ``choose_films``    somebody wants to look for films
    ``show_recording``  a recording (its id) shall come on the stage
    ``record_answer``   somebody's (person id) answer for a purpose shall be recorded
    ``edit_codebook``   the codes of a codebook (its id) shall be edited
    """

    add_films = Signal(list)
    choose_films = Signal()
    show_recording = Signal(str)
    record_answer = Signal(str, object)
    edit_codebook = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._stale: frozenset[str] | None = None
        self.setAcceptDrops(True)
        self.setAccessibleName("Family")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.question = QuestionCard(workspace)
        self.films = FilmsSection(workspace)
        self.people = PeopleCard(workspace)
        self.consents = ConsentsCard(workspace)
        self.answers = AnswersCard(workspace)
        self.codebooks = CodebooksCard(workspace)
        self._build()
        self._connect()

    def flush(self) -> None:
        """Write now what is not written yet."""
        for part in (self.question, self.people, self.films):
            part.flush()

    def shut_down(self) -> None:
        """Wait until nothing is read any more."""
        self.films.shut_down()

    # What the window sends

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self._refresh_stale()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        if _films(event) and not self._workspace.read_only:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        if films := _films(event):
            event.acceptProposedAction()
            self.add_films.emit(films)

    # Following the case

    def _connect(self) -> None:
        for about_to in (self._workspace.leaving, self._workspace.settling):
            about_to.connect(self.flush)
        self._workspace.case_changed.connect(self._begin_anew)
        self._workspace.changed.connect(self._note)
        self._add.clicked.connect(self.choose_films)
        self.films.show_recording.connect(self.show_recording)
        self.consents.record_answer.connect(self.record_answer)
        self.codebooks.edit_codebook.connect(self.edit_codebook)
        theme.state.changed.connect(self._fit)

    def _begin_anew(self) -> None:
        for part in (self.question, self.people, self.films):
            part.forget()
        self._stale = frozenset()
        self._refresh_stale()

    def _note(self, tables: frozenset[str]) -> None:
        """Rows have changed. While the page is hidden that is only remembered: tagging is quick."""
        self._stale = (
            frozenset() if self._stale == frozenset() else (self._stale or tables) | tables
        )
        self._refresh_stale()

    def _refresh_stale(self) -> None:
        if self._stale is None or self._workspace.case is None or not self.isVisible():
            return
        tables, self._stale = self._stale, None
        everything = not tables
        if everything or tables & {"family", "person"}:
            self._show_head()
            self.question.refresh()
        if everything or tables & {"person", "consent"}:
            self.people.refresh()
            self.consents.refresh()
            self._fit()
            self.answers.refresh()
        if everything or tables & {"recording", "person", "absence", "tag", "clip", "codebook"}:
            self.films.refresh()
        if everything or tables & {"codebook", "code"}:
            self.codebooks.refresh()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes down the left column, then the right one; what was made anew would come last."""
        controls = (
            *(self._add, self.question.text),
            *self.films.controls,
            *self.consents.controls,
            *self.people.controls,
            *(self.answers.more, *self.codebooks.buttons.values()),
        )
        for before, after in pairwise(controls):
            QWidget.setTabOrder(before, after)

    def _show_head(self) -> None:
        assert self._workspace.case is not None
        snapshot = self._workspace.snapshot
        self._letters.set_names([person.name for person in snapshot.people[:_MOST_LETTERS]])
        self._name.setText(self._workspace.case.path.stem)
        begun = min(book.created for book in snapshot.codebooks) if snapshot.codebooks else ""
        self._since.setText(f"since {date_and_time(begun).split(',')[0]}" if begun else "")
        self._add.setDisabled(self._workspace.read_only)
        why = self._workspace.case.read_only_reason
        self._why.setText(why or "")
        self._locked.setVisible(why is not None)

    # Building

    def _build(self) -> None:
        self._letters = Letters([], _LETTERS_PX)
        self._name = Shortened(kind="display")
        self._since = Shortened("", "faint")
        self._add = Button("Add films…", "plus", "", "Add films to the case", "Ctrl+Shift+A")
        self._locked, self._why = QFrame(), Label()
        self._locked.setObjectName("notice")
        self._why.setWordWrap(True)
        QVBoxLayout(self._locked).addWidget(self._why)
        head = row(self._letters, self._name, self._since, None, self._add, spacing=3)
        left = _column(self._locked, self.question, self.films, self.consents)
        left.insertLayout(0, head)
        left.addStretch(1)
        right = _column(self.people, self.answers, self.codebooks)
        right.addStretch(1)
        self._side = QWidget()
        self._side.setLayout(right)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        inner.setLayout(self._columns)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inner)

    def _fit(self) -> None:
        """Two columns where there is room for them, else one."""
        compact = theme.state.compact
        edge, top = theme.space(5 if compact else 8), theme.space(5 if compact else 7)
        self._columns.setContentsMargins(edge, top, edge, edge)
        self._columns.setSpacing(theme.space(5 if compact else 7))
        side = scaled(theme.size("inspector") + theme.space(7))
        two = self.width() > 3 * side
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight if two else QBoxLayout.Direction.TopToBottom
        )
        self._columns.setAlignment(
            self._side, Qt.AlignmentFlag.AlignTop if two else Qt.AlignmentFlag(0)
        )
        self._side.setMinimumWidth(side if two else 0)
        self._side.setMaximumWidth(side if two else self.maximumWidth())
        beside = side + self._columns.spacing() if two else 0
        self.consents.fit(self.viewport().width() - 2 * edge - beside)
        self._order_tabs()


def _column(*widgets: QWidget) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(theme.space(5))
    for widget in widgets:
        made.addWidget(widget)
    return made


def _films(event: QDropEvent) -> list[Path]:
    """The dropped files, none where a case is among them."""
    files = files_in(event.mimeData())
    return [] if any(file.suffix.lower() == _CASE for file in files) else files
