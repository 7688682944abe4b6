"""The main job, done once on the demo film: what a new user sees first."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.model import Answer, Purpose, Role, Snapshot
from vig_tool.progress import Progress, part, silent

if TYPE_CHECKING:
    from annotations.case import Case
    from media.demo.film import DemoFilm, Take

_QUESTION = "How do I know when she wants to play with me?"
_FILM_SHARE, _CASE_SHARE = 0.8, 0.85
_ANSWERS = {
    Purpose.REVIEW: Answer.YES,
    Purpose.PARENT_COPY: Answer.YES,
    Purpose.SUPERVISION: Answer.YES,
    Purpose.TRAINING: Answer.NO,
}


@dataclass(frozen=True)
class Demo:
    """What was made: ``made`` names each thing in ``folder`` and says what it is."""

    folder: Path
    case: Path
    made: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Places:
    """Where one run of the demo puts its things: none is there yet."""

    case: Path
    shared: Path
    summary: Path


def default_folder() -> Path:
    """Where the demo goes unless told otherwise: among the user's documents, or at home."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return (documents if documents.is_dir() else Path.home()) / "VIG Tool demo"


def make_demo(folder: Path, progress: Progress = silent, take: "Take | None" = None) -> Demo:
    """Draw the film (once), make a case of it, tag, choose clips, and share them for the review.

    ``take`` is for less than the whole story. Each run makes things of its own beside earlier ones
    and changes none of them. Raises ``VigError`` or ``OSError`` with nothing half-written.
    """
    from annotations.case import Case
    from export.departing import depart
    from export.summary import write_summary
    from media.demo.film import WHOLE_STORY, make_demo_film

    folder.mkdir(parents=True, exist_ok=True)
    film = make_demo_film(folder, part(progress, 0, _FILM_SHARE), take or WHOLE_STORY)
    places = _free_places(folder)
    with _cleared_unless_whole(places):
        progress(_FILM_SHARE, "Making the case")
        with Case.create(places.case) as case:
            _fill(case, film)
            depart(case, Purpose.REVIEW, places.shared, progress=part(progress, _CASE_SHARE, 1))
            snapshot = case.snapshot()
        write_summary({places.case: snapshot}, places.summary)
    return Demo(folder.absolute(), places.case.absolute(), _list(snapshot, film, places))


def _free_places(folder: Path) -> _Places:
    for number in count(1):
        ending = f" {number}" if number > 1 else ""
        places = _Places(
            folder / f"Demo family{ending}.vig",
            folder / f"For the shared review{ending}",
            folder / f"Summary{ending}.csv",
        )
        if not any(path.exists() for path in (places.case, places.shared, places.summary)):
            return places
    raise AssertionError("numbers do not end")


@contextmanager
def _cleared_unless_whole(places: _Places) -> Iterator[None]:
    """Takes away what this run has made if it does not come to its end."""
    from annotations.backups import folder_of

    with ExitStack() as unfinished:
        for folder in (places.shared, folder_of(places.case)):
            unfinished.callback(shutil.rmtree, folder, ignore_errors=True)
        for file in (places.case, places.summary):
            unfinished.callback(file.unlink, missing_ok=True)
        yield
        unfinished.pop_all()


def _fill(case: "Case", film: "DemoFilm") -> None:
    """What a practitioner does: question, consents, film, tags and clips."""
    from annotations.clip_table import import_clips
    from annotations.tag_table import import_tags
    from export.linked_films import look_at_new, open_films

    (fingerprint,) = look_at_new([film.path])
    with case.edit("Add the demo film") as edit:
        edit.set_question(_QUESTION)
        recording = edit.add_recording(film.path, fingerprint)
    parent = next(p for p in case.snapshot().people if p.role is Role.PARENT)
    for person in case.snapshot().people:
        for purpose, answer in _ANSWERS.items():
            case.set_consent(
                person.id, purpose, answer, who=parent.name, how="made up for the demo"
            )
    index = open_films(case, [recording])[recording.id].index
    import_tags(case, film.events_path, lambda _recording: index)
    import_clips(case, film.clips_path, lambda _recording: index)


def _list(snapshot: Snapshot, film: "DemoFilm", places: _Places) -> tuple[tuple[str, str], ...]:
    people = " and ".join(person.name for person in snapshot.people)
    return (
        (film.path.name, "a drawn parent and baby, with their voices"),
        (film.events_path.name, "what happens in it: who, what, from when to when"),
        (film.clips_path.name, "the moments that were chosen"),
        (
            places.case.name,
            f"the case: {people}, {len(snapshot.tags)} tags, {len(snapshot.clips)} clips, "
            "and their consents",
        ),
        (f"{places.shared.name}/", "clips and stills for the shared review, and nothing else"),
        (places.summary.name, "how often and how long each thing was seen"),
    )
