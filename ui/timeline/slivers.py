"""Very many very narrow marks at once: a row of pixels is an array before it is a picture."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter


def row_of_pixels(
    width_px: int,
    left_px: NDArray[np.float64],
    right_px: NDArray[np.float64],
    code: NDArray[np.int64],
    argb: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """One row of ``width_px`` pixels in which the stretches from ``left_px`` to ``right_px`` have
    the colour of their code; the rest is see-through. Later codes lie over earlier ones."""
    there = np.flatnonzero(np.bincount(code, minlength=len(argb)))
    layer = np.zeros(len(argb), np.int64)
    layer[there] = np.arange(len(there))
    at = layer[code] * (width_px + 1)
    first = at + np.clip(np.rint(left_px), 0, width_px).astype(np.int64)
    last = at + np.clip(np.rint(right_px), 0, width_px).astype(np.int64)
    size = len(there) * (width_px + 1)
    steps = np.bincount(first, minlength=size) - np.bincount(last, minlength=size)
    covered = np.cumsum(steps.reshape(len(there), width_px + 1), axis=1)[:, :-1] > 0
    top = len(there) - 1 - np.argmax(covered[::-1], axis=0)
    row: NDArray[np.uint32] = np.where(covered.any(axis=0), argb[there][top], np.uint32(0))
    return row


def rows_of_pixels(
    shape: tuple[int, int],
    row: NDArray[np.int64],
    left_px: NDArray[np.float64],
    right_px: NDArray[np.float64],
    code: NDArray[np.int64],
    argb: NDArray[np.uint32],
) -> NDArray[np.uint32]:
    """Many rows at once, ``shape`` of them by pixels, as ``row_of_pixels`` makes one; the quicker
    way where no stretch is wide."""
    pixels = np.zeros(shape, np.uint32)
    width_px = shape[1]
    first = np.clip(np.rint(left_px), 0, width_px).astype(np.int64)
    last = np.clip(np.rint(right_px), 0, width_px).astype(np.int64)
    order = np.argsort(code.astype(np.int16), kind="stable")
    count = np.maximum(last - first, 0)[order]
    ends = np.cumsum(count)
    begins = row[order] * width_px + first[order] - (ends - count)
    cells = np.repeat(begins, count) + np.arange(ends[-1] if len(ends) else 0)
    pixels.reshape(-1)[cells] = np.repeat(argb[code[order]], count)
    return pixels


def draw_row(painter: QPainter, row: NDArray[np.uint32], target: QRectF) -> None:
    """Draw a row of pixels as high as ``target``."""
    draw_rows(painter, row.reshape(1, -1), {0: target})


def draw_rows(painter: QPainter, rows: NDArray[np.uint32], targets: Mapping[int, QRectF]) -> None:
    """Draw some rows of pixels, by their number, each as high as its target."""
    height, width_px = rows.shape
    image = QImage(rows.tobytes(), width_px, height, 4 * width_px, QImage.Format.Format_ARGB32)
    for place, target in targets.items():
        painter.drawImage(target, image, QRectF(0, place, width_px, 1))
