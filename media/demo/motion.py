"""How things move: easing, slow drifts and blinks, all continuous functions of time in seconds."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]  # x, y
Outline = NDArray[np.float64]  # the corners of a shape or a line: N × 2


def smoothstep(fraction: float) -> float:
    """0 before 0, 1 after 1, and a soft S between them."""
    x = min(max(fraction, 0.0), 1.0)
    return x * x * x * (x * (6.0 * x - 15.0) + 10.0)


def swell(time_s: float, from_s: float, to_s: float, rise_s: float = 0.4) -> float:
    """Rises from 0 to 1 around ``from_s`` and falls again around ``to_s``."""
    rising = smoothstep((time_s - from_s) / rise_s + 0.35)
    falling = smoothstep((time_s - to_s) / (rise_s * 1.3) + 0.65)
    return rising * (1.0 - falling)


def pulse(time_s: float, at_s: float, length_s: float = 0.9) -> float:
    """A bump of height 1 that begins at ``at_s``."""
    return math.sin(math.pi * min(max((time_s - at_s) / length_s, 0.0), 1.0)) ** 2


def drift(time_s: float, seed: float, period_s: float = 5.0) -> float:
    """A slow wandering between about -1 and 1 that never quite repeats."""
    turn = math.tau * time_s / period_s
    return (
        0.5 * math.sin(turn + seed)
        + 0.3 * math.sin(turn * 1.618 + seed * 2.3)
        + 0.2 * math.sin(turn * 2.737 + seed * 3.7)
    )


def blink(time_s: float, seed: int, every_s: float = 3.4) -> float:
    """How far the lids are closed, 0 to 1: a blink of a fifth of a second now and then."""
    slot = math.floor(time_s / every_s)
    closed = 0.0
    for number in (slot - 1, slot):
        chance = math.sin(number * 12.9898 + seed * 78.233) * 43758.5453
        at_s = (number + 0.1 + 0.8 * (chance - math.floor(chance))) * every_s
        closed = max(closed, 1.0 - abs(time_s - at_s - 0.1) / 0.1)
    return smoothstep(closed * 1.3)


@dataclass(frozen=True)
class Key:
    """From ``at_s`` on, go to ``place`` within ``ease_s``."""

    at_s: float
    place: str
    ease_s: float


def follow(keys: Sequence[Key], time_s: float, locate: Callable[[str], Point]) -> Point:
    """Where something is that eases from each key's place to the next.

    ``locate`` tells where a place is now, so a place may itself be moving. Only the last four keys
    matter: no movement lasts longer.
    """
    begun = [key for key in keys if key.at_s <= time_s][-4:]
    here = locate(begun[0].place)
    for key in begun[1:]:
        share = smoothstep((time_s - key.at_s) / key.ease_s)
        here = here + (locate(key.place) - here) * share
    return here
