"""Commands for looking closely: zoom, light, and the way up."""

from media.shown import AS_FILMED
from ui.looking import STEP, Looking


class LookCommands:
    """Changes how the picture is looked at."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking

    def picture_closer(self) -> None:
        """Show the picture closer."""
        self._looking.zoom(STEP)

    def picture_farther(self) -> None:
        """Show more of the picture."""
        self._looking.zoom(1 / STEP)

    def picture_fit(self) -> None:
        """Show all of the picture."""
        self._looking.fit()

    def picture_pixels(self) -> None:
        """Show the film's own pixels."""
        self._looking.look_pixel_for_pixel()

    def see_left(self) -> None:
        """See more at the left."""
        self._looking.see_more(-1, 0)

    def see_right(self) -> None:
        """See more at the right."""
        self._looking.see_more(1, 0)

    def see_above(self) -> None:
        """See more above."""
        self._looking.see_more(0, -1)

    def see_below(self) -> None:
        """See more below."""
        self._looking.see_more(0, 1)

    def brighter(self) -> None:
        """Show the picture brighter."""
        self._looking.brighten(1)

    def darker(self) -> None:
        """Show the picture darker."""
        self._looking.brighten(-1)

    def more_contrast(self) -> None:
        """Show the picture with more contrast."""
        self._looking.harden(1)

    def less_contrast(self) -> None:
        """Show the picture with less contrast."""
        self._looking.harden(-1)

    def as_filmed(self) -> None:
        """Show the picture as light as it was filmed."""
        self._looking.set_lift(AS_FILMED)

    def turn_right(self) -> None:
        """Turn the film's pictures to the right."""
        self._looking.turn(1)

    def turn_left(self) -> None:
        """Turn the film's pictures to the left."""
        self._looking.turn(-1)
