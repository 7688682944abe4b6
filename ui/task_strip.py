"""Long work of the window: what is being done, how far it is, and a way to stop it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui import theme
from ui.actions import tip
from ui.manners import put_away
from ui.pieces import scaled
from ui.tasks import Task
from vig_tool.progress import Progress

_WIDTH_PX = 460


@dataclass(frozen=True, eq=False)
class Job:
    """One thing that is being done, and how it is stopped. Only its own end is its end."""

    halt: Callable[[], object]


class TaskStrip(QFrame):
    """A card at the foot of a window that shows one task while it runs, and none otherwise.

    ``told`` how far it is, and what is being done; ``ended`` it is done, or stopped; ``refused``
    something else cannot be done meanwhile: why, in a sentence. If it has the keys when it goes,
    ``rest`` takes them.
    """

    told = Signal(float, str)
    ended = Signal()
    refused = Signal(str)

    def __init__(self, window: QWidget, rest: Callable[[], object]) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self.setAccessibleName("Work in progress")
        self._window, self._give_keys_on = window, rest
        self._job: Job | None = None
        self._tasks: set[Task] = set()
        self._doing = QLabel(self)
        self._doing.setTextFormat(Qt.TextFormat.PlainText)
        self._doing.setAccessibleName("What is being done")
        self._bar = QProgressBar(self, textVisible=False, maximum=1000)
        self._bar.setAccessibleName("How far it is")
        self._stop = QPushButton("Stop", self)
        self._stop.setAccessibleName("Stop")
        self._stop.setToolTip(tip("Stop this; nothing half-done stays", "Esc"))
        self._stop.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(4), theme.space(2), theme.space(2), theme.space(2))
        row.setSpacing(theme.space(3))
        row.addWidget(self._doing, 1)
        row.addWidget(self._bar, 1)
        row.addWidget(self._stop)
        theme.state.changed.connect(self.place)
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether something is being done."""
        return self._job is not None

    def begin(self, doing: str, halt: Callable[[], object]) -> Job | None:
        """Show that something is being done; ``halt`` stops it. None, and the user was told, while
        something else is being done: it goes on."""
        if self._job is not None:
            self.refused.emit(
                "One thing at a time: wait for the work that is going on, or stop it."
            )
            return None
        self._job = job = Job(halt)
        self.progress(job, 0.0, doing)
        self.place()
        self.show()
        self.raise_()
        return job

    def progress(self, job: Job | None, fraction: float, doing: str) -> None:
        """Show how far a job is, from 0 to 1, if it is the one that goes on."""
        if job is None or job is not self._job:
            return
        self._doing.setText(doing)
        self._bar.setValue(round(fraction * 1000))
        self.told.emit(fraction, doing)

    def end(self, job: Job | None) -> bool:
        """A job is done, or stopped. Whether it was the one that goes on."""
        if job is None or job is not self._job:
            return False
        self._job = None
        put_away(self, self._give_keys_on)
        self.ended.emit()
        return True

    def cancel(self) -> bool:
        """Stop what is being done. Whether there was something."""
        job = self._job
        if job is None:
            return False
        self.end(job)
        job.halt()
        return True

    def run(
        self,
        doing: str,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        fail: Callable[[str], None],
    ) -> bool:
        """Do ``work`` off the window's thread, then ``then`` with its result in the window's, or
        ``fail`` with a sentence. Whether it could begin, as with ``begin``."""
        task = Task(work)
        job = self.begin(doing, task.cancel)
        if job is None:
            return False
        self._tasks.add(task)

        def finish(act: Callable[[], None]) -> None:
            if self.end(job):
                act()

        task.progressed.connect(lambda fraction, said: self.progress(job, fraction, said))
        task.succeeded.connect(lambda result: finish(lambda: then(result)))
        task.failed.connect(lambda sentence: finish(lambda: fail(sentence)))
        task.finished.connect(lambda: self._tasks.discard(task))
        task.start()
        return True

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.cancel()
        for task in tuple(self._tasks):
            task.wait()

    def place(self) -> None:
        """Lie at the foot of the window, in its middle."""
        window = self._window
        width = min(scaled(_WIDTH_PX), window.width() - 2 * theme.space(5))
        height = self.sizeHint().height()
        self.setGeometry(
            (window.width() - width) // 2, window.height() - height - theme.space(5), width, height
        )
