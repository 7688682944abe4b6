"""The reader: one cache over two decoders, asked from anywhere, never waiting in vain."""

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from time import monotonic, sleep

import numpy as np
import pytest

from media.cache import PictureCache
from media.errors import FrameUndecodable
from media.film import Dynamic, Track
from media.picture import ArrayPicture
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden import barcode


def test_many_threads_get_each_the_frame_they_asked_for(golden: Golden) -> None:
    truth = golden("h264-long-gop")
    with FrameReader(probe(truth.path), budget_bytes=6 << 20) as reader:

        def wrong(seed: int) -> int:
            chance = np.random.default_rng(seed)
            asked = chance.integers(0, len(truth.numbers), 25)
            return sum(barcode.read(reader.picture(int(n))) != truth.numbers[n] for n in asked)

        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(wrong, range(4))) == 0


def test_it_says_who_decoded_a_frame(golden: Golden) -> None:
    with FrameReader(probe(golden("h264-phone").path), "pyav") as reader:
        reader.picture(7)
        assert reader.decoder_of(7) == "pyav"
    with FrameReader(probe(golden("h264-phone").path), "opencv") as reader:
        reader.picture(7)
        assert reader.decoder_of(7) == "opencv"


def test_in_ordinary_films_opencv_lands_and_pyav_steps_in_where_it_is_much_dearer(
    golden: Golden,
) -> None:
    film = probe(golden("h264-long-gop", gop=100, frames=110, size=(1280, 720)).path)
    with FrameReader(film) as reader:
        reader.picture(5)
        assert reader.decoder_of(5) == "opencv"
        reader.picture(102)  # OpenCV would begin at frame 0
        assert reader.decoder_of(102) == "pyav"


