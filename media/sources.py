"""Which of a film's decoders serves a request."""

from typing import Literal

from media.decoder import Decoder
from media.errors import DecoderUnproven
from media.film import Film
from media.opencv_decoder import OpenCvDecoder
from media.picture import FramePicture, Picture
from media.pyav_decoder import PyAvDecoder

Choice = Literal["auto", "opencv", "pyav"]

# OpenCV is left for one landing where it would decode this many pixels more than PyAV: four
# frames of 1080p, ten milliseconds or so.
_MUCH_DEARER_PX = 4 * 1920 * 1080


class Sources:
    """The decoders of one film, opened when they are first needed. For one thread at a time.

    Raises ``DecoderUnproven`` where ``opencv`` is chosen and cannot be proven on this film.
    """

    def __init__(self, film: Film, choice: Choice) -> None:
        self._film = film
        self._choice: Choice = "pyav" if choice == "auto" and film.decoder == "pyav" else choice
        self._opencv: OpenCvDecoder | None = None
        self._pyav: PyAvDecoder | None = None
        if choice == "opencv":
            if film.obstacle is not None:
                raise DecoderUnproven(film.path.name, film.obstacle)
            self._open_opencv()

    def close(self) -> None:
        """Let go of the film's file, and of the threads of the decoders."""
        for decoder in (self._opencv, self._pyav):
            if decoder is not None:
                decoder.close()
        self._opencv = self._pyav = None

    def by_cost(self, number: int, onward: bool = False) -> list[Decoder]:
        """The decoders that may be used to reach a frame, the one to try first leading. ``onward``
        from it PyAV is the cheaper one, as its pictures are shrunk on the way to the screen: it
        takes over where it need not catch up, at a key frame, and then stays, also over frames
        that are left out. After a jump it is OpenCV again, which is there sooner."""
        if self._choice == "opencv":
            return [self._open_opencv()]
        if self._choice == "pyav":
            return [self._open_pyav()]
        opencv, pyav = self._open_opencv(), self._open_pyav()
        cost = pyav.cost(number)
        dearer = opencv.cost(number) - cost
        if onward and (cost <= 1 or (dearer >= 0 and pyav.goes_on_to(number))):
            return [pyav, opencv]
        dearer_px = dearer * self._film.track.coded_width * self._film.track.coded_height
        return [pyav, opencv] if dearer_px > _MUCH_DEARER_PX else [opencv, pyav]

    def key_frame(self, number: int) -> tuple[int, Picture] | None:
        """The key frame at or before a frame, decoded alone; None where there is none to show."""
        if self._choice == "opencv":
            return None
        found = self._open_pyav().key_frame(number)
        return None if found is None else (found[0], FramePicture(found[1], self._film.track))

    def _open_opencv(self) -> OpenCvDecoder:
        if self._opencv is None:
            self._opencv = OpenCvDecoder(self._film)
        return self._opencv

    def _open_pyav(self) -> PyAvDecoder:
        if self._pyav is None:
            self._pyav = PyAvDecoder(self._film)
        return self._pyav
