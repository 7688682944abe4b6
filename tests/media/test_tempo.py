"""Sound at another speed: each sound at its place, as high as it was, none missing."""

import numpy as np
import pytest
from numpy.typing import NDArray

from media.sound import Samples
from media.tempo import SPEEDS, Tempo

_HUM_HZ, _BEEP_HZ = 220, 1_000
_BEEP_S = 0.05
_OFF_MS = {0.1: (15, 50), 0.25: (8, 25)}
"""How far beeps may stand from their places in slow motion: their middle one, and any."""


def _beeps(places_s: NDArray[np.float64], lasting_s: float, rate_hz: int) -> Samples:
    time_s = np.arange(round(lasting_s * rate_hz)) / rate_hz
    sound = 0.03 * np.sin(2 * np.pi * _HUM_HZ * time_s)
    for place_s in places_s:
        inside = (time_s >= place_s) & (time_s < place_s + _BEEP_S)
        sound[inside] += 0.8 * np.sin(2 * np.pi * _BEEP_HZ * time_s[inside])
    return np.stack([sound, sound]).astype(np.float32)


def _through(sound: Samples, speed: float, rate_hz: int, out_hz: int) -> Samples:
    tempo = Tempo(rate_hz, "stereo", speed, out_hz)
    size = rate_hz // 20
    pushed = [tempo.push(sound[:, at : at + size]) for at in range(0, sound.shape[1], size)]
    pushed.append(tempo.finish())
    return np.concatenate(pushed, axis=1)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize(("rate_hz", "out_hz"), [(48_000, 44_100), (44_100, 48_000)])
def test_beeps_stand_at_their_places(speed: float, rate_hz: int, out_hz: int) -> None:
    places_s = 0.4 + np.cumsum(np.random.default_rng(3).uniform(0.7, 1.2, 14))
    heard = _through(_beeps(places_s, 16, rate_hz), speed, rate_hz, out_hz)[0]
    off_ms = []
    for place_s in places_s:
        meant_s = place_s / speed
        begin = round((meant_s - 0.3 / speed) * out_hz)
        loud = np.flatnonzero(np.abs(heard[begin : begin + round(0.6 / speed * out_hz)]) > 0.3)
        assert len(loud), f"the beep at {place_s:.2f} s is not there"
        off_ms.append(((begin + loud[0]) / out_hz - meant_s) * 1000)
    middle, worst = _OFF_MS.get(speed, (2, 9))
    assert abs(np.median(off_ms)) < middle
    assert np.abs(off_ms).max() < worst


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("pitch_hz", [110, 440, 2_000])
def test_pitch_is_kept(speed: float, pitch_hz: int) -> None:
    rate_hz = 48_000
    time_s = np.arange(4 * rate_hz) / rate_hz
    tone = 0.5 * np.sin(2 * np.pi * pitch_hz * time_s)
    heard = _through(np.stack([tone, tone]).astype(np.float32), speed, rate_hz, rate_hz)[0]
    middle = heard[len(heard) // 4 : len(heard) // 4 + rate_hz]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * rate_hz / len(middle) == pytest.approx(pitch_hz, rel=0.03)


@pytest.mark.parametrize("speed", SPEEDS)
def test_nothing_is_cut_off_at_the_end(speed: float) -> None:
    heard = _through(_beeps(np.array([3.9]), 4, 48_000), speed, 48_000, 48_000)
    assert heard.shape[1] / 48_000 == pytest.approx(4 / speed, abs=0.06 / speed)
    assert np.flatnonzero(np.abs(heard[0]) > 0.3).max() / 48_000 == pytest.approx(
        3.95 / speed, abs=0.02 + 0.02 / speed
    )


def test_at_true_speed_nothing_is_touched() -> None:
    sound = _beeps(np.array([0.5]), 1, 48_000)
    heard = _through(sound, 1.0, 48_000, 48_000)
    assert np.array_equal(heard[:, : sound.shape[1]], sound)
