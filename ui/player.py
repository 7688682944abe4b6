"""Plays pictures at true speed, by the films' own times on a steady clock."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from ui.feed import POLL_MS, Feed
from ui.pictures import Pictures
from ui.reel import Drawn


class Player(QObject):
    """Plays the film that ``pictures`` shows. Used in the window's thread.

    A picture is shown from its own time on: the one on screen is the last whose time has come.
    Where decoding is slower than the film, frames are left out and the speed stays true.

    ``shown``       a picture, and the number of the very frame that it is
    ``unreadable``  the number of a frame that cannot be decoded, and why
    ``stopped``     it plays no longer, whoever stopped it
    ``ended``       the last frame has been shown for its time; it stays on screen
    """

    shown = Signal(int, QImage)
    unreadable = Signal(int, str)
    stopped = Signal()
    ended = Signal()

    def __init__(self, pictures: Pictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._feed: Feed | None = None
        self._at: int | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        pictures.interrupted.connect(self.pause)
        pictures.closing.connect(self._stop_and_wait)

    @property
    def playing(self) -> bool:
        """Whether it plays now."""
        return self._feed is not None

    def play(self, from_number: int, until_number: int | None = None, speed: float = 1.0) -> None:
        """Play from a frame on, to before ``until_number`` or to the film's end. ``speed`` is 1
        for true speed, 0.5 for half."""
        self.pause()
        reel = self._pictures.reel
        if reel is None:
            return
        self._pictures.lend()
        self._at = None
        self._feed = Feed(reel, from_number, until_number, speed)
        self._timer.start(0)

    def pause(self) -> None:
        """Stop on the picture that is on screen."""
        if self._feed is None:
            return
        self._timer.stop()
        self._feed.stop()
        self._feed = None
        self._pictures.take_back(self._at)
        self.stopped.emit()

    def _stop_and_wait(self) -> None:
        feed = self._feed
        self.pause()
        if feed is not None:
            feed.wait()

    def _tick(self) -> None:
        feed = self._feed
        if feed is None:
            return
        if not feed.begun and not feed.begin():
            self._timer.start(POLL_MS)
            return
        due = feed.take_due()
        if due is not None and not self._show(due):
            return
        if feed is not self._feed:
            return  # somebody paused it on seeing the picture
        if feed.over:
            self.pause()
            self.ended.emit()
        else:
            self._timer.start(feed.wait_ms())

    def _show(self, due: Drawn) -> bool:
        """Whether playing goes on."""
        if due.film_lost:
            self.pause()
            self._pictures.lost.emit(due.sentence)
            self.ended.emit()
            return False
        self._at = due.number
        if due.picture is not None:
            self.shown.emit(due.number, due.picture)
        else:
            self.unreadable.emit(due.number, due.sentence)
        return True
