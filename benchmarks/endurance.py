"""Many minutes of playing, seeking and changing films: what it costs in memory, and leaves behind.

Memory is read at the first picture of each film, when what was kept of the one before is gone, and
all along.
"""

import gc
import os
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PySide6.QtCore import QThread, QTimer

from benchmarks.beats import run_for
from benchmarks.table import Row
from benchmarks.working import close_window, open_window, rest
from media.tempo import SPEEDS
from ui.workbench import Workbench

_VISIT_S = 6.0
_ACT_EVERY_MS = 300
_SAMPLE_EVERY_MS = 1000
_SPELL = 0.2
"""The first and the last fifth are compared."""
_WARM_UP_SHARE, _WARM_UP_S = 0.1, (30.0, 180.0)


@dataclass
class Memory:
    """What was resident, in MB, and when, in minutes: at first pictures, and all along."""

    resting: list[tuple[float, float]] = field(default_factory=list)
    all_along: list[tuple[float, float]] = field(default_factory=list)


def measure_endurance(case: Path, minutes: float) -> list[Row]:
    """One window's short life, so that what is made once is there; then a long one."""
    _live(case, _VISIT_S * 3)
    threads_before, handles_before = threads(), handles()
    memory, acts = _live(case, minutes * 60)
    gc.collect()
    over = f"over {minutes:g} minutes"
    return [
        Row.at_most(
            f"memory grown {over}, at a film's first picture", _grown(memory.resting), "MB", 50
        ),
        Row.at_most(f"memory grown {over}, while at work", _grown(memory.all_along), "MB", 50),
        # One sample of hundreds: how many pictures were kept just then is chance.
        Row.noted(f"memory grown {over}, at its very most", _grown(memory.all_along, np.max), "MB"),
        Row.noted(f"memory {over}: slope", _slope(memory.resting), "MB a minute"),
        Row.noted(
            f"memory {over}: median at a film's first picture", _middle(memory.resting), "MB"
        ),
        Row.noted(f"memory {over}: median while at work", _middle(memory.all_along), "MB"),
        Row.noted(f"acts {over}", acts, "acts"),
        Row.noted(f"films put on {over}", len(memory.resting), "films"),
        Row.at_most(f"threads left {over}", threads() - threads_before, "threads", 0),
        Row.at_most(f"threads left running {over}", _running(), "threads", 0),
        Row.at_most(f"handles left {over}", handles() - handles_before, "handles", 0),
    ]


def _live(case: Path, seconds: float) -> tuple[Memory, int]:
    """Open a window, work in it for so long and a while to warm up, and close it."""
    window = open_window(case)
    least_s, most_s = _WARM_UP_S
    warm_up_s = min(max(seconds * _WARM_UP_SHARE, least_s), most_s) if seconds > least_s else 0.0
    worker = Worker(window)
    worker.work(warm_up_s)
    memory = worker.work(seconds)
    worker.stop()
    close_window(window)
    return memory, worker.acts


class Worker:
    """Plays, seeks and changes films at random, the same way each time."""

    def __init__(self, window: Workbench) -> None:
        self.acts = 0
        self._window = window
        self._random = random.Random(5)
        self._timer = QTimer(interval=_ACT_EVERY_MS)
        self._timer.timeout.connect(self._act)

    def work(self, seconds: float) -> Memory:
        """Go on for so long, film after film."""
        memory, began_s = Memory(), time.monotonic()
        sampling = QTimer(interval=_SAMPLE_EVERY_MS)
        sampling.timeout.connect(lambda: memory.all_along.append(_now(began_s)))
        sampling.start()
        while time.monotonic() < began_s + seconds:
            self._timer.stop()
            self._window.do("next_recording")
            assert rest(self._window), "the picture never came"
            gc.collect()
            memory.resting.append(_now(began_s))
            self._timer.start()
            run_for(_VISIT_S)
        sampling.stop()
        return memory

    def stop(self) -> None:
        """Rest."""
        self._timer.stop()

    def _act(self) -> None:
        self._random.choice(self._ways)()
        self.acts += 1

    def _play(self) -> None:
        if not self._window.workspace.projector.playing:
            self._window.do("toggle_playing")

    @property
    def _ways(self) -> "tuple[Callable[[], object], ...]":
        work, timeline = self._window.workspace, self._window.film_page.timeline
        projector, deck = work.projector, work.deck
        index = projector.index
        if index is None:
            return (lambda: None,)
        anywhere = self._random.randrange(len(index))
        return (
            *(self._play,) * 4,
            projector.pause,
            lambda: projector.jump(anywhere),
            lambda: projector.scrub(anywhere),
            lambda: projector.step(self._random.choice((-1, 1))),
            lambda: projector.leap(self._random.choice((-5, -1, 1, 5)) * 1_000_000),
            lambda: deck.set_speed(self._random.choice(SPEEDS)),
            lambda: deck.shuttle(self._random.choice((-1, 1))),
            deck.again,
            timeline.zoom_in,
            timeline.zoom_out,
            timeline.zoom_fit,
        )


def _now(began_s: float) -> tuple[float, float]:
    return (time.monotonic() - began_s) / 60, _resident_mb()


def _resident_mb() -> float:
    """What the process has in memory, as the system counts it; not a number where it does not."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return float("nan")
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _grown(
    samples: list[tuple[float, float]], of: Callable[[np.ndarray], np.floating] = np.median
) -> float:
    """From the first fifth of the samples to the last."""
    sizes = np.array([size for _, size in samples])
    count = max(round(len(sizes) * _SPELL), 1)
    return float(of(sizes[-count:]) - of(sizes[:count]))


def _slope(samples: list[tuple[float, float]]) -> float:
    at, sizes = np.array(samples).T
    return float(np.polyfit(at, sizes, 1)[0]) if len(sizes) > 1 else float("nan")


def _middle(samples: list[tuple[float, float]]) -> float:
    return float(np.median([size for _, size in samples]))


def _running() -> int:
    """Threads of Python or Qt that still run, but for this one."""
    main = threading.main_thread()
    ours = [thread for thread in threading.enumerate() if thread is not main and _is_alive(thread)]
    theirs = [each for each in gc.get_objects() if isinstance(each, QThread) and each.isRunning()]
    return len(ours) + sum(each is not QThread.currentThread() for each in theirs)


def _is_alive(thread: threading.Thread) -> bool:
    """Of threads that others began, Python does not know when they end."""
    tasks = Path("/proc/self/task")
    return (tasks / str(thread.native_id)).exists() if tasks.is_dir() else thread.is_alive()


def threads() -> int:
    """Threads of the process; Python's own are not all that there are."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) if tasks.is_dir() else threading.active_count()


def handles() -> int:
    """Files and other things that the process has open; 0 where nobody knows."""
    descriptors = Path("/proc/self/fd")
    return len(list(descriptors.iterdir())) if descriptors.is_dir() else 0
