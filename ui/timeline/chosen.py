"""How selected tags stand out, and tags in the hand; one or ten thousand."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ui import theme
from ui.timeline.arrays import most_rows
from ui.timeline.layout import Band, Form, Placed
from ui.timeline.marks import TagPainter
from ui.timeline.scene import Scene
from ui.timeline.slivers import draw_row, row_of_pixels

_SINGLY = 200
"""Up to so many are outlined one by one; of more, only where there are any is shown."""
AWAY_ALPHA: Final = 0.7
"""How far a tag fades from where it was while it, or an edge of it, is dragged."""


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
        faded = theme.faded(theme.colour("lane"), AWAY_ALPHA)
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
    for mine in _by_row(seen, at):
        pixels = row_of_pixels(
            round(axis.width_px * ratio),
            (seen.left_px[mine] - axis.left_px) * ratio,
            (seen.right_px[mine] - axis.left_px) * ratio,
            np.zeros(len(mine), np.int64),
            argb,
        )
        bar = scene.bands.lanes[int(seen.lane[mine[0]])].bar(int(seen.row[mine[0]]))
        above = Band(bar.top_px - line_px, line_px)
        bands = (above, Band(bar.bottom_px, line_px)) if edges else (bar,)
        for band in bands:
            target = QRectF(axis.left_px, band.top_px, axis.width_px, band.height_px)
            draw_row(painter, pixels, target)


def _by_row(seen: Placed, at: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    """These tags in sight, but those without a row of their own, row by row."""
    at = at[seen.form[at] != Form.BEYOND]
    line = (seen.lane[at] * most_rows() + seen.row[at]).astype(np.int16)
    order = np.argsort(line, kind="stable")
    borders = np.flatnonzero(np.diff(line[order])) + 1
    return [each for each in np.split(at[order], borders) if each.size]
