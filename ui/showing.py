"""Showing the chosen moments to the family: cut for it, shown, and removed again."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout
from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from annotations.model import Clip, Purpose, Recording, Snapshot
from export.clips import file_stem
from export.consent import objection
from export.departing import share
from export.sharing import Shared
from ui.family.moment import Moment
from ui.family.window import FamilyWindow
from ui.tasks import Task
from vig_tool.progress import Progress

Now = Callable[[], Snapshot | None]
"""A case as it is now; None once it was let go."""

_PREFIX = "vig-tool-showing-"


class Showing(QObject):
    """One showing at a time. Nothing leaves the case by it; still everybody in the clips must have
    said yes to the shared review, until its end, and a clip that is taken out of the tray is shown
    no longer. ``check`` it whenever the case has changed.

    ``progressed``  a fraction from 0 to 1 of cutting the clips, and what is being done
    ``opened``      the family's window is open
    ``failed``      it cannot be shown: why, in a sentence
    ``ended``       it is over, or was cancelled; no copy of a picture is left
    """

    progressed = Signal(float, str)
    opened = Signal()
    failed = Signal(str)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.window: FamilyWindow | None = None
        self._task: Task | None = None
        self._cancelled = False
        self._now: Now = lambda: None
        self._clips: tuple[Clip, ...] = ()
        self._recordings: tuple[Recording, ...] = ()
        self._folder: PrivateFolder | None = None
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shut_down)
        remove_left_over()

    @property
    def busy(self) -> bool:
        """Whether a showing is being prepared or goes on."""
        return self._folder is not None

    def start(self, now: Now, clips: Sequence[Clip], case_folder: Path, screen: QScreen) -> None:
        """Cut clips of a case, and open the family's window over a screen."""
        snapshot = now()
        if self.busy or snapshot is None:
            return
        try:
            self._folder = folder = PrivateFolder()
        except OSError:
            self.failed.emit("There is no room for the clips on this computer. Make some room.")
            return
        self._cancelled = False
        self._now, self._clips = now, tuple(clips)
        self._recordings = _shown(snapshot, clips)
        self._task = task = Task(
            lambda progress: prepare(snapshot, clips, case_folder, folder.path, progress)
        )
        task.progressed.connect(self.progressed)
        name = screen.name()
        task.succeeded.connect(lambda moments: self._open(task, moments, name))
        task.failed.connect(lambda sentence: self._fail(task, sentence))
        task.stopped.connect(lambda: self._note_stop(task))
        task.start()

    def cancel(self) -> None:
        """Stop cutting; or close the window."""
        if self.window is not None:
            self.window.close()
        elif self._task is not None:
            self._cancelled = True
            self._task.cancel()

    def check(self) -> None:
        """Cancel if the case was let go, a yes was taken back or a clip was taken out."""
        if self.busy and self._why_not() is not None:
            self.cancel()

    def shut_down(self) -> None:
        """Cancel, wait, and leave nothing behind."""
        self.cancel()
        if self._task is not None:
            self._task.wait()
        if self._folder is not None:
            self._end()

    # What a task says may arrive when another one runs, or none: then it is not listened to.

    def _open(self, task: Task, moments: list[Moment], screen_name: str) -> None:
        if task is not self._task:
            return
        why_not = self._why_not()
        if why_not is None and self._changed():
            why_not = "The moments were changed just now. Show them once more."
        if why_not:
            self._fail(task, why_not)
            return
        if self._cancelled or why_not is not None:  # it was done before it heard of it
            self._end()
            return
        self._let_task_go()
        self.window = window = FamilyWindow(moments)
        window.stopped.connect(self._end)
        window.show_over(_screen_called(screen_name))
        self.opened.emit()

    def _fail(self, task: Task, sentence: str) -> None:
        if task is self._task:
            self._remove()
            self.failed.emit(sentence)

    def _note_stop(self, task: Task) -> None:
        if task is self._task:
            if why_not := self._why_not():
                self._fail(task, why_not)
            else:
                self._end()

    def _why_not(self) -> str | None:
        """Why it may not be shown any more, in a sentence, or in none where its case was let go;
        None where it may."""
        snapshot = self._now()
        if snapshot is None:
            return ""
        if len(_as_they_are(snapshot, self._clips)) < len(self._clips):
            return "A moment was taken out just now, so nothing is shown. Show the others anew."
        why = objection(snapshot, self._recordings, Purpose.REVIEW)
        return f"{why}, so nothing is shown." if why else None

    def _changed(self) -> bool:
        """Whether what is seen of the clips is another by now."""
        snapshot = self._now()
        if snapshot is None:
            return True
        now = _as_they_are(snapshot, self._clips)
        return [_seen_of(clip) for clip in now] != [_seen_of(clip) for clip in self._clips]

    def _end(self) -> None:
        self._remove()
        self.ended.emit()

    def _remove(self) -> None:
        self._let_task_go()
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        if self._folder is not None:
            self._folder.remove()
            self._folder = None

    def _let_task_go(self) -> None:
        if self._task is not None:
            self._task.wait()
            self._task = None


