"""Which frame a picture on screen really is."""

import numpy as np
from PySide6.QtGui import QImage

from tests.golden import barcode


def number_in(image: QImage) -> int | None:
    """The number in the bar code of a picture; None where there is none."""
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1, 4)
    return barcode.read(np.ascontiguousarray(rows[:, : shown.width(), :3]))
