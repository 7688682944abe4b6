"""Long work of the window: what is being done, how far it is, and a way to stop it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui import theme
from ui.actions import tip
from ui.tasks import Task
from vig_tool.progress import Progress

_WIDTH = 460


class TaskStrip(QFrame):
    """A card at the foot of a window that shows one task while it runs, and none otherwise.

    ``told`` how far it is, and what is being done; ``ended`` it is done, or stopped
    """

    told = Signal(float, str)
    ended = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("card")
        self.setAccessibleName("Work in progress")
        self._window = window
        self._halt: Callable[[], object] | None = None
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
        """Whether something is being done."""
        return self._halt is not None

    def begin(self, doing: str, halt: Callable[[], object]) -> None:
        """Show that something is being done; ``halt`` stops it."""
        self._halt = halt
        self.progress(0.0, doing)
        self.place()
        self.show()
        self.raise_()

    def progress(self, fraction: float, doing: str) -> None:
        """Show how far it is, from 0 to 1."""
        self._doing.setText(doing)
        self._bar.setValue(round(fraction * 1000))
        self.told.emit(fraction, doing)

    def end(self) -> None:
        """It is done, or stopped."""
        self._halt = None
        self.hide()
        self.ended.emit()

    def cancel(self) -> bool:
        """Stop what is being done. Whether there was something."""
        if self._halt is None:
            return False
        halt = self._halt
        self.end()
        halt()
        return True

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
        task = Task(work)
        self._tasks.add(task)
        wanted = task.cancel
        self.begin(doing, wanted)

        def finish(act: Callable[[], None]) -> None:
            if self._halt == wanted:
                self.end()
                act()

        def tell(fraction: float, said: str) -> None:
            if self._halt == wanted:
                self.progress(fraction, said)

        task.progressed.connect(tell)
        task.succeeded.connect(lambda result: finish(lambda: then(result)))
        task.failed.connect(lambda sentence: finish(lambda: fail(sentence)))
        task.finished.connect(lambda: self._tasks.discard(task))
        task.start()

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.cancel()
        for task in tuple(self._tasks):
            task.wait()

    def place(self) -> None:
        """Lie at the foot of the window, in its middle."""
        window = self._window
        width = min(_WIDTH, window.width() - 2 * theme.space(5))
        height = self.sizeHint().height()
        self.setGeometry(
            (window.width() - width) // 2, window.height() - height - theme.space(5), width, height
        )
