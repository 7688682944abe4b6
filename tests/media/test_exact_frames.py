"""Every frame shown is the frame asked for, whatever the film, the decoder and the order."""

import random
from typing import Any

import av
import pytest

from media import sources
from media.errors import DecoderUnproven
from media.film import Film
from media.probe import probe
from media.reader import FrameReader
from media.sources import Choice
from tests.conftest import Golden
from tests.golden import barcode
from tests.golden.film import GoldenFilm
from tests.golden.films import KINDS

# Small, so that frames are thrown away and decoded again on the way.
_BUDGET_BYTES = 4 << 20
_ORDINARY = (
    "h264-long-gop",
    "h264-phone",
    "h264-phone-mov",
    "h264-mkv",
    "hevc",
    "hevc-10bit",
    "vp9",
    "av1",
    "av1-mkv",
    "av1-webm",
    "mpeg4",
    "mpeg4-avi",
    "mjpeg-avi",
    "mjpeg-mov",
    "vfr-mov",
    "vfr-mkv",
    "edit-list-cut",
    "turned-90",
    "wide-pixels",
)


def _walk(count: int, seed: int) -> list[int]:
    """The start forwards, jumps, the end backwards, steps to and fro."""
    chance = random.Random(seed)
    jumps = [chance.randrange(count) for _ in range(12)]
    there = chance.randrange(count)
    to_and_fro = [min(max(there + step, 0), count - 1) for step in (0, 1, 2, 1, 0, -1, -2, -30, 29)]
    backwards = list(range(count - 1, max(count - 20, -1), -1))
    return [*range(min(count, 12)), *jumps, *backwards, *to_and_fro]


def _wrong_frames(film: Film, golden_film: GoldenFilm, decoder: Choice) -> list[int]:
    wrong = []
    with FrameReader(film, decoder, budget_bytes=_BUDGET_BYTES) as reader:
        for number in _walk(len(film.index), seed=len(film.path.name)):
            picture = reader.picture(number)
            assert picture.shape[1::-1] == golden_film.shown_size
            if barcode.read(picture) != golden_film.numbers[number]:
                wrong.append(number)
    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_the_index_lists_the_shown_frames(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    assert film.index.file_pts.tolist() == truth.pts
    assert film.track.time_base == truth.time_base
    assert (film.width, film.height) == truth.shown_size
    assert film.has_sound is truth.has_sound
    assert film.whole


@pytest.mark.parametrize("kind", KINDS)
def test_every_frame_is_the_one_asked_for(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    assert _wrong_frames(probe(truth.path), truth, "auto") == []


@pytest.mark.parametrize("kind", KINDS)
def test_pyav_alone_shows_the_same(kind: str, golden: Golden) -> None:
    truth = golden(kind)
    assert _wrong_frames(probe(truth.path), truth, "pyav") == []


@pytest.fixture
def pyav_blocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on PyAV can open nothing, and so decode nothing."""

    def blocked(*_: Any, **__: Any) -> Any:
        raise AssertionError("PyAV was asked to decode")

    monkeypatch.setattr(av, "open", blocked)
    monkeypatch.setattr(sources, "PyAvDecoder", blocked)


@pytest.mark.parametrize("kind", KINDS)
def test_opencv_alone_is_exact_or_says_why_not(
    kind: str, golden: Golden, request: pytest.FixtureRequest
) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    request.getfixturevalue("pyav_blocked")
    if film.decoder == "opencv":
        assert _wrong_frames(film, truth, "opencv") == []
    else:
        assert film.decoder_reason.startswith("PyAV decodes this film: ")
        with pytest.raises(DecoderUnproven, match="OpenCV cannot show"):
            FrameReader(film, "opencv")


@pytest.mark.parametrize("kind", _ORDINARY)
def test_ordinary_films_land_by_opencv(kind: str, golden: Golden) -> None:
    assert probe(golden(kind).path).decoder == "opencv"
