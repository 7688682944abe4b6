"""What a case is made of: frozen values with integer microseconds and UUIDs."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal

from annotations.words import fold

BOTH: Final = "both"
"""The built-in person of codes that belong to two people together (``person_id`` None)."""


class Role(StrEnum):
    """What somebody in the film is there."""

    INFANT = "infant"
    PARENT = "parent"
    PRACTITIONER = "practitioner"
    OTHER = "other"


class Purpose(StrEnum):
    """What pictures may leave the case for. Each is asked for by itself."""

    REVIEW = "review"
    PARENT_COPY = "parent-copy"
    SUPERVISION = "supervision"
    TRAINING = "training"
    RESEARCH = "research"


class Answer(StrEnum):
    """What somebody said when asked."""

    YES = "yes"
    NO = "no"
    UNASKED = "unasked"


class Kind(StrEnum):
    """Whether a code marks a moment or a stretch of time."""

    POINT = "point"
    INTERVAL = "interval"


class Status(StrEnum):
    """Whether somebody has looked at a tag a second time."""

    TAGGED = "tagged"
    CONFIRMED = "confirmed"


Who = Role | Literal["both"]


@dataclass(frozen=True, kw_only=True)
class Row:
    """What every row that people make carries, so that two people's work can be merged.

    ``id`` is a UUID, ``author`` a person's name on this computer, ``created`` and ``modified``
    are UTC in ISO 8601 with milliseconds.
    """

    id: str
    author: str
    created: str
    modified: str


@dataclass(frozen=True, kw_only=True)
class Family(Row):
    """The case itself: one family's work. ``question`` is the helping question agreed first."""

    question: str = ""


