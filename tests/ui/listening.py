"""Plays a film into a sound server of its own and tells what became of it; run as a program.

``python -m tests.ui.listening FILM FOLDER WHAT`` in a process of its own, for Qt looks for sound
servers once. The last line that it prints is JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QApplication

from benchmarks.playing import Desk, spin
from media.errors import FilmUnreadable
from media.played_sound import PlayedSound
from media.probe import probe
from media.sound import Samples
from tests.golden.sound import HUM_LEVEL
from tests.null_sink import RATE_HZ, NullSink, Recording

_SIZE_PX = (320, 180)
_STRETCH = RATE_HZ // 100


class Listening:
    """One film on, one sound server running."""

    def __init__(self, film: Path, folder: Path) -> None:
        self.sink = NullSink(folder)
        os.environ.update(self.sink.variables)
        self.app = QApplication([])
        self.desk = Desk(probe(film), _SIZE_PX)

    @property
    def numbers(self) -> list[int]:
        """The frames that were on screen."""
        return [one.believed for one in self.desk.seen]

    @property
    def wrong(self) -> int:
        """How many of them were others than the player says."""
        return sum(one.believed != one.real for one in self.desk.seen)

    def longest_wait_s(self) -> float:
        """The longest time that a picture stood."""
        times = [one.at_s for one in self.desk.seen]
        return max(after - before for before, after in pairwise(times))

    def at_speeds(self) -> dict[str, Any]:
        """Played at some speeds, one after the other."""
        told = {}
        for speed in (0.5, 1.0, 2.0):
            played = self.desk.play(self.sink, speed, 10, 3.0)
            told[str(speed)] = {
                "ahead_ms": played.ahead_ms(),
                "wrong": played.wrong,
                "silence_s": played.longest_silence_s,
            }
        return told

    def gone(self) -> dict[str, Any]:
        """The loudspeaker's plug is pulled while it plays."""
        player = self.desk.player
        player.play(10)
        spin(1.0)
        before = player.at
        self.sink.kill()
        spin(2.5)
        played = {"before": before, "after": player.at, "playing": player.playing}
        player.pause()
        self.desk.player.play(20)
        spin(0.7)
        return {**played, "again": player.at, "wrong": self.wrong, "wait_s": self.longest_wait_s()}

    def changed(self) -> dict[str, Any]:
        """Another loudspeaker becomes the system's own while it plays."""
        player = self.desk.player
        player.play(10)
        spin(1.0)
        self.sink.change_default("other")
        recording = Recording(self.sink, "other")
        count = len(self.numbers)
        spin(1.5)
        samples, _ = recording.stop()
        jumps = [b - a for a, b in pairwise(self.numbers)]
        return {
            "frames": len(self.numbers) - count,
            "loudest": float(abs(samples).max()),
            "least_jump": min(jumps),
            "most_jump": max(jumps),
            "wrong": self.wrong,
        }

    def torn(self) -> dict[str, Any]:
        """The film's sound cannot be read from some place on."""
        whole = PlayedSound.play

        def torn(sound: PlayedSound, *given: Any) -> Iterator[Samples]:
            yield from islice(whole(sound, *given), 20)
            raise FilmUnreadable("The sound is gone.")

        PlayedSound.play = torn  # type: ignore[method-assign, assignment]
        player = self.desk.player
        player.play(10)
        spin(4.5)
        return {"at": player.at, "playing": player.playing, "wrong": self.wrong}

    def louder(self) -> dict[str, Any]:
        """Quiet, as it is, and lifted, while it plays."""
        player = self.desk.player
        told = {}
        for gain, muted in ((1.0, False), (0.25, False), (4.0, False), (1.0, True)):
            player.set_volume(gain, muted)
            recording = Recording(self.sink)
            player.play(1)
            spin(1.6)
            player.pause()
            samples, _ = recording.stop()
            told[f"{gain} {muted}"] = float(abs(samples).max())
        player.set_volume(1.0, False)
        recording = Recording(self.sink)
        player.play(5)
        spin(3.0, lambda: player.at is not None and player.at >= 35)
        changed_s = time.perf_counter()
        player.set_volume(4.0, False)
        spin(2.0)
        player.pause()
        samples, began_s = recording.stop()
        told["after_s"] = lifted_from_s(samples) + began_s - changed_s
        return told

    def often(self) -> dict[str, Any]:
        """Opened, played and closed a hundred times."""

        def count() -> tuple[int, int]:
            own = Path("/proc/self")
            return len(list((own / "task").iterdir())), len(list((own / "fd").iterdir()))

        def once(wait_s: float) -> float:
            self.desk.pictures.open(self.desk.film)
            self.desk.player.prepare()
            self.desk.player.play(10)
            spin(wait_s)
            began_s = time.perf_counter()
            self.desk.pictures.close()
            return time.perf_counter() - began_s

        for _ in range(5):
            once(0.2)
        spin(0.5)
        before = count()
        took = [once(0.01 + 0.001 * number) for number in range(100)]
        spin(1.0)
        after = count()
        return {
            "threads": after[0] - before[0],
            "handles": after[1] - before[1],
            "longest_close_s": max(took),
        }


def lifted_from_s(samples: NDArray[np.float32]) -> float:
    """When the hum between the beeps is louder than it is in the film, in seconds; not a number
    where it never is."""
    levels = np.abs(samples[: len(samples) // _STRETCH * _STRETCH]).reshape(-1, _STRETCH).max(1)
    lifted = (levels > 2 * HUM_LEVEL) & (levels < 8 * HUM_LEVEL)
    steady = np.flatnonzero(lifted[:-2] & lifted[1:-1] & lifted[2:])  # a beep's edge is shorter
    return float(steady[0]) * _STRETCH / RATE_HZ if len(steady) else float("nan")


def main() -> None:
    """Do what is asked for."""
    film, folder, what = sys.argv[1:]
    listening = Listening(Path(film), Path(folder))
    try:
        do: Callable[[], dict[str, Any]] = getattr(listening, what)
        sys.stdout.write(json.dumps(do()) + "\n")
    finally:
        listening.desk.close()
        listening.sink.kill()


if __name__ == "__main__":
    main()
