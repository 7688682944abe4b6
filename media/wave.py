"""The outline of a film's sound: how loud it is all along, measured piece by piece."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.cache_folder import load_arrays, save_arrays
from media.film import Film
from media.sound import Samples, SoundReader

Levels = NDArray[np.float32]

_PER_SECOND = 100
"""An outline finer than a frame, and much too coarse to hear a word in."""
_PEAKS_A_PART = 3000
_GLANCES = (48, 256)
_GLANCED_PEAKS = 6
_GLANCING_S = 0.5
"""A film whose sound cannot be reached quickly is not glanced at any longer."""
_GLANCE_FROM_PEAKS = 10 * _PEAKS_A_PART
_KIND, _NAME = "wave", "1"


@dataclass(frozen=True, eq=False)
class WavePart:
    """How loud it is from peak ``first`` on, as in ``Wave``. ``exact``: measured all along, not
    guessed from a moment in it."""

    first: int
    peak: Levels
    rms: Levels
    exact: bool = True

    @property
    def end(self) -> int:
        """The peak behind the last one."""
        return self.first + len(self.peak)


class Wave:
    """The outline of a film's sound: place ``k`` tells of film time from ``k / peaks_hz`` s on.

    ``peak``   the largest distance from silence, ``rms`` the root mean square, over all channels,
               each from 0 to 1; silence where nothing was measured
    ``exact``  where it was measured all along
    """

    def __init__(self, peaks_hz: Fraction, count: int) -> None:
        self.peaks_hz = peaks_hz
        self.peak: Levels = np.zeros(count, np.float32)
        self.rms: Levels = np.zeros(count, np.float32)
        self.exact = np.zeros(count, bool)

    def __len__(self) -> int:
        return len(self.peak)

    @property
    def complete(self) -> bool:
        """Whether all of it was measured."""
        return bool(self.exact.all())

    def copy(self) -> "Wave":
        """The same as it is now, for another thread."""
        other = Wave(self.peaks_hz, len(self))
        for name in ("peak", "rms", "exact"):
            setattr(other, name, getattr(self, name).copy())
        return other

    def take(self, part: WavePart) -> None:
        """Note a part. What was measured exactly is not guessed again."""
        here = slice(part.first, part.end)
        new = slice(None) if part.exact else ~self.exact[here]
        self.peak[here][new] = part.peak[new]
        self.rms[here][new] = part.rms[new]
        self.exact[here] |= part.exact


class WaveReader:
    """Measures the sound of a film, which must have some, or goes on with a wave that was begun.
    For one thread at a time.

    Raises ``FilmUnreadable`` where the film is gone or its sound cannot be read.
    """

    def __init__(self, film: Film, begun: Wave | None = None) -> None:
        self._reader = SoundReader(film)
        self._step = max(round(self._reader.rate_hz / _PER_SECOND), 1)
        samples = -(-film.index.duration_us * self._reader.rate_hz // 1_000_000)
        new = Wave(Fraction(self._reader.rate_hz, self._step), -(-samples // self._step))
        self.wave = new if begun is None else begun
        self._begun = begun is not None

    def close(self) -> None:
        """Let go of the file."""
        self._reader.close()

    def parts(self, wanted_us: Callable[[], float]) -> Iterator[WavePart]:
        """All of the sound, in parts: of a long film first a guess from glances all along, then
        whatever follows ``wanted_us()``, which is asked anew after each part, then the rest.
        ``wave`` has taken each part before it is handed over."""
        if not self._begun and len(self.wave) >= _GLANCE_FROM_PEAKS:
            yield from map(self._taken, self._glances())
        while not self.wave.complete:
            yield from self._run(wanted_us)

    def _run(self, wanted_us: Callable[[], float]) -> Iterator[WavePart]:
        """One stretch that is missing, for as long as it is the one that is wanted."""
        at, end = self._gap(wanted_us())
        for part in self._measured(at, end):
            yield self._taken(part)
            at = part.end
            if at < end and self._gap(wanted_us())[0] != at:
                return

    def _taken(self, part: WavePart) -> WavePart:
        self.wave.take(part)
        return part

    def _gap(self, wanted_us: float) -> tuple[int, int]:
        """The first stretch that is missing at or after a time, else the first of all."""
        missing = ~self.wave.exact
        wanted = min(max(int(wanted_us * self.wave.peaks_hz / 1_000_000), 0), len(missing))
        start = wanted if missing[wanted:].any() else 0
        first = start + int(np.argmax(missing[start:]))
        known = np.flatnonzero(~missing[first:])
        return first, first + int(known[0]) if known.size else len(missing)

    def _measured(self, first: int, end: int) -> Iterator[WavePart]:
        step = self._step
        blocks = self._reader.blocks(first * step, end * step, _PEAKS_A_PART * step)
        for place, block in enumerate(blocks):
            yield WavePart(first + place * _PEAKS_A_PART, *_outline(block, step))

    def _glances(self) -> Iterator[WavePart]:
        """A moment here and there, which stands for all around it; then more of them."""
        began_s = monotonic()
        rounds = (np.linspace(0, len(self.wave), count + 1).astype(int) for count in _GLANCES)
        for first, end in chain.from_iterable(pairwise(edges.tolist()) for edges in rounds):
            if monotonic() - began_s > _GLANCING_S:
                return
            middle = (first + end) // 2
            seen = self._reader.samples(middle * self._step, (middle + _GLANCED_PEAKS) * self._step)
            peak, rms = _outline(seen, seen.shape[1])
            around = end - first
            yield WavePart(first, np.repeat(peak, around), np.repeat(rms, around), exact=False)


def outline(
    film: Film, wanted_us: Callable[[], float], begun: Wave | None = None
) -> Generator[WavePart | Wave, None, None]:
    """The outline of a film's sound: first an empty wave of its length, then its parts, the first
    ones wanted (see ``WaveReader.parts``). A film that was measured before comes whole at once;
    one that is measured to its end is remembered. A wave that was ``begun`` is gone on with, and
    becomes this generator's own. Raises ``FilmUnreadable``."""
    kept = load_wave(film) if begun is None else None
    if kept is not None:
        yield kept
        return
    with closing(WaveReader(film, begun)) as reader:
        if begun is None:
            yield reader.wave.copy()
        yield from reader.parts(wanted_us)
        save_wave(film, reader.wave)


