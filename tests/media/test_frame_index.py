"""Times and frames: every frame has a start, stored times are boundaries, nearest finds them."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from media.frame_index import FrameIndex


def _index(pts: list[int], last: int, time_base: Fraction) -> FrameIndex:
    ticks = np.array(pts, np.int64)
    return FrameIndex(ticks, pts[-1] + last, ticks[:1], ticks[:1], time_base, reordered=False)


_steps = st.lists(st.integers(1, 9000), min_size=1, max_size=200)
_bases = st.sampled_from(
    [Fraction(1, 90_000), Fraction(1, 600), Fraction(1001, 30_000), Fraction(1, 25)]
)


@given(_steps, st.integers(-(10**9), 10**9), _bases)
def test_every_boundary_finds_its_frame_again(steps: list[int], zero: int, base: Fraction) -> None:
    if base < Fraction(1, 10_000):
        steps = [step + 100 for step in steps]  # no two frames within one microsecond
    pts = (np.cumsum([0, *steps]) + zero).tolist()
    index = _index(pts, steps[-1], base)
    assert index.start_us(0) == 0
    assert len(index.boundaries_us) == len(pts) + 1
    assert index.duration_us == index.start_us(len(index)) == index.end_us(len(index) - 1)
    for number in range(len(index)):
        assert index.frame_at(index.start_us(number)) == number
        assert index.boundary_near(index.end_us(number)) == number + 1


@given(_steps, _bases)
def test_times_are_right_to_half_a_microsecond(steps: list[int], base: Fraction) -> None:
    pts = np.cumsum([0, *steps]).tolist()
    index = _index(pts, steps[-1], base)
    for ticks, time_us in zip(pts, index.boundaries_us, strict=False):
        assert abs(ticks * base * 1_000_000 - int(time_us)) <= Fraction(1, 2)


def test_a_time_outside_finds_the_nearest_end() -> None:
    index = _index([0, 10, 20], 10, Fraction(1, 10))
    assert index.boundary_near(-5) == 0
    assert index.boundary_near(10**12) == 3
    assert index.frame_at(10**12) == 2
    assert index.boundary_near(1_400_000) == 1
    assert index.boundary_near(1_600_000) == 2


def test_somebody_who_points_means_the_frame_that_is_shown_then() -> None:
    index = _index([0, 10, 20], 10, Fraction(1, 10))
    shown = {-5: 0, 0: 0, 999_999: 0, 1_000_000: 1, 1_600_000: 1, 2_999_999: 2, 3_000_000: 2}
    assert {time_us: index.frame_showing(time_us) for time_us in shown} == shown
    assert index.frame_at(1_600_000) == 2


def test_hours_of_fine_ticks_do_not_overflow() -> None:
    hours = 12 * 3600 * 10_000_000
    index = _index([0, hours], 10, Fraction(1, 10_000_000))
    assert index.start_us(1) == 12 * 3600 * 1_000_000


def test_jitter_of_a_clock_is_no_variable_frame_rate() -> None:
    even = [1498, 1499, 1498, 1499, 1552, 1446, 1499] * 50
    assert not _index(np.cumsum([0, *even]).tolist(), 1500, Fraction(1, 90_000)).variable_frame_rate
    uneven = [1500, 3000, 1500, 2500] * 50
    assert _index(np.cumsum([0, *uneven]).tolist(), 1500, Fraction(1, 90_000)).variable_frame_rate
