"""Which picture is drawn next where drawing is slower than the film."""

from collections import deque
from statistics import mean

from ui.course import Course
from ui.play_clock import PlayClock

_REMEMBERED = 12
"""So many draws say how long a picture takes, without the longest of them: that may be a hiccup."""
_PASSED_OVER, _LANDING = 0.75, 5
"""What it costs, in pictures, to decode a frame and not draw it, and to land on a key frame instead
(measured in 1080p and 4K: 0.65 to 0.85, and 4.7 to 6)."""
_SPARSE = 3
"""Of pictures that are late one of so many is drawn at least."""
_TOO_MUCH = 1.2
"""Where a picture takes so many times as long as it lasts, a key frame is sought."""
_PATIENCE_S = 0.2
"""So much longer than landing takes a picture may stand while time is made up."""


class Pace:
    """Chooses the steps of a course that can be drawn in time.

    Frames lean on those before them, so one that is passed over is decoded all the same, and little
    is won by it. Much is won at a key frame, which leans on nothing: where the few frames before it
    are left out there is time again, and those that follow it all come.
    """

    def __init__(self, course: Course, clock: PlayClock) -> None:
        self._course, self._clock = course, clock
        self._took_s: deque[float] = deque(maxlen=_REMEMBERED)
        self._pictures = 1.0

    def next_step(self, step: int, took_s: float) -> int:
        """The step to draw after ``step``, for which it took so long: the following one, or where
        that would come too late the first that is in time. The last one of a course always comes.
        """
        self._took_s.append(took_s / self._pictures)
        self._pictures = 1.0
        steps = self._course.steps
        if not self._clock.runs or (steps is not None and step + 2 >= steps):
            return step + 1
        chosen = self._first_in_time(step)
        self._pictures = self._cost(step, chosen)
        return chosen

    def _first_in_time(self, step: int) -> int:
        """Where none is in time soon, one that is late is better than a picture which stands."""
        course, now_us, picture_us = self._course, self._clock.now_us(), self._us(self._picture_s())

        def in_time(chosen: int) -> bool:
            there_us = now_us + picture_us * self._cost(step, chosen)
            return there_us < course.due_us(chosen + 1)

        if in_time(step + 1):
            return step + 1
        soon = self._on_at(now_us + _LANDING * picture_us + self._us(_PATIENCE_S))
        found = list(filter(in_time, range(step + 2, soon + 1)))
        lasts_us = course.due_us(step + 2) - course.due_us(step + 1)
        if found and picture_us > _TOO_MUCH * lasts_us:
            return min(found, key=course.since_key)  # from others on it would be late again at once
        if found:
            return found[0]
        late = self._on_at(now_us + picture_us)
        key = late - course.since_key(late)
        if key > step and not course.since_key(key):  # a round may begin behind its key frame
            return key
        return max(min(late, step + _SPARSE), step + 1)

    def _on_at(self, time_us: float) -> int:
        """The step that is on screen at a time; at the end the last one."""
        step, steps = self._course.step_at(time_us), self._course.steps
        return step if steps is None else min(step, steps - 1)

    def _cost(self, step: int, chosen: int) -> float:
        """How many pictures it costs to draw another step after a step."""
        on = 1 + _PASSED_OVER * (chosen - step - 1)
        return min(on, _LANDING + _PASSED_OVER * self._course.since_key(chosen))

    def _picture_s(self) -> float:
        took_s = sorted(self._took_s)
        return mean(took_s[:-1] or took_s)

    def _us(self, seconds: float) -> float:
        return seconds * self._clock.speed * 1e6
