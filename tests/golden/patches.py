"""Films of flat colours, whose colours are known: for holding tone mapping against its reference.

Colours are given as 8-bit R'G'B' of an ordinary screen (BT.709 primaries). They are put into
HDR as ITU-R BT.2408 says, display-referred: BT.1886 (gamma 2.4) to linear light, SDR white at
203 cd/m2, then the PQ of BT.2100, or its HLG for a display of 1000 cd/m2 (system gamma 1.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
import numpy as np
from numpy.typing import NDArray

from tests.golden.encoders import add_picture
from tests.golden.kinds import Kind

Colour = tuple[int, int, int]
Light = NDArray[np.float64]
Dynamic = Literal["sdr", "wide", "hlg", "pq"]

PATCH_PX = 48
SDR_WHITE_CD_M2 = 203.0
_HLG_DISPLAY_CD_M2 = 1000.0
_HLG_GAMMA = 1.2

_TO_BT2020 = np.array(
    [[0.6274, 0.3293, 0.0433], [0.0691, 0.9195, 0.0114], [0.0164, 0.0880, 0.8956]]
)
"""Linear light, BT.709 to BT.2020 primaries (ITU-R BT.2087)."""

_LUMA_BT709 = (0.2126, 0.7152, 0.0722)
_LUMA_BT2020 = (0.2627, 0.6780, 0.0593)


@dataclass(frozen=True)
class PatchFilm:
    """A film whose every picture shows the same colours.

    ``colours``  8-bit red, green, blue as an ordinary screen shows them
    ``centres``  x and y in pixels of the middle of each colour's patch
    """

    path: Path
    colours: list[Colour]
    centres: list[tuple[int, int]]
    size: tuple[int, int]


def make_patches(
    dynamic: Dynamic, colours: Sequence[Colour], folder: Path, *, frames: int = 10
) -> PatchFilm:
    """Write a film of square patches, row by row, in SDR, BT.2020 SDR ("wide"), HLG or PQ."""
    kind = _kind(dynamic, frames)
    columns = int(np.ceil(np.sqrt(len(colours))))
    rows = -(-len(colours) // columns)
    size = (columns * PATCH_PX, rows * PATCH_PX)
    places = [(index % columns, index // columns) for index in range(len(colours))]
    codes = _codes(dynamic, np.array(colours, np.float64) / 255)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (kind.name + kind.suffix)
    with av.open(path, "w") as container:
        stream = add_picture(container, kind, size, 0)
        for number in range(frames):
            picture = av.VideoFrame(*size, kind.pixel_format)
            _paint(picture, codes, places)
            picture.pts, picture.time_base = number, kind.time_base
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    half = PATCH_PX // 2
    centres = [(x * PATCH_PX + half, y * PATCH_PX + half) for x, y in places]
    return PatchFilm(path, list(colours), centres, size)


def _kind(dynamic: Dynamic, frames: int) -> Kind:
    kind = Kind(f"patches-{dynamic}", ".mp4", rate_hz=Fraction(25), frames=frames, sound=None)
    if dynamic == "sdr":
        return replace(kind, dynamic="sdr", bt709=True, options={"crf": "1"})
    return replace(
        kind,
        codec="libx265",
        pixel_format="yuv420p10le",
        dynamic=dynamic,
        options={"crf": "1"},
    )


def _codes(dynamic: Dynamic, signal: Light) -> NDArray[np.uint16]:
    """Y', Cb, Cr in limited range of each R'G'B' colour (rows of 0 to 1)."""
    if dynamic == "sdr":
        return _ycbcr(signal, _LUMA_BT709, bits=8)
    linear = np.clip((signal**2.4) @ _TO_BT2020.T, 0, None)
    encode = {"wide": _bt1886, "hlg": _hlg, "pq": _pq}[dynamic]
    return _ycbcr(encode(linear), _LUMA_BT2020, bits=10)


def _bt1886(linear: Light) -> Light:
    return np.asarray(linear ** (1 / 2.4))


def _pq(linear: Light) -> Light:
    """BT.2100, table 4: the inverse of the PQ EOTF."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (linear * SDR_WHITE_CD_M2 / 10_000) ** m1
    return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2)


def _hlg(linear: Light) -> Light:
    """BT.2100, table 5: the inverse of the HLG OOTF, and the HLG OETF."""
    display: Light = linear * SDR_WHITE_CD_M2 / _HLG_DISPLAY_CD_M2
    luminance = np.clip(display @ np.array(_LUMA_BT2020), 1e-9, None)
    scene = display * luminance[:, None] ** ((1 - _HLG_GAMMA) / _HLG_GAMMA)
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    dark = np.sqrt(3 * scene)
    light = a * np.log(np.clip(12 * scene - b, 1e-9, None)) + c
    return np.asarray(np.where(scene <= 1 / 12, dark, light))


def _ycbcr(rgb: Light, weights: tuple[float, float, float], bits: int) -> NDArray[np.uint16]:
    red, green, blue = weights
    luma = rgb @ np.array([red, green, blue])
    cb = (rgb[:, 2] - luma) / (2 * (1 - blue))
    cr = (rgb[:, 0] - luma) / (2 * (1 - red))
    levels: Light = np.column_stack([219 * luma + 16, 224 * cb + 128, 224 * cr + 128])
    return np.asarray(np.rint(levels * (1 << (bits - 8))), np.uint16)


def _paint(
    picture: av.VideoFrame, codes: NDArray[np.uint16], places: list[tuple[int, int]]
) -> None:
    wide = "10" in picture.format.name
    for index, plane in enumerate(picture.planes):
        buffer = np.frombuffer(memoryview(plane), np.dtype(np.uint16 if wide else np.uint8))
        pixels = buffer.reshape(plane.height, -1)[:, : plane.width]
        pixels[:] = 64 if wide else 16
        patch = PATCH_PX // 2 if index else PATCH_PX
        for (x, y), code in zip(places, codes[:, index], strict=True):
            pixels[y * patch : (y + 1) * patch, x * patch : (x + 1) * patch] = code
