"""Which frames the film strip shows where."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from media.frame_index import FrameIndex
from media.probe import probe
from media.thumbnails import shown_key_frames
from tests.conftest import Golden
from ui.timeline.axis import Axis
from ui.timeline.layout import Band
from ui.timeline.strip import Cells, SmallPictures, cells, draw_strip, picture_size

WIDE_PX = 64.0


@pytest.fixture(scope="module")
def index(golden: Golden) -> FrameIndex:
    """Uneven frames, a key frame every 30."""
    return probe(golden("h264-vfr", frames=240, size=(320, 180)).path).index


def _picture(colour: int) -> QImage:
    picture = QImage(64, 36, QImage.Format.Format_RGB32)
    picture.fill(colour)
    return picture


def _cells(axis: Axis, index: FrameIndex) -> Cells:
    return cells(axis, index, shown_key_frames(index), WIDE_PX)


def test_the_whole_film_is_covered_side_by_side(index: FrameIndex) -> None:
    axis = Axis(120, 1000, index.duration_us).fitted()
    shown = _cells(axis, index)
    np.testing.assert_allclose(shown.left_px, 120 + np.arange(16) * WIDE_PX, atol=0.01)
    assert shown.first[0] == 0 and shown.until[-1] == len(index)
    assert np.array_equal(shown.until[:-1], shown.first[1:]), "no frame is left out"
    starts_us = index.boundaries_us[shown.first]
    begins_px = axis.xs_of(starts_us)
    assert np.all((begins_px >= shown.left_px - 0.01) & (begins_px < shown.left_px + WIDE_PX))


def test_a_key_frame_stands_for_its_neighbours_where_there_is_one(index: FrameIndex) -> None:
    keys = shown_key_frames(index)
    for width_px in (200, 500, 1000, 4000):
        shown = _cells(Axis(0, width_px, index.duration_us).fitted(), index)
        assert np.all((shown.first <= shown.wanted) & (shown.wanted < shown.until))
        assert np.array_equal(shown.key, np.isin(shown.wanted, keys))
        with_key = [
            bool(np.any((keys >= first) & (keys < until)))
            for first, until in zip(shown.first, shown.until, strict=True)
        ]
        assert shown.key.tolist() == with_key


@pytest.mark.parametrize("factor", [1.0, 3.7, 20.0])
def test_pictures_stay_with_the_film_while_it_is_moved(index: FrameIndex, factor: float) -> None:
    axis = Axis(0, 600, index.duration_us).fitted().zoomed(factor * 2, 0)
    by_us = 0.3 * (axis.end_us - axis.start_us)
    before, after = _cells(axis, index), _cells(axis.moved(by_us), index)
    places = dict(zip(before.first.tolist(), before.left_px.tolist(), strict=True))
    moved = [
        places[first] - left_px
        for first, left_px in zip(after.first.tolist(), after.left_px.tolist(), strict=True)
        if first in places
    ]
    assert len(moved) >= 1
    np.testing.assert_allclose(moved, by_us / axis.us_per_px, atol=0.1)


def test_single_frames_lie_at_their_own_times(index: FrameIndex) -> None:
    axis = Axis(120, 1000, index.duration_us).fitted().looking(1.0, 600)
    shown = _cells(axis, index)
    assert np.array_equal(shown.until, shown.first + 1)
    np.testing.assert_allclose(shown.left_px, axis.xs_of(index.boundaries_us[shown.first]))
    assert axis.x_of(index.start_us(int(shown.until[-1]))) >= 1120 - 1


def test_every_zoom_covers_all_that_is_in_sight(index: FrameIndex) -> None:
    for closeness in np.linspace(0, 1, 23):
        for time_us in (0, 1_234_567, index.duration_us):
            axis = Axis(0, 777, index.duration_us).fitted().looking(closeness, 0)
            axis = axis.centred(time_us)
            shown = _cells(axis, index)
            assert shown.left_px[0] <= 0.51
            assert np.all(np.diff(shown.left_px) > 0)
            assert np.all(shown.until > shown.first)
            assert np.all((shown.first >= 0) & (shown.until <= len(index)))


# What is kept


def test_what_is_missing_is_what_has_no_picture_in_its_range(
    qapp: QApplication, index: FrameIndex
) -> None:
    shown = _cells(Axis(0, 400, index.duration_us).fitted(), index)
    pictures = SmallPictures()
    assert pictures.missing(shown).all()
    pictures.keep(int(shown.first[2]) + 1, _picture(0xFF0000))
    pictures.keep(int(shown.wanted[4]), None)
    assert np.flatnonzero(~pictures.missing(shown)).tolist() == [2, 4]
    assert pictures.within(int(shown.first[2]), int(shown.until[2])) is not None
    assert pictures.within(int(shown.first[3]), int(shown.until[3])) is None
    assert pictures.near(10_000) is not None


def test_memory_stays_within_its_budget_and_the_longest_unused_goes(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.timeline.strip._BUDGET_BYTES", 10 * 64 * 36 * 4)
    pictures = SmallPictures()
    for number in range(10):
        pictures.keep(number, _picture(number))
    assert pictures.within(0, 1) is not None
    pictures.keep(10, _picture(10))
    assert pictures.numbers.tolist() == [0, 2, 3, 4, 5, 6, 7, 8, 9, 10]


# How it looks


def test_a_picture_of_the_range_is_drawn_and_its_neighbour_stands_in_faintly(
    qapp: QApplication, index: FrameIndex
) -> None:
    axis = Axis(0, 400, index.duration_us).fitted()
    shown = _cells(axis, index)
    pictures = SmallPictures()
    pictures.keep(int(shown.first[1]), _picture(0xFFFFFFFF))
    canvas = QImage(400, 40, QImage.Format.Format_RGB32)
    canvas.fill(0)
    painter = QPainter(canvas)
    draw_strip(painter, axis, Band(0, 40), shown, pictures)
    painter.end()
    right, faint = canvas.pixelColor(64 + 20, 20).red(), canvas.pixelColor(20, 20).red()
    assert right == 255 and 60 < faint < 120
    assert canvas.pixelColor(127, 20).red() == 0, "a line lies between two pictures"


def test_pictures_have_the_films_shape_in_the_screens_own_pixels(qapp: QApplication) -> None:
    assert picture_size(Band(0, 40), 1920, 1080, 1.0) == (64, 36)
    assert picture_size(Band(0, 40), 1920, 1080, 2.0) == (128, 72)
    assert picture_size(Band(0, 40), 1080, 1920, 1.0) == (20, 36)
