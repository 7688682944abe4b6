"""The timeline as it is seen: what it listens to, how close one looks, and its painting."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from annotations.model import Clip
from ui import theme
from ui.arranging import Arranging
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.backdrop import Backdrop
from ui.timeline.box import BoxSelect
from ui.timeline.chosen import InHand
from ui.timeline.dragging import ClipEdgeDrag, Drag, TagEdgeDrag
from ui.timeline.grouping import Grouping
from ui.timeline.hits import Hit
from ui.timeline.lane_scroll import LaneScroll
from ui.timeline.layout import placed
from ui.timeline.moving import TagMove
from ui.timeline.overlay import Now, Stretch, paint_now, playhead_area
from ui.timeline.painter import paint_scene
from ui.timeline.scene import Scene
from ui.timeline.staging import Staging
from ui.timeline.view import View
from ui.timeline.words import state_words
from ui.timeline.zoom_bar import ZoomBar
from ui.workspace import Workspace

_LEAST_HEIGHT_PX = 120
_SHOWN = {"tag", "clip", "code", "codebook", "person", "absence", "recording"}
"""The tables of what is seen here. What happens to others lets nothing fall out of the hand."""


class Canvas(QWidget):
    """Shows tags, clips, marks and the playhead of the recording on the stage, by time."""

    def __init__(self, workspace: Workspace, tagging: Tagging, choosing: Choosing) -> None:
        super().__init__()
        self._workspace, self._tagging, self._choosing = workspace, tagging, choosing
        self._projector = workspace.projector
        self._staging = Staging(workspace, tagging)
        self.backdrop = Backdrop(workspace, self)
        self.arranging = Arranging(workspace)
        self.view = View(Axis(theme.size("timeline_header"), 1, 1).fitted(), self)
        self._scene: Scene | None = None
        self._still, self._stale = QPixmap(), True
        self._playhead_area = QRegion()
        self._drag: Drag | None = None
        self._pressed: tuple[QPointF, Hit] | None = None
        self._chosen: NDArray[np.int64] | None = None
        self._hovered: Hit | None = None
        self._lane_scroll = LaneScroll(self)
        self._lane_scroll.valueChanged.connect(self.forget_picture)
        self._zoom_bar = ZoomBar(self)
        self._zoom_bar.closer.connect(self.zoom_in)
        self._zoom_bar.farther.connect(self.zoom_out)
        self._zoom_bar.wanted.connect(
            lambda closeness: self.view.look(closeness, self._projector.time_us)
        )
        self._zoom_bar.lanes.chosen.connect(self.group)
        self._zoom_bar.lanes.show_grouping(self.grouping)
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

    # What is in sight

    @property
    def axis(self) -> Axis:
        """What stretch of the film is in sight, and where."""
        return self.view.axis

    def zoom_in(self) -> None:
        """Look closer, around the playhead."""
        self.view.zoom(1, self._projector.time_us)

    def zoom_out(self) -> None:
        """See more, around the playhead."""
        self.view.zoom(-1, self._projector.time_us)

    def zoom_fit(self) -> None:
        """See the whole film."""
        self.view.take(self.axis.fitted())

    def zoom_to_selection(self) -> None:
        """See all that is selected, as close as it can be; else what is marked."""
        work, here_us = self._workspace, self._projector.time_us
        times_us = [each for tag in work.selected_tags for each in (tag.start_us, tag.until_us)]
        if (clip := self._clip_here()) is not None:
            times_us = [clip.start_us, clip.end_us]
        if not times_us:
            times_us = [each for each in self._choosing.marks if each is not None]
        if times_us:
            self.view.show(self.axis.on(min(times_us), max(times_us)), here_us)
        else:
            work.say("Select a tag or a clip first. Then the timeline can show it closely.")

    def zoom_to_frames(self) -> None:
        """See single frames, around the playhead."""
        projector = self._projector
        self.view.zoom_to_frames(projector.time_us, projector.end_us - projector.time_us)

    def pan(self, steps: int) -> None:
        """See what comes later (above 0) or before, half a page on."""
        self.view.pan(steps, self._projector.time_us)

    @property
    def grouping(self) -> Grouping:
        """Whether lanes are by person, by level or by code."""
        return self._staging.grouping

    def group(self, grouping: Grouping) -> None:
        """Let lanes be by person, by level or by code; that is remembered."""
        self._let_go()
        QToolTip.hideText()  # it told of what lay there before
        self._staging.group(grouping)
        self._zoom_bar.lanes.show_grouping(grouping)
        self.forget_picture()
        self._reveal_selected()

    def scroll_lanes(self, steps: int) -> None:
        """See lanes below (above 0) or above, where not all of them are in sight."""
        if not self._held and self.scene().bands.hidden_px:
            self._lane_scroll.page(steps)

    def _reveal_selected(self) -> None:
        if (tag := self._workspace.tag) is not None:
            self._reveal(self.scene().lanes.find(tag.code_id, tag.person_id))

    def _reveal(self, lane: int | None) -> None:
        """Bring a lane into sight; under the hand nothing moves."""
        if lane is not None and not self._held:
            rows = self.scene().bands
            self._lane_scroll.reveal(rows.lanes[lane].band, rows.of_lanes)

    def _show_view(self) -> None:
        self._zoom_bar.show_closeness(self.axis.closeness)
        self.forget_picture()

    # What happens elsewhere

    def _listen(self) -> None:
        work = self._workspace
        work.case_changed.connect(self._begin_anew)
        work.recording_changed.connect(self._begin_anew)
        work.changed.connect(self._note_changes)
        work.selected.connect(self._note_selection)
        self.view.changed.connect(self._show_view)
        self._projector.moved.connect(self._follow)
        self._projector.film_changed.connect(self._fit_film)
        self._projector.playing_changed.connect(self._note_playing)
        self._projector.jumped.connect(self.view.begin_to_go_along)
        self._tagging.running_changed.connect(self._note_running)
        self._choosing.marks_changed.connect(self.update)
        self.backdrop.changed.connect(self._refresh_backdrop)
        self.backdrop.folded.connect(self.forget_picture)
        theme.state.changed.connect(self._dress)

    def _begin_anew(self) -> None:
        self._let_go()
        self._hovered = None
        self._staging.forget_tags()
        self._fit_film()
        self.view.take(self.axis.fitted())
        self._tell_state()
        self.forget_picture()

    def _note_changes(self, tables: frozenset[str]) -> None:
        if not tables & _SHOWN:
            return
        self._let_go()
        self._hovered = None
        self._staging.forget_tags()
        self._tell_state()
        self.forget_picture()

    def _note_selection(self) -> None:
        self._chosen = None
        self._tell_state()
        self._reveal_selected()
        self.update()

    def _note_playing(self, playing: bool) -> None:
        if playing:
            self.view.begin_to_go_along()
        self._tell_state()

    def _note_running(self) -> None:
        self._staging.forget_rows()
        self.forget_picture()
        for running in self._staging.running(0, 0)[-1:]:
            self._reveal(running.lane)

    def _fit_film(self) -> None:
        header_px = theme.size("timeline_header")
        width_px = max(self.width() - header_px, 1)
        duration_us = max(self._workspace.duration_us, 1)
        self.view.take(self.axis.resized(header_px, width_px, duration_us))
        self._show_view()

    @property
    def _held(self) -> bool:
        """Whether a mouse button is down on it: then nothing moves by itself."""
        return self._drag is not None or self._pressed is not None

    def _follow(self, _frame: int) -> None:
        projector = self._projector
        if not self._held:
            going = self.view.go_along if projector.playing else self.view.follow
            going(projector.time_us)
        if not projector.playing:
            self._tell_state()
        self._move_playhead()

    def _move_playhead(self) -> None:
        """Paint again where the playhead was and where it is now; with it, all that runs or is
        dragged."""
        projector = self._projector
        if self._tagging.running or self._drag is not None or projector.film is None:
            self.update()
            return
        before = self._playhead_area
        span = projector.time_us, projector.end_us
        self._playhead_area = playhead_area(self.scene(), span, self.height())
        self.update(before.united(self._playhead_area))

    def _tell_state(self) -> None:
        self.setAccessibleDescription(state_words(self._workspace))

    def _dress(self) -> None:
        self._zoom_bar.dress()
        self.setMinimumHeight(round(_LEAST_HEIGHT_PX * theme.text_scale()))
        self._staging.forget_looks()
        self.updateGeometry()
        self._place_zoom_bar()
        self._fit_film()

    # Painting

    def forget_picture(self) -> None:
        """Let everything be laid out and painted again."""
        self._scene = self._chosen = None
        self._stale = True
        self.update()

    def scene(self) -> Scene:
        """Everything that lies still, laid out."""
        if self._scene is None:
            shown = self.backdrop.has_film, self.backdrop.has_sound
            scrolled_px = self._lane_scroll.value()
            self._scene = self._staging.scene(self.axis, self.height(), scrolled_px, *shown)
            self._lane_scroll.fit(self._scene.bands, self.axis.left_px)
        return self._scene

    def _now(self) -> Now:
        projector, drag = self._projector, self._drag
        on = projector.film is not None
        return Now(
            frame=(projector.time_us, projector.end_us) if on else None,
            marks=self._choosing.marks,
            running=self._staging.running(projector.time_us, projector.end_us),
            selected=self._selected(),
            hovered=None if self._hovered is None else self._hovered.tag,
            dragged=self._dragged(),
            moved=self._moved(),
            clip=self._clip_range(),
            box=drag.box(self.axis) if isinstance(drag, BoxSelect) else None,
            guide_us=None if drag is None else drag.guide_us,
        )

    def _selected(self) -> NDArray[np.int64]:
        """Which of the tags in sight are selected, or would be."""
        seen, drag = self.scene().seen, self._drag
        if isinstance(drag, BoxSelect):
            return np.flatnonzero(np.isin(seen.place, seen.tags.places_of(drag.ids)))
        if self._chosen is None:
            places = seen.tags.places_of(self._workspace.selected_ids)
            self._chosen = np.flatnonzero(np.isin(seen.place, places))
        return self._chosen

    def _clip_range(self) -> tuple[int, int] | None:
        """From where to where the selected clip is outlined."""
        if isinstance(self._drag, ClipEdgeDrag):
            return self._drag.range_us
        clip = self._clip_here()
        return None if clip is None else (clip.start_us, clip.end_us)

    def _clip_here(self) -> Clip | None:
        """The selected clip, if it is of the recording on the stage."""
        clip, recording = self._workspace.clip, self._workspace.recording
        here = clip is not None and recording is not None and clip.recording_id == recording.id
        return clip if here else None

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

    def _moved(self) -> InHand | None:
        drag = self._drag
        if not isinstance(drag, TagMove):
            return None
        scene = self.scene()
        there = scene.tags.moved(drag.tags, scene.lanes)
        return InHand(placed(there, self.axis), copies=drag.copying)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        scene = self.scene()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._still_picture(scene))
        paint_now(painter, scene, self._now(), event.region(), self.height())
        painter.end()

    def _still_picture(self, scene: Scene) -> QPixmap:
        """Everything that lies still, painted once."""
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._still.size() != size or self._still.devicePixelRatio() != ratio:
            self._still = QPixmap(size)
            self._still.setDevicePixelRatio(ratio)
            self._stale = True
        if self._stale:
            self._stale = False
            still = QPainter(self._still)
            paint_scene(still, scene, self.width(), self.height())
            self.backdrop.want(scene.axis, scene.bands, ratio)
            self.backdrop.paint(still, scene.axis, scene.bands)
            still.end()
        return self._still

    def _refresh_backdrop(self) -> None:
        """More of the film strip or of the sound is there: the rest lies still."""
        scene = self._scene
        if scene is None or self._stale:
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
        self._pressed = None
        if drag is not None:
            drag.abort()
        self.update()
