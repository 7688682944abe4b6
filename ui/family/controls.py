"""The row of large buttons: each has its place and never moves."""

from PySide6.QtCore import QEasingCurve, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.family.button import Button
from ui.family.viewing import Stand

_TIGHTEST = 3
_OFFER = {1.0: "½", 0.5: "½", 0.25: "¼"}
_PACE = {1.0: "Slower", 0.5: "Slower: now at half speed", 0.25: "Slower: now at quarter speed"}


class Controls(QWidget):
    """Stop stands at one end, Back and Next at the other, what plays in the middle, with play in
    the middle of it. In a right-to-left layout the row is mirrored."""

    def __init__(self) -> None:
        super().__init__()
        self.stop = Button("Stop", "hand")
        self.again = Button("Again", "arrow-counter-clockwise")
        self.frame_back = Button("", "caret-left")
        self.play = Button("", "play-fill", primary=True)
        self.watch_again = Button("Watch again", "arrow-counter-clockwise", primary=True)
        self.from_start = Button("Watch from the start", "arrow-counter-clockwise", primary=True)
        self.frame_on = Button("", "caret-right")
        self.slower = Button("Slower")
        self.back = Button("Back", "arrow-left")
        self.next = Button("Next", "arrow-right", leads=False)
        self._fading = QVariantAnimation(self)
        self._fading.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fading.valueChanged.connect(self._shade)
        self._shown = 1.0
        self._wanted = 1.0
        for button in self.buttons:  # in the order of the row, which Tab follows
            button.setParent(self)
        for button in (self.play, self.again, self.watch_again, self.from_start):
            button.mirrors = False
        self._name_them()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All of them, in the order of the row."""
        return (
            self.stop,
            self.again,
            self.frame_back,
            self.play,
            self.watch_again,
            self.from_start,
            self.frame_on,
            self.slower,
            self.back,
            self.next,
        )

    def _name_them(self) -> None:
        """Tell each button's name and key. The arrow keys point as the arrows do."""
        mirrored = self.isRightToLeft()
        self.stop.tell("Stop", "Esc")
        self.again.tell("Again", "R or Home")
        self.frame_back.tell("One picture back", "→" if mirrored else "←")
        self.watch_again.tell("Watch again", "R or Space")
        self.from_start.tell("Watch from the start", "Space")
        self.frame_on.tell("One picture on", "←" if mirrored else "→")
        self.back.tell("Back", "B or Page Up")
        self.next.tell("Next", "N or Page Down")
        self.play.tell("Play", "Space")
        self.slower.tell("Slower", "S")

    # What is there

    def follow(self, stand: Stand, speed: float, *, first: bool) -> None:
        """Show the buttons that make sense now, and put the focus where one goes on."""
        playing = stand is Stand.PLAYING
        self.play.show_icon("pause-fill" if playing else "play-fill")
        self.play.tell("Stop on this picture" if playing else "Play", "Space")
        self.slower.extra, self.slower.lit = _OFFER[speed], speed != 1.0
        self.slower.tell(_PACE[speed], "S")
        self.slower.update()
        wanted = self._wanted_at(stand)
        if first:
            wanted.discard(self.back)
        for button in wanted:
            button.show()
        self._focus_on(stand, wanted)
        for button in set(self.buttons) - wanted:
            button.hide()

    def _wanted_at(self, stand: Stand) -> set[Button]:
        wanted = {self.stop, self.back}
        if stand is Stand.OVER:
            return wanted | {self.from_start}
        wanted.add(self.next)
        if stand is Stand.RESTING:
            return wanted | {self.watch_again, self.slower}
        if stand is Stand.BROKEN:
            return wanted
        return wanted | {self.again, self.frame_back, self.play, self.frame_on, self.slower}

    def _focus_on(self, stand: Stand, wanted: set[Button]) -> None:
        """The focus is seen where there is time to see it; while a clip plays it is there for
        the keys."""
        if stand is Stand.RESTING:
            self.watch_again.focus_visibly()
        elif stand is Stand.OVER:
            self.from_start.focus_visibly()
        elif stand is Stand.BROKEN:
            self.next.focus_visibly()
        elif not any(button.hasFocus() for button in wanted):
            self.play.setFocus(Qt.FocusReason.OtherFocusReason)

    # Fading

    def fade(self, shown: bool) -> None:
        """Let all but Stop go, slowly, or have them back at once."""
        wanted = 1.0 if shown else 0.0
        if wanted == self._wanted:
            return
        self._wanted = wanted
        self._fading.stop()
        length_ms = theme.duration_ms("parent_fade_in" if shown else "parent_fade_out")
        self._fading.setDuration(max(length_ms, 1))
        self._fading.setStartValue(self._shown)
        self._fading.setEndValue(wanted)
        self._fading.start()

    @property
    def faded(self) -> bool:
        """Whether they are gone, or going."""
        return self._wanted == 0.0

    def _shade(self, shown: float) -> None:
        self._shown = shown
        for button in self.buttons:
            if button is not self.stop:
                button.set_shade(shown)

    # Their places

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        disc = self.play.sizeHint().height()
        return QSize(0, disc + theme.space(2))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self.arrange()

    def mirror(self) -> None:
        """After the layout's direction has changed."""
        self._name_them()
        self.arrange()

    def arrange(self) -> None:
        """Put every button in its place, as roomy as the width allows."""
        for tightness in range(_TIGHTEST + 1):
            places = self._places(tightness)
            if tightness == _TIGHTEST or self._fits(places):
                break
        for button, left in places.items():
            size = self._size_of(button)
            mirrored = self.width() - left - size.width() if self.isRightToLeft() else left
            top = (self.height() - size.height()) // 2
            button.setGeometry(mirrored, top, size.width(), size.height())

    def _size_of(self, button: Button) -> QSize:
        size = button.sizeHint()
        if button is self.play:
            return size + QSize(theme.space(2), theme.space(2))
        return size

    def _places(self, tightness: int) -> dict[Button, int]:
        """Where each begins, from the left."""
        self._tighten(tightness)
        edge = theme.space(7 if tightness == 0 else 4) - Button.ring_px()
        gap = theme.space(4 if tightness == 0 else 2) - 2 * Button.ring_px()
        width = {button: self._size_of(button).width() for button in self.buttons}
        middle = self.width() / 2
        play_left = round(middle - width[self.play] / 2)
        places = {self.stop: edge, self.play: play_left}
        places[self.frame_back] = play_left - gap - width[self.frame_back]
        places[self.again] = places[self.frame_back] - gap - width[self.again]
        places[self.frame_on] = play_left + width[self.play] + gap
        for button in (self.watch_again, self.from_start):
            places[button] = round(middle - width[button] / 2)
        places[self.slower] = gap + max(
            places[self.frame_on] + width[self.frame_on],
            places[self.watch_again] + width[self.watch_again],
        )
        places[self.next] = self.width() - edge - width[self.next]
        places[self.back] = places[self.next] - gap - width[self.back]
        return places

    def _tighten(self, tightness: int) -> None:
        """Narrower pads first, then icons without words; words that stand alone stay."""
        for button in self.buttons:
            button.compact = tightness > 0
        for button in (self.again, self.back, self.next, self.slower):
            button.wordless = tightness > 1
        self.stop.wordless = tightness > 2

    def _fits(self, places: dict[Button, int]) -> bool:
        def end(button: Button) -> int:
            return places[button] + self._size_of(button).width()

        gap = theme.space(4)
        starts = min(places[self.again], places[self.watch_again], places[self.from_start])
        ends = max(end(self.slower), end(self.from_start))
        return end(self.stop) + gap <= starts and ends + gap <= places[self.back]
