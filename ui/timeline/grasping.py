"""What the hand takes hold of when the mouse begins to drag."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt

from annotations.model import Clip, Tag
from ui.arranging import Arranging
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.box import BoxSelect, Taking
from ui.timeline.dragging import ClipEdgeDrag, Drag, Scrub, TagEdgeDrag
from ui.timeline.hits import Edge, Hit
from ui.timeline.layout import Area
from ui.timeline.moving import TagMove
from ui.timeline.scene import Scene
from ui.timeline.snapping import Snaps, edges_of
from ui.workspace import Workspace


@dataclass(frozen=True)
class Grasp:
    """All that drags work on."""

    workspace: Workspace
    tagging: Tagging
    choosing: Choosing
    arranging: Arranging
    scene: Scene


def grasp(
    on: Grasp,
    hit: Hit,
    at: QPointF,
    area: Area,
    modifiers: Qt.KeyboardModifier,
    *,
    fixed: bool,
) -> Drag | None:
    """Take hold of what was hit: an edge, or whole tags; of an empty place on a lane a box, and
    elsewhere the playhead. Nothing where it is a thing that is ``fixed``."""
    work = on.workspace
    tag, clip = work.tag, work.clip
    if hit.clip_id is not None:
        edged = not fixed and clip is not None and clip.id == hit.clip_id and hit.edge is not None
        return _hold_clip(on, clip, hit.edge, at) if edged and clip and hit.edge else None
    if hit.tag is not None:
        if fixed or tag is None or tag.id != on.scene.tags.ids[hit.tag]:
            return None
        return _hold_tag(on, tag, hit.edge, at)
    if area == "lanes":
        return BoxSelect(work, on.scene, (at.x(), at.y()), _taking(modifiers))
    return Scrub(work)


def _hold_tag(on: Grasp, tag: Tag, edge: Edge | None, at: QPointF) -> Drag:
    work, axis = on.workspace, on.scene.axis
    if edge is None or tag.end_us is None:
        snaps = _snaps(on, work.selected_ids)
        return TagMove(work, on.arranging, tag, axis.us_at(at.x()), on.scene.lanes, snaps)
    held_us = tag.start_us if edge == "start" else tag.end_us
    offset_px = at.x() - axis.x_of(held_us)
    return TagEdgeDrag(work, on.tagging, tag, edge, offset_px, _snaps(on, frozenset({tag.id})))


def _hold_clip(on: Grasp, clip: Clip, edge: Edge, at: QPointF) -> Drag:
    held_us = clip.start_us if edge == "start" else clip.end_us
    offset_px = at.x() - on.scene.axis.x_of(held_us)
    snaps = _snaps(on, frozenset({clip.id}))
    return ClipEdgeDrag(on.workspace, on.choosing, clip, edge, offset_px, snaps)


def _snaps(on: Grasp, but: frozenset[str]) -> Snaps:
    """Other edges, the marks, and the playhead where it is before the picture follows the drag."""
    marks = [each for each in on.choosing.marks if each is not None]
    edges = (*edges_of(on.workspace.tags, but), *edges_of(on.scene.clips, but))
    return Snaps((*edges, *marks, on.workspace.projector.time_us))


def _taking(modifiers: Qt.KeyboardModifier) -> Taking:
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return Taking.TOGGLED
    return Taking.TOO if modifiers & Qt.KeyboardModifier.ShiftModifier else Taking.ONLY
