"""The ways to an exact frame that ``seek.py`` compares, each run in a process of its own.

A process of its own, because some peers go on decoding after they have answered, which would be
charged to whoever comes next.
"""

import importlib.util
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Protocol, Self

import cv2
import numpy as np
from av.video.frame import VideoFrame

from media.container import choose_stream, open_container
from media.film import Film
from media.probe import probe
from media.reader import FrameReader
from tests.golden import barcode

SCRUB_HZ = 30
_LEAST = 4


class Contender(Protocol):
    """Answers with frame ``number``: a picture, or None where only decoding is measured."""

    def get(self, number: int) -> Any: ...

    def glance(self, number: int) -> Any:
        """What is shown while dragging over frame ``number``."""
        ...


class _OneWay:
    """Peers know only one way to show a frame, also while dragging."""

    def get(self, number: int) -> Any:
        raise NotImplementedError

    def glance(self, number: int) -> Any:
        return self.get(number)


class _Ours:
    def __init__(self, film: Film, decoder: Any) -> None:
        self._reader = FrameReader(film, decoder)

    def get(self, number: int) -> Any:
        return self._reader.picture(number)

    def glance(self, number: int) -> Any:
        return self._reader.key_picture(number)[1]


class _Cv2PosFrames(_OneWay):
    def __init__(self, film: Film) -> None:
        self._capture = cv2.VideoCapture(str(film.path), cv2.CAP_FFMPEG)

    def get(self, number: int) -> Any:
        self._capture.set(cv2.CAP_PROP_POS_FRAMES, number)
        grabbed, picture = self._capture.read()
        return picture if grabbed else None


class _PlainPyAv(_OneWay):
    """PyAV as one would write it: seek to the key frame, decode on to the very pts, no cache."""

    def __init__(self, film: Film) -> None:
        self._film = film
        self._container = open_container(film.path)
        self._stream = choose_stream(self._container, film.path.name)
        self._stream.codec_context.thread_type = "AUTO"

    def frame(self, number: int) -> VideoFrame | None:
        index = self._film.index
        wanted = int(index.pts[number])
        key = int(index.key_pts[index.key_before(number)])
        for back_s in (0, 1, 4, 16):  # where a seek lands too late, further back
            self._container.seek(key - int(back_s / index.time_base), stream=self._stream)
            for count, frame in enumerate(self._container.decode(self._stream)):
                if frame.pts == wanted:
                    return frame
                if frame.pts is not None and frame.pts > wanted and count == 0:
                    break
        return None

    def get(self, number: int) -> Any:
        frame = self.frame(number)
        return None if frame is None else frame.to_ndarray(format="bgr24")


class _Floor(_PlainPyAv):
    """Decoding from the key frame before, and nothing else: not even colours."""

    def get(self, number: int) -> Any:
        self.frame(number)


class _TorchCodec(_OneWay):
    def __init__(self, film: Film) -> None:
        from torchcodec.decoders import VideoDecoder

        self._decoder = VideoDecoder(
            str(film.path), seek_mode="exact", dimension_order="NHWC", num_ffmpeg_threads=2
        )

    def get(self, number: int) -> Any:
        return self._decoder[number].numpy()


class _Decord(_OneWay):
    def __init__(self, film: Film) -> None:
        import decord

        self._reader = decord.VideoReader(str(film.path), num_threads=0)

    def get(self, number: int) -> Any:
        return self._reader[number].asnumpy()


_OURS: dict[str, Callable[[Film], Contender]] = {
    "VIG Tool": lambda film: _Ours(film, "auto"),
    "VIG Tool, OpenCV only": lambda film: _Ours(film, "opencv"),
    "VIG Tool, PyAV only": lambda film: _Ours(film, "pyav"),
}
_PEERS: dict[str, Callable[[Film], Contender]] = {
    "cv2 POS_FRAMES": _Cv2PosFrames,
    "PyAV without cache": _PlainPyAv,
    "torchcodec": _TorchCodec,
    "decord2": _Decord,
}
FLOOR = "plain decoding"
_NEEDS = {"torchcodec": "torchcodec", "decord2": "decord"}


