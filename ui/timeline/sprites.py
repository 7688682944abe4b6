"""Small pictures that are drawn once and copied hundreds of times."""

import math
from collections.abc import Callable, Hashable

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap


class Sprites:
    """Pictures by what they show. They are of one theme: with another, make others."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[Hashable, float], QPixmap] = {}
        self._newest: dict[str, tuple[Hashable, float]] = {}

    def get(
        self, what: Hashable, size: QSizeF, ratio: float, draw: Callable[[QPainter], None]
    ) -> QPixmap:
        """The picture of ``what``, of at least this size in pixels of a screen that has ``ratio``
        as many; drawn now if it never was."""
        key = what, ratio
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = QPixmap(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
            drawn.setDevicePixelRatio(ratio)
            drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw(painter)
            painter.end()
            self._drawn[key] = drawn
        return drawn

    def forget(self, kind: str) -> None:
        """What was drawn last of a kind is another one now."""
        if (before := self._newest.pop(kind, None)) is not None:
            self._drawn.pop(before, None)

    def newest(
        self,
        kind: str,
        what: Hashable,
        size: QSizeF,
        ratio: float,
        draw: Callable[[QPainter], None],
    ) -> QPixmap:
        """As ``get``, for large pictures: of each kind only the last one is kept."""
        key = (kind, what), ratio
        before = self._newest.get(kind)
        if before is not None and before != key:
            del self._drawn[before]
        self._newest[kind] = key
        return self.get((kind, what), size, ratio, draw)
