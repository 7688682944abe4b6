"""Which tags are listed and in which order. Pure: values in, values out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import compress
from operator import is_not

from annotations.model import Snapshot, Tag
from annotations.words import fold


class Order(StrEnum):
    """What the list of tags is sorted by."""

    TIME = "Time"
    CODE = "Code"
    PERSON = "Person"
    LENGTH = "Length"


@dataclass(frozen=True)
class Query:
    """What is looked for. Empty sets mean all; in ``people`` None stands for both together."""

    text: str = ""
    codes: frozenset[str] = field(default_factory=frozenset)
    people: frozenset[str | None] = field(default_factory=frozenset)
    starred: bool = False
    order: Order = Order.TIME
    falling: bool = False

    @property
    def narrow(self) -> bool:
        """Whether some tags may be left out."""
        return bool(self.text.strip() or self.codes or self.people or self.starred)


Key = tuple[object, ...]


class Sieve:
    """A query made ready for one case: whether a tag is let through, and its place."""

    def __init__(self, query: Query, snapshot: Snapshot) -> None:
        self._query = query
        self._words = fold(query.text).split()
        codes = [code for codebook in snapshot.codebooks for code in codebook.codes]
        self._labels = {code.id: fold(code.label) for code in codes}
        self._names: dict[str | None, str] = {
            person.id: fold(person.name) for person in snapshot.people
        }
        self._names[None] = "both"
        self.key = _key_of(query.order, self._labels, self._names)

    def lets_through(self, tag: Tag) -> bool:
        """Whether a tag is listed."""
        query = self._query
        if query.starred and not tag.star:
            return False
        if query.codes and tag.code_id not in query.codes:
            return False
        if query.people and tag.person_id not in query.people:
            return False
        return not self._words or self._reads(tag)

    def sorted(self, tags: Sequence[Tag]) -> list[Tag]:
        """The tags that are listed, in rising order."""
        kept = [tag for tag in tags if self.lets_through(tag)] if self._query.narrow else list(tags)
        kept.sort(key=self.key)
        return kept

    def _reads(self, tag: Tag) -> bool:
        text = f"{self._labels[tag.code_id]} {self._names[tag.person_id]}"
        if tag.note:
            text = f"{text} {fold(tag.note)}"
        return all(word in text for word in self._words)


def _key_of(
    order: Order, labels: Mapping[str, str], names: Mapping[str | None, str]
) -> Callable[[Tag], Key]:
    """Keys end with the id, so that no two tags have the same."""
    match order:
        case Order.CODE:
            return lambda tag: (labels[tag.code_id], tag.start_us, tag.id)
        case Order.PERSON:
            return lambda tag: (names[tag.person_id], tag.start_us, tag.id)
        case Order.LENGTH:
            return lambda tag: (_length_us(tag), tag.start_us, tag.id)
    return lambda tag: (tag.start_us, tag.id)


def _length_us(tag: Tag) -> int:
    return 0 if tag.end_us is None else tag.end_us - tag.start_us


def difference(before: Sequence[Tag], after: Sequence[Tag]) -> tuple[list[Tag], list[Tag]]:
    """What went and what came. Unchanged tags are the same objects in two snapshots of a case, so
    that only the stretch between the first and the last other one is looked at."""
    first = _unlike(before, after)
    last = _unlike(before[first:][::-1], after[first:][::-1])
    old, new = before[first : len(before) - last], after[first : len(after) - last]
    old_ids, new_ids = {id(tag) for tag in old}, {id(tag) for tag in new}
    gone = [tag for tag in old if id(tag) not in new_ids]
    return gone, [tag for tag in new if id(tag) not in old_ids]


def _unlike(one: Sequence[Tag], other: Sequence[Tag]) -> int:
    """How many tags at the beginning are the same."""
    shorter = min(len(one), len(other))
    return next(compress(range(shorter), map(is_not, one, other)), shorter)
