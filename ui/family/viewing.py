"""Watching moments one after the other: what is shown now, and every way to go on."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from media.film import Film
from media.probe import probe
from ui import settings
from ui.family.moment import Moment
from ui.pictures import Pictures
from ui.player import Player
from ui.tasks import Task
from vig_tool.progress import Progress

_SPEEDS = (1.0, 0.5, 0.25)


class Stand(Enum):
    """Where the viewing is: ``WAITING`` for a clip to open, ``PLAYING``, ``PAUSED`` on one
    picture, ``RESTING`` on the clip's still, ``BROKEN`` where it cannot be shown, ``OVER`` after
    the last one."""

    WAITING = auto()
    PLAYING = auto()
    PAUSED = auto()
    RESTING = auto()
    BROKEN = auto()
    OVER = auto()


class Viewing(QObject):
    """Shows a list of moments, one at a time.

    ``pictured``  a picture of the present moment is to be shown
    ``changed``   ``stand``, ``place`` or ``speed`` is another
    """

    pictured = Signal(QImage)
    changed = Signal()

    def __init__(self, moments: Sequence[Moment], parent: QObject | None = None) -> None:
        if not moments:
            raise ValueError("there is no moment to show")
        super().__init__(parent)
        self.moments = tuple(moments)
        self.place = 0
        self.stand = Stand.WAITING
        self.speed = 1.0
        self._plays_at_once = False
        self._film: Film | None = None
        self._still = QImage()
        self._frame = self._target = 0
        self._task: Task | None = None
        self._tasks: set[Task] = set()
        self._pictures = Pictures(self)
        self._player = Player(self._pictures, self)
        self._player.set_volume(settings.gain(settings.volume()[0]), muted=False)
        self._pictures.shown.connect(self._show)
        self._pictures.unreadable.connect(lambda number, sentence: self._give_up())
        self._pictures.lost.connect(lambda sentence: self._give_up())
        self._player.shown.connect(self._show)
        self._player.unreadable.connect(lambda number, sentence: self._give_up())
        self._player.ended.connect(self._rest)

    @property
    def moment(self) -> Moment:
        """The one that is shown, or was last."""
        return self.moments[self.place]

    @property
    def first(self) -> bool:
        """Whether nothing comes before this one."""
        return self.place == 0 and self.stand is not Stand.OVER

    def set_size(self, width_px: int, height_px: int) -> None:
        """How large pictures are wanted, in the screen's own pixels."""
        self._pictures.set_size(width_px, height_px)

    # From moment to moment

    def open(self, place: int, *, play: bool) -> None:
        """Show a moment: play it, or wait on its first picture."""
        self._let_go()
        self.place, self.speed, self._plays_at_once = place, 1.0, play
        moment = self.moment
        self._task = task = Task(lambda progress: _load(moment, progress), awaited=True)
        self._tasks.add(task)
        task.succeeded.connect(lambda loaded: self._begin(*loaded) if self._task is task else None)
        task.failed.connect(lambda sentence: self._give_up() if self._task is task else None)
        task.finished.connect(lambda: self._tasks.discard(task))
        self._stand_at(Stand.WAITING)
        task.start()

    def go_on(self) -> None:
        """The next moment; after the last one it is over."""
        if self.stand is Stand.OVER:
            return
        if self.place + 1 < len(self.moments):
            self.open(self.place + 1, play=True)
        else:
            self._player.pause()
            self._stand_at(Stand.OVER)

    def go_back(self) -> None:
        """The moment before; from the end, the last one."""
        if self.stand is Stand.OVER:
            self.open(self.place, play=True)
        elif self.place > 0:
            self.open(self.place - 1, play=True)

    def watch_from_the_start(self) -> None:
        """All of them once more."""
        self.open(0, play=True)

    def close(self) -> None:
        """Stop, and hold no file and no thread any more."""
        self._let_go()
        for task in tuple(self._tasks):
            task.wait()
        self._tasks.clear()

    # Within a moment

    def toggle(self) -> None:
        """Play, or stop on this picture."""
        if self.stand is Stand.PLAYING:
            self._pause()
        elif self.stand is Stand.OVER:
            self.watch_from_the_start()
        elif self._film is not None:
            at_end = self.stand is Stand.RESTING or self._frame >= len(self._film.index) - 1
            self._play(0 if at_end else self._frame)

    def watch_again(self) -> None:
        """Play the moment from its start."""
        if self._film is not None and self.stand is not Stand.OVER:
            self._play(0)

    def step(self, frames: int) -> None:
        """Stop, and go on or back by single pictures."""
        if self._film is None or self.stand is Stand.OVER:
            return
        last = len(self._film.index) - 1
        if self.stand is Stand.RESTING:
            self._target = last
        self._pause()
        self._target = min(max(self._target + frames, 0), last)
        self._pictures.ask(self._target)

    def slow_down(self) -> None:
        """Half speed, then a quarter, then as it was; what is playing goes on, what has ended is
        watched again."""
        if self._film is None or self.stand is Stand.OVER:
            return
        self.speed = _SPEEDS[(_SPEEDS.index(self.speed) + 1) % len(_SPEEDS)]
        if self.stand is Stand.PLAYING:
            self._play(self._frame)
        elif self.stand is Stand.RESTING:
            self._play(0)
        else:
            self.changed.emit()

    # What happens within

    def _let_go(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._player.pause()
        if self._film is not None:
            self._film = None
            self._pictures.shut_down()

    def _begin(self, film: Film, still: QImage) -> None:
        self._task = None
        self._film, self._still = film, still
        self._frame = self._target = 0
        self._pictures.open(film)
        self._player.prepare()
        if self._plays_at_once:
            self._play(0)
        else:
            self._pictures.ask(0)
            self._stand_at(Stand.PAUSED)

    def _play(self, first: int) -> None:
        self._player.pause()
        self._player.play(first, None, self.speed)
        self._stand_at(Stand.PLAYING)

    def _pause(self) -> None:
        if self.stand is Stand.PLAYING:
            self._player.pause()
            self._target = self._frame
        self._stand_at(Stand.PAUSED)

    def _show(self, number: int, picture: QImage) -> None:
        if self._film is None or self.stand in (Stand.RESTING, Stand.OVER, Stand.BROKEN):
            return
        self._frame = number
        self.pictured.emit(picture)

    def _rest(self) -> None:
        if self.stand is not Stand.PLAYING:
            return
        self._stand_at(Stand.RESTING)
        if not self._still.isNull():
            self.pictured.emit(self._still)

    def _give_up(self) -> None:
        self._let_go()
        self._stand_at(Stand.BROKEN)

    def _stand_at(self, stand: Stand) -> None:
        self.stand = stand
        self.changed.emit()


def _load(moment: Moment, progress: Progress) -> tuple[Film, QImage]:
    return probe(moment.path, progress), QImage(str(moment.still))
