"""What a case holds, kept in memory: after a change only the rows that changed are read again."""

import sqlite3
from bisect import insort
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any, Final, TypeVar

from annotations.facts import present_answers
from annotations.history import Changes
from annotations.model import (
    Absence,
    Clip,
    Code,
    Codebook,
    Consent,
    Family,
    Person,
    Recording,
    Snapshot,
    Tag,
)
from annotations.rows import Rows, place_of, table_of

Many = TypeVar("Many", Tag, Clip)

_FEW: Final = 50
"""Up to so many rows are put in their places one by one; with more, sorting all is quicker."""


class Contents:
    """The rows of one connection as it read them last. Never out of date: each change must be
    noted (``note``), and those of other connections are found out."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._connection = connection
        self._rows = rows
        self._last: Snapshot | None = None
        self._tag_ids: set[str] = set()
        self._version: int | None = None
        self._noted: Changes = {}

    def note(self, changes: Changes) -> None:
        """Takes down which rows must be read again. Noted too much does no harm."""
        self._noted = _both(self._noted, changes)

    def read(self, unsaved: Changes) -> Snapshot:
        """What the case holds, within the caller's transaction, of which ``unsaved`` is what it
        has changed so far."""
        changes = _both(self._noted, unsaved)
        version = self._file_version()
        if self._last is None or version != self._version:
            snapshot = _read_all(self._rows)
            ids = frozenset(tag.id for tag in snapshot.tags)
        elif changes:
            snapshot = _read_again(self._last, changes, self._rows, self._tag_ids)
            ids = changes.get(table_of(Tag), frozenset())
        else:
            return self._last
        if not unsaved:
            self._last, self._version, self._noted = snapshot, version, {}
            self._tag_ids |= ids  # those that are gone do no harm
        return snapshot

    def _file_version(self) -> int:
        # SQLite's number changes when another connection, in any program, has changed the file.
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


def _read_all(rows: Rows) -> Snapshot:
    parts = {part: read(rows) for part, (_, read) in _PARTS.items()}
    places = _places(parts["recordings"])
    tags = sorted(rows.all(Tag), key=lambda tag: places[tag.recording_id])
    return Snapshot(**parts, tags=tuple(tags), clips=tuple(rows.all(Clip)))


def _read_again(before: Snapshot, changes: Changes, rows: Rows, tag_ids: Set[str]) -> Snapshot:
    """``tag_ids`` are those of all tags that ``before`` has, and may be more."""
    tables = changes.keys()
    parts = {part: read(rows) for part, (source, read) in _PARTS.items() if source & tables}
    if table_of(Clip) in tables:
        ids = changes[table_of(Clip)]
        parts["clips"] = _exchange(before.clips, ids, rows.some(Clip, ids), place_of)
    if tables & {table_of(Tag), table_of(Recording)}:
        recordings = parts.get("recordings", before.recordings)
        parts["tags"] = _tags(before, changes, rows, recordings, tag_ids)
    return replace(before, **parts)


def _tags(
    before: Snapshot,
    changes: Changes,
    rows: Rows,
    recordings: Sequence[Recording],
    tag_ids: Set[str],
) -> tuple[Tag, ...]:
    places = _places(recordings)
    ids = changes.get(table_of(Tag), frozenset())
    kept = before.tags
    if recordings != before.recordings:
        kept = tuple(tag for tag in kept if tag.id not in ids)
        kept = tuple(sorted(kept, key=lambda tag: places[tag.recording_id]))
    return _exchange(
        kept,
        ids & tag_ids,
        rows.some(Tag, ids),
        lambda tag: (places[tag.recording_id], *place_of(tag)),
    )


def _exchange(
    kept: Sequence[Many],
    gone: frozenset[str],
    fresh: Sequence[Many],
    place: Callable[[Many], tuple[int | str, ...]],
) -> tuple[Many, ...]:
    """Rows in their order, in which those with the ids ``gone`` gave way to ``fresh`` ones."""
    rows = [row for row in kept if row.id not in gone] if gone else list(kept)
    if len(fresh) > _FEW:
        rows.extend(fresh)
        rows.sort(key=place)
    else:
        for row in fresh:
            insort(rows, row, key=place)
    return tuple(rows)


def _family(rows: Rows) -> Family:
    (family,) = rows.all(Family)
    return family


def _codebooks(rows: Rows) -> tuple[Codebook, ...]:
    codes = rows.all(Code)
    return tuple(
        replace(book, codes=tuple(code for code in codes if code.codebook_id == book.id))
        for book in rows.all(Codebook)
    )


def _places(recordings: Sequence[Recording]) -> dict[str, int]:
    return {recording.id: place for place, recording in enumerate(recordings)}


def _both(one: Changes, other: Changes) -> Changes:
    none: frozenset[str] = frozenset()
    return {
        table: one.get(table, none) | other.get(table, none) for table in one.keys() | other.keys()
    }


_PARTS: Final[Mapping[str, tuple[frozenset[str], Callable[[Rows], Any]]]] = {
    part: (frozenset(table_of(kind) for kind in kinds), read)
    for part, kinds, read in (
        ("case_id", (Family,), lambda rows: _family(rows).id),
        ("question", (Family,), lambda rows: _family(rows).question),
        ("people", (Person,), lambda rows: tuple(rows.all(Person))),
        ("codebooks", (Codebook, Code), _codebooks),
        ("recordings", (Recording,), lambda rows: tuple(rows.all(Recording))),
        ("absences", (Absence,), lambda rows: tuple(rows.all(Absence))),
        ("consents", (Consent,), lambda rows: tuple(present_answers(rows).values())),
    )
}
"""The small parts of a snapshot: the tables each comes from, and how it is read as a whole."""
