"""How pictures are wanted: how large, which part of them, how light."""

from dataclasses import dataclass

from media.shown import AS_FILMED, Lift
from media.view import FITTED, Size, View


@dataclass(frozen=True)
class Look:
    """``room_px`` is the room on the stage in the screen's own pixels, None for a picture's own
    size; ``second_px`` that on a second screen, where there is one."""

    room_px: Size | None = None
    second_px: Size | None = None
    view: View = FITTED
    lift: Lift = AS_FILMED
