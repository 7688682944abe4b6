"""Commands that play the film and move in it."""

from ui.workspace import Workspace

_SECOND_US = 1_000_000


class PlayCommands:
    """Moves the film on the stage."""

    def __init__(self, workspace: Workspace) -> None:
        self._projector = workspace.projector

    def toggle_playing(self) -> None:
        """Play, or pause."""
        self._projector.toggle_playing()

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
