"""The demo film as a file: what a phone would have recorded, whole or not there at all."""

import csv
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from media.demo.film import EVENTS_NAME, FILM_NAME, DemoFilm, Take, make_demo_film
from media.demo.shutter import TICKS_A_SECOND, frame_ticks
from media.errors import EncodingFailed
from vig_tool.errors import Cancelled
from vig_tool.progress import silent

TAKE = Take(width=320, height=180, from_s=25.5, to_s=31.5)
SHORT = Take(width=160, height=90, from_s=30.0, to_s=31.0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFilm:
    return make_demo_film(tmp_path_factory.mktemp("demo"), silent, TAKE)


def shown_pts(path: Path) -> NDArray[np.int64]:
    with av.open(path) as container:
        pts = [frame.pts for frame in container.decode(video=0)]
    return np.array(pts, dtype=np.int64)


def test_it_is_h264_and_aac_as_from_a_phone(demo: DemoFilm) -> None:
    with av.open(demo.path) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert picture.codec_context.name == "h264"
        assert picture.codec_context.pix_fmt == "yuv420p"
        assert (picture.width, picture.height) == (320, 180)
        assert picture.time_base is not None
        assert picture.time_base.denominator == TICKS_A_SECOND
        assert sound.codec_context.name == "aac"
        assert sound.codec_context.sample_rate == 48_000


def test_its_frame_rate_really_varies(demo: DemoFilm) -> None:
    steps = np.diff(shown_pts(demo.path))
    assert steps.min() > 0
    assert len(np.unique(steps)) > 30
    assert 24.0 < TICKS_A_SECOND / steps.mean() < 30.0


def test_now_and_then_a_frame_is_dropped() -> None:
    steps = np.diff(frame_ticks(180.0))
    dropped = int((steps > 1.7 * np.median(steps)).sum())
    assert 10 < dropped < 60


def test_every_frame_is_shown_when_it_was_taken(demo: DemoFilm) -> None:
    assert np.array_equal(shown_pts(demo.path), frame_ticks(6.0)[:-1])


def test_the_last_frame_lasts_and_the_sound_ends_with_it(demo: DemoFilm) -> None:
    end_s = frame_ticks(6.0)[-1] / TICKS_A_SECOND
    with av.open(demo.path) as container:
        picture = container.streams.video[0]
        assert picture.duration is not None
        assert picture.time_base is not None
        assert float(picture.duration * picture.time_base) == pytest.approx(end_s, abs=0.001)
        samples = sum(frame.samples for frame in container.decode(audio=0))
    assert samples / 48_000 == pytest.approx(end_s, abs=0.025)


def test_key_frames_come_about_every_two_seconds(demo: DemoFilm) -> None:
    with av.open(demo.path) as container:
        keys = [
            float(packet.pts * packet.time_base)
            for packet in container.demux(video=0)
            if packet.is_keyframe and packet.pts is not None
        ]
    assert len(keys) >= 3
    assert max(np.diff(keys)) < 3.0


def test_the_picture_is_warm_and_alive(demo: DemoFilm) -> None:
    with av.open(demo.path) as container:
        pictures = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
    red, _, blue = pictures[0].reshape(-1, 3).mean(axis=0)
    assert red > blue + 20.0
    changed = [
        np.abs(now.astype(int) - then.astype(int)).mean()
        for then, now in zip(pictures, pictures[20:], strict=False)
    ]
    assert min(changed) > 0.05


def test_its_events_lie_inside_the_film(demo: DemoFilm) -> None:
    with demo.events_path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["code"] for row in rows} >= {"initiative", "warm-voice", "responds"}
    for row in rows:
        assert row["recording"] == FILM_NAME
        assert 0.0 <= float(row["start_s"]) <= float(row["end_s"] or row["start_s"]) <= 6.0


def test_a_film_that_is_there_is_kept(demo: DemoFilm) -> None:
    before = demo.path.stat().st_mtime_ns
    steps: list[float] = []
    again = make_demo_film(demo.path.parent, lambda fraction, doing: steps.append(fraction), TAKE)
    assert again == demo
    assert demo.path.stat().st_mtime_ns == before
    assert steps == [1.0]


def test_a_film_of_another_story_or_a_broken_one_is_made_again(tmp_path: Path) -> None:
    film = make_demo_film(tmp_path, silent, SHORT)
    film.path.write_bytes(b"no film")
    make_demo_film(tmp_path, silent, SHORT)
    assert len(shown_pts(film.path)) == len(frame_ticks(1.0)) - 1
    make_demo_film(tmp_path, silent, Take(width=160, height=90, from_s=30.0, to_s=30.5))
    assert len(shown_pts(film.path)) == len(frame_ticks(0.5)) - 1


def test_it_is_the_same_film_each_time(tmp_path: Path) -> None:
    large = Take(from_s=30.0, to_s=30.8)  # soft edges are soft only in a large picture
    one = make_demo_film(tmp_path / "one", silent, large).path.read_bytes()
    assert make_demo_film(tmp_path / "two", silent, large).path.read_bytes() == one


@pytest.mark.parametrize("stop_at", [0.0, 0.3, 0.8])
def test_stopping_leaves_nothing_behind(tmp_path: Path, stop_at: float) -> None:
    def stop(fraction: float, doing: str) -> None:
        if fraction >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_demo_film(tmp_path, stop, SHORT)
    assert list(tmp_path.iterdir()) == []


def test_stopping_keeps_the_film_that_was_there(tmp_path: Path) -> None:
    film = make_demo_film(tmp_path, silent, SHORT)
    before = film.path.read_bytes()

    def stop(fraction: float, doing: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_demo_film(tmp_path, stop, TAKE)
    assert film.path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        (FILM_NAME, EVENTS_NAME, film.clips_path.name)
    )


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EncodingFailed, match="could not be written"):
        make_demo_film(tmp_path / "taken", silent, SHORT)