def test_small_pictures_are_never_dear(golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    with FrameReader(film) as reader:
        for number in (95, 33, 61, 118, 2):
            reader.picture(number)
            assert reader.decoder_of(number) == "opencv"


def test_dragging_shows_the_key_frame_before(golden: Golden) -> None:
    truth = golden("h264-phone")
    with FrameReader(probe(truth.path)) as reader:
        for asked, key in ((47, 30), (59, 30), (60, 60), (119, 90), (3, 0)):
            number, picture = reader.key_picture(asked)
            assert number == key
            assert barcode.read(picture) == truth.numbers[key]


def test_frames_beyond_the_film_are_no_frames(golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    with FrameReader(film) as reader:
        for number in (-1, len(film.index)):
            with pytest.raises(IndexError):
                reader.picture(number)


def test_a_frame_that_cannot_be_decoded_is_named(golden: Golden) -> None:
    """Its index promises a frame that never comes: as after damage that is met on the way."""
    from dataclasses import replace

    truth = golden("h264-phone")
    film = probe(truth.path)
    pts = film.index.pts.copy()
    pts[50] += 1
    broken = replace(film, index=replace(film.index, pts=pts))
    with FrameReader(broken) as reader:
        with pytest.raises(FrameUndecodable, match="Frame 50 of") as told:
            reader.picture(50)
        assert told.value.number == 50
        assert barcode.read(reader.picture(49)) == truth.numbers[49]
        assert barcode.read(reader.picture(51)) == truth.numbers[51]


def test_a_closed_reader_leaves_no_thread_behind(golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    before = threading.active_count()
    for _ in range(20):
        with FrameReader(film) as reader:
            reader.picture(60)
            reader.picture(59)
    gc.collect()
    assert threading.active_count() <= before


def test_a_closed_reader_is_not_asked_again(golden: Golden) -> None:
    reader = FrameReader(probe(golden("h264-phone").path))
    reader.picture(3)
    reader.close()
    for ask in (reader.picture, reader.key_picture):
        with pytest.raises(ValueError, match="closed"):
            ask(90)


def _grey(width: int) -> ArrayPicture:
    track = _track(width)
    return ArrayPicture(np.zeros((10, width, 3), np.uint8), track)


def _track(width: int) -> Track:
    from fractions import Fraction

    return Track(
        0,
        True,
        "h264",
        "yuv420p",
        width,
        10,
        Fraction(1),
        0,
        False,
        Dynamic.SDR,
        Fraction(1, 30),
        0,
    )


def test_the_cache_keeps_to_its_budget_and_lets_the_oldest_go() -> None:
    cache = PictureCache(budget_bytes=3000)
    for number in range(5):
        cache.keep(number, _grey(30))
    assert [number for number in range(5) if number in cache] == [2, 3, 4]
    cache.get(2)
    cache.keep(9, _grey(30))
    assert 2 in cache
    assert 3 not in cache


def test_the_cache_knows_what_is_missing_before_a_frame() -> None:
    cache = PictureCache(budget_bytes=1 << 20)
    for number in range(40, 50):
        cache.keep(number, _grey(30))
    assert cache.missing_before(45, most=8) == (32, 39)
    assert cache.missing_before(49, most=8) is None
    for number in range(3):
        cache.keep(number, _grey(30))
    assert cache.missing_before(2, most=8) is None


def test_the_cache_knows_what_is_missing_after_a_frame() -> None:
    cache = PictureCache(budget_bytes=1 << 20)
    for number in range(40, 50):
        cache.keep(number, _grey(30))
    assert cache.missing_after(45, reach=8) == 50
    assert cache.missing_after(45, reach=4) is None
    assert cache.missing_after(50, reach=4) == 51


@pytest.mark.parametrize("kind", ["h264-phone", "turned-90", "wide-pixels", "vp9"])
def test_while_playing_pictures_come_in_the_size_they_are_shown(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    size = film.width * 3 // 4, film.height * 3 // 4
    shrunk = 0
    with FrameReader(film) as reader:
        for number in range(len(film.index)):
            picture = reader.picture(number, onward=True, size=size)
            assert barcode.read(picture) == truth.numbers[number]
            assert picture.shape[1::-1] in (size, (film.width, film.height))
            shrunk += picture.shape[1::-1] == size
            again = reader.picture(number, onward=True)
            assert again.shape == (film.height, film.width, 3)
    assert shrunk > 0


def test_after_a_jump_back_the_frames_that_follow_are_fetched_too(golden: Golden) -> None:
    with FrameReader(probe(golden("h264-phone").path)) as reader:
        reader.picture(100)
        reader.picture(40)
        assert _comes_by_itself(reader, 52)
        assert _comes_by_itself(reader, 39)  # and those before, after them


def test_while_kept_frames_are_played_the_decoder_goes_to_where_they_end(golden: Golden) -> None:
    with FrameReader(probe(golden("h264-phone").path)) as reader:
        reader.picture(20)
        assert _comes_by_itself(reader, 32)
        reader.picture(100)
        assert _comes_by_itself(reader, 112)
        assert reader.decoder_of(33) is None
        reader.picture(21, onward=True)
        assert _comes_by_itself(reader, 44)


def test_while_playing_who_decodes_stays_the_same_over_frames_that_are_left_out(
    golden: Golden,
) -> None:
    film = probe(golden("h264-phone").path)
    first = int(film.index.key_numbers[1])
    with FrameReader(film) as reader:
        reader.picture(first - 3)
        for number in (first - 2, first - 1):
            reader.picture(number, onward=True)
            assert reader.decoder_of(number) == "opencv"
        for number in (first, first + 1, first + 6, first + 13, first + 22):
            reader.picture(number, onward=True)
            assert reader.decoder_of(number) == "pyav"


def _comes_by_itself(reader: FrameReader, number: int) -> bool:
    ends_s = monotonic() + 20
    while reader.decoder_of(number) is None and monotonic() < ends_s:
        sleep(0.01)
    return reader.decoder_of(number) is not None
