"""A decoded picture on its way to the screen: upright, with square pixels, in ordinary colours."""

import os
import threading
from typing import Protocol

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from numpy.typing import NDArray

from media.film import Dynamic, Track
from media.tone import tone_down
from media.view import Size

Bgr = NDArray[np.uint8]


class Picture(Protocol):
    """One decoded frame, kept as its decoder gave it. ``nbytes`` is what keeping it costs."""

    @property
    def nbytes(self) -> int: ...

    def bgr(self, size: Size | None = None) -> Bgr:
        """The picture as shown: height x width x 3, upright, square pixels, blue green red; of this
        width and height, where it can be shrunk on the way, which is quicker than later."""
        ...


class ArrayPicture:
    """A picture that is BGR already, in stored orientation (height x width x 3)."""

    def __init__(self, stored: Bgr, track: Track) -> None:
        self._stored = stored
        self._track = track

    @property
    def nbytes(self) -> int:
        """Bytes kept in memory."""
        return self._stored.nbytes

    def bgr(self, size: Size | None = None) -> Bgr:
        """The picture as shown, always in its own size."""
        return put_upright(self._stored, self._track)


class FramePicture:
    """A picture as PyAV decoded it, in the film's own colours: about half the bytes of BGR."""

    def __init__(self, frame: VideoFrame, track: Track) -> None:
        self.frame = frame
        self._track = track

    @property
    def nbytes(self) -> int:
        """Bytes kept in memory."""
        return sum(plane.buffer_size for plane in self.frame.planes)

    def bgr(self, size: Size | None = None) -> Bgr:
        """The picture as shown."""
        if size is None or self._track.dynamic is not Dynamic.SDR:
            return put_upright(_to_bgr(self.frame, self._track.dynamic), self._track)
        stored_size = size[::-1] if self._track.turn % 2 else size
        return put_upright(_shrunk(self.frame, stored_size), self._track, stored_size)


_THREADS = min(os.cpu_count() or 1, 4)
_per_thread = threading.local()


def _to_bgr(frame: VideoFrame, dynamic: Dynamic) -> Bgr:
    """The frame in 8-bit BGR, stored orientation; just as OpenCV converts it where it is SDR."""
    if dynamic is not Dynamic.SDR:
        return tone_down(frame, dynamic)
    converted = _reformatter("whole").reformat(frame, format="bgr24", threads=_THREADS)
    return converted.to_ndarray().astype(np.uint8, copy=False)


def _shrunk(frame: VideoFrame, size: Size) -> Bgr:
    """The same for SDR in another size, each pixel the mean of those that it stands for."""
    width, height = size
    converted = _reformatter("shrunk").reformat(
        frame, width, height, "bgr24", interpolation=Interpolation.AREA, threads=_THREADS
    )
    return converted.to_ndarray().astype(np.uint8, copy=False)


def _reformatter(purpose: str) -> VideoReformatter:
    """One a thread and a purpose: it is made anew whenever what it makes changes."""
    found: VideoReformatter | None = getattr(_per_thread, purpose, None)
    if found is None:
        found = VideoReformatter()
        setattr(_per_thread, purpose, found)
    return found


def put_upright(stored: Bgr, track: Track, square_size: tuple[int, int] | None = None) -> Bgr:
    """Give a stored picture square pixels, undo its mirroring, and turn it upright.

    ``square_size`` is its width and height with square pixels, where that is not the film's own.
    """
    size = square_size or track.square_size
    picture: NDArray[np.uint8] = stored
    if picture.shape[1::-1] != size:
        resized = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
        picture = np.asarray(resized, np.uint8)
    if track.mirrored:
        picture = np.asarray(cv2.flip(picture, 1), np.uint8)
    if track.turn:
        picture = np.asarray(cv2.rotate(picture, _ROTATIONS[track.turn]), np.uint8)
    return np.ascontiguousarray(picture)


_ROTATIONS = {
    1: cv2.ROTATE_90_CLOCKWISE,
    2: cv2.ROTATE_180,
    3: cv2.ROTATE_90_COUNTERCLOCKWISE,
}
