"""The view in the hand: the film is dragged along, or the view over the whole of it."""

from PySide6.QtCore import QRectF

from ui.projector import Projector
from ui.timeline.axis import Axis
from ui.timeline.dragging import Hand
from ui.timeline.view import View


class Panning:
    """Drags the film under the mouse. With ``view_box``, where the stretch in sight is drawn on
    the overview, it drags that instead; pressed beside it, it comes under the mouse first."""

    guide_us: int | None = None

    def __init__(
        self, view: View, projector: Projector, x_px: float, view_box: QRectF | None = None
    ) -> None:
        self._view, self._projector = view, projector
        self._first = view.axis
        self._grabbed_px, self._overview = x_px, view_box is not None
        if view_box is not None and not view_box.left() <= x_px <= view_box.right():
            axis = self._first
            share = (x_px - axis.left_px) / axis.width_px
            self._show(axis.centred(share * axis.duration_us))
        self._from = view.axis

    def move(self, axis: Axis, hand: Hand) -> None:
        """Show what is under the mouse now."""
        by_px = hand.x_px - self._grabbed_px
        by_us = -by_px * axis.us_per_px
        if self._overview:
            by_us = by_px * axis.duration_us / axis.width_px
        self._show(self._from.moved(by_us))

    def drop(self) -> None:
        """Leave it there."""

    def abort(self) -> None:
        """Show what was in sight before."""
        self._show(self._first)

    def _show(self, axis: Axis) -> None:
        self._view.show(axis, self._projector.time_us)