@dataclass(frozen=True, kw_only=True)
class Person(Row):
    """Somebody in the films, by a chosen short name."""

    name: str
    role: Role
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Codebook(Row):
    """A vocabulary. ``purpose`` says what it is for: the family's film, or the shared review."""

    name: str
    purpose: Literal["film", "review"]
    order: int = 0
    codes: tuple["Code", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Code(Row):
    """One word of a codebook.

    ``short`` is its slug for files (``looks-at-parent``), ``label`` what people read, ``key`` the
    key that sets it, ``level`` that of the principles (1 to 6) or None, ``who`` the role it is
    usually about, ``colour`` ``#rrggbb`` or None for the theme's choice.
    """

    codebook_id: str
    short: str
    label: str
    key: str
    level: int | None
    who: Who
    kind: Kind
    colour: str | None = None
    order: int = 0


@dataclass(frozen=True)
class Fingerprint:
    """How a film is recognised again. ``sample_hash`` is that of its head and tail."""

    size_bytes: int
    duration_us: int
    sample_hash: str


@dataclass(frozen=True, kw_only=True)
class Recording(Row):
    """What was filmed at one time: one film, linked, never copied or changed.

    ``path`` is relative to the case's folder where that is possible, with forward slashes;
    ``last_seen`` is the absolute path where the film was last found, so that a case which is
    copied elsewhere still finds it. ``name`` is what the recording is called in tables. ``turn`` is
    by how many quarter turns clockwise, 0 to 3, its pictures have to be turned on top of what the
    film says of itself: phones mark films wrongly.
    """

    path: str
    last_seen: str
    name: str
    fingerprint: Fingerprint
    codebook_id: str
    cycle: int = 1
    order: int = 0
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class Absence(Row):
    """A person who is not in a recording. Without it, everybody is in every recording."""

    recording_id: str
    person_id: str


@dataclass(frozen=True, kw_only=True)
class Tag(Row):
    """One code on one person (None: both together) at ``start_us``, or over the half-open
    interval ``[start_us, end_us)``; a point has no end. Times are boundaries of frames."""

    recording_id: str
    code_id: str
    person_id: str | None
    start_us: int
    end_us: int | None = None
    note: str = ""
    star: bool = False
    status: Status = Status.TAGGED

    @property
    def until_us(self) -> int:
        """Its end; of a moment, the moment."""
        return self.start_us if self.end_us is None else self.end_us


@dataclass(frozen=True, kw_only=True)
class Clip(Row):
    """A chosen range ``[start_us, end_us)`` of a recording.

    ``still_us`` is the time of its still (None: the exporter chooses), ``order`` counts from 0.
    """

    recording_id: str
    start_us: int
    end_us: int
    title: str = ""
    reason: str = ""
    question: str = ""
    caption: str = ""
    still_us: int | None = None
    order: int = 0


@dataclass(frozen=True, kw_only=True)
class Consent(Row):
    """One answer of one person for one purpose: ``who`` gave it, ``when`` (ISO 8601) and ``how``.

    Answers are facts: a later one follows an earlier one and never overwrites it.
    """

    person_id: str
    purpose: Purpose
    answer: Answer
    who: str
    when: str
    how: str


@dataclass(frozen=True)
class DepartedClip:
    """The range of a recording that left. The clip itself may be gone since."""

    clip_id: str
    recording_id: str
    start_us: int
    end_us: int


@dataclass(frozen=True)
class DepartedFile:
    """A file that left: its name (with forward slashes) in the folder, and its SHA-256 (hex)."""

    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Departure(Row):
    """The record of what left the case once: ``when``, for which purpose, and to which folder."""

    when: str
    purpose: Purpose
    folder: str
    clips: tuple[DepartedClip, ...]
    files: tuple[DepartedFile, ...]


@dataclass(frozen=True)
class Snapshot:
    """A case at one moment, frozen, so that it can be handed to other threads.

    Everything is in the order in which it is shown: people, codebooks, recordings and clips as
    people ordered them, tags by recording and time. ``consents`` holds the present answer of each
    person and purpose that was ever asked.
    """

    case_id: str
    question: str
    people: tuple[Person, ...]
    codebooks: tuple[Codebook, ...]
    recordings: tuple[Recording, ...]
    absences: tuple[Absence, ...]
    tags: tuple[Tag, ...]
    clips: tuple[Clip, ...]
    consents: tuple[Consent, ...]

    def person(self, person_id: str) -> Person:
        """The person with this id (``KeyError`` if there is none)."""
        return self._people[person_id]

    def codebook(self, codebook_id: str) -> Codebook:
        """The codebook with this id (``KeyError`` if there is none)."""
        return self._codebooks[codebook_id]

    def code(self, code_id: str) -> Code:
        """The code with this id (``KeyError`` if there is none)."""
        return self._codes[code_id]

    def recording(self, recording_id: str) -> Recording:
        """The recording with this id (``KeyError`` if there is none)."""
        return self._recordings[recording_id]

    def tag(self, tag_id: str) -> Tag:
        """The tag with this id (``KeyError`` if there is none)."""
        return self._tags[tag_id]

    def clip(self, clip_id: str) -> Clip:
        """The clip with this id (``KeyError`` if there is none)."""
        return self._clips[clip_id]

    def people_in(self, recording_id: str) -> tuple[Person, ...]:
        """Who is in a recording: everybody who was not unlinked from it."""
        gone = {row.person_id for row in self.absences if row.recording_id == recording_id}
        return tuple(person for person in self.people if person.id not in gone)

    def person_called(self, name: str) -> Person | None:
        """The person with this name; else the only one with this role ("infant"); else None."""
        wanted = fold(name)
        named = [person for person in self.people if fold(person.name) == wanted]
        with_role = [person for person in self.people if person.role == wanted]
        return named[0] if named else with_role[0] if len(with_role) == 1 else None

    def answer(self, person_id: str, purpose: Purpose) -> Answer:
        """What a person says today about a purpose."""
        return self._answers.get((person_id, purpose), Answer.UNASKED)

    def tags_of(self, recording_id: str) -> tuple[Tag, ...]:
        """The tags of one recording, by time."""
        place = self._places.get(recording_id)
        if place is None:
            return ()
        first = bisect_left(self.tags, place, key=self._place_of)
        return self.tags[first : bisect_right(self.tags, place, first, key=self._place_of)]

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _codebooks(self) -> Mapping[str, Codebook]:
        return {codebook.id: codebook for codebook in self.codebooks}

    @cached_property
    def _codes(self) -> Mapping[str, Code]:
        return {code.id: code for codebook in self.codebooks for code in codebook.codes}

    @cached_property
    def _recordings(self) -> Mapping[str, Recording]:
        return {recording.id: recording for recording in self.recordings}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {recording.id: place for place, recording in enumerate(self.recordings)}

    def _place_of(self, tag: Tag) -> int:
        return self._places[tag.recording_id]

    @cached_property
    def _tags(self) -> Mapping[str, Tag]:
        return {tag.id: tag for tag in self.tags}

    @cached_property
    def _clips(self) -> Mapping[str, Clip]:
        return {clip.id: clip for clip in self.clips}

    @cached_property
    def _answers(self) -> Mapping[tuple[str, Purpose], Answer]:
        return {(row.person_id, row.purpose): row.answer for row in self.consents}
