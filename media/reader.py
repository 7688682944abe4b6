"""Show me exactly this frame: the two decoders behind one cache, stepping back without waiting."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Condition, Lock, Thread
from time import monotonic
from typing import Self

from media.cache import PictureCache
from media.decoder import undecodable
from media.film import DecoderName, Film
from media.picture import Bgr, Picture
from media.sources import Choice, Sources
from media.view import Size
from vig_tool.errors import VigError

Stretch = tuple[int, int]
"""The first and the last of some frames."""

_BUDGET_BYTES = 600 << 20
# Stepping back decodes this many frames at once, fewer where they are large.
_CHUNK = 48
_AHEAD = 12
_REST_S = 0.06


class FrameReader:
    """The exact frames of one film.

    ``decoder`` is ``auto`` (as the film says, PyAV stepping in where OpenCV would have to decode
    far more), or one of the two by name. Any thread may ask; one decodes at a time. Close it, or
    use it in a ``with`` statement.

    Raises ``DecoderUnproven`` where ``opencv`` is asked for and cannot be proven on this film.
    """

    def __init__(
        self, film: Film, decoder: Choice = "auto", *, budget_bytes: int = _BUDGET_BYTES
    ) -> None:
        self.film = film
        self._sources = Sources(film, decoder)
        self._cache = PictureCache(budget_bytes)
        picture_bytes = film.track.coded_width * film.track.coded_height * 3
        self._chunk = max(min(_CHUNK, budget_bytes // (4 * picture_bytes)), 2)
        self._decoding = Lock()
        self._waiting = _Waiting()
        self._closed = False
        self._last_asked = self._reached = -1
        self._decoder_of: dict[int, DecoderName] = {}
        self._prefetcher = _Prefetcher(self._prefetch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop prefetching and let go of the film's file and of all pictures, at once, whoever may
        still hold the reader. To ask again raises ``ValueError``."""
        self._closed = True
        with self._waiting:
            self._prefetcher.close()
            with self._decoding:
                self._sources.close()
                self._cache.clear()

    def picture(self, number: int, *, onward: bool = False, size: Size | None = None) -> Bgr:
        """Frame ``number`` as shown: height x width x 3, blue green red, upright, square pixels.

        ``onward`` is for playing: the next frames are asked for at once, so the decoder goes on
        from this one, and nothing is fetched beside it.

        ``size`` is the width and height in which it is shown, where that is smaller: it comes in
        that size where shrinking it here is quicker than later, else in its own.

        Raises ``FrameUndecodable`` where its picture is damaged, ``IndexError`` beyond the film.
        """
        return self._picture(number, onward).bgr(size)

    def decoder_of(self, number: int) -> DecoderName | None:
        """Who decoded a frame that was asked for before."""
        return self._decoder_of.get(number)

    def key_picture(self, number: int) -> tuple[int, Bgr]:
        """The number and picture of the key frame at or before a frame: quick, for scrubbing.

        Falls back on the exact frame where there is no such picture.
        """
        index = self.film.index
        key = index.key_number(number)
        for kept in (number, key):
            if (picture := self._cache.get(kept)) is not None:
                return kept, picture.bgr()
        with self._waiting, self._decoding:
            self._refuse_closed()
            found = self._sources.key_frame(number)
        if found is None:
            return number, self.picture(number)
        self._cache.keep(*found)
        return found[0], found[1].bgr()

    def _picture(self, number: int, onward: bool) -> Picture:
        if not 0 <= number < len(self.film.index):
            raise IndexError(f"frame {number} of {len(self.film.index)}")
        backwards = number < self._last_asked
        stepping = abs(number - self._last_asked) <= _AHEAD
        self._last_asked = number
        picture = self._cache.get(number)
        if picture is not None and onward:
            self._reach_ahead(number)
        elif picture is None:
            self._prefetcher.drop()
            with self._waiting, self._decoding:
                self._refuse_closed()
                picture = self._cache.get(number) or self._decode(
                    number, backwards and stepping, onward
                )
        if not onward:
            self._plan(number, backwards, stepping)
        return picture

    def _refuse_closed(self) -> None:
        if self._closed:
            raise ValueError("this reader was closed")

    def _decode(self, number: int, stepping_back: bool, onward: bool) -> Picture:
        """Decode a frame now; of a step back also keep what lies on the way from its key frame."""
        first = number
        if stepping_back:
            index = self.film.index
            key = index.key_number(number)
            first = max(number - self._chunk + 1, min(key, number))
        self._fill(first, number, interruptible=False, onward=onward)
        picture = self._cache.get(number)
        if picture is None:
            raise undecodable(self.film, number)
        return picture

    def _fill(self, first: int, last: int, *, interruptible: bool, onward: bool = False) -> None:
        """Decode a stretch into the cache, by the decoder that is cheaper, then what it left out
        by the other. With ``onward`` the decoder does not take its last frame for the end."""
        beyond = min(last + onward, len(self.film.index) - 1)
        for decoder in self._sources.by_cost(first, onward):
            while first <= last and first in self._cache:
                first += 1
            if first > last:
                return
            for number, picture in decoder.pictures(first, beyond):
                self._cache.keep(number, picture)
                self._decoder_of[number] = decoder.name
                if number >= last:
                    break
                if interruptible and self._waiting.anybody:
                    return

    def _plan(self, number: int, backwards: bool, stepping: bool) -> None:
        """Ask for what will probably be wanted next: at once while somebody steps, after a rest
        when they jump about. After a jump back that may be either way: on comes first, since
        who plays waits for it.
        """
        wanted = []
        if not (backwards and stepping):
            wanted.append(self._missing_after(number))
        if backwards:
            wanted.append(self._cache.missing_before(number, self._chunk))
        stretches = [one for one in wanted if one is not None and one[0] <= one[1]]
        if stretches:
            self._prefetcher.ask(stretches, rest_s=0.0 if stepping else _REST_S)

    def _reach_ahead(self, number: int) -> None:
        """While kept frames are played, have the decoder stand where they end: to get there may
        take longer than a frame lasts."""
        first = self._cache.missing_after(number, 2 * _AHEAD)
        beyond = first is not None and number + 1 < first < len(self.film.index)
        if first is not None and beyond and first != self._reached + 1:
            self._reached = min(first + _AHEAD, len(self.film.index)) - 1
            self._prefetcher.ask([(first, self._reached)], rest_s=0.0)

    def _missing_after(self, number: int) -> Stretch | None:
        if number + 1 in self._cache and number + _AHEAD // 2 in self._cache:
            return None
        return number + 1, min(number + _AHEAD, len(self.film.index) - 1)

    def _prefetch(self, stretches: Sequence[Stretch]) -> None:
        # What stops it (a film that is gone) is told to whoever asks for the frame itself.
        for first, last in stretches:
            with self._decoding, suppress(VigError, OSError):
                if not self._waiting.anybody:
                    self._fill(first, last, interruptible=True)


