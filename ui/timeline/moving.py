"""Whole tags in the hand: along the film, and from one person's lane to another's."""

from collections.abc import Sequence
from dataclasses import replace

from annotations.model import Tag
from ui.arranging import Arranging
from ui.tag_shift import shifted, within
from ui.timeline.axis import Axis
from ui.timeline.dragging import Hand
from ui.timeline.lanes import Lanes
from ui.timeline.snapping import SNAP_PX, Snaps
from ui.workspace import Workspace

_STRAIGHT_PX = 12


class TagMove:
    """Moves tags by as much time as the one that is ``held`` (see ``ui.tag_shift``), or copies
    them. The picture shows the frame on which that one begins.

    Where lanes are by person, tags of the person whose tag is held become those of whoever's lane
    they are over, where that can be; tags of others in the selection keep their person. ``tags`` is
    what they would be now.
    """

    def __init__(
        self,
        workspace: Workspace,
        arranging: Arranging,
        held: Tag,
        grabbed_us: float,
        lanes: Lanes,
        snaps: Snaps,
    ) -> None:
        self._workspace, self._projector = workspace, workspace.projector
        self._arranging = arranging
        self._held, self._grabbed_us = held, grabbed_us
        self._lanes, self._snaps = lanes, snaps
        self._first = self.tags = workspace.selected_tags
        self._began = self._projector.frame
        self._refused = False
        self.copying = False
        self.guide_us: int | None = None

    @property
    def changed(self) -> bool:
        """Whether anything would be elsewhere than at first."""
        return self.tags != self._first

    def move(self, axis: Axis, hand: Hand) -> None:
        """Follow the mouse, from boundary to boundary."""
        index = self._projector.index
        if index is None:
            return
        self.copying = hand.copying
        by_us = axis.us_at(hand.x_px) - self._grabbed_us
        across = self._only_across(hand, by_us / axis.us_per_px)
        if across:
            by_us = 0
        snap = None
        if not hand.free and not across:
            edges = [each + by_us for each in _edges(self._held)]
            snap = self._snaps.near(edges, SNAP_PX * axis.us_per_px)
        by_us = round(by_us + (snap.by_us if snap else 0))
        whole_us = within(self._first, by_us, index)
        ending = self._held.id if snap is not None and self._ends_at(snap.at_us, by_us) else None
        moved = shifted(self._first, whole_us, index, ending)
        if not self._knows(moved):
            return
        self.tags = tuple(self._handed_over(tag, hand.lane) for tag in moved)
        held = next(tag for tag in moved if tag.id == self._held.id)
        self.guide_us = snap.at_us if snap is not None and snap.at_us in _edges(held) else None
        self._projector.scrub(index.frame_at(held.start_us))

    def _only_across(self, hand: Hand, by_px: float) -> bool:
        """Whether the hand goes to another lane and hardly along: no hand goes straight down."""
        if hand.lane is None or not self._lanes.by_person or hand.free or hand.copying:
            return False
        own = self._lanes.find(self._held.code_id, self._held.person_id)
        return hand.lane != own and abs(by_px) < _STRAIGHT_PX

    def drop(self) -> None:
        """Write what was moved, or copied, as one step; the picture shows just where."""
        if not self.changed:
            self.abort()
            return
        held = next(tag for tag in self.tags if tag.id == self._held.id)
        if not (self._arranging.add(self.tags) if self.copying else self._put()):
            self.abort()
            return
        self._projector.go_us(held.start_us)

    def _put(self) -> bool:
        done = self._arranging.put(self.tags, "Move")
        if done:
            self._workspace.say(f"Moved {self._workspace.name_of(self.tags)}", undo=True)
        return done

    def abort(self) -> None:
        """Go back to the frame on which it began; nothing was changed."""
        self._projector.go(self._began)

    def _ends_at(self, time_us: int, by_us: int) -> bool:
        """Whether it is the end of the held tag that comes to lie there."""
        start_us, end_us = self._held.start_us + by_us, self._held.until_us + by_us
        return abs(end_us - time_us) < abs(start_us - time_us)

    def _handed_over(self, tag: Tag, lane: int | None) -> Tag:
        if lane is None or not self._lanes.by_person or tag.person_id != self._held.person_id:
            return tag
        person_id = self._lanes.heads[lane].person_id
        there = person_id is None or person_id in {each.id for each in self._workspace.people}
        if not there or not self._arranging.may_be(tag, person_id):
            return tag
        return replace(tag, person_id=person_id)

    def _knows(self, tags: Sequence[Tag]) -> bool:
        """Whether these times are certain already. Said once a drag."""
        times_us = [each for tag in (*self._first, *tags) for each in _edges(tag)]
        last_us = max(times_us)
        known = self._projector.knows(last_us)
        if not known and not self._refused:
            self._refused = True
            self._workspace.knows(last_us)
        return known


def _edges(tag: Tag) -> tuple[int, ...]:
    return (tag.start_us,) if tag.end_us is None else (tag.start_us, tag.end_us)
