"""Which frames a film has, and when each is shown."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]
Microseconds = NDArray[np.int64]

_EVEN = 0.05


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
    ``labels``    only for films whose own times are not in order (damaged ones, H.264 in AVI):
                  for each shown frame the place of its packet in the file, counted from 0;
                  ``key_labels`` the same for the key frames, ``said_pts`` the file's own pts of
                  the shown frames, where it has them
    """

    pts: Ticks
    end_pts: int
    key_pts: Ticks
    key_dts: Ticks
    time_base: Fraction
    reordered: bool
    labels: Ticks | None = None
    key_labels: Ticks | None = None
    said_pts: Ticks | None = None

    def __len__(self) -> int:
        return len(self.pts)

    @cached_property
    def boundaries_us(self) -> Microseconds:
        """The N + 1 times at which a frame starts or the film ends, in microseconds since the
        first shown frame. Every stored time is one of these."""
        ticks = np.append(self.pts, self.end_pts) - self.pts[0]
        numerator = self.time_base.numerator * 1_000_000
        denominator = self.time_base.denominator
        # In two steps, so that hours of fine ticks stay within 64 bits.
        whole, rest = np.divmod(ticks, denominator)
        times: Microseconds = np.asarray(whole * numerator, np.int64)
        times += (rest * numerator + denominator // 2) // denominator
        return times

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

    def frame_showing(self, time_us: float) -> int:
        """The number of the frame that is on screen at a time, 0 to N - 1: for a place somebody
        points at. Stored times are rounded, and for them ``frame_at`` is right."""
        before = int(np.searchsorted(self.boundaries_us, time_us, side="right")) - 1
        return min(max(before, 0), len(self) - 1)

    def only(self, numbers: NDArray[np.int64]) -> "FrameIndex":
        """The index of just these frames, in the same order."""
        labels = None if self.labels is None else self.labels[numbers]
        end = self.end_pts if numbers[-1] == len(self) - 1 else int(self.pts[numbers[-1] + 1])
        said = None if self.said_pts is None else self.said_pts[numbers]
        return replace(self, pts=self.pts[numbers], end_pts=end, labels=labels, said_pts=said)

    @property
    def file_pts(self) -> Ticks:
        """The pts of the shown frames as the file says them; rising in all but odd films."""
        return self.pts if self.said_pts is None else self.said_pts

    @cached_property
    def _numbers(self) -> dict[int, int]:
        carried = self.pts if self.labels is None else self.labels
        return {int(value): number for number, value in enumerate(carried)}

    def number_of(self, carried_pts: int) -> int | None:
        """The number of the frame that carries this pts when it is decoded, None if none does."""
        return self._numbers.get(carried_pts)

    def key_before(self, number: int) -> int:
        """The place in ``key_pts`` of the last key frame at or before a frame (0 if none is)."""
        return max(int(np.searchsorted(self.key_pts, self.pts[number], side="right")) - 1, 0)

    def key_number(self, number: int) -> int:
        """The first frame that is shown from the key frame at or before a frame on: decoding goes
        on from there. Behind the frame itself only where the film begins before its first one."""
        return int(self.key_numbers[self.key_before(number)])

    @cached_property
    def key_numbers(self) -> NDArray[np.int64]:
        """For each key frame the number of the first shown frame at or after it."""
        numbers: NDArray[np.int64] = np.searchsorted(self.pts, self.key_pts)
        return numbers

    @property
    def variable_frame_rate(self) -> bool:
        """Whether the frames are spaced unevenly (beyond the rounding of ticks, a clock's
        jitter of a twentieth, and one frame in 200)."""
        if len(self) < 3:
            return False
        steps = np.diff(self.pts)
        usual = float(np.median(steps))
        uneven = np.abs(steps - usual) > max(1.0, _EVEN * usual)
        return bool(uneven.sum() > len(steps) / 200)


def last_duration(pts: Ticks, said: int) -> int:
    """How long the last of some frames is shown, in ticks: as the file says, else as its
    fellows; never not at all."""
    if said > 0:
        return said
    return max(int(np.median(np.diff(pts))), 1) if len(pts) > 1 else 1
