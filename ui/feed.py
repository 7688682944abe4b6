"""A stretch of film on its way to the screen: drawn a little ahead, shown by a steady clock."""

from collections import deque
from threading import Condition, Thread
from time import monotonic

import numpy as np

from ui.reel import Drawn, Reel

POLL_MS = 4
"""How soon to look again where nothing is drawn yet."""

_MOST_AHEAD = 8
_AHEAD_AT_START = 3


class Feed:
    """One stretch of film: a thread that draws it a little ahead, and the clock it is shown by."""

    def __init__(self, reel: Reel, first: int, until: int | None, speed: float) -> None:
        self._reel = reel
        self._first = first
        self._until = until
        self._speed = speed
        self._zero_us = reel.film.index.start_us(first)
        self._over_us = self._zero_us
        self._begun_s: float | None = None
        self._drawn: deque[Drawn] = deque()
        self._stopped = self._finished = False
        self._room = Condition()
        self._thread = Thread(target=self._run, name="player", daemon=True)
        self._thread.start()

    # In the window's thread

    @property
    def begun(self) -> bool:
        """Whether the clock runs."""
        return self._begun_s is not None

    def begin(self) -> bool:
        """Start the clock, if enough is drawn."""
        with self._room:
            ready = self._finished or len(self._drawn) >= _AHEAD_AT_START
        if ready:
            self._begun_s = monotonic()
        return ready

    def take_due(self) -> Drawn | None:
        """The last frame whose time has come; those before it are dropped."""
        now_us = self._now_us()
        due = None
        with self._room:
            while self._drawn and self._start_us(self._drawn[0].number) <= now_us:
                due = self._drawn.popleft()
            self._room.notify()
        return due

    @property
    def over(self) -> bool:
        """Whether everything has been shown for its time."""
        with self._room:
            done = self._finished and not self._drawn
        return done and self._now_us() >= self._over_us

    def wait_ms(self) -> int:
        """How long nothing changes."""
        with self._room:
            if self._drawn:
                next_us = self._start_us(self._drawn[0].number)
            elif self._finished:
                next_us = self._over_us
            else:
                return POLL_MS
        return max(round((next_us - self._now_us()) / self._speed / 1000), 1)

    def stop(self) -> None:
        """Draw nothing more."""
        with self._room:
            self._stopped = True
            self._drawn.clear()
            self._room.notify()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    # In the thread that draws

    @property
    def _end(self) -> int:
        count = len(self._reel.film.index)
        return count if self._until is None else min(self._until, count)

    def _now_us(self) -> float:
        """The time of the film now, in microseconds."""
        if self._begun_s is None:
            return self._zero_us
        return self._zero_us + (monotonic() - self._begun_s) * self._speed * 1e6

    def _run(self) -> None:
        try:
            self._draw_on()
        finally:
            with self._room:
                self._over_us = self._start_us(self._end)
                self._finished = True

    def _draw_on(self) -> None:
        number = self._first
        while number < self._end and self._has_room():
            begun_s = monotonic()
            drawn = self._reel.draw(number)
            if drawn is None:
                break
            with self._room:
                if self._stopped:
                    return
                self._drawn.append(drawn)
            if drawn.film_lost:
                break
            number = self._after(number, monotonic() - begun_s)

    def _has_room(self) -> bool:
        with self._room:
            while len(self._drawn) >= _MOST_AHEAD and not self._stopped:
                self._room.wait()
            return not self._stopped

    def _after(self, number: int, took_s: float) -> int:
        """The frame to draw next: the following one, or the first that can still be in time. The
        last one always comes."""
        if self._begun_s is None:
            return number + 1
        soon_us = self._now_us() + took_s * self._speed * 1e6
        times = self._reel.film.index.boundaries_us
        due = int(np.searchsorted(times, soon_us, side="right")) - 1
        return max(number + 1, min(due, self._end - 1))

    def _start_us(self, number: int) -> int:
        return self._reel.film.index.start_us(number)
