"""Sound on its way to the loudspeaker: decoded and stretched a second ahead, in a thread."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from threading import Condition, Thread

import numpy as np

from media.played_sound import PlayedSound, Stretch
from media.sound import Samples
from vig_tool.errors import VigError

_AHEAD_S = 1.0
_ENOUGH_S = 0.3


class SoundFeed:
    """The sound of one course at a loudspeaker's rate; ``sound`` opens it, in the thread that reads
    it."""

    def __init__(
        self,
        sound: Callable[[], PlayedSound | None],
        stretches: Iterable[Stretch],
        speed: float,
        rate_hz: int,
    ) -> None:
        self._open_sound, self._stretches = sound, stretches
        self._speed, self._rate_hz = speed, rate_hz
        self._most, self._enough = round(_AHEAD_S * rate_hz), round(_ENOUGH_S * rate_hz)
        self._ready: deque[Samples] = deque()
        self._count = 0
        self._stopped = self._finished = False
        self._room = Condition()
        self._thread = Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    @property
    def ready(self) -> bool:
        """Whether there is enough to begin with."""
        with self._room:
            return self._finished or self._count >= self._enough

    @property
    def over(self) -> bool:
        """Whether nothing more will come, and all that came was taken."""
        with self._room:
            return self._finished and self._count == 0

    @property
    def waiting(self) -> bool:
        """Whether sound lies ready that nobody has taken yet."""
        with self._room:
            return self._count > 0

    def take(self, count: int) -> Samples:
        """The next ``count`` samples, 2 × samples, or as many as there are."""
        pieces = [np.zeros((2, 0), np.float32)]
        with self._room:
            while count > 0 and self._ready:
                piece = self._ready.popleft()
                if piece.shape[1] > count:
                    self._ready.appendleft(piece[:, count:])
                    piece = piece[:, :count]
                count -= piece.shape[1]
                self._count -= piece.shape[1]
                pieces.append(piece)
            self._room.notify()
        return np.concatenate(pieces, axis=1)

    def stop(self) -> None:
        """Decode nothing more."""
        with self._room:
            self._stopped = True
            self._room.notify()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        try:
            with suppress(VigError, OSError):  # the pictures tell where a film is lost
                self._play()
        finally:
            with self._room:
                self._finished = True

    def _play(self) -> None:
        sound = self._open_sound()
        if sound is not None:
            with sound.turn:  # whoever listened before may still be leaving
                self._read(sound.play(self._stretches, self._speed, self._rate_hz))

    def _read(self, blocks: Iterator[Samples]) -> None:
        while self._has_room() and (block := next(blocks, None)) is not None:
            with self._room:
                self._ready.append(block)
                self._count += block.shape[1]

    def _has_room(self) -> bool:
        with self._room:
            while self._count >= self._most and not self._stopped:
                self._room.wait()
            return not self._stopped