class _Waiting:
    """Counts who waits for a picture, or decodes one, so that prefetching makes way."""

    def __init__(self) -> None:
        self._count = 0
        self._lock = Lock()

    @property
    def anybody(self) -> bool:
        return self._count > 0

    def __enter__(self) -> None:
        with self._lock:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._count -= 1


class _Prefetcher:
    """A thread that decodes ahead. Only the newest request counts."""

    def __init__(self, decode: Callable[[Sequence[Stretch]], None]) -> None:
        self._decode = decode
        self._request: Sequence[Stretch] | None = None
        self._due = 0.0
        self._news = Condition()
        self._ended = False
        self._thread: Thread | None = None

    def ask(self, stretches: Sequence[Stretch], *, rest_s: float) -> None:
        """Decode these stretches if nothing else is asked for within ``rest_s``."""
        with self._news:
            self._request, self._due = stretches, monotonic() + rest_s
            if self._thread is None and not self._ended:
                self._thread = Thread(target=self._run, name="prefetch", daemon=True)
                self._thread.start()
            self._news.notify()

    def drop(self) -> None:
        """Forget what was asked for and has not begun."""
        with self._news:
            self._request = None

    def close(self) -> None:
        with self._news:
            self._ended = True
            self._news.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        while (request := self._next()) is not None:
            self._decode(request)

    def _next(self) -> Sequence[Stretch] | None:
        """The newest request once it is due; None at the end."""
        with self._news:
            while not self._ended:
                if self._request is None:
                    self._news.wait()
                elif (rest_s := self._due - monotonic()) > 0:
                    self._news.wait(rest_s)
                else:
                    request, self._request = self._request, None
                    return request
            return None
