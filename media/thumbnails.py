"""Small pictures of key frames all along a film: quickly made again, so never kept on disk."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from media.film import Dynamic, Film
from media.picture import Bgr, FramePicture, put_upright
from media.pyav_decoder import PyAvDecoder
from vig_tool.progress import Progress, silent


@dataclass(frozen=True)
class Thumbnail:
    """A small picture (height x width x 3, blue green red, upright) of frame ``number``."""

    number: int
    picture: Bgr


def thumbnails(
    film: Film, count: int, height_px: int, progress: Progress = silent
) -> Iterator[Thumbnail]:
    """Up to ``count`` thumbnails, ``height_px`` high, of key frames evenly along a film.

    Each key frame comes once, in order; where one cannot be decoded, there is none.
    """
    decoder = PyAvDecoder(film)
    make_small = _Reducer(film, height_px)
    last_key = -1
    try:
        for place in range(count):
            progress(place / count, "Making small pictures")
            number = (len(film.index) - 1) * place // max(count - 1, 1)
            key = film.index.key_before(number)
            if key == last_key:
                continue
            last_key = key
            found = decoder.key_frame(number)
            if found is not None:
                yield Thumbnail(found[0], make_small(found[1]))
    finally:
        decoder.close()


class _Reducer:
    """Makes decoded frames of one film small."""

    def __init__(self, film: Film, height_px: int) -> None:
        self._track = film.track
        width, height = film.width, film.height
        self._size = max(round(width * height_px / height), 1), height_px
        self._reformatter = VideoReformatter()

    def __call__(self, frame: VideoFrame) -> Bgr:
        if self._track.dynamic is not Dynamic.SDR:
            shown = FramePicture(frame, self._track).bgr()
            return np.asarray(cv2.resize(shown, self._size, interpolation=cv2.INTER_AREA), np.uint8)
        width, height = self._size[::-1] if self._track.turn % 2 else self._size
        small = self._reformatter.reformat(
            frame, width=width, height=height, format="bgr24", interpolation="AREA"
        )
        return put_upright(
            small.to_ndarray().astype(np.uint8, copy=False), self._track, (width, height)
        )
