"""Soft, smooth-edged shapes on a picture, measured in units of the 1600 × 900 drawing."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from media.demo.motion import Outline, Point

WIDTH_UNITS = 1600.0
Picture = NDArray[np.uint8]
Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]

_FRACTION_BITS = 4


def _circle(corners: int) -> Outline:
    turn = np.linspace(0.0, math.tau, corners, endpoint=False)
    return np.column_stack((np.cos(turn), np.sin(turn)))


_CIRCLE = _circle(44)
_SMALL_CIRCLE = _circle(22)
_CAPSULE_TURNS = np.concatenate(
    (np.linspace(-math.pi / 2, math.pi / 2, 11), np.linspace(math.pi / 2, math.pi * 1.5, 11))
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_COMMAND = re.compile(r"([MCLZ])([^MCLZ]*)")


def colour(text: str) -> Colour:
    """``#RRGGBB`` as OpenCV's blue, green, red."""
    red, green, blue = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return blue, green, red


@lru_cache(maxsize=64)
def sheen(light: str, dark: str, round_: bool = False) -> Picture:
    """A square texture from ``light`` at the upper left to ``dark`` at the lower right; where it is
    round, the light spreads from a spot left of the middle as on a ball."""
    y, x = np.mgrid[0:1:128j, 0:1:128j]
    share = np.hypot(x - 0.36, y - 0.38) / 0.78 if round_ else (x + y) / 2.0
    share = np.clip(share, 0.0, 1.0)[..., None]
    mixed = np.array(colour(light)) * (1.0 - share) + np.array(colour(dark)) * share
    texture: Picture = np.rint(mixed).astype(np.uint8)
    return texture


@lru_cache(maxsize=64)
def outline(path: str) -> Outline:
    """The points of a drawn path: absolute M, C, L and Z as in SVG."""
    points: list[Point] = []
    for command, numbers in _COMMAND.findall(path):
        pairs = np.array([float(number) for number in _NUMBER.findall(numbers)]).reshape(-1, 2)
        if command == "C":
            for first, second, end in pairs.reshape(-1, 3, 2):
                points.extend(bezier(points[-1], first, second, end)[1:])
        else:
            points.extend(pairs)
    return np.array(points)


def bezier(start: Point, first: Point, second: Point, end: Point, count: int = 14) -> Outline:
    """``count`` points along a cubic curve."""
    t = np.linspace(0.0, 1.0, count)[:, None]
    u = 1.0 - t
    return u**3 * start + 3 * u * u * t * first + 3 * u * t * t * second + t**3 * end


def ellipse(centre: Point, width: float, height: float, degrees: float = 0.0) -> Outline:
    """An ellipse by its half width and half height, turned clockwise."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    axes = np.array([[width * cos, width * sin], [-height * sin, height * cos]])
    corners = _CIRCLE if max(width, height) > 24.0 else _SMALL_CIRCLE
    edge: Outline = corners @ axes + centre
    return edge


def tube(spine: Outline, widths: Sequence[float]) -> list[Outline]:
    """The outlines whose union is a round-ended tube of changing width along a line."""
    radii = np.interp(np.linspace(0, 1, len(spine)), np.linspace(0, 1, len(widths)), widths) / 2.0
    return capsules(spine[:-1], spine[1:], radii[:-1], radii[1:])


def capsules(
    starts: Outline, ends: Outline, start_radii: Outline, end_radii: Outline
) -> list[Outline]:
    """Round-ended bars from each start to its end."""
    along = ends - starts
    angles = np.arctan2(along[:, 1], along[:, 0])[:, None] + _CAPSULE_TURNS
    corners = np.stack((np.cos(angles), np.sin(angles)), axis=-1)
    half = len(_CAPSULE_TURNS) // 2
    corners[:, :half] *= end_radii[:, None, None]
    corners[:, :half] += ends[:, None]
    corners[:, half:] *= start_radii[:, None, None]
    corners[:, half:] += starts[:, None]
    return list(corners)


class Canvas:
    """A picture to draw on; ``picture`` is height × width × 3, blue, green, red."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.scale = picture.shape[1] / WIDTH_UNITS

    def fill(self, shapes: Sequence[Outline], fill: Colour) -> None:
        """Fills the union of shapes with one colour: quicker than ``paint``, for small things."""
        for shape in shapes:
            cv2.fillPoly(self.picture, [self._fixed(shape)], fill, cv2.LINE_AA, _FRACTION_BITS)

    def line(self, points: Outline, width: float, fill: Colour) -> None:
        """A round-ended line."""
        thickness = max(round(width * self.scale), 1)
        cv2.polylines(
            self.picture, [self._fixed(points)], False, fill, thickness, cv2.LINE_AA, _FRACTION_BITS
        )

    def paint(
        self,
        shapes: Sequence[Outline],
        texture: Picture,
        inside: Sequence[Outline] = (),
        strength: float = 1.0,
        blur: float = 0.0,
    ) -> None:
        """Paints the union of shapes with a texture stretched over their bounds.

        ``inside`` limits the paint to other shapes; ``strength`` below 1 lets the ground through;
        ``blur`` is the softness of the edge in units.
        """
        points = (np.concatenate(shapes) + 0.5) * self.scale - 0.5
        box = self._box(points, blur * self.scale * 1.5 + 2.0)
        if box is None:
            return
        left, top, right, bottom = box
        mask = _mask(points, [len(shape) for shape in shapes], box)
        if blur:
            width = 2 * round(blur * self.scale) + 1
            mask[:] = cv2.GaussianBlur(mask, (width, width), 0)  # exact, unlike stackBlur
        if inside:
            limits = (np.concatenate(inside) + 0.5) * self.scale - 0.5
            limit = _mask(limits, [len(shape) for shape in inside], box)
            cv2.multiply(mask, limit, mask, scale=1.0 / 255.0)
        ground = self.picture[top:bottom, left:right]
        weight = np.multiply(mask, np.float32(strength / 255.0), dtype=np.float32)
        stretched = cv2.resize(texture, (right - left, bottom - top))
        ground[:] = cv2.blendLinear(stretched, ground, weight, np.float32(1.0) - weight)

    def _box(self, points: Outline, margin: float) -> Box | None:
        high_y, high_x = self.picture.shape[:2]
        left, top = (max(int(low - margin), 0) for low in points.min(axis=0).tolist())
        right, bottom = (int(high + margin) + 1 for high in points.max(axis=0).tolist())
        right, bottom = min(right, high_x), min(bottom, high_y)
        return (left, top, right, bottom) if right > left and bottom > top else None

    def _fixed(self, shape: Outline) -> NDArray[np.int32]:
        return _fixed((shape + 0.5) * self.scale - 0.5)


def _fixed(pixels: Outline) -> NDArray[np.int32]:
    return np.rint(pixels * (1 << _FRACTION_BITS)).astype(np.int32)


def _mask(points: Outline, lengths: list[int], box: Box) -> NDArray[np.uint8]:
    """255 inside any of the shapes, whose corners lie one after the other in ``points``."""
    left, top, right, bottom = box
    mask = np.zeros((bottom - top, right - left), np.uint8)
    corners = _fixed(points - (left, top))
    start = 0
    for length in lengths:
        shape = corners[start : start + length]
        cv2.fillPoly(mask, [shape], (255,), cv2.LINE_AA, _FRACTION_BITS)
        start += length
    return mask
