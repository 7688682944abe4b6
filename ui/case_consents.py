"""Who said yes to what: a table of people and purposes, and every answer there ever was."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from annotations.model import Answer, Consent, Person, Purpose
from ui import theme
from ui.controls import Button, named
from ui.in_words import counted, date_and_time
from ui.pieces import Card, Label, Letters, Symbol, clear_layout, wrapped
from ui.purposes import ANSWERS, PURPOSES
from ui.workspace import Workspace

_LETTER_PX = 28
_FIRST_SHOWN = 6
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class ConsentsCard(Card):
    """A row for each person, a column for each purpose; the other way round where it is narrow.

    ``record_answer``  somebody's (id) answer for a purpose shall be recorded
    """

    record_answer = Signal(str, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Consent")
        self._workspace = workspace
        self.cells: dict[tuple[str, Purpose], Button] = {}
        self._wide_px = 0
        self._upright = False
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space(2))
        self._grid.setVerticalSpacing(theme.space(1))
        self.body.addWidget(
            wrapped("Nothing leaves the case without a yes from everybody who is in it.", "soft")
        )
        self.body.addLayout(self._grid)
        theme.state.changed.connect(self._measure_anew)

    @property
    def controls(self) -> list[QWidget]:
        """What can have the focus, line by line."""
        return sorted(self.cells.values(), key=self._place)

    def refresh(self) -> None:
        """Show the answers as they are in the case."""
        # Of the window, not of the program: an answer is recorded in a dialog that has the keys.
        focus = self.window().focusWidget()
        focused = next((key for key, cell in self.cells.items() if cell is focus), None)
        clear_layout(self._grid)
        self.cells.clear()
        people = self._workspace.snapshot.people
        for column in range(1, max(len(PURPOSES), len(people)) + 1):
            self._grid.setColumnStretch(column, 1)
        for place, wording in enumerate(PURPOSES.values(), start=1):
            self._put(_heading(wording.icon, wording.short, wording.meaning), 0, place)
        for line, person in enumerate(people, start=1):
            self._put(_person(person), line, 0)
            for place, purpose in enumerate(PURPOSES, start=1):
                self._put(self._cell(person, purpose), line, place)
        if not self._upright:
            self._wide_px = self.minimumSizeHint().width()
        if focused in self.cells:
            self.cells[focused].setFocus()

    def fit(self, room_px: int) -> None:
        """Where there is too little room for a column for each purpose, each gets a line."""
        upright = room_px < self._wide_px
        if upright != self._upright:
            self._upright = upright
            if self._workspace.case is not None:
                self.refresh()

    def _put(self, widget: QWidget, line: int, column: int) -> None:
        place = (column, line) if self._upright else (line, column)
        self._grid.addWidget(widget, *place)
        widget.show()  # now, for its width is asked for

    def _measure_anew(self) -> None:
        if self._workspace.case is not None:
            self._upright = False
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(watched, Button):
                line, column = self._place(watched)
                item = self._grid.itemAtPosition(line + step[0], column + step[1])
                if item is not None and isinstance(beside := item.widget(), Button):
                    beside.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _place(self, cell: QWidget) -> tuple[int, int]:
        place = self._grid.getItemPosition(self._grid.indexOf(cell))
        return place[0], place[1]  # type: ignore[index]

    def _cell(self, person: Person, purpose: Purpose) -> Button:
        answer = self._workspace.snapshot.answer(person.id, purpose)
        word, icon, colour = ANSWERS[answer]
        cell = Button(word.removesuffix(" yet"), icon, f"answer_{answer.value}", icon_colour=colour)
        about = f"{person.name}, {PURPOSES[purpose].name}: {word}"
        named(cell, about, f"{about}. Record an answer", "Enter")
        cell.setDisabled(self._workspace.read_only)
        cell.clicked.connect(lambda: self.record_answer.emit(person.id, purpose))
        cell.installEventFilter(self)
        self.cells[person.id, purpose] = cell
        return cell


class AnswersCard(Card):
    """Every answer that was recorded, the newest first."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Answers so far")
        self._workspace = workspace
        self._all = False
        self._none = wrapped("Nobody has been asked yet.", "soft")
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space(3))
        self.more = Button("Show all", look="link", about="Show every answer")
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self._none)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        """Show the answers as they are in the case."""
        assert self._workspace.case is not None
        answers = self._workspace.case.consents()[::-1]
        clear_layout(self._list)
        for consent in answers if self._all else answers[:_FIRST_SHOWN]:
            self._list.addLayout(self._line(consent))
        self._none.setHidden(bool(answers))
        self.more.setHidden(self._all or len(answers) <= _FIRST_SHOWN)
        self.more.setText(f"Show all {counted(len(answers), 'answer')}")
        self.more.setAccessibleName(self.more.text())

    def _line(self, consent: Consent) -> QHBoxLayout:
        names = {person.id: person.name for person in self._workspace.snapshot.people}
        about = names.get(consent.person_id, "Somebody who was in the case")
        word, icon, colour = ANSWERS[consent.answer]
        words = QVBoxLayout()
        words.setSpacing(theme.space(0))
        words.addWidget(
            wrapped(f"{about} · {PURPOSES[consent.purpose].name}: {word}", kind="strong")
        )
        words.addWidget(wrapped(_told(consent), "faint", "small"))
        line = QHBoxLayout()
        line.setSpacing(theme.space(2))
        line.addWidget(Symbol(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _show_all(self) -> None:
        self._all = True
        self.refresh()


def _told(consent: Consent) -> str:
    who = f"said by {consent.who}" if consent.who and consent.answer is not Answer.UNASKED else ""
    return ", ".join(part for part in (who, date_and_time(consent.when), consent.how) if part)


def _heading(icon: str, word: str, meaning: str) -> QWidget:
    made = QWidget()
    made.setToolTip(meaning)
    line = QHBoxLayout(made)
    line.setContentsMargins(theme.space(2), 0, 0, 0)
    line.setSpacing(theme.space(2))
    line.addWidget(Symbol(icon, "text_3"))
    line.addWidget(Label(word, "faint", "small"), 1)
    return made


def _person(person: Person) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 0, theme.space(2), 0)
    line.setSpacing(theme.space(2))
    line.addWidget(Letters([person.name], _LETTER_PX))
    line.addWidget(Label(person.name, kind="strong"), 1)
    return made
