"""A stretch of film on its way to the screen: drawn a little ahead, shown by a clock."""

from collections import deque
from threading import Condition, Thread
from time import monotonic

from ui.course import Course
from ui.pace import Pace
from ui.play_clock import PlayClock
from ui.reel import Drawn, Reel

POLL_MS = 4
"""How soon to look again where nothing is drawn yet."""

_MOST_AHEAD = 8
_AHEAD_AT_START = 3
"""How many are drawn before the clock begins, with the first, which is on screen by then."""


class Feed:
    """The pictures of one course: a thread draws them a little ahead, each is due by a clock."""

    def __init__(self, reel: Reel, course: Course, clock: PlayClock) -> None:
        self._reel, self._course, self._clock = reel, course, clock
        self._drawn: deque[tuple[float, Drawn]] = deque()
        self._over_us = 0.0
        self._count = 0
        self._stopped = self._finished = False
        self._room = Condition()
        self._thread = Thread(target=self._run, name="player", daemon=True)
        self._thread.start()

    # In the window's thread

    @property
    def ready(self) -> bool:
        """Whether enough is drawn to begin."""
        with self._room:
            return self._finished or self._count >= _AHEAD_AT_START

    def take_due(self) -> Drawn | None:
        """The last frame whose time has come; those before it are dropped. Before the clock begins
        that is the first one."""
        now_us = self._clock.now_us()
        due = None
        with self._room:
            while self._drawn and self._drawn[0][0] <= now_us:
                _, due = self._drawn.popleft()
            self._room.notify()
        return due

    @property
    def over(self) -> bool:
        """Whether everything has been shown for its time."""
        with self._room:
            done = self._finished and not self._drawn
        return done and self._clock.now_us() >= self._over_us

    def wait_ms(self) -> int:
        """How long nothing changes."""
        with self._room:
            if self._drawn:
                next_us = self._drawn[0][0]
            elif self._finished:
                next_us = self._over_us
            else:
                return POLL_MS
        return max(round(self._clock.wait_s(next_us) * 1000), 1)

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

    def _run(self) -> None:
        try:
            self._draw_on()
        finally:
            with self._room:
                self._over_us = 0.0 if (steps := self._course.steps) is None else self._due(steps)
                self._finished = True

    def _draw_on(self) -> None:
        step, course = 0, self._course
        pace = Pace(course, self._clock)
        while ((steps := course.steps) is None or step < steps) and self._has_room():
            begun_s = monotonic()
            drawn = self._reel.draw(course.number(step), onward=not course.backwards)
            if drawn is None:
                break
            with self._room:
                if self._stopped:
                    return
                self._drawn.append((self._due(step), drawn))
                self._count += 1
            if drawn.film_lost:
                break
            step = pace.next_step(step, monotonic() - begun_s)

    def _due(self, step: int) -> float:
        return self._course.due_us(step)

    def _has_room(self) -> bool:
        with self._room:
            while len(self._drawn) >= _MOST_AHEAD and not self._stopped:
                self._room.wait()
            return not self._stopped
