"""Plays a film: its sound on the loudspeaker, and each picture when its time has come."""

from threading import Thread
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from ui.course import Course
from ui.feed import POLL_MS, Feed
from ui.film_sound import FilmSound
from ui.loudspeaker import Loudspeaker
from ui.pictures import Pictures
from ui.play_clock import PlayClock
from ui.reel import Drawn
from ui.sound_feed import SoundFeed

_DEAD_AFTER_S = 1.0
"""A loudspeaker that has taken no sound for so long is gone, or the film's sound has ended where
its pictures go on."""
_DOUBT_AFTER_S = 0.15
"""And after so long it is asked whether it is still there."""


class Player(QObject):
    """Plays the film that ``pictures`` shows. Used in the window's thread.

    The loudspeaker is the clock; without sound a steady one. A picture is shown from its own time
    on: the one on screen is the last whose time has come. Where decoding is slower than the film,
    frames are left out and the speed stays true.

    ``shown``       a picture, and the number of the very frame that it is
    ``unreadable``  the number of a frame that cannot be decoded, and why
    ``stopped``     it plays no longer, whoever stopped it
    ``ended``       the last frame has been shown for its time; it stays on screen
    ``audible_changed``  whether there is a loudspeaker
    """

    shown = Signal(int, QImage)
    unreadable = Signal(int, str)
    stopped = Signal()
    ended = Signal()
    audible_changed = Signal(bool)

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._sound = FilmSound()
        self._loudspeaker: Loudspeaker | None = None
        self._volume = 1.0, False
        self._course: Course | None = None
        self._clock = PlayClock(1.0)
        self._feed: Feed | None = None
        self._sound_feed: SoundFeed | None = None
        self._heard = 0.0, 0.0
        self.at: int | None = None
        """The frame it showed last since it was put on; None where it has shown none yet."""
        self._leaving: list[Thread] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        pictures.interrupted.connect(self.pause)
        pictures.closing.connect(self._close)
        pictures.shutting_down.connect(self._wait)

    # The sound

    def prepare(self) -> None:
        """Open the film's sound ahead of time, so that playing begins at once."""
        reel = self._pictures.reel
        if reel is not None:
            self._sound.prepare(reel.film)
            if reel.film.has_sound:
                self.audible_changed.emit(self.loudspeaker.there)

    @property
    def loudspeaker(self) -> Loudspeaker:
        """Where the sound goes. Looked for when it is first wanted: that takes a moment."""
        if self._loudspeaker is None:
            self._loudspeaker = Loudspeaker(self)
            self._loudspeaker.gain, self._loudspeaker.muted = self._volume
            self._loudspeaker.device_changed.connect(self._change_loudspeaker)
        return self._loudspeaker

    @property
    def unheard(self) -> bool:
        """Whether there is no loudspeaker. Nobody looks for one to say so."""
        return self._loudspeaker is not None and not self._loudspeaker.there

    def set_volume(self, gain: float, muted: bool) -> None:
        """How loud it plays: a factor, 1 as the film is; or not at all."""
        self._volume = gain, muted
        if self._loudspeaker is not None:
            self._loudspeaker.gain, self._loudspeaker.muted = gain, muted

    # Playing

    @property
    def playing(self) -> bool:
        """Whether it plays now."""
        return self._feed is not None

    @property
    def speed(self) -> float:
        """The speed it plays at, or did last; below zero backwards."""
        backwards = self._course is not None and self._course.backwards
        return -self._clock.speed if backwards else self._clock.speed

    def play(
        self,
        from_number: int,
        until_number: int | None = None,
        speed: float = 1.0,
        *,
        again_from: int | None = None,
    ) -> None:
        """Play from a frame on, to before ``until_number`` or to the film's end; with
        ``again_from``, then from there to ``until_number`` again and again. ``speed`` is 1 for
        true speed, 0.5 for half, -1 for backwards; with sound at ``media.tempo.SPEEDS``."""
        reel = self._pictures.reel
        if reel is None:
            return
        if self.playing:
            self._halt()  # its last picture stays on screen until the next comes
        else:
            self.at = None
        self._pictures.lend()
        course = Course(
            lambda: reel.film.index,
            from_number,
            until_number,
            again_from=again_from,
            backwards=speed < 0,
        )
        self._course, self._clock = course, PlayClock(abs(speed))
        self._feed = Feed(reel, course, self._clock)
        if speed > 0 and reel.film.has_sound and self.loudspeaker.there:
            film_sound = self._sound
            self._sound_feed = SoundFeed(
                lambda: film_sound.of(reel.film), course.sound(), speed, self.loudspeaker.rate_hz
            )
        self._timer.start(0)

    def pause(self) -> None:
        """Stop on the picture that is on screen."""
        if self._feed is None:
            return
        self._halt()
        self._pictures.take_back(self.at)
        self.stopped.emit()

    def _halt(self) -> None:
        assert self._feed is not None
        self._timer.stop()
        self._silence()
        self._feed.stop()
        self._feed = None

    def _silence(self) -> None:
        if self._sound_feed is not None:
            self.loudspeaker.stop()
            self._sound_feed.stop()
            self._sound_feed = None

    def _close(self) -> None:
        """Let go of the film; nobody waits for who is decoding just now."""
        feeds = self._feed, self._sound_feed
        self.pause()
        sound, self._sound = self._sound, FilmSound()
        last = Thread(target=lambda: _leave(feeds, sound), name="player leaves", daemon=True)
        self._leaving = [one for one in self._leaving if one.is_alive()] + [last]
        last.start()

    def _wait(self) -> None:
        for one in self._leaving:
            one.join()
        self._leaving.clear()

    # While it plays

    def _tick(self) -> None:
        feed = self._feed
        if feed is None:
            return
        if self._clock.runs or self._begin(feed):
            self._listen()
        due = feed.take_due()
        if due is not None and not self._show(due):
            return
        if feed is not self._feed:
            return  # somebody paused it on seeing the picture
        if feed.over:
            self.pause()
            self.ended.emit()
        else:
            self._timer.start(feed.wait_ms() if self._clock.runs else POLL_MS)

    def _begin(self, feed: Feed) -> bool:
        """Start the clock, if pictures and sound are ready. Whether it runs."""
        sound = self._sound_feed
        if not feed.ready or (sound is not None and not sound.ready):
            return False
        if sound is not None and sound.waiting and self.loudspeaker.there:
            self.loudspeaker.start(sound)
            self._heard = 0.0, monotonic()
        else:
            self._silence()
        self._clock.begin()
        return True

    def _listen(self) -> None:
        """Let the clock go as the loudspeaker does, for as long as that is alive."""
        sound = self._sound_feed
        if sound is None:
            return
        heard_s, now_s = self.loudspeaker.heard_s, monotonic()
        if heard_s != self._heard[0]:
            self._heard = heard_s, now_s
        self._clock.follow(heard_s)
        silent_s = now_s - self._heard[1]
        dead = silent_s > _DEAD_AFTER_S or (
            silent_s > _DOUBT_AFTER_S and not self.loudspeaker.there
        )
        if dead and (sound.waiting or sound.over):
            self._clock.run_free()
            self._silence()
            if not self.loudspeaker.there:
                self.audible_changed.emit(False)

    def _change_loudspeaker(self) -> None:
        """Go on with the frame on screen, on the loudspeaker that there is now."""
        self.audible_changed.emit(self.loudspeaker.there)
        if self._course is not None and self._feed is not None:
            course, speed = self._course, self.speed
            at = course.first if self.at is None else self.at
            self.play(at, course.until, speed, again_from=course.again_from)

    def _show(self, due: Drawn) -> bool:
        """Whether playing goes on."""
        if due.film_lost:
            self.pause()
            self._pictures.lost.emit(due.sentence)
            self.ended.emit()
            return False
        self.at = due.number
        if due.picture is not None:
            self.shown.emit(due.number, due.picture)
        else:
            self.unreadable.emit(due.number, due.sentence)
        return True


def _leave(feeds: tuple[Feed | None, SoundFeed | None], sound: FilmSound) -> None:
    for feed in feeds:
        if feed is not None:
            feed.wait()
    sound.close()
