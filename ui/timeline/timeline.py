"""The timeline under the picture: the mouse on it, and what it tells the workspace."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.canvas import Canvas
from ui.timeline.dragging import Drag, Hand
from ui.timeline.grasping import Grasp, grasp
from ui.timeline.hits import Hit, hit_clip, hit_tag
from ui.timeline.layout import Area
from ui.timeline.painter import view_box
from ui.timeline.panning import Panning
from ui.timeline.wheel import Wheel
from ui.timeline.words import clip_words, head_words, tag_words
from ui.workspace import Workspace

_LEAST_DRAG_PX = 6
"""A hand that clicks is not always still, and on a film seen whole a pixel is seconds."""
_EDGE_BEAT_MS = 30
_EDGE_SHARE = 0.4
"""How much of what is beyond the end comes into sight in a beat, by how far the mouse is out."""
_HELD_KEYS = {
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
}
_ADDS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Timeline(Canvas):
    """Tags, clips, marks and the playhead of the recording on the stage, by time, for the mouse.

    It has no keys of its own: the window's actions work while it has the focus. ``menu_asked``:
    where a menu is wanted, on the screen, for what is selected; or for an empty place.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, workspace: Workspace, tagging: Tagging, choosing: Choosing) -> None:
        super().__init__(workspace, tagging, choosing)
        self._wheel = Wheel(self)
        self._wheel.panned.connect(self._pan_px)
        self._wheel.zoomed.connect(self._zoom_around)
        self._beyond = QTimer(self, interval=_EDGE_BEAT_MS)
        self._beyond.timeout.connect(self._reach_beyond)
        self._at = QPointF()
        self._button = Qt.MouseButton.NoButton
        self._keys = Qt.KeyboardModifier.NoModifier

    # The mouse

    def _area(self, at: QPointF) -> Area:
        return self.scene().bands.area(at.x(), at.y(), self.axis.left_px)

    def _hit(self, at: QPointF) -> Hit:
        """What is under the mouse. Edges of what cannot be edited are not taken."""
        scene, work, area = self.scene(), self._workspace, self._area(at)
        found = None
        if area == "lanes":
            selected = None if work.tag is None else scene.tags.find(work.tag.id)
            found = hit_tag(scene.seen, scene.bands, at.x(), at.y(), selected)
        elif area == "clips":
            selected_clip = None if work.clip is None else work.clip.id
            found = hit_clip(scene.clips, self.axis, at.x(), selected_clip)
        if found is None:
            return Hit()
        return Hit(found.tag, found.clip_id, None, found.more) if self._fixed else found

    @property
    def _fixed(self) -> bool:
        return self._workspace.read_only or self._workspace.index is None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at, button = event.position(), event.button()
        self._wheel.rest()
        if self._held or self._area(at) == "header":
            event.ignore()
        elif button == Qt.MouseButton.MiddleButton:
            self._button = button
            self._drag = Panning(self.view, self._projector, at.x())
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif button == Qt.MouseButton.LeftButton:
            self._button = button
            self._press(at, bool(event.modifiers() & _ADDS))
        else:
            event.ignore()
        self.update()

    def _press(self, at: QPointF, adding: bool) -> None:
        hit, area = self._hit(at), self._area(at)
        taken = hit.tag is not None or hit.clip_id is not None
        if taken or area == "lanes":
            self._pressed = at, hit
            if taken and not adding:
                self._select(hit)
                self._pressed = at, hit  # a note that is written by that has let go of it
        elif area == "overview" and not self.axis.whole:
            self._drag = Panning(self.view, self._projector, at.x(), view_box(self.scene()))
        else:
            self._drag = self._grasp(hit, at, Qt.KeyboardModifier.NoModifier)
            self._keys = Qt.KeyboardModifier.NoModifier
            self._move(at)

    def _select(self, hit: Hit) -> None:
        """Select what was pressed; of several selected tags all stay so until the release."""
        work = self._workspace
        if hit.clip_id is not None:
            work.select_clip(hit.clip_id)
        elif hit.tag is not None:
            pressed = self.scene().tags.ids[hit.tag]
            if hit.more or pressed not in work.selected_ids:
                work.select_tag(self._next_of(hit))
            else:
                work.select_tags(work.selected_ids, pressed)

    def _next_of(self, hit: Hit) -> str:
        """The tag that was pressed; of several gathered ones each in turn."""
        ids, selected = self.scene().tags.ids, self._workspace.tag
        more = [ids[place] for place in hit.more]
        if selected is not None and selected.id in more:
            return more[(more.index(selected.id) + 1) % len(more)]
        assert hit.tag is not None
        return ids[hit.tag]

    def _click(self, hit: Hit, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The button was released where it was pressed."""
        work = self._workspace
        if hit.tag is not None:
            tag_id = self.scene().tags.ids[hit.tag]
            if modifiers & Qt.KeyboardModifier.ControlModifier:
                work.select_tags(work.selected_ids ^ {tag_id}, tag_id)
            elif modifiers & Qt.KeyboardModifier.ShiftModifier:
                work.select_tags(work.selected_ids | {tag_id}, tag_id)
            elif not hit.more:
                work.select_tag(tag_id)
        elif hit.clip_id is not None:
            work.select_clip(hit.clip_id)
        elif self._projector.index is not None:
            time_us = self.axis.time_under(at.x())
            self._projector.jump(self._projector.index.frame_showing(time_us))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = event.position()
        if self._pressed is not None:
            pressed_at, hit = self._pressed
            least_px = max(QApplication.startDragDistance(), _LEAST_DRAG_PX)
            if (at - pressed_at).manhattanLength() >= least_px:
                self._pressed = None
                self._drag = self._grasp(hit, pressed_at, event.modifiers())
        if self._drag is not None:
            self._keys = event.modifiers()
            self._move(at)
        elif self._pressed is None:
            self._hover(at)

    def _grasp(self, hit: Hit, at: QPointF, modifiers: Qt.KeyboardModifier) -> Drag | None:
        if hit.tag is not None:
            work, pressed = self._workspace, self.scene().tags.ids[hit.tag]
            if pressed in work.selected_ids:
                work.select_tags(work.selected_ids, pressed)
            else:
                self._click(hit, at, modifiers)
        what = Grasp(self._workspace, self._tagging, self._choosing, self.arranging, self.scene())
        return grasp(what, hit, at, self._area(at), modifiers, fixed=self._fixed)

    def _move(self, at: QPointF) -> None:
        """Let what is held follow the mouse. Beyond the ends the film comes along."""
        if self._drag is None:
            return
        self._at = at
        hand = Hand(
            at.x(),
            at.y(),
            lane=self.scene().bands.lane_at(at.y()),
            free=bool(self._keys & Qt.KeyboardModifier.ControlModifier),
            copying=bool(self._keys & Qt.KeyboardModifier.AltModifier),
        )
        self._drag.move(self.axis, hand)
        outside = not self.axis.left_px <= at.x() <= self.axis.left_px + self.axis.width_px
        if outside and not isinstance(self._drag, Panning):
            self._beyond.start()
        else:
            self._beyond.stop()
        self.update()

    def _reach_beyond(self) -> None:
        axis = self.axis
        right_px = axis.left_px + axis.width_px
        out_px = min(self._at.x() - axis.left_px, 0.0) + max(self._at.x() - right_px, 0.0)
        if self._drag is None or out_px == 0:
            self._beyond.stop()
            return
        self.view.take(axis.moved(out_px * _EDGE_SHARE * axis.us_per_px))
        self._move(self._at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        if event.button() != self._button:
            return
        drag, pressed = self._drag, self._pressed
        self._drag = self._pressed = None
        self._beyond.stop()
        if drag is not None:
            drag.drop()
        elif pressed is not None:
            self._click(pressed[1], event.position(), event.modifiers())
        self._hover(event.position())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        at = event.position()
        hit = self._hit(at) if self._area(at) != "header" else Hit()
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
        elif hit.tag is not None:
            self._workspace.loop_tag()
        elif hit.clip_id is not None:
            self._workspace.loop_clip()
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        self._hovered = None
        self.update()

    def _hover(self, at: QPointF) -> None:
        hit = self._hit(at)
        self.setCursor(_cursor(hit, self._area(at)))
        if hit != self._hovered:
            self._hovered = hit
            self.update()

    # Wheel and touchpad

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 (Qt's name)
        on_head = self._area(event.position()) == "header"
        if on_head and self.scene().bands.hidden_px and not self._held:
            self._lane_scroll.turn(event)
        else:
            self._wheel.turn(event)
        self._hover(event.position())
        event.accept()

    @property
    def coasting(self) -> bool:
        """Whether the view still moves by itself."""
        return self._wheel.coasting

    def _pan_px(self, by_px: float) -> None:
        axis = self.axis
        self.view.show(axis.moved(-by_px * axis.us_per_px), self._projector.time_us)

    def _zoom_around(self, factor: float, x_px: float) -> None:
        here_us = self._projector.time_us
        around_px = x_px if x_px >= self.axis.left_px else self.view.middle_px(here_us)
        self.view.show(self.axis.zoomed(factor, around_px), here_us)

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 (Qt's name)
        at = QPointF(event.pos())
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(self.menu_place())
        elif self._area(at) != "header" and not self._held:
            self._select_for_menu(self._hit(at))
            self.menu_asked.emit(event.globalPos())

    def _select_for_menu(self, hit: Hit) -> None:
        if hit.tag is not None or hit.clip_id is not None:
            self._select(hit)
        else:
            self._workspace.select_tag(None)

    def menu_place(self) -> QPoint:
        """Where a menu asked for by key belongs, on the screen: at the selected tag or clip, else
        at the playhead."""
        scene, axis, work = self.scene(), self.axis, self._workspace
        band, time_us = scene.bands.ruler, self._projector.time_us
        if (place := None if work.tag is None else scene.tags.find(work.tag.id)) is not None:
            lane = scene.bands.lanes[int(scene.tags.lane[place])]
            band, time_us = lane.bar(int(scene.tags.row[place])), int(scene.tags.start_us[place])
        elif work.clip is not None:
            band, time_us = scene.bands.clips, work.clip.start_us
        x_px = min(max(axis.x_of(time_us), axis.left_px), axis.left_px + axis.width_px - 1)
        y_px = min(max(band.bottom_px, scene.bands.ruler.bottom_px), self.height())
        return self.mapToGlobal(QPoint(round(x_px), round(y_px)))

    # The keyboard, only while something is held

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._show_words(event)
            return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self._zoom_around(1 + event.value(), event.position().x())
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self._aborts(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if self._aborts(event):
            self._beyond.stop()
            self._let_go()
        else:
            self._note_key(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        self._note_key(event)

    def _note_key(self, event: QKeyEvent) -> None:
        """Ctrl and Alt count as soon as they are pressed or released, not when the mouse moves."""
        key = _HELD_KEYS.get(Qt.Key(event.key()))
        if self._drag is None or key is None:
            event.ignore()
            return
        down = event.type() == QEvent.Type.KeyPress
        self._keys = event.modifiers() | key if down else event.modifiers() & ~key
        self._move(self._at)

    def _aborts(self, event: QEvent) -> bool:
        """Whether this is Esc while something is held."""
        return self._held and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

    def _show_words(self, event: QHelpEvent) -> None:
        at = QPointF(event.pos())
        hit, work, text = self._hit(at), self._workspace, ""
        if self._area(at) == "header":
            text = self._head_words(at)
        elif hit.more:
            text = "\n".join(tag_words(work, self.scene().tags.ids[place]) for place in hit.more)
        elif hit.tag is not None:
            text = tag_words(work, self.scene().tags.ids[hit.tag])
        elif hit.clip_id is not None:
            text = clip_words(work, hit.clip_id)
        shown = f"<qt>{escape(text).replace(chr(10), '<br>')}</qt>" if text else ""
        QToolTip.showText(event.globalPos(), shown, self)

    def _head_words(self, at: QPointF) -> str:
        scene = self.scene()
        lane = scene.bands.lane_at(at.y())
        return "" if lane is None else head_words(scene.lanes.heads[lane])


def _cursor(hit: Hit, area: Area) -> Qt.CursorShape:
    if hit.edge is not None:
        return Qt.CursorShape.SizeHorCursor
    if hit.tag is not None or hit.clip_id is not None:
        return Qt.CursorShape.PointingHandCursor
    return Qt.CursorShape.ArrowCursor if area != "ruler" else Qt.CursorShape.IBeamCursor
