"""Exact frames by OpenCV: its seeking, proven frame by frame by the index."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2
import numpy as np

from media.container import AVI
from media.errors import DecoderUnproven
from media.film import DecoderName, Film
from media.picture import ArrayPicture, Bgr, Picture

# What OpenCV warns of is met and told here.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)

# OpenCV always seeks to this many frames before the one it is asked for.
_BACK_OFF = 16


class OpenCvDecoder:
    """Lets ``cv2.VideoCapture`` land before a frame and walks on to it.

    Every picture on the way must report the very time that the index expects next
    (``CAP_PROP_POS_MSEC`` after ``grab()``, relative to the stream's start). Where one does not,
    the frame is left out: it is not proven.
    """

    name: DecoderName = "opencv"

    def __init__(self, film: Film) -> None:
        """Raises ``DecoderUnproven`` where OpenCV cannot open the film or sees another picture."""
        self._film = film
        self._index = film.index
        name = _name(film.path)
        self._capture = cv2.VideoCapture(name, cv2.CAP_FFMPEG) if name else cv2.VideoCapture()
        self._at: int | None = None
        self._zero_ticks = film.track.start_pts
        self._rate = self._capture.get(cv2.CAP_PROP_FPS)
        self._capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)
        self._prove_opening()

    def _prove_opening(self) -> None:
        track = self._film.track
        size = (
            self._capture.get(cv2.CAP_PROP_FRAME_WIDTH),
            self._capture.get(cv2.CAP_PROP_FRAME_HEIGHT),
        )
        if not self._capture.isOpened() or self._rate <= 0:
            raise self._unproven("OpenCV cannot open it")
        if size != (track.coded_width, track.coded_height):
            raise self._unproven("OpenCV sees a picture of another size")
        self._grab()
        if self._film.container == AVI:
            self._take_zero()
        if self._at != 0:
            raise self._unproven("OpenCV does not begin at its first frame")

    def _take_zero(self) -> None:
        """An AVI file has no times but an even beat, and OpenCV may begin counting elsewhere."""
        index = self._index
        self._zero_ticks += int(index.pts[0]) - self._reported_ticks()
        self._at = self._reported()

    def _unproven(self, reason: str) -> DecoderUnproven:
        self._capture.release()
        return DecoderUnproven(self._film.path.name, reason)

    def close(self) -> None:
        """Let go of the file."""
        self._capture.release()

    def cost(self, number: int) -> float:
        """About how many frames have to be decoded to reach frame ``number``."""
        return number - (self._at or 0) if self._can_go_on_to(number) else self._seek_cost(number)

    def _seek_cost(self, number: int) -> int:
        landing = max(number - _BACK_OFF - 1, 0)
        return number - self._index.key_number(landing)

    def _can_go_on_to(self, number: int) -> bool:
        return self._at is not None and 0 <= number - self._at <= self._seek_cost(number)

    def pictures(self, first: int, last: int) -> Iterator[tuple[int, Picture]]:
        """The frames ``first`` to ``last``, in order; one that is not proven is left out."""
        if not self._can_go_on_to(first):
            self._land_before(first)
        for number in range(first, last + 1):
            if not self._walk_to(number):
                continue
            grabbed, stored = self._capture.retrieve()
            if grabbed:
                yield (
                    number,
                    ArrayPicture(cast(Bgr, stored.astype(np.uint8, copy=False)), self._film.track),
                )

    def _walk_to(self, number: int) -> bool:
        """Grab on until frame ``number``. False where it was passed or cannot be proven."""
        while self._at is not None and self._at < number:
            before = self._at
            if not self._grab() or self._at != before + 1:
                self._at = None
        return self._at == number

    def _land_before(self, number: int) -> None:
        """Seek so that the last grabbed frame is ``number`` or one before it."""
        seconds = self._index.start_us(number) / 1e6
        place, step = int(seconds * self._rate), 1
        while True:
            place = max(place, 0)
            self._capture.set(cv2.CAP_PROP_POS_FRAMES, place)
            if place == 0:
                self._grab()
            else:
                # After a seek beyond the end OpenCV reports time zero, so zero says nothing.
                self._at = self._reported() or None
            if place == 0 or (self._at is not None and self._at <= number):
                break
            place -= step
            step *= 3
        if self._at is None or self._at > number:
            self._begin_again()

    def _begin_again(self) -> None:
        self._capture.open(_name(self._film.path), cv2.CAP_FFMPEG)
        self._capture.set(cv2.CAP_PROP_ORIENTATION_AUTO, 0)
        self._grab()

    def _grab(self) -> bool:
        if not self._capture.grab():
            self._at = None
            return False
        self._at = self._reported()
        return self._at is not None

    def _reported(self) -> int | None:
        """The number of the frame whose pts OpenCV reports for its last picture."""
        return self._index.number_of(self._reported_ticks())

    def _reported_ticks(self) -> int:
        seconds = self._capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
        return round(seconds / self._film.track.time_base) + self._zero_ticks


def _name(path: Path) -> str:
    """A film's name as OpenCV takes it: absolute, or it could be taken for a network address, and
    empty (open nothing) where it is no text, for OpenCV dies of that."""
    name = str(path.absolute())
    return name if _is_text(name) else ""


def _is_text(name: str) -> bool:
    return name.encode("utf-8", "replace").decode("utf-8") == name
