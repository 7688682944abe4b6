"""Which frames a film has, and when each is shown."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]
Microseconds = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """The shown frames of a film in presentation order, numbered from 0.

    ``pts``       presentation times of the N shown frames, strictly rising, in ticks
    ``end_pts``   the last frame's pts plus its duration, in ticks
    ``key_pts``   presentation times of the key frames, rising; a key frame may lie before the
                  first shown frame (an edit list hides it, the decoder still needs it)
    ``key_dts``   decoding times of the same key frames, in ticks
    ``time_base`` seconds a tick
    ``reordered`` whether frames are decoded in another order than shown (B-frames)
    """

    pts: Ticks
    end_pts: int
    key_pts: Ticks
    key_dts: Ticks
    time_base: Fraction
    reordered: bool

    def __len__(self) -> int:
        return len(self.pts)

    @cached_property
    def boundaries_us(self) -> Microseconds:
        """The N + 1 times at which a frame starts or the film ends, in microseconds since the
        first shown frame. Every stored time is one of these."""
        ticks = np.append(self.pts, self.end_pts) - self.pts[0]
        numerator = self.time_base.numerator * 1_000_000
        denominator = self.time_base.denominator
        whole, rest = np.divmod(ticks, denominator)
        return whole * numerator + (rest * numerator + denominator // 2) // denominator

    @property
    def duration_us(self) -> int:
        """How long the film is shown, in microseconds."""
        return int(self.boundaries_us[-1])

    def start_us(self, number: int) -> int:
        """When frame ``number`` begins. N itself is allowed: it is the end of the film."""
        return int(self.boundaries_us[number])

    def end_us(self, number: int) -> int:
        """When frame ``number`` ends: the out mark that includes it."""
        return int(self.boundaries_us[number + 1])

    def boundary_near(self, time_us: float) -> int:
        """The number of the boundary nearest to a time, 0 to N."""
        times = self.boundaries_us
        after = int(np.searchsorted(times, time_us))
        if after == 0:
            return 0
        if after == len(times):
            return len(times) - 1
        return after if times[after] - time_us < time_us - times[after - 1] else after - 1

    def frame_at(self, time_us: float) -> int:
        """The number of the frame whose start is nearest to a stored time, 0 to N - 1.

        Nearest, not floor: the floor of rounded times is one frame early for up to half of them.
        """
        return min(self.boundary_near(time_us), len(self) - 1)

    def key_before(self, pts: int) -> int:
        """The place in ``key_pts`` of the last key frame at or before ``pts`` (0 if none is)."""
        return max(int(np.searchsorted(self.key_pts, pts, side="right")) - 1, 0)

    @property
    def variable_frame_rate(self) -> bool:
        """Whether the frames are spaced unevenly (beyond the rounding of ticks and one in 200)."""
        if len(self) < 3:
            return False
        steps = np.diff(self.pts)
        uneven = np.abs(steps - np.median(steps)) > 1
        return bool(uneven.sum() > len(steps) / 200)
