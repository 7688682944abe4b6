"""Work that goes on beside a window: a film's index, clips, small pictures and a sound wave.

The same work twice: as the window does it, and in plain threads, for a window that does nothing.
"""

import itertools
import os
import shutil
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from annotations.model import Purpose, Snapshot
from export.departing import share
from media.film import Film
from media.probe import probe
from ui.sharing import Order as Sharing
from ui.tasks import Task
from ui.timeline.wishes import Order, Wishes, make
from ui.workbench import Workbench
from vig_tool.errors import Cancelled, VigError
from vig_tool.progress import Progress

WORKS = ("indexes", "thumbnails", "exports")
_STRIP_PX = 36


class Burden:
    """What is to be done again and again; ``done`` counts what was.

    ``other``   a film that is looked at anew each time, frame by frame
    ``third``   a film whose key frames and sound are drawn small
    ``target``  a folder for clips
    """

    def __init__(self, snapshot: Snapshot, case: Path, other: Path, third: Path, target: Path):
        self.snapshot, self.case_folder, self.other = snapshot, case.parent, other
        self.target = target
        self.done: Counter[str] = Counter()
        self._third = probe(third)

    def index(self, progress: Progress) -> None:
        """Look at the other film as if for the first time."""
        moment_ns = self.other.stat().st_mtime_ns + 1_000_000
        os.utime(self.other, ns=(moment_ns, moment_ns))  # so that no index is kept of it
        probe(self.other, progress)
        self.done["indexes"] += 1

    def thumbnails(self, progress: Progress) -> None:
        """Small pictures of the third film, and its sound."""
        film: Film = self._third
        wishes = Wishes()
        wishes.renew((), range(0, len(film.index), 7), 0.0)
        for _thing in make(Order(film, _STRIP_PX, True, None), wishes, progress):
            self.done["thumbnails"] += 1

    def clips(self, progress: Progress) -> None:
        """Export all clips."""
        folder = self.target / "in threads"
        share(
            self.snapshot,
            self.case_folder,
            Purpose.REVIEW,
            folder,
            lambda shared: None,
            replace=True,
            progress=progress,
        )
        self.done["exports"] += 1


class InThreads:
    """All of it in plain threads, until ``stop``."""

    def __init__(self, *works: Callable[[Progress], None]) -> None:
        self._stopped = threading.Event()
        self._failures: list[BaseException] = []
        self._threads = [threading.Thread(target=self._again, args=(work,)) for work in works]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Do no more. Raises what kept some work from being done."""
        self._stopped.set()
        for thread in self._threads:
            thread.join()
        for failure in self._failures:
            raise failure

    def _again(self, work: Callable[[Progress], None]) -> None:
        try:
            while True:
                work(self._progress)
        except Cancelled:
            return
        except (VigError, OSError) as failure:
            self._failures.append(failure)

    def _progress(self, fraction: float, doing: str) -> None:
        if self._stopped.is_set():
            raise Cancelled


class InWindow:
    """The same in the window's own ways, until ``stop``: its task strip, its sharing, a task."""

    def __init__(self, window: Workbench, burden: Burden) -> None:
        self._window, self._burden = window, burden
        self._numbers = itertools.count()
        self._drawing: Task | None = None
        self._stopped = False
        self._failures: list[str] = []
        sharing = window.sharing
        sharing.finished.connect(self._note_export)
        sharing.failed.connect(self._fail)
        self._look()
        self._draw()
        self._share()

    def stop(self) -> None:
        """Stop what runs, and begin nothing new. Work that could not be done ends the run."""
        self._stopped = True
        self._window.sharing.stop()
        self._window.task_strip.cancel()
        if self._drawing is not None:
            self._drawing.cancel()
            self._drawing.wait()
        assert not self._failures, self._failures

    def _look(self, _result: object = None) -> None:
        if not self._stopped:
            strip = self._window.task_strip
            strip.run("Looking at the film", self._burden.index, self._look, self._fail)

    def _draw(self, _result: object = None) -> None:
        if self._drawing is not None:
            self._drawing.wait()
        if not self._stopped:
            self._drawing = Task(self._burden.thumbnails)
            self._drawing.succeeded.connect(self._draw)
            self._drawing.failed.connect(self._fail)
            self._drawing.start()

    def _share(self) -> None:
        work = self._window.workspace
        folder = self._burden.target / f"by the window {next(self._numbers)}"
        self._window.sharing.start(Sharing(Purpose.REVIEW, work.clips, folder, replace=True))

    def _note_export(self, _shared: object) -> None:
        self._burden.done["exports"] += 1
        if not self._stopped:
            self._share()

    def _fail(self, sentence: str) -> None:
        self._failures.append(sentence)


def clear(burden: Burden) -> None:
    """Let go of what was made."""
    shutil.rmtree(burden.target, ignore_errors=True)
    burden.target.mkdir()
    burden.done.clear()
