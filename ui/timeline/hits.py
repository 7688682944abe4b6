"""What is under the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from annotations.model import Clip
from ui import theme
from ui.timeline.arrays import TagArrays, most_rows
from ui.timeline.axis import Axis
from ui.timeline.layout import Bands, Form, Lane, Placed

Edge = Literal["start", "end"]


@dataclass(frozen=True)
class Hit:
    """What is under the mouse: a tag (its place among all) or a clip (its id), and which edge."""

    tag: int | None = None
    clip_id: str | None = None
    edge: Edge | None = None
    more: tuple[int, ...] = ()


def hit_tag(
    seen: Placed, rows: Bands, x_px: float, y_px: float, selected: int | None
) -> Hit | None:
    """The tag at a place. Of several the selected one, else the one drawn last."""
    lane = rows.lane_at(y_px)
    return None if lane is None else _hit_in(seen, lane, rows.lanes[lane], x_px, y_px, selected)


def _hit_in(
    seen: Placed, lane: int, shape: Lane, x_px: float, y_px: float, selected: int | None
) -> Hit | None:
    last = shape.row(most_rows() - 1)
    for chip in seen.gatherings if last.holds(y_px) else ():
        if chip.lane == lane and chip.left_px <= x_px < chip.left_px + chip.width_px:
            places = tuple(chip.places.tolist())
            return Hit(tag=places[0], more=places)
    outside = theme.timeline("edge_grab_outside")
    near = (seen.lane == lane) & (seen.form != Form.BEYOND)
    near &= (seen.left_px - outside <= x_px) & (x_px <= seen.right_px + outside)
    found = [at for at in np.flatnonzero(near).tolist() if shape.row(int(seen.row[at])).holds(y_px)]
    if not found:
        return None
    inside = [at for at in found if seen.left_px[at] <= x_px <= seen.right_px[at]]
    at = next((at for at in found if seen.place[at] == selected), (inside or found)[-1])
    edge: Edge | None = None
    if seen.form[at] == Form.BAR:
        edge = edge_at(x_px, float(seen.left_px[at]), float(seen.right_px[at]))
    small = seen.form[at] in (Form.DISC, Form.DOT)
    if edge is None and not small and at not in inside:
        return None
    return Hit(tag=int(seen.place[at]), edge=edge)


def edge_at(x_px: float, left_px: float, right_px: float) -> Edge | None:
    """Which edge of a bar is close enough to be taken. A narrow bar keeps a middle."""
    inside = min(theme.timeline("edge_grab"), (right_px - left_px) / 3)
    outside = theme.timeline("edge_grab_outside")
    if left_px - outside <= x_px <= left_px + inside:
        return "start"
    if right_px - inside <= x_px <= right_px + outside:
        return "end"
    return None


def hit_clip(clips: Sequence[Clip], axis: Axis, x_px: float, selected: str | None) -> Hit | None:
    """The clip at a place. Of several the selected one, else the last."""
    outside = theme.timeline("edge_grab_outside")
    found = [
        clip
        for clip in clips
        if axis.x_of(clip.start_us) - outside <= x_px <= axis.x_of(clip.end_us) + outside
    ]
    if not found:
        return None
    clip = next((clip for clip in found if clip.id == selected), found[-1])
    edge = edge_at(x_px, axis.x_of(clip.start_us), axis.x_of(clip.end_us))
    return Hit(clip_id=clip.id, edge=edge)


def tags_in(
    tags: TagArrays, rows: Bands, start_us: float, end_us: float, top_px: float, bottom_px: float
) -> NDArray[np.int64]:
    """The places of the tags that a box touches, from a time to a time and a height to a height."""
    sight = rows.of_lanes
    top_px, bottom_px = max(top_px, sight.top_px), min(bottom_px, sight.bottom_px)
    touched = np.zeros((len(rows.lanes), most_rows()), bool)
    for lane, shape in enumerate(rows.lanes):
        for row in range(shape.rows):
            band = shape.bar(row)
            touched[lane, row] = band.top_px <= bottom_px and band.bottom_px >= top_px
    in_time = (tags.end_us >= start_us) & (tags.start_us <= end_us)
    in_row = touched[tags.lane, np.minimum(tags.row, most_rows() - 1)]
    found: NDArray[np.int64] = np.flatnonzero(in_time & in_row)
    return found
