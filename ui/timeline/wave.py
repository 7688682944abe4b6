"""The sound wave: how loud the film is, as heights, and its painting."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from media.wave import Wave
from ui import theme
from ui.timeline.axis import Axis
from ui.timeline.layout import Band

_CURVE = 0.45
"""Loudness as the ear compares it: a voice a hundred times fainter is an eighth as high."""
_LOUDEST_QUANTILE = 0.999
"""What reaches the edge. A bang or two may be cut; all else would be low beside them."""
_LEAST_LOUDEST = 0.03
"""A film in which nothing is louder than this is a quiet one, and looks like it."""
_PEAK_ALPHA = 0.45
_GUESSED_ALPHA = 0.55
_LEAST_PX = 0.5

Heights = NDArray[np.float64]


def loudest(wave: Wave) -> float:
    """The level that is drawn as high as there is room for."""
    if not len(wave):
        return 1.0
    return max(float(np.quantile(wave.peak, _LOUDEST_QUANTILE)), _LEAST_LOUDEST)


def columns(axis: Axis, wave: Wave, count: int) -> tuple[Heights, Heights, NDArray[np.bool_]]:
    """Peak, rms, and whether it was measured, in each of ``count`` columns along the axis: over
    all places of a column; between two places where columns are narrower than they are apart."""
    edges_us = axis.start_us + np.linspace(0, axis.width_px, count + 1) * axis.us_per_px
    edges = edges_us * float(wave.peaks_hz) / 1e6
    first = np.clip(edges[:-1].astype(int), 0, len(wave) - 1)
    if edges[1] - edges[0] < 1:
        middle = (edges[:-1] + edges[1:]) / 2 - 0.5
        places = np.arange(len(wave))
        between = [np.interp(middle, places, each) for each in (wave.peak, wave.rms)]
        return between[0], between[1], wave.exact[first]
    end = min(int(np.ceil(edges[-1])), len(wave))
    peak = np.maximum.reduceat(wave.peak[:end], first).astype(np.float64)
    spans = np.diff(np.append(first, max(end, first[-1] + 1)))
    power = np.add.reduceat(np.square(wave.rms[:end], dtype=np.float64), first)
    exact: NDArray[np.bool_] = np.logical_and.reduceat(wave.exact[:end], first)
    rms: Heights = np.sqrt(power / np.maximum(spans, 1))
    return peak, rms, exact


def heights(levels: Heights, loudest_level: float) -> Heights:
    """How high levels are drawn: 0 is silence, 1 as high as there is room for."""
    return np.asarray(np.minimum(levels / loudest_level, 1.0) ** _CURVE, np.float64)


def draw_wave(painter: QPainter, axis: Axis, band: Band, wave: Wave, loudest_level: float) -> None:
    """Draw the wave on its band: the body is how loud it is, the fainter edge its peaks. What is
    only guessed as yet is paler; silence is a line."""
    if not len(wave):
        return
    ratio = painter.device().devicePixelRatioF()
    size = round(axis.width_px * ratio), round((band.height_px - theme.space(0)) * ratio)
    peak, rms, exact = columns(axis, wave, size[0])
    within = _columns_of_film(axis, size[0])
    half_px = size[1] / 2
    shown = np.where(exact, 1.0, _GUESSED_ALPHA) * within
    rows = np.arange((size[1] + 1) // 2, dtype=np.float64)  # the lower half mirrors them
    away: Heights = (half_px - 0.5 - rows)[:, None]
    body = _cover(heights(rms, loudest_level) * half_px, away)
    edge = _cover(heights(peak, loudest_level) * half_px, away) * _PEAK_ALPHA
    image = _mirrored(np.maximum(body, edge) * shown, size[1], theme.colour("wave"))
    top_px = band.top_px + theme.space(0) / 2
    painter.drawImage(QRectF(axis.left_px, top_px, size[0] / ratio, size[1] / ratio), image)


def _columns_of_film(axis: Axis, count: int) -> NDArray[np.bool_]:
    """Which columns lie within the film."""
    times_us = axis.start_us + np.linspace(0, axis.width_px, count, endpoint=False) * axis.us_per_px
    return np.asarray(times_us < axis.duration_us)


def _cover(half_heights_px: Heights, away_px: Heights) -> Heights:
    """How much of each pixel is covered, by its distance from the middle line."""
    high = np.maximum(half_heights_px, _LEAST_PX)
    return np.clip(high - away_px + 0.5, 0.0, 1.0)


def _mirrored(upper: Heights, height: int, colour: QColor) -> QImage:
    """An even colour, see-through by ``upper`` (rows x columns), and by the same upside down below
    it: ``height`` rows in all."""
    pixels = np.round(upper * 255).astype(np.uint32) << 24
    pixels |= np.uint32(colour.rgb() & 0xFFFFFF)
    whole, width = np.concatenate([pixels, pixels[: height // 2][::-1]]), pixels.shape[1]
    return QImage(whole.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32).copy()
