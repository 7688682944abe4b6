"""The whole export: clips, stills and, where the purpose allows it, tables."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotations.model import Clip, DepartedFile, Purpose, Recording, Snapshot
from export.clips import Films, write_clips
from export.consent import Cleared, clear
from export.errors import NothingToShare
from export.folder import new_folder
from export.stills import write_stills
from vig_tool.progress import Progress, part, silent

WITH_TABLES: Final = frozenset({Purpose.SUPERVISION, Purpose.TRAINING, Purpose.RESEARCH})
"""Purposes for which tags and numbers leave too. A parent gets pictures, never counts."""


@dataclass(frozen=True)
class Shared:
    """What was written, for the record in the case (``case.record_departure``).

    ``recordings`` are those that it shows or, in its tables, speaks of. ``notes`` are sentences for
    the user, such as which recordings the tables leave out.
    """

    purpose: Purpose
    folder: Path
    clips: tuple[Clip, ...]
    recordings: tuple[Recording, ...]
    files: tuple[DepartedFile, ...]
    notes: tuple[str, ...] = ()


def export(
    snapshot: Snapshot,
    films: Films,
    purpose: Purpose,
    folder: Path,
    replace: bool = False,
    progress: Progress = silent,
    record: Callable[[Shared], object] = lambda shared: None,
    clips: Sequence[Clip] | None = None,
) -> Shared:
    """Write clips of a case (all, unless some are given), with their stills and tables, into a new
    folder.

    ``films`` holds the film of each recording that has a clip; for purposes with tables also those
    of the others with tags (of a film that is not given, the tables leave frame numbers empty).
    The folder appears when everything in it is complete; a
    cancelled or failed export leaves nothing. ``record`` writes down what left; if it cannot,
    nothing has left, and an export that was to be replaced is there again.

    Raises ``NothingToShare``, ``ConsentMissing``, ``FolderInTheWay``, ``ExportFailed``, and what
    reading and writing films raises.
    """
    chosen = snapshot.clips if clips is None else clips
    if not chosen:
        raise NothingToShare("This case has no clips yet. Choose some first, then export them.")
    cleared = clear(snapshot, chosen, purpose)
    files: list[DepartedFile] = []

    def shared() -> Shared:
        told = _told(cleared)
        return Shared(purpose, folder, cleared.clips, told, tuple(files), _notes(cleared))

    with new_folder(folder, replace, lambda: record(shared())) as made:
        _write_pictures(cleared, films, made, progress)
        if purpose in WITH_TABLES:
            progress(0.97, "Writing tables")
            _write_tables(snapshot, cleared, films, made)
        progress(0.98, "Checking what was written")
        files += _files_in(made)
        progress(1.0, "Done")
    return shared()


def _told(cleared: Cleared) -> tuple[Recording, ...]:
    """The recordings of which something leaves."""
    shown = {clip.recording_id for clip in cleared.clips}
    tables = cleared.purpose in WITH_TABLES
    return tuple(each for each in cleared.recordings if tables or each.id in shown)


def _write_pictures(cleared: Cleared, films: Films, folder: Path, progress: Progress) -> None:
    clips, stills = folder / "clips", folder / "stills"
    clips.mkdir()
    stills.mkdir()
    write_clips(cleared, films, clips, part(progress, 0.0, 0.9))
    write_stills(cleared, films, stills, part(progress, 0.9, 0.97))


def _write_tables(snapshot: Snapshot, cleared: Cleared, films: Films, folder: Path) -> None:
    # Here, because pandas takes a second to load, and most exports need none.
    from export.tables import summary_table, tag_table, write_table

    tables = folder / "tables"
    tables.mkdir()
    tags = tag_table(snapshot, cleared.recordings, films)
    write_table(tags, tables / "tags.csv")
    write_table(summary_table(snapshot, cleared.recordings), tables / "summary.csv")


def _files_in(folder: Path) -> tuple[DepartedFile, ...]:
    files = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        files.append(DepartedFile(path.relative_to(folder).as_posix(), digest))
    return tuple(files)


def _notes(cleared: Cleared) -> tuple[str, ...]:
    if cleared.purpose not in WITH_TABLES or not cleared.held_back:
        return ()
    names = ", ".join(f"“{recording.name}”" for recording in cleared.held_back)
    return (f"The tables leave out {names}: not everybody in it said yes to {cleared.purpose}.",)
