"""Tables for spreadsheets and statistics: one row a tag, and what the tags add up to.

CSV in UTF-8 with a byte order mark (without it Excel shows “ZoÃ«” for “Zoë”), commas, a point in
numbers. Words that a spreadsheet would run as a formula get an apostrophe in front.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from annotations.files import part_of
from annotations.measures import Measure, summarise
from annotations.model import BOTH, Recording, Snapshot, Tag
from export.clips import Films
from export.errors import ExportFailed
from media.film import Film
from vig_tool.errors import describe

TAG_COLUMNS = (
    *("recording", "person", "role", "code", "label", "level", "kind"),
    *("start_frame", "end_frame", "start_s", "end_s", "start_timecode", "end_timecode"),
    *("duration_s", "note", "star", "status", "author"),
)
# Microseconds are the finest that a case knows.
_DECIMALS = 6
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def tag_table(snapshot: Snapshot, recordings: Sequence[Recording], films: Films) -> pd.DataFrame:
    """One row a tag, by recording and time, with ``TAG_COLUMNS``.

    Frames count from 0, ``end_frame`` is the first that is not in the tag any more. What a moment
    does not have (an end, a duration) stays empty, and so do frames where the film is not given.
    """
    rows = [
        _tag_row(snapshot, recording, tag, films.get(recording.id))
        for recording in recordings
        for tag in snapshot.tags_of(recording.id)
    ]
    table = pd.DataFrame(rows, columns=list(TAG_COLUMNS))
    return table.astype({"level": "Int64", "start_frame": "Int64", "end_frame": "Int64"})


def _tag_row(
    snapshot: Snapshot, recording: Recording, tag: Tag, film: Film | None
) -> dict[str, Any]:
    code = snapshot.code(tag.code_id)
    person = snapshot.person(tag.person_id) if tag.person_id else None
    row: dict[str, Any] = {
        "recording": recording.name,
        "person": person.name if person else BOTH,
        "role": str(person.role) if person else BOTH,
        "code": code.short,
        "label": code.label,
        "level": code.level,
        "kind": str(code.kind),
        "start_frame": film and film.index.frame_at(tag.start_us),
        "start_s": tag.start_us / 1e6,
        "start_timecode": timecode(tag.start_us),
        "note": tag.note,
        "star": int(tag.star),
        "status": str(tag.status),
        "author": tag.author,
    }
    if tag.end_us is not None:
        row |= {
            "end_frame": film and film.index.boundary_near(tag.end_us),
            "end_s": tag.end_us / 1e6,
            "end_timecode": timecode(tag.end_us),
            "duration_s": (tag.end_us - tag.start_us) / 1e6,
        }
    return row


def timecode(time_us: int) -> str:
    """Hours, minutes, seconds and milliseconds: ``00:01:02.345``."""
    milliseconds = (time_us + 500) // 1000
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}"


def summary_table(snapshot: Snapshot, recordings: Sequence[Recording]) -> pd.DataFrame:
    """What the tags of some recordings add up to, one row for recording, code and person."""
    wanted = {recording.id for recording in recordings}
    tags = tuple(tag for tag in snapshot.tags if tag.recording_id in wanted)
    chosen = replace(snapshot, recordings=tuple(recordings), tags=tags)
    rows = [asdict(measure) for measure in summarise(chosen)]
    return pd.DataFrame(rows, columns=list(Measure.__dataclass_fields__))


def summary_of_cases(snapshots: Mapping[str, Snapshot]) -> pd.DataFrame:
    """The summaries of several cases below each other, with the case's name as first column."""
    tables = []
    for name, snapshot in snapshots.items():
        table = summary_table(snapshot, snapshot.recordings)
        table.insert(0, "case", name)
        tables.append(table)
    return pd.concat(tables, ignore_index=True)


def write_table(table: pd.DataFrame, target: Path) -> None:
    """Write a table as CSV; complete or not at all. Raises ``ExportFailed``."""
    safe = table.copy()
    for column in safe.columns:
        if pd.api.types.is_float_dtype(safe[column]):
            safe[column] = safe[column].round(_DECIMALS)
        elif not pd.api.types.is_numeric_dtype(safe[column]):
            safe[column] = safe[column].map(_disarmed, na_action="ignore")
    part = part_of(target)
    try:
        safe.to_csv(part, index=False, encoding="utf-8-sig", lineterminator="\r\n")
        part.replace(target)
    except OSError as error:
        raise ExportFailed(describe(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _disarmed(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return f"'{cell}"
    return cell
