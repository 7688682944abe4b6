"""A random walk of playing: real keys, and every picture held against the frame it claims.

``scripts/walk-player.py`` walks far; ``test_play_walk.py`` walks a little.
"""

import random
import time
from collections.abc import Callable, Mapping

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import number_on, press
from ui.projector import Projector
from ui.workbench import Workbench

_PATIENCE_S = 20.0
_MOMENTS_S = (0.0, 0.0, 0.02, 0.05, 0.15)
_STEPS = {"Left": -1, "Right": 1}
_LEAPS = ("Shift+Left", "Shift+Right", "Ctrl+Left", "Ctrl+Right", "Home")
_SPEEDS = ("Ctrl+Up", "Ctrl+Down", "F4")
_SHUTTLE = ("J", "L", "K", "L", "J")


class PlayWalk:
    """Walks a window whose recordings all carry bar codes: ``numbers`` holds for each recording's
    name the number in the picture of each frame."""

    def __init__(self, window: Workbench, seed: int, numbers: Mapping[str, list[int]]) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self._numbers = numbers
        self.pictures = 0
        self.wrong: list[str] = []
        self.done: list[str] = []
        self._last = -1
        self._projector.pictured.connect(self._look)

    @property
    def _projector(self) -> Projector:
        return self.window.workspace.projector

    def go(self, actions: int) -> None:
        """Do so many things. What went wrong is in ``wrong``."""
        ways: list[tuple[int, Callable[[], None]]] = [
            (10, self._toggle),
            (10, self._shuttle),
            (8, self._speed),
            (10, self._leap),
            (10, self._step),
            (8, self._scrub),
            (6, self._loop),
            (5, self._again),
            (3, self._end),
            (2, self._switch),
            (2, self._mark),
            (6, self._pause),
        ]
        chosen = self.chance.choices(
            [way for _, way in ways], [weight for weight, _ in ways], k=actions
        )
        for way in chosen:
            self.done.append(way.__name__)
            way()
            self._live(self.chance.choice(_MOMENTS_S))
            if self.chance.random() < 0.1:
                self._stand_still()

    def _live(self, for_s: float) -> None:
        ends = time.monotonic() + for_s
        QApplication.processEvents()
        while time.monotonic() < ends:
            time.sleep(0.001)
            QApplication.processEvents()

    def settle(self) -> None:
        """Wait until the frame asked for is on screen, or playing has ended."""
        ends = time.monotonic() + _PATIENCE_S
        while time.monotonic() < ends:
            self._live(0.001)
            if self._projector.film is not None and self._projector.at_rest:
                return
        raise AssertionError(f"{self._projector.state}; last: {self.done[-6:]}")

    # What is done

    def _toggle(self) -> None:
        press(self.window, "Space")

    def _shuttle(self) -> None:
        press(self.window, self.chance.choice(_SHUTTLE))

    def _speed(self) -> None:
        press(self.window, self.chance.choice(_SPEEDS))

    def _leap(self) -> None:
        press(self.window, self.chance.choice(_LEAPS))

    def _again(self) -> None:
        press(self.window, "Shift+Space")

    def _step(self) -> None:
        """A step counts from the frame on screen, and arrives."""
        self._stand_still()
        index = self._projector.index
        assert index is not None
        key = self.chance.choice(tuple(_STEPS))
        meant = min(max(self._projector.frame + _STEPS[key], 0), len(index) - 1)
        press(self.window, key)
        self.settle()
        self._expect(self._projector.frame == meant, f"{key} led to {self._projector.frame}")

    def _scrub(self) -> None:
        index = self._projector.index
        if index is not None:
            for _ in range(self.chance.randint(1, 4)):
                self._projector.scrub(self.chance.randrange(len(index)))
                self._live(0.0)
            self._projector.go(self.chance.randrange(len(index)))

    def _mark(self) -> None:
        self._stand_still()
        press(self.window, self.chance.choice("IO"))

    def _loop(self) -> None:
        """While it goes round, no picture lies outside."""
        press(self.window, "F5")
        loop = self.window.workspace.deck.loop
        if loop is None or not self._projector.playing:
            return
        self._live(0.1)
        before = self.pictures
        self._live(0.05)
        if self.pictures > before and self.window.workspace.deck.loop == loop:
            inside = loop[0] <= self._projector.frame < loop[1]
            self._expect(inside, f"frame {self._projector.frame} is outside {loop}")

    def _end(self) -> None:
        """At the film's end it stops by itself, and the last frame stays."""
        index = self._projector.index
        if index is None:
            return
        self.window.workspace.deck.end_loop()
        self._projector.go(len(index) - 4)
        self.settle()
        self.window.workspace.deck.set_speed(1.0)
        press(self.window, "Space")
        self.settle()
        self._expect(self._projector.frame == len(index) - 1, "the end is not the last frame")

    def _switch(self) -> None:
        press(self.window, self.chance.choice(("Ctrl+PgUp", "Ctrl+PgDown")))
        self.settle()

    def _pause(self) -> None:
        """Pausing never jumps: the picture on screen stays."""
        projector = self._projector
        if not projector.playing:
            return
        shown = projector.player.at
        projector.pause()
        self.settle()
        if shown is not None:
            self._expect(projector.frame == shown, f"paused on {shown}, then {projector.frame}")

    def _stand_still(self) -> None:
        self._pause()
        self.settle()
        self._expect(self._last == self._projector.frame, f"{self._last} is on screen")

    def _expect(self, right: bool, otherwise: str) -> None:
        if not right:
            self.wrong.append(f"{otherwise}; {self._projector.state}; last: {self.done[-6:]}")

    def _look(self, number: int, picture: QImage) -> None:
        self.pictures += 1
        self._last = number
        recording = self.window.workspace.recording
        assert recording is not None
        read, meant = number_on(picture), self._numbers[recording.name][number]
        self._expect(read == meant, f"{recording.name}: frame {number} shows {read}")
