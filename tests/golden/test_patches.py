"""Patches carry the code values that the standards ask for."""

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.golden.patches import Dynamic, PatchFilm, make_patches

WHITE, BLACK, RED = (255, 255, 255), (0, 0, 0), (255, 0, 0)
SKIN, GREEN = (224, 172, 138), (40, 200, 60)


def luma_levels(film: PatchFilm) -> list[int]:
    with av.open(film.path) as container:
        frame = next(container.decode(video=0))
    depth: np.dtype[np.uint16] | np.dtype[np.uint8]
    depth = np.dtype(np.uint16) if "10" in frame.format.name else np.dtype(np.uint8)
    plane = frame.planes[0]
    pixels = np.frombuffer(memoryview(plane), depth).reshape(plane.height, -1)
    return [int(pixels[y, x]) for x, y in film.centres]


@pytest.mark.parametrize(
    ("dynamic", "white", "black"),
    # BT.2408, table 1: SDR white (203 cd/m2) is 75 % of HLG's signal and 58 % of PQ's.
    [
        ("sdr", 235, 16),
        ("wide", 940, 64),
        ("hlg", 64 + 876 * 0.75, 64),
        ("pq", 64 + 876 * 0.58, 64),
    ],
)
def test_white_and_black_lie_where_the_standards_say(
    dynamic: Dynamic, white: float, black: int, tmp_path: Path
) -> None:
    film = make_patches(dynamic, [WHITE, BLACK, RED], tmp_path)
    levels = luma_levels(film)
    assert levels[0] == pytest.approx(white, abs=2)
    assert levels[1] == pytest.approx(black, abs=1)
    assert levels[1] < levels[2] < levels[0]


def test_sdr_patches_come_back_as_they_went_in(tmp_path: Path) -> None:
    film = make_patches("sdr", [WHITE, BLACK, RED, SKIN, GREEN], tmp_path)
    with av.open(film.path) as container:
        frame = next(container.decode(video=0))
    rgb: NDArray[np.uint8] = np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    assert (frame.width, frame.height) == film.size
    for (x, y), colour in zip(film.centres, film.colours, strict=True):
        assert np.abs(rgb[y, x].astype(int) - colour).max() <= 3
