"""Which lanes the timeline has, and what lies on them: by person, by level or by code."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtGui import QColor

from annotations.model import BOTH, Code, Role, Tag
from ui import theme
from ui.caps import BOTH_LETTER, code_colour
from ui.running import Running
from ui.timeline.grouping import Grouping
from ui.workspace import Workspace

_ROLES = {
    Role.INFANT: "baby",
    Role.PARENT: "parent",
    Role.PRACTITIONER: "practitioner",
    Role.OTHER: "",
}


@dataclass(frozen=True, eq=False)
class Head:
    """What stands before a lane: a sign with a letter, and words.

    ``person_id``  whose lane it is; None: of both together, or of a level or a code
    ``fill``       the colour of its level or code; people have none
    """

    letter: str
    name: str
    role: str = ""
    person_id: str | None = None
    fill: QColor | None = None


@dataclass(frozen=True, eq=False)
class Lanes:
    """The lanes from the top. ``places`` says which one a tag lies on: by its person (None: both
    together) where lanes are by person, else by its code."""

    grouping: Grouping = Grouping.PERSON
    heads: tuple[Head, ...] = ()
    places: Mapping[str | None, int] = field(default_factory=dict)

    @property
    def by_person(self) -> bool:
        """Whether each lane is somebody's."""
        return self.grouping is Grouping.PERSON

    def find(self, code_id: str, person_id: str | None) -> int | None:
        """The lane of what has this code and this person."""
        return self.places.get(person_id if self.by_person else code_id)

    def of(self, tags: Iterable[Tag]) -> list[int]:
        """The lanes of tags; -1 where there is none."""
        find = self.places.get
        if self.by_person:
            return [find(tag.person_id, -1) for tag in tags]
        return [find(tag.code_id, -1) for tag in tags]


def lanes_of(grouping: Grouping, work: Workspace, running: Sequence[Running]) -> Lanes:
    """The lanes of the recording on the stage, where this runs."""
    if work.recording is None:
        return Lanes(grouping)
    if grouping is Grouping.LEVEL:
        return _by_level(work)
    return _by_person(work) if grouping is Grouping.PERSON else _by_code(work, running)


def _by_person(work: Workspace) -> Lanes:
    """A lane for everybody in the film and everybody else who has a tag in it, and one for both
    together where the codes speak of both."""
    tagged = {tag.person_id for tag in work.tags}
    there = {person.id for person in work.people} | tagged
    heads = [
        Head(person.name[:1].upper(), person.name, _ROLES[person.role], person.id)
        for person in work.snapshot.people
        if person.id in there
    ]
    if None in tagged or any(code.who == BOTH for code in work.codes):
        heads.append(Head(BOTH_LETTER, "Both"))
    places = {head.person_id: lane for lane, head in enumerate(heads)}
    return Lanes(Grouping.PERSON, tuple(heads), places)


def _by_level(work: Workspace) -> Lanes:
    """A lane for each level that the codebook has, or a tag of another one; first what has none."""
    codes = _codes_among(work, {code.id for code in work.codes} | _tagged(work))
    levels = sorted({code.level for code in codes}, key=lambda level: level or 0)
    heads = tuple(_level_head(level, codes) for level in levels)
    return Lanes(Grouping.LEVEL, heads, {code.id: levels.index(code.level) for code in codes})


def _by_code(work: Workspace, running: Sequence[Running]) -> Lanes:
    """A lane for each code that is used or runs, in the order of the codebook."""
    codes = _codes_among(work, _tagged(work) | {each.code.id for each in running})
    heads = tuple(Head(code.key.upper(), code.label, fill=code_colour(code)) for code in codes)
    return Lanes(Grouping.CODE, heads, {code.id: lane for lane, code in enumerate(codes)})


def _level_head(level: int | None, codes: Sequence[Code]) -> Head:
    if level is not None:
        return Head(str(level), theme.level_name(level), fill=theme.level_colour(level))
    of_baby = all(code.who == Role.INFANT for code in codes if code.level is None)
    return Head("", "Baby" if of_baby else "No level", fill=theme.level_colour(None))


def _tagged(work: Workspace) -> set[str]:
    return {tag.code_id for tag in work.tags}


def _codes_among(work: Workspace, ids: set[str]) -> list[Code]:
    """Codes by their ids; those of this recording's codebook first."""
    own = work.codebook
    books = sorted(work.snapshot.codebooks, key=lambda book: book != own)
    return [code for book in books for code in book.codes if code.id in ids]
