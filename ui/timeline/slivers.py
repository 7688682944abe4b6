"""Very many very narrow marks at once: a row of pixels is an array before it is a picture."""

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
    row = np.zeros(width_px, np.uint32)
    first = np.clip(np.rint(left_px), 0, width_px).astype(np.int64)
    last = np.clip(np.rint(right_px), 0, width_px).astype(np.int64)
    for each in np.unique(code).tolist():
        mine = code == each
        steps = np.bincount(first[mine], minlength=width_px + 1)
        steps -= np.bincount(last[mine], minlength=width_px + 1)
        row[np.cumsum(steps)[:-1] > 0] = argb[each]
    return row


def draw_row(painter: QPainter, row: NDArray[np.uint32], target: QRectF) -> None:
    """Draw a row of pixels as high as ``target``."""
    width_px = len(row)
    image = QImage(row.tobytes(), width_px, 1, 4 * width_px, QImage.Format.Format_ARGB32)
    painter.drawImage(target, image, QRectF(0, 0, width_px, 1))
