"""The sound of golden films beeps when the picture's seconds begin."""

import av
import numpy as np
import pytest

from tests.conftest import Golden
from tests.golden.film import GoldenFilm
from tests.golden.films import KINDS
from tests.golden.sound import RATE_HZ, beep_times, samples_between

WITH_SOUND = [name for name, kind in KINDS.items() if kind.sound and kind.change is None]

PICTURE_LATE_S = {
    # without an edit list nothing takes back the encoders' delays: two frames, and 1024 samples
    "edit-none": 2 / 30 - 1024 / RATE_HZ,
    "fragmented": 2 / 30 - 1024 / RATE_HZ,
    # AVI stores no times: pictures count from their place among the packets
    "h264-avi": 1 / 30,
    "h264-avi-b-frames": 1 / 30,
    "mpeg4-avi-b-frames": 1 / 30,
}


def beeps(film: GoldenFilm) -> list[float]:
    """Where beeps begin, in seconds since the first picture."""
    with av.open(film.path) as container:
        (stream,) = container.streams.audio
        frames = list(container.decode(stream))
    first = next(frame for frame in frames if frame.pts is not None)
    assert first.time is not None
    samples = np.concatenate([frame.to_ndarray().astype(float) for frame in frames], axis=1)
    zero_s = float(film.pts[0] * film.time_base)
    channels = stream.codec_context.channels
    mono = samples[0] if len(samples) > 1 else samples[0, ::channels]
    return [float(time) + first.time - zero_s for time in beep_times(mono, RATE_HZ)]


def test_beeps_are_found_where_they_are() -> None:
    found = beep_times(samples_between(-RATE_HZ // 2, RATE_HZ * 3), RATE_HZ)
    assert found == pytest.approx([0.5, 1.5, 2.5, 3.5][:3], abs=0.001)
    assert len(beep_times(np.zeros(1000), RATE_HZ)) == 0


@pytest.mark.parametrize("name", WITH_SOUND)
def test_sound_is_in_step_with_the_picture(name: str, golden: Golden) -> None:
    found = beeps(golden(name))
    assert found
    for time_s in np.array(found) + PICTURE_LATE_S.get(name, 0):
        assert abs(time_s - round(time_s)) < 0.006, f"{name}: {found}"


def test_sound_may_start_late_and_end_early(golden: Golden) -> None:
    assert [round(one) for one in beeps(golden("h264-phone"))] == [0, 1, 2, 3]
    assert [round(one) for one in beeps(golden("sound-late"))] == [2, 3]
    assert [round(one) for one in beeps(golden("sound-short"))] == [0, 1, 2]
    assert [round(one) for one in beeps(golden("edit-empty"))] == [-1, 0, 1, 2, 3]


def test_films_without_sound_have_none(golden: Golden) -> None:
    film = golden("no-sound")
    assert not film.has_sound
    with av.open(film.path) as container:
        assert not container.streams.audio
