"""How the sound wave looks: everything at its time, silence flat, what is quiet still seen."""

from fractions import Fraction

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from media.wave import Wave, WavePart
from ui.timeline.axis import Axis
from ui.timeline.layout import Band
from ui.timeline.wave import columns, draw_wave, heights, loudest

_S = 1_000_000


def _wave(seconds: int, loud: dict[tuple[float, float], float]) -> Wave:
    """Silence, but for the stretches (from, to, in seconds) that are as loud as said."""
    wave = Wave(Fraction(100), 100 * seconds)
    peak = np.zeros(len(wave), np.float32)
    for (start_s, end_s), level in loud.items():
        peak[round(start_s * 100) : round(end_s * 100)] = level
    wave.take(WavePart(0, peak, peak * np.float32(0.5)))
    return wave


def _drawn(axis: Axis, wave: Wave) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """How strongly each pixel was painted, 0 to 255."""
    image = QImage(axis.left_px + axis.width_px, 30, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    draw_wave(painter, axis, Band(0, 30), wave, loudest(wave))
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(30, -1, 4)
    return np.array(rows[:, :, 3])


@pytest.mark.parametrize(("start_s", "width_s"), [(0, 60), (12, 6), (14.8, 0.6), (15.0, 0.05)])
def test_a_sound_is_where_it_is_in_the_film_at_any_zoom(
    qapp: QApplication, start_s: float, width_s: float
) -> None:
    wave = _wave(60, {(15, 15.5): 0.5, (40, 41): 1.0})
    axis = Axis(50, 600, 60 * _S, start_s * _S, width_s * _S / 600)
    high = (_drawn(axis, wave) > 40).sum(axis=0)[50:]
    times_s = start_s + (np.arange(600) + 0.5) / 600 * width_s
    slack_s = max(width_s / 600, 0.01)
    inside = (times_s > 15 + slack_s) & (times_s < 15.5 - slack_s)
    before = (times_s < 15 - slack_s) & (times_s < 39)
    assert inside.any() and np.all(high[inside] > 12)
    assert np.all(high[before] <= 2)


def test_silence_is_a_line_and_nothing_is_drawn_beyond_the_film(qapp: QApplication) -> None:
    drawn = _drawn(Axis(0, 500, 10 * _S, 0.0, 10 * _S / 400), _wave(10, {}))
    assert np.all((drawn[:, :399] > 0).sum(axis=0) <= 2)
    assert np.all((drawn[:, :399] > 0).sum(axis=0) >= 1)
    assert not drawn[:, 402:].any()


def test_a_quiet_baby_is_seen_beside_a_loud_voice() -> None:
    wave = _wave(60, {(10, 20): 0.9, (30, 31): 0.01})
    voice, baby, silence = heights(np.array([0.9, 0.01, 0.0]), loudest(wave))
    assert voice == pytest.approx(1)
    assert baby * 14 > 1.5, "pixels above the line"
    assert silence == 0


def test_a_bang_does_not_make_all_else_low() -> None:
    wave = _wave(600, {(10, 10.1): 1.0, (100, 200): 0.1})
    assert heights(np.array([0.1]), loudest(wave))[0] == pytest.approx(1)


def test_a_film_with_nothing_but_noise_looks_quiet() -> None:
    assert heights(np.array([0.001]), loudest(_wave(60, {(0, 60): 0.001})))[0] < 0.25


def test_a_column_has_the_highest_peak_and_the_mean_power_in_it() -> None:
    wave = _wave(10, {(0.5, 1): 0.8})
    peak, rms, exact = columns(Axis(0, 10, 10 * _S).fitted(), wave, 10)
    assert peak[0] == pytest.approx(0.8) and not peak[1:].any()
    assert rms[0] == pytest.approx(0.4 / 2**0.5)
    assert exact.all()


def test_what_is_only_guessed_is_paler(qapp: QApplication) -> None:
    wave = _wave(10, {(0, 10): 0.5})
    sure = _drawn(Axis(0, 200, 10 * _S).fitted(), wave)
    wave.exact[500:] = False
    guessed = _drawn(Axis(0, 200, 10 * _S).fitted(), wave)
    assert np.array_equal(guessed[:, :100], sure[:, :100])
    assert np.all(guessed[14, 101:] < sure[14, 101:])
    assert np.all(guessed[14, 101:] > 60)
