"""Making the demo film: drawn, spoken, encoded, and put in place only when it is whole."""

import hashlib
from collections import deque
from collections.abc import Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from av.video.stream import VideoStream
from numpy.typing import NDArray

from media.demo.canvas import Picture
from media.demo.figures import draw_moment, furnish
from media.demo.pose import moment_at
from media.demo.room import paint_room
from media.demo.script import LENGTH_S, SCRIPT
from media.demo.shutter import TICKS_A_SECOND, frame_ticks
from media.demo.tables import clips_table, events_table
from media.demo.voices import RATE_HZ, film_sound
from media.errors import EncodingFailed
from vig_tool.progress import Progress

FILM_NAME = "demo-film.mp4"
EVENTS_NAME = "demo-events.csv"
CLIPS_NAME = "demo-clips.csv"

_EDITION = 1  # raise it when drawing or voices change, so that old films are made again
_DRAWERS = 2
_AHEAD = 6
_KEY_EVERY = 58


@dataclass(frozen=True)
class Take:
    """How much of the story is filmed, in seconds, and at which size (16:9, even numbers)."""

    width: int = 1280
    height: int = 720
    from_s: float = 0.0
    to_s: float = LENGTH_S


WHOLE_STORY = Take()


@dataclass(frozen=True)
class DemoFilm:
    """The film, the list of what happens in it (columns of the tags import), and its clips."""

    path: Path
    events_path: Path
    clips_path: Path


def make_demo_film(folder: Path, progress: Progress, take: Take = WHOLE_STORY) -> DemoFilm:
    """The demo film and its tables in ``folder``; a film that is already there is kept.

    The film carries the version of its story, so an older one is replaced. Nothing half-written is
    ever seen under the film's name. Raises ``EncodingFailed`` where the folder cannot be written
    to; whatever ``progress`` raises is passed on.
    """
    film = DemoFilm(folder / FILM_NAME, folder / EVENTS_NAME, folder / CLIPS_NAME)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not _is_there(film.path, take):
            _film(film.path, take, progress)
        span = (take.from_s, take.to_s)
        _write(film.events_path, events_table(FILM_NAME, *span))
        _write(film.clips_path, clips_table(FILM_NAME, *span))
    except (OSError, av.FFmpegError) as error:
        raise EncodingFailed(
            f"The demo film could not be written to {folder}. "
            "Please check that the folder may be written to and that the disk is not full."
        ) from error
    progress(1.0, "The demo film is ready")
    return film


def _version(take: Take) -> str:
    story = hashlib.sha256(repr((_EDITION, SCRIPT, take)).encode()).hexdigest()
    return f"VIG Tool demo film {story[:16]}"


def _is_there(path: Path, take: Take) -> bool:
    if not path.is_file():
        return False
    try:
        with av.open(path) as container:
            return container.metadata.get("comment") == _version(take)
    except av.FFmpegError:
        return False


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _film(path: Path, take: Take, progress: Progress) -> None:
    part = path.with_name(f".{path.stem}.part.mp4")
    try:
        _encode(part, take, progress)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _encode(path: Path, take: Take, progress: Progress) -> None:
    progress(0.0, "Recording the voices of the demo film")
    ticks = frame_ticks(take.to_s - take.from_s)
    sound = film_sound(take.from_s, take.from_s + ticks[-1] / TICKS_A_SECOND)
    options = {"movflags": "+faststart", "video_track_timescale": str(TICKS_A_SECOND)}
    with av.open(path, "w", format="mp4", options=options) as container:
        container.metadata["title"] = "VIG Tool demo film"
        container.metadata["comment"] = _version(take)
        picture_track = _picture_track(container, take)
        sound_track = container.add_stream("aac", rate=RATE_HZ, layout="stereo", bit_rate=128_000)
        durations = dict(zip(ticks[:-1].tolist(), np.diff(ticks).tolist(), strict=True))
        spoken = 0
        count = len(ticks) - 1
        with closing(_pictures(take, ticks)) as pictures:
            for number, picture in enumerate(pictures):
                if number % 12 == 0:
                    progress(0.03 + 0.95 * number / count, "Drawing the demo film")
                _encode_picture(container, picture_track, picture, int(ticks[number]), durations)
                until = round(ticks[number + 1] * RATE_HZ / TICKS_A_SECOND)
                spoken = _encode_sound(container, sound_track, sound, spoken, until)
        _mux_pictures(container, picture_track, None, durations)
        _encode_sound(container, sound_track, sound, spoken, sound.shape[1], last=True)
        container.mux(sound_track.encode(None))


def _picture_track(container: OutputContainer, take: Take) -> VideoStream:
    options = {"preset": "veryfast", "crf": "20", "g": str(_KEY_EVERY)}
    track = container.add_stream("libx264", rate=30, options=options)
    track.width, track.height, track.pix_fmt = take.width, take.height, "yuv420p"
    context = track.codec_context
    context.time_base = Fraction(1, TICKS_A_SECOND)
    context.thread_count = 4  # fixed, so that every machine makes the same film
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    return track


def _pictures(take: Take, ticks: NDArray[np.int64]) -> Generator[Picture]:
    """The pictures in order, drawn a little ahead by a few threads."""
    room = furnish(paint_room(take.width, take.height))

    def draw(tick: int) -> Picture:
        return draw_moment(room, moment_at(take.from_s + tick / TICKS_A_SECOND))

    waiting: deque[Future[Picture]] = deque()
    with ThreadPoolExecutor(_DRAWERS, thread_name_prefix="demo-film") as drawers:
        try:
            for tick in ticks[:-1].tolist():
                waiting.append(drawers.submit(draw, tick))
                if len(waiting) > _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            drawers.shutdown(cancel_futures=True)


def _encode_picture(
    container: OutputContainer,
    track: VideoStream,
    picture: Picture,
    tick: int,
    durations: dict[int, int],
) -> None:
    frame = av.VideoFrame.from_numpy_buffer(picture, format="bgr24").reformat(
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
        threads=1,
    )
    frame.pts = tick
    frame.time_base = Fraction(1, TICKS_A_SECOND)
    _mux_pictures(container, track, frame, durations)


def _mux_pictures(
    container: OutputContainer,
    track: VideoStream,
    frame: av.VideoFrame | None,
    durations: dict[int, int],
) -> None:
    """Encodes a frame (``None``: the last ones) and gives each packet the time it is shown."""
    for packet in track.encode(frame):
        if packet.pts is not None:
            packet.duration = durations[packet.pts]
        container.mux(packet)


def _encode_sound(
    container: OutputContainer,
    track: AudioStream,
    sound: NDArray[np.float32],
    start: int,
    until: int,
    last: bool = False,
) -> int:
    """Encodes whole blocks of sound up to a sample; at the ``last`` the rest too. Returns how far
    it came."""
    while start + 1024 <= until or (last and start < until):
        block = np.ascontiguousarray(sound[:, start : min(start + 1024, until)])
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate = RATE_HZ
        frame.pts = start
        frame.time_base = Fraction(1, RATE_HZ)
        container.mux(track.encode(frame))
        start += block.shape[1]
    return start