def load_wave(film: Film) -> Wave | None:
    """The wave of a film as it is remembered, None if it is not."""
    kept = load_arrays(film.path, _KIND, _NAME)
    if kept is None:
        return None
    try:
        numerator, denominator, *begins = kept["facts"].tolist()
        peak, rms = kept["peak"], kept["rms"]
    except (KeyError, ValueError):
        return None
    if begins != _begins(film) or not len(peak) == len(rms) > 0:
        return None
    wave = Wave(Fraction(numerator, denominator), len(peak))
    wave.take(WavePart(0, peak.astype(np.float32), rms.astype(np.float32)))
    return wave


def save_wave(film: Film, wave: Wave) -> None:
    """Remember a whole wave: loudness only."""
    facts = [wave.peaks_hz.numerator, wave.peaks_hz.denominator, *_begins(film)]
    arrays: dict[str, NDArray[Any]] = {
        "facts": np.array(facts, np.int64),
        "peak": wave.peak.astype(np.float16),
        "rms": wave.rms.astype(np.float16),
    }
    save_arrays(film.path, _KIND, _NAME, arrays)


def _begins(film: Film) -> list[int]:
    """What a wave's places depend on: when the first frame is shown, and for how long the film."""
    base = film.index.time_base
    return [int(film.index.pts[0]), base.numerator, base.denominator, film.index.duration_us]


def _outline(block: Samples, step: int) -> tuple[Levels, Levels]:
    """Peak and rms of each ``step`` samples; the last step may be shorter."""
    missing = -block.shape[1] % step
    if missing:
        block = np.pad(block, ((0, 0), (0, missing)))
    bins = block.reshape(block.shape[0], -1, step)
    peak = np.maximum(bins.max(axis=(0, 2)), -bins.min(axis=(0, 2)))
    power = np.einsum("cbs,cbs->b", bins, bins) / (block.shape[0] * step)
    return np.minimum(peak, 1.0), np.minimum(np.sqrt(power), 1.0)
