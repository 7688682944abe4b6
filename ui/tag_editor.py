"""The selected tag in a small form: what, who, from when to when, note and star."""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from annotations.model import BOTH, Code, Kind, Person, Tag
from ui import theme
from ui.caps import BOTH_LETTER, cap_icon, icon_size, person_icon
from ui.choice import Choice
from ui.controls import named
from ui.note_field import NoteField
from ui.pieces import letter, scaled
from ui.resting_text import RestingText
from ui.tag_edge import TagEdge
from ui.tagging import Tagging
from ui.times import clock, frame_number
from ui.workspace import Workspace

_NOTE_LINES = 2
_WIDE_PX = 340


class TagEditor(QWidget):
    """Edits the selected tag, one undoable step for each change. Empty while none is selected."""

    def __init__(self, workspace: Workspace, tagging: Tagging) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Selected tag")
        self._workspace = workspace
        self._tagging = tagging
        self._tag: Tag | None = None
        self._offered: tuple[tuple[Code, ...], list[Person | None]] | None = None
        self._code = Choice()
        self._person = Choice()
        self._star = QToolButton()
        self._delete = QToolButton()
        self._start = TagEdge("Start", (",", ".", "["), "arrow-line-left")
        self._end = TagEdge("End", ("<", ">", "]"), "arrow-line-right")
        self._note = NoteField(_NOTE_LINES)
        self._words = RestingText(self._note, self._take_note)
        self._lay_out()
        self._name()
        self._connect()
        self._dress()
        self.show_selected()

    def focus_note(self) -> None:
        """Put the cursor into the note."""
        self._note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Building

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.space(1))
        head.addWidget(self._code, 3)
        head.addWidget(self._person, 2)
        head.addWidget(self._star)
        head.addWidget(self._delete)
        rows = QVBoxLayout(self)
        edge = theme.space(3)
        rows.setContentsMargins(edge, theme.space(2), theme.space(2), theme.space(2))
        rows.setSpacing(theme.space(1))
        rows.addLayout(head)
        rows.addWidget(self._start)
        rows.addWidget(self._end)
        rows.addWidget(self._note, 1)

    def _name(self) -> None:
        named(self._code, "Code of the tag", "Another code (↑ ↓)")
        named(self._person, "Person of the tag", "Another person (↑ ↓)")
        named(self._star, "Star", "Star this tag, or take its star away", "Q")
        named(self._delete, "Delete the tag", "Delete this tag", "Del")
        named(self._note, "Note", "Note", "Ctrl+Return")
        self._note.setPlaceholderText("Note")
        self._star.setCheckable(True)
        for button in (self._star, self._delete):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def _connect(self) -> None:
        work, tagging = self._workspace, self._tagging
        for about_to in (work.leaving, work.settling):
            about_to.connect(self._words.flush)
        work.selected.connect(self.show_selected)
        work.changed.connect(lambda _tables: self.show_selected())
        work.recording_changed.connect(self.show_selected)
        work.projector.film_changed.connect(self.show_selected)
        self._code.activated.connect(lambda _place: self._take_code(self._code.currentData()))
        self._person.activated.connect(lambda _place: self._take_person(self._person.currentData()))
        self._star.clicked.connect(tagging.star)
        self._delete.clicked.connect(tagging.delete)
        self._start.nudged.connect(lambda frames: tagging.nudge("start", frames))
        self._end.nudged.connect(lambda frames: tagging.nudge("end", frames))
        self._start.set_here.connect(lambda: tagging.set_edge_here("start"))
        self._end.set_here.connect(lambda: tagging.set_edge_here("end"))
        theme.state.changed.connect(self._dress)

    def _dress(self) -> None:
        side = scaled(theme.size("icon_small"))
        for button in (self._star, self._delete):
            button.setIconSize(QSize(side, side))
        self._delete.setIcon(theme.icon("trash"))
        for choice in (self._code, self._person):
            choice.setIconSize(icon_size())
        self._fit_person()
        self._offered = None
        self._fill_choices()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit_person()

    def _fit_person(self) -> None:
        """Where it is narrow, a letter says who it is: the code needs its name more."""
        letter_px = theme.size("key_cap") + scaled(theme.space(4)) + theme.space(5)
        narrow = self.width() < scaled(_WIDE_PX)
        self._person.setMaximumWidth(letter_px if narrow else self.maximumWidth())

    # Showing

    def show_selected(self) -> None:
        """Show the tag that is selected now; another one's note is kept before it goes."""
        tag = self._workspace.tag
        if self._tag is not None and (tag is None or tag.id != self._tag.id):
            self._words.flush()
            tag = self._workspace.tag  # its words may just have been written
        self._tag = tag
        if tag is None:
            return
        self.setEnabled(not self._workspace.read_only)
        self._words.show(tag.note, tag.id)
        self._fill_choices()
        self._show_edges(tag)
        self._star.setChecked(tag.star)
        self._star.setIcon(theme.icon("star-fill", "accent") if tag.star else theme.icon("star"))

    def _fill_choices(self) -> None:
        """Offer the codes of the film, and those of its people whom the code can be about."""
        tag = self._tag
        if tag is None:
            return
        offered = (self._workspace.codes, self._choosable(tag))
        if offered != self._offered:
            self._offered = offered
            self._fill(*offered)
        self._code.setCurrentIndex(self._code.findData(tag.code_id))
        self._person.setCurrentIndex(max(self._person.findData(tag.person_id), 0))

    def _fill(self, codes: tuple[Code, ...], people: list[Person | None]) -> None:
        self._code.clear()
        for code in codes:
            self._code.addItem(cap_icon(code), code.label, code.id)
        self._person.clear()
        for person in people:
            if person is None:
                self._person.addItem(person_icon(BOTH_LETTER), "Both", None)
            else:
                self._person.addItem(person_icon(letter(person.name)), person.name, person.id)

    def _choosable(self, tag: Tag) -> list[Person | None]:
        both = self._workspace.snapshot.code(tag.code_id).who == BOTH or tag.person_id is None
        people: list[Person | None] = [*self._workspace.people]
        return [None, *people] if both else people

    def _show_edges(self, tag: Tag) -> None:
        index = self._workspace.index
        first = "" if index is None else f"frame {frame_number(index.frame_at(tag.start_us))}"
        self._start.show_time(clock(tag.start_us), first)
        self._end.setVisible(tag.end_us is not None)
        if tag.end_us is not None:
            last = "" if index is None else frame_number(index.boundary_near(tag.end_us) - 1)
            self._end.show_time(clock(tag.end_us), f"to frame {last}" if last else "")

    # Taking

    def _take_code(self, code_id: str) -> None:
        tag = self._tag
        if tag is None or code_id == tag.code_id:
            return
        code = self._workspace.snapshot.code(code_id)
        gets_an_end = code.kind is Kind.INTERVAL and tag.end_us is None
        if gets_an_end and not self._workspace.knows(tag.start_us):
            self.show_selected()
            return
        self._tagging.change(
            replace(
                tag,
                code_id=code_id,
                person_id=self._person_for(code, tag),
                end_us=self._end_for(code, tag),
            ),
            "Change to",
        )
        self.show_selected()

    def _person_for(self, code: Code, tag: Tag) -> str | None:
        """The same person, unless the code is about both together."""
        if code.who == BOTH or tag.person_id is not None:
            return None if code.who == BOTH else tag.person_id
        person = self._tagging.whom(code, False)
        return None if person is None else person.id

    def _end_for(self, code: Code, tag: Tag) -> int | None:
        """A moment that becomes a stretch of time lasts one frame at first."""
        index = self._workspace.index
        if code.kind is Kind.POINT or tag.end_us is not None or index is None:
            return None if code.kind is Kind.POINT else tag.end_us
        return index.end_us(index.frame_at(tag.start_us))

    def _take_person(self, person_id: str | None) -> None:
        if self._tag is not None and person_id != self._tag.person_id:
            self._tagging.change(replace(self._tag, person_id=person_id), "Change the person of")
            self.show_selected()

    def _take_note(self, tag_id: str, note: str) -> bool:
        """Write the note of a tag, whichever is shown by now. Whether nothing is left to write."""
        if self._workspace.case is None:
            return True
        tags = self._workspace.snapshot.tags
        now = next((tag for tag in tags if tag.id == tag_id), None)
        if now is None or now.note == note:
            return True
        return self._tagging.change(replace(now, note=note), "Write a note for")
