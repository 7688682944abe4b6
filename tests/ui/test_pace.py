"""Where drawing is slower than the film: what is left out, and that the rest comes in time."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest

from media.frame_index import FrameIndex
from ui.course import Course
from ui.pace import Pace
from ui.play_clock import PlayClock

_FRAME_US = 40_000
_MOST_AHEAD = 8
_PASSED_OVER, _LANDING = 0.75, 5
"""What films cost, in pictures."""


def film(frames: int, gop: int) -> FrameIndex:
    pts = np.arange(frames) * _FRAME_US
    keys = pts[::gop].copy()
    return FrameIndex(pts, frames * _FRAME_US, keys, keys, Fraction(1, 1_000_000), reordered=False)


class Clock(PlayClock):
    """One that goes on only where it is told to."""

    def __init__(self, *, begun: bool = True) -> None:
        super().__init__(1.0)
        self.at_us = 0.0
        if begun:
            self.begin()

    def now_us(self) -> float:
        return self.at_us


@dataclass
class Told:
    """Which steps came, how late each was, and how long one stood: in lengths of a frame."""

    steps: list[int] = field(default_factory=list)
    late: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        at = np.array(self.steps) + np.array(self.late)
        return float(np.diff(at).max())


def play(frames: int, gop: int, cost: float, hiccups: dict[int, float] | None = None) -> Told:
    """Draw a film whose pictures take ``cost`` lengths of a frame each; with ``hiccups``, steps
    that take longer."""
    index, clock, told = film(frames, gop), Clock(), Told()
    course = Course(lambda: index, 0)
    pace, step, at = Pace(course, clock), 0, -1
    while step < frames:
        on, landing = 1 + _PASSED_OVER * (step - at - 1), _LANDING + _PASSED_OVER * (step % gop)
        took = cost * min(on, landing) + (hiccups or {}).get(step, 0.0)
        ahead_us = (step - _MOST_AHEAD) * _FRAME_US
        clock.at_us = max(clock.at_us, ahead_us) + took * _FRAME_US
        told.steps.append(step)
        told.late.append(max(clock.at_us / _FRAME_US - step, 0.0))
        step, at = pace.next_step(step, took * _FRAME_US / 1e6), step
    return told


def test_nothing_is_left_out_where_there_is_time() -> None:
    assert play(200, 25, 0.9).steps == list(range(200))


def test_after_a_hiccup_only_what_is_too_late_is_left_out() -> None:
    told = play(200, 100, 0.5, {20: 11.0})
    assert 200 - len(told.steps) <= 12
    assert max(told.late[told.steps.index(20) + 1 :]) < 1


@pytest.mark.parametrize(("cost", "share"), [(1.1, 0.65), (1.25, 0.45), (1.5, 0.35)])
def test_a_film_that_is_too_much_goes_on_from_key_frame_to_key_frame(
    cost: float, share: float
) -> None:
    told = play(1000, 25, cost)
    assert len(told.steps) > share * 1000 / cost
    assert np.percentile(told.late, 95) < 4
    assert told.longest * _FRAME_US / 1e6 < 0.5


def test_far_from_a_key_frame_late_pictures_come_rather_than_none() -> None:
    told = play(250, 250, 1.3)
    assert told.longest * _FRAME_US / 1e6 < 0.5
    assert max(told.late) < 30


def test_what_is_much_too_late_is_left_behind_at_a_key_frame() -> None:
    told = play(200, 25, 0.5, {30: 100.0})
    after = told.steps[told.steps.index(30) + 1]
    assert after >= 125
    assert after % 25 == 0 or told.late[told.steps.index(after)] < 1


@pytest.mark.parametrize("cost", [0.5, 1.5, 4.0])
def test_the_last_one_always_comes(cost: float) -> None:
    assert play(107, 25, cost).steps[-1] == 106


def test_before_the_clock_runs_one_follows_the_other() -> None:
    index = film(50, 25)
    pace = Pace(Course(lambda: index, 0), Clock(begun=False))
    assert [pace.next_step(step, 1.0) for step in range(5)] == [1, 2, 3, 4, 5]


def test_a_round_that_begins_behind_its_key_frame_is_not_gone_back_in() -> None:
    index, clock = film(100, 50), Clock()
    course = Course(lambda: index, 30, 60, again_from=30)
    pace = Pace(course, clock)
    clock.at_us = 35 * _FRAME_US  # the fifth frame of the second round
    chosen = pace.next_step(3, 60 * _FRAME_US / 1e6)
    assert course.since_key(chosen) == 0 or chosen <= 3 + 3
