"""The timeline under the picture: the mouse on it, and what it tells the workspace."""

from html import escape

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui import theme
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.dragging import ClipEdgeDrag, Drag, EdgeDrag, Scrub, TagEdgeDrag
from ui.timeline.layout import Area, Hit, hit_clip, hit_tag
from ui.timeline.overlay import Now, Stretch, paint_now
from ui.timeline.painter import paint_scene
from ui.timeline.scene import Scene
from ui.timeline.staging import Staging
from ui.timeline.words import clip_words, position_words, tag_words
from ui.timeline.zoom_bar import ZoomBar
from ui.workspace import Workspace

_LEAST_HEIGHT_PX = 120
_ZOOM_A_NOTCH = 1.25
_ZOOM_A_KEY = 2.0
_PAN_A_NOTCH = 0.1
_NOTCH = 120
_DRAG_FROM_PX = 3


class Timeline(QWidget):
    """Tags, clips, marks and the playhead of the recording on the stage, by time."""

    def __init__(self, workspace: Workspace, tagging: Tagging, choosing: Choosing) -> None:
        super().__init__()
        self._workspace, self._tagging, self._choosing = workspace, tagging, choosing
        self._projector = workspace.projector
        self._staging = Staging(workspace, tagging)
        self._axis = Axis(theme.size("timeline_header"), 1, 1).fitted()
        self._scene: Scene | None = None
        self._still: QPixmap | None = None
        self._drag: Drag | None = None
        self._pressed: tuple[QPointF, Hit] | None = None
        self._panning = False
        self._hovered: Hit | None = None
        self._zoom_bar = ZoomBar(self)
        self._zoom_bar.closer.connect(self.zoom_in)
        self._zoom_bar.farther.connect(self.zoom_out)
        self._zoom_bar.wanted.connect(self._look)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(round(_LEAST_HEIGHT_PX * theme.text_scale()))
        self.setAccessibleName("Timeline")
        self._listen()
        self._begin_anew()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(
            4 * theme.size("timeline_header"), max(theme.size("timeline"), self.minimumHeight())
        )

    # Zooming

    def zoom_in(self) -> None:
        """Look closer, around the playhead."""
        self._view(self._axis.zoomed(_ZOOM_A_KEY, self._middle_px()))

    def zoom_out(self) -> None:
        """See more, around the playhead."""
        self._view(self._axis.zoomed(1 / _ZOOM_A_KEY, self._middle_px()))

    def zoom_fit(self) -> None:
        """See the whole film."""
        self._view(self._axis.fitted())

    @property
    def axis(self) -> Axis:
        """What stretch of the film is in sight, and where."""
        return self._axis

    def _look(self, closeness: float) -> None:
        self._view(self._axis.looking(closeness, self._middle_px()))

    def _middle_px(self) -> float:
        """What stays where it is without the mouse: the playhead if in sight, else the middle."""
        axis = self._axis
        if axis.shows(self._projector.time_us):
            return axis.x_of(self._projector.time_us)
        return axis.left_px + axis.width_px / 2

    def _view(self, axis: Axis) -> None:
        if axis != self._axis:
            self._axis = axis
            self._zoom_bar.show_closeness(axis.closeness)
            self._redraw()

    # What happens elsewhere

    def _listen(self) -> None:
        work = self._workspace
        work.case_changed.connect(self._begin_anew)
        work.recording_changed.connect(self._begin_anew)
        work.changed.connect(self._note_changes)
        work.selected.connect(self.update)
        self._projector.moved.connect(self._follow)
        self._projector.film_changed.connect(self._fit_film)
        self._projector.playing_changed.connect(self._tell_position)
        self._tagging.running_changed.connect(self._note_running)
        self._choosing.marks_changed.connect(self.update)
        theme.state.changed.connect(self._dress)

    def _begin_anew(self) -> None:
        self._let_go()
        self._hovered = None
        self._staging.forget_tags()
        self._fit_film()
        self._view(self._axis.fitted())
        self._tell_position()
        self._redraw()

    def _note_changes(self, _tables: object) -> None:
        self._let_go()
        self._hovered = None
        self._staging.forget_tags()
        self._redraw()

    def _note_running(self) -> None:
        self._staging.forget_rows()
        self._redraw()

    def _fit_film(self) -> None:
        header_px = theme.size("timeline_header")
        width_px = max(self.width() - header_px, 1)
        duration_us = max(self._workspace.duration_us, 1)
        self._axis = self._axis.resized(header_px, width_px, duration_us)
        self._zoom_bar.show_closeness(self._axis.closeness)
        self._redraw()

    def _follow(self, _frame: int) -> None:
        if self._drag is None and not self._panning:
            self._view(self._axis.following(self._projector.time_us))
        if not self._projector.playing:
            self._tell_position()
        self.update()

    def _tell_position(self) -> None:
        self.setAccessibleDescription(position_words(self._workspace))

    def _dress(self) -> None:
        self._zoom_bar.dress()
        self.setMinimumHeight(round(_LEAST_HEIGHT_PX * theme.text_scale()))
        self._staging.forget_tags()
        self.updateGeometry()
        self._place_zoom_bar()
        self._fit_film()

    # Painting

    def _redraw(self) -> None:
        """Let everything be laid out and painted again."""
        self._scene = self._still = None
        self.update()

    def scene(self) -> Scene:
        """Everything that lies still, laid out."""
        if self._scene is None:
            self._scene = self._staging.scene(self._axis, self.height())
        return self._scene

    def _now(self) -> Now:
        work, projector = self._workspace, self._projector
        on = projector.film is not None
        tag, clip, drag = work.tag, work.clip, self._drag
        shown_clip = None
        if isinstance(drag, ClipEdgeDrag):
            shown_clip = drag.range_us
        elif clip is not None and work.recording is not None:
            here = clip.recording_id == work.recording.id
            shown_clip = (clip.start_us, clip.end_us) if here else None
        return Now(
            frame=(projector.time_us, projector.end_us) if on else None,
            marks=self._choosing.marks,
            running=self._staging.running(projector.time_us, projector.end_us),
            selected=None if tag is None else self.scene().tags.find(tag.id),
            hovered=None if self._hovered is None else self._hovered.tag,
            dragged=self._dragged(),
            clip=shown_clip,
        )

    def _dragged(self) -> Stretch | None:
        if not isinstance(self._drag, TagEdgeDrag):
            return None
        tags = self.scene().tags
        place = tags.find(self._drag.tag.id)
        if place is None:
            return None
        look = self.scene().looks.looks[tags.code[place]]
        lane, row = int(tags.lane[place]), int(tags.row[place])
        return Stretch(lane, row, *self._drag.range_us, look, place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        ratio = self.devicePixelRatioF()
        scene = self.scene()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(self.size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            still = QPainter(self._still)
            paint_scene(still, scene, self.width(), self.height())
            still.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        paint_now(painter, scene, self._now(), self.height())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._place_zoom_bar()
        self._fit_film()

    def _place_zoom_bar(self) -> None:
        header_px = theme.size("timeline_header")
        height_px = theme.size("hit_min")
        self._zoom_bar.setGeometry(0, theme.space(1), header_px - 1, height_px)

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

    def _let_go(self) -> None:
        drag, self._drag = self._drag, None
        self._pressed, self._panning = None, False
        if drag is not None and (isinstance(drag, EdgeDrag) or self._projector.film is not None):
            drag.abort()
        self.update()

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
