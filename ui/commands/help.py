"""Commands that explain."""

from PySide6.QtWidgets import QWidget

from media.film import Film
from ui.dialogs import ask, tell
from ui.keys_page import KeysPage
from ui.times import clock, frame_number
from ui.workspace import Workspace


class HelpCommands:
    """What the film is, what the keys do, what this program is."""

    def __init__(self, window: QWidget, workspace: Workspace) -> None:
        self._window, self._workspace = window, workspace

    def about_film(self) -> None:
        """Say what the film on the stage is."""
        film = self._workspace.projector.film
        recording = self._workspace.recording
        if film is None or recording is None:
            self._workspace.say(self._workspace.finding or "No film is open.")
        else:
            tell(self._window, recording.name, about(film))

    def show_keys(self) -> None:
        """The list of keys."""
        ask(KeysPage(self._workspace.codes, self._window))

    def show_about(self) -> None:
        """What this program is."""
        tell(
            self._window,
            "VIG Tool",
            "For Video Interaction Guidance: find the moments when they were in tune, then watch "
            "them together.\n\nEverything stays on this computer.\n\n"
            "Free software under the GNU General Public License, version 3 or later.",
        )


def about(film: Film) -> str:
    """What a film is, in sentences."""
    lines = [
        f"{frame_number(len(film.index))} frames in {clock(film.index.duration_us)}.",
        f"{film.width} × {film.height} pixels, {film.track.codec}, "
        f"{'with' if film.has_sound else 'without'} sound.",
    ]
    if film.track.rotation:
        lines.append("It was filmed turned, and is shown upright.")
    return "\n".join([*lines, *film.warnings, "Every picture is checked to be the very frame."])
