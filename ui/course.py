"""Which frames are played, in which order, and when: on the film's own clock."""

from collections.abc import Callable, Iterator

import numpy as np

from media.frame_index import FrameIndex
from media.played_sound import Stretch


class Course:
    """From frame ``first`` on: to before ``until`` or to the film's end; again and again through
    frames ``again_from`` to ``until`` where that is given; or backwards to the film's start.

    A course goes by steps, one a frame, and its times count from its beginning, in microseconds of
    film. ``index`` gives the frames as they are known by then: a film may become longer meanwhile.
    """

    def __init__(
        self,
        index: Callable[[], FrameIndex],
        first: int,
        until: int | None = None,
        *,
        again_from: int | None = None,
        backwards: bool = False,
    ) -> None:
        self._index = index
        self.first = first
        self.until = until
        self.again_from = again_from
        self.backwards = backwards

    @property
    def _end(self) -> int:
        count = len(self._index())
        return count if self.until is None else min(self.until, count)

    @property
    def steps(self) -> int | None:
        """How many frames it shows; None where it goes round and round."""
        if self.again_from is not None:
            return None
        return self.first + 1 if self.backwards else max(self._end - self.first, 0)

    def number(self, step: int) -> int:
        """The frame of a step."""
        if self.backwards:
            return self.first - step
        lap, place = self._lap(step)
        return place + (self.first if lap == 0 else self._start)

    def due_us(self, step: int) -> int:
        """When a step is shown. The step after the last one is the end."""
        index = self._index()
        if self.backwards:
            return index.end_us(self.first) - index.start_us(self.first - step + 1)
        lap, place = self._lap(step)
        if lap == 0:
            return index.start_us(self.first + place) - index.start_us(self.first)
        inside_us = index.start_us(self._start + place) - index.start_us(self._start)
        return self._first_lap_us + (lap - 1) * self._lap_us + inside_us

    def step_at(self, time_us: float) -> int:
        """The step that is on screen at a time."""
        index = self._index()
        times = index.boundaries_us
        if self.backwards:
            film_us = index.end_us(self.first) - time_us
            return self.first - int(np.searchsorted(times, film_us, side="left")) + 1
        film_us, lap = index.start_us(self.first) + time_us, 0.0
        if self.again_from is not None and time_us >= self._first_lap_us:
            lap, inside_us = divmod(time_us - self._first_lap_us, self._lap_us)
            film_us = index.start_us(self._start) + inside_us
        found = int(np.searchsorted(times, film_us, side="right")) - 1
        if self.again_from is None or time_us < self._first_lap_us:
            return found - self.first
        return self._end - self.first + int(lap) * (self._end - self._start) + found - self._start

    def since_key(self, step: int) -> int:
        """How many frames after its key frame the frame of a step is. Backwards nothing begins at
        a key frame: there it is as far as can be."""
        index = self._index()
        if self.backwards:
            return len(index)
        number = self.number(step)
        return max(number - index.key_number(number), 0)

    def sound(self) -> Iterator[Stretch]:
        """The stretches of film that are heard: none backwards."""
        if self.backwards:
            return
        start_us = self._index().start_us(self.first)
        if self.until is None:
            yield start_us, None
            return
        end_us = self._index().start_us(self._end)
        yield start_us, end_us
        while self.again_from is not None:
            yield self._index().start_us(self._start), end_us

    # Going round

    @property
    def _start(self) -> int:
        return self.first if self.again_from is None else self.again_from

    @property
    def _first_lap_us(self) -> int:
        index = self._index()
        return index.start_us(self._end) - index.start_us(self.first)

    @property
    def _lap_us(self) -> int:
        index = self._index()
        return index.start_us(self._end) - index.start_us(self._start)

    def _lap(self, step: int) -> tuple[int, int]:
        """Which time round a step is in, and its place in it."""
        inside = self._end - self.first
        if self.again_from is None or step < inside:
            return 0, step
        lap, place = divmod(step - inside, self._end - self._start)
        return lap + 1, place
