"""The file of a clip: H.264 and AAC in an MP4 that tells nothing of where it came from."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Self

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.codec.context import Flags
from av.packet import Packet
from av.video.frame import VideoFrame

from media.clip_picture import LIMITED
from media.errors import EncodingFailed
from media.sound import Samples

# Closed captions and the like travel with the pictures unless they are left out by name.
X264 = {"preset": "veryfast", "crf": "19", "profile": "high", "bf": "0", "g": "60", "a53cc": "0"}
AAC_BIT_RATES = {"mono": 96_000, "stereo": 160_000}
MP4 = {"movflags": "+faststart", "fflags": "+bitexact"}
_AAC_RATES_HZ = (8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000)


@dataclass(frozen=True)
class Timing:
    """When the frames of a clip begin, in ticks since its first, and when the last one ends."""

    starts: tuple[int, ...]
    end: int
    time_base: Fraction

    @property
    def rate(self) -> Fraction:
        """Frames a second on average."""
        return Fraction(len(self.starts)) / (self.end * self.time_base)

    def duration(self, number: int) -> int:
        """How long a frame is shown, in ticks."""
        return (*self.starts, self.end)[number + 1] - self.starts[number]


@dataclass(frozen=True)
class Sound:
    """What kind of sound goes in: samples a second, and ``mono`` or ``stereo``."""

    rate_hz: int
    layout: str


class ClipFile:
    """Writes one clip. Leaving the ``with`` block finishes the file."""

    def __init__(
        self,
        path: Path,
        size: tuple[int, int],
        matrix: int,
        timing: Timing,
        sound: Sound | None,
    ) -> None:
        self._timing = timing
        self._durations = {
            start: timing.duration(number) for number, start in enumerate(timing.starts)
        }
        self._container = av.open(str(path), "w", format="mp4", container_options=MP4)
        self._video = self._container.add_stream("libx264", timing.rate.limit_denominator(100_000))
        self._prepare_video(size, matrix)
        self._sound = sound
        self._samples = 0
        if sound is not None:
            self._prepare_sound(sound)

    def _prepare_video(self, size: tuple[int, int], matrix: int) -> None:
        context = self._video.codec_context
        context.width, context.height = size
        context.pix_fmt = "yuv420p"
        context.time_base = self._timing.time_base
        context.sample_aspect_ratio = Fraction(1)
        context.colorspace = context.color_primaries = context.color_trc = matrix
        context.color_range = LIMITED
        context.flags |= Flags.bitexact
        context.thread_type = "FRAME"  # whole frames side by side: PyAV's slices are slower
        context.options = X264

    def _prepare_sound(self, sound: Sound) -> None:
        rate_hz = sound.rate_hz if sound.rate_hz in _AAC_RATES_HZ else 48_000
        self._audio = self._container.add_stream("aac", rate_hz)
        context = self._audio.codec_context
        context.layout = sound.layout
        context.bit_rate = AAC_BIT_RATES[sound.layout]
        context.flags |= Flags.bitexact

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._mux_pictures(self._video.encode(None))
            if self._sound is not None:
                self._container.mux(self._audio.encode(None))
        self._container.close()

    def add_picture(self, frame: VideoFrame) -> None:
        """The next frame; its ``pts`` is one of the timing's starts."""
        frame.time_base = self._timing.time_base
        self._mux_pictures(self._video.encode(frame))

    def _mux_pictures(self, packets: list["Packet[av.VideoStream]"]) -> None:
        for packet in packets:
            if packet.pts is not None:
                packet.duration = self._durations[packet.pts]
            self._container.mux(packet)

    def add_sound(self, samples: Samples) -> None:
        """The next samples, channels × samples, as the film has them."""
        assert self._sound is not None
        frame = AudioFrame.from_ndarray(
            np.ascontiguousarray(samples), format="fltp", layout=self._sound.layout
        )
        frame.sample_rate = self._sound.rate_hz
        frame.time_base = Fraction(1, self._sound.rate_hz)
        frame.pts = self._samples
        self._samples += samples.shape[1]
        self._container.mux(self._audio.encode(frame))


def prove_clip(path: Path, timing: Timing, sound: bool) -> None:
    """Read a written clip back: the right frames at the right times, with sound or without.

    Raises ``EncodingFailed`` where anything differs by a tick.
    """
    with av.open(str(path)) as container:
        video = container.streams.video[0]
        assert video.time_base is not None and video.duration is not None
        packets = [packet for packet in container.demux(video) if packet.pts is not None]
        starts = sorted(packet.pts for packet in packets if packet.pts is not None)
        scale = timing.time_base / video.time_base
        right = (
            starts == [round(start * scale) for start in timing.starts]
            and video.duration == round(timing.end * scale)
            and bool(container.streams.audio) == sound
        )
    if not right:
        raise EncodingFailed("The clip came out wrong and was not kept. Please try again.")
