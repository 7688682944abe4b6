"""One export at a time: it runs off the window's thread, and can be stopped."""

from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from annotations.case import Case
from annotations.model import Clip, Purpose
from export.departing import record, share
from export.sharing import Shared
from ui.crossing import Crossing
from ui.in_words import counted
from ui.tasks import Task
from ui.workspace import Workspace
from vig_tool.errors import VigError


class CaseLeft(VigError):
    """The case was closed before its export was complete."""


@dataclass(frozen=True)
class Order:
    """What is to leave, for what, and where to. ``replace``: an earlier export there may go."""

    purpose: Purpose
    clips: tuple[Clip, ...]
    folder: Path
    replace: bool = False


class Sharing(QObject):
    """Makes folders that leave the case.

    ``began``       an export runs
    ``progressed``  how much of it is done, from 0 to 1, and what is being done
    ``finished``    it is complete: a ``Shared``
    ``failed``      it is not, and nothing was left behind: why, in a sentence
    ``stopped``     it was stopped, and nothing was left behind
    ``left``        it is over, but its case is not open any more: its result is no news
    """

    began = Signal()
    progressed = Signal(float, str)
    finished = Signal(object)
    failed = Signal(str)
    stopped = Signal()
    left = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._crossing = Crossing(self)
        self._task: Task | None = None
        self._case: Case | None = None
        self.order: Order | None = None
        self.fraction = 0.0
        self.doing = ""
        self.begun_s = 0.0
        workspace.case_changed.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Whether an export runs."""
        return self._task is not None

    def start(self, order: Order) -> None:
        """Export; what goes wrong is told by ``failed``. Nothing happens while another one runs."""
        case = self._workspace.case
        if case is None or self.busy:
            return
        if case.read_only_reason is not None:
            self.failed.emit(case.read_only_reason)
            return
        self._case, self.order = case, order
        self.begun_s = monotonic()
        snapshot, folder = self._workspace.snapshot, self._workspace.folder
        write_down = self._crossing.in_ui_thread(lambda shared: self._record(case, shared))
        self._task = task = Task(
            lambda progress: share(
                snapshot,
                folder,
                order.purpose,
                order.folder,
                write_down,
                clips=order.clips,
                replace=order.replace,
                progress=progress,
            )
        )
        task.progressed.connect(self._progress)
        task.succeeded.connect(self._finish)
        task.failed.connect(self._fail)
        task.stopped.connect(self._note_stop)
        self._progress(0.0, "Looking at the films")
        self.began.emit()
        task.start()

    def stop(self) -> None:
        """Ask the export to stop; it leaves nothing behind."""
        if self._task is not None:
            self._task.cancel()

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more. No other export can follow."""
        self._crossing.close()
        self.stop()
        if self._task is not None:
            self._task.wait()

    def _record(self, case: Case, shared: Shared) -> None:
        """Write down that it left, if its case is still open."""
        if self._workspace.case is not case:
            raise CaseLeft("The case was closed before all was written, so nothing was kept.")
        record(case, shared)

    def _progress(self, fraction: float, doing: str) -> None:
        self.fraction, self.doing = fraction, doing
        self.progressed.emit(fraction, doing)

    def _finish(self, shared: Shared) -> None:
        if not self._end():
            return
        self.finished.emit(shared)

    def _fail(self, sentence: str) -> None:
        if not self._end():
            return
        self.failed.emit(sentence)

    def _note_stop(self) -> None:
        if self._end():
            self.stopped.emit()

    def _end(self) -> bool:
        """Nothing runs any more. Whether its case is still the one that is open."""
        task, self._task = self._task, None
        if task is not None:
            task.wait()
        case, self._case = self._case, None
        if case is self._workspace.case:
            return True
        self.left.emit()
        return False


def told(shared: Shared) -> str:
    """What was written, and where: ``2 moments and 2 stills are in “For the parent”.``"""
    count = len(shared.clips)
    written = f"{counted(count, 'moment')} and {counted(count, 'still')}"
    return f"{written} are in “{shared.folder.name}”."


def show_in_folder(shared: Shared) -> None:
    """Let the system show what was written."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(shared.folder.absolute())))
