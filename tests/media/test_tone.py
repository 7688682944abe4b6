"""HDR film looks on an ordinary screen as the same scene looks in an ordinary film."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from coloraide import Color

from media.film import Dynamic
from media.probe import probe
from media.reader import FrameReader
from media.tone import sdr_signal
from tests.golden.patches import Colour, make_patches

_MOST_DELTA_E = 3.0
_LEVELS = (16, 70, 128, 190, 255)
_SKINS: list[Colour] = [(255, 219, 172), (224, 172, 105), (141, 85, 36), (92, 56, 30), (60, 40, 30)]
_COLOURS: list[Colour] = [
    *((red, green, blue) for red, green, blue in product(_LEVELS, repeat=3)),
    *_SKINS,
    *((level, level, level) for level in range(8, 256, 13)),
]


def _delta_e(one: Colour, other: Colour) -> float:
    """CIEDE2000 between two colours of an ordinary screen."""
    first, second = (Color("srgb", [c / 255 for c in colour]) for colour in (one, other))
    return float(first.delta_e(second, method="2000"))


@pytest.mark.parametrize("dynamic", ["wide", "hlg", "pq"])
def test_colours_come_out_as_the_ordinary_film_has_them(dynamic: str, tmp_path: Path) -> None:
    patches = make_patches(dynamic, _COLOURS, tmp_path)  # type: ignore[arg-type]
    film = probe(patches.path)
    assert film.track.dynamic == dynamic
    assert film.decoder == "pyav"
    assert "HDR" in film.decoder_reason
    with FrameReader(film) as reader:
        picture = reader.picture(3)
    worst = 0.0
    for colour, (x, y) in zip(patches.colours, patches.centres, strict=True):
        middle = picture[y - 6 : y + 6, x - 6 : x + 6].reshape(-1, 3).mean(axis=0)
        blue, green, red = (round(float(value)) for value in middle)
        worst = max(worst, _delta_e(colour, (red, green, blue)))
    assert worst <= _MOST_DELTA_E


@pytest.mark.parametrize("dynamic", [Dynamic.HLG, Dynamic.PQ])
def test_brighter_light_never_comes_out_darker(dynamic: Dynamic) -> None:
    grey = np.repeat(np.linspace(0, 1, 400)[:, None], 3, axis=1)
    toned = sdr_signal(grey, dynamic)
    assert np.all(np.diff(toned, axis=0) >= -1e-9)
    assert toned.max() <= 1.0
    assert np.ptp(toned, axis=1).max() < 0.01
