"""What a drag on the timeline does, from press to release."""

from dataclasses import dataclass
from typing import Protocol

from annotations.model import Clip, Tag
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.hits import Edge
from ui.timeline.snapping import SNAP_PX, Snaps
from ui.times import seconds
from ui.workspace import Workspace


@dataclass(frozen=True)
class Hand:
    """Where the mouse is, over which ``lane`` (its place), and how it holds things: ``free``, so
    that they snap to nothing but frames, ``copying``, so that they stay where they were too."""

    x_px: float
    y_px: float
    lane: int | None = None
    free: bool = False
    copying: bool = False


class Drag(Protocol):
    """Something held with the mouse. ``guide_us`` is the time to which it snapped just now."""

    guide_us: int | None

    def move(self, axis: Axis, hand: Hand) -> None:
        """Follow the mouse."""

    def drop(self) -> None:
        """Let it be as it is now."""

    def abort(self) -> None:
        """Let it be as it was before."""


class Scrub:
    """Drags the playhead. The picture follows, and the exact one comes on release."""

    guide_us: int | None = None

    def __init__(self, workspace: Workspace) -> None:
        self._projector = workspace.projector
        self._played = self._projector.playing
        self._began = self._projector.frame
        self._number = self._began

    def move(self, axis: Axis, hand: Hand) -> None:
        """Show the frame whose place is under the mouse, or one near it."""
        index = self._projector.index
        if index is not None:
            self._number = index.frame_showing(axis.time_under(hand.x_px))
            self._projector.scrub(self._number)

    def drop(self) -> None:
        """Show exactly the frame under the mouse; what played goes on from it."""
        if self._played:
            self._projector.play_on(self._number)
        else:
            self._projector.go(self._number)

    def abort(self) -> None:
        """Go back to the frame on which it began."""
        self._projector.go(self._began)


class EdgeDrag:
    """Drags an edge from boundary to boundary, and to what ``snaps`` it; the picture shows the
    frame at it. ``range_us`` is what the tag or clip would be now."""

    def __init__(
        self,
        workspace: Workspace,
        edge: Edge,
        range_us: tuple[int, int],
        offset_px: float,
        snaps: Snaps,
    ) -> None:
        self._workspace = workspace
        self._projector = workspace.projector
        self._began = self._projector.frame
        self._refused = False
        self._edge: Edge = edge
        self._offset_px = offset_px
        self._snaps = snaps
        self.guide_us: int | None = None
        self._first = self.range_us = range_us
        self._number = self._began

    @property
    def changed(self) -> bool:
        """Whether the edge is somewhere else than at first."""
        return self.range_us != self._first

    def move(self, axis: Axis, hand: Hand) -> None:
        """Move the edge to the boundary nearest to the mouse, a frame or more from the other."""
        index = self._projector.index
        if index is None:
            return
        start_us, end_us = self._first
        time_us = axis.time_at(hand.x_px - self._offset_px)
        reach_us = 0 if hand.free else SNAP_PX * axis.us_per_px
        snap = self._snaps.near([time_us], reach_us)
        time_us = time_us if hand.free or snap is None else snap.at_us
        if not self._knows(start_us, end_us, round(time_us)):
            return
        wanted = index.boundary_near(time_us)
        if self._edge == "start":
            number = min(wanted, max(index.boundary_near(end_us) - 1, 0))
            self.range_us = index.start_us(number), end_us
        else:
            wanted = min(max(wanted, index.boundary_near(start_us) + 1), len(index))
            number = wanted - 1
            self.range_us = start_us, index.start_us(wanted)
        snapped = snap is not None and not hand.free and snap.at_us in self.range_us
        self.guide_us = snap.at_us if snap is not None and snapped else None
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
    """Drags an edge of a tag that lasts. One step of work on release."""

    def __init__(
        self,
        workspace: Workspace,
        tagging: Tagging,
        tag: Tag,
        edge: Edge,
        offset_px: float,
        snaps: Snaps,
    ) -> None:
        assert tag.end_us is not None
        super().__init__(workspace, edge, (tag.start_us, tag.end_us), offset_px, snaps)
        self.tag = tag
        self._tagging = tagging

    def drop(self) -> None:
        """Write the tag with its new edge."""
        super().drop()
        if self.changed:
            time_us = self.range_us[1] if self._edge == "end" else self.range_us[0]
            if self._tagging.set_edge(self.tag, self._edge, time_us):
                start_us, end_us = self.range_us
                name = self._workspace.name_of([self.tag])
                self._workspace.say(f"{name}: now {seconds(end_us - start_us)}", undo=True)
            else:
                self.abort()


class ClipEdgeDrag(EdgeDrag):
    """Drags an edge of a clip. One step of work on release."""

    def __init__(
        self,
        workspace: Workspace,
        choosing: Choosing,
        clip: Clip,
        edge: Edge,
        offset_px: float,
        snaps: Snaps,
    ) -> None:
        super().__init__(workspace, edge, (clip.start_us, clip.end_us), offset_px, snaps)
        self.clip = clip
        self._choosing = choosing

    def drop(self) -> None:
        """Write the clip with its new range."""
        super().drop()
        if not self.changed:
            return
        if self._choosing.set_range(self.clip, *self.range_us):
            start_us, end_us = self.range_us
            self._workspace.say(f"The clip: now {seconds(end_us - start_us)}", undo=True)
        else:
            self.abort()
