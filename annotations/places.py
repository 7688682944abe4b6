"""Where a line of a table points: its recording, its people and its frames."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from annotations.csv_table import Line, Problem
from annotations.film_times import FilmTimes
from annotations.model import Person, Recording, Snapshot
from annotations.words import fold, nearest

_ROUNDING_US = 10_000
"""Tables are rounded, to a hundredth of a second at the worst: so far past its end a film goes."""


def recording_of(line: Line, snapshot: Snapshot) -> Recording:
    """The recording that a line names by its file's name, with or without its ending, and with its
    folder where several have that name. It may be left out in a case with one recording."""
    name = line.text("recording")
    if not name:
        if len(snapshot.recordings) == 1:
            return snapshot.recordings[0]
        raise Problem("recording is missing")
    spellings = {fold(name), fold(re.split(r"[/\\]", name)[-1])}
    found = [each for each in snapshot.recordings if spellings & _names_of(each)]
    found = found or [each for each in snapshot.recordings if spellings & _stems_of(each)]
    if len(found) == 1:
        return found[0]
    placed = [each for each in found if _lies_at(each, name)]
    if len(placed) == 1:
        return placed[0]
    if found:
        known = " or ".join(f"“{each.path}”" for each in found)
        raise Problem(f"several recordings are called “{name}”; write {known}")
    names = [recording.name for recording in snapshot.recordings]
    raise Problem(f"there is no recording “{name}”{suggest(name, names)}")


def _lies_at(recording: Recording, name: str) -> bool:
    """Whether a name with folders in it is the end of a film's place."""
    film = PurePosixPath(recording.path)
    named = tuple(part for part in re.split(r"[/\\]", name) if part)
    return any(place.parts[-len(named) :] == named for place in (film, film.with_suffix("")))


def _names_of(recording: Recording) -> set[str]:
    return {fold(recording.name), fold(recording.path), fold(recording.path.rpartition("/")[2])}


def _stems_of(recording: Recording) -> set[str]:
    return {name.rpartition(".")[0] for name in _names_of(recording)}


class FilmsOfCase:
    """The frames of each recording's film, asked for once."""

    def __init__(self, times_of: Callable[[Recording], FilmTimes]) -> None:
        self._times_of = times_of
        self._known: dict[str, FilmTimes] = {}

    def __getitem__(self, recording: Recording) -> FilmTimes:
        if recording.id not in self._known:
            self._known[recording.id] = self._times_of(recording)
        return self._known[recording.id]


def person_called(name: str, snapshot: Snapshot, recording: Recording) -> Person:
    """The person in a recording with this name; a role will do where one person there has it."""
    person = snapshot.person_called(name)
    people = snapshot.people_in(recording.id)
    if person is None:
        names = [each.name for each in people]
        raise Problem(f"there is nobody called “{name}”{suggest(name, names)}")
    if person not in people:
        raise Problem(f"{person.name} is not in {recording.name}")
    return person


def suggest(word: str, known: list[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known ones."""
    near = nearest(word, known)
    if near:
        return "; did you mean " + " or ".join(f"“{each}”" for each in near) + "?"
    return f"; known are {', '.join(known)}" if 0 < len(known) <= 12 else ""


def start_of(line: Line, recording: Recording, times: FilmTimes) -> int:
    """The number of the frame at which a line begins. Seconds mean the nearest frame."""
    frame = _frame(line, "start_frame", recording, len(times) - 1)
    if frame is not None:
        return frame
    time_us = _time(line, "start_s", recording, times)
    if time_us is None:
        raise Problem("start_s (or start_frame) is missing")
    return times.frame_at(time_us)


def end_of(line: Line, recording: Recording, times: FilmTimes) -> int | None:
    """The number of the boundary at which a line ends, None if it has no end. ``end_frame`` is the
    first frame that is not in it any more; seconds mean the nearest boundary."""
    frame = _frame(line, "end_frame", recording, len(times))
    if frame is not None:
        return frame
    time_us = _time(line, "end_s", recording, times)
    return None if time_us is None else times.boundary_near(time_us)


def range_of(line: Line, recording: Recording, times: FilmTimes) -> tuple[int, int]:
    """The interval of a line as two boundaries, in microseconds. What is shorter than half a frame
    becomes one frame."""
    start, end = start_of(line, recording, times), end_of(line, recording, times)
    if end is None:
        raise Problem("end_s (or end_frame) is missing")
    _refuse_backwards(line)
    if end < start:  # one of them a frame, the other in seconds
        raise Problem(f"it ends (before frame {end}) before it starts (frame {start})")
    return times.start_us(start), times.start_us(max(end, start + 1))


def still_of(line: Line, recording: Recording, times: FilmTimes) -> int | None:
    """The time of a clip's still, None if the line names none."""
    frame = _frame(line, "still_frame", recording, len(times) - 1)
    if frame is None:
        time_us = _time(line, "still_s", recording, times)
        frame = None if time_us is None else times.frame_at(time_us)
    return None if frame is None else times.start_us(frame)


def _refuse_backwards(line: Line) -> None:
    start, end = line.whole("start_frame"), line.whole("end_frame")
    if start is not None and end is not None:
        if end <= start:
            raise Problem(f"end_frame {end} must come after start_frame {start}")
        return
    start_us, end_us = line.time_us("start_s"), line.time_us("end_s")
    if start_us is not None and end_us is not None and end_us < start_us:
        raise Problem(
            f"it ends ({line.text('end_s')}) before it starts ({line.text('start_s')}); "
            "exchange the two"
        )


def _frame(line: Line, column: str, recording: Recording, last: int) -> int | None:
    frame = line.whole(column)
    if frame is not None and not 0 <= frame <= last:
        raise Problem(
            f"{column} {frame} is outside of {recording.name}; it must be from 0 to {last}"
        )
    return frame


def _time(line: Line, column: str, recording: Recording, times: FilmTimes) -> int | None:
    time_us = line.time_us(column)
    if time_us is not None and not 0 <= time_us <= times.duration_us + _ROUNDING_US:
        raise Problem(
            f"{column} {line.text(column)} is outside of {recording.name}, "
            f"which lasts {times.duration_us / 1e6:.3f} s"
        )
    return time_us
