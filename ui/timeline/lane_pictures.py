"""The tags of each lane, painted once: with a new tag all other lanes are only copied."""

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter

from ui.timeline.layout import measure
from ui.timeline.marks import TagPainter
from ui.timeline.scene import Scene


def draw_lanes(painter: QPainter, scene: Scene) -> None:
    """Draw every tag in sight."""
    bands = scene.bands
    for place, lane in enumerate(bands.lanes):
        if lane.band.bottom_px > bands.of_lanes.top_px and lane.band.top_px < bands.clips.top_px:
            _draw_lane(painter, scene, place)


def _draw_lane(painter: QPainter, scene: Scene, place: int) -> None:
    axis, bands = scene.axis, scene.bands
    seen = scene.seen.within(place)
    if not len(seen.place):
        return
    # Signs and letters may be a little higher than a low lane.
    margin_px, band = measure("bar"), bands.lanes[place].band
    top_px = band.top_px - margin_px
    lowest_px = min(lane.bar(0).height_px for lane in bands.lanes)
    looks_like = bands.lanes[place], lowest_px, axis.left_px, axis.width_px, scene.looks

    def draw(inner: QPainter) -> None:
        inner.translate(-axis.left_px, -top_px)
        inside = TagPainter(inner, seen, bands, scene.looks)
        inside.draw_all(axis.left_px, axis.width_px)

    drawn = scene.sprites.newest(
        kind_of(place),
        (*looks_like, *seen.drawn_from),
        QSizeF(axis.width_px, band.height_px + 2 * margin_px),
        painter.device().devicePixelRatio(),
        draw,
    )
    painter.drawPixmap(QPointF(axis.left_px, top_px), drawn)


def kind_of(place: int) -> str:
    """What the picture of a lane is kept as."""
    return f"lane {place}"
