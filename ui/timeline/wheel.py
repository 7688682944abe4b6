"""Wheels and touchpads: up and down looks closer, sideways moves along, with momentum."""

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QWheelEvent

_ZOOM_A_NOTCH = 1.25
_PAN_A_NOTCH_PX = 120.0
_NOTCH = 120
_BEAT_MS = 16
_SLOWS_IN_MS = 160.0
"""After this time a coasting view has a third of its speed left."""
_SLOWEST_PX_MS = 0.05
_SWIFT_MS = 60
"""A movement that ended longer ago than this has come to rest under the finger."""


class Wheel(QObject):
    """``panned`` by pixels to the right, ``zoomed`` by a factor around a place (pixels).

    A touchpad that tells its phases keeps the direction in which a movement began. Where the
    system has no momentum of its own, the view coasts when the finger is lifted.
    """

    panned = Signal(float)
    zoomed = Signal(float, float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sideways: bool | None = None
        self._speed_px_ms = 0.0
        self._last_ms = 0
        self._coasting = QTimer(self, interval=_BEAT_MS)
        self._coasting.setTimerType(Qt.TimerType.PreciseTimer)
        self._coasting.timeout.connect(self._coast)
        self._since = QElapsedTimer()

    def turn(self, event: QWheelEvent) -> None:
        """Take what the wheel or the touchpad did."""
        phase = event.phase()
        self.rest()
        if phase == Qt.ScrollPhase.ScrollBegin:
            self._sideways, self._speed_px_ms = None, 0.0
        momentum = phase == Qt.ScrollPhase.ScrollMomentum
        if self._is_sideways(event):
            self._pan(_along_px(event), event.timestamp(), momentum)
        elif event.angleDelta().y() and not momentum:
            notches = event.angleDelta().y() / _NOTCH
            self.zoomed.emit(_ZOOM_A_NOTCH**notches, event.position().x())
        if phase == Qt.ScrollPhase.ScrollEnd:
            self._let_coast(event.timestamp())

    def rest(self) -> None:
        """Coast no more."""
        self._coasting.stop()

    @property
    def coasting(self) -> bool:
        """Whether the view still moves by itself."""
        return self._coasting.isActive()

    def _is_sideways(self, event: QWheelEvent) -> bool:
        by = QPointF(event.pixelDelta()) or QPointF(event.angleDelta())
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        sideways = bool(held) or abs(by.x()) > abs(by.y())
        if event.phase() == Qt.ScrollPhase.NoScrollPhase:
            return sideways
        if self._sideways is None and not by.isNull():
            self._sideways = sideways
        return bool(self._sideways)

    def _pan(self, by_px: float, now_ms: int, momentum: bool) -> None:
        if by_px == 0:
            return
        past_ms = max(now_ms - self._last_ms, 1)
        self._last_ms = now_ms
        self._speed_px_ms = 0.0 if momentum else by_px / min(past_ms, _SWIFT_MS)
        self.panned.emit(by_px)

    def _let_coast(self, now_ms: int) -> None:
        swift = now_ms - self._last_ms <= _SWIFT_MS
        if self._sideways and swift:
            self._since.start()
            self._coasting.start()

    def _coast(self) -> None:
        past_ms = max(self._since.restart(), 1)
        self.panned.emit(self._speed_px_ms * past_ms)
        self._speed_px_ms *= 0.33 ** (past_ms / _SLOWS_IN_MS)
        if abs(self._speed_px_ms) < _SLOWEST_PX_MS:
            self.rest()


def _along_px(event: QWheelEvent) -> float:
    """How far along it goes: as a touchpad says, or a step for a notch."""
    fine, notch = event.pixelDelta(), event.angleDelta()
    if not fine.isNull():
        return float(fine.x() or fine.y())
    return (notch.x() or notch.y()) / _NOTCH * _PAN_A_NOTCH_PX
