"""Time along the timeline: microseconds to pixels and back, zooming and moving."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

_CLOSEST_US_PX = 100.0
"""As close as one can look: a frame of an ordinary film is then 330 pixels, and one of a film of
240 frames a second is 40."""
_SMOOTH_US = 1_000_000
"""A page that would be turned sooner than this is not turned: the view goes along instead."""


_ROOM_SHARE = 0.1


@dataclass(frozen=True)
class Axis:
    """What stretch of a film is seen, and where.

    ``left_px`` and ``width_px`` say where it is drawn, ``start_us`` which time lies at its left
    end, ``us_per_px`` how much time a pixel is, ``duration_us`` how long the whole film is.
    """

    left_px: int
    width_px: int
    duration_us: int
    start_us: float = 0.0
    us_per_px: float = 0.0

    @property
    def fit_us_px(self) -> float:
        """How much time a pixel is when the whole film is seen."""
        return max(self.duration_us, 1) / max(self.width_px, 1)

    @property
    def closest_us_px(self) -> float:
        """How little time a pixel can be."""
        return min(_CLOSEST_US_PX, self.fit_us_px)

    @property
    def end_us(self) -> float:
        """The time at the right end."""
        return self.start_us + self.width_px * self.us_per_px

    @property
    def whole(self) -> bool:
        """Whether the whole film is seen."""
        return self.us_per_px >= self.fit_us_px

    @property
    def closeness(self) -> float:
        """How close one looks, from 0 (the whole film) to 1, in even steps for the eye."""
        span = np.log(self.fit_us_px / self.closest_us_px)
        return float(np.log(self.fit_us_px / self.us_per_px) / span) if span > 0 else 0.0

    def x_of(self, time_us: float) -> float:
        """Where a time is, in pixels."""
        return self.left_px + (time_us - self.start_us) / self.us_per_px

    def xs_of(self, times_us: NDArray[np.int64]) -> NDArray[np.float64]:
        """Where many times are, in pixels."""
        since_us = times_us.astype(np.float64) - self.start_us
        return self.left_px + since_us / self.us_per_px

    def us_at(self, x_px: float) -> float:
        """The time at a place, as if the film went on before its start and after its end."""
        return self.start_us + (x_px - self.left_px) * self.us_per_px

    def time_at(self, x_px: float) -> float:
        """The time at a place, within the film."""
        return min(max(self.us_at(x_px), 0.0), float(self.duration_us))

    def time_under(self, x_px: float) -> float:
        """The time under a mouse at a place: it covers a pixel, and means the middle of it."""
        return self.time_at(x_px + 0.5)

    def shows(self, time_us: float) -> bool:
        """Whether a time is in sight."""
        return self.start_us <= time_us < self.end_us

    # Another view of the same film

    def fitted(self) -> "Axis":
        """The whole film."""
        return replace(self, start_us=0.0, us_per_px=self.fit_us_px)

    def zoomed(self, factor: float, around_px: float) -> "Axis":
        """Closer (a factor above 1) or farther, with the time at ``around_px`` staying there."""
        kept_us = self.start_us + (around_px - self.left_px) * self.us_per_px
        us_per_px = min(max(self.us_per_px / factor, self.closest_us_px), self.fit_us_px)
        start_us = kept_us - (around_px - self.left_px) * us_per_px
        return replace(self, start_us=start_us, us_per_px=us_per_px).kept_within()

    def looking(self, closeness: float, around_px: float) -> "Axis":
        """As close as said, 0 to 1."""
        wanted = self.fit_us_px * (self.closest_us_px / self.fit_us_px) ** closeness
        return self.zoomed(self.us_per_px / wanted, around_px)

    def moved(self, by_us: float) -> "Axis":
        """Later (above 0) or earlier."""
        return replace(self, start_us=self.start_us + by_us).kept_within()

    def centred(self, time_us: float) -> "Axis":
        """With a time in the middle."""
        return self.moved(time_us - (self.start_us + self.end_us) / 2)

    def following(self, time_us: float) -> "Axis":
        """With a time in sight: nothing moves while it is, then a page is turned."""
        if self.whole or self.shows(time_us):
            return self
        seen_us = self.end_us - self.start_us
        ahead = time_us >= self.end_us
        margin_us = seen_us * (0.05 if ahead else 0.95)
        if time_us > self.end_us + seen_us or time_us < self.start_us - seen_us:
            margin_us = seen_us / 2
        return replace(self, start_us=time_us - margin_us).kept_within()

    def going_along(self, time_us: float) -> "Axis":
        """With a time of a film that plays in sight: as ``following``, and where pages would be
        turned too fast for the eye with that time in the middle."""
        if not self.whole and self.end_us - self.start_us < _SMOOTH_US:
            return self.centred(time_us)
        return self.following(time_us)

    def on(self, start_us: float, end_us: float) -> "Axis":
        """A stretch of time, with some room around it."""
        room_px = self.width_px * (1 - 2 * _ROOM_SHARE)
        wanted = max(end_us - start_us, 1.0) / max(room_px, 1)
        us_per_px = min(max(wanted, self.closest_us_px), self.fit_us_px)
        return replace(self, us_per_px=us_per_px).centred((start_us + end_us) / 2)

    def between(self, other: "Axis", share: float) -> "Axis":
        """On the way to another view, from 0 (here) to 1 (there)."""
        start_us = self.start_us + (other.start_us - self.start_us) * share
        return replace(other, start_us=start_us)

    def resized(self, left_px: int, width_px: int, duration_us: int) -> "Axis":
        """The same view on another number of pixels, or of a film that turned out longer."""
        whole = self.us_per_px <= 0 or self.whole
        changed = replace(self, left_px=left_px, width_px=width_px, duration_us=duration_us)
        return changed.fitted() if whole else changed.zoomed(1.0, left_px)

    def kept_within(self) -> "Axis":
        """Not before the start and not beyond the end."""
        latest_us = max(self.duration_us - self.width_px * self.us_per_px, 0.0)
        return replace(self, start_us=min(max(self.start_us, 0.0), latest_us))
