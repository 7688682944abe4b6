"""Golden films show what they say: every picture of every kind is decoded and read."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import Golden
from tests.golden import barcode
from tests.golden.film import GoldenFilm, shown_track
from tests.golden.films import KINDS
from tests.golden.long import make_long

UNTIMED = {"h264-avi-b-frames"}
"""AVI stores no presentation times, and FFmpeg guesses wrong ones for these pictures."""


def decoded(film: GoldenFilm) -> list[tuple[int | None, int | None]]:
    """The pts and the bar code of every picture, by plain decoding from the first packet on."""
    with av.open(film.path) as container:
        track = shown_track(container)
        return [
            (frame.pts, barcode.read(upright(frame, film))) for frame in container.decode(track)
        ]


def upright(frame: av.VideoFrame, film: GoldenFilm) -> NDArray[np.uint8]:
    luma = np.asarray(frame.to_ndarray(format="gray"), np.uint8)
    luma = np.fliplr(luma) if film.kind.mirrored else luma
    return np.rot90(luma, -film.kind.turn)


@pytest.mark.parametrize("name", KINDS)
def test_every_picture_is_the_one_that_was_written(name: str, golden: Golden) -> None:
    film = golden(name)
    pictures = decoded(film)
    assert [number for _, number in pictures] == film.numbers
    if name not in UNTIMED:
        assert [pts for pts, _ in pictures] == film.pts


@pytest.mark.parametrize("name", KINDS)
def test_a_film_has_many_frames_at_rising_times(name: str, golden: Golden) -> None:
    film = golden(name)
    assert len(film.numbers) == len(film.pts) > 35
    assert np.all(np.diff(film.pts) > 0)


def test_the_hard_kinds_are_really_hard(golden: Golden) -> None:
    """Open GOPs, reordering, hidden packets and odd steps are there, not just asked for."""
    assert reordered(golden("h264-long-gop")) > 50
    assert leading(golden("h264-ts-open-gop")) > 5
    assert leading(golden("hevc-open-gop")) > 5
    assert leading(golden("mpeg2-ts")) > 5
    assert leading(golden("h264-ts")) == 0
    assert superframes(golden("vp9")) > 3
    assert hidden(golden("edit-list-cut")) == 40
    assert hidden(golden("edit-list-ends-early")) > 0
    assert reordered(golden("h264-phone")) == 0
    assert len(set(np.diff(golden("h264-vfr").pts))) > 50
    assert golden("negative-start-ts").pts[0] < 0
    assert golden("late-start-mkv").pts[0] == 5_000
    assert golden("edit-empty").pts[0] * golden("edit-empty").time_base == 1


def packets(film: GoldenFilm) -> list["av.Packet[av.VideoStream]"]:
    with av.open(film.path) as container:
        return [one for one in container.demux(shown_track(container)) if one.pts is not None]


def reordered(film: GoldenFilm) -> int:
    """How many packets stand after one that is shown later."""
    pts = np.array([one.pts for one in packets(film)])
    return int((pts < np.maximum.accumulate(pts)).sum())


def leading(film: GoldenFilm) -> int:
    """How many pictures stand after a key frame and are shown before it."""
    count, key_pts = 0, None
    for one in packets(film)[1:]:
        if one.is_keyframe:
            key_pts = one.pts
        elif key_pts is not None and one.pts is not None and one.pts < key_pts:
            count += 1
    return count


def superframes(film: GoldenFilm) -> int:
    """How many VP9 packets carry a hidden picture beside the shown one (VP9, annex B)."""
    return sum(bytes(one)[-1] & 0xE0 == 0xC0 for one in packets(film))


def hidden(film: GoldenFilm) -> int:
    return sum(one.is_discard for one in packets(film))


@pytest.mark.parametrize("name", ["hlg", "pq", "wide-colours"])
def test_films_say_how_light_is_written(name: str, golden: Golden) -> None:
    with av.open(golden(name).path) as container:
        frame = next(container.decode(video=0))
    transfers = {"hlg": 18, "pq": 16, "wide-colours": 14}
    assert (frame.color_primaries, frame.color_trc) == (9, transfers[name])


@pytest.mark.parametrize("name", ["h264-interlaced", "mpeg2-interlaced"])
def test_interlaced_films_say_so(name: str, golden: Golden) -> None:
    with av.open(golden(name).path) as container:
        assert all(frame.interlaced_frame for frame in container.decode(video=0))


def test_size_length_and_gop_are_for_the_asker(golden: Golden) -> None:
    film = golden("h264-phone", frames=40, size=(640, 360), gop=10)
    assert film.shown_size == (640, 360)
    assert decoded(film) == list(zip(film.pts, range(40), strict=True))
    assert sum(one.is_keyframe for one in packets(film)) == 4


def test_an_hour_repeats_a_short_film(tmp_path: Path) -> None:
    film = make_long(tmp_path, minutes=0.5, size=(320, 180))
    assert len(film.numbers) == 960
    assert decoded(film) == list(zip(film.pts, film.numbers, strict=True))
    assert set(np.diff(film.pts)) == {Fraction(1, 30) / film.time_base}
