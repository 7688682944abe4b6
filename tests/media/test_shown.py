"""A part of a picture on screen: where it is, how sharp, and how light."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.picture import Bgr
from media.shown import AS_FILMED, MOST_LIFT, Lift, draw_part
from media.view import FITTED, MOST_ZOOM, Part, Size, View

_ROOM = (1308, 736)
_SIDES = st.integers(2, 5000)
_SIZES = st.tuples(_SIDES, _SIDES)
_FACTORS = st.floats(0.05, 20.0)


def _noise(width: int, height: int) -> Bgr:
    return np.random.default_rng(5).integers(0, 256, (height, width, 3), np.uint8)


def _drawn(picture: Bgr, view: View, room: Size, lift: Lift = AS_FILMED) -> Bgr:
    sight = view.sight((picture.shape[1], picture.shape[0]), room)
    target = np.empty((sight.size[1], sight.size[0], 4), np.uint8)
    draw_part(picture, target, sight.part, lift)
    assert (target[..., 3] == 255).all()
    return target[..., :3]


# Where


@given(
    _SIZES, _SIZES, st.lists(st.tuples(_FACTORS, st.floats(-1, 2), st.floats(-1, 2)), max_size=8)
)
def test_whatever_is_done_the_picture_fills_the_room_or_stands_in_its_middle(
    picture: Size, room: Size, steps: list[tuple[float, float, float]]
) -> None:
    view = FITTED
    for factor, across, down in steps:
        view = view.zoomed(factor, picture, room, (across * room[0], down * room[1]))
        view = view.moved(across * 300 - 100, down * 300 - 100, picture, room)
        sight = view.sight(picture, room)
        for side in (0, 1):
            assert 0 < sight.size[side] <= room[side]
            assert sight.size[side] == min(sight.whole[side], room[side])
            assert abs(room[side] - sight.size[side] - 2 * sight.place[side]) <= 1
        assert 0 <= sight.left <= sight.whole[0] - sight.size[0]
        assert 0 <= sight.top <= sight.whole[1] - sight.size[1]
        assert view.zoom is not None and 1.0 <= view.zoom <= MOST_ZOOM


@given(st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.floats(1.1, 3.0))
def test_what_is_under_the_mouse_stays_there(across: float, down: float, factor: float) -> None:
    picture, at = (1920, 1080), (across * _ROOM[0], down * _ROOM[1])
    near = FITTED.zoomed(2.0, picture, _ROOM)
    before = near.sight(picture, _ROOM).point(*at)
    after = near.zoomed(factor, picture, _ROOM, at).sight(picture, _ROOM).point(*at)
    assert after == pytest.approx(before, abs=2 / 2616)


def test_coming_back_it_stops_where_the_picture_fits() -> None:
    view = FITTED.zoomed(1.1, (1920, 1080), _ROOM, (5, 5))
    assert not view.is_fitted
    assert view.zoomed(0.5, (1920, 1080), _ROOM) == FITTED
    assert FITTED.zoomed(0.5, (1920, 1080), _ROOM) == FITTED


def test_pixel_for_pixel_a_small_picture_is_smaller_than_the_room() -> None:
    view = FITTED.pixel_for_pixel((320, 180), _ROOM)
    sight = view.sight((320, 180), _ROOM)
    assert (sight.size, sight.place) == ((320, 180), (494, 278))
    assert view.zoomed(0.8, (320, 180), _ROOM).sight((320, 180), _ROOM).size == (320, 180)
    assert view.zoomed(100.0, (320, 180), _ROOM).is_fitted


def test_pixel_for_pixel_can_be_closer_than_the_largest_zoom() -> None:
    view = FITTED.pixel_for_pixel((8000, 4000), (320, 180))
    assert view.sight((8000, 4000), (320, 180)).whole == (8000, 4000)
    closer = view.zoomed(2.0, (8000, 4000), (320, 180))
    assert closer.sight((8000, 4000), (320, 180)).whole == (8000, 4000)


def test_it_is_drawn_as_far_as_there_is_more_of_it_and_no_farther() -> None:
    view = FITTED.zoomed(2.0, (1920, 1080), _ROOM)
    far = view.moved(10_000, 10_000, (1920, 1080), _ROOM)
    sight = far.sight((1920, 1080), _ROOM)
    assert (sight.left, sight.top) == (0, 0)
    back = far.moved(-7, 0, (1920, 1080), _ROOM).sight((1920, 1080), _ROOM)
    assert back.left == 7, "no way is lost beyond the edge"


# How sharp


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1080, 1920)])
def test_pixel_for_pixel_is_the_film_s_own_pixels(size: Size) -> None:
    picture = _noise(*size)
    view = FITTED.pixel_for_pixel(size, _ROOM).moved(133, -71, size, _ROOM)
    sight = view.sight(size, _ROOM)
    own = picture[sight.top :, sight.left :][: sight.size[1], : sight.size[0]]
    assert np.array_equal(_drawn(picture, view, _ROOM), own)


@pytest.mark.parametrize("zoom", [2.5, 4.7, 8.0])
def test_zoomed_it_shows_single_pixels_that_the_fitted_picture_has_lost(zoom: float) -> None:
    picture = np.zeros((1080, 1920, 3), np.uint8)
    picture[:, ::2] = 255
    view = FITTED.zoomed(zoom, (1920, 1080), _ROOM, (400, 300))
    sight = view.sight((1920, 1080), _ROOM)
    line = _drawn(picture, view, _ROOM)[300, :, 0] > 127
    pixels = sight.part.width * 1920
    assert np.count_nonzero(np.diff(line)) == pytest.approx(pixels, abs=1.5)
    first = round(sight.left / sight.whole[0] * 1920 + 0.5)
    middle = round((first + 0.5) * sight.whole[0] / 1920) - sight.left
    assert line[middle] == (first % 2 == 0), "and each of them where it is"


def test_at_the_edges_nothing_is_missing() -> None:
    picture = np.full((90, 160, 3), 200, np.uint8)
    for across in (-5000, 0, 5000):
        for down in (-5000, 0, 5000):
            view = FITTED.zoomed(7.3, (160, 90), _ROOM).moved(across, down, (160, 90), _ROOM)
            assert (_drawn(picture, view, _ROOM) == 200).all()


@given(st.integers(2, 400), st.integers(2, 400), st.floats(1.0, 8.0), st.integers(2, 900))
def test_every_picture_can_be_drawn_in_every_room(
    width: int, height: int, zoom: float, room: int
) -> None:
    picture = np.full((height, width, 3), 77, np.uint8)
    assert (_drawn(picture, View(zoom, (0.3, 0.9)), (room, 300)) == 77).all()


# How light


def test_without_a_lift_the_picture_is_as_filmed() -> None:
    assert np.array_equal(AS_FILMED.table, np.arange(256))
    assert not AS_FILMED and Lift(1, 0) and Lift(0, -1)


@pytest.mark.parametrize("brightness", [-MOST_LIFT, -3, 3, MOST_LIFT])
def test_brightness_keeps_black_and_white(brightness: int) -> None:
    table = Lift(brightness).table.astype(int)
    assert (table[0], table[255]) == (0, 255)
    assert (np.diff(table) >= 0).all()
    assert np.sign(table[60] - 60) == np.sign(brightness)


def test_contrast_draws_dark_and_light_apart() -> None:
    more, less = Lift(0, 8).table.astype(int), Lift(0, -8).table.astype(int)
    assert more[150] - more[100] == pytest.approx(100, abs=2)
    assert less[150] - less[100] == pytest.approx(25, abs=2)


def test_a_dark_room_becomes_light_on_screen() -> None:
    dark = np.full((90, 160, 3), 20, np.uint8)
    assert _drawn(dark, FITTED, (160, 90), Lift(8, 0)).mean() > 80
    assert (dark == 20).all(), "the picture itself stays as it was"


def test_a_part_is_of_the_picture_whatever_the_screen() -> None:
    sight = View(4.0, (0.5, 0.5)).sight((1600, 900), (800, 450))
    assert sight.part == Part(0.375, 0.375, 0.25, 0.25)
    assert not sight.all_is_seen
    assert FITTED.sight((1600, 900), (800, 450)).part == Part()
