"""The films behind a case's recordings: looked at, linked, and found again."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotations.case import Case
from annotations.model import Fingerprint, Recording, Snapshot
from annotations.recordings import Finding, Outcome, find_film, take_fingerprint
from media.film import Film
from media.probe import probe
from vig_tool.errors import Cancelled, VigError, describe
from vig_tool.progress import Progress, part, silent


class FilmLost(VigError):
    """A recording's film is missing, or another one stands in its place."""


def look_at_new(paths: Sequence[Path], progress: Progress = silent) -> list[Fingerprint]:
    """The fingerprints of films that are to be linked, so that one which cannot be read is known
    before anything is changed. Raises ``FilmUnreadable`` or ``OSError``."""
    prints = []
    for place, path in enumerate(paths):
        film = probe(path, part(progress, place / len(paths), (place + 1) / len(paths)))
        prints.append(take_fingerprint(path, film.index.duration_us))
    return prints


@dataclass(frozen=True)
class Looked:
    """Films that were looked at: the fingerprints of those that can be linked, and for each of the
    others a sentence. ``lost`` are those that a case has and cannot find: their recordings' ids."""

    prints: dict[Path, Fingerprint]
    refused: tuple[str, ...] = ()
    lost: dict[Path, str] = field(default_factory=dict)


def look_at_each(paths: Sequence[Path], progress: Progress = silent) -> Looked:
    """The same, but one film that cannot be read does not keep the others out."""
    prints: dict[Path, Fingerprint] = {}
    refused = []
    for place, path in enumerate(paths):
        step = part(progress, place / len(paths), (place + 1) / len(paths))
        try:
            (prints[path],) = look_at_new([path], step)
        except (VigError, OSError) as reason:
            if isinstance(reason, Cancelled):
                raise
            refused.append(describe(reason) if isinstance(reason, OSError) else str(reason))
    return Looked(prints, tuple(refused))


def new_to(snapshot: Snapshot, case_folder: Path, looked: Looked) -> Looked:
    """The same without the films that a case has already, with a sentence for each of them. Looks
    for films on the disk, in any thread."""
    prints, refused, lost = dict(looked.prints), list(looked.refused), {}
    for path, (recording, there) in _known(snapshot, case_folder, prints).items():
        if there:
            del prints[path]
            refused.append(f"{path.name} is in the case already, as {recording.name}.")
        else:
            lost[path] = recording.id
    return Looked(prints, tuple(refused), lost)


def link(case: Case, looked: Looked) -> None:
    """Link films that are new to a case as one step, all of them or none; lost ones again from
    where they are now. Raises ``EditRefused`` for one that it has by now."""
    _link(case, list(looked.prints.items()), looked.lost)


def link_films(case: Case, paths: Sequence[Path], prints: Sequence[Fingerprint]) -> None:
    """Link films to a case as one step, all of them or none.

    A film that the case has lost is linked again from where it is now. Raises ``EditRefused`` for
    one that it has already.
    """
    found = list(zip(paths, prints, strict=True))
    known = _known(case.snapshot(), case.path.parent, dict(found))
    lost = {path: recording.id for path, (recording, there) in known.items() if not there}
    _link(case, found, lost)


def _link(case: Case, found: Sequence[tuple[Path, Fingerprint]], lost: Mapping[Path, str]) -> None:
    label = f"Add {found[0][0].name}" if len(found) == 1 else f"Add {len(found)} films"
    with case.edit(label) as edit:
        for path, fingerprint in found:
            if path in lost:
                edit.relink_recording(lost[path], path)
            else:
                edit.add_recording(path, fingerprint)


def _known(
    snapshot: Snapshot, case_folder: Path, prints: Mapping[Path, Fingerprint]
) -> dict[Path, tuple[Recording, bool]]:
    """The films that a case has, their recordings, and whether these find them."""
    by_hash = {recording.fingerprint.sample_hash: recording for recording in snapshot.recordings}
    known = {}
    for path, fingerprint in prints.items():
        if (recording := by_hash.get(fingerprint.sample_hash)) is not None:
            known[path] = recording, find_film(recording, snapshot, case_folder).usable
    return known


def open_films(
    case: Case, recordings: Sequence[Recording], progress: Progress = silent
) -> dict[str, Film]:
    """The film of each recording by the recording's id.

    Where a film is now is noted if the case may be edited. Raises as ``read_films`` does.
    """

    def note(recording: Recording, path: Path) -> None:
        if not case.read_only:
            with case.edit(f"Find {recording.name} again") as edit:
                edit.relink_recording(recording.id, path)

    return read_films(case.snapshot(), case.path.parent, recordings, progress, note)


def read_films(
    snapshot: Snapshot,
    case_folder: Path,
    recordings: Sequence[Recording],
    progress: Progress = silent,
    note_place: Callable[[Recording, Path], object] = lambda recording, path: None,
) -> dict[str, Film]:
    """The film of each recording by the recording's id, in any thread, turned as the case says.

    ``note_place`` is told of films that are not where they were linked. Raises ``FilmLost``, or
    what ``media.probe.probe`` raises.
    """
    films = {}
    for place, recording in enumerate(recordings):
        path = _find(snapshot, case_folder, recording, note_place)
        step = part(progress, place / len(recordings), (place + 1) / len(recordings))
        films[recording.id] = film = probe(path, step).turned(recording.turn)
        if film.index.duration_us != recording.fingerprint.duration_us:
            raise FilmLost(
                f"“{path.name}” is not as long as when it was added: it is another film, or it "
                "was damaged. Put the first one back, or add this one as a recording of its own."
            )
    return films


def find_films(case: Case) -> list[Finding]:
    """What became of the film of each recording, in their order. Nothing is changed."""
    snapshot = case.snapshot()
    return [find_film(recording, snapshot, case.path.parent) for recording in snapshot.recordings]


def _find(
    snapshot: Snapshot,
    case_folder: Path,
    recording: Recording,
    note_place: Callable[[Recording, Path], object],
) -> Path:
    finding = find_film(recording, snapshot, case_folder)
    if not finding.usable or finding.path is None:
        raise FilmLost(finding.sentence)
    if finding.outcome is not Outcome.FOUND or str(finding.path) != recording.last_seen:
        note_place(recording, finding.path)
    return finding.path
