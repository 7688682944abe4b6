"""A decoded picture on its way to the screen: upright, with square pixels, in ordinary colours."""

import os
import threading
from typing import Protocol

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from media.film import Dynamic, Track
from media.tone import tone_down

Bgr = NDArray[np.uint8]


class Picture(Protocol):
    """One decoded frame, kept as its decoder gave it. ``nbytes`` is what keeping it costs."""

    @property
    def nbytes(self) -> int: ...

    def bgr(self) -> Bgr:
        """The picture as shown: height x width x 3, upright, square pixels, blue green red."""
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

    def bgr(self) -> Bgr:
        """The picture as shown."""
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

    def bgr(self) -> Bgr:
        """The picture as shown."""
        return put_upright(_to_bgr(self.frame, self._track.dynamic), self._track)


_THREADS = min(os.cpu_count() or 1, 4)
_per_thread = threading.local()


def _to_bgr(frame: VideoFrame, dynamic: Dynamic) -> Bgr:
    """The frame in 8-bit BGR, stored orientation; just as OpenCV converts it where it is SDR."""
    if dynamic is not Dynamic.SDR:
        return tone_down(frame, dynamic)
    reformatter: VideoReformatter | None = getattr(_per_thread, "reformatter", None)
    if reformatter is None:
        reformatter = _per_thread.reformatter = VideoReformatter()
    converted = reformatter.reformat(frame, format="bgr24", threads=_THREADS).to_ndarray()
    return converted.astype(np.uint8, copy=False)


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
