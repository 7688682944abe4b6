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


class Projector(QObject):
    """One film at a time. ``frame`` is the number of the frame on screen, and nothing else.

    ``pictured``         the picture of ``frame`` has come on screen
    ``unreadable``       ``frame`` cannot be decoded: why, in a sentence
    ``moved``            ``frame`` is another one, or its film is
    ``film_changed``     another film, none, or more of the same: its whole index is known now
    ``playing_changed``  playing began or ended
    ``troubled``         the film could not be opened, or was lost: a sentence
    ``opening``          the film is being looked at (a sentence), or no longer (nothing)
    """

    pictured = Signal(int, QImage)
    unreadable = Signal(int, str)
    moved = Signal(int)
    film_changed = Signal()
    playing_changed = Signal(bool)
    troubled = Signal(str)
    opening = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.film: Film | None = None
        self.frame = 0
        self._target = 0
        self._complete = True
        self._start_us = 0
        self._task: Task | None = None
        self._tasks: set[Task] = set()
        self.pictures = Pictures(self)
        self.player = Player(self.pictures, self)
        self.pictures.shown.connect(self._show)
        self.pictures.unreadable.connect(self._show_unreadable)
        self.pictures.lost.connect(self.troubled)
        self.player.shown.connect(self._show)
        self.player.unreadable.connect(self._show_unreadable)
        self.player.ended.connect(self._note_end)

    # Opening

    def open(self, path: Path, at_us: int = 0) -> None:
        """Put a film on, with its frame at a time. It can be stepped before all of it is known."""
        self.close()
        self._start_us = at_us
        self.opening.emit(f"Opening {path.name}")
        self._run(Task(lambda progress: open_quickly(path)), self._begin)

    def close(self) -> None:
        """Take the film off."""
        self.pause()
        if self._task is not None:
            self._task.cancel()
            self._task = None
        if self.film is not None:
            self.pictures.close()
            self.film = None
            self.frame = self._target = 0
            self.film_changed.emit()

    def shut_down(self) -> None:
        """Close, and wait until nothing runs any more."""
        self.close()
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
    def at_rest(self) -> bool:
        """Whether the frame that was asked for is on screen, and nothing is on its way."""
        return self._task is None and not self.playing and self.frame == self._target

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

    # Ways to another frame

    def go(self, number: int) -> None:
        """Show a frame, the nearest there is."""
        if self.film is not None:
            self.pause()
            self._target = min(max(number, 0), len(self.film.index) - 1)
            self.pictures.ask(self._target)

    def go_us(self, time_us: float) -> None:
        """Show the frame that begins nearest to a time."""
        if self.film is not None:
            self.go(self.film.index.frame_at(time_us))

    def scrub(self, number: int) -> None:
        """Drag over a frame: something near it at once, itself as soon as the hand rests."""
        if self.film is not None:
            self.pause()
            self._target = min(max(number, 0), len(self.film.index) - 1)
            self.pictures.ask(self._target, exact=False)

    def step(self, frames: int) -> None:
        """Go on or back by frames, counted from where the last step was heading."""
        self.pause()
        self.go(self._target + frames)

    def leap(self, time_us: int) -> None:
        """Go on or back by a time."""
        self.pause()
        if self.film is not None:
            self.go_us(self.film.index.start_us(self._target) + time_us)

    def go_to_start(self) -> None:
        """Show the first frame."""
        self.go(0)

    def go_to_end(self) -> None:
        """Show the last frame."""
        if self.film is not None:
            self.go(len(self.film.index) - 1)

    def toggle_playing(self) -> None:
        """Play from the frame on screen (from the start at the film's end), or pause."""
        if self.film is None:
            return
        if self.playing:
            self.pause()
        else:
            last = len(self.film.index) - 1
            self.play(0 if self.frame >= last else self.frame, None)

    def play(self, first: int, until: int | None) -> None:
        """Play from a frame on, to before frame ``until`` or to the end."""
        if self.film is not None:
            self.player.play(first, until)
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stop playing; the frame on screen stays."""
        if self.playing:
            self.player.pause()  # where nothing was played yet, what was asked for before comes
            self.playing_changed.emit(False)

    # What comes back

    def _begin(self, opened: tuple[Film, bool]) -> None:
        film, complete = opened
        self.film, self._complete = film, complete
        self.frame = self._target = film.index.frame_at(self._start_us)
        self.pictures.open(film)
        self.film_changed.emit()
        self.pictures.ask(self._target)
        if complete:
            self.opening.emit("")
        else:
            path = film.path
            self._run(Task(lambda progress: probe(path, progress)), self._complete_film)

    def _complete_film(self, film: Film) -> None:
        self.film, self._complete = film, True
        self.pictures.replace_film(film)
        self.film_changed.emit()
        self.opening.emit("")
        wanted = film.index.frame_at(self._start_us)
        if self._target == self.frame and wanted > self._target and self._start_us:
            self.go(wanted)

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
        self.frame = number
        if self.playing:
            self._target = number
        self.pictured.emit(number, picture)
        self.moved.emit(number)

    def _show_unreadable(self, number: int, sentence: str) -> None:
        self.frame = number
        self.unreadable.emit(number, sentence)
        self.moved.emit(number)

    def _note_end(self) -> None:
        self.playing_changed.emit(False)
