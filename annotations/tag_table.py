"""Tags from a CSV file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotations.case import Case
from annotations.csv_table import Line, Problem, draft_all, read_table
from annotations.film_times import FilmTimes
from annotations.model import BOTH, Code, Kind, Recording, Snapshot
from annotations.places import (
    FilmsOfCase,
    end_of,
    person_called,
    range_of,
    recording_of,
    start_of,
    suggest,
)
from annotations.words import fold

COLUMNS: Final = (
    *("recording", "code", "person", "start_s", "end_s", "start_frame", "end_frame"),
    *("note", "star"),
)


@dataclass(frozen=True)
class TagDraft:
    """A tag as a table has it, checked, with its times on boundaries of the film."""

    recording_id: str
    code_id: str
    person_id: str | None
    start_us: int
    end_us: int | None
    note: str
    star: bool


def read_tags(
    path: Path, snapshot: Snapshot, times_of: Callable[[Recording], FilmTimes]
) -> list[TagDraft]:
    """The tags in a CSV file, or ``TableWrong`` with every line that is wrong.

    ``times_of`` gives the frames of a recording's film; it is asked once for each that is named.
    Columns: ``recording`` (may be left out where the case has one), ``code`` (short name or
    label), ``person`` (a name, or ``both``; left out, the one to whom the code belongs),
    ``start_s`` and ``end_s`` or ``start_frame`` and ``end_frame`` (not included; frames count
    where both are given), ``note``, ``star``. A code for a moment takes no end; one that means the
    same frame (0 or 1 frame after the start) is let pass.
    """
    films = FilmsOfCase(times_of)
    lines = read_table(path, COLUMNS, needed=("code",))
    return draft_all(path, lines, lambda line: _draft(line, snapshot, films))


def import_tags(case: Case, path: Path, times_of: Callable[[Recording], FilmTimes]) -> int:
    """Adds all tags of a CSV file to a case as one step, and returns how many there were."""
    drafts = read_tags(path, case.snapshot(), times_of)
    with case.edit(f"Tags from {path.name}") as edit:
        for draft in drafts:
            edit.add_tag(
                draft.recording_id,
                draft.code_id,
                draft.person_id,
                draft.start_us,
                draft.end_us,
                note=draft.note,
                star=draft.star,
            )
    return len(drafts)


def _draft(line: Line, snapshot: Snapshot, films: FilmsOfCase) -> TagDraft:
    recording = recording_of(line, snapshot)
    code = _code(line, snapshot, recording)
    times = films[recording]
    start_us, end_us = (_moment if code.kind is Kind.POINT else range_of)(line, recording, times)
    return TagDraft(
        recording_id=recording.id,
        code_id=code.id,
        person_id=_person_id(line, snapshot, recording, code),
        start_us=start_us,
        end_us=end_us,
        note=line.text("note"),
        star=line.truth("star"),
    )


def _code(line: Line, snapshot: Snapshot, recording: Recording) -> Code:
    word = line.text("code")
    if not word:
        raise Problem("code is missing")
    codebook = snapshot.codebook(recording.codebook_id)
    for code in codebook.codes:
        if fold(word) in (fold(code.short), fold(code.label)):
            return code
    known = [name for code in codebook.codes for name in (code.short, code.label)]
    raise Problem(f"there is no code “{word}” in “{codebook.name}”{suggest(word, known)}")


def _moment(line: Line, recording: Recording, times: FilmTimes) -> tuple[int, None]:
    start, end = start_of(line, recording, times), end_of(line, recording, times)
    if end is not None and end - start not in (0, 1):
        raise Problem(f"“{line.text('code')}” marks a moment, so leave its end empty")
    return times.start_us(start), None


def _person_id(line: Line, snapshot: Snapshot, recording: Recording, code: Code) -> str | None:
    name = line.text("person")
    if name:
        is_both = fold(name) == fold(BOTH)
        return None if is_both else person_called(name, snapshot, recording).id
    if code.who == BOTH:
        return None
    people = [person for person in snapshot.people_in(recording.id) if person.role is code.who]
    if len(people) != 1:
        raise Problem(f"person is missing; say whose “{code.label}” it is")
    return people[0].id
