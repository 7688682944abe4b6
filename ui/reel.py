"""A film's pictures as the stage wants them. Any thread may ask; one draws at a time."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import numpy as np
from PySide6.QtGui import QImage

from media.errors import FrameUndecodable
from media.film import Film
from media.free_memory import give_back
from media.picture import Bgr
from media.reader import FrameReader
from media.shown import draw_part, fitted_size
from media.view import Part, Size
from ui.look import Look
from ui.seen import Seen, note_seen
from vig_tool.errors import VigError, describe

_MOST_SECOND = 12
"""As many as are ever drawn ahead, and a few."""


@dataclass(frozen=True)
class Drawn:
    """What became of frame ``number``: its picture, or a sentence that says why there is none.
    ``film_lost`` is whether the film cannot be read at all."""

    number: int
    picture: QImage | None = None
    sentence: str = ""
    film_lost: bool = False


class Reel:
    """One film on the stage: its reader, and how its pictures are wanted.

    ``film`` may be set to the same film, better known or turned, and ``look`` to another one.
    """

    def __init__(self, film: Film, look: Look) -> None:
        self.film = film
        self.look = look
        self._second: OrderedDict[int, QImage] = OrderedDict()
        self._second_lock = Lock()
        self._reader = FrameReader(film)
        self._drawing = Lock()
        self._closed = False

    def draw(self, number: int, *, near: bool = False, onward: bool = False) -> Drawn | None:
        """Exactly frame ``number``, or the key frame ``near`` it, at or before it, which is quick;
        ``onward`` where the next frames come at once. None once the reel is closed."""
        with self._drawing:
            if self._closed:
                return None
            reader = self._current_reader()
            try:
                if near:
                    number, picture = reader.key_picture(number)
                else:
                    size = self._size_shown(reader.film) if onward else None
                    picture = reader.picture(number, onward=onward, size=size)
                return Drawn(number, self._show(number, picture, reader.film))
            except FrameUndecodable as damage:
                return Drawn(damage.number, sentence=str(damage))
            except VigError as loss:
                return Drawn(number, sentence=str(loss), film_lost=True)
            except OSError as loss:
                return Drawn(number, sentence=describe(loss), film_lost=True)

    def close(self) -> None:
        """Let go of the file, and give back the memory that its pictures took."""
        with self._drawing:
            self._closed = True
            self._reader.close()
        give_back()

    def _current_reader(self) -> FrameReader:
        if self._reader.film is not self.film:
            self._reader.close()
            self._reader = FrameReader(self.film)
        return self._reader

    def second(self, number: int) -> QImage | None:
        """The same frame as it was drawn for the second screen. Those drawn before it go."""
        with self._second_lock:
            found = self._second.get(number)
            while found is not None and next(iter(self._second)) != number:
                self._second.popitem(last=False)
            return found

    def _size_shown(self, film: Film) -> Size | None:
        """The size in which whole pictures are shown, where that is smaller than their own and
        nobody wants another one."""
        look, own = self.look, (film.width, film.height)
        if look.second_px is not None or look.room_px is None:
            return None
        sight = look.view.sight(own, look.room_px)
        return sight.size if sight.all_is_seen and sight.size < own else None

    def _show(self, number: int, picture: Bgr, film: Film) -> QImage:
        look, size = self.look, (film.width, film.height)
        sight = look.view.sight(size, look.room_px or size)
        if look.second_px is not None:
            part = sight.part
            wide, high = part.width * size[0], part.height * size[1]
            room = fitted_size(max(round(wide), 1), max(round(high), 1), look.second_px)
            self._keep_second(number, _image(picture, part, room, look, size))
        return _image(picture, sight.part, sight.size, look, size)

    def _keep_second(self, number: int, image: QImage) -> None:
        with self._second_lock:
            self._second[number] = image
            self._second.move_to_end(number)
            while len(self._second) > _MOST_SECOND:
                self._second.popitem(last=False)


def _image(picture: Bgr, part: Part, size: Size, look: Look, own: Size) -> QImage:
    """A part of a picture, or of the same one shrunk from its ``own`` size."""
    width, height = size
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.bits(), np.uint8).reshape(height, width, 4)
    draw_part(picture, pixels, part, look.lift)
    note_seen(image, Seen(part, own))
    return image
