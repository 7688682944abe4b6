"""Decoded pictures kept in memory under a budget of bytes, the longest unused going first."""

from collections import OrderedDict
from threading import Lock

from media.picture import Picture


class PictureCache:
    """Pictures by frame number. May be used by several threads at once."""

    def __init__(self, budget_bytes: int) -> None:
        self._budget_bytes = budget_bytes
        self._pictures: OrderedDict[int, Picture] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, number: int) -> Picture | None:
        """The picture of a frame, if it is kept."""
        with self._lock:
            picture = self._pictures.get(number)
            if picture is not None:
                self._pictures.move_to_end(number)
            return picture

    def __contains__(self, number: int) -> bool:
        with self._lock:
            return number in self._pictures

    def keep(self, number: int, picture: Picture) -> None:
        """Keep a picture, letting the longest unused ones go; at least two always stay."""
        with self._lock:
            former = self._pictures.pop(number, None)
            if former is not None:
                self._bytes -= former.nbytes
            self._pictures[number] = picture
            self._bytes += picture.nbytes
            while self._bytes > self._budget_bytes and len(self._pictures) > 2:
                _, oldest = self._pictures.popitem(last=False)
                self._bytes -= oldest.nbytes

    def clear(self) -> None:
        """Let all pictures go."""
        with self._lock:
            self._pictures.clear()
            self._bytes = 0

    def missing_after(self, number: int, reach: int) -> int | None:
        """The first frame after ``number`` that is not kept; None where the next ``reach`` are."""
        with self._lock:
            after = range(number + 1, number + 1 + reach)
            return next((each for each in after if each not in self._pictures), None)

    def missing_before(self, number: int, most: int) -> tuple[int, int] | None:
        """The last stretch of frames that are not kept, ``most`` long, right before the kept ones
        that end at ``number``; None where nothing is missing within ``most`` frames."""
        with self._lock:
            last = number
            while last >= 0 and last in self._pictures:
                last -= 1
            if last < 0 or number - last > most:
                return None
            first = last
            while first > 0 and last - first + 1 < most and first - 1 not in self._pictures:
                first -= 1
            return first, last
