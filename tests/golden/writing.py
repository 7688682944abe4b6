"""Writes golden films: pictures and sound through the encoders into a container."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.stream import Disposition
from av.video.stream import VideoStream

from tests.golden.encoders import add_picture
from tests.golden.film import GoldenFilm, Shown, describe
from tests.golden.kinds import Kind
from tests.golden.scenery import Interlacing, Scenery
from tests.golden.sound import RATE_HZ, Sounder

OTHER_TRACK_NUMBERS = 500_000
"""The bar codes of the track that is not shown start here."""


def write(
    kind: Kind, path: Path, frames: int, size: tuple[int, int], bit_rate: int = 0
) -> GoldenFilm:
    """Write a film of a kind with about ``frames`` frames (uneven films drop some)."""
    shown = list(_frames(kind, frames))
    end_s = shown[-1].time_s + 1 / kind.rate_hz
    with av.open(path, "w", container_options=dict(kind.muxing)) as container:
        other = add_picture(container, kind, size, bit_rate) if kind.other_track else None
        video = add_picture(container, kind, size, bit_rate)
        if other:
            other.disposition = Disposition(0)
            video.disposition = Disposition.default
        sounder = _add_sound(container, kind, end_s)
        container.start_encoding()
        if other:
            container.mux(_encode_other(other, kind, shown, size))
        for packets in _encode(video, kind, shown, size, sounder):
            container.mux(packets)
    return describe(path, kind, shown, size, kind.sound is not None)


def _frames(kind: Kind, frames: int) -> Iterator[Shown]:
    """The frames and their container times."""
    if not kind.uneven:
        yield from (Shown(n, kind.starts_s + n / kind.rate_hz) for n in range(frames))
        return
    random = np.random.default_rng(17)
    ticks = 0
    for number in range(frames):
        if number % 17 != 5:
            yield Shown(number, kind.starts_s + ticks * kind.time_base)
        ticks += int(random.integers(90_000 // 60, 90_000 // 24 + 1))


def _add_sound(
    container: av.container.OutputContainer, kind: Kind, end_s: Fraction
) -> Sounder | None:
    if kind.sound is None:
        return None
    options = {"aac_coder": "fast"} if kind.sound == "aac" else {}
    stream = container.add_stream(kind.sound, rate=RATE_HZ, options=options)
    assert isinstance(stream, AudioStream)
    from_s = kind.starts_s if kind.sound_from_s is None else kind.sound_from_s
    return Sounder(stream, kind.starts_s, from_s, end_s - kind.sound_short_s)


def _encode(
    stream: VideoStream,
    kind: Kind,
    shown: list[Shown],
    size: tuple[int, int],
    sounder: Sounder | None,
) -> Iterator[list["av.Packet[Any]"]]:
    scenery = Scenery(kind, size)
    fields = Interlacing(size, kind.pixel_format, kind.time_base) if kind.interlaced else None
    for one in shown:
        if sounder:
            yield list(sounder.until(one.time_s))
        picture = scenery.draw(one.number)
        picture.pts = round(one.time_s / kind.time_base)
        picture.time_base = kind.time_base
        yield list(stream.encode(fields.mark(picture) if fields else picture))
    yield list(stream.encode(None))
    if sounder:
        yield list(sounder.rest())


def _encode_other(
    stream: VideoStream, kind: Kind, shown: list[Shown], size: tuple[int, int]
) -> list["av.Packet[VideoStream]"]:
    renumbered = [Shown(one.number + OTHER_TRACK_NUMBERS, one.time_s) for one in shown]
    return [packet for some in _encode(stream, kind, renumbered, size, None) for packet in some]
