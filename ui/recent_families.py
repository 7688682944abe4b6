"""What the start page says about a case: read from its file, which is not changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from annotations.case import Case
from annotations.model import Snapshot
from annotations.recordings import find_film
from export.stills import still_of
from media.opening import open_quickly
from ui.in_words import counted
from ui.small_pictures import film_picture, frame_picture
from ui.times import lasting
from vig_tool.errors import VigError
from vig_tool.progress import Progress

_PICTURE_PX = 360


@dataclass(frozen=True)
class Family:
    """A case in two lines. ``trouble`` is whether the second asks for attention; ``icon`` stands
    before it."""

    path: Path
    line: str
    detail: str
    icon: str = "film-strip"
    trouble: bool = False
    picture: QImage | None = None


def read_families(paths: list[Path], progress: Progress) -> Iterator[Family]:
    """Each case as it is now, with the still of its first clip or film."""
    for path in paths:
        progress(0.0, "Reading recent cases")
        yield read_family(path)


def read_family(path: Path) -> Family:
    """A case as it is now. What is wrong with it is said, never raised."""
    if not path.is_file():
        return Family(path, "No longer there", f"It was in {path.parent}", "link-break", True)
    try:
        with Case.open(path, read_only=True) as case:
            snapshot = case.snapshot()
    except VigError as reason:
        return Family(path, "Cannot be opened", str(reason), "warning-circle", True)
    if not snapshot.recordings:
        return Family(path, "No film yet", "Add a film to begin")
    line, detail = _in_words(snapshot)
    try:
        picture = _still(snapshot, path.parent)
    except (VigError, OSError):
        return Family(path, line, "The film has moved", "link-break", True)
    return Family(path, line, detail, picture=picture)


def _in_words(snapshot: Snapshot) -> tuple[str, str]:
    cycle = f"Cycle {max(recording.cycle for recording in snapshot.recordings)}"
    length = lasting(sum(each.fingerprint.duration_us for each in snapshot.recordings))
    if snapshot.clips:
        return f"{cycle} · {counted(len(snapshot.clips), 'clip')} chosen", f"{length} of film"
    if snapshot.tags:
        return f"{cycle} · {counted(len(snapshot.tags), 'tag')}", f"{length} of film"
    return f"{cycle} · film to look at", f"{length}, not tagged yet"


def _still(snapshot: Snapshot, folder: Path) -> QImage | None:
    """Raises ``VigError`` where the film is not what or where it was."""
    clip = snapshot.clips[0] if snapshot.clips else None
    shown = snapshot.recording(clip.recording_id) if clip else snapshot.recordings[0]
    found = find_film(shown, snapshot, folder)
    if found.path is None or not found.usable:
        raise VigError(found.sentence)
    film, complete = open_quickly(found.path)
    film = film.turned(shown.turn)
    if clip is None or not (complete or clip.start_us < film.index.duration_us):
        return film_picture(film, _PICTURE_PX)
    return frame_picture(film, still_of(clip, film), _PICTURE_PX)
