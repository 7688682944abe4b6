"""What leaves a case, from the question whether it may to the record that it did."""

from pathlib import Path

from annotations.case import Case
from annotations.errors import CaseReadOnly
from annotations.model import Purpose, Recording, Snapshot
from export.consent import clear
from export.linked_films import open_films
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
    needed = _needed(snapshot, purpose)
    films = open_films(case, needed, part(progress, 0, _LOOKED))

    def record(shared: Shared) -> None:
        case.record_departure(purpose, shared.clips, shared.files, str(folder.absolute()))

    return export(snapshot, films, purpose, folder, replace, part(progress, _LOOKED, 1), record)


def _needed(snapshot: Snapshot, purpose: Purpose) -> list[Recording]:
    """The recordings whose films the export reads, once everybody in them said yes."""
    cleared = clear(snapshot, snapshot.clips, purpose)
    shown = {clip.recording_id for clip in cleared.clips}
    if purpose in WITH_TABLES:
        told = {recording.id for recording in cleared.recordings}
        shown |= {tag.recording_id for tag in snapshot.tags} & told
    return [recording for recording in snapshot.recordings if recording.id in shown]
