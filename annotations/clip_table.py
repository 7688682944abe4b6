"""Clips from a CSV file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotations.case import Case
from annotations.csv_table import Line, Problem, draft_all, read_table
from annotations.film_times import FilmTimes
from annotations.model import Recording, Snapshot
from annotations.places import FilmsOfCase, range_of, recording_of, still_of

COLUMNS: Final = (
    *("recording", "start_s", "end_s", "start_frame", "end_frame"),
    *("title", "reason", "question", "caption", "still_s", "still_frame"),
)


@dataclass(frozen=True)
class ClipDraft:
    """A clip as a table has it, checked, with its times on boundaries of the film."""

    recording_id: str
    start_us: int
    end_us: int
    title: str
    reason: str
    question: str
    caption: str
    still_us: int | None


def read_clips(
    path: Path, snapshot: Snapshot, times_of: Callable[[Recording], FilmTimes]
) -> list[ClipDraft]:
    """The clips in a CSV file, in its order, or ``TableWrong`` with every line that is wrong.

    ``times_of`` gives the frames of a recording's film; it is asked once for each that is named.
    Columns: ``recording`` (may be left out where the case has one), ``start_s`` and ``end_s`` or
    ``start_frame`` and ``end_frame`` (not included; frames count where both are given), ``title``,
    ``reason``, ``question``, ``caption``, and ``still_s`` or ``still_frame`` for its picture.
    """
    films = FilmsOfCase(times_of)
    lines = read_table(path, COLUMNS, needed=())
    return draft_all(path, lines, lambda line: _draft(line, snapshot, films))


def import_clips(case: Case, path: Path, times_of: Callable[[Recording], FilmTimes]) -> int:
    """Adds all clips of a CSV file to a case, after those it has, as one step; returns how many."""
    drafts = read_clips(path, case.snapshot(), times_of)
    with case.edit(f"Clips from {path.name}") as edit:
        for draft in drafts:
            edit.add_clip(
                draft.recording_id,
                draft.start_us,
                draft.end_us,
                title=draft.title,
                reason=draft.reason,
                question=draft.question,
                caption=draft.caption,
                still_us=draft.still_us,
            )
    return len(drafts)


def _draft(line: Line, snapshot: Snapshot, films: FilmsOfCase) -> ClipDraft:
    recording = recording_of(line, snapshot)
    times = films[recording]
    start_us, end_us = range_of(line, recording, times)
    still_us = still_of(line, recording, times)
    if still_us is not None and not start_us <= still_us < end_us:
        raise Problem("its still lies outside of the clip; choose a picture inside")
    return ClipDraft(
        recording_id=recording.id,
        start_us=start_us,
        end_us=end_us,
        title=line.text("title"),
        reason=line.text("reason"),
        question=line.text("question"),
        caption=line.text("caption"),
        still_us=still_us,
    )
