"""Commands for marks and for the selected clip."""

from ui.choosing import Choosing
from ui.tray import Tray


class ClipCommands:
    """Marks a stretch, and edits the selected clip."""

    def __init__(self, choosing: Choosing, tray: Tray) -> None:
        self._choosing, self._tray = choosing, tray

    def mark_in(self) -> None:
        """Mark in at the frame on screen."""
        self._choosing.mark_in()

    def mark_out(self) -> None:
        """Mark out at the frame on screen, which is included."""
        self._choosing.mark_out()

    def play_clip(self) -> None:
        """Play the selected clip."""
        self._choosing.play_clip()

    def set_still(self) -> None:
        """The frame on screen is the selected clip's still."""
        self._choosing.set_still_here()

    def rename_clip(self) -> None:
        """Write the selected clip's title."""
        self._tray.show()
        self._tray.focus_title()

    def clip_earlier(self) -> None:
        """Move the selected clip up the tray."""
        self._choosing.move(-1)

    def clip_later(self) -> None:
        """Move the selected clip down the tray."""
        self._choosing.move(1)

    def trim_start_back(self) -> None:
        """The selected clip begins one frame earlier."""
        self._choosing.trim("start", -1)

    def trim_start_on(self) -> None:
        """The selected clip begins one frame later."""
        self._choosing.trim("start", 1)

    def trim_end_back(self) -> None:
        """The selected clip ends one frame earlier."""
        self._choosing.trim("end", -1)

    def trim_end_on(self) -> None:
        """The selected clip ends one frame later."""
        self._choosing.trim("end", 1)
