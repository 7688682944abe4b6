"""Films are linked, not copied: how a recording's film is found again, and told from another."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotations.model import Fingerprint, Recording, Snapshot
from vig_tool.fingerprint import head_and_tail_hash


class Outcome(StrEnum):
    """What became of a recording's film."""

    FOUND = "found"
    MOVED = "moved"
    CHANGED = "changed"
    MISSING = "missing"


@dataclass(frozen=True)
class Finding:
    """A recording's film today.

    ``path`` is the film where it is ``found`` or ``moved`` (then an edit should note the new
    place), the stranger under its name where it is ``changed``, and None where it is ``missing``.
    ``sentence`` says so to the user.
    """

    outcome: Outcome
    path: Path | None
    sentence: str

    @property
    def usable(self) -> bool:
        """Whether ``path`` is the very film that was tagged."""
        return self.outcome in (Outcome.FOUND, Outcome.MOVED)


def take_fingerprint(film: Path, duration_us: int) -> Fingerprint:
    """The fingerprint of a film whose duration somebody has looked up. Raises ``OSError``."""
    return Fingerprint(film.stat().st_size, duration_us, head_and_tail_hash(film))


def stored_path(film: Path, case_folder: Path) -> str:
    """How a film's place is kept: relative to the case where that is possible (on Windows not
    across drives), with forward slashes."""
    with suppress(ValueError):
        return Path(os.path.relpath(_absolute(film), _absolute(case_folder))).as_posix()
    return _absolute(film).as_posix()


def find_film(recording: Recording, snapshot: Snapshot, case_folder: Path) -> Finding:
    """Looks for a recording's film where it was, then where films of this case are.

    A film counts as the same only if its size and the hash of its head and tail are the same;
    another film under the same name is told, never taken. Nothing is changed: the caller notes a
    new place by an edit.
    """
    expected = [case_folder / recording.path, Path(recording.last_seen)]
    for place, film in enumerate(expected):
        if _is_film(film, recording.fingerprint):
            return _found(recording, film) if place == 0 else _moved(recording, film)
    for film in _nearby(recording, snapshot, case_folder):
        if _is_film(film, recording.fingerprint):
            return _moved(recording, film)
    for film in expected:
        if _is_there(film):
            return _changed(recording, film)
    return Finding(
        Outcome.MISSING,
        None,
        f"The film {recording.name} is not where it was and not beside the case. "
        "Put it beside the case, or add it again from where it is now.",
    )


def _found(recording: Recording, film: Path) -> Finding:
    return Finding(Outcome.FOUND, _absolute(film), f"The film {recording.name} is where it was.")


def _moved(recording: Recording, film: Path) -> Finding:
    film = _absolute(film)
    return Finding(Outcome.MOVED, film, f"The film {recording.name} has moved to {film}.")


def _changed(recording: Recording, film: Path) -> Finding:
    return Finding(
        Outcome.CHANGED,
        _absolute(film),
        f"{film.name} is not the film that was added as {recording.name}: "
        "it is another one or was changed since. Put the first film back, or add this one.",
    )


def _nearby(recording: Recording, snapshot: Snapshot, case_folder: Path) -> Iterator[Path]:
    """Files that may be the film: those of its name first, then renamed ones (of its size)."""
    folders = list(_folders(snapshot.recordings, case_folder))
    for folder in folders:
        yield folder / Path(recording.path).name
    for folder in folders:
        with suppress(OSError):
            for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
                with suppress(OSError):
                    if entry.is_file() and entry.stat().st_size == recording.fingerprint.size_bytes:
                        yield Path(entry.path)


def _folders(recordings: Iterable[Recording], case_folder: Path) -> Iterator[Path]:
    seen = set()
    for folder in (
        case_folder,
        *((case_folder / recording.path).parent for recording in recordings),
        *(Path(recording.last_seen).parent for recording in recordings),
    ):
        absolute = _absolute(folder)
        if absolute not in seen:
            seen.add(absolute)
            yield absolute


def _is_film(path: Path, fingerprint: Fingerprint) -> bool:
    try:
        same_size = path.is_file() and path.stat().st_size == fingerprint.size_bytes
        return same_size and head_and_tail_hash(path) == fingerprint.sample_hash
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # in a folder that is not ours to look into
        return False


def _absolute(path: Path) -> Path:
    # Not resolve(): a link that the user chose stays a link.
    return Path(os.path.abspath(path))  # noqa: PTH100
