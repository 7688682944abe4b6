"""What a recording's film is today: found or lost, and what is said about it once, quietly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from annotations.model import Recording, Snapshot
from annotations.recordings import Outcome, find_film
from media.film import Film
from media.probe import probe
from ui.small_pictures import film_picture
from vig_tool.errors import VigError, describe
from vig_tool.progress import Progress, part

_PICTURE_PX = 216
_TURNED = {
    -90: "It was filmed with the camera turned, and is shown upright.",
    90: "It was filmed with the camera turned, and is shown upright.",
    180: "It was filmed upside down, and is shown upright.",
}
_BY_HAND = "The film says the wrong way up of itself; it was turned by hand."


@dataclass(frozen=True)
class FilmLook:
    """A film as it was found. ``trouble`` says why it cannot be shown, in a sentence; ``notes``
    what else is to be said about it."""

    recording_id: str
    path: str
    turn: int
    place: Path | None
    facts: str = ""
    notes: tuple[str, ...] = ()
    trouble: str = ""
    picture: QImage | None = None

    def is_of(self, recording: Recording) -> bool:
        """Whether nothing has changed since by which the film would look otherwise."""
        return (self.path, self.turn) == (recording.path, recording.turn)


def look_at_films(
    recordings: Sequence[Recording], snapshot: Snapshot, folder: Path, progress: Progress
) -> Iterator[FilmLook]:
    """Each recording's film as it is now."""
    for place, recording in enumerate(recordings):
        step = part(progress, place / len(recordings), (place + 1) / len(recordings))
        yield _look(recording, snapshot, folder, step)


def _look(recording: Recording, snapshot: Snapshot, folder: Path, progress: Progress) -> FilmLook:
    seen = recording.id, recording.path, recording.turn
    found = find_film(recording, snapshot, folder)
    if found.path is None or not found.usable:
        return FilmLook(*seen, found.path, trouble=found.sentence)
    try:
        film = probe(found.path, progress).turned(recording.turn)
        picture = film_picture(film, _PICTURE_PX)
    except VigError as reason:
        return FilmLook(*seen, found.path, trouble=str(reason))
    except OSError as reason:
        return FilmLook(*seen, found.path, trouble=describe(reason))
    moved = (found.sentence,) if found.outcome is Outcome.MOVED else ()
    notes = (*moved, *_notes(film, recording.turn))
    return FilmLook(*seen, found.path, facts=_facts(film), notes=notes, picture=picture)


def _facts(film: Film) -> str:
    sound = "with sound" if film.has_sound else "without sound"
    return f"{film.width} × {film.height}, {len(film.index)} frames, {sound}"


def _notes(film: Film, turn: int) -> tuple[str, ...]:
    turned = _BY_HAND if turn else _TURNED.get(film.track.rotation)
    return (*film.warnings, *((turned,) if turned else ()))
