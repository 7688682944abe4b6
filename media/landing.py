"""Whether OpenCV lands exactly on a film's frames."""

from itertools import chain

import numpy as np
from av.video.frame import VideoFrame

from media.container import AVI, MATROSKA, MP4
from media.errors import DecoderUnproven
from media.film import Dynamic, Film
from media.opencv_decoder import OpenCvDecoder
from media.picture import Bgr, FramePicture
from media.pyav_decoder import PyAvDecoder

_PROVEN_CONTAINERS = (MP4, MATROSKA, AVI)
_SAME_PICTURE_LEVELS = 1.0
_EVERY = 3


def obstacle_to_opencv(film: Film, first: VideoFrame) -> str | None:
    """Why OpenCV cannot be proven exact on a film, as half a sentence; None where it can.

    ``first`` is the film's first picture as PyAV decodes it.
    """
    return _known_obstacle(film) or _trial(film, first)


def _known_obstacle(film: Film) -> str | None:
    """What needs no trial."""
    if not film.whole:
        return "it is damaged, and OpenCV stops at an error"
    if film.index.labels is not None:
        return "its timestamps do not name its frames"
    if film.container not in _PROVEN_CONTAINERS:
        return f"OpenCV's seeking cannot be proven in {_short(film.container)} files"
    if film.container == AVI and film.index.reordered:
        return "OpenCV does not tell the times of the last frames in such AVI files"
    if film.track.dynamic is not Dynamic.SDR:
        return "OpenCV shows its HDR or wide-gamut colours wrongly"
    if not film.track.leads:
        return "OpenCV reads the first video track, and this film shows another"
    return None


def _short(container: str) -> str:
    return {"mpegts": "MPEG-TS", "mpeg": "MPEG program stream"}.get(container, container.upper())


def _trial(film: Film, first: VideoFrame) -> str | None:
    """Open the film with OpenCV, and hold its first and middle pictures against PyAV's."""
    middle = len(film.index) // 2
    try:
        decoder = OpenCvDecoder(film)
    except DecoderUnproven as unproven:
        return unproven.reason
    try:
        shown = dict(chain(decoder.pictures(0, 0), decoder.pictures(middle, middle)))
    finally:
        decoder.close()
    expected = {0: FramePicture(first, film.track), **_by_pyav(film, middle)}
    if shown.keys() != expected.keys():
        return "OpenCV does not land exactly"
    if not all(_same(shown[number].bgr(), expected[number].bgr()) for number in shown):
        return "OpenCV sees another picture"
    return None


def _by_pyav(film: Film, number: int) -> dict[int, FramePicture]:
    decoder = PyAvDecoder(film)
    try:
        return {at: FramePicture(frame, film.track) for at, frame in decoder.frames(number, number)}
    finally:
        decoder.close()


def _same(one: Bgr, other: Bgr) -> bool:
    if one.shape != other.shape:
        return False
    thin = (slice(None, None, _EVERY), slice(None, None, _EVERY))
    difference = np.abs(one[thin].astype(np.int16) - other[thin].astype(np.int16))
    return bool(difference.mean() < _SAME_PICTURE_LEVELS)
