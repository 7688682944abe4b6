"""A film's pictures as the stage wants them. Any thread may ask; one draws at a time."""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from PySide6.QtGui import QImage

from media.errors import FrameUndecodable
from media.film import Film
from media.picture import Bgr
from media.reader import FrameReader
from media.shown import draw_fitted, fitted_size
from vig_tool.errors import VigError, describe


@dataclass(frozen=True)
class Drawn:
    """What became of frame ``number``: its picture, or a sentence that says why there is none.
    ``film_lost`` is whether the film cannot be read at all."""

    number: int
    picture: QImage | None = None
    sentence: str = ""
    film_lost: bool = False


class Reel:
    """One film on one screen: its reader, and how large its pictures are wanted.

    ``film`` may be set to the same film, better known. ``size_px`` is the room for a picture in the
    screen's own pixels; None for its own size.
    """

    def __init__(self, film: Film, size_px: tuple[int, int] | None) -> None:
        self.film = film
        self.size_px = size_px
        self._reader = FrameReader(film)
        self._drawing = Lock()
        self._closed = False

    def draw(self, number: int, *, near: bool = False) -> Drawn | None:
        """Exactly frame ``number``, or the key frame at or before it, which is quick; None once
        the reel is closed."""
        with self._drawing:
            if self._closed:
                return None
            reader = self._current_reader()
            try:
                if near:
                    number, picture = reader.key_picture(number)
                else:
                    picture = reader.picture(number)
                return Drawn(number, self._fit(picture))
            except FrameUndecodable as damage:
                return Drawn(damage.number, sentence=str(damage))
            except VigError as loss:
                return Drawn(number, sentence=str(loss), film_lost=True)
            except OSError as loss:
                return Drawn(number, sentence=describe(loss), film_lost=True)

    def close(self) -> None:
        """Let go of the file."""
        with self._drawing:
            self._closed = True
            self._reader.close()

    def _current_reader(self) -> FrameReader:
        if self._reader.film is not self.film:
            self._reader.close()
            self._reader = FrameReader(self.film)
        return self._reader

    def _fit(self, picture: Bgr) -> QImage:
        height, width = picture.shape[:2]
        if self.size_px is not None:
            width, height = fitted_size(width, height, self.size_px)
        image = QImage(width, height, QImage.Format.Format_RGB32)
        draw_fitted(picture, np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4))
        return image
