"""A case to work in, with its films, in the real window."""

import gc
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotations.case import Case
from annotations.model import BOTH, Answer, Kind, Purpose
from benchmarks.beats import run_for
from export.linked_films import link_films, look_at_new
from media.probe import probe
from tests.golden.films import make
from tests.golden.long import make_long
from ui.workbench import Workbench
from vig_tool.app import open_window as app_window

SIZE = 1600, 1000
_FILM_SIZE = 1920, 1080
_BIT_RATE = 8_000_000
_CLIPS, _CLIP_US = 3, 4_000_000


def make_films(folder: Path, quick: bool) -> list[Path]:
    """1080p30 as phones write it, with sound and without; one of uneven times; one whose frames
    are only known when all of it was read."""
    minutes, size = (0.5, (640, 360)) if quick else (1.0, _FILM_SIZE)
    long = partial(make_long, minutes=minutes, size=size, bit_rate=_BIT_RATE, gop=30)
    made = [
        long(folder / "phone", kind_name="h264-phone").path,
        long(folder / "silent", kind_name="no-sound").path,
        make("h264-vfr", folder / "uneven", frames=600, size=(1280, 720)).path,
        make("h264-mkv", folder / "other", frames=600, size=(1280, 720)).path,
    ]
    return [
        path.rename(folder / f"{place}{path.suffix}") for place, path in enumerate(made, start=1)
    ]


def make_case(folder: Path, films: list[Path], tags: int) -> Path:
    """A case with these films, so many tags in all, and clips of the first that may be shown."""
    path = folder / "working.vig"
    with Case.create(path) as case:
        link_films(case, films, look_at_new(films))
        snapshot = case.snapshot()
        people = {person.role: person.id for person in snapshot.people}
        with case.edit("Fill") as edit:
            for recording, film in zip(snapshot.recordings, films, strict=True):
                index, each = probe(film).index, tags // len(films)
                codes = snapshot.codebook(recording.codebook_id).codes
                for place in range(each):
                    code = codes[place % len(codes)]
                    first = place * (len(index) - 8) // each
                    end_us = None if code.kind is Kind.POINT else index.end_us(first + 5)
                    who = None if code.who == BOTH else people[code.who]
                    edit.add_tag(recording.id, code.id, who, index.start_us(first), end_us)
            recording, index = snapshot.recordings[0], probe(films[0]).index
            for number in range(_CLIPS):
                start_us = index.start_us(number * 30)
                end_us = index.end_us(index.frame_at(start_us + _CLIP_US))
                edit.add_clip(recording.id, start_us, end_us)
        for person in snapshot.people:
            case.set_consent(person.id, Purpose.REVIEW, Answer.YES, "benchmark", "written")
    return path


def open_window(case: Path, recording: int = 0) -> Workbench:
    """The main window, as the program opens it, with one of a case's recordings on the stage."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = app_window(app)
    window.showNormal()
    window.resize(*SIZE)
    window.cases.open_case(case)
    window.workspace.show_recording(window.workspace.snapshot.recordings[recording].id)
    assert rest(window), "the picture never came"
    return window


def rest(window: Workbench) -> bool:
    """Wait until the frame that was asked for is on screen."""
    projector = window.workspace.projector
    return run_for(20, lambda: projector.film is not None and projector.at_rest)


def close_window(window: Workbench) -> None:
    """Close it, and what it has open."""
    window.close()
    window.deleteLater()
    run_for(0.2)
    gc.collect()
