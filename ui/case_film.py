"""One recording on the Family page: its film, and what is noted about it."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Person, Recording, Snapshot
from ui import theme
from ui.choice import Choice
from ui.controls import Button, Tick, named
from ui.film_looks import FilmLook
from ui.flow import Flow
from ui.in_place import LineInPlace
from ui.in_words import counted
from ui.pieces import Label, Still, clear_layout, noted, wrapped
from ui.times import lasting
from ui.user_words import literal

_FIRST_CYCLES = 3


class FilmRow(QFrame):
    """One recording.

    ``opened``     it shall come on the stage
    ``changed``    it shall be as in the recording that comes along
    ``peopled``    a person (id) shall be in it, or not
    ``searched``   its film shall be looked for
    ``taken_out``  it shall leave the case; that was asked twice
    """

    opened = Signal()
    changed = Signal(object)
    peopled = Signal(str, bool)
    searched = Signal()
    taken_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._recording: Recording | None = None
        self.still = Still(theme.size("tray_compact"))
        self.name = LineInPlace("Name", "What the recording is called", "heading")
        self.facts = wrapped("", "soft")
        self.place = wrapped("", "faint", "small")
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.space(1))
        self.cycle = Choice(whole=True)
        self.codebook = Choice(whole=True)
        self.boxes: dict[str, Tick] = {}
        self._people = Flow(theme.space(4), theme.space(1))
        self.open_film = Button("Open", "play", about="Show this film")
        self.find_film = Button("Find the film…", "folder-open", about="Show where the film is now")
        self.take_out = Button("Take out…", "trash", "flat", "Take the recording out of the case")
        self.sure = Button("Take it out", look="remove", about="Take it out; the film stays")
        self.keep = Button("Keep it", look="flat", about="Leave everything as it is", key="Esc")
        self._asking = QFrame()
        self._question = wrapped()
        self._build()
        self._connect()

    @property
    def controls(self) -> list[QWidget]:
        """What can have the focus, from top to bottom."""
        return [
            *(self.name, self.open_film, self.find_film, self.take_out),
            *(self.cycle, self.codebook, *self.boxes.values()),
            *(self.keep, self.sure),
        ]

    # Showing

    def show_recording(self, recording: Recording, snapshot: Snapshot, *, read_only: bool) -> None:
        """Show a recording as it is in the case."""
        self._recording = recording
        self.setAccessibleName(recording.name)
        self.name.show_text(recording.name)
        tags = len(snapshot.tags_of(recording.id))
        clips = sum(clip.recording_id == recording.id for clip in snapshot.clips)
        work = [counted(tags, "tag"), counted(clips, "clip")] if tags else ["not tagged yet"]
        self.facts.setText(", ".join((lasting(recording.fingerprint.duration_us), *work)))
        self._show_choices(recording, snapshot)
        self._show_people(recording, snapshot)
        self._question.setText(
            f"Take {recording.name} out of the case, with {counted(tags, 'tag')} and "
            f"{counted(clips, 'clip')}? The film itself is not touched."
        )
        fixed: tuple[QWidget, ...] = (self.cycle, self.codebook, self.take_out, self.find_film)
        for control in (*fixed, *self.boxes.values()):
            control.setDisabled(read_only)
        self.name.setReadOnly(read_only)
        for button, what in ((self.open_film, "Open"), (self.take_out, "Take out")):
            button.setAccessibleName(f"{what} {recording.name}")

    def show_look(self, look: FilmLook) -> None:
        """Show what was found of its film."""
        self.still.show_picture(look.picture)
        clear_layout(self._notes)
        if look.trouble:
            self._notes.addLayout(
                noted("link-break", wrapped(look.trouble, "warning", "small"), "attention")
            )
        for note in look.notes:
            self._notes.addLayout(noted("info", wrapped(note, "faint", "small")))
        where = "" if look.place is None else str(look.place)
        self.place.setText(" · ".join(part for part in (look.facts, where) if part))
        self.place.setVisible(bool(self.place.text()))
        self.find_film.setVisible(bool(look.trouble))
        self.open_film.setHidden(bool(look.trouble))

    def _show_choices(self, recording: Recording, snapshot: Snapshot) -> None:
        last = max(_FIRST_CYCLES, *(each.cycle + 1 for each in snapshot.recordings))
        if self.cycle.count() != last:
            self.cycle.clear()
            for cycle in range(1, last + 1):
                self.cycle.addItem(f"Cycle {cycle}", cycle)
        self.cycle.setCurrentIndex(self.cycle.findData(recording.cycle))
        known = [self.codebook.itemData(place) for place in range(self.codebook.count())]
        names = [self.codebook.itemText(place) for place in range(self.codebook.count())]
        books = snapshot.codebooks
        if known != [book.id for book in books] or names != [book.name for book in books]:
            self.codebook.clear()
            for book in books:
                self.codebook.addItem(book.name, book.id)
        self.codebook.setCurrentIndex(self.codebook.findData(recording.codebook_id))

    def _show_people(self, recording: Recording, snapshot: Snapshot) -> None:
        for person_id in [each for each in self.boxes if each not in map(_id, snapshot.people)]:
            box = self.boxes.pop(person_id)
            self._people.removeWidget(box)
            box.deleteLater()
        there = set(map(_id, snapshot.people_in(recording.id)))
        for person in snapshot.people:
            box = self.boxes.get(person.id) or self._new_box(person)
            box.setText(literal(person.name))
            box.setChecked(person.id in there)
            about = f"{person.name} is in {recording.name}"
            named(box, about, about, "Space")

    def _new_box(self, person: Person) -> Tick:
        box = self.boxes[person.id] = Tick()
        box.clicked.connect(lambda ticked: self.peopled.emit(person.id, ticked))
        self._people.addWidget(box)
        return box

    # What Qt tells

    def event(self, event: QEvent) -> bool:
        """While it asks, Esc is an answer, and no command of the window."""
        asks_who_wants_it = event.type() == QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and asks_who_wants_it and self._is_no(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if self._is_no(event):
            self.ask(False)
        else:
            super().keyPressEvent(event)

    def _is_no(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and not self._asking.isHidden()

    # Changing

    def ask(self, asking: bool) -> None:
        """Ask whether the recording shall really go, or no more."""
        self._asking.setVisible(asking)
        self.take_out.setHidden(asking)
        (self.keep if asking else self.take_out).setFocus()

    def _change_cycle(self, place: int) -> None:
        cycle = self.cycle.itemData(place)
        if self._recording is not None and cycle != self._recording.cycle:
            self.changed.emit(replace(self._recording, cycle=cycle))

    def _change_codebook(self, place: int) -> None:
        chosen = self.codebook.itemData(place)
        if self._recording is not None and chosen != self._recording.codebook_id:
            self.changed.emit(replace(self._recording, codebook_id=chosen))

    def _rename(self, name: str) -> None:
        if self._recording is not None:
            self.changed.emit(replace(self._recording, name=name.strip()))

    def _connect(self) -> None:
        self.name.changed_to.connect(self._rename)
        self.cycle.activated.connect(self._change_cycle)
        self.codebook.activated.connect(self._change_codebook)
        self.open_film.clicked.connect(self.opened)
        self.find_film.clicked.connect(self.searched)
        self.take_out.clicked.connect(lambda: self.ask(True))
        self.keep.clicked.connect(lambda: self.ask(False))
        self.sure.clicked.connect(self.taken_out)

    def _build(self) -> None:
        named(self.cycle, "Cycle", "Which cycle the film belongs to (↑ ↓)")
        named(self.codebook, "Codes", "With which codes it is tagged (↑ ↓)")
        self.find_film.hide()
        self.place.hide()
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        for widget in (self.name, self.facts):
            words.addWidget(widget)
        words.addLayout(self._notes)
        words.addWidget(self.place)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(theme.space(4))
        top.addWidget(self.still, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(theme.space(1))
        for button in (self.open_film, self.find_film, self.take_out):
            buttons.addWidget(button)
        buttons.addStretch(1)
        top.addLayout(buttons)
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        column.addLayout(top)
        column.addLayout(self._choices())
        column.addWidget(self._build_question())

    def _choices(self) -> QHBoxLayout:
        people = QWidget()
        people.setLayout(self._people)
        people.setAccessibleName("Who is in it")
        people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(theme.space(3))
        line.addWidget(self.cycle)
        line.addWidget(self.codebook)
        line.addSpacing(theme.space(2))
        line.addWidget(Label("In it:", "faint"))
        line.addWidget(people, 1)
        return line

    def _build_question(self) -> QFrame:
        self._asking.setObjectName("notice")
        self._asking.hide()
        line = QHBoxLayout(self._asking)
        line.addWidget(self._question, 1)
        line.addWidget(self.keep)
        line.addWidget(self.sure)
        return self._asking


def _id(person: Person) -> str:
    return person.id
