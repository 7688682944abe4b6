"""A decoded picture made to fit a part of the screen, in the layout that screens take."""

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture import Bgr

ScreenPicture = NDArray[np.uint8]
"""Height x width x 4, rows without gaps: blue, green, red, opaque (Qt's ``RGB32``)."""


def fitted_size(width_px: int, height_px: int, most: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a picture as large as fits within ``most``, its shape kept."""
    scale = min(most[0] / width_px, most[1] / height_px)
    return max(round(width_px * scale), 1), max(round(height_px * scale), 1)


def draw_fitted(picture: Bgr, target: ScreenPicture) -> None:
    """Draw a picture over all of ``target``: averaged where it shrinks, blended where it grows."""
    height, width = target.shape[:2]
    while picture.shape[0] >= 2 * height and picture.shape[1] >= 2 * width:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        picture = _resized(picture, half)  # averaging whole pixels is several times quicker
    if picture.shape[:2] != (height, width):
        picture = _resized(picture, (width, height))
    cv2.cvtColor(picture, cv2.COLOR_BGR2BGRA, dst=target)


def _resized(picture: Bgr, size: tuple[int, int]) -> Bgr:
    way = cv2.INTER_AREA if size[0] < picture.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)
