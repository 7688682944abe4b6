"""The timeline as it is seen: what it listens to, how close one looks, and its painting."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.backdrop import Backdrop
from ui.timeline.dragging import ClipEdgeDrag, Drag, TagEdgeDrag
from ui.timeline.hits import Hit
from ui.timeline.overlay import Now, Stretch, paint_now
from ui.timeline.painter import paint_scene
from ui.timeline.scene import Scene
from ui.timeline.staging import Staging
from ui.timeline.words import position_words
from ui.timeline.zoom_bar import ZoomBar
from ui.workspace import Workspace

_LEAST_HEIGHT_PX = 120
_ZOOM_A_KEY = 2.0


class Canvas(QWidget):
    """Shows tags, clips, marks and the playhead of the recording on the stage, by time."""

    def __init__(self, workspace: Workspace, tagging: Tagging, choosing: Choosing) -> None:
        super().__init__()
        self._workspace, self._tagging, self._choosing = workspace, tagging, choosing
        self._projector = workspace.projector
        self._staging = Staging(workspace, tagging)
        self.backdrop = Backdrop(workspace, self)
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
        self.backdrop.changed.connect(self._refresh_backdrop)
        self.backdrop.folded.connect(self._redraw)
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
            shown = self.backdrop.has_film, self.backdrop.has_sound
            self._scene = self._staging.scene(self._axis, self.height(), *shown)
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
            self.backdrop.want(scene.axis, scene.bands, ratio)
            self.backdrop.paint(still, scene.axis, scene.bands)
            still.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still)
        paint_now(painter, scene, self._now(), self.height())
        painter.end()

    def _refresh_backdrop(self) -> None:
        """More of the film strip or of the sound is there: the rest lies still."""
        scene = self._scene
        if scene is None or self._still is None:
            return
        still = QPainter(self._still)
        self.backdrop.paint(still, scene.axis, scene.bands)
        still.end()
        top_px = round(scene.bands.film.top_px)
        self.update(0, top_px, self.width(), round(scene.bands.sound.bottom_px) - top_px + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._place_zoom_bar()
        self._fit_film()

    def _place_zoom_bar(self) -> None:
        header_px = theme.size("timeline_header")
        height_px = self._zoom_bar.sizeHint().height()
        self._zoom_bar.setGeometry(0, theme.space(1), header_px - 1, height_px)

    # What is held

    def _let_go(self) -> None:
        drag, self._drag = self._drag, None
        self._pressed, self._panning = None, False
        if drag is not None:
            drag.abort()
        self.update()
