"""The stills of clips: made off the window's thread, in memory only, never on disk."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QImage

from annotations.model import Clip, Snapshot
from annotations.recordings import find_film
from export.stills import still_of
from media.film import Film
from media.probe import probe
from ui.reading import Reading
from ui.small_pictures import frame_picture
from ui.workspace import Workspace
from vig_tool.errors import Cancelled, VigError
from vig_tool.progress import Progress

_HEIGHT_PX = 360

Range = tuple[str, int, int, int, int | None]
"""All that a still depends on: the recording and its turn, the clip's range and the chosen time."""

Made = tuple[str, Range, QImage | None]
"""A clip, what its still was made for, and the still."""


class Stills(QObject):
    """The picture of each clip of the case, as soon as it is made. ``changed``: the still of the
    clip with this id is another one."""

    changed = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._pictures: dict[str, tuple[Range, QImage | None]] = {}
        self._films: dict[str, Film] = {}
        self._wanted: dict[str, Range] = {}
        self._reading = Reading(self)
        self._reading.read.connect(self._keep)
        self._reading.done.connect(self._go_on)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.shut_down)
        workspace.case_changed.connect(self._begin_anew)
        workspace.changed.connect(self._follow)
        workspace.recording_changed.connect(self._try_again)
        self._make_missing()

    def picture(self, clip: Clip) -> QImage | None:
        """The still of a clip; the one before it while a new one is made, None where there is
        none yet or its film cannot be shown."""
        return self._pictures.get(clip.id, (None, None))[1]

    @property
    def busy(self) -> bool:
        """Whether stills are being made."""
        return self._reading.busy

    def shut_down(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self._reading.shut_down()

    def _follow(self, tables: frozenset[str]) -> None:
        if "recording" in tables:
            self._try_again()
        elif "clip" in tables:
            self._make_missing()

    def _try_again(self) -> None:
        """Where there was no picture, a film may have been found again."""
        for clip_id in [each for each, kept in self._pictures.items() if kept[1] is None]:
            del self._pictures[clip_id]
        self._make_missing()

    def _begin_anew(self) -> None:
        self._reading.stop()
        self._pictures.clear()
        self._films = {}
        self._make_missing()

    def _make_missing(self) -> None:
        """Make what is missing, one after the other; whatever changes meanwhile comes after."""
        wanted = [clip for clip in self._workspace.clips if self._is_stale(clip)]
        if not wanted or self.busy:
            return
        snapshot, folder, films = self._workspace.snapshot, self._workspace.folder, self._films
        self._wanted = {clip.id: _range(clip, snapshot) for clip in wanted}

        def make(progress: Progress) -> Iterator[Made]:
            for clip in wanted:
                made_for = _range(clip, snapshot)
                yield clip.id, made_for, _still(clip, snapshot, folder, films, progress)

        self._reading.start(make)

    def _go_on(self) -> None:
        """Whatever was left over comes now, but for the still at which it failed."""
        for clip_id, failed in tuple(self._wanted.items())[:1]:
            self._keep((clip_id, failed, None))
        self._make_missing()

    def _is_stale(self, clip: Clip) -> bool:
        kept = self._pictures.get(clip.id)
        return kept is None or kept[0] != _range(clip, self._workspace.snapshot)

    def _keep(self, made: Made) -> None:
        clip_id, made_for, picture = made
        self._wanted.pop(clip_id, None)
        if any(clip.id == clip_id for clip in self._workspace.clips):
            self._pictures[clip_id] = (made_for, picture)
            self.changed.emit(clip_id)


def stills_of(workspace: Workspace) -> Stills:
    """The stills of a workspace's case, which all who show them share."""
    found = workspace.findChild(Stills)
    return found if isinstance(found, Stills) else Stills(workspace)


def _range(clip: Clip, snapshot: Snapshot) -> Range:
    turn = snapshot.recording(clip.recording_id).turn
    return clip.recording_id, turn, clip.start_us, clip.end_us, clip.still_us


def _still(
    clip: Clip, snapshot: Snapshot, folder: Path, films: dict[str, Film], progress: Progress
) -> QImage | None:
    """The picture that the exporter would write, made small; None where it cannot be read."""
    try:
        film = _film(clip.recording_id, snapshot, folder, films, progress)
        return None if film is None else frame_picture(film, still_of(clip, film), _HEIGHT_PX)
    except Cancelled:
        raise
    except (VigError, OSError):  # the stage says what is wrong with a film
        return None


def _film(
    recording_id: str,
    snapshot: Snapshot,
    folder: Path,
    films: dict[str, Film],
    progress: Progress,
) -> Film | None:
    recording = snapshot.recording(recording_id)
    film = _kept(recording_id, films)
    if film is None:
        found = find_film(recording, snapshot, folder)
        if found.path is None or not found.usable:
            return None
        films[recording_id] = film = probe(found.path, progress)
    return film.turned(recording.turn)


def _kept(recording_id: str, films: Mapping[str, Film]) -> Film | None:
    """A film that was looked at before, if it is still there."""
    film = films.get(recording_id)
    return film if film is not None and film.path.is_file() else None
