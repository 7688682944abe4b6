"""The sound of a film, sample by sample, on the clock of its pictures."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import Self

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.container import InputContainer
from av.packet import Packet
from numpy.typing import NDArray

from media.container import choose_sound, open_container, pass_over_others
from media.errors import FilmUnreadable
from media.film import Film
from media.sound_clock import SoundClock

Samples = NDArray[np.float32]

# Decoders need a run-up: AAC one packet, Opus 80 ms, MP3 up to half a second of its bit reservoir.
_RUN_UP_S = Fraction(1, 2)
_BACK_OFF_S = (_RUN_UP_S, Fraction(3), Fraction(15))
_BLOCK_SAMPLES = 1 << 16
_RUN_SAMPLES = 1 << 14


class SoundReader:
    """Reads the sound of a film; sample 0 sounds when the first shown frame appears.

    ``rate_hz``  samples a second, as in the film
    ``layout``   ``mono``, or ``stereo``, to which films with more channels are mixed down
    ``channels`` 1 or 2

    Where the film has no sound (it starts late, ends early, or a packet is damaged) there is
    silence; what follows is never shifted. Where the container keeps times only roughly (whole
    milliseconds in Matroska), a reading is as exact as they are.
    """

    def __init__(self, film: Film) -> None:
        self._film = film
        self._container = open_container(film.path)
        self._fresh = True
        stream = choose_sound(self._container)
        if stream is None:
            self._container.close()
            raise FilmUnreadable(f"“{film.path.name}” has no sound that can be read.")
        self._index = stream.index
        self.rate_hz = stream.codec_context.sample_rate
        self.channels = 1 if stream.codec_context.layout.nb_channels == 1 else 2
        self.layout = "mono" if self.channels == 1 else "stereo"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._container.close()

    def samples(self, first: int, end: int) -> Samples:
        """Samples ``first`` to ``end`` (exclusive): channels × samples, from -1 to 1."""
        return np.concatenate(
            [np.zeros((self.channels, 0), np.float32), *self.blocks(first, end)], axis=1
        )

    def blocks(self, first: int, end: int, size: int = _BLOCK_SAMPLES) -> Iterator[Samples]:
        """The same in order, ``size`` samples at a time (the last block may be shorter)."""
        done = first
        block = self._silence(min(size, end - done))
        for place, piece in self._pieces(first, end):
            # A piece may lie before the block (run-up), in it, across its end, or far behind it.
            until = min(place + piece.shape[1], end)
            while until > done:
                stop = done + block.shape[1]
                start = max(place, done)
                if start < stop:
                    cut = min(until, stop)
                    block[:, start - done : cut - done] = piece[:, start - place : cut - place]
                if until < stop:
                    break
                yield block
                done = stop
                block = self._silence(min(size, end - done))
        while done < end:
            yield block
            done += block.shape[1]
            block = self._silence(min(size, end - done))

    def _silence(self, count: int) -> Samples:
        return np.zeros((self.channels, max(count, 0)), np.float32)

    def _pieces(self, first: int, end: int) -> Iterator[tuple[int, Samples]]:
        """Decoded pieces with their place, from at or before ``first`` until ``end``."""
        clock = SoundClock(self._film, self.rate_hz)
        convert = _Converter(self.rate_hz, self.layout)
        run = _Run()
        for packet in self._packets(clock.seconds(first)):
            try:
                frames = packet.decode()
            except av.FFmpegError:
                clock.lose()
                continue
            for part in chain.from_iterable(map(convert, frames)):
                place = clock.place(part)
                if place is None:
                    continue
                if not run.goes_on_at(place) or place >= end:
                    yield from run.taken()
                if place >= end:
                    return
                run.add(place, part)
        yield from run.taken()

    def _packets(self, start_s: Fraction) -> Iterator["Packet[av.AudioStream]"]:
        """Packets from a safe run-up before ``start_s`` (seconds on the container's clock)."""
        stream = self._container.streams[self._index]
        assert isinstance(stream, av.AudioStream) and stream.time_base is not None
        begins = Fraction(stream.start_time or 0) * stream.time_base
        for back_off in _BACK_OFF_S:
            if start_s - back_off <= begins:
                break
            target = int((start_s - back_off) / stream.time_base)
            try:
                self._container.seek(target, stream=stream)
                self._fresh = False
                packets = _sounding(self._container, stream)
                head = next(packets, None)
            except av.FFmpegError:
                break
            if head is None or head.pts is None:
                continue
            if head.pts * stream.time_base <= start_s - _RUN_UP_S / 2:
                yield head
                yield from packets
                return
        yield from self._packets_from_start()

    def _packets_from_start(self) -> Iterator["Packet[av.AudioStream]"]:
        if not self._fresh:
            self._container.close()
            self._container = open_container(self._film.path)
        self._fresh = False
        stream = self._container.streams[self._index]
        assert isinstance(stream, av.AudioStream)
        yield from _sounding(self._container, stream)


def _sounding(
    container: InputContainer, stream: av.AudioStream
) -> Iterator["Packet[av.AudioStream]"]:
    """The packets of one stream; damage in the container ends them early, never with an error."""
    pass_over_others(container, stream)
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, IndexError):  # IndexError: see container.packets_of
            return
        if packet is None:
            return
        yield packet


class _Converter:
    """Brings whatever the decoder gives to float samples, one plane a channel, two at the most
    (PyAV 18 crashes on the planes of eight)."""

    def __init__(self, rate_hz: int, layout: str) -> None:
        self._rate_hz, self._layout = rate_hz, layout
        self._given: tuple[str, str, int] | None = None

    def __call__(self, frame: AudioFrame) -> list[AudioFrame]:
        given = (frame.format.name, frame.layout.name, frame.sample_rate)
        if given == ("fltp", self._layout, self._rate_hz):
            return [frame]
        if given != self._given:
            self._given = given
            # Mixed-down channels are made quieter, as their sum would be too loud.
            self._resampler = av.AudioResampler(
                "fltp", self._layout, self._rate_hz, options={"rematrix_maxval": "1.0"}
            )
        return self._resampler.resample(frame)


class _Run:
    """Pieces that follow each other, joined before they are handed on: an hour has 170,000."""

    def __init__(self) -> None:
        self._place = self._end = 0
        self._parts: list[AudioFrame] = []

    def goes_on_at(self, place: int) -> bool:
        """Whether the next piece may join: it follows without a gap, and the run is not long."""
        return place == self._end and place - self._place < _RUN_SAMPLES

    def add(self, place: int, part: AudioFrame) -> None:
        """Put a piece behind the others."""
        if not self._parts:
            self._place = place
        self._parts.append(part)
        self._end = place + part.samples

    def taken(self) -> Iterator[tuple[int, Samples]]:
        """Hand the joined pieces on, if there are any, with the place of the first."""
        if self._parts:
            parts, self._parts = self._parts, []
            channels = range(len(parts[0].planes))
            yield self._place, np.stack([_joined(parts, channel) for channel in channels])


def _joined(parts: list[AudioFrame], channel: int) -> Samples:
    planes = ((memoryview(part.planes[channel]), part.samples) for part in parts)
    return np.concatenate([np.frombuffer(plane, np.float32, count) for plane, count in planes])
