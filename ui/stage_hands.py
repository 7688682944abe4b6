"""Hands on the picture: the wheel and two fingers zoom, dragging moves, a double click fits."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

_NOTCH = 120
_NOTCHES_TO_DOUBLE = 3


class StageHands(QObject):
    """Listens to the wheel, the mouse, a touchpad and a touch screen on one widget. Places and
    ways are in the screen's own pixels.

    ``zoomed``   closer by a factor, or farther, with what is at a place staying there
    ``dragged``  the picture is drawn to the right and down
    ``fitted``   all of it is to be seen again
    """

    zoomed = Signal(float, float, float)
    dragged = Signal(float, float)
    fitted = Signal()

    def __init__(self, stage: QWidget) -> None:
        super().__init__(stage)
        self._stage = stage
        self._held: QPointF | None = None
        self._movable = False
        stage.grabGesture(Qt.GestureType.PinchGesture)
        stage.installEventFilter(self)

    def set_movable(self, movable: bool) -> None:
        """Whether there is more of the picture than is seen, so that it can be dragged."""
        if movable != self._movable:
            self._movable = movable
            self._held = None
            self._show_hand()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QWheelEvent):
            self._turn_wheel(event)
        elif isinstance(event, QNativeGestureEvent):
            return self._pinch_touchpad(event)
        elif isinstance(event, QGestureEvent):
            return self._pinch_screen(event)
        elif isinstance(event, QMouseEvent):
            return self._use_mouse(event)
        return isinstance(event, QWheelEvent)

    def _turn_wheel(self, event: QWheelEvent) -> None:
        event.accept()  # nothing else scrolls
        turned = event.angleDelta().y() or event.angleDelta().x()  # Alt turns it sideways
        if turned:
            self._zoom(2.0 ** (turned / _NOTCH / _NOTCHES_TO_DOUBLE), event.position())

    def _pinch_touchpad(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom(max(1.0 + event.value(), 0.1), event.position())
        elif event.gestureType() is Qt.NativeGestureType.SmartZoomNativeGesture:
            self.fitted.emit()
        else:
            return False
        event.accept()
        return True

    def _pinch_screen(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._held = None  # the first finger is a mouse too
        event.accept(pinch)
        at = QPointF(self._stage.mapFromGlobal(pinch.centerPoint().toPoint()))
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.CenterPointChanged:
            self._drag(pinch.centerPoint() - pinch.lastCenterPoint())
        if pinch.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            self._zoom(pinch.scaleFactor(), at)
        return True

    def _use_mouse(self, event: QMouseEvent) -> bool:
        left = event.button() is Qt.MouseButton.LeftButton
        kind = event.type()
        if kind == QEvent.Type.MouseButtonDblClick and left:
            self._held = None
            self.fitted.emit()
        elif kind == QEvent.Type.MouseButtonPress and left and self._movable:
            self._held = event.globalPosition()
        elif kind == QEvent.Type.MouseMove and self._held is not None:
            way, self._held = event.globalPosition() - self._held, event.globalPosition()
            self._drag(way)
        elif kind == QEvent.Type.MouseButtonRelease and left:
            self._held = None
        else:
            return False
        self._show_hand()
        return False

    def _zoom(self, factor: float, at: QPointF) -> None:
        ratio = self._stage.devicePixelRatioF()
        self.zoomed.emit(factor, at.x() * ratio, at.y() * ratio)

    def _drag(self, way: QPointF) -> None:
        ratio = self._stage.devicePixelRatioF()
        self.dragged.emit(way.x() * ratio, way.y() * ratio)

    def _show_hand(self) -> None:
        if self._held is not None:
            self._stage.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._movable:
            self._stage.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self._stage.unsetCursor()
