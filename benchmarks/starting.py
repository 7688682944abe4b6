"""How soon the film moves in the real window: after Space, and after a jump while it plays."""

import random
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotations.case import Case
from benchmarks.playing import Seen, sounding_from_s, spin
from export.linked_films import link_films, look_at_new
from tests.null_sink import NullSink, Recording
from ui.workbench import Workbench

SIZE = 1600, 1000
_FIRST, _ROOM = 90, 240


def make_case(folder: Path, film: Path) -> Path:
    """A case with one film."""
    path = folder / "playing.vig"
    with Case.create(path) as case:
        link_films(case, [film], look_at_new([film]))
    return path


def open_window(case: Path) -> Workbench:
    """The main window with a case's first film on the stage."""
    window = Workbench(lambda progress: Path())
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    window.cases.open_case(case)
    rest(window)
    spin(0.5)
    return window


def rest(window: Workbench) -> None:
    """Wait until the frame that was asked for is on screen."""
    projector = window.workspace.projector
    assert spin(20, lambda: projector.film is not None and projector.at_rest), "no picture came"


class Latencies:
    """Measures in one window, at places chosen at random."""

    def __init__(self, window: Workbench) -> None:
        self._window = window
        self._projector = window.workspace.projector
        self._random = random.Random(7)
        self._seen: list[Seen] = []
        self._projector.player.shown.connect(
            lambda number, _: self._seen.append(Seen(time.perf_counter(), number, number))
        )

    def start_ms(self, sink: NullSink) -> tuple[float, float]:
        """From Space to another picture than the one that stood, and to sound."""
        self._projector.go(self._anywhere())
        rest(self._window)
        spin(self._random.uniform(0.3, 0.6))
        stood = self._projector.frame
        recording = Recording(sink)
        pressed_s = self._press_space()
        assert spin(10, lambda: self._projector.frame != stood), "the film did not start"
        moved_s = self._seen[-1].at_s
        spin(0.5)
        self._press_space()
        samples, began_s = recording.stop()
        sounded_s = sounding_from_s(samples) + began_s
        return (moved_s - pressed_s) * 1000, (sounded_s - pressed_s) * 1000

    def jumps_ms(self, count: int) -> list[float]:
        """From asking for another place while it plays to the picture of that place."""
        self._projector.play(self._anywhere(), None)
        spin(1)
        took = []
        for _ in range(count):
            target = self._anywhere()
            self._seen.clear()
            asked_s = time.perf_counter()
            self._projector.jump(target)
            # The pictures of the place before may still be on their way: they do not count.
            assert spin(10, partial(self._has_seen, target)), "the jump led nowhere"
            took.append((self._first_seen_s(target) - asked_s) * 1000)
            spin(self._random.uniform(0.3, 0.8))
        self._projector.pause()
        return took

    def _has_seen(self, target: int) -> bool:
        return any(target <= one.believed < target + 3 for one in self._seen)

    def _first_seen_s(self, target: int) -> float:
        return next(one.at_s for one in self._seen if target <= one.believed < target + 3)

    def _anywhere(self) -> int:
        film = self._projector.film
        assert film is not None
        return self._random.randrange(_FIRST, len(film.index) - _ROOM)

    def _press_space(self) -> float:
        at_s = time.perf_counter()
        QTest.keyClick(self._window, Qt.Key.Key_Space)
        return at_s
