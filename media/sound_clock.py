"""Where a decoded piece of sound belongs on the clock of the pictures."""

from fractions import Fraction
from math import lcm

from av.audio.frame import AudioFrame

from media.film import Film

# Time stamps that disagree with the count of samples by less than this are rounded or jittered,
# not a gap: going by them would click.
_JITTER_S = Fraction(1, 100)


class SoundClock:
    """Counts samples since the first shown frame, and goes by the time stamps after a gap."""

    def __init__(self, film: Film, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._zero_s = int(film.index.pts[0]) * film.index.time_base
        self._slack = int(rate_hz * _JITTER_S)
        self._next: int | None = None
        self._ticks_are: Fraction | None = None
        self._per_tick = self._zero = self._scale = 0

    def seconds(self, sample: int) -> Fraction:
        """When a sample sounds, in seconds on the container's clock."""
        return self._zero_s + Fraction(sample, self._rate_hz)

    def lose(self) -> None:
        """Something was damaged: the next piece has to say itself where it belongs."""
        self._next = None

    def place(self, piece: AudioFrame) -> int | None:
        """The number of the first sample of a piece; None where nothing tells."""
        stated = self._stated(piece)
        place = self._next
        if stated is not None and (place is None or abs(stated - place) > self._slack):
            place = stated
        if place is not None:
            self._next = place + piece.samples
        return place

    def _stated(self, piece: AudioFrame) -> int | None:
        if piece.pts is None or piece.time_base is None:
            return None
        if piece.time_base != self._ticks_are:
            self._take_ticks(piece.time_base)
        ticks = piece.pts * self._per_tick - self._zero
        return (2 * ticks + self._scale) // (2 * self._scale)

    def _take_ticks(self, time_base: Fraction) -> None:
        """Whole numbers: an hour of sound has 170,000 pieces, and fractions are slow."""
        self._ticks_are = time_base
        tick, zero = time_base * self._rate_hz, self._zero_s * self._rate_hz
        self._scale = lcm(tick.denominator, zero.denominator)
        self._per_tick = tick.numerator * (self._scale // tick.denominator)
        self._zero = zero.numerator * (self._scale // zero.denominator)
