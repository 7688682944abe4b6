"""A decoded picture, or a part of it, made for a part of the screen in the layout screens take."""

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from media.picture import Bgr
from media.view import Part, fitting_scale

ScreenPicture = NDArray[np.uint8]
"""Height x width x 4, rows without gaps: blue, green, red, opaque (Qt's ``RGB32``)."""

MOST_LIFT = 10
"""How far brightness and contrast go up and down from 0."""

_OCTAVE = 5
_DOUBLE = 8


@dataclass(frozen=True)
class Lift:
    """Light for films of dark rooms, on screen only: steps of brightness and of contrast, from
    ``-MOST_LIFT`` to ``MOST_LIFT``; 0 leaves the picture as it was filmed.

    Brightness bends the curve, so that black and white stay what they are: five steps halve or
    double the exponent. Contrast stretches around middle grey: eight steps double it.
    """

    brightness: int = 0
    contrast: int = 0

    @cached_property
    def table(self) -> NDArray[np.uint8]:
        """What becomes of each of the 256 values."""
        values = np.linspace(0.0, 1.0, 256) ** 2.0 ** (-self.brightness / _OCTAVE)
        values = (values - 0.5) * 2.0 ** (self.contrast / _DOUBLE) + 0.5
        return np.asarray(np.clip(np.rint(values * 255.0), 0, 255), np.uint8)

    def __bool__(self) -> bool:
        return self != Lift()


AS_FILMED = Lift()
_ALL = Part()
_MARGIN = 2
"""Pixels that cubic blending looks at on either side."""


def fitted_size(width_px: int, height_px: int, most: tuple[int, int]) -> tuple[int, int]:
    """Width and height of a picture as large as fits within ``most``, its shape kept."""
    scale = fitting_scale((width_px, height_px), most)
    return max(round(width_px * scale), 1), max(round(height_px * scale), 1)


def draw_part(
    picture: Bgr, target: ScreenPicture, part: Part = _ALL, lift: Lift = AS_FILMED
) -> None:
    """Draw a part of a picture over all of ``target``: averaged where it shrinks, blended where it
    grows, pixel for pixel where the sizes agree."""
    seen = _cut(picture, part, (target.shape[1], target.shape[0]))
    if lift:
        seen = np.asarray(cv2.LUT(seen, lift.table), np.uint8)
    cv2.cvtColor(seen, cv2.COLOR_BGR2BGRA, dst=target)


def _cut(picture: Bgr, part: Part, size: tuple[int, int]) -> Bgr:
    if part == _ALL:
        return _fitted(picture, size)
    high, wide = picture.shape[:2]
    across = _Stretch.around(part.left * wide, part.width * wide, size[0])
    down = _Stretch.around(part.top * high, part.height * high, size[1])
    around = picture[down.pixels, across.pixels]
    larger = _fitted(around, (across.all_of(around.shape[1]), down.all_of(around.shape[0])))
    return larger[down.seen(larger.shape[0]), across.seen(larger.shape[1])]


@dataclass(frozen=True)
class _Stretch:
    """A part along one side. It may begin anywhere between two pixels, so whole ones around it are
    drawn, and what is too much is cut off: otherwise dragging would go by jumps, and at the edges
    of the part it would be blended with nothing."""

    pixels: slice
    before: float
    step: float
    length_px: int

    @classmethod
    def around(cls, begin: float, length: float, length_px: int) -> Self:
        """``length`` of the picture's pixels from ``begin``, on ``length_px`` of the screen."""
        first = max(int(begin) - _MARGIN, 0)
        pixels = slice(first, ceil(begin + length) + _MARGIN)
        return cls(pixels, begin - first, length / length_px, length_px)

    def all_of(self, count: int) -> int:
        """How long the whole pixels are on the screen."""
        return max(round(count / self.step), self.length_px)

    def seen(self, all_px: int) -> slice:
        """What is not cut off of that."""
        first = min(round(self.before / self.step), all_px - self.length_px)
        return slice(first, first + self.length_px)


def _fitted(picture: Bgr, size: tuple[int, int]) -> Bgr:
    width, height = size
    while picture.shape[0] >= 2 * height and picture.shape[1] >= 2 * width:
        half = (picture.shape[1] // 2, picture.shape[0] // 2)
        picture = _resized(picture, half, cv2.INTER_LINEAR)  # averages four, and is quick
    if picture.shape[1::-1] == size:
        return picture
    grows = width > picture.shape[1]
    return _resized(picture, size, cv2.INTER_CUBIC if grows else cv2.INTER_LINEAR)


def _resized(picture: Bgr, size: tuple[int, int], way: int) -> Bgr:
    return np.asarray(cv2.resize(picture, size, interpolation=way), np.uint8)
