"""``tag``, ``clip`` and ``tags``: tags and clips from tables, and the tags that there are."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from vig_tool.commands.console import Console
from vig_tool.commands.opening import open_to_edit, open_to_read
from vig_tool.commands.parser import Commands, Parser, add_case, add_json
from vig_tool.commands.sentences import clock, count
from vig_tool.errors import Cancelled, VigError
from vig_tool.progress import Progress

if TYPE_CHECKING:
    from annotations.case import Case
    from annotations.film_times import FilmTimes
    from annotations.model import Recording, Snapshot, Tag
    from media.frame_index import FrameIndex

    TimesOf = Callable[[Recording], FilmTimes]
    Import = Callable[[Case, Path, TimesOf], int]

_MOST_PROBLEMS = 20


def add_to(commands: Commands) -> None:
    """Add ``tag``, ``clip`` and ``tags``."""
    tag = commands.add(
        "tag", "Add tags from a table, all of them or none.", "tag reed.vig tags.csv", add_tags
    )
    _add_table(
        tag, "recording, code, person, start_s, end_s, note, star; or start_frame, end_frame"
    )

    clip = commands.add(
        "clip", "Add clips from a table, all of them or none.", "clip reed.vig clips.csv", add_clips
    )
    _add_table(clip, "recording, start_s, end_s, title, reason, caption; or start_frame, end_frame")

    tags = commands.add(
        "tags", "List the tags with their frames and times.", "tags reed.vig --json", list_tags
    )
    add_case(tags)
    add_json(tags)


def _add_table(parser: Parser, columns: str) -> None:
    add_case(parser)
    parser.add_argument("table", type=Path, metavar="FILE.csv", help=f"columns: {columns}")


def add_tags(arguments: argparse.Namespace, console: Console) -> int:
    """All tags of a table, as one step."""
    from annotations.tag_table import import_tags

    return _import(arguments, console, import_tags, "tag")


def add_clips(arguments: argparse.Namespace, console: Console) -> int:
    """All clips of a table, as one step."""
    from annotations.clip_table import import_clips

    return _import(arguments, console, import_clips, "clip")


def _import(arguments: argparse.Namespace, console: Console, take: "Import", noun: str) -> int:
    from annotations.errors import TableWrong

    try:
        with open_to_edit(arguments.case) as case, console.progress() as progress:
            taken = take(case, arguments.table, _times_in(case, progress))
    except TableWrong as wrong:
        for problem in wrong.problems[:_MOST_PROBLEMS]:
            console.remark(f"vig-tool: {problem}")
        if len(wrong.problems) > _MOST_PROBLEMS:
            console.remark(
                f"vig-tool: {len(wrong.problems) - _MOST_PROBLEMS} more lines are wrong."
            )
        return 2
    console.say(f"Added {count(taken, noun)} to {arguments.case}.")
    return 0


def _times_in(case: "Case", progress: Progress) -> "TimesOf":
    from export.linked_films import open_films

    def times_of(recording: "Recording") -> "FilmTimes":
        return open_films(case, [recording], progress)[recording.id].index

    return times_of


def list_tags(arguments: argparse.Namespace, console: Console) -> int:
    """Every tag. Where a film is not found, its tags have times but no frame numbers."""
    with open_to_read(arguments.case) as case, console.progress() as progress:
        snapshot = case.snapshot()
        indexes = _indexes(case, snapshot, progress)
    rows = [_facts(tag, snapshot, indexes.get(tag.recording_id)) for tag in snapshot.tags]
    if arguments.json:
        console.say_json(rows)
        return 0
    head = ("recording", "person", "code", "start", "end", "frames", "star", "note")
    console.say_table(head, [_cells(row) for row in rows])
    return 0


def _indexes(case: "Case", snapshot: "Snapshot", progress: Progress) -> "dict[str, FrameIndex]":
    from export.linked_films import open_films

    tagged = {tag.recording_id for tag in snapshot.tags}
    indexes = {}
    for recording in snapshot.recordings:
        if recording.id in tagged:
            try:
                indexes[recording.id] = open_films(case, [recording], progress)[recording.id].index
            except Cancelled:
                raise
            except (VigError, OSError):
                continue
    return indexes


def _facts(tag: "Tag", snapshot: "Snapshot", index: "FrameIndex | None") -> dict[str, object]:
    code = snapshot.code(tag.code_id)
    return {
        "recording": snapshot.recording(tag.recording_id).name,
        "code": code.short,
        "label": code.label,
        "person": snapshot.person(tag.person_id).name if tag.person_id else "both",
        "start_us": tag.start_us,
        "end_us": tag.end_us,
        "start_frame": index.frame_at(tag.start_us) if index else None,
        "end_frame": index.boundary_near(tag.end_us) if index and tag.end_us is not None else None,
        "note": tag.note,
        "star": tag.star,
        "status": tag.status.value,
    }


def _cells(row: dict[str, object]) -> tuple[str, ...]:
    start_us, end_us = row["start_us"], row["end_us"]
    frames = [str(row[name]) for name in ("start_frame", "end_frame") if row[name] is not None]
    return (
        str(row["recording"]),
        str(row["person"]),
        str(row["code"]),
        clock(start_us) if isinstance(start_us, int) else "",
        clock(end_us) if isinstance(end_us, int) else "",
        "-".join(frames),
        "*" if row["star"] else "",
        " ".join(str(row["note"]).split()),
    )
