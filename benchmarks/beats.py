"""How long whoever asks something of the window's thread waits for it."""

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

BEAT_MS = 2


class Beats:
    """A precise timer in the window's thread, from now until ``stop``.

    Every moment counts alike: during a pause of 100 ms there are fifty of which each would have had
    to wait for its end, and not one.
    """

    def __init__(self) -> None:
        self._at_s: list[float] = []
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(lambda: self._at_s.append(time.perf_counter()))
        self._timer.start(BEAT_MS)

    def stop(self) -> None:
        """Measure no longer."""
        self._timer.stop()

    @property
    def gaps_ms(self) -> NDArray[np.float64]:
        """From each beat to the next, in milliseconds."""
        return np.diff(np.array(self._at_s, np.float64)) * 1000

    @property
    def waits_ms(self) -> NDArray[np.float64]:
        """How long somebody who comes at any moment waits for the next beat, in milliseconds: up to
        ``BEAT_MS`` even where nothing is in the way."""
        waits = [np.arange(gap, 0, -BEAT_MS) for gap in self.gaps_ms]
        return np.concatenate(waits) if waits else np.zeros(0)


def run_for(seconds: float, until: Callable[[], bool] = lambda: False) -> bool:
    """Let the window's thread run as it does in the program. Whether ``until`` came true."""
    loop, owner = QEventLoop(), QObject()
    look = QTimer(owner, interval=20)
    look.timeout.connect(lambda: loop.quit() if until() else None)
    look.start()
    QTimer.singleShot(round(seconds * 1000), owner, loop.quit)
    loop.exec()
    look.stop()
    return until()
