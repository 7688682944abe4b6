"""Two voices that cannot be mistaken for each other, heard when the list says so."""

import numpy as np
import pytest
from numpy.typing import NDArray

from media.demo.phrases import read_phrase, voice_rows
from media.demo.row import BABY, PARENT
from media.demo.voices import RATE_HZ, film_sound, say

Sound = NDArray[np.float32]


@pytest.fixture(scope="module")
def sound() -> Sound:
    """The first exchange, from 20 to 42 seconds."""
    return film_sound(20.0, 42.0)


def level_db(sound: Sound, from_s: float, to_s: float) -> float:
    part = sound[:, round((from_s - 20.0) * RATE_HZ) : round((to_s - 20.0) * RATE_HZ)]
    return float(10.0 * np.log10(np.mean(part.astype(np.float64) ** 2) + 1e-12))


def pitches_hz(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """The pitch of each loud 40 ms, by autocorrelation: the first peak near the highest."""
    size = 1920
    window = np.hanning(size)
    fade = np.correlate(window, window, "full")[size - 1 :] + 1e-3
    found = []
    for start in range(0, len(sound) - size, size):
        part = sound[start : start + size] * window
        if np.sqrt(np.mean(part**2)) < 0.02:
            continue
        like = np.fft.irfft(np.abs(np.fft.rfft(part, 4 * size)) ** 2)[:size] / fade
        lags = np.arange(RATE_HZ // 900, RATE_HZ // 110)
        peak = (like[lags] >= like[lags - 1]) & (like[lags] >= like[lags + 1])
        found.append(RATE_HZ / lags[peak & (like[lags] > 0.88 * like[lags].max())][0])
    return np.array(found)


def test_the_parent_is_low_and_the_baby_is_high() -> None:
    parent = np.concatenate([pitches_hz(say(row)) for row in voice_rows(PARENT)[:8]])
    baby = np.concatenate([pitches_hz(say(row)) for row in voice_rows(BABY)[:8]])
    assert 160.0 < np.median(parent) < 260.0
    assert 350.0 < np.median(baby) < 600.0
    assert np.percentile(parent, 90) < np.percentile(baby, 10)


def test_voices_are_heard_in_their_time_and_the_room_is_quiet_otherwise(sound: Sound) -> None:
    hush = level_db(sound, 24.5, 28.0)
    assert -75.0 < hush < -45.0
    for row in (*voice_rows(BABY), *voice_rows(PARENT)):
        if row.to_s is not None and row.from_s > 20.0 and row.to_s < 42.0:
            assert level_db(sound, row.from_s, row.to_s) > hush + 20.0


def test_nothing_clips_or_clicks(sound: Sound) -> None:
    assert 0.1 < np.abs(sound).max() < 0.9
    assert np.abs(np.diff(sound, axis=1)).max() < 0.25
    for row in voice_rows(PARENT)[:3]:
        phrase = say(row)
        assert abs(phrase[0]) < 1e-3
        assert abs(phrase[-1]) < 1e-3


def test_the_sound_is_the_same_each_time() -> None:
    assert np.array_equal(film_sound(22.0, 24.0), film_sound(22.0, 24.0))


def test_a_phrase_fills_its_time() -> None:
    syllables = read_phrase("da0 da::3>0", 1.0, 2.0)
    assert syllables[0].from_s == 1.0
    assert syllables[-1].to_s == pytest.approx(2.0)
    assert syllables[0].to_s == syllables[1].from_s
    assert (syllables[1].start_pitch, syllables[1].end_pitch) == (3.0, 0.0)


def test_a_misspelt_phrase_is_named() -> None:
    with pytest.raises(ValueError, match="xyz"):
        read_phrase("xyz", 0.0, 1.0)
