"""Everything the timeline shows at one moment, laid out and ready to be painted."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from annotations.model import Clip
from media.frame_index import FrameIndex
from ui.timeline.arrays import TagArrays
from ui.timeline.axis import Axis
from ui.timeline.lanes import Lanes
from ui.timeline.layout import Bands, Placed
from ui.timeline.look import Looks
from ui.timeline.sprites import Sprites

if TYPE_CHECKING:
    from ui.timeline.tag_layer import TagLayer


@dataclass(frozen=True)
class Scene:
    """What lies still: it is painted once, and kept until something of it changes.

    ``numbers`` are the places of the clips in the tray, from 1; ``sprites`` and ``layer`` keep what
    was drawn of heads and tags as they are now.
    """

    axis: Axis
    bands: Bands
    lanes: Lanes
    looks: Looks
    tags: TagArrays
    seen: Placed
    clips: tuple[Clip, ...]
    numbers: tuple[int, ...]
    index: FrameIndex | None
    sprites: Sprites
    layer: "TagLayer"
