"""What a drag on the timeline does, from press to release."""

from typing import Protocol

from annotations.model import Clip, Tag
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.hits import Edge
from ui.workspace import Workspace


class Drag(Protocol):
    """Something held with the mouse. Times are those under the mouse."""

    def move(self, axis: Axis, x_px: float) -> None:
        """Follow the mouse."""

    def drop(self) -> None:
        """Let it be as it is now."""

    def abort(self) -> None:
        """Let it be as it was before."""


class Scrub:
    """Drags the playhead. The picture follows, and the exact one comes on release."""

    def __init__(self, workspace: Workspace) -> None:
        self._projector = workspace.projector
        self._began = self._projector.frame
        self._number = self._began

    def move(self, axis: Axis, x_px: float) -> None:
        """Show what is near the mouse."""
        index = self._projector.index
        if index is not None:
            self._number = index.frame_at(axis.time_at(x_px))
            self._projector.scrub(self._number)

    def drop(self) -> None:
        """Show exactly the frame under the mouse."""
        self._projector.go(self._number)

    def abort(self) -> None:
        """Go back to the frame on which it began."""
        self._projector.go(self._began)


class EdgeDrag:
    """Drags an edge from boundary to boundary; the picture shows the frame at it. ``range_us`` is
    what the tag or clip would be now (a point: twice the same)."""

    def __init__(
        self, workspace: Workspace, edge: Edge, start_us: int, end_us: int | None, offset_px: float
    ) -> None:
        self._workspace = workspace
        self._projector = workspace.projector
        self._began = self._projector.frame
        self._refused = False
        self._edge: Edge = edge
        self._offset_px = offset_px
        self.is_point = end_us is None
        self._first = self.range_us = start_us, start_us if end_us is None else end_us
        self._number = self._began

    @property
    def changed(self) -> bool:
        """Whether the edge is somewhere else than at first."""
        return self.range_us != self._first

    def move(self, axis: Axis, x_px: float) -> None:
        """Move the edge to the boundary nearest to the mouse, a frame or more from the other."""
        index = self._projector.index
        if index is None:
            return
        start_us, end_us = self._first
        time_us = axis.time_at(x_px - self._offset_px)
        if not self._knows(start_us, end_us, round(time_us)):
            return
        wanted = index.boundary_near(time_us)
        if self.is_point:
            number = min(wanted, len(index) - 1)
            self.range_us = index.start_us(number), index.start_us(number)
        elif self._edge == "start":
            number = min(wanted, max(index.boundary_near(end_us) - 1, 0))
            self.range_us = index.start_us(number), end_us
        else:
            wanted = min(max(wanted, index.boundary_near(start_us) + 1), len(index))
            number = wanted - 1
            self.range_us = start_us, index.start_us(wanted)
        self._projector.scrub(number)
        self._number = number

    def _knows(self, *times_us: int) -> bool:
        """Whether these times are certain already. Said once a drag."""
        known = all(self._projector.knows(time_us) for time_us in times_us)
        if not known and not self._refused:
            self._refused = True
            self._workspace.knows(*times_us)
        return known

    def abort(self) -> None:
        """Go back to the frame on which it began; nothing was changed."""
        self._projector.go(self._began)

    def drop(self) -> None:
        """Show the frame at the edge, exactly."""
        self._projector.go(self._number)


class TagEdgeDrag(EdgeDrag):
    """Drags an edge of a tag, or a point. One step of work on release."""

    def __init__(
        self, workspace: Workspace, tagging: Tagging, tag: Tag, edge: Edge, offset_px: float
    ) -> None:
        super().__init__(workspace, edge, tag.start_us, tag.end_us, offset_px)
        self.tag = tag
        self._tagging = tagging

    def drop(self) -> None:
        """Write the tag with its new edge."""
        super().drop()
        if self.changed:
            time_us = self.range_us[1] if self._edge == "end" else self.range_us[0]
            if not self._tagging.set_edge(self.tag, self._edge, time_us):
                self.abort()


class ClipEdgeDrag(EdgeDrag):
    """Drags an edge of a clip. One step of work on release."""

    def __init__(
        self, workspace: Workspace, choosing: Choosing, clip: Clip, edge: Edge, offset_px: float
    ) -> None:
        super().__init__(workspace, edge, clip.start_us, clip.end_us, offset_px)
        self.clip = clip
        self._choosing = choosing

    def drop(self) -> None:
        """Write the clip with its new range."""
        super().drop()
        if self.changed and not self._choosing.set_range(self.clip, *self.range_us):
            self.abort()
