"""Writing clips and stills: exactly the chosen frames, and nothing of the film besides."""

import errno
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from itertools import chain
from pathlib import Path
from uuid import uuid4

import av
import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.clip_file import ClipFile, Sound, Timing, prove_clip
from media.clip_picture import PictureChain, thinning
from media.decoder import undecodable
from media.errors import EncodingFailed, FrameUndecodable
from media.film import Dynamic, Film
from media.pyav_decoder import PyAvDecoder
from media.readahead import read_ahead
from media.reader import FrameReader
from media.sound import Samples, SoundReader
from vig_tool.progress import Progress, silent

_FRAMES_AHEAD = 12
_SOUND_BLOCK_SAMPLES = 8192


def write_clip(film: Film, first: int, end: int, target: Path, progress: Progress = silent) -> None:
    """Write frames ``first`` to ``end`` (exclusive) of a film, with their sound, as an MP4.

    Every frame keeps its own time; the first is shown at zero and the last as long as in the
    film. H.264 (8 bit, 4:2:0) and AAC; upright, square pixels, even size by padding, at most
    1080p and 60 frames a second; nothing of the film's metadata.

    The file appears at ``target`` (replacing one that is there) only when it is complete and was
    read back. Raises ``FrameUndecodable`` where a frame is damaged, ``EncodingFailed`` where the
    file cannot be written, and whatever ``progress`` raises; then nothing is left behind.
    """
    if not 0 <= first < end <= len(film.index):
        raise ValueError(f"frames {first} to {end} are not all in a film of {len(film.index)}")
    numbers = _kept(film, first, end)
    timing = _timing(film, numbers, end)
    with _replacing(target) as path:
        _write(film, numbers, timing, path, progress)
        prove_clip(path, timing, film.has_sound)


def write_still(picture: NDArray[np.uint8], target: Path) -> None:
    """Write a picture (height × width × 3, BGR) as a PNG without metadata; complete or not at all.

    Raises ``EncodingFailed`` where the file cannot be written.
    """
    _, coded = cv2.imencode(".png", picture)
    with _replacing(target) as path:
        path.write_bytes(coded.tobytes())


def _kept(film: Film, first: int, end: int) -> range:
    index = film.index
    duration_us = index.start_us(end) - index.start_us(first)
    return range(first, end, thinning(end - first, duration_us / 1e6))


def _timing(film: Film, numbers: range, end: int) -> Timing:
    index = film.index
    zero = int(index.pts[numbers[0]])
    last = int(index.pts[end]) if end < len(index) else index.end_pts
    starts = tuple(int(index.pts[number]) - zero for number in numbers)
    return Timing(starts, last - zero, index.time_base)


def _write(film: Film, numbers: range, timing: Timing, path: Path, progress: Progress) -> None:
    with (
        closing(_SoundTrack(film, numbers[0], timing)) as sound,
        closing(read_ahead(_pictures(film, numbers), _FRAMES_AHEAD)) as pictures,
    ):
        first = next(pictures)
        finish = PictureChain(film.track, first, upright=film.track.dynamic is not Dynamic.SDR)
        with ClipFile(path, finish.size.padded, finish.matrix, timing, sound.kind) as clip:
            for start, frame in zip(timing.starts, chain([first], pictures), strict=True):
                frame.pts, frame.time_base = start, timing.time_base
                clip.add_picture(finish(frame))
                done = start / timing.end
                progress(done, "Writing the clip")
                for samples in sound.until(start * timing.time_base):
                    clip.add_sound(samples)
                    progress(done, "Writing the clip")
            for samples in sound.until(timing.end * timing.time_base):
                clip.add_sound(samples)
                progress(1.0, "Writing the clip")


class _SoundTrack:
    """The sound of a clip, handed out along with the pictures."""

    def __init__(self, film: Film, first: int, timing: Timing) -> None:
        self.kind: Sound | None = None
        self._reader: SoundReader | None = None
        if not film.has_sound:
            return
        self._reader = reader = SoundReader(film)
        self.kind = Sound(reader.rate_hz, reader.layout)
        ticks = int(film.index.pts[first] - film.index.pts[0])
        begin = round(ticks * timing.time_base * reader.rate_hz)
        self._count = max(round(timing.end * timing.time_base * reader.rate_hz), 1)
        self._blocks = reader.blocks(begin, begin + self._count, _SOUND_BLOCK_SAMPLES)
        self._given = 0

    def until(self, time_s: Fraction) -> Iterator[Samples]:
        """The blocks that begin before a time of the clip and were not handed out yet."""
        if self._reader is None:
            return
        while self._given < self._count and self._given < time_s * self._reader.rate_hz:
            block = next(self._blocks)
            self._given += block.shape[1]
            yield block

    def close(self) -> None:
        if self._reader is not None:
            self._reader.close()


def _pictures(film: Film, numbers: range) -> Iterator[VideoFrame]:
    """The asked-for frames in order, as they are stored (or, where light has to be toned down,
    as they are shown)."""
    source = _stored if film.track.dynamic is Dynamic.SDR else _shown
    try:
        yield from source(film, numbers)
    except FrameUndecodable as error:
        seconds = film.index.start_us(error.number) / 1e6
        raise FrameUndecodable(
            error.number,
            f"Frame {error.number} of “{film.path.name}” ({seconds:.2f} seconds in) is damaged, "
            "so a clip cannot contain it. Let the clip end before it or start after it.",
        ) from error


def _stored(film: Film, numbers: range) -> Iterator[VideoFrame]:
    with closing(PyAvDecoder(film)) as decoder:
        frames = decoder.frames(numbers[0], numbers[-1])
        for wanted in numbers:
            # A frame that cannot be decoded is left out by the decoder.
            number, frame = next((given for given in frames if given[0] >= wanted), (None, None))
            if number != wanted or frame is None:
                raise undecodable(film, wanted)
            yield frame


def _shown(film: Film, numbers: range) -> Iterator[VideoFrame]:
    with FrameReader(film) as reader:
        for number in numbers:
            yield VideoFrame.from_ndarray(reader.picture(number), format="bgr24")


@contextmanager
def _replacing(target: Path) -> Generator[Path]:
    """A file beside the target that takes its place when all went well, and else vanishes."""
    target = target.absolute()
    path = target.with_name(f".{target.stem}-{uuid4().hex[:8]}.part{target.suffix}")
    try:
        yield path
        path.replace(target)
    except (OSError, av.FFmpegError) as error:
        raise EncodingFailed(_sentence(target, error)) from error
    finally:
        path.unlink(missing_ok=True)


def _sentence(target: Path, error: OSError | av.FFmpegError) -> str:
    number = getattr(error, "errno", None)
    if number in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return (
            f"The disk is full, so “{target.name}” could not be written. Make room and try again."
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"“{target.name}” may not be written into the folder “{target.parent.name}”. "
            "Choose another folder."
        )
    return f"“{target.name}” could not be written ({error}). Choose another folder or try again."
