"""Recording what somebody answered: who said it, for what, when and how."""

from datetime import UTC, datetime

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from annotations.model import Answer, Purpose, Role
from ui import theme
from ui.choice import Choice
from ui.controls import Button, named
from ui.forms.form import Form, field
from ui.forms.when_field import WhenField
from ui.in_words import date_and_time
from ui.pieces import noted, wrapped
from ui.purposes import ANSWERS, PURPOSES
from ui.workspace import Workspace
from vig_tool.errors import VigError

_WAYS = ("spoken", "in writing", "on video")
_WORDS = {Answer.YES: "Yes", Answer.NO: "No", Answer.UNASKED: "Not asked"}
_TAKEN_BACK = (
    "This takes back a yes. The steps that could be undone until now are forgotten, so that "
    "nothing made under that yes can come back."
)


class ConsentForm(Form):
    """One answer of one person for one purpose, added to the earlier ones."""

    def __init__(
        self,
        workspace: Workspace,
        person_id: str,
        purpose: Purpose,
        parent: QWidget | None = None,
    ) -> None:
        self._person = workspace.snapshot.person(person_id)
        wording = PURPOSES[purpose]
        super().__init__(f"{self._person.name} · {wording.name}", wording.meaning, parent)
        self._workspace, self._purpose = workspace, purpose
        self._before = workspace.snapshot.answer(person_id, purpose)
        self.answers: dict[Answer, QToolButton] = {}
        self.who, self.how = Choice(whole=True), Choice(whole=True)
        self.when = WhenField(QDateTime.currentDateTime())
        self._warning = QFrame()
        self.record = Button("Record the answer", "check", "main", "Add this answer", "Return")
        self.cancel = Button("Cancel", look="flat", about="Record nothing", key="Esc")
        self._build()
        self._follow_answer()

    @property
    def answer(self) -> Answer | None:
        """What is chosen."""
        return next((each for each, button in self.answers.items() if button.isChecked()), None)

    def _record(self) -> None:
        case, answer = self._workspace.case, self.answer
        if case is None or answer is None:
            self.say("Choose yes, no or not asked first.")
            return
        if answer is not Answer.UNASKED and not self.who.currentText().strip():
            self.say("Say who gave the answer. A short name will do.")
            self.who.setFocus()
            return
        moment = self.when.moment
        if moment is None:
            self.say("That day was not understood. Write it like 28 Nov 2026, 20:30.")
            self.when.setFocus()
            return
        if moment > QDateTime.currentDateTime().addSecs(60):
            self.say("That moment is still to come. Set it to when the answer was given.")
            self.when.setFocus()
            return
        try:
            case.set_consent(
                self._person.id,
                self._purpose,
                answer,
                who=self.who.currentText().strip(),
                how=self.how.currentText().strip(),
                when=_stored(moment),
            )
        except VigError as refusal:
            self.say(str(refusal))
        else:
            self.accept()

    def _follow_answer(self) -> None:
        taken_back = self._before is Answer.YES and self.answer in (Answer.NO, Answer.UNASKED)
        self._warning.setVisible(taken_back)
        self.record.setEnabled(self.answer is not None)
        self.say("")

    # Building

    def _build(self) -> None:
        self.body.addWidget(self._make_answers())
        self.who.setEditable(True)
        self.how.setEditable(True)
        self._fill_who()
        for way in _WAYS:
            self.how.addItem(way)
        named(self.who, "Who answered", "Who gave the answer", "Alt+Down")
        named(self.when, "When", "When the answer was given, as 28 Nov 2026, 20:30", "Tab")
        named(self.how, "How", "How it was given: choose, or write your own words", "Alt+Down")
        line = QHBoxLayout()
        line.setSpacing(theme.space(3))
        for name, control in (("Who answered", self.who), ("When", self.when), ("How", self.how)):
            control.setFixedHeight(theme.size("field"))
            line.addLayout(field(name, control), 1)
        self.body.addLayout(line)
        self._make_warning()
        self.body.addWidget(self._warning)
        self.body.addLayout(noted("clock-counter-clockwise", wrapped(self._earlier(), "faint")))
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.record)
        self.record.setDefault(True)
        self.record.clicked.connect(self._record)
        self.cancel.clicked.connect(self.reject)
        self.setMinimumWidth(2 * theme.size("inspector") - theme.space(8))

    def _make_answers(self) -> QFrame:
        frame = QFrame()
        frame.setObjectName("segments")
        frame.setAccessibleName("Answer")
        line = QHBoxLayout(frame)
        line.setContentsMargins(*(theme.space(0),) * 4)
        only_one = QButtonGroup(self)
        for answer, word in _WORDS.items():
            button = self.answers[answer] = QToolButton()
            button.setObjectName("segment")
            button.setText(word)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setIcon(theme.icon(ANSWERS[answer][1], ANSWERS[answer][2]))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            named(button, word, f"{self._person.name}: {word.lower()}", "Space")
            button.clicked.connect(self._follow_answer)
            only_one.addButton(button)
            line.addWidget(button, 1)
        if self._before is not Answer.UNASKED:
            self.answers[self._before].setChecked(True)
        return frame

    def _fill_who(self) -> None:
        adults = [each for each in self._workspace.snapshot.people if each.role is not Role.INFANT]
        for person in adults:
            self.who.addItem(person.name)
        own = [each.name for each in adults if each.id == self._person.id]
        parents = [each.name for each in adults if each.role is Role.PARENT]
        self.who.setCurrentText((own or parents or [""])[0])

    def _make_warning(self) -> None:
        self._warning.setObjectName("notice")
        line = QHBoxLayout(self._warning)
        line.addLayout(noted("warning-circle", wrapped(_TAKEN_BACK), "attention"))

    def _earlier(self) -> str:
        assert self._workspace.case is not None
        mine = [
            consent
            for consent in self._workspace.case.consents()
            if (consent.person_id, consent.purpose) == (self._person.id, self._purpose)
        ]
        if not mine:
            return "Not asked yet. An answer is a fact: it stays in the case and is not undone."
        last = mine[-1]
        told = ", ".join(part for part in (last.who, date_and_time(last.when), last.how) if part)
        return f"So far: {ANSWERS[last.answer][0]} ({told}). That answer stays in the case too."


def _stored(moment: QDateTime) -> str:
    at = datetime.fromtimestamp(moment.toMSecsSinceEpoch() / 1000, UTC)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