def ours() -> list[str]:
    """Our reader as the program uses it, and with each decoder forced."""
    return list(_OURS)


def peers() -> list[str]:
    """The peers that are installed."""
    return [
        name
        for name in _PEERS
        if name not in _NEEDS or importlib.util.find_spec(_NEEDS[name]) is not None
    ]


@dataclass(frozen=True)
class Answer:
    """What a contender did with a list of frames.

    ``wall_s`` for each frame, ``cpu_s`` for all, ``wrong`` how many pictures were not the frame
    asked for (or did not come).
    """

    wall_s: list[float]
    cpu_s: float
    wrong: int


class Runner:
    """A contender in a process of its own. Not to be had where it cannot open the film."""

    def __init__(self, name: str, path: Path, numbers: list[int], patience_s: float) -> None:
        self.name = name
        self._patience_s = patience_s
        context = multiprocessing.get_context("spawn")
        self._pipe, far_end = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(name, path, numbers, far_end), daemon=True
        )
        self._process.start()
        self.ready = False

    def await_ready(self) -> bool:
        """Whether it could open the film, once it has tried."""
        self.ready = self._pipe.poll(self._patience_s) and self._pipe.recv() == "ready"
        return self.ready

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def walk(self, frames: list[int], budget_s: float) -> Answer | None:
        """Show frames one after the other, after ``budget_s`` no more than four; None where it
        takes beyond all patience."""
        return self._ask(("walk", frames, budget_s))

    def scrub(self, frames: list[int]) -> Answer | None:
        """Show what is newest of frames that are asked for 30 times a second."""
        return self._ask(("scrub", frames, 0.0))

    def _ask(self, request: tuple[str, list[int], float]) -> Answer | None:
        if not self.ready:
            return None
        self._pipe.send(request)
        if not self._pipe.poll(self._patience_s):
            self.ready = False
            return None
        try:
            answer = self._pipe.recv()
        except EOFError:  # a peer that took its process down
            self.ready = False
            return None
        assert isinstance(answer, Answer)
        return answer


def _serve(name: str, path: Path, numbers: list[int], pipe: Connection) -> None:
    makers = {**_OURS, **_PEERS, FLOOR: _Floor}
    try:
        contender = makers[name](probe(path))
        contender.get(0)
    except Exception as refused:  # noqa: BLE001  a peer may fail in any way it likes
        pipe.send(repr(refused))
        return
    pipe.send("ready")
    while True:
        what, frames, budget_s = pipe.recv()
        if what == "walk":
            pipe.send(_walk(contender, frames, numbers, budget_s))
        else:
            pipe.send(_scrub(contender, frames))


def _walk(contender: Contender, frames: list[int], numbers: list[int], budget_s: float) -> Answer:
    walls: list[float] = []
    cpu, wrong = 0.0, 0
    for frame in frames:
        if len(walls) >= _LEAST and sum(walls) > budget_s:
            break
        began_cpu, began = time.process_time(), time.perf_counter()
        picture = _try(contender.get, frame)
        walls.append(time.perf_counter() - began)
        cpu += time.process_time() - began_cpu
        wrong += _read(picture) != numbers[frame]
    return Answer(walls, cpu, wrong)


def _scrub(contender: Contender, frames: list[int]) -> Answer:
    """``wall_s`` holds the moments at which pictures were shown."""
    shown: list[float] = []
    began_cpu, began = time.process_time(), time.perf_counter()
    while (place := (time.perf_counter() - began) * SCRUB_HZ) < len(frames) - 1:
        before = int(place)
        between = (place - before) * (frames[before + 1] - frames[before])
        if _try(contender.glance, round(frames[before] + between)) is not None:
            shown.append(time.perf_counter() - began)
    return Answer(shown, time.process_time() - began_cpu, 0)


def _try(show: Callable[[int], Any], frame: int) -> Any:
    try:
        return show(frame)
    except Exception:  # noqa: BLE001  counts as a wrong frame
        return None


def _read(picture: Any) -> int | None:
    return None if picture is None else barcode.read(np.asarray(picture, np.uint8))
