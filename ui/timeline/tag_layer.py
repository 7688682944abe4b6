"""The tags in sight, painted once: where one lane has other tags, that lane alone is painted."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.timeline.layout import Placed
from ui.timeline.marks import TagPainter
from ui.timeline.scene import Scene

_FEW = 0.5
"""Where more than this share of the lanes have changed, all are painted at once: that is quicker
than one by one."""


class TagLayer:
    """A see-through picture that lies over the lanes. It is of one theme: with another, make
    another."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._frame: tuple[object, ...] = ()
        self._seen: Placed | None = None

    def forget(self) -> None:
        """Paint everything anew the next time."""
        self._seen = None

    def draw(self, painter: QPainter, scene: Scene) -> None:
        """Draw every tag in sight."""
        ratio = painter.device().devicePixelRatio()
        frame = scene.axis, scene.bands, scene.looks, ratio
        if self._seen is None or frame != self._frame or not self._fits(scene, ratio):
            self._paint_all(scene, ratio)
        else:
            self._paint_changed(scene, scene.seen.lanes_unlike(self._seen), ratio)
        self._frame, self._seen = frame, scene.seen
        painter.drawPixmap(self._corner(scene), self._picture)

    def _corner(self, scene: Scene) -> QPointF:
        return QPointF(scene.axis.left_px, scene.bands.of_lanes.top_px)

    def _size(self, scene: Scene, ratio: float) -> tuple[int, int]:
        wide_px, high_px = scene.axis.width_px, scene.bands.of_lanes.height_px
        return math.ceil(wide_px * ratio), math.ceil(high_px * ratio)

    def _fits(self, scene: Scene, ratio: float) -> bool:
        return (self._picture.width(), self._picture.height()) == self._size(scene, ratio)

    def _paint_all(self, scene: Scene, ratio: float) -> None:
        if not self._fits(scene, ratio):
            self._picture = QPixmap(*self._size(scene, ratio))
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(Qt.GlobalColor.transparent)
        painter = self._painter(scene)
        self._draw(painter, scene, scene.seen)
        painter.end()

    def _paint_changed(self, scene: Scene, lanes: list[int], ratio: float) -> None:
        if len(lanes) > _FEW * len(scene.bands.lanes):
            self._paint_all(scene, ratio)
            return
        for lane in lanes:
            self._paint_lane(scene, lane)

    def _paint_lane(self, scene: Scene, lane: int) -> None:
        painter = self._painter(scene)
        band, axis = scene.bands.lanes[lane].band, scene.axis
        painter.setClipRect(QRectF(axis.left_px, band.top_px, axis.width_px, band.height_px))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(painter.clipBoundingRect(), Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        self._draw(painter, scene, scene.seen.within(lane))
        painter.end()

    def _painter(self, scene: Scene) -> QPainter:
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self._corner(scene))
        return painter

    def _draw(self, painter: QPainter, scene: Scene, seen: Placed) -> None:
        tags = TagPainter(painter, seen, scene.bands, scene.looks)
        tags.draw_all(scene.axis.left_px, scene.axis.width_px)
