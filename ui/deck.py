"""How the film is played: how fast, round and round, backwards, how loud."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from media.tempo import SPEEDS
from ui import settings
from ui.projector import Projector

SLOW: Final = 0.25
_SHUTTLE: Final = (-2.0, -1.5, -1.0, -0.5, 0.5, 1.0, 1.5, 2.0)
_AGAIN_US = 3_000_000
QUIETEST_DB, LOUDEST_DB, STEP_DB = -24, 12, 3


class Deck(QObject):
    """The keys of a player, for the film on the stage. ``changed``: something of it is another."""

    changed = Signal()

    def __init__(self, projector: Projector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._projector = projector
        self._player = projector.player
        self.speed = settings.speed()
        self._faster_again = 1.0
        self.volume_db, self.muted = settings.volume()
        self.loop: tuple[int, int] | None = None
        self._path: Path | None = None
        self._use_volume()
        projector.moved.connect(self._leave_loop)
        projector.film_changed.connect(self._follow_film)
        projector.playing_changed.connect(self.changed)
        self._player.audible_changed.connect(self.changed)

    # Playing

    def toggle(self) -> None:
        """Play from the frame that was asked for (from the start at the film's end), or pause."""
        projector = self._projector
        if projector.playing:
            projector.pause()
        elif projector.film is not None:
            self._play(self.speed)

    def _play(self, speed: float) -> None:
        projector, loop = self._projector, self.loop
        first = projector.played_frame if projector.playing else projector.target
        if loop is not None and speed > 0 and loop[0] <= first < loop[1]:
            projector.play(first, loop[1], speed=speed, again_from=loop[0])
        else:
            projector.play(0 if projector.at_end and speed > 0 else first, None, speed=speed)

    def play_once(self, first: int, until: int) -> None:
        """Play frames ``first`` to before ``until``, and stop there."""
        self.loop = None
        self._projector.play(first, until, speed=self.speed)
        self.changed.emit()

    def shuttle(self, direction: int) -> None:
        """Play on (1) or back (-1); playing already, one speed further that way."""
        if self._projector.film is None:
            return
        if not self._projector.playing:
            self._play(float(direction))
            return
        now = self._player.speed
        ways = _SHUTTLE if direction > 0 else _SHUTTLE[::-1]
        speed = next((each for each in ways if (each - now) * direction > 0), now)
        if speed * now < 0:
            self._play(speed)
        elif speed != now:
            self._projector.go_on_at(speed)
        self.changed.emit()

    def again(self) -> None:
        """The last three seconds again: to the frame on screen, or where it plays, and on."""
        projector = self._projector
        if projector.film is None:
            return
        first = projector.film.index.frame_at(max(projector.time_us - _AGAIN_US, 0))
        if projector.playing and self._player.speed > 0:
            projector.jump(first)
        elif projector.playing:
            projector.play(first, None, speed=self.speed)
        else:
            projector.play(first, projector.frame + 1, speed=self.speed)

    # How fast

    @property
    def shown_speed(self) -> float:
        """The speed it plays at; where it rests, that at which it would."""
        return self._player.speed if self._projector.playing else self.speed

    def set_speed(self, speed: float) -> None:
        """Play at one of ``SPEEDS`` from now on; what plays goes on at it."""
        self.speed = speed
        settings.remember_speed(speed)
        if self._projector.playing:
            self._projector.go_on_at(speed)
        self.changed.emit()

    def change_speed(self, steps: int) -> None:
        """One speed faster or slower than it plays, or would. Backwards it stays backwards, and is
        not remembered."""
        now = self.shown_speed
        place = SPEEDS.index(abs(now)) + steps
        speed = SPEEDS[min(max(place, 0), len(SPEEDS) - 1)]
        if now > 0:
            self.set_speed(speed)
        else:
            self._projector.go_on_at(-speed)
            self.changed.emit()

    def toggle_slow(self) -> None:
        """Play in slow motion; in slow motion already, as before."""
        if self.speed == SLOW and self._projector.playing:
            self.set_speed(self._faster_again)
            return
        if self.speed != SLOW:
            self._faster_again = self.speed
        self.set_speed(SLOW)
        if not self._projector.playing:
            self.toggle()

    # Round and round

    def play_round(self, first: int, until: int) -> None:
        """Play frames ``first`` to before ``until`` again and again."""
        self.loop = first, until
        self._projector.play(first, until, speed=self.speed, again_from=first)
        self.changed.emit()

    def end_loop(self) -> None:
        """Go round no more; what plays goes on."""
        if self.loop is not None:
            self.loop = None
            if self._projector.playing:
                self._projector.go_on_at(self._player.speed, round_and_round=False)
            self.changed.emit()

    def _leave_loop(self, frame: int) -> None:
        if self.loop is not None and not self.loop[0] <= frame < self.loop[1]:
            self.loop = None
            self.changed.emit()

    def _follow_film(self) -> None:
        film = self._projector.film
        path = None if film is None else film.path
        if path != self._path:  # not where the same film is better known or turned
            self._path, self.loop = path, None
        self.changed.emit()

    # How loud

    @property
    def silence(self) -> str:
        """Why nothing can be heard, in a sentence; nothing where it can."""
        film = self._projector.film
        if film is not None and not film.has_sound:
            return "This film has no sound."
        if film is not None and self._player.unheard:
            return "There is no loudspeaker just now."
        return ""

    def set_volume(self, db: int) -> None:
        """Play louder or quieter than the film is, in decibels; it is heard then."""
        self.volume_db = min(max(db, QUIETEST_DB), LOUDEST_DB)
        self.muted = False
        self._use_volume()

    def toggle_muted(self) -> None:
        """Be silent, or no longer."""
        self.muted = not self.muted
        self._use_volume()

    def _use_volume(self) -> None:
        settings.remember_volume(self.volume_db, self.muted)
        self._player.set_volume(settings.gain(self.volume_db), self.muted)
        self.changed.emit()
