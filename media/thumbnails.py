"""Small pictures of frames all along a film: quickly made again, so never kept on disk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from media.film import Dynamic, Film
from media.frame_index import FrameIndex
from media.picture import Bgr, put_upright
from media.pyav_decoder import PyAvDecoder
from media.tone import tone_down
from vig_tool.progress import Progress, silent


@dataclass(frozen=True)
class Thumbnail:
    """A small picture (height x width x 3, blue green red, upright) of frame ``number``."""

    number: int
    picture: Bgr


class ThumbnailMaker:
    """Makes thumbnails of one film, ``height_px`` high. For one thread at a time.

    Raises ``FilmUnreadable`` where the film is gone.
    """

    def __init__(self, film: Film, height_px: int) -> None:
        self._decoder = PyAvDecoder(film)
        self._make_small = _Reducer(film, height_px)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the film's file."""
        self._decoder.close()

    def key_frame(self, number: int) -> Thumbnail | None:
        """The key frame at or before a frame, under its own number: quick, however far it is from
        the last one. None where it is never shown, or damaged."""
        found = self._decoder.key_frame(number)
        return None if found is None else Thumbnail(found[0], self._make_small(found[1]))

    def frame(self, number: int) -> Thumbnail | None:
        """Exactly this frame; None where it is damaged. What comes soon after the last one costs
        no more than the frames between."""
        # Asked for with the next one, so that decoding can go on from here.
        for found, frame in self._decoder.frames(number, number + 1):
            return Thumbnail(found, self._make_small(frame)) if found == number else None
        return None


def thumbnails(
    film: Film, count: int, height_px: int, progress: Progress = silent
) -> Iterator[Thumbnail]:
    """Up to ``count`` thumbnails, ``height_px`` high, of key frames evenly along a film.

    Each key frame comes once, in order; where one cannot be decoded, there is none.
    """
    last_key = -1
    with ThumbnailMaker(film, height_px) as maker:
        for place in range(count):
            progress(place / count, "Making small pictures")
            number = (len(film.index) - 1) * place // max(count - 1, 1)
            key = film.index.key_before(number)
            if key == last_key:
                continue
            last_key = key
            made = maker.key_frame(number)
            if made is not None:
                yield made


def shown_key_frames(index: FrameIndex) -> NDArray[np.int64]:
    """The numbers of the key frames that are shown, rising: those that cost least."""
    shown = np.isin(index.pts, index.key_pts)
    numbers: NDArray[np.int64] = np.flatnonzero(shown)
    return numbers


class _Reducer:
    """Makes decoded frames of one film small."""

    def __init__(self, film: Film, height_px: int) -> None:
        self._track = film.track
        width, height = film.width, film.height
        self._size = max(round(width * height_px / height), 1), height_px
        self._reformatter = VideoReformatter()

    def __call__(self, frame: VideoFrame) -> Bgr:
        track = self._track
        size = self._size[::-1] if track.turn % 2 else self._size
        ordinary = track.dynamic is Dynamic.SDR
        small = self._reformatter.reformat(
            frame,
            width=size[0],
            height=size[1],
            format="bgr24" if ordinary else "gbrp16le",
            interpolation="AREA",
        )
        if ordinary:
            stored = small.to_ndarray().astype(np.uint8, copy=False)
        else:
            stored = tone_down(small, track.dynamic)
        return put_upright(stored, track, size)
