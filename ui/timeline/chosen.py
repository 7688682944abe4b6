"""How selected tags stand out, and tags in the hand; one or ten thousand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui import theme
from ui.timeline.layout import Band, Form, Placed
from ui.timeline.marks import TagPainter
from ui.timeline.scene import Scene
from ui.timeline.slivers import draw_row, row_of_pixels

_SINGLY = 200
"""Up to so many are outlined one by one; of more, only where there are any is shown."""
_AWAY_ALPHA = 0.7
"""How far a tag fades from where it was while it is dragged."""


@dataclass(frozen=True)
class InHand:
    """Tags that are dragged, where they would be now; with ``copies`` they stay where they were,
    too."""

    there: Placed
    copies: bool


def draw_chosen(painter: QPainter, scene: Scene, at: NDArray[np.int64]) -> None:
    """Let tags in sight stand out as selected."""
    _let_stand_out(painter, scene, scene.seen, at)


def draw_in_hand(painter: QPainter, scene: Scene, at: NDArray[np.int64], in_hand: InHand) -> None:
    """Draw tags where they would be now, and faded where they were."""
    if not in_hand.copies:
        faded = theme.faded(theme.colour("lane"), _AWAY_ALPHA)
        _draw_rows(painter, scene, scene.seen, at, faded, edges=False)
    there, axis = in_hand.there, scene.axis
    tags = TagPainter(painter, there, scene.bands, scene.looks)
    tags.draw_all(axis.left_px, axis.width_px)
    _let_stand_out(painter, scene, there, np.arange(len(there.place)))


def _let_stand_out(painter: QPainter, scene: Scene, seen: Placed, at: NDArray[np.int64]) -> None:
    tags = TagPainter(painter, seen, scene.bands, scene.looks)
    beyond = seen.form[at] == Form.BEYOND
    single = at[~beyond]
    if len(single) <= _SINGLY:
        for each in single.tolist():
            tags.draw_selected(each)
    else:
        _draw_rows(painter, scene, seen, single, theme.colour("text"), edges=True)
    places = set(seen.place[at[beyond]].tolist())
    for chip in seen.gatherings if places else ():
        if not places.isdisjoint(chip.places.tolist()):
            tags.outline(tags.gathering_box(chip), round_ends=False)


def _draw_rows(
    painter: QPainter,
    scene: Scene,
    seen: Placed,
    at: NDArray[np.int64],
    colour: QColor,
    *,
    edges: bool,
) -> None:
    """Colour the rows where these tags are: the whole of them, or lines above and below."""
    axis, ratio = scene.axis, painter.device().devicePixelRatio()
    argb = np.array([colour.rgba()], np.uint32)
    line_px = theme.line("selected_tag")
    for lane, shape in enumerate(scene.bands.lanes):
        for row in range(shape.rows):
            mine = at[(seen.lane[at] == lane) & (seen.row[at] == row)]
            if not mine.size:
                continue
            pixels = row_of_pixels(
                round(axis.width_px * ratio),
                (seen.left_px[mine] - axis.left_px) * ratio,
                (seen.right_px[mine] - axis.left_px) * ratio,
                np.zeros(len(mine), np.int64),
                argb,
            )
            bar = shape.bar(row)
            above = Band(bar.top_px - line_px, line_px)
            bands = (above, Band(bar.bottom_px, line_px)) if edges else (bar,)
            for band in bands:
                target = QRectF(axis.left_px, band.top_px, axis.width_px, band.height_px)
                draw_row(painter, pixels, target)
