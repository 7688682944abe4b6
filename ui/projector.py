"""The film on the stage: which frame is on screen, and every way to another one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from media.film import Film
from media.frame_index import FrameIndex
from media.opening import open_quickly
from media.probe import probe
from ui.pictures import Pictures
from ui.player import Player
from ui.tasks import Task

_FOR_EVER_US = 1_000 * 3600 * 1_000_000
"""Beyond the end of any film."""


class Projector(QObject):
    """One film at a time. ``frame`` is the number of the frame on screen, and nothing else;
    before the film's first picture has come, ``seen`` says so.

    ``pictured``         the picture of ``frame`` has come on screen
    ``unreadable``       ``frame`` cannot be decoded: why, in a sentence
    ``moved``            ``frame`` is another one, or its film is
    ``film_changed``     another film, none, or the same: its whole index is known now, or its
                         pictures are turned another way
    ``playing_changed``  playing began or ended
    ``jumped``           what plays goes on from another frame
    ``troubled``         the film could not be opened, or was lost: a sentence
    ``opening``          the film is being looked at (a sentence), or no longer (nothing)
    """

    pictured = Signal(int, QImage)
    unreadable = Signal(int, str)
    moved = Signal(int)
    film_changed = Signal()
    playing_changed = Signal(bool)
    jumped = Signal()
    troubled = Signal(str)
    opening = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self.frame = 0
        self._target = self._turn = 0
        self._complete = True
        self._seen = self._goes_on = False
        self._wanted_us: int | None = None
        self._manner: tuple[int | None, float, int | None] = None, 1.0, None
        self._ahead: int | None = None
        self._task: Task | None = None
        self._tasks: set[Task] = set()
        self.pictures = Pictures(self)
        self.player = Player(self.pictures, self)
        self.pictures.shown.connect(self._show)
        self.pictures.unreadable.connect(self._show_unreadable)
        self.pictures.lost.connect(self.troubled)
        self.player.shown.connect(self._show)
        self.player.unreadable.connect(self._show_unreadable)
        self.player.stopped.connect(lambda: self.playing_changed.emit(False))
        self.player.ended.connect(self._note_end)

    # Opening

    def open(self, find: Callable[[], Path], name: str, at_us: int = 0, turn: int = 0) -> None:
        """Put a film on, with its frame at a time and its pictures turned on by quarter turns
        clockwise. It can be stepped before all of it is known. ``find`` says in another thread
        where the film is, for a disk may be slow to wake; what it raises is told by ``troubled``.
        """
        self.close()
        self._wanted_us, self._turn = at_us, turn
        self.opening.emit(f"Opening {name}")
        self._run(Task(lambda progress: open_quickly(find()), awaited=True), self._begin)

    def turn(self, turn: int) -> None:
        """Turn the film's pictures by so many quarters clockwise instead of as before. What is on
        screen, its number and whether it plays stay."""
        more, self._turn = turn - self._turn, turn
        if more and self.film is not None:
            self.film = self.film.turned(more)
            self.pictures.replace_film(self.film)
            self.film_changed.emit()

    def close(self) -> None:
        """Take the film off."""
        self.pause()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self._seen = self._goes_on = False
        self._wanted_us = None
        if self.film is not None:
            self.pictures.close()
            self.film = None
            self.frame = self._target = 0
            self.film_changed.emit()

    def shut_down(self) -> None:
        """Close, and wait until nothing runs any more."""
        self.close()
        self.pictures.shut_down()
        for task in self._tasks:
            task.wait()
        self._tasks.clear()

    @property
    def complete(self) -> bool:
        """Whether every frame of the film is known already."""
        return self._complete

    @property
    def index(self) -> FrameIndex | None:
        """The frames of the film that is on."""
        return None if self.film is None else self.film.index

    def knows(self, time_us: float) -> bool:
        """Whether the boundaries around a time are certain. While a film is still being looked
        through only its beginning is, and the nearest that is known is the wrong one."""
        if self.film is None:
            return False
        # Where the last known frame ends is a guess until the next one is known.
        return self._complete or time_us <= self.film.index.start_us(len(self.film.index) - 1)

    # What is on screen

    @property
    def time_us(self) -> int:
        """When the frame on screen begins."""
        return 0 if self.film is None else self.film.index.start_us(self.frame)

    @property
    def end_us(self) -> int:
        """When the frame on screen ends."""
        return 0 if self.film is None else self.film.index.end_us(self.frame)

    @property
    def seen(self) -> bool:
        """Whether ``frame`` is on screen: its picture, or the sentence why there is none."""
        return self._seen

    @property
    def place_us(self) -> int:
        """Where to go on another day: a time that is still waited for, else that of the frame."""
        return self.time_us if self._wanted_us is None else self._wanted_us

    @property
    def target(self) -> int:
        """The frame that was asked for last; ``frame`` once it is on screen."""
        return self._target

    @property
    def at_end(self) -> bool:
        """Whether the film's last frame was asked for last."""
        return (
            self._complete and self.film is not None and self._target >= len(self.index or ()) - 1
        )

    @property
    def at_rest(self) -> bool:
        """Whether the frame that was asked for is on screen, and nothing is on its way."""
        arrived = self._seen and self.frame == self._target
        return self._task is None and not self.playing and arrived

    @property
    def state(self) -> str:
        """What is on screen and what is on its way, for reports."""
        return (
            f"frame {self.frame}, asked for {self._target}, "
            f"{'playing' if self.playing else 'still'}, {'opening' if self._task else 'open'}"
        )

    @property
    def playing(self) -> bool:
        """Whether the film is playing."""
        return self.player.playing

    @property
    def played_frame(self) -> int:
        """Where playing is: the frame on screen, or the one from which it is about to go on."""
        return self.frame if self._ahead is None else self._ahead

    # Ways to another frame

    def go(self, number: int) -> None:
        """Show a frame, the nearest there is."""
        if self.film is not None:
            self._take_aim(number)
            self.pictures.ask(self._target)

    def go_us(self, time_us: int) -> None:
        """Show the frame that begins nearest to a time; one that is not known yet, as soon as it
        is, unless another is asked for before."""
        if self.film is not None:
            self.go(self.film.index.frame_at(time_us))
            self._wanted_us = None if self.knows(time_us) else time_us

    def scrub(self, number: int) -> None:
        """Drag over a frame: something near it at once, itself as soon as the hand rests."""
        if self.film is not None:
            self._take_aim(number)
            self.pictures.ask(self._target, exact=False)

    def _take_aim(self, number: int) -> None:
        assert self.film is not None
        self.pause()
        self._wanted_us, self._goes_on = None, False
        self._target = min(max(number, 0), len(self.film.index) - 1)

    def step(self, frames: int) -> None:
        """Go on or back by frames, counted from where the last step was heading."""
        self.pause()
        self.go(self._target + frames)

    def jump(self, number: int) -> None:
        """Show a frame; what plays goes on from it."""
        if self.playing:
            self.play_on(number)
        else:
            self.go(number)

    def play_on(self, number: int) -> None:
        """Play from a frame on, in the way it was played last."""
        if self.film is None:
            return
        number = min(max(number, 0), len(self.film.index) - 1)
        until, speed, again_from = self._manner
        if until is not None and not (again_from or 0) <= number < until:
            until = again_from = None
        self.play(number, until, speed=speed, again_from=again_from)
        self._target = number

    def jump_us(self, time_us: int) -> None:
        """Show the frame that begins nearest to a time; what plays goes on from it."""
        if self.film is not None and self.playing and self.knows(time_us):
            self.jump(self.film.index.frame_at(time_us))
        else:
            self.go_us(time_us)

    def leap(self, time_us: int) -> None:
        """Go on or back by a time; what plays goes on from there."""
        if self.film is not None:
            self.jump_us(max(self.film.index.start_us(self._target) + time_us, 0))

    def go_to_start(self) -> None:
        """Show the first frame; what plays goes on from it."""
        self.jump(0)

    def go_to_end(self) -> None:
        """Show the last frame; where it is not known yet, as soon as it is."""
        self.go_us(_FOR_EVER_US)

    # Playing

    def play(
        self, first: int, until: int | None, *, speed: float = 1.0, again_from: int | None = None
    ) -> None:
        """Play from a frame on, to before frame ``until`` or to the end; with ``again_from``, then
        from there to ``until`` again and again. Backwards where ``speed`` is below zero."""
        if self.film is not None:
            self._wanted_us, self._goes_on = None, False
            played, self._manner = self.playing, (until, speed, again_from)
            if played and first != self.frame:
                self.jumped.emit()
            self._ahead = first
            self.player.play(first, until, speed, again_from=again_from)
            if self.playing and not played:
                self.playing_changed.emit(True)

    def go_on_at(self, speed: float, *, round_and_round: bool = True) -> None:
        """Play on from ``played_frame`` at another speed; if not ``round_and_round``, on beyond
        what was played again and again."""
        until, _, again_from = self._manner
        if not round_and_round:
            until = again_from = None
        self.play(self.played_frame, until, speed=speed, again_from=again_from)

    def pause(self) -> None:
        """Stop playing; the frame on screen stays."""
        if self.playing:
            begun = self.player.at is not None
            if begun:
                self._target = self.frame
            self.player.pause()
            if not begun:
                self.pictures.ask(self._target)  # nothing was played yet: what was asked for comes

    # What comes back

    def _begin(self, opened: tuple[Film, bool]) -> None:
        film, complete = opened
        film = film.turned(self._turn)
        self.film, self._complete = film, complete
        wanted_us = self._wanted_us or 0
        self.frame = self._target = film.index.frame_at(wanted_us)
        self._wanted_us = None if self.knows(wanted_us) else wanted_us
        self.pictures.open(film)
        self.film_changed.emit()
        self.pictures.ask(self._target)
        if complete:
            self.opening.emit("")
        else:
            path = film.path
            self._run(Task(lambda progress: probe(path, progress)), self._complete_film)

    def _complete_film(self, film: Film) -> None:
        assert self.film is not None
        before, played = self.film.index, self.playing
        film = film.turned(self._turn)
        self.film, self._complete = film, True
        # A film that did not keep its promise has other numbers; frames are the same by time.
        self.frame = film.index.frame_at(before.start_us(self.frame))
        self._target = film.index.frame_at(before.start_us(self._target))
        if not self.pictures.replace_film(film):
            self._seen = False
            if played:
                self.pictures.ask(self._target)
        self.film_changed.emit()
        self.opening.emit("")
        if self._wanted_us is not None:
            self.go_us(self._wanted_us)
        elif self._goes_on:
            self.play_on(self.frame)

    def _note_end(self) -> None:
        """What was known of the film has been played: it goes on once all of it is known."""
        self._goes_on = not self._complete and self._task is not None

    def _run(self, task: Task, then: Callable[[Any], None]) -> None:
        self._task = task
        self._tasks.add(task)

        def if_wanted(result: object) -> None:
            if self._task is task:
                self._task = None
                then(result)

        def fail(sentence: str) -> None:
            if self._task is task:
                self._task = None
                self.opening.emit("")
                self.troubled.emit(sentence)

        task.succeeded.connect(if_wanted)
        task.failed.connect(fail)

        def tell(fraction: float, doing: str) -> None:
            if self._task is task:
                self.opening.emit(f"{doing} ({fraction:.0%})")

        task.progressed.connect(tell)
        task.finished.connect(lambda: self._tasks.discard(task))
        task.start()

    def _show(self, number: int, picture: QImage) -> None:
        self._take(number)
        self.pictured.emit(number, picture)
        self.moved.emit(number)

    def _show_unreadable(self, number: int, sentence: str) -> None:
        self._take(number)
        self.unreadable.emit(number, sentence)
        self.moved.emit(number)

    def _take(self, number: int) -> None:
        if not self._seen:
            self.player.prepare()
        self.frame, self._seen, self._ahead = number, True, None
        if self.playing:
            self._target = number
