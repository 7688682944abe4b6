"""What is wanted of a film for the timeline, the newest first, and the work that makes it."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from threading import Lock

from PySide6.QtGui import QImage

from media.film import Film
from media.thumbnails import Thumbnail, ThumbnailMaker
from media.wave import Wave, WavePart, outline
from vig_tool.errors import Cancelled, VigError
from vig_tool.progress import Progress


class Wishes:
    """Frames of which a small picture is wanted, and the time from which the sound is. The window
    renews them; another thread takes them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._keys: deque[int] = deque()
        self._frames: deque[int] = deque()
        self.sound_from_us = 0.0

    def renew(self, keys: Iterable[int], frames: Iterable[int], sound_from_us: float) -> None:
        """Want this from now on, and nothing else: ``keys`` are decoded alone and come first."""
        with self._lock:
            self._keys, self._frames = deque(keys), deque(frames)
            self.sound_from_us = sound_from_us

    def take_key(self) -> int | None:
        """The next key frame to make a picture of."""
        with self._lock:
            return self._keys.popleft() if self._keys else None

    def take_frame(self) -> int | None:
        """The next of the other frames."""
        with self._lock:
            return self._frames.popleft() if self._frames else None


@dataclass(frozen=True)
class Order:
    """What shall be made: pictures ``height_px`` high of whatever is wished for (none where it is
    0); the film's ``sound``, going on with the wave that was ``begun``."""

    film: Film
    height_px: int
    sound: bool
    begun: Wave | None


@dataclass(frozen=True)
class Made:
    """The small picture of frame ``number``; None where it cannot be decoded."""

    number: int
    picture: QImage | None


class Unheard:
    """The film's sound cannot be read."""


def make(order: Order, wishes: Wishes, progress: Progress) -> Iterator[object]:
    """Make what is wished for, each handed over at once: ``Made``, ``Wave`` and ``WavePart``, or
    ``Unheard``. Key frames come first, then sound and other frames by turns. Ends when nothing is
    left, or the film is gone."""
    with ExitStack() as stack:
        sound = stack.enter_context(closing(_sound(order, wishes)))
        maker: ThumbnailMaker | None = None
        while True:
            progress(0.0, "Looking through the film")
            number = wishes.take_key()
            is_key, heard = number is not None, None
            if not is_key:
                heard = next(sound, None)
                number = wishes.take_frame()
            if heard is not None:
                yield heard
            if number is None:
                if heard is None:
                    return
                continue
            try:
                if maker is None:
                    maker = stack.enter_context(ThumbnailMaker(order.film, order.height_px))
                made = _key(maker, number) if is_key else maker.frame(number)
            except (VigError, OSError):  # the stage says that the film is gone
                return
            yield Made(number, None if made is None else _image(made))


def _key(maker: ThumbnailMaker, number: int) -> Thumbnail | None:
    made = maker.key_frame(number)
    return made if made is not None and made.number == number else maker.frame(number)


def _sound(order: Order, wishes: Wishes) -> Generator[Wave | WavePart | Unheard, None, None]:
    if not order.sound:
        return
    try:
        yield from outline(order.film, lambda: wishes.sound_from_us, order.begun)
    except Cancelled:
        raise
    except (VigError, OSError):
        yield Unheard()


def _image(made: Thumbnail) -> QImage:
    height, width, _ = made.picture.shape
    data = made.picture.tobytes()
    whole = QImage(data, width, height, 3 * width, QImage.Format.Format_BGR888)
    return whole.convertToFormat(QImage.Format.Format_RGB32)
