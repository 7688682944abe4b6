"""The sound of a film as it is played: stretch after stretch, at any speed."""

from collections.abc import Iterable, Iterator
from threading import Lock

import numpy as np

from media.film import Film
from media.sound import Samples, SoundReader
from media.tempo import Tempo

_FADE_S = 0.004
_BLOCK_S = 0.05
_TAIL_S = 0.5

Stretch = tuple[int, int | None]
"""From and to, in microseconds of the film; None for as long as anybody listens."""

_FOR_EVER_US = 24 * 3600 * 1_000_000


class PlayedSound:
    """One film's sound, opened once and played many times, by one listener at a time."""

    def __init__(self, film: Film) -> None:
        self.turn = Lock()
        """Whoever reads holds it."""
        self._reader = SoundReader(film)
        self._closed = False

    def close(self) -> None:
        """Let go of the file, once nobody reads any more."""
        self._closed = True
        with self.turn:
            self._reader.close()

    def play(self, stretches: Iterable[Stretch], speed: float, rate_hz: int) -> Iterator[Samples]:
        """Stretches of the film one after the other, without a gap and without a click between
        them: 2 × samples at ``rate_hz`` a second, ``speed`` times as fast, from -1 to 1.

        Where the film has no sound there is silence, also beyond its end, and a little of it
        follows the last stretch. Ends early where the sound was closed meanwhile.
        """
        reader = self._reader
        tempo = Tempo(reader.rate_hz, reader.layout, speed, rate_hz)
        for block in self._joined(stretches):
            out = tempo.push(block)
            if out.shape[1]:
                yield out
        silence = np.zeros((reader.channels, round(reader.rate_hz * _TAIL_S)), np.float32)
        yield tempo.push(silence)
        yield tempo.finish()

    def _joined(self, stretches: Iterable[Stretch]) -> Iterator[Samples]:
        rate_hz = self._reader.rate_hz
        due_us = played = 0  # counted through, or what is rounded would add up round by round
        for number, (start_us, end_us) in enumerate(stretches):
            due_us += (_FOR_EVER_US if end_us is None else end_us) - start_us
            start = place = _sample(start_us, rate_hz)
            end = start + _sample(due_us, rate_hz) - played
            for block in self._reader.blocks(start, end, max(round(rate_hz * _BLOCK_S), 1)):
                if self._closed:
                    return
                yield _faded(block, rate_hz, place - start if number else None, end - place)
                place += block.shape[1]
            played += end - start


def _sample(time_us: int, rate_hz: int) -> int:
    return (time_us * rate_hz + 500_000) // 1_000_000


def _faded(block: Samples, rate_hz: int, since: int | None, left: int) -> Samples:
    """A block, rising from silence where it is near the beginning of its stretch and falling into
    it near the end: a jump in the wave is heard as a click. ``since`` is how many samples of the
    stretch came before it, None where it does not rise; ``left`` how many are left with it."""
    count = block.shape[1]
    fade = max(round(rate_hz * _FADE_S), 1)
    at = np.arange(count, dtype=np.float32)
    if since is not None and since < fade:
        block *= np.minimum((since + at) / fade, 1)
    if left - count < fade:
        block *= np.minimum((left - 1 - at) / fade, 1)
    return block
