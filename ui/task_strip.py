"""Long work of the window: what is being done, how far it is, and a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui import theme
from ui.actions import tip
from ui.tasks import Task
from vig_tool.progress import Progress

_WIDTH = 460


class TaskStrip(QFrame):
    """A card at the foot of a window that shows one task while it runs, and none otherwise."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("card")
        self.setAccessibleName("Work in progress")
        self._task: Task | None = None
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
        self.hide()

    @property
    def busy(self) -> bool:
        """Whether a task runs."""
        return self._task is not None

    def run(
        self,
        doing: str,
        work: Callable[[Progress], Any],
        then: Callable[[Any], None],
        fail: Callable[[str], None],
    ) -> None:
        """Do ``work`` off the window's thread, then ``then`` with its result in the window's, or
        ``fail`` with a sentence. Work that runs already is stopped first."""
        self.cancel()
        self._task = task = Task(work)
        self._tasks.add(task)
        task.progressed.connect(self._show)
        task.succeeded.connect(lambda result: self._end(task) and then(result))
        task.failed.connect(lambda sentence: self._end(task) and fail(sentence))
        task.stopped.connect(lambda: self._end(task))
        task.finished.connect(lambda: self._tasks.discard(task))
        self._show(0.0, doing)
        self.place()
        self.show()
        self.raise_()
        task.start()

    def cancel(self) -> bool:
        """Ask the task to stop. Whether there was one."""
        if self._task is None:
            return False
        self._task.cancel()
        self._end(self._task)
        return True

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.cancel()
        for task in tuple(self._tasks):
            task.wait()

    def place(self) -> None:
        """Lie at the foot of the window, in its middle."""
        window = self.parentWidget()
        width = min(_WIDTH, window.width() - 2 * theme.space(5))
        height = self.sizeHint().height()
        self.setGeometry(
            (window.width() - width) // 2, window.height() - height - theme.space(5), width, height
        )

    def _show(self, fraction: float, doing: str) -> None:
        self._doing.setText(doing)
        self._bar.setValue(round(fraction * 1000))

    def _end(self, task: Task) -> bool:
        if self._task is not task:
            return False
        self._task = None
        self.hide()
        return True
