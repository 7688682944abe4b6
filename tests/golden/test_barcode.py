"""The bar code reads what was drawn, and nothing else."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.golden import barcode

Picture = NDArray[np.uint8]
NUMBERS = [0, 1, 2, 119, 4096, 107_999, 2**17, 215_999, barcode.NUMBERS - 1]


def noisy(width: int, height: int, seed: int = 0) -> Picture:
    random = np.random.default_rng(seed)
    return random.integers(0, 256, (height, width), dtype=np.uint8)


def coded(number: int, width: int = 320, height: int = 180) -> Picture:
    picture = noisy(width, height)
    barcode.draw(picture, number)
    return picture


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("size", [(320, 180), (161, 121), (180, 320), (1920, 1080), (720, 576)])
def test_reads_what_was_drawn(number: int, size: tuple[int, int]) -> None:
    assert barcode.read(coded(number, *size)) == number


def test_numbers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="holds 0 to"):
        barcode.draw(noisy(320, 180), barcode.NUMBERS)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_turned_or_mirrored_picture_has_no_code(turns: int, mirrored: bool) -> None:
    for number in range(0, 200_000, 997):
        picture = np.rot90(coded(number, 240, 240), turns)
        picture = np.fliplr(picture) if mirrored else picture
        upright = turns == 0 and not mirrored
        assert barcode.read(picture) == (number if upright else None)


def test_a_picture_without_a_code_says_so() -> None:
    assert all(barcode.read(noisy(320, 180, seed)) is None for seed in range(300))
    assert barcode.read(np.zeros((180, 320), np.uint8)) is None
    assert barcode.read(np.zeros((4, 4), np.uint8)) is None


def test_one_wrong_block_is_noticed() -> None:
    picture = coded(1234)
    changed = 0
    for x in range(60, 260, 5):
        for y in (20, 33, 45):
            spoiled = picture.copy()
            block = spoiled[y - 4 : y + 4, x - 5 : x + 5]
            block[:] = 255 - block
            number = barcode.read(spoiled)
            assert number in (None, 1234)
            changed += number is None
    assert changed > 60


@pytest.mark.parametrize("width", [160, 161, 213, 320, 333])
@pytest.mark.parametrize("quality", [20, 90])
def test_survives_scaling_coding_and_padding(width: int, quality: int) -> None:
    picture = cv2.merge([coded(107_999, 1280, 720)] * 3)
    small = cv2.resize(picture, (width, round(width * 9 / 16)), interpolation=cv2.INTER_AREA)
    packed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    decoded = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert decoded is not None
    padded = cv2.copyMakeBorder(decoded, 0, 1, 0, 1, cv2.BORDER_REPLICATE)
    assert barcode.read(np.asarray(padded, np.uint8)) == 107_999


@pytest.mark.parametrize("gamma", [0.4, 0.7, 1.5, 2.2])
def test_survives_tone_mapping(gamma: float) -> None:
    toned = 16 + 170 * (coded(99_999) / 255.0) ** gamma
    assert barcode.read(toned.astype(np.uint8)) == 99_999
