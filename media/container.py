"""Opening a film's file with PyAV, and finding the track that is shown."""

import os
import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.errors import FilmUnreadable
from media.film import Dynamic, Track

av.logging.set_level(None)

# Playlists, pipes of pictures and the like are no films, and some of them open other addresses.
MP4, MATROSKA, AVI = "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi"
_CONTAINERS = (
    MP4,
    MATROSKA,
    AVI,
    "mpegts",
    "mpeg",
    "ogg",
    "flv",
    "asf",
    "dv",
    "mxf",
    "wtv",
)
_BT2020_PRIMARIES, _BT2020_MATRICES = 9, (9, 10)
_PQ, _HLG = 16, 18
_MOST_THREADS = 16


def open_container(path: Path) -> InputContainer:
    """Open a film for reading, and nothing but this file: no playlist, no network.

    Raises ``FilmUnreadable`` with a sentence for the user.
    """
    name = path.name or path.resolve().name
    try:
        if path.is_dir():
            raise FilmUnreadable(f"“{name}” is a folder. Choose a film inside it.")
        if path.exists() and not path.is_file():
            raise FilmUnreadable(f"“{name}” is no file. Choose a film.")
        if path.stat().st_size == 0:
            raise FilmUnreadable(
                f"“{name}” is empty. Copy it from the camera or the phone once more."
            )
        return av.open(
            f"file:{path.resolve()}",
            options={"protocol_whitelist": "file", "format_whitelist": ",".join(_CONTAINERS)},
        )
    except FileNotFoundError:
        raise FilmUnreadable(
            f"“{name}” is not there. Look where it was moved to, and choose it again."
        ) from None
    except PermissionError:
        raise FilmUnreadable(
            f"“{name}” may not be read. Ask for leave to open it, or copy it to a folder of yours."
        ) from None
    except (av.FFmpegError, OSError, ValueError):
        raise FilmUnreadable(
            f"“{name}” cannot be read as a film. If it plays elsewhere, "
            "copy it from the camera or the phone once more."
        ) from None


def no_picture(path: Path) -> FilmUnreadable:
    """The error for a film of which nothing can be decoded."""
    return FilmUnreadable(
        f"No picture of “{path.name}” can be decoded: it is damaged. "
        "Copy it from the camera or the phone once more."
    )


def choose_stream(container: InputContainer, name: str) -> VideoStream:
    """The video stream that is shown: the first that is marked as default, else the first.

    Cover pictures and what FFmpeg has no decoder for are passed over. Raises ``FilmUnreadable``
    where nothing is left.
    """
    pictures = [
        stream
        for stream in container.streams.video
        if not stream.disposition & av.stream.Disposition.attached_pic
    ]
    if not pictures:
        raise FilmUnreadable(f"“{name}” has no picture, only sound. Choose the film itself.")
    streams = [stream for stream in pictures if stream.codec_context is not None]
    if not streams:
        raise FilmUnreadable(
            f"“{name}” is written in a way that VIG Tool does not know. "
            "Save it as an MP4 film in another program, and choose that."
        )
    marked = [stream for stream in streams if stream.disposition & av.stream.Disposition.default]
    return (marked or streams)[0]


def choose_sound(container: InputContainer) -> AudioStream | None:
    """The sound that is heard: the first track marked as default, else the first.

    Tracks that cannot be decoded (phones add one of spatial sound) are passed over.
    """
    streams = [
        stream
        for stream in container.streams.audio
        if stream.codec_context is not None and stream.codec_context.sample_rate
    ]
    marked = [stream for stream in streams if stream.disposition & av.stream.Disposition.default]
    return next(iter(marked + streams), None)


def video_stream(container: InputContainer, stream_index: int) -> VideoStream:
    """The video stream at a place among all streams."""
    stream = container.streams[stream_index]
    assert isinstance(stream, VideoStream)
    return stream


def pass_over_others(container: InputContainer, stream: VideoStream | AudioStream) -> None:
    """Let the demuxer pass over all streams but one."""
    for other in container.streams:
        if other.index != stream.index:
            other.discard = av.stream.Discard.all


def packets_of(container: InputContainer, stream: VideoStream) -> "Iterator[Packet[VideoStream]]":
    """The packets of a track from where the container stands, and an empty one behind the last."""
    try:
        yield from container.demux(stream)
    except IndexError:
        # PyAV 18 stumbles at the end of a film in which a track began later than the film.
        yield cast("Packet[VideoStream]", Packet())


def describe(stream: VideoStream, frame: VideoFrame) -> Track:
    """What the track is, from its stream and its first decoded frame."""
    turn, mirrored = _orientation(frame)
    context = stream.codec_context
    aspect = stream.sample_aspect_ratio
    return Track(
        stream_index=stream.index,
        leads=stream.container.streams.video[0] is stream,
        codec=context.name,
        pixel_format=frame.format.name,
        coded_width=frame.width,
        coded_height=frame.height,
        pixel_aspect=aspect if aspect and Fraction(1, 8) < aspect < 8 else Fraction(1),
        turn=turn,
        mirrored=mirrored,
        dynamic=_dynamic(frame),
        time_base=time_base_of(stream),
        start_pts=stream.start_time or 0,
    )


def time_base_of(stream: VideoStream) -> Fraction:
    """Seconds a tick. Raises ``FilmUnreadable`` where the file does not say."""
    if stream.time_base is None:
        raise FilmUnreadable("The film does not say how it measures time, so it cannot be shown.")
    return stream.time_base


def _dynamic(frame: VideoFrame) -> Dynamic:
    if frame.color_trc == _HLG:
        return Dynamic.HLG
    if frame.color_trc == _PQ:
        return Dynamic.PQ
    if frame.color_primaries == _BT2020_PRIMARIES or frame.colorspace in _BT2020_MATRICES:
        return Dynamic.WIDE
    return Dynamic.SDR


def _orientation(frame: VideoFrame) -> tuple[int, bool]:
    """Quarter turns clockwise and mirroring from the display matrix, (0, False) without one.

    The matrix maps stored to shown coordinates, rows (a b u), (c d v), (x y w), 16.16 fixed
    point: ISO/IEC 14496-12, 6.2.2. A mirrored picture is one that is flipped left to right and
    then turned.
    """
    side_data: Any = frame.side_data.get("DISPLAYMATRIX")
    if side_data is None:
        return 0, False
    a, b, _, c, d = struct.unpack("<5i", bytes(side_data)[:20])
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    if a == b == 0:
        return 0, False
    return round(np.degrees(np.arctan2(b, a)) / 90) % 4, mirrored


def set_threads(stream: VideoStream, many: bool) -> None:
    """Let a stream be decoded by several threads, or by one.

    One for damaged films: what threads put in the place of lost pictures depends on who was first.
    """
    context = stream.codec_context
    if many:
        # Two more than cores: a landing is short, and its first and last pictures wait for others.
        context.thread_type = "AUTO"
        context.thread_count = min((os.cpu_count() or 2) + 2, _MOST_THREADS)
    else:
        context.thread_type = "SLICE"
        context.thread_count = 1
