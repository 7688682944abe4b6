"""Pictures for golden films: a drifting gradient with camera-like noise, and the bar code."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from tests.golden import barcode
from tests.golden.kinds import Kind

COVER_PX = 96

_NOISES = 8
"""So many noise pictures take turns."""


class Scenery:
    """Draws the pictures of one film, as stored: turned and mirrored the way its kind says.

    ``size`` is the stored picture's width and height in pixels.
    """

    def __init__(self, kind: Kind, size: tuple[int, int], seed: int = 1) -> None:
        self._kind = kind
        self._size = size
        self._shift = 2 if "10" in kind.pixel_format else 0
        width, height = size if kind.turn % 2 == 0 else size[::-1]
        random = np.random.default_rng(seed)
        self._luma = _gradient(width, height)
        self._noise = random.integers(0, 13, (_NOISES, height, width), dtype=np.uint8)
        self._chroma = _gradient(*size)

    def draw(self, number: int) -> av.VideoFrame:
        """The picture of frame ``number``; its time is for the caller to set."""
        frame = av.VideoFrame(*self._size, self._kind.pixel_format)
        luma, *chromas = self._planes(frame)
        luma[:] = self._stored(self._upright(number)).astype(luma.dtype) << self._shift
        for plane, speed in zip(chromas, (1, 2), strict=True):
            drift = self._chroma[: plane.shape[0], number * speed % 64 :][:, : plane.shape[1]]
            plane[:] = (drift // 2 + 64).astype(plane.dtype) << self._shift
        return frame

    def _upright(self, number: int) -> NDArray[np.uint8]:
        noise = self._noise[number % _NOISES]
        height, width = noise.shape
        luma: NDArray[np.uint8] = self._luma[:height, number * 2 % 64 :][:, :width] + noise
        barcode.draw(luma, number)
        return luma

    def _stored(self, upright: NDArray[np.uint8]) -> NDArray[np.uint8]:
        turned = np.rot90(upright, self._kind.turn)
        return np.fliplr(turned) if self._kind.mirrored else turned

    def _planes(self, frame: av.VideoFrame) -> Iterator[NDArray[Any]]:
        depth: np.dtype[Any] = np.dtype(np.uint16 if self._shift else np.uint8)
        for plane in frame.planes:
            rows = np.frombuffer(memoryview(plane), depth).reshape(plane.height, -1)
            yield rows[:, : plane.width]


class Interlacing:
    """Marks frames as two fields, top field first."""

    def __init__(self, size: tuple[int, int], pixel_format: str, time_base: Fraction) -> None:
        graph = Graph()
        source = graph.add_buffer(
            width=size[0],
            height=size[1],
            format=av.VideoFormat(pixel_format),
            time_base=time_base,
        )
        graph.link_nodes(source, graph.add("setfield", "mode=tff"), graph.add("buffersink"))
        graph.configure()
        self._graph = graph

    def mark(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The same picture, flagged."""
        self._graph.vpush(frame)
        return self._graph.vpull()


def _gradient(width: int, height: int) -> NDArray[np.uint8]:
    """A smooth wave from 48 to 192 that is 64 pixels wider than the picture."""
    x = np.arange(width + 64) / (width / 6)
    y = np.arange(height)[:, None] / (height / 3)
    wave = np.sin(x + y) + np.cos(x * 0.7 - y)
    return (120 + 36 * wave).astype(np.uint8)


def cover() -> NDArray[np.uint8]:
    """A square cover picture (BGR) whose code belongs to no frame."""
    luma = _gradient(COVER_PX, COVER_PX)[:, :COVER_PX].copy()
    barcode.draw(luma, barcode.NUMBERS - 1)
    return np.dstack([luma, luma, luma])
