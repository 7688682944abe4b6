"""The timeline under the picture: the mouse on it, and what it tells the workspace."""

from html import escape

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from ui.timeline.canvas import Canvas
from ui.timeline.dragging import ClipEdgeDrag, Scrub, TagEdgeDrag
from ui.timeline.hits import Hit, hit_clip, hit_tag
from ui.timeline.layout import Area
from ui.timeline.words import clip_words, tag_words

_ZOOM_A_NOTCH = 1.25
_PAN_A_NOTCH = 0.1
_NOTCH = 120
_DRAG_FROM_PX = 3


class Timeline(Canvas):
    """Tags, clips, marks and the playhead of the recording on the stage, by time, for the mouse.

    It has no keys of its own: the window's actions work while it has the focus.
    """

    # The mouse

    def _area(self, at: QPointF) -> Area:
        return self.scene().bands.area(at.x(), at.y(), self._axis.left_px)

    def _hit(self, at: QPointF) -> Hit:
        """What is under the mouse. Edges of what cannot be edited are not taken."""
        scene, work, area = self.scene(), self._workspace, self._area(at)
        found = None
        if area == "lanes":
            selected = None if work.tag is None else scene.tags.find(work.tag.id)
            found = hit_tag(scene.seen, scene.bands, at.x(), at.y(), selected)
        elif area == "clips":
            selected_clip = None if work.clip is None else work.clip.id
            found = hit_clip(scene.clips, self._axis, at.x(), selected_clip)
        if found is None:
            return Hit()
        fixed = work.read_only or work.index is None
        return Hit(found.tag, found.clip_id, None, found.more) if fixed else found

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = event.position()
        if event.button() != Qt.MouseButton.LeftButton or self._area(at) == "header":
            event.ignore()
            return
        hit = self._hit(at)
        if hit.tag is not None or hit.clip_id is not None:
            self._select(hit)
            self._pressed = at, hit
        elif self._area(at) == "overview" and not self._axis.whole:
            self._panning = True
            self._pan_to(at.x())
        else:
            self._drag = Scrub(self._workspace)
            self._drag.move(self._axis, at.x())
        self.update()

    def _select(self, hit: Hit) -> None:
        if hit.clip_id is not None:
            self._workspace.select_clip(hit.clip_id)
        elif hit.tag is not None:
            ids = self.scene().tags.ids
            tag, selected = hit.tag, self._workspace.tag
            if hit.more and selected is not None and selected.id in [ids[n] for n in hit.more]:
                shown = [ids[n] for n in hit.more].index(selected.id)
                tag = hit.more[(shown + 1) % len(hit.more)]
            self._workspace.select_tag(ids[tag])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = event.position()
        if self._panning:
            self._pan_to(at.x())
        elif self._drag is not None:
            self._drag.move(self._axis, at.x())
            self.update()
        elif self._pressed is not None:
            pressed_at, hit = self._pressed
            if abs(at.x() - pressed_at.x()) >= _DRAG_FROM_PX and hit.edge is not None:
                self._begin_edge_drag(pressed_at, hit)
                self.mouseMoveEvent(event)
        else:
            self._hover(at)

    def _begin_edge_drag(self, at: QPointF, hit: Hit) -> None:
        work, edge = self._workspace, hit.edge
        self._pressed = None
        tag, clip = work.tag, work.clip
        if edge is None:
            return
        if hit.tag is not None and tag is not None:
            held_us = tag.start_us if edge == "start" or tag.end_us is None else tag.end_us
            offset_px = at.x() - self._axis.x_of(held_us)
            self._drag = TagEdgeDrag(work, self._tagging, tag, edge, offset_px)
        elif hit.clip_id is not None and clip is not None:
            held_us = clip.start_us if edge == "start" else clip.end_us
            offset_px = at.x() - self._axis.x_of(held_us)
            self._drag = ClipEdgeDrag(work, self._choosing, clip, edge, offset_px)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        drag, self._drag = self._drag, None
        self._pressed, self._panning = None, False
        if drag is not None:
            drag.drop()
        self._hover(event.position())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = event.position()
        hit = self._hit(at) if self._area(at) != "header" else Hit()
        if hit.tag is not None:
            self._workspace.go_to_tag()
        elif hit.clip_id is not None:
            self._workspace.go_to_clip()
        else:
            self.mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        turned, axis = event.angleDelta(), self._axis
        sideways = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if sideways or abs(turned.x()) > abs(turned.y()):
            notches = (turned.x() or turned.y()) / _NOTCH
            self._view(axis.moved(-notches * _PAN_A_NOTCH * (axis.end_us - axis.start_us)))
        else:
            x_px = event.position().x()
            around_px = x_px if x_px >= axis.left_px else self._middle_px()
            self._view(axis.zoomed(_ZOOM_A_NOTCH ** (turned.y() / _NOTCH), around_px))
        self._hover(event.position())
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        self._hovered = None
        self.update()

    def _hover(self, at: QPointF) -> None:
        hit = self._hit(at)
        self.setCursor(_cursor(hit, self._area(at), self._is_point(hit)))
        if hit != self._hovered:
            self._hovered = hit
            self.update()

    def _is_point(self, hit: Hit) -> bool:
        return hit.tag is not None and bool(self.scene().tags.point[hit.tag])

    def _pan_to(self, x_px: float) -> None:
        axis = self._axis
        self._view(axis.centred((x_px - axis.left_px) / axis.width_px * axis.duration_us))

    # The keyboard, only while something is held

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_words(event)
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self._aborts(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if self._aborts(event):
            self._let_go()
        else:
            event.ignore()

    def _aborts(self, event: QEvent) -> bool:
        """Whether this is Esc while something is held."""
        held = self._drag is not None
        return held and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def _show_words(self, event: QHelpEvent) -> None:
        hit = self._hit(QPointF(event.pos()))
        work, text = self._workspace, ""
        if hit.more:
            text = "\n".join(tag_words(work, self.scene().tags.ids[place]) for place in hit.more)
        elif hit.tag is not None:
            text = tag_words(work, self.scene().tags.ids[hit.tag])
        elif hit.clip_id is not None:
            text = clip_words(work, hit.clip_id)
        shown = f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
        QToolTip.showText(event.globalPos(), shown, self)


def _cursor(hit: Hit, area: Area, is_point: bool) -> Qt.CursorShape:
    if hit.edge is not None and not is_point:
        return Qt.CursorShape.SizeHorCursor
    if hit.tag is not None or hit.clip_id is not None:
        return Qt.CursorShape.PointingHandCursor
    return Qt.CursorShape.ArrowCursor if area != "ruler" else Qt.CursorShape.IBeamCursor
