"""The code keys: which key tags what, on whom, and what is running."""

from collections import Counter

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Person
from ui import theme
from ui.caps import icon_size, person_icon
from ui.code_model import CodeModel, Entry
from ui.code_view import CodeView
from ui.controls import named
from ui.pieces import Label, clear_layout, head_px, letter
from ui.tagging import Tagging
from ui.user_words import literal
from ui.workspace import Workspace

_SHIFT = "⇧"
_LARGE = 1.6


class CodesPanel(QWidget):
    """The codes of the film on the stage. A click does what the key does."""

    def __init__(self, workspace: Workspace, tagging: Tagging) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Codes")
        self._workspace = workspace
        self._tagging = tagging
        self._model = CodeModel(workspace, tagging, self)
        self.view = CodeView(self._model, self)
        self._who = QHBoxLayout()
        self._lay_out()
        self._connect()
        self._reread()

    def press_current(self) -> None:
        """Press the code on which the arrow keys stand."""
        self.view.press_current()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(theme.size("inspector"), super().sizeHint().height())

    def _lay_out(self) -> None:
        edge, half = theme.space(3), theme.space(2)
        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, half, 0)
        head.addWidget(Label("Codes", kind="heading"))
        head.addStretch(1)
        self._who.setSpacing(theme.space(1))
        head.addLayout(self._who)
        self._head = QWidget()
        self._head.setLayout(head)
        self._head.setFixedHeight(head_px())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, half)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        inset = QHBoxLayout()
        inset.setContentsMargins(half, 0, half, 0)
        inset.addWidget(self.view)
        rows.addLayout(inset, 1)

    def _connect(self) -> None:
        work, tagging = self._workspace, self._tagging
        self.view.pressed_code.connect(self._press)
        work.recording_changed.connect(self._reread)
        work.changed.connect(self._note)
        tagging.people_changed.connect(self._reread)
        tagging.running_changed.connect(self._model.count_on)
        work.projector.moved.connect(lambda _frame: self._count_on())
        theme.state.changed.connect(self._dress)

    def _press(self, entry: Entry, shifted: bool) -> None:
        self._tagging.press(entry.code, shifted)

    def _count_on(self) -> None:
        if self._tagging.running:
            self._model.count_on()

    def _note(self, tables: frozenset[str]) -> None:
        if tables - {"tag", "clip", "consent"}:
            self._reread()

    def _dress(self) -> None:
        self._head.setFixedHeight(head_px())
        self._show_who()
        self.view.arrange()

    def _reread(self) -> None:
        self._model.reread()
        self._show_who()

    # Who the keys are about

    def _show_who(self) -> None:
        """A switch for each role that two people share; else a word about Shift."""
        clear_layout(self._who)
        people = self._workspace.people
        counts = Counter(person.role for person in people)
        sharing = [role for role, count in counts.items() if count > 1]
        for role in sharing:
            lead, *others = self._tagging.leading(role)
            self._who.addWidget(self._switch(lead, others), 0, Qt.AlignmentFlag.AlignVCenter)
        if not sharing and len(people) > 1:
            self._who.addWidget(Label(self._about_shift(), "faint", "small"))

    def _about_shift(self) -> str:
        words = "the other person" if theme.text_scale() <= _LARGE else "other"
        return f"{_SHIFT} {words}"

    def _switch(self, lead: Person, others: list[Person]) -> QFrame:
        frame = QFrame()
        frame.setObjectName("segments")
        frame.setAccessibleName(f"Keys are about {lead.name}")
        row = QHBoxLayout(frame)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(theme.space(0))
        row.addWidget(_chosen(lead))
        row.addWidget(self._other(others))
        return frame

    def _other(self, others: list[Person]) -> QToolButton:
        other = others[0]
        button = QToolButton()
        button.setObjectName("segment")
        button.setText(literal(f"{_SHIFT} {other.name}"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        about = f"With Shift, keys are about {other.name}. Click to swap"
        named(button, f"Let the keys be about {other.name}", about, "Space")
        if len(others) == 1:
            button.clicked.connect(lambda: self._tagging.lead(other))
            return button
        menu = QMenu(button)
        for person in others:
            action = menu.addAction(literal(f"Keys are about {person.name}"))
            action.triggered.connect(lambda _=False, person=person: self._tagging.lead(person))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button


def _chosen(person: Person) -> QToolButton:
    """The side of the switch that is in use. It says so; there is nothing to press."""
    button = QToolButton()
    button.setObjectName("segment")
    button.setText(literal(person.name))
    button.setIcon(person_icon(letter(person.name)))
    button.setIconSize(icon_size())
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setCheckable(True)
    button.setChecked(True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    named(button, f"Keys are about {person.name}", f"Keys without Shift are about {person.name}")
    return button