def _as_they_are(snapshot: Snapshot, clips: Sequence[Clip]) -> list[Clip]:
    """Those of some clips that are in the case still, as they are there now, in its order."""
    ids = {clip.id for clip in clips}
    return [clip for clip in snapshot.clips if clip.id in ids]


def _seen_of(clip: Clip) -> tuple[object, ...]:
    return clip.id, clip.start_us, clip.end_us, clip.still_us, clip.caption


def _shown(snapshot: Snapshot, clips: Sequence[Clip]) -> tuple[Recording, ...]:
    shown = {clip.recording_id for clip in clips}
    return tuple(each for each in snapshot.recordings if each.id in shown)


def _screen_called(name: str) -> QScreen:
    """A screen by its name; the first one where it was unplugged meanwhile."""
    screens = QGuiApplication.screens()
    return next((screen for screen in screens if screen.name() == name), screens[0])


def prepare(
    snapshot: Snapshot,
    clips: Sequence[Clip],
    case_folder: Path,
    temp_folder: Path,
    progress: Progress,
) -> list[Moment]:
    """Cut clips and stills for the shared review into ``temp_folder``, in any thread.

    Raises ``ConsentMissing``, ``NothingToShare``, ``FilmLost``, and what reading and writing films
    raises; then nothing is left in the folder.
    """
    folder = temp_folder / "moments"
    shared = share(
        snapshot, case_folder, Purpose.REVIEW, folder, _stays, clips=clips, progress=progress
    )
    stems = [file_stem(place, len(shared.clips)) for place in range(len(shared.clips))]
    return [
        Moment(folder / f"clips/{stem}.mp4", folder / f"stills/{stem}.png", clip.caption)
        for stem, clip in zip(stems, shared.clips, strict=True)
    ]


def _stays(shared: Shared) -> None:
    """What is shown on this very screen does not leave: there is nothing to record."""


class PrivateFolder:
    """A new folder among the temporary files that only this user may read. It is removed by
    ``remove``; if the program dies before, by ``remove_left_over`` when it is started again."""

    def __init__(self) -> None:
        self.path = Path(tempfile.gettempdir()) / f"{_PREFIX}{uuid4().hex}"
        self._lock = _lock_of(self.path)
        self._lock.acquire()  # held before the folder is there: it never looks left over
        try:
            self.path.mkdir(mode=0o700)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove it with all that is in it."""
        _remove(self.path, self._lock)


def remove_left_over() -> None:
    """Remove the folders of programs that died before they could."""
    for folder in _folders():
        lock = _lock_of(folder)
        with suppress(Timeout, OSError):  # somebody is using it, or it is another user's
            lock.acquire()
            _remove(folder, lock)


def _folders() -> Iterator[Path]:
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if path.is_dir() and not path.is_symlink():
            yield path


def _lock_of(folder: Path) -> FileLock:
    """The lock of a folder, which ends with the process that holds it."""
    lock_file = folder.with_name(f"{folder.name}.lock")
    return FileLock(lock_file, timeout=0, thread_local=False, fallback_to_soft=False, mode=0o600)


def _remove(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    if not folder.exists():
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)
