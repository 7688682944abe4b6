"""Reading many things off the window's thread, each handed over as soon as it is there."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Signal

from ui.tasks import Task
from vig_tool.progress import Progress

Produce = Callable[[Progress], Iterator[object]]

_running: set[Task] = set()
"""Held here until they end: Qt ends the program if a running thread is let go."""


class _Carrier(QObject):
    """Lives as long as its thread, which may outlive whoever asked."""

    came = Signal(int, object)


class Reading(QObject):
    """What is read, in the thread of the window. Only the newest round is heard.

    ``read``  one thing has been read
    ``done``  nothing more comes: all has been read, or reading has failed
    """

    read = Signal(object)
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._round = 0
        self._task: Task | None = None
        self._tasks: set[Task] = set()

    @property
    def busy(self) -> bool:
        """Whether something is being read that will be heard."""
        return self._task is not None

    def start(self, produce: Produce) -> None:
        """Read what ``produce`` yields, instead of what is being read now."""
        self.stop()
        this_round, carrier = self._round, _Carrier()
        carrier.came.connect(self._hand_over)

        def work(progress: Progress) -> None:
            try:
                for thing in produce(progress):
                    progress(0.0, "Reading")
                    carrier.came.emit(this_round, thing)
            finally:
                carrier.came.emit(this_round, None)

        self._task = task = Task(work)
        for held in (_running, self._tasks):
            held.add(task)
            task.finished.connect(partial(held.discard, task))
        task.start()

    def stop(self) -> None:
        """Hear no more of what is being read."""
        self._round += 1
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def shut_down(self) -> None:
        """Stop, and wait until nothing is read any more."""
        self.stop()
        for task in tuple(self._tasks):
            task.wait()

    def _hand_over(self, of_round: int, thing: object) -> None:
        if of_round != self._round:
            return
        if thing is None:
            self._task = None
            self.done.emit()
        else:
            self.read.emit(thing)
