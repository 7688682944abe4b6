"""HDR and wide-gamut film on an ordinary screen, by a table of our own.

The table answers: which SDR colour looks like this HDR one? It follows ITU-R BT.2408-7 (display-
referred mapping): reference white, 203 cd/m², becomes SDR white; SDR pictures are taken as shown by
a BT.1886 display (gamma 2.4). PQ is SMPTE ST 2084, HLG is ITU-R BT.2100-2 for a 1000 cd/m² display
(system gamma 1.2), the way from BT.2020 to BT.709 primaries is ITU-R BT.2087. Light up to
0.85 of reference white is left as it is; what is brighter is eased towards white.
"""

import tempfile
import threading
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from media.film import Dynamic

Light = NDArray[np.float64]

_REFERENCE_WHITE_CD_M2 = 203.0
_PEAK_CD_M2 = 1000.0
_SDR_GAMMA = 2.4
_KNEE = 0.85
_GLARE = 1.15
_STEPS = 49

_BT2020_TO_BT709 = np.array(
    [[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]]
)
_BT2020_LUMINANCE = np.array([0.2627, 0.6780, 0.0593])
_BT709_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])


def tone_down(frame: VideoFrame, dynamic: Dynamic) -> NDArray[np.uint8]:
    """A wide-gamut or HDR frame as 8-bit BGR for an ordinary screen, in stored orientation."""
    kit: _Kit | None = getattr(_per_thread, dynamic.value, None)
    if kit is None or kit.size != (frame.width, frame.height):
        kit = _Kit(frame.width, frame.height, dynamic)
        setattr(_per_thread, dynamic.value, kit)
    return kit.apply(frame)


_per_thread = threading.local()


class _Kit:
    """What one thread needs to tone pictures of one size down: a converter and the table."""

    def __init__(self, width: int, height: int, dynamic: Dynamic) -> None:
        self.size = (width, height)
        self._reformatter = VideoReformatter()
        self._graph = Graph()
        source = self._graph.add_buffer(
            width=width, height=height, format=VideoFormat("gbrp16le"), time_base=Fraction(1, 1000)
        )
        sink = self._graph.add("buffersink")
        # Written only for as long as the filter needs to read it.
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "table.cube"
            file.write_text(_cube(dynamic), encoding="ascii")
            table = self._graph.add("lut3d", file=str(file), interp="tetrahedral")
            source.link_to(table)
            table.link_to(sink)
            self._graph.configure()

    def apply(self, frame: VideoFrame) -> NDArray[np.uint8]:
        deep = self._reformatter.reformat(frame, format="gbrp16le")
        deep.pts = None
        self._graph.push(deep)
        toned = self._graph.pull()
        assert isinstance(toned, VideoFrame)
        return toned.to_ndarray(format="bgr24").astype(np.uint8, copy=False)


@cache
def _cube(dynamic: Dynamic) -> str:
    """The table as a .cube file: red runs fastest, values from 0 to 1."""
    steps = np.linspace(0.0, 1.0, _STEPS)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    signal = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    rows = "\n".join("{:.6f} {:.6f} {:.6f}".format(*row) for row in sdr_signal(signal, dynamic))
    return f"LUT_3D_SIZE {_STEPS}\n{rows}\n"


def sdr_signal(signal: Light, dynamic: Dynamic) -> Light:
    """BT.709 signal (0 to 1, shape n x 3) for a BT.2020 signal that is written as ``dynamic``."""
    light = _display_light(signal, dynamic) @ _BT2020_TO_BT709.T
    if dynamic is not Dynamic.WIDE:
        light = _ease_highlights(light)
    return np.asarray(_into_gamut(light) ** (1 / _SDR_GAMMA))


def _display_light(signal: Light, dynamic: Dynamic) -> Light:
    """Light on the display, linear, BT.2020 primaries, 1.0 is reference white."""
    if dynamic is Dynamic.PQ:
        return _pq_light(signal) / _REFERENCE_WHITE_CD_M2
    if dynamic is Dynamic.HLG:
        return _hlg_light(signal) / _REFERENCE_WHITE_CD_M2
    return np.asarray(np.clip(signal, 0, 1) ** _SDR_GAMMA)


def _pq_light(signal: Light) -> Light:
    """cd/m² from a PQ signal (ST 2084)."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = np.clip(signal, 0, 1) ** (1 / m2)
    return np.asarray(10000 * (np.maximum(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1))


def _hlg_light(signal: Light) -> Light:
    """cd/m² on a 1000 cd/m² display from an HLG signal (BT.2100, table 5)."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    signal = np.clip(signal, 0, 1)
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luminance = (scene @ _BT2020_LUMINANCE)[:, None]
    return np.asarray(_PEAK_CD_M2 * np.maximum(luminance, 1e-9) ** 0.2 * scene)


def _ease_highlights(light: Light) -> Light:
    """Ease what is brighter than the knee towards white, which the peak reaches.

    The curve is Reinhard's with a white point (SIGGRAPH 2002, equation 4), begun at the knee with
    slope 1. Hue is kept; what outshines reference white pales, as glare does to the eye.
    """
    brightest = np.maximum(light.max(axis=1, keepdims=True), 1e-9)
    room = 1 - _KNEE
    over = np.maximum(brightest - _KNEE, 0) / room
    peak = (_PEAK_CD_M2 / _REFERENCE_WHITE_CD_M2 - _KNEE) / room
    eased = np.minimum(_KNEE + room * over * (1 + over / peak**2) / (1 + over), 1.0)
    scaled = light * np.where(brightest > _KNEE, eased / brightest, 1.0)
    luminance = np.maximum((light @ _BT709_LUMINANCE)[:, None], 1e-9)
    glare = np.clip(1 - _GLARE / luminance, 0, 1)
    return np.asarray(scaled + glare * (eased - scaled))


def _into_gamut(light: Light) -> Light:
    """Move colours that BT.709 cannot show towards grey of the same luminance, just as far as
    needed."""
    luminance = np.clip((light @ _BT709_LUMINANCE)[:, None], 0, 1)
    lowest = light.min(axis=1, keepdims=True)
    share = np.where(lowest < 0, luminance / np.maximum(luminance - lowest, 1e-9), 1.0)
    return np.asarray(np.clip(luminance + share * (light - luminance), 0, 1))
