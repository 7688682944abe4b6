"""What happens in the demo film as tables: its tags and clips, in the import's own columns."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from media.demo.row import Row
from media.demo.script import SCRIPT

EVENT_COLUMNS = ("recording", "code", "person", "start_s", "end_s", "note", "star")
CLIP_COLUMNS = ("recording", "start_s", "end_s", "title", "reason", "caption")


@dataclass(frozen=True)
class DemoClip:
    """A moment worth showing, in seconds of the film."""

    start_s: float
    end_s: float
    title: str
    reason: str
    caption: str


CLIPS = (
    DemoClip(
        22.0,
        31.6,
        "You waited",
        "She calls, you turn and wait, and she reaches out.",
        "I called you. You turned to me and waited. So I reached out to you.",
    ),
    DemoClip(
        41.0,
        50.6,
        "Taking turns",
        "Short turns, with time between them.",
        "She talked. You said it back. She had more to tell you.",
    ),
    DemoClip(
        119.0,
        128.4,
        "Coming back together",
        "You give her time, and she comes back by herself.",
        "She needed a rest. You stayed close and waited. She came back to you and smiled.",
    ),
)


def events(from_s: float, to_s: float) -> tuple[Row, ...]:
    """The script's events that lie in a part of the film, in order of time."""
    return tuple(
        row
        for row in SCRIPT
        if row.is_event and row.from_s >= from_s and (row.to_s or row.from_s) <= to_s
    )


def events_table(recording: str, from_s: float, to_s: float) -> str:
    """The events as CSV, their seconds counted from ``from_s``; a point has no end."""
    return _csv(
        EVENT_COLUMNS,
        (
            (
                recording,
                row.what,
                row.who,
                _seconds(row.from_s - from_s),
                "" if row.to_s is None else _seconds(row.to_s - from_s),
                row.note,
                "1" if row.star else "0",
            )
            for row in events(from_s, to_s)
        ),
    )


def clips_table(recording: str, from_s: float, to_s: float) -> str:
    """The clips that lie in a part of the film as CSV."""
    return _csv(
        CLIP_COLUMNS,
        (
            (
                recording,
                _seconds(clip.start_s - from_s),
                _seconds(clip.end_s - from_s),
                clip.title,
                clip.reason,
                clip.caption,
            )
            for clip in CLIPS
            if clip.start_s >= from_s and clip.end_s <= to_s
        ),
    )


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f}"


def _csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()
