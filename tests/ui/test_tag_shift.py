"""Tags at another time of a film whose frames are unevenly spaced."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from annotations.model import Tag
from media.frame_index import FrameIndex
from ui.tag_shift import shifted


def film(steps: list[int]) -> FrameIndex:
    """A film whose frames last so many milliseconds."""
    times = np.cumsum([0, *steps]).astype(np.int64)
    none = np.zeros(0, np.int64)
    return FrameIndex(times[:-1], int(times[-1]), none, none, Fraction(1, 1000), reordered=False)


def tag(index: FrameIndex, first: int, until: int | None, name: str = "a") -> Tag:
    return Tag(
        id=name, author="", created="", modified="", recording_id="", code_id="", person_id=None,
        start_us=index.start_us(first),
        end_us=None if until is None else index.start_us(until),
    )  # fmt: skip


STEPS = st.lists(st.integers(5, 80), min_size=6, max_size=60)


@given(STEPS, st.data(), st.integers(-4_000_000, 4_000_000))
def test_wherever_it_goes_it_is_on_boundaries_inside_and_as_long_as_it_can_be(
    steps: list[int], data: st.DataObject, by_us: int
) -> None:
    index = film(steps)
    first = data.draw(st.integers(0, len(steps) - 1))
    until = data.draw(st.none() | st.integers(first + 1, len(steps)))
    before = tag(index, first, until)
    (after,) = shifted([before], by_us, index)
    times = index.boundaries_us.tolist()
    assert after.start_us in times[:-1]
    if before.end_us is None:
        assert after.end_us is None
    else:
        assert after.end_us is not None and after.end_us > after.start_us
        length_us = before.end_us - before.start_us
        ends = [each for each in times if each > after.start_us]
        best = min(abs(each - after.start_us - length_us) for each in ends)
        assert abs(after.end_us - after.start_us - length_us) == best


@given(STEPS, st.data(), st.integers(-4_000_000, 4_000_000))
def test_several_stop_together_at_the_ends_of_the_film(
    steps: list[int], data: st.DataObject, by_us: int
) -> None:
    index = film(steps)
    firsts = data.draw(st.lists(st.integers(0, len(steps) - 1), min_size=2, max_size=4))
    tags = [tag(index, first, None, str(place)) for place, first in enumerate(firsts)]
    after = shifted(tags, by_us, index)
    longest_us = max(np.diff(index.boundaries_us))
    apart = [one.start_us - tags[0].start_us for one in tags]
    assert all(
        abs(one.start_us - after[0].start_us - wanted) <= longest_us
        for one, wanted in zip(after, apart, strict=True)
    )


@given(STEPS, st.data())
def test_a_tag_that_is_put_by_its_end_ends_just_there(
    steps: list[int], data: st.DataObject
) -> None:
    index = film(steps)
    until = data.draw(st.integers(1, len(steps)))
    before = tag(index, data.draw(st.integers(0, until - 1)), until)
    assert before.end_us is not None
    wanted = data.draw(st.integers(1, len(steps)))
    by_us = index.start_us(wanted) - before.end_us
    (after,) = shifted([before], by_us, index, ending="a")
    if before.start_us + by_us >= 0:
        assert after.end_us == index.start_us(wanted)
    assert after.start_us in index.boundaries_us and after.start_us < after.until_us


def test_tags_of_a_longer_film_come_inside_as_long_as_they_were() -> None:
    second, frame = 1_000_000, 40_000
    index = film([40] * (60 * second // frame))
    far = Tag(
        id="a", author="", created="", modified="", recording_id="", code_id="", person_id=None,
        start_us=100 * second, end_us=110 * second,
    )  # fmt: skip
    (pasted,) = shifted([far], 55 * second - far.start_us, index)
    assert (pasted.start_us, pasted.end_us) == (50 * second, 60 * second)


def test_not_moved_it_stays_even_off_the_boundaries() -> None:
    index = film([40] * 10)
    odd = Tag(
        id="a", author="", created="", modified="", recording_id="", code_id="", person_id=None,
        start_us=13, end_us=17,
    )  # fmt: skip
    assert shifted([odd], 0, index) == [odd]
