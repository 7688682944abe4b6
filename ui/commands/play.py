"""Commands that play the film and move in it."""

from PySide6.QtCore import Qt

from ui.choosing import Choosing
from ui.deck import STEP_DB
from ui.manners import ALL_KEYS
from ui.workspace import Workspace

_SECOND_US = 1_000_000


class PlayCommands:
    """Plays the film on the stage, and moves in it."""

    def __init__(self, workspace: Workspace, choosing: Choosing) -> None:
        self._workspace, self._choosing = workspace, choosing
        self._projector, self._deck = workspace.projector, workspace.deck
        self._stop_held = False

    # Steps

    def step_back(self) -> None:
        """One frame back."""
        self._projector.step(-1)

    def step_on(self) -> None:
        """One frame on."""
        self._projector.step(1)

    def second_back(self) -> None:
        """One second back."""
        self._projector.leap(-_SECOND_US)

    def second_on(self) -> None:
        """One second on."""
        self._projector.leap(_SECOND_US)

    def five_back(self) -> None:
        """Five seconds back."""
        self._projector.leap(-5 * _SECOND_US)

    def five_on(self) -> None:
        """Five seconds on."""
        self._projector.leap(5 * _SECOND_US)

    def go_to_start(self) -> None:
        """The first frame."""
        self._projector.go_to_start()

    def go_to_end(self) -> None:
        """The last frame."""
        self._projector.go_to_end()

    # Playing

    def toggle_playing(self) -> None:
        """Play, or pause."""
        self._deck.toggle()

    def again(self) -> None:
        """The last three seconds again."""
        self._deck.again()

    def shuttle_back(self) -> None:
        """J: play backwards, and faster; one frame back while K is held."""
        self._shuttle(-1)

    def shuttle_stop(self) -> None:
        """K: stop."""
        self._projector.pause()

    def shuttle_on(self) -> None:
        """L: play on, and faster; one frame on while K is held."""
        self._shuttle(1)

    def _shuttle(self, direction: int) -> None:
        if self._stop_held:
            self._projector.step(direction)
        else:
            self._deck.shuttle(direction)

    def note_press(self, key: int) -> None:
        """A key was pressed."""
        if key == Qt.Key.Key_K:
            self._stop_held = True

    def let_go(self, key: int) -> None:
        """A key was released."""
        if key in (Qt.Key.Key_K, ALL_KEYS):
            self._stop_held = False

    # How fast, how loud

    def slow_motion(self) -> None:
        """Slow motion, or as before."""
        self._deck.toggle_slow()

    def faster(self) -> None:
        """One speed faster."""
        self._deck.change_speed(1)

    def slower(self) -> None:
        """One speed slower."""
        self._deck.change_speed(-1)

    def louder(self) -> None:
        """Louder than the film is, or less quiet."""
        self._deck.set_volume(self._deck.volume_db + STEP_DB)
        self._say_volume()

    def quieter(self) -> None:
        """Quieter."""
        self._deck.set_volume(self._deck.volume_db - STEP_DB)
        self._say_volume()

    def mute(self) -> None:
        """Silent, or no longer."""
        self._deck.toggle_muted()
        self._say_volume()

    def _say_volume(self) -> None:
        db, silence = self._deck.volume_db, self._deck.silence
        if silence:
            self._workspace.say(silence)
        elif self._deck.muted:
            self._workspace.say("Sound is off")
        elif db == 0:
            self._workspace.say("Sound as it was filmed")
        else:
            self._workspace.say(f"Sound {abs(db)} dB {'louder' if db > 0 else 'quieter'}")

    # Round and round

    def toggle_loop(self) -> None:
        """Play round and round: between the marks, else the selected clip or tag, else the film."""
        if self._deck.loop is not None:
            self._deck.end_loop()
            return
        work, (in_us, out_us) = self._workspace, self._choosing.marks
        if in_us is not None and out_us is not None:
            work.loop(in_us, out_us)
        elif work.clip is not None:
            work.loop_clip()
        elif work.tag is not None:
            work.loop_tag()
        else:
            work.loop(0, work.duration_us)
