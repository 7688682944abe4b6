"""What leaves a case, from the question whether it may to the record that it did."""

from collections.abc import Callable, Sequence
from pathlib import Path

from annotations.case import Case
from annotations.errors import CaseReadOnly
from annotations.model import Clip, Purpose, Recording, Snapshot
from export.consent import clear, objection
from export.errors import ConsentMissing
from export.linked_films import open_films, read_films
from export.sharing import WITH_TABLES, Shared, export
from vig_tool.progress import Progress, part, silent

_LOOKED = 0.05


def depart(
    case: Case,
    purpose: Purpose,
    folder: Path,
    replace: bool = False,
    progress: Progress = silent,
) -> Shared:
    """Export a case's clips for a purpose to ``folder``, and record it in the case.

    Raises ``VigError`` with nothing left behind: consent is missing, a film is lost, the disk is
    full, the case may not be written to.
    """
    if case.read_only_reason is not None:
        raise CaseReadOnly(case.read_only_reason)
    snapshot = case.snapshot()
    needed = _needed(snapshot, snapshot.clips, purpose)
    films = open_films(case, needed, part(progress, 0, _LOOKED))
    rest = part(progress, _LOOKED, 1)
    return export(snapshot, films, purpose, folder, replace, rest, lambda it: record(case, it))


def share(
    snapshot: Snapshot,
    case_folder: Path,
    purpose: Purpose,
    folder: Path,
    record: Callable[[Shared], object],
    *,
    clips: Sequence[Clip] | None = None,
    replace: bool = False,
    progress: Progress = silent,
) -> Shared:
    """Export clips (all, unless some are given) for a purpose to ``folder``, in any thread: the
    case itself is only met in ``record``, which must write down that they left.

    Raises ``VigError`` with nothing left behind, as ``depart`` does; whatever ``record`` raises is
    passed on, and then nothing has left either.
    """
    chosen = snapshot.clips if clips is None else clips
    needed = _needed(snapshot, chosen, purpose)
    films = read_films(snapshot, case_folder, needed, part(progress, 0, _LOOKED))
    rest = part(progress, _LOOKED, 1)
    return export(snapshot, films, purpose, folder, replace, rest, record, chosen)


def record(case: Case, shared: Shared) -> None:
    """Write down in a case what left it, if it still may: a yes may have been taken back while it
    was written. Raises ``ConsentMissing`` where it may not."""
    if why := objection(case.snapshot(), shared.recordings, shared.purpose):
        raise ConsentMissing(f"{why}, so nothing was kept.")
    place = str(shared.folder.absolute())
    case.record_departure(shared.purpose, shared.clips, shared.files, place)


def _needed(snapshot: Snapshot, clips: Sequence[Clip], purpose: Purpose) -> list[Recording]:
    """The recordings whose films the export reads, once everybody in them said yes."""
    cleared = clear(snapshot, clips, purpose)
    shown = {clip.recording_id for clip in cleared.clips}
    if purpose in WITH_TABLES:
        told = {recording.id for recording in cleared.recordings}
        shown |= {tag.recording_id for tag in snapshot.tags} & told
    return [recording for recording in snapshot.recordings if recording.id in shown]
