"""How the film is played: how fast, round and round, backwards, how loud."""

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
        self._use_volume()
        projector.moved.connect(self._leave_loop)
        projector.film_changed.connect(self._follow_film)
        projector.playing_changed.connect(self.changed)
        self._player.audible_changed.connect(self.changed)

    # Playing

    def toggle(self) -> None:
        """Play from the frame on screen (from the start at the film's end), or pause."""
        projector = self._projector
        if projector.playing:
            projector.pause()
        elif projector.film is not None:
            self._play(self.speed)

    def _play(self, speed: float) -> None:
        projector = self._projector
        at_end = projector.index is not None and projector.frame >= len(projector.index) - 1
        if self.loop is not None and speed > 0:
            projector.play(projector.frame, self.loop[1], speed=speed, again_from=self.loop[0])
        else:
            projector.play(0 if at_end and speed > 0 else projector.frame, None, speed=speed)

    def shuttle(self, direction: int) -> None:
        """Play on (1) or back (-1); playing already, one speed further that way."""
        if self._projector.film is None:
            return
        if not self._projector.playing:
            self._play(float(direction))
            return
        now = self._player.speed
        if direction > 0:
            self._play(next((each for each in _SHUTTLE if each > now), now))
        else:
            self._play(next((each for each in reversed(_SHUTTLE) if each < now), now))
        self.changed.emit()

    def again(self) -> None:
        """The last three seconds again: to the frame on screen, or where it plays, and on."""
        projector = self._projector
        if projector.film is None:
            return
        first = projector.film.index.frame_at(max(projector.time_us - _AGAIN_US, 0))
        if projector.playing:
            projector.jump(first)
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
        """One speed faster or slower."""
        place = SPEEDS.index(self.speed) + steps
        self.set_speed(SPEEDS[min(max(place, 0), len(SPEEDS) - 1)])

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
        self.loop = None
        self.changed.emit()

    # How loud

    @property
    def silence(self) -> str:
        """Why nothing can be heard, in a sentence; nothing where it can."""
        film = self._projector.film
        if film is not None and not film.has_sound:
            return "This film has no sound."
        if film is not None and not self._player.loudspeaker.there:
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
