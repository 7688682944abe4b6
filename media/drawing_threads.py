"""OpenCV's own threads, which share the drawing of large pictures and stay until the end."""

from functools import cache

import cv2
import numpy as np

_SIDE_PX = 1024
"""Large enough for OpenCV to share it out."""


@cache
def start_drawing_threads() -> None:
    """Have them from now on. Otherwise they begin with whoever draws something large first, and on
    Linux keep its priority for ever."""
    cv2.resize(np.zeros((_SIDE_PX, _SIDE_PX), np.uint8), (_SIDE_PX // 2, _SIDE_PX // 2))
