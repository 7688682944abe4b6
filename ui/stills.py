"""The stills of clips: made off the window's thread, in memory only, never on disk."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from annotations.model import Clip, Snapshot
from annotations.recordings import find_film
from export.stills import still_of
from media.film import Film
from media.probe import probe
from ui.small_pictures import frame_picture
from ui.tasks import Task
from ui.workspace import Workspace
from vig_tool.errors import VigError
from vig_tool.progress import Progress

_HEIGHT_PX = 360

Range = tuple[str, int, int, int | None]
"""All that a still depends on: the recording, the clip's range and the chosen time."""


class Stills(QObject):
    """The picture of each clip of the case, as soon as it is made. ``changed``: the still of the
    clip with this id is another one."""

    changed = Signal(str)
    _made = Signal(str, object, object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._pictures: dict[str, tuple[Range, QImage | None]] = {}
        self._films: dict[str, Film] = {}
        self._task: Task | None = None
        self._made.connect(self._keep)
        workspace.case_changed.connect(self._begin_anew)
        workspace.changed.connect(self._follow)
        self._make_missing()

    def picture(self, clip: Clip) -> QImage | None:
        """The still of a clip; the one before it while a new one is made, None where there is
        none yet or its film cannot be shown."""
        return self._pictures.get(clip.id, (None, None))[1]

    @property
    def busy(self) -> bool:
        """Whether stills are being made."""
        return self._task is not None

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
            self._task = None

    def _follow(self, tables: frozenset[str]) -> None:
        if "clip" in tables or "recording" in tables:
            self._make_missing()

    def _begin_anew(self) -> None:
        self.shut_down()
        self._pictures.clear()
        self._films = {}
        self._make_missing()

    def _make_missing(self) -> None:
        """Make what is missing, one after the other; whatever changes meanwhile comes after."""
        wanted = [clip for clip in self._workspace.clips if self._is_stale(clip)]
        if not wanted or self._task is not None:
            return
        snapshot, folder, films = self._workspace.snapshot, self._workspace.folder, self._films

        def make(progress: Progress) -> None:
            for clip in wanted:
                progress(0.0, "Making stills")
                self._made.emit(clip.id, _range(clip), _still(clip, snapshot, folder, films))

        self._task = task = Task(make)
        task.finished.connect(lambda: self._go_on(task))
        task.start()

    def _go_on(self, task: Task) -> None:
        if self._task is task:
            self._task = None
            self._make_missing()

    def _is_stale(self, clip: Clip) -> bool:
        kept = self._pictures.get(clip.id)
        return kept is None or kept[0] != _range(clip)

    def _keep(self, clip_id: str, made_for: Any, picture: QImage | None) -> None:
        if any(clip.id == clip_id for clip in self._workspace.clips):
            self._pictures[clip_id] = (made_for, picture)
            self.changed.emit(clip_id)


def stills_of(workspace: Workspace) -> Stills:
    """The stills of a workspace's case, which all who show them share."""
    found = workspace.findChild(Stills)
    return found if isinstance(found, Stills) else Stills(workspace)


def _range(clip: Clip) -> Range:
    return clip.recording_id, clip.start_us, clip.end_us, clip.still_us


def _still(clip: Clip, snapshot: Snapshot, folder: Path, films: dict[str, Film]) -> QImage | None:
    """The picture that the exporter would write, made small; None where it cannot be read."""
    try:
        film = _film(clip.recording_id, snapshot, folder, films)
        return None if film is None else frame_picture(film, still_of(clip, film), _HEIGHT_PX)
    except (VigError, OSError):  # the stage says what is wrong with a film
        return None


def _film(
    recording_id: str, snapshot: Snapshot, folder: Path, films: dict[str, Film]
) -> Film | None:
    kept = _kept(recording_id, films)
    if kept is not None:
        return kept
    found = find_film(snapshot.recording(recording_id), snapshot, folder)
    if found.path is None or not found.usable:
        return None
    films[recording_id] = film = probe(found.path)
    return film


def _kept(recording_id: str, films: Mapping[str, Film]) -> Film | None:
    """A film that was looked at before, if it is still there."""
    film = films.get(recording_id)
    return film if film is not None and film.path.is_file() else None
