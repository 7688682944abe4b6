"""Zooming and moving along the film."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.timeline.axis import Axis

HOUR_US = 3_600_000_000
WHOLE = Axis(120, 1200, HOUR_US).fitted()


@given(
    zooms=st.lists(st.tuples(st.floats(0.1, 10), st.integers(120, 1320)), max_size=8),
    at_px=st.integers(120, 1320),
    factor=st.floats(1, 8),
)
def test_zooming_in_keeps_the_time_under_the_mouse(
    zooms: list[tuple[float, int]], at_px: int, factor: float
) -> None:
    axis = WHOLE
    for by, around_px in zooms:
        axis = axis.zoomed(by, around_px)
    closer = axis.zoomed(factor, at_px)
    assert closer.time_at(at_px) == pytest.approx(axis.time_at(at_px), abs=axis.us_per_px / 100)


@given(st.lists(st.tuples(st.floats(0.01, 100), st.floats(-1e10, 1e10)), max_size=10))
def test_no_zooming_or_moving_leaves_the_film(moves: list[tuple[float, float]]) -> None:
    axis = WHOLE
    for factor, by_us in moves:
        axis = axis.zoomed(factor, 700).moved(by_us)
        assert axis.start_us >= -1
        assert axis.end_us <= HOUR_US + 1
        assert 0 <= axis.closeness <= 1.000001


def test_time_and_pixels_go_back_and_forth() -> None:
    axis = WHOLE.zoomed(50, 400)
    for x_px in (120, 333, 1319):
        assert axis.x_of(axis.time_at(x_px)) == pytest.approx(x_px)


def test_a_page_is_turned_only_when_the_playhead_leaves_the_view() -> None:
    axis = WHOLE.zoomed(100, 120)
    inside_us = axis.end_us - 1
    assert axis.following(inside_us) == axis
    turned = axis.following(axis.end_us + 1)
    assert turned.shows(axis.end_us + 1)
    assert turned.start_us > axis.start_us
    assert turned.us_per_px == axis.us_per_px
    back = turned.following(turned.start_us - 1)
    assert back.shows(turned.start_us - 1)


def test_the_whole_film_stays_in_sight_when_the_window_grows_or_more_of_it_is_known() -> None:
    grown = WHOLE.resized(120, 1800, HOUR_US + 5_000_000)
    assert grown.whole
    assert grown.end_us == pytest.approx(HOUR_US + 5_000_000)


def test_the_slider_is_even_from_the_whole_film_to_single_frames() -> None:
    assert WHOLE.closeness == 0
    closest = WHOLE.looking(1, 700)
    assert closest.us_per_px == pytest.approx(100)
    assert WHOLE.looking(0.4, 700).closeness == pytest.approx(0.4)


def test_a_film_shorter_than_the_screen_is_fine() -> None:
    axis = Axis(120, 1200, 40_000).fitted()
    assert axis.zoomed(10, 500) == axis
    assert Axis(120, 1, 1).fitted().closeness == 0
