"""The sound of golden films: a beep on each whole second of film time, a quiet hum between."""

from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

RATE_HZ = 48_000
BEEP_S = 0.05
_BEEP_HZ, _HUM_HZ = 1_000, 220
_BEEP_LEVEL, HUM_LEVEL = 0.8, 0.03
_BLOCK = 4_800


def samples_between(start: int, end: int) -> NDArray[np.float32]:
    """Samples ``start`` to ``end`` of the sound; sample 0 is the start of the first picture."""
    time_s = np.arange(start, end) / RATE_HZ
    beep = np.mod(time_s, 1) < BEEP_S
    loud = _BEEP_LEVEL * np.sin(2 * np.pi * _BEEP_HZ * time_s)
    quiet = HUM_LEVEL * np.sin(2 * np.pi * _HUM_HZ * time_s)
    return np.where(beep, loud, quiet).astype(np.float32)


def beep_times(samples: NDArray[Any], rate_hz: int) -> NDArray[np.float64]:
    """When beeps begin, in seconds since the first sample (right to about a millisecond).

    ``samples`` is one channel, or channels x samples, floating or integer.
    """
    mono = np.asarray(samples, np.float64)
    mono = mono.mean(axis=0) if mono.ndim == 2 else mono
    peak = np.abs(mono).max(initial=0.0)
    if peak == 0:
        return np.array([])
    loud = np.flatnonzero(np.abs(mono) > peak * 0.4)
    first = np.diff(loud, prepend=loud[0] - rate_hz) > rate_hz * 0.2
    return loud[first] / rate_hz


class Sounder:
    """Encodes the sound of one film into its stream, bit by bit, as the pictures go on.

    Times are container times in seconds: the sound runs from ``from_s`` to ``to_s`` and beeps
    whole seconds after ``zero_s``, the time of the first picture.
    """

    def __init__(
        self, stream: AudioStream, zero_s: Fraction, from_s: Fraction, to_s: Fraction
    ) -> None:
        self._stream = stream
        self._zero = round(zero_s * RATE_HZ)
        self._next = round(from_s * RATE_HZ)
        self._end = round(to_s * RATE_HZ)

    def until(self, time_s: Fraction) -> list["av.Packet[AudioStream]"]:
        """The packets of the sound up to about a container time."""
        packets: list[av.Packet[AudioStream]] = []
        end = min(round(time_s * RATE_HZ), self._end)
        while self._next < end:
            stop = min(self._next + _BLOCK, self._end)
            packets += self._stream.encode(self._frame(self._next, stop))
            self._next = stop
        return packets

    def rest(self) -> list["av.Packet[AudioStream]"]:
        """All that is left."""
        return self.until(Fraction(self._end, RATE_HZ)) + self._stream.encode(None)

    def _frame(self, start: int, stop: int) -> av.AudioFrame:
        mono = samples_between(start - self._zero, stop - self._zero)
        frame = av.AudioFrame.from_ndarray(np.vstack([mono, mono]), "fltp", "stereo")
        frame.sample_rate = RATE_HZ
        frame.pts = start
        frame.time_base = Fraction(1, RATE_HZ)
        return frame
