"""Which frames are played, in which order, and when: number, time and step agree."""

from fractions import Fraction
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.frame_index import FrameIndex
from ui.course import Course


@st.composite
def indexes(draw: st.DrawFn) -> FrameIndex:
    """Films of some frames, each of a length of its own."""
    ticks = draw(st.lists(st.integers(300, 9_000), min_size=2, max_size=40))
    begin = draw(st.integers(-10_000, 10_000))
    return index_of(ticks, begin)


def index_of(ticks: list[int], begin: int = 0) -> FrameIndex:
    pts = begin + np.concatenate([[0], np.cumsum(ticks[:-1])])
    ends, key = int(pts[-1]) + ticks[-1], np.array([begin])
    return FrameIndex(pts, ends, key, key, Fraction(1, 90_000), reordered=False)


@st.composite
def courses(draw: st.DrawFn) -> tuple[Course, FrameIndex]:
    """On, to a place, round and round, and backwards."""
    index = draw(indexes())
    first = draw(st.integers(0, len(index) - 1))
    manner = draw(st.sampled_from(["on", "until", "round", "backwards"]))
    until = draw(st.integers(first + 1, len(index)))
    if manner == "on":
        return Course(lambda: index, first), index
    if manner == "until":
        return Course(lambda: index, first, until), index
    if manner == "backwards":
        return Course(lambda: index, first, backwards=True), index
    again_from = draw(st.integers(0, until - 1))
    return Course(lambda: index, first, until, again_from=again_from), index


def _some(course: Course) -> range:
    return range(90 if course.steps is None else course.steps)


@given(courses())
def test_every_step_lasts_as_long_as_its_frame(made: tuple[Course, FrameIndex]) -> None:
    course, index = made
    assert course.due_us(0) == 0
    for step in _some(course):
        number = course.number(step)
        lasts_us = index.end_us(number) - index.start_us(number)
        assert course.due_us(step + 1) - course.due_us(step) == lasts_us


@given(courses(), st.floats(0, 0.999))
def test_at_any_time_of_a_step_it_is_that_step(
    made: tuple[Course, FrameIndex], share: float
) -> None:
    course, _ = made
    for step in _some(course):
        begins_us, ends_us = course.due_us(step), course.due_us(step + 1)
        assert course.step_at(begins_us + int(share * (ends_us - begins_us))) == step


@given(courses())
def test_frames_follow_each_other_or_begin_again(made: tuple[Course, FrameIndex]) -> None:
    course, index = made
    numbers = [course.number(step) for step in _some(course)]
    assert numbers[0] == course.first
    end = len(index) if course.until is None else course.until
    for before, after in pairwise(numbers):
        if course.backwards:
            assert after == before - 1
        elif course.again_from is not None and before == end - 1:
            assert after == course.again_from
        else:
            assert after == before + 1
    if course.again_from is None:
        assert numbers[-1] == (0 if course.backwards else end - 1)


@given(courses())
def test_what_is_heard_lasts_as_long_as_what_is_seen(made: tuple[Course, FrameIndex]) -> None:
    course, index = made
    heard = list(islice(course.sound(), 3))
    if course.backwards:
        assert heard == []
        return
    assert heard[0][0] == index.start_us(course.first)
    if course.until is None:
        assert heard == [(heard[0][0], None)]
        return
    laps = [end - start for start, end in heard if end is not None]
    inside = course.until - course.first
    assert laps[0] == course.due_us(inside)
    if course.again_from is not None:
        lap = course.until - course.again_from
        assert laps[1] == course.due_us(inside + lap) - course.due_us(inside)


@given(indexes(), st.data())
def test_a_film_that_becomes_longer_is_played_on(index: FrameIndex, data: st.DataObject) -> None:
    known = [index.only(np.arange(data.draw(st.integers(1, len(index)))))]
    first = data.draw(st.integers(0, len(known[0]) - 1))
    course = Course(lambda: known[0], first)
    before = [(course.number(step), course.due_us(step)) for step in range(course.steps or 0)]
    known[0] = index
    assert course.steps == len(index) - first
    assert [(course.number(step), course.due_us(step)) for step in range(len(before))] == before
    assert course.step_at(course.due_us(course.steps - 1)) == course.steps - 1


def test_a_lap_may_begin_behind_where_playing_began() -> None:
    index = index_of([3_000] * 10)
    course = Course(lambda: index, 2, 8, again_from=5)
    assert [course.number(step) for step in range(12)] == [2, 3, 4, 5, 6, 7, 5, 6, 7, 5, 6, 7]
    assert course.due_us(6) == pytest.approx(200_000)


def test_a_step_knows_how_far_its_key_frame_is() -> None:
    index = index_of([3_000] * 10)
    assert [Course(lambda: index, 2).since_key(step) for step in range(3)] == [2, 3, 4]
    round_and_round = Course(lambda: index, 4, 6, again_from=3)
    assert [round_and_round.since_key(step) for step in range(5)] == [4, 5, 3, 4, 5]
    assert Course(lambda: index, 5, backwards=True).since_key(0) == len(index)
