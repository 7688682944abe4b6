"""A frame number drawn into a picture, so large and plain that lossy coding cannot hide it.

Three rows of fourteen blocks, light for one, dark for nought, across the middle two thirds of
the picture near its top::

    guard   twelve blocks   guard
      1     .  .  .  .  .     0
      0     .  .  .  .  .     1        20 bits of number, then 16 bits of CRC-16/CCITT
      1     .  .  .  .  .     0

The guards tell what is light and what is dark in this very picture (tone mapping may change
both), and they differ left and right, so that a picture that is turned or mirrored has no
valid code.
"""

import binascii
from typing import Any

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

NUMBERS = 1 << 20
"""Numbers run from 0 to one below this."""

_ROWS, _COLUMNS = 3, 14
_LEFT, _RIGHT = (1, 0, 1), (0, 1, 0)
_DARK, _LIGHT = 32, 224

_LEAST_CONTRAST = 48.0
_DOUBT = 0.15
"""A block nearer to the middle than this share of the contrast is not read at all."""


def draw(luma: Picture, number: int) -> None:
    """Draw the code of ``number`` into an upright luma picture (height x width), in place.

    Raises ``ValueError`` for a number that does not fit.
    """
    blocks = _blocks(number)
    edges_x, edges_y = _edges(luma.shape[1], luma.shape[0])
    pad_x = max((edges_x[1] - edges_x[0]) // 2, 1)
    pad_y = max((edges_y[1] - edges_y[0]) // 2, 1)
    top, left = max(edges_y[0] - pad_y, 0), max(edges_x[0] - pad_x, 0)
    luma[top : edges_y[-1] + pad_y, left : edges_x[-1] + pad_x] = _DARK
    for row in range(_ROWS):
        shades = np.where(blocks[row], _LIGHT, _DARK).astype(np.uint8)
        stripe = np.repeat(shades, np.diff(edges_x))
        luma[edges_y[row] : edges_y[row + 1], edges_x[0] : edges_x[-1]] = stripe


def read(picture: Picture) -> int | None:
    """The number in an upright picture (height x width luma, or height x width x 3 BGR), or
    ``None`` where there is no valid code."""
    levels = _levels(picture)
    if levels is None:
        return None
    light = np.concatenate([levels[_column(_LEFT), 0], levels[_column(_RIGHT), -1]])
    dark = np.concatenate([levels[~_column(_LEFT), 0], levels[~_column(_RIGHT), -1]])
    contrast = float(light.min() - dark.max())
    if contrast < _LEAST_CONTRAST:
        return None
    middle = (float(light.mean()) + float(dark.mean())) / 2
    if np.abs(levels - middle).min() < _DOUBT * contrast:
        return None
    return _number(levels > middle)


def _column(guard: tuple[int, ...]) -> NDArray[np.bool_]:
    return np.array(guard, dtype=bool)


def _edges(width: int, height: int) -> tuple[list[int], list[int]]:
    """Where blocks begin and end: columns and rows, in pixels."""
    xs = [round(width / 6 + width * 2 / 3 * column / _COLUMNS) for column in range(_COLUMNS + 1)]
    ys = [round(height / 12 + height / 5 * row / _ROWS) for row in range(_ROWS + 1)]
    return xs, ys


def _blocks(number: int) -> NDArray[np.bool_]:
    if not 0 <= number < NUMBERS:
        raise ValueError(f"The bar code holds 0 to {NUMBERS - 1}, not {number}.")
    payload = number << 16 | _check(number)
    bits = [bool(payload >> place & 1) for place in reversed(range(36))]
    inner = np.array(bits).reshape(_ROWS, _COLUMNS - 2)
    return np.column_stack([_column(_LEFT), inner, _column(_RIGHT)])


def _number(blocks: NDArray[np.bool_]) -> int | None:
    payload = int("".join("1" if bit else "0" for bit in blocks[:, 1:-1].ravel()), 2)
    number = payload >> 16
    return number if payload & 0xFFFF == _check(number) else None


def _check(number: int) -> int:
    return binascii.crc_hqx(number.to_bytes(3, "big"), 0xFFFF)


def _levels(picture: Picture) -> NDArray[np.float64] | None:
    """The mean light of the middle of each block, rows x columns."""
    height, width = picture.shape[:2]
    xs, ys = _edges(width, height)
    if xs[-1] - xs[0] < 3 * _COLUMNS or ys[-1] - ys[0] < 3 * _ROWS:
        return None
    return np.array(
        [
            [
                _light(picture[_core(ys[row], ys[row + 1]), _core(xs[column], xs[column + 1])])
                for column in range(_COLUMNS)
            ]
            for row in range(_ROWS)
        ]
    )


def _core(start: int, end: int) -> slice:
    """The middle third of a block: its edges are blurred by coding and scaling."""
    third = (end - start) // 3
    return slice(start + third, max(end - third, start + third + 1))


def _light(patch: NDArray[Any]) -> float:
    if patch.ndim == 2:
        return float(patch.mean())
    blue, green, red = (float(patch[..., channel].mean()) for channel in range(3))
    return 0.114 * blue + 0.587 * green + 0.299 * red
