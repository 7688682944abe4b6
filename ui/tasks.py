"""Long work off the window's thread: its progress, its end, and stopping it."""

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import SIGNAL, QObject, QThread, QTimer, Signal

from ui.background import step_back
from vig_tool.errors import Cancelled, VigError, describe
from vig_tool.progress import Progress

_SHOWN_EVERY_S = 0.05


class Task(QThread):
    """Runs ``work`` in a thread of its own and ends with exactly one of three signals. Window, film
    and sound have the processor first, unless somebody sits and waits for just this (``awaited``).

    ``progressed``  a fraction from 0 to 1, and what is being done
    ``succeeded``   what the work returned
    ``failed``      a sentence for the user
    ``stopped``     after ``cancel``: the work has tidied up

    After its end it lets go of whoever listens, so that nothing keeps it. ``wait`` and ``cancel``
    still do no harm.
    """

    progressed = Signal(float, str)
    succeeded = Signal(object)
    failed = Signal(str)
    stopped = Signal()

    def __init__(
        self,
        work: Callable[[Progress], object],
        parent: QObject | None = None,
        *,
        awaited: bool = False,
    ) -> None:
        super().__init__(parent)
        self._work, self._awaited = work, awaited
        self._cancelled = threading.Event()
        self._next_s = 0.0
        self.finished.connect(self._note_end)

    def cancel(self) -> None:
        """Ask the work to stop at its next sign of life."""
        self._cancelled.set()

    def run(self) -> None:
        if not self._awaited:
            step_back()
        try:
            result = self._work(self._progress)
        except Cancelled:
            self.stopped.emit()
        except VigError as reason:
            self.failed.emit(str(reason))
        except OSError as reason:
            self.failed.emit(describe(reason))
        except BaseException:
            self.failed.emit("Something went wrong inside VIG Tool. Please report it.")
            raise
        else:
            self.succeeded.emit(result)

    def _progress(self, fraction: float, doing: str) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + _SHOWN_EVERY_S
            self.progressed.emit(fraction, doing)

    def _note_end(self) -> None:
        """Let go once everybody has heard the end; the thread may still be telling the others."""
        if self.wait(0):
            QTimer.singleShot(0, lambda: _let_go(self))
        else:
            QTimer.singleShot(1, self._note_end)


def _let_go(task: Task) -> None:
    """What listens often knows the task, and would keep it for ever."""
    signals = {
        "progressed(double,QString)": task.progressed,
        "succeeded(PyObject)": task.succeeded,
        "failed(QString)": task.failed,
        "stopped()": task.stopped,
        "finished()": task.finished,
    }
    for name, signal in signals.items():
        if task.receivers(SIGNAL(name)):
            signal.disconnect()
