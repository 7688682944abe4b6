"""Scrolling lanes, where there are more of them than there is room for."""

import math

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.actions import tip
from ui.timeline.layout import Band, Bands, measure

_NOTCH = 120
_PAGE_SHARE = 0.5


class LaneScroll(QScrollBar):
    """Stands beside the names of lanes. ``value`` says by how many pixels they are scrolled."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Lanes above and below")
        self.setToolTip(tip("More lanes", "Alt+Shift+PgDown"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setRange(0, 0)
        self.hide()

    def fit(self, bands: Bands, left_px: int) -> None:
        """Be as long as lanes are in sight; gone where all are."""
        sight, width_px = bands.of_lanes, self.sizeHint().width()
        blocker = QSignalBlocker(self)  # the lanes are laid out already
        self.setRange(0, math.ceil(bands.hidden_px))
        self.setPageStep(round(sight.height_px))
        self.setSingleStep(measure("lane_row"))
        blocker.unblock()
        self.setGeometry(
            left_px - width_px - 1, round(sight.top_px), width_px, round(sight.height_px)
        )
        self.setVisible(bands.hidden_px > 0)

    def page(self, steps: int) -> None:
        """Show lanes below (above 0) or above, half of what is in sight."""
        self.setValue(self.value() + round(steps * _PAGE_SHARE * self.pageStep()))

    def turn(self, event: QWheelEvent) -> None:
        """Take what a wheel or a touchpad did."""
        fine_px = event.pixelDelta().y()
        notches_px = event.angleDelta().y() / _NOTCH * 2 * self.singleStep()
        self.setValue(self.value() - round(fine_px or notches_px))

    def reveal(self, lane: Band, sight: Band) -> None:
        """Bring a lane into sight, no farther than needed."""
        above_px, below_px = sight.top_px - lane.top_px, lane.bottom_px - sight.bottom_px
        if above_px > 0:
            self.setValue(self.value() - math.ceil(above_px))
        elif below_px > 0:
            self.setValue(self.value() + math.ceil(below_px))
