"""Moments to show: clips and stills that the program itself cut from a bar-coded film."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from media.encoding import write_clip, write_still
from media.probe import probe
from media.reader import FrameReader
from tests.golden import barcode
from ui.family.moment import Moment

FRAMES = (range(10, 25), range(45, 60), range(90, 105))
"""Which frames of the film each moment shows: half a second each."""
STILLS = (12, 47, 92)
CAPTIONS = (
    "You waited. She looked at you.",
    "You put down the cup, and turned to her, and she saw your face. Then you both laughed, and "
    "she reached out for your hand.",
    "“Here I am.”",
)


def cut_moments(film_path: Path, folder: Path) -> list[Moment]:
    """Cut three moments out of a film whose frames are numbered from 0."""
    film = probe(film_path)
    moments = []
    for place, (frames, still, caption) in enumerate(zip(FRAMES, STILLS, CAPTIONS, strict=True)):
        moment = Moment(folder / f"{place}.mp4", folder / f"{place}.png", caption)
        write_clip(film, frames.start, frames.stop, moment.path)
        with FrameReader(film) as reader:
            write_still(reader.picture(still), moment.still)
        moments.append(moment)
    return moments


def number_on(picture: QImage) -> int | None:
    """The number in a picture's bar code; None where there is none, or no picture."""
    return None if picture.isNull() else barcode.read(pixels_of(picture))


def pixels_of(picture: QImage) -> NDArray[np.uint8]:
    """A picture as height x width x 3, blue green red."""
    shown = picture.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1)
    pixels = rows[:, : shown.width() * 3].reshape(shown.height(), shown.width(), 3)
    return pixels.copy()  # the picture's own memory goes with it
