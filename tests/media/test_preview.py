"""A film is on screen before all of it is known, and nothing on screen is taken back later."""

import shutil
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from media.film import Film
from media.opening import open_quickly
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden import barcode, damage
from tests.golden.film import GoldenFilm
from tests.golden.films import KINDS
from tests.golden.long import make_long

_PACKETS = 70


@pytest.fixture
def nothing_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def short_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the golden films, which are short, were long."""
    monkeypatch.setattr("media.preview._PACKETS", _PACKETS)
    monkeypatch.setattr("media.preview._by_moov", _no_moov)


def _no_moov(path: Path, opening: object) -> None:
    from media.boxes import NotPlain

    raise NotPlain("as if there were none")


def _wrong_frames(film: Film, truth: GoldenFilm) -> list[int]:
    with FrameReader(film) as reader:
        return [
            number
            for number in (*range(0, len(film.index), 7), len(film.index) - 1, 1)
            if barcode.read(reader.picture(number)) != truth.numbers[number]
        ]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.usefixtures("nothing_known", "short_look")
def test_the_first_frames_have_their_final_numbers_and_times(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    begun, complete = open_quickly(truth.path)
    whole = probe(truth.path)
    count = len(begun.index)
    assert not complete
    assert 10 <= count <= _PACKETS
    np.testing.assert_array_equal(begun.index.boundaries_us, whole.index.boundaries_us[: count + 1])
    assert begun.track == whole.track
    assert _wrong_frames(begun, truth) == []


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("kind", ["h264-vfr", "edit-list-cut", "turned-90-mov"])
def test_of_an_mp4_film_all_frames_are_there_at_once(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    begun, complete = open_quickly(truth.path)
    assert not complete
    assert begun.index.pts.tolist() == truth.pts
    assert _wrong_frames(begun, truth) == []


@pytest.mark.usefixtures("nothing_known")
def test_a_film_seen_before_is_complete_and_opencv_is_not_tried_again(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("h264-mkv", "hevc-ts"):
        path = golden(kind).path
        first = probe(path)
        with monkeypatch.context() as patch:
            patch.setattr("media.probe.obstacle_to_opencv", None)
            for again, complete in (open_quickly(path), (probe(path), True)):
                assert complete
                assert (again.decoder, again.obstacle) == (first.decoder, first.obstacle)
                assert replace(again, index=first.index) == first


@pytest.mark.usefixtures("nothing_known")
def test_what_another_opencv_was_proven_on_is_tried_again(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = golden("h264-mkv").path
    probe(path)
    monkeypatch.setattr("media.index_cache.cv2.__version__", "0.0.1")
    assert not open_quickly(path)[1]


@pytest.mark.usefixtures("nothing_known", "short_look")
def test_a_film_that_is_damaged_further_on_begins_with_what_is_whole(
    golden: Golden, tmp_path: Path
) -> None:
    truth = golden("h264-ts")
    begun, complete = open_quickly(damage.cut_off(truth.path, tmp_path / "cut.ts", 0.5))
    assert not complete
    count = len(begun.index)
    assert begun.index.pts.tolist() == truth.pts[:count]
    assert _wrong_frames(begun, truth) == []


@pytest.mark.usefixtures("nothing_known")
@pytest.mark.parametrize("kind", ["h264-long-gop", "h264-mkv"])
def test_half_an_hour_is_open_as_quickly_as_a_minute(kind: str, tmp_path: Path) -> None:
    def least_s(minutes: float) -> float:
        folder = tmp_path / str(minutes)
        film = make_long(folder, minutes=minutes, size=(320, 180), kind_name=kind)
        took_s = min(_seconds_to_first_picture(film.path) for _ in range(3))
        shutil.rmtree(folder)
        return took_s

    assert least_s(30) < 3 * least_s(1) + 0.05


def _seconds_to_first_picture(path: Path) -> float:
    started = time.perf_counter()
    film, complete = open_quickly(path)
    assert not complete
    with FrameReader(film) as reader:
        reader.picture(0)
        return time.perf_counter() - started
