"""The one door to the case: what is open, what is selected, and every edit."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotations.case import Case
from annotations.edit import Edit
from annotations.model import Clip, Code, Codebook, Person, Recording, Snapshot, Tag
from annotations.recordings import Outcome, find_film
from export.linked_films import FilmLost
from media.frame_index import FrameIndex
from ui.deck import Deck
from ui.projector import Projector
from vig_tool.errors import VigError

T = TypeVar("T")

_SECOND_US = 1_000_000


class Workspace(QObject):
    """What the window's parts share. They do not know each other; they know this.

    ``leaving``            the case is about to be let go: write what is not written yet
    ``settling``           so is a step that words on their way belong before: write them
    ``case_changed``       another case is open, or none
    ``changed``            rows have changed: the names of their tables (a frozenset); ``snapshot``
                           is new by then
    ``recording_changed``  another recording is on the stage, or none
    ``selected``           other tags or another clip are selected, or none
    ``said``               a sentence for the user, and whether taking the last step back is offered
    """

    leaving = Signal()
    settling = Signal()
    case_changed = Signal()
    changed = Signal(object)
    recording_changed = Signal()
    selected = Signal()
    said = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.case: Case | None = None
        self.projector = Projector(self)
        self.deck = Deck(self.projector, self)
        self._snapshot: Snapshot | None = None
        self._recording_id: str | None = None
        self._tag_id: str | None = None
        self._tag_ids: frozenset[str] = frozenset()
        self._clip_id: str | None = None
        self._places_us: dict[str, int] = {}
        self._moved: tuple[Recording, Path] | None = None
        self.finding = ""
        self.projector.troubled.connect(self._note_trouble)
        self._once_seen: Callable[[], object] | None = None
        self.projector.film_changed.connect(self._note_place)
        self.projector.pictured.connect(self._do_once_seen)

    # The case

    def open_case(self, case: Case) -> None:
        """Work on a case from now on; its first recording comes on the stage."""
        self.close_case()
        self.case = case
        self._snapshot = case.snapshot()
        case.changed = self._reread
        self.case_changed.emit()
        if self._snapshot.recordings:
            self.show_recording(self._snapshot.recordings[0].id)
        if case.read_only_reason is not None:
            self.say(f"{case.read_only_reason} You can look at it here, and change nothing.")

    def close_case(self) -> None:
        """Let the case go. Raises ``BackupFailed`` where no backup could be kept: the case is
        closed and its edits are safe even then."""
        if self.case is None:
            return
        self.leaving.emit()
        self._select((), None, None)  # what is being written about it is kept while it still can be
        case, self.case = self.case, None
        case.changed = None
        self._leave_recording()
        self._snapshot = None
        self._places_us.clear()
        self.case_changed.emit()
        self.finding = ""
        self.recording_changed.emit()
        case.close()

    @property
    def snapshot(self) -> Snapshot:
        """The case as it is now. Only while a case is open."""
        assert self._snapshot is not None
        return self._snapshot

    @property
    def folder(self) -> Path:
        """Where the case is."""
        assert self.case is not None
        return self.case.path.parent

    # The recording

    def show_recording(self, recording_id: str) -> None:
        """Put a recording's film on the stage, where it was left."""
        if recording_id == self._recording_id and self.projector.film is not None:
            return
        self._leave_recording()
        self._recording_id = recording_id
        self.finding, self._moved = "", None
        recording = self.snapshot.recording(recording_id)
        self.recording_changed.emit()
        place_us = self._places_us.get(recording_id, 0)
        self.projector.open(self._finder(recording), recording.name, place_us, recording.turn)

    def _finder(self, recording: Recording) -> Callable[[], Path]:
        """Looks for a recording's film, in any thread."""
        snapshot, folder = self.snapshot, self.folder

        def find() -> Path:
            found = find_film(recording, snapshot, folder)
            if found.path is None or not found.usable:
                raise FilmLost(found.sentence)
            if found.outcome is Outcome.MOVED:
                self._moved = recording, found.path
            return found.path

        return find

    def show_next_recording(self, steps: int) -> None:
        """Go on to the next recording, or back."""
        ids = [recording.id for recording in self.snapshot.recordings]
        if self._recording_id in ids and len(ids) > 1:
            self.show_recording(ids[(ids.index(self._recording_id) + steps) % len(ids)])

    @property
    def recording(self) -> Recording | None:
        """The recording on the stage."""
        if self._snapshot is None or self._recording_id is None:
            return None
        return self._snapshot.recording(self._recording_id)

    @property
    def duration_us(self) -> int:
        """How long the recording on the stage is."""
        film, recording = self.projector.film, self.recording
        if film is not None and self.projector.complete:
            return film.index.duration_us
        return 0 if recording is None else recording.fingerprint.duration_us

    @property
    def index(self) -> FrameIndex | None:
        """The frames of the film on the stage, as far as they are known."""
        return self.projector.index

    @property
    def codebook(self) -> Codebook | None:
        """The vocabulary of the recording on the stage."""
        recording = self.recording
        return None if recording is None else self.snapshot.codebook(recording.codebook_id)

    @property
    def codes(self) -> tuple[Code, ...]:
        """The codes of the recording on the stage."""
        codebook = self.codebook
        return () if codebook is None else codebook.codes

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is in the recording on the stage."""
        recording = self.recording
        return () if recording is None else self.snapshot.people_in(recording.id)

    @property
    def tags(self) -> tuple[Tag, ...]:
        """The tags of the recording on the stage, by time."""
        recording = self.recording
        return () if recording is None else self.snapshot.tags_of(recording.id)

    @property
    def clips(self) -> tuple[Clip, ...]:
        """The clips of the whole case, in their order."""
        return () if self._snapshot is None else self._snapshot.clips

    # What is selected

    @property
    def tag(self) -> Tag | None:
        """The selected tag; of several the current one, which forms and nudges are about."""
        return next((tag for tag in self.tags if tag.id == self._tag_id), None)

    @property
    def selected_tags(self) -> tuple[Tag, ...]:
        """All selected tags, by time."""
        ids = self._tag_ids
        return tuple(tag for tag in self.tags if tag.id in ids) if ids else ()

    @property
    def selected_ids(self) -> frozenset[str]:
        """The ids of all selected tags."""
        return self._tag_ids

    @property
    def clip(self) -> Clip | None:
        """The selected clip."""
        return next((clip for clip in self.clips if clip.id == self._clip_id), None)

    def name_of(self, tags: Sequence[Tag]) -> str:
        """What tags are called in a sentence: the label of one, else how many."""
        return self.snapshot.code(tags[0].code_id).label if len(tags) == 1 else f"{len(tags)} tags"

    def select_tag(self, tag_id: str | None) -> None:
        """Select one tag of the recording on the stage, and no clip."""
        self._select(() if tag_id is None else (tag_id,), tag_id, None)

    def select_tags(self, tag_ids: Iterable[str], current: str | None = None) -> None:
        """Select these tags of the recording on the stage, and no clip. Where ``current`` is none
        of them the one that was current stays so, else it is the first by time."""
        ids = frozenset(tag_ids)
        if current not in ids:
            current = self._tag_id if self._tag_id in ids else self._first_of(ids)
        self._select(ids, current, None)

    def select_clip(self, clip_id: str | None) -> None:
        """Select a clip, and no tag."""
        self._select((), None, clip_id)

    def go_to_tag(self) -> None:
        """Show the frame on which the selected tag begins."""
        if (tag := self.tag) is not None:
            self.projector.jump_us(tag.start_us)

    def go_to_clip(self) -> None:
        """Show the frame on which the selected clip begins, in its recording."""
        if (clip := self.clip) is not None:
            self.go_in(clip.recording_id, clip.start_us)
            self.select_clip(clip.id)  # it stays so while its film comes

    def loop_tag(self) -> None:
        """Play the selected tag round and round; a moment with a second before and after it."""
        if (tag := self.tag) is not None:
            self.loop(*lasting_us(tag, self.duration_us))

    def loop_clip(self) -> None:
        """Play the selected clip round and round; in another recording, go there first."""
        if (clip := self.clip) is None:
            return
        if clip.recording_id == self._recording_id:
            self.loop(clip.start_us, clip.end_us)
        else:
            self.go_to_clip()
            self.once_seen(self.loop_clip)

    def loop(self, start_us: int, end_us: int) -> None:
        """Play from a boundary to another of the film on the stage, round and round."""
        index = self.index
        if index is not None and self.knows(start_us, end_us):
            first, until = index.boundary_near(start_us), index.boundary_near(end_us)
            self.deck.play_round(min(first, len(index) - 1), max(until, first + 1))

    def go_in(self, recording_id: str, time_us: int) -> None:
        """Show a time of a recording, which comes on the stage if it is not there."""
        if recording_id == self._recording_id:
            self.projector.jump_us(time_us)
        else:
            self._places_us[recording_id] = time_us
            self.show_recording(recording_id)

    def once_seen(self, do: Callable[[], object]) -> None:
        """Do something when the first picture of the film that is being opened is on screen; not if
        another one is opened before."""
        self._once_seen = do

    # Times that can be relied on

    def knows(self, *times_us: int) -> bool:
        """Whether these times of the film on the stage are certain already. Where they are not,
        the user is told."""
        known = all(self.projector.knows(time_us) for time_us in times_us)
        if not known:
            self.say(self.finding or "The film is still being looked through. One moment.")
        return known

    def sees_frame(self) -> bool:
        """Whether the frame that is meant is on screen, with boundaries that are certain. Where it
        is not, the user is told."""
        if self.projector.film is None:
            return False
        if not self.projector.seen:
            self.say("The picture is still coming.")
            return False
        return self.knows(self.projector.end_us)

    # Edits

    @property
    def read_only(self) -> bool:
        """Whether nothing can be edited."""
        return self.case is None or self.case.read_only

    def edit(self, label: str, do: Callable[[Edit], T], merge: str | None = None) -> T | None:
        """Do one step of work, which is on disk when this returns; None where it was refused, and
        the user was told why. Those with the same ``merge`` in quick succession are undone
        together."""
        if self.case is None:
            return None
        try:
            with self.case.edit(label, merge) as edit:
                return do(edit)
        except VigError as refusal:
            self.say(str(refusal))
            return None

    def undo(self) -> None:
        """Take the last step back."""
        self._go_through_time("Undone", lambda case: case.undo())

    def redo(self) -> None:
        """Do the last undone step again."""
        self._go_through_time("Done again", lambda case: case.redo())

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Tell the user something, in passing."""
        self.said.emit(sentence, undo)

    # What happens within

    def _go_through_time(self, what: str, move: Callable[[Case], str | None]) -> None:
        if self.case is None:
            return
        self.settling.emit()
        try:
            label = move(self.case)
        except VigError as refusal:
            self.say(str(refusal))
            return
        if label is not None:
            self.say(f"{what}: {label}")

    def _reread(self, tables: frozenset[str]) -> None:
        assert self.case is not None
        self._snapshot = self.case.snapshot()
        if "recording" in tables:
            self._follow_recordings()
        self._forget_gone()
        self.changed.emit(tables)

    def _follow_recordings(self) -> None:
        """Stay with the recording on the stage; where it is gone, take the first."""
        ids = [recording.id for recording in self.snapshot.recordings]
        if self._recording_id is not None and self._recording_id in ids:
            self.projector.turn(self.snapshot.recording(self._recording_id).turn)
            return
        self._recording_id = None
        self._leave_recording()
        if ids:
            self.show_recording(ids[0])
        else:
            self.recording_changed.emit()

    def _do_once_seen(self) -> None:
        do, self._once_seen = self._once_seen, None
        if do is not None:
            do()

    def _leave_recording(self) -> None:
        self._once_seen = None
        if self._recording_id is not None and self.projector.film is not None:
            self._places_us[self._recording_id] = self.projector.place_us
        self._recording_id = None
        self._select((), None, None)
        self.projector.close()

    def _select(self, tag_ids: Iterable[str], current: str | None, clip_id: str | None) -> None:
        wanted = frozenset(tag_ids), current, clip_id
        if wanted != (self._tag_ids, self._tag_id, self._clip_id):
            self._tag_ids, self._tag_id, self._clip_id = wanted
            self.selected.emit()

    def _forget_gone(self) -> None:
        """What is no more is not selected any more."""
        clip_id = None if self.clip is None else self._clip_id
        if self._tag_ids:
            ids = frozenset(tag.id for tag in self.selected_tags)
            current = self._tag_id if self._tag_id in ids else self._first_of(ids)
            self._select(ids, current, clip_id)
        else:
            self._select((), None, clip_id)

    def _first_of(self, tag_ids: frozenset[str]) -> str | None:
        return next((tag.id for tag in self.tags if tag.id in tag_ids), None)

    def _note_place(self) -> None:
        """Write down where the film on the stage was found, where that is a new place."""
        if self._moved is None or self.projector.film is None:
            return
        (recording, path), self._moved = self._moved, None
        if recording.id != self._recording_id or path != self.projector.film.path:
            return
        if not self.read_only:
            label = f"Find {recording.name} again"
            self.edit(label, lambda edit: edit.relink_recording(recording.id, path))
        self.say(f"{recording.name} had moved, and was found again.")

    def _note_trouble(self, sentence: str) -> None:
        self.finding = sentence  # the stage shows it as long as it is true


def lasting_us(tag: Tag, duration_us: int) -> tuple[int, int]:
    """From when to when a tag is watched: a moment with a second before and after it, within a
    film of ``duration_us``."""
    if tag.end_us is not None:
        return tag.start_us, tag.end_us
    return max(tag.start_us - _SECOND_US, 0), min(tag.start_us + _SECOND_US, duration_us)
