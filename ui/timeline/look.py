"""How codes and people look on the timeline, in the theme of now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from annotations.model import BOTH, Code, Person, Role, Tag
from ui import theme
from ui.timeline.sprites import Sprites

_ROLES = {
    Role.INFANT: "baby",
    Role.PARENT: "parent",
    Role.PRACTITIONER: "practitioner",
    Role.OTHER: "",
}


@dataclass(frozen=True, eq=False)
class Look:
    """A code: its key, its name, its colour and that of text on it."""

    key: str
    label: str
    fill: QColor
    ink: QColor


@dataclass(frozen=True, eq=False)
class Looks:
    """All codes in use, ``places`` by their ids; ``sprites`` keeps what was drawn of them."""

    looks: tuple[Look, ...]
    places: Mapping[str, int]
    argb: NDArray[np.uint32]
    sprites: Sprites = field(default_factory=Sprites)


def looks_of(codes: Sequence[Code]) -> Looks:
    """How these codes look now."""
    looks = []
    for code in codes:
        fill = theme.level_colour(code.level, code.colour)
        looks.append(Look(code.key.upper(), code.label, fill, theme.on_level(fill)))
    argb = np.array([look.fill.rgba() for look in looks], np.uint32)
    return Looks(tuple(looks), {code.id: place for place, code in enumerate(codes)}, argb)


@dataclass(frozen=True)
class Head:
    """What stands before a lane. ``person_id`` None: both together."""

    person_id: str | None
    letter: str
    name: str
    role: str


def heads_of(
    people: Sequence[Person],
    known: Sequence[Person],
    tags: Sequence[Tag],
    codes: Sequence[Code],
) -> tuple[Head, ...]:
    """A lane for everybody in the film and everybody else who has a tag in it (of those
    ``known``), and one for both together where the codes speak of both."""
    tagged = {tag.person_id for tag in tags}
    there = {person.id for person in people}
    shown = [person for person in known if person.id in there or person.id in tagged]
    heads = [
        Head(person.id, person.name[:1].upper(), person.name, _ROLES[person.role])
        for person in shown
    ]
    if None in tagged or any(code.who == BOTH for code in codes):
        heads.append(Head(None, "2", "Both", ""))
    return tuple(heads)
