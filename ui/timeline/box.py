"""A box drawn over the lanes: the tags that it touches are selected."""

from enum import Enum, auto

from PySide6.QtCore import QRectF

from ui.timeline.axis import Axis
from ui.timeline.dragging import Hand
from ui.timeline.hits import tags_in
from ui.timeline.scene import Scene
from ui.workspace import Workspace


class Taking(Enum):
    """What becomes of what was selected before."""

    ONLY = auto()
    """Nothing else is selected any more."""
    TOO = auto()
    """It stays selected."""
    TOGGLED = auto()
    """It stays, but for what is inside the box and was selected before."""


class BoxSelect:
    """Draws a box from where the mouse was pressed. ``ids`` would be selected now."""

    guide_us: int | None = None

    def __init__(
        self, workspace: Workspace, scene: Scene, at: tuple[float, float], taking: Taking
    ) -> None:
        self._workspace, self._scene, self._taking = workspace, scene, taking
        self._before = workspace.selected_ids
        self._from_us, self._from_px = scene.axis.us_at(at[0]), at[1]
        self._to_us, self._to_px = self._from_us, self._from_px
        self.ids = self._before

    def move(self, axis: Axis, hand: Hand) -> None:
        """Draw the box to the mouse."""
        self._to_us, self._to_px = axis.us_at(hand.x_px), hand.y_px
        times, heights = sorted((self._from_us, self._to_us)), sorted((self._from_px, self._to_px))
        tags = self._scene.tags
        found = tags_in(tags, self._scene.bands, times[0], times[1], heights[0], heights[1])
        inside = frozenset(tags.ids[place] for place in found.tolist())
        self.ids = {
            Taking.ONLY: inside,
            Taking.TOO: self._before | inside,
            Taking.TOGGLED: self._before ^ inside,
        }[self._taking]

    def drop(self) -> None:
        """Select what is inside."""
        self._workspace.select_tags(self.ids)

    def abort(self) -> None:
        """Leave selected what was selected before."""

    def box(self, axis: Axis) -> QRectF:
        """Where it is drawn."""
        left_px, right_px = sorted((axis.x_of(self._from_us), axis.x_of(self._to_us)))
        top_px, bottom_px = sorted((self._from_px, self._to_px))
        return QRectF(left_px, top_px, right_px - left_px, bottom_px - top_px)
