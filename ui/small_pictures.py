"""Small pictures of films, made in memory only. Any thread may ask."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from media.errors import FrameUndecodable
from media.film import Film
from media.picture import Bgr
from media.reader import FrameReader

_BUDGET_BYTES = 64 << 20
_NEAR_THE_START = 0.1
"""A film's first frame is often dark or blurred."""


def frame_picture(film: Film, number: int, height_px: int) -> QImage | None:
    """Frame ``number`` of a film, ``height_px`` high; None where it cannot be decoded."""
    with FrameReader(film, budget_bytes=_BUDGET_BYTES) as reader:
        try:
            found = reader.picture(number)
        except FrameUndecodable:
            return None
    return small(found, height_px)


def film_picture(film: Film, height_px: int) -> QImage | None:
    """A frame that stands for the whole film."""
    return frame_picture(film, round((len(film.index) - 1) * _NEAR_THE_START), height_px)


def demo_picture(height_px: int) -> QImage:
    """A picture of the demo family, drawn afresh."""
    from media.demo.figures import draw_moment, furnish
    from media.demo.pose import moment_at
    from media.demo.room import paint_room

    width_px = round(height_px * 16 / 9 / 2) * 2
    return small(draw_moment(furnish(paint_room(width_px, height_px)), moment_at(20.0)), height_px)


def small(picture: Bgr, height_px: int) -> QImage:
    """A picture (height x width x 3, blue green red) made smaller, as Qt holds it."""
    height, width, _ = picture.shape
    whole = QImage(picture.tobytes(), width, height, width * 3, QImage.Format.Format_BGR888).copy()
    if height <= height_px:
        return whole
    return whole.scaledToHeight(height_px, Qt.TransformationMode.SmoothTransformation)
