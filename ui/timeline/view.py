"""What stretch of the film is in sight: by hand, by keys, and going along while it plays."""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from ui import theme
from ui.timeline.axis import Axis

_ZOOM_A_KEY = 2.0
_PAN_A_KEY = 0.5
_FRAME_PX = 80
"""How wide a frame becomes when single frames are asked for."""


class View(QObject):
    """Keeps the axis. ``changed``: another stretch of the film is in sight."""

    changed = Signal()

    def __init__(self, axis: Axis, parent: QObject) -> None:
        super().__init__(parent)
        self.axis = self._from = self._goal = axis
        self._elsewhere = False
        self._glide = QVariantAnimation(self)
        self._glide.setStartValue(0.0)
        self._glide.setEndValue(1.0)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._glide_on)

    # By hand and by keys

    def show(self, axis: Axis, time_us: float) -> None:
        """Look there at once. If the playhead, at ``time_us``, is out of sight then, playing does
        not pull the view back to it."""
        self._elsewhere = not axis.shows(time_us)
        self.take(axis)

    def zoom(self, steps: int, time_us: float) -> None:
        """Closer (above 0) or farther by keys, around the playhead."""
        self.show(self.axis.zoomed(_ZOOM_A_KEY**steps, self.middle_px(time_us)), time_us)

    def zoom_to_frames(self, time_us: float, frame_us: float) -> None:
        """So close that single frames, each as long as ``frame_us``, are wide; the playhead is
        among them, wherever one looked before."""
        axis = self.axis if self.axis.shows(time_us) else self.axis.centred(time_us)
        closer = axis.us_per_px * _FRAME_PX / max(frame_us, 1.0)
        self.show(axis.zoomed(closer, axis.x_of(time_us)), time_us)

    def pan(self, steps: int, time_us: float) -> None:
        """Half a page on (above 0) or back by keys, gently."""
        self._elsewhere = True
        seen_us = self._aim.end_us - self._aim.start_us
        self._glide_to(self._aim.moved(steps * _PAN_A_KEY * seen_us))
        self._elsewhere = not self._goal.shows(time_us)

    def look(self, closeness: float, time_us: float) -> None:
        """As close as said, 0 to 1."""
        self.show(self.axis.looking(closeness, self.middle_px(time_us)), time_us)

    def middle_px(self, time_us: float) -> float:
        """What stays where it is without the mouse: the playhead if in sight, else the middle."""
        axis = self.axis
        if axis.shows(time_us):
            return axis.x_of(time_us)
        return axis.left_px + axis.width_px / 2

    # Going along

    def follow(self, time_us: float) -> None:
        """Have the playhead in sight, which was put there."""
        self._elsewhere = False
        if not self._aim.shows(time_us):
            self.take(self._aim.following(time_us))

    def go_along(self, time_us: float) -> None:
        """Have the playhead in sight, which plays: when it comes to the end the page is turned,
        gently. Whoever looked elsewhere in the meantime is left there until it comes by."""
        if self._elsewhere:
            self._elsewhere = not self.axis.shows(time_us)
            return
        wanted = self._aim.going_along(time_us)
        if wanted.start_us == self._aim.start_us:
            return
        if wanted.end_us - wanted.start_us < abs(wanted.start_us - self._aim.start_us) * 2:
            self._glide_to(wanted)
        else:
            self.take(wanted)

    def begin_to_go_along(self) -> None:
        """Playing begins, or goes on elsewhere: the playhead is what matters now."""
        self._elsewhere = False

    # Within

    def take(self, axis: Axis) -> None:
        """Look there at once."""
        self._glide.stop()
        self._goal = axis
        self._take(axis)

    @property
    def _aim(self) -> Axis:
        """Where one looks, or is about to."""
        running = self._glide.state() == QVariantAnimation.State.Running
        return self._goal if running else self.axis

    def _glide_to(self, goal: Axis) -> None:
        length_ms = theme.duration_ms("panel")
        if length_ms == 0:
            self.take(goal)
            return
        self._glide.stop()
        self._from, self._goal = self.axis, goal
        self._glide.setDuration(length_ms)
        self._glide.start()

    def _glide_on(self, share: float) -> None:
        self._take(self._from.between(self._goal, share))

    def _take(self, axis: Axis) -> None:
        if axis != self.axis:
            self.axis = axis
            self.changed.emit()
