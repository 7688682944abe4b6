"""Plays a film with the real player, and compares what was seen with what was heard."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from media.film import Film
from tests.golden import barcode
from tests.golden.sound import BEEP_S
from tests.null_sink import RATE_HZ, NullSink, Recording
from ui.pictures import Pictures
from ui.player import Player

_BEEP_LEVEL = 0.25
_SOUND_LEVEL = 0.01


@dataclass(frozen=True)
class Seen:
    """One picture on screen: when, its number as the player says, and as its bar code says."""

    at_s: float
    believed: int
    real: int | None


@dataclass(frozen=True)
class Played:
    """One stretch of playing: what was seen, and when beeps were heard (``time.perf_counter``)."""

    film: Film
    speed: float
    asked_s: float
    seen: list[Seen]
    beeps_s: list[float]
    longest_silence_s: float

    @property
    def wrong(self) -> int:
        """Pictures that are not what the player says."""
        return sum(one.real != one.believed for one in self.seen)

    def ahead_ms(self) -> list[float]:
        """For each beep, how far the picture was ahead of it; below zero behind."""
        return [
            (on_screen_us - second * 1e6) / 1000 / self.speed
            for _at_s, on_screen_us, second in self._heard()
        ]

    def speed_error(self) -> float:
        """How far the speed was off, as a share, by the beeps."""
        heard = self._heard()
        if len(heard) < 2:
            return float("nan")
        (first_s, _, first), (last_s, _, last) = heard[0], heard[-1]
        return abs((last - first) / (last_s - first_s) / self.speed - 1)

    def _heard(self) -> list[tuple[float, float, int]]:
        """Each beep: when it was heard, which time of the film was on screen, and which second it
        is: of the first one the nearest, and then one after the other. Sound may wait, but none is
        left out; pictures may be late."""
        heard: list[tuple[float, float, int]] = []
        zeroth = None
        for place, at_s in enumerate(self.beeps_s):
            on_screen_us = self._on_screen_us(at_s)
            if on_screen_us is None:
                continue
            if zeroth is None:
                zeroth = round(on_screen_us / 1e6) - place
            heard.append((at_s, on_screen_us, zeroth + place))
        return heard

    def left_out(self) -> int:
        """How many frames never came on screen."""
        return self.seen[-1].believed - self.seen[0].believed + 1 - len(self.seen)

    def _on_screen_us(self, at_s: float) -> float | None:
        """Which time of the film was on screen: within its frame the picture stands for the time
        since it came, and where it came late for no more than its frame's end."""
        place = int(np.searchsorted([one.at_s for one in self.seen], at_s)) - 1
        if not 0 <= place < len(self.seen) - 1:
            return None
        one, index = self.seen[place], self.film.index
        real = one.believed if one.real is None else one.real
        gone_us = (at_s - one.at_s) * self.speed * 1e6
        return min(index.start_us(real) + gone_us, float(index.end_us(real)))


class Desk:
    """A player with a screen that is only looked at. ``codes`` are the bar codes of the film's
    frames, where they do not simply count."""

    def __init__(
        self, film: Film, size_px: tuple[int, int], codes: Sequence[int] | None = None
    ) -> None:
        self.film = film
        self._frames = {code: number for number, code in enumerate(codes or range(len(film.index)))}
        self.pictures = Pictures()
        self.player = Player(self.pictures)
        self.seen: list[Seen] = []
        self.pictures.set_size(*size_px)
        self.player.shown.connect(self._look)
        self.pictures.open(film)
        self.player.prepare()
        spin(0.3)

    def close(self) -> None:
        """Let go of the film."""
        self.pictures.close()

    def play(self, sink: NullSink, speed: float, first: int, lasting_s: float) -> Played:
        """Play for some seconds into a sink, and hear it."""
        recording = Recording(sink)
        self.seen = []
        asked_s = time.perf_counter()
        self.player.play(first, None, speed)
        spin(lasting_s)
        self.player.pause()
        spin(0.1)
        samples, began_s = recording.stop()
        heard = _loud_starts(samples, speed) / RATE_HZ + began_s
        beeps_s = [float(one) for one in heard if one > asked_s]
        silence_s = _longest_silence_s(samples)
        return Played(self.film, speed, asked_s, self.seen, beeps_s, silence_s)

    def _look(self, number: int, image: QImage) -> None:
        at_s, code = time.perf_counter(), number_in(image)
        self.seen.append(Seen(at_s, number, None if code is None else self._frames.get(code)))


def number_in(image: QImage) -> int | None:
    """The number in a picture's bar code, read without a copy."""
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return barcode.read(rows[:, : image.width(), :3])


def spin(for_s: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Let the window's thread run as it does in the program. Whether ``until`` came true."""
    ends_s = time.perf_counter() + for_s
    while not until():
        left_ms = round((ends_s - time.perf_counter()) * 1000)
        if left_ms <= 0:
            return False
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 1)
        time.sleep(0.0005)
    return True


def sounding_from_s(samples: NDArray[np.float32]) -> float:
    """When the first sound comes in what was played, in seconds; not a number where none does."""
    sounding = np.flatnonzero(np.abs(samples) > _SOUND_LEVEL)
    return float(sounding[0]) / RATE_HZ if len(sounding) else float("nan")


def _loud_starts(samples: NDArray[np.float32], speed: float) -> NDArray[np.intp]:
    """The samples at which beeps begin."""
    loud = np.flatnonzero(np.abs(samples) > _BEEP_LEVEL)
    if not len(loud):
        return loud
    rest = RATE_HZ * (1 - BEEP_S) / speed * 0.6
    return loud[np.diff(loud, prepend=loud[0] - 2 * RATE_HZ * 20) > rest]


def _longest_silence_s(samples: NDArray[np.float32]) -> float:
    """The longest gap in what was played, between its first and its last sound."""
    sounding = np.flatnonzero(np.abs(samples) > _SOUND_LEVEL)
    return float(np.diff(sounding).max(initial=0)) / RATE_HZ
