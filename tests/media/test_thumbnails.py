"""Small pictures stand for the very frames that they claim, upright and in ordinary colours."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from media.film import Dynamic
from media.probe import probe
from media.reader import FrameReader
from media.thumbnails import ThumbnailMaker, shown_key_frames, thumbnails
from tests.conftest import Golden
from tests.golden import barcode
from vig_tool.errors import Cancelled

_HEIGHT_PX = 150

_KINDS = [
    "h264-phone",
    "h264-vfr",
    "h264-long-gop",
    "edit-list-cut",
    "turned-90",
    "wide-pixels-turned",
    "hevc-ts",
    "hlg",
    "mpeg4-avi-b-frames",
]


@pytest.mark.parametrize("kind", _KINDS)
def test_thumbnails_all_along_a_film_are_its_key_frames(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    made = list(thumbnails(film, 10, _HEIGHT_PX))
    assert [one.number for one in made] == sorted({one.number for one in made})
    assert {one.number for one in made} <= set(shown_key_frames(film.index).tolist())
    width_px, height_px = truth.shown_size
    for one in made:
        assert barcode.read(one.picture) == truth.numbers[one.number]
        assert one.picture.shape[:2] == (_HEIGHT_PX, round(width_px * _HEIGHT_PX / height_px))
    assert len(made) >= min(len(shown_key_frames(film.index)), 2) > 0


@pytest.mark.parametrize("kind", _KINDS)
def test_a_thumbnail_of_any_frame_is_of_that_frame(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    count = len(film.index)
    with ThumbnailMaker(film, _HEIGHT_PX) as maker:
        for number in [0, 1, count - 1, 7, 11, 15, count // 2, 3]:
            made = maker.frame(number)
            assert made is not None and made.number == number
            assert barcode.read(made.picture) == truth.numbers[number]
            key = maker.key_frame(number)
            if key is not None:
                assert key.number <= number
                assert barcode.read(key.picture) == truth.numbers[key.number]


@pytest.mark.parametrize("kind", ["hlg", "pq", "wide-colours", "h264-phone", "wide-pixels-turned"])
def test_a_thumbnail_has_the_colours_and_the_sides_of_the_picture_itself(
    kind: str, golden: Golden
) -> None:
    film = probe(golden(kind).path)
    with ThumbnailMaker(film, 60) as maker, FrameReader(film) as reader:
        made = maker.frame(20)
        assert made is not None
        whole = reader.picture(20)
    small = cv2.resize(whole, made.picture.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(made.picture.astype(int) - small).mean() < (
        3 if film.track.dynamic is Dynamic.SDR else 5
    )


def test_making_them_can_be_stopped_and_lets_go_of_the_film(golden: Golden) -> None:
    def stop(fraction: float, doing: str) -> None:
        if fraction > 0.2:
            raise Cancelled

    made = thumbnails(probe(golden("h264-phone").path), 10, 40, stop)
    with pytest.raises(Cancelled):
        list(made)


def test_every_real_film_gives_thumbnails(real_films: Path) -> None:
    for path in sorted(real_films.iterdir()):
        if path.suffix not in {".mp4", ".mov", ".mkv", ".ts"}:
            continue
        film = probe(path)
        made = list(thumbnails(film, 5, 40))
        with ThumbnailMaker(film, 40) as maker:
            last = maker.frame(len(film.index) - 1)
        assert made or last is not None, path.name
        for one in made:
            assert one.picture.shape[:2] == (40, round(film.width * 40 / film.height)), path.name
