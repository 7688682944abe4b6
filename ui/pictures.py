"""Exact pictures for the stage, decoded off the window's thread."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from media.film import Film
from media.shown import Lift
from media.view import Size, View
from ui.desk import Desk, Request
from ui.look import Look
from ui.reel import Drawn, Reel


class Pictures(QObject):
    """Shows frames of one film at a time; the newest request wins. Used in the window's thread.

    ``shown``        a picture, and the number of the very frame that it is
    ``unreadable``   the number of a frame that cannot be decoded, and why, in a sentence
    ``lost``         the film cannot be read any more: a sentence
    ``interrupted``  while a player had the screen, a frame was asked for, or the film was changed
    ``closing``      the film is about to be let go
    ``shutting_down``  whoever works on it is to wait until that has ended
    """

    shown = Signal(int, QImage)
    unreadable = Signal(int, str)
    lost = Signal(str)
    interrupted = Signal()
    closing = Signal()
    shutting_down = Signal()
    _drawn = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reel: Reel | None = None
        self._look = Look()
        self._wanted: Request | None = None
        self._round = 0
        self._lent = False
        self._outgrown = False
        self._desk: Desk | None = None
        self._leaving: list[Desk] = []
        self._drawn.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(self, film: Film) -> None:
        """Show this film from now on. Nothing comes before a frame is asked for."""
        self._take_off()
        self.reel = Reel(film, self._look)
        if self._desk is None:
            self._desk = Desk(self._drawn.emit)

    def replace_film(self, film: Film) -> bool:
        """Go on with the same film, now that all of it is known, or as it is turned now. What is on
        screen stays; where its frames turned out to be numbered otherwise, it comes again under its
        right number. Whether it stays."""
        if self.reel is None:
            self.open(film)
            return False
        before, wanted = self.reel.film, self._wanted
        if _begins_alike(before, film):
            self.reel.film = film
            if before.track != film.track:
                self._redraw()
            return True
        self.open(film)
        if wanted is not None:
            time_us = before.index.start_us(wanted.number)
            self.ask(film.index.frame_at(time_us), wanted.exact)
        return False

    def close(self) -> None:
        """Let go of the film and of the thread, after the frame that is being decoded. Nobody waits
        for that."""
        self.closing.emit()
        self._take_off()
        if self._desk is not None:
            self._desk.end()
            self._leaving = [desk for desk in self._leaving if desk.works] + [self._desk]
            self._desk = None

    def shut_down(self) -> None:
        """Close, and wait until the file is let go and nothing runs any more."""
        self.close()
        self.shutting_down.emit()
        for desk in self._leaving:
            desk.wait()
        self._leaving.clear()

    def ask(self, number: int, exact: bool = True) -> None:
        """Show a frame. Where it need not be exact (a scrubbing hand), the key frame before it
        comes at once, and the frame itself when nothing else was asked for in a while. Raises
        ``IndexError`` beyond the film."""
        if self.reel is None or self._desk is None:
            return
        if not 0 <= number < len(self.reel.film.index):
            raise IndexError(f"frame {number} of {len(self.reel.film.index)}")
        self._interrupt()
        self._wanted = Request(self.reel, number, exact, self._round)
        self._desk.ask(self._wanted)

    def set_size(self, width_px: int, height_px: int) -> None:
        """How large pictures are wanted, in the screen's own pixels. The one on screen comes
        again."""
        self._take_look(replace(self._look, room_px=(max(width_px, 1), max(height_px, 1))))

    def set_look(self, view: View, lift: Lift) -> None:
        """Which part of pictures is wanted, and how light. The one on screen comes again."""
        self._take_look(replace(self._look, view=view, lift=lift))

    def set_second(self, size_px: Size | None) -> None:
        """How large pictures are wanted on a second screen as well, in its own pixels; None: not at
        all. ``reel.second`` gives them out."""
        self._take_look(replace(self._look, second_px=size_px))

    # For the player

    def lend(self) -> None:
        """Give the screen to a player: what was asked for before does not come any more."""
        if not self._lent:
            self._lent, self._outgrown = True, False
        self._start_round()

    def take_back(self, number: int | None) -> None:
        """The player has stopped on this frame; None where it has shown none."""
        if not self._lent:
            return
        self._lent = False
        if number is None or self.reel is None:
            self._ask_again()
            return
        self._wanted = Request(self.reel, number, True, self._round)
        if self._outgrown:
            self._ask_again()

    # What happens within

    def _interrupt(self) -> None:
        if self._lent:
            self.interrupted.emit()

    def _take_off(self) -> None:
        self._interrupt()
        self._start_round()
        self._wanted = None
        if self.reel is not None and self._desk is not None:
            self._desk.do(self.reel.close)
        self.reel = None

    def _start_round(self) -> None:
        self._round += 1
        if self._desk is not None:
            self._desk.drop()

    def _take_look(self, look: Look) -> None:
        if look == self._look:
            return
        self._look = look
        if self.reel is not None:
            self.reel.look = look
        self._redraw()

    def _redraw(self) -> None:
        """What is on screen is wanted again, as it is to look now."""
        if self._lent:
            self._outgrown = True
        else:
            self._ask_again()

    def _ask_again(self) -> None:
        if self._wanted is not None and self._desk is not None:
            self._wanted = replace(self._wanted, round=self._round)
            self._desk.ask(self._wanted)

    def _deliver(self, round_: int, drawn: Drawn) -> None:
        if round_ != self._round:
            return
        if drawn.picture is not None:
            self.shown.emit(drawn.number, drawn.picture)
        elif drawn.film_lost:
            self.lost.emit(drawn.sentence)
        else:
            self.unreadable.emit(drawn.number, drawn.sentence)


def _begins_alike(part: Film, whole: Film) -> bool:
    """Whether every frame that was known has kept its number and its time."""
    one, other = part.index, whole.index
    count = len(one)
    return (
        part.path == whole.path
        and len(other) >= count
        and bool(np.array_equal(one.boundaries_us[:count], other.boundaries_us[:count]))
    )
