"""An hour of film in seconds: the same packets again and again, each time later."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from tests.golden.film import GoldenFilm, shown_track
from tests.golden.films import make

_LOOP_FRAMES = 320
"""At 30 frames a second as long as 500 packets of AAC at 48 kHz: picture and sound stay in step."""


Timed = tuple[Any, int, int | None, Fraction]
"""A packet, its pts and dts in ticks, and seconds a tick."""


def make_long(
    folder: Path,
    *,
    minutes: float = 60,
    size: tuple[int, int] = (1920, 1080),
    kind_name: str = "h264-long-gop",
    gop: int | None = 250,
    bit_rate: int = 250_000,
) -> GoldenFilm:
    """Write a long film by repeating one of a kind (steady, closed GOP, 30 frames a second).

    The bar codes start again with every repetition; ``bit_rate`` (bits a second, picture only)
    sets the file's size: an hour at the default stays below 200 MB.
    """
    loop = make(
        kind_name,
        folder / "loop",
        frames=_LOOP_FRAMES,
        size=size,
        gop=gop,
        bit_rate=bit_rate,
    )
    loop_s = _LOOP_FRAMES / loop.kind.rate_hz
    times = max(round(Fraction(minutes) * 60 / loop_s), 1)
    path = folder / f"long-{loop.path.name}"
    _repeat(loop.path, path, loop_s, times)
    loop_ticks = round(loop_s / loop.time_base)
    pts = [one + turn * loop_ticks for turn in range(times) for one in loop.pts]
    loop.path.unlink()
    return GoldenFilm(
        path, loop.numbers * times, pts, loop.time_base, loop.shown_size, loop.has_sound, loop.kind
    )


def _repeat(source_path: Path, target: Path, loop_s: Fraction, times: int) -> None:
    with av.open(source_path) as source, av.open(target, "w") as copy:
        wanted = [shown_track(source), *source.streams.audio]
        streams = {one.index: copy.add_stream_from_template(one) for one in wanted}
        packets: list[Timed] = []
        for packet in source.demux(wanted):
            if packet.pts is None:
                continue
            if 0 <= packet.pts * packet.time_base < loop_s:  # the encoder's priming is left out
                packet.stream = streams[packet.stream_index]
                packets.append((packet, packet.pts, packet.dts, packet.time_base))
        timed = _with_decoding_times(packets)
        for turn in range(times):
            for packet, pts, dts, time_base in timed:
                moved = round(turn * loop_s / time_base)
                packet.pts, packet.dts, packet.time_base = pts + moved, dts + moved, time_base
                copy.mux_one(packet)


def _with_decoding_times(packets: list[Timed]) -> list[tuple[Any, int, int, Fraction]]:
    """Matroska does not say when the first reordered packets are decoded: a beat apart, before
    the first of which it does."""
    timed = []
    first = next(place for place, (_, _, dts, _) in enumerate(packets) if dts is not None)
    known = packets[first][2]
    assert known is not None
    for place, (packet, pts, dts, time_base) in enumerate(packets):
        beat = max(packet.duration or 1, 1)
        timed.append(
            (packet, pts, known - (first - place) * beat if dts is None else dts, time_base)
        )
    return timed
