"""How voices are written down, and how loud they are at each moment.

A phrase is a row of syllables such as ``da0 da::3>0``: a consonant (or none), a vowel, a colon for
each time the vowel is held longer, and the pitch in semitones above the speaker's own, gliding to
the pitch behind ``>``. The mouths in the picture and the sound come from the same phrase.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from media.demo.motion import smoothstep
from media.demo.row import BABY, PARENT, Row
from media.demo.script import SCRIPT

_SYLLABLE = re.compile(
    r"(?P<onset>[bdghjklmnptvw]?)(?P<vowel>[aeioum])(?P<held>:*)"
    r"(?P<start>-?\d+)(?:>(?P<end>-?\d+))?"
)
_OPENING = {"a": 1.0, "e": 0.7, "i": 0.42, "o": 0.72, "u": 0.4, "m": 0.0}
_ROUNDING = {"a": 0.1, "e": 0.0, "i": 0.0, "o": 0.8, "u": 1.0, "m": 0.2}
_VOICES = {BABY: ("voice",), PARENT: ("warm-voice", "hums")}


@dataclass(frozen=True)
class Syllable:
    """One syllable, from ``from_s`` to ``to_s`` of the film; pitches in semitones."""

    onset: str
    vowel: str
    from_s: float
    to_s: float
    start_pitch: float
    end_pitch: float

    def loudness(self, time_s: float) -> float:
        """0 to 1: in within 50 ms (70 for an open start), out within the last 40 % or so."""
        attack_s = 0.05 if self.onset else 0.07
        release_s = 0.12 + 0.3 * (self.to_s - self.from_s)
        into = smoothstep((time_s - self.from_s) / attack_s)
        return into * smoothstep((self.to_s - time_s) / release_s)


@lru_cache(maxsize=256)
def read_phrase(text: str, from_s: float, to_s: float) -> tuple[Syllable, ...]:
    """The syllables of a phrase, spread over its time. Raises ``ValueError`` on other text."""
    found = []
    for word in text.split():
        match = _SYLLABLE.fullmatch(word)
        if match is None:
            raise ValueError(f"No syllable: {word!r}")
        found.append(match)
    weights = [1.0 + 0.7 * len(match["held"]) for match in found]
    second = (to_s - from_s) / sum(weights)
    syllables = []
    at_s = from_s
    for match, weight in zip(found, weights, strict=True):
        start = float(match["start"])
        end = float(match["end"]) if match["end"] else start
        until_s = at_s + weight * second
        syllables.append(Syllable(match["onset"], match["vowel"], at_s, until_s, start, end))
        at_s = until_s
    return tuple(syllables)


def voice_rows(who: str) -> tuple[Row, ...]:
    """The rows of the script in which somebody is heard."""
    return tuple(row for row in SCRIPT if row.who == who and row.what in _VOICES[who])


_VOICE_ROWS = {who: voice_rows(who) for who in (BABY, PARENT)}


def mouth(who: str, time_s: float) -> tuple[float, float]:
    """How far somebody's mouth is opened by the voice, and how round it is, both 0 to 1."""
    for row in _VOICE_ROWS[who]:
        if row.to_s is not None and row.from_s <= time_s < row.to_s:
            for syllable in read_phrase(row.detail, row.from_s, row.to_s):
                if syllable.from_s <= time_s < syllable.to_s:
                    loud = syllable.loudness(time_s)
                    return _OPENING[syllable.vowel] * loud, _ROUNDING[syllable.vowel] * loud
    return 0.0, 0.0
