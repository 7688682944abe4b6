"""The page on which films are tagged: tray, picture, transport, codes, tags and timeline."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitterHandle, QVBoxLayout, QWidget

from media.shown import AS_FILMED
from ui import theme
from ui.actions import key_name
from ui.choosing import Choosing
from ui.codes_panel import CodesPanel
from ui.looking import Looking
from ui.pieces import scaled
from ui.splitter import Splitter
from ui.stage import Stage
from ui.tagging import Tagging
from ui.tags_panel import TagsPanel
from ui.timeline.timeline import Timeline
from ui.times import seconds
from ui.transport import Transport
from ui.tray import Tray
from ui.workspace import Workspace

_PICTURE_SHARE = 0.5
_TIMELINE_SHARE = 0.42
_CODES_SHARE = 0.41


class FilmPage(QWidget):
    """Lays the parts out; they meet the film and the case in the workspace.

    ``parts_wanted``  while the picture is alone, one of the others is to be seen
    """

    parts_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        tagging: Tagging,
        choosing: Choosing,
        looking: Looking,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._add_films = actions["choose_films"]
        self._looking = looking
        self._tagging = tagging
        self.stage = Stage()
        self.transport = Transport(workspace, choosing, looking, actions)
        self.tray = Tray(workspace, choosing)
        self.codes = CodesPanel(workspace, tagging)
        self.tags = TagsPanel(workspace, tagging)
        self.timeline = Timeline(workspace, tagging, choosing)
        self._lay_out()
        self._connect_stage()
        self._drawers = False
        self._before_alone: list[QWidget] | None = None
        self._displaced: QWidget | None = None
        for part in (self.tray, self.inspector, self.timeline, self.stage):
            part.installEventFilter(self)
        # Once the parts know how much room their rows need.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._fit)
        theme.state.changed.connect(self._fit)
        theme.state.changed.connect(self._soon.start)
        self.codes.view.model().modelReset.connect(self._soon.start)
        self.tags.form_alone.connect(self._make_room)

    def _make_room(self, alone: bool) -> None:
        """The form of a tag has taken the place of the rows, or gives it back. Who clicked a row
        has the keys on the picture then, and not on whatever comes next."""
        self._fit_sides()
        if alone and isinstance(QApplication.focusWidget(), QSplitterHandle):
            self.stage.setFocus()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = self._column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.transport)
        self.inspector = Splitter(Qt.Orientation.Vertical, "codes and tags")
        self.inspector.addWidget(self.codes)
        self.inspector.addWidget(self.tags)
        self.inspector.setStretchFactor(1, 1)
        self._across = Splitter(Qt.Orientation.Horizontal, "tray and inspector")
        for widget in (self.tray, centre, self.inspector):
            self._across.addWidget(widget)
        self._across.setStretchFactor(1, 1)
        self._down = Splitter(Qt.Orientation.Vertical, "timeline")
        self._down.addWidget(self._across)
        self._down.addWidget(self.timeline)
        self._down.setStretchFactor(0, 1)
        self._down.setCollapsible(0, False)
        self._across.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._down)

    @property
    def alone(self) -> bool:
        """Whether nothing but the picture is seen."""
        return self._before_alone is not None

    def show_picture_alone(self) -> None:
        """Leave nothing but the picture; the transport floats at its foot, for others to hide."""
        parts: list[QWidget] = [self.tray, self.inspector, self.timeline]
        self.remember()
        self._before_alone = [part for part in parts if not part.isHidden()]
        for part in parts:
            part.hide()
        self._column.removeWidget(self.transport)
        self.transport.raise_()
        self._float_transport()

    def show_all_parts(self) -> None:
        """Show again what was there beside the picture."""
        before, self._before_alone = self._before_alone or [], None
        self._column.addWidget(self.transport)
        self.transport.show()
        for part in before:
            part.show()
        self.restore()

    def _float_transport(self) -> None:
        height = self.transport.height()
        foot = self.stage.geometry()
        foot.setTop(foot.bottom() + 1 - height)
        self.transport.setGeometry(foot)

    def restore(self) -> None:
        """Lay the splitters out as they were left, or as designed."""
        if self.alone:
            return
        for splitter in (self._across, self._down, self.inspector):
            splitter.restore()
        self._fit()

    def remember(self) -> None:
        """Keep how the splitters are now."""
        if self.alone:
            return
        for splitter in (self._across, self._down, self.inspector):
            splitter.remember()

    def toggle_tray(self) -> None:
        """Show or hide the tray; as drawers only one of the two sides is there."""
        self._toggle(self.tray)

    def toggle_inspector(self) -> None:
        """Show or hide codes and tags."""
        self._toggle(self.inspector)

    def _toggle(self, side: QWidget) -> None:
        opening = side.isHidden()
        side.setVisible(opening)
        if not opening and self._displaced is not None:
            back, self._displaced = self._displaced, None
            back.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """A drawer that opens, by whatever way, takes the place of the other. What is shown while
        the picture is alone brings the others back."""
        if watched is self.stage:
            if event.type() == QEvent.Type.Resize and self.alone:
                self._float_transport()
            return False
        if event.type() == QEvent.Type.ShowToParent and self.alone:
            self.parts_wanted.emit()
        elif event.type() == QEvent.Type.ShowToParent and self._drawers:
            if watched not in (self.tray, self.inspector):
                return False
            other = self.tray if watched is self.inspector else self.inspector
            if not other.isHidden():
                self._displaced = other
                other.hide()
            self._fit_sides()
        return False

    # The room there is

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Sizes as designed, for what was not dragged. Where larger text would leave the picture
        less than its share, the sides become drawers, one at a time."""
        sides = scaled(theme.size("tray")) + scaled(theme.size("inspector"))
        if self.alone:
            return
        drawers = theme.text_scale() > 1 and self.width() - sides < self.width() * _PICTURE_SHARE
        if drawers != self._drawers:
            self._become(drawers)
        grown = round(theme.size("timeline") * (1 + theme.text_scale()) / 2)
        if theme.text_scale() > 1:
            grown = min(grown, round(self.height() * _TIMELINE_SHARE))
        self._down.design([max(self.height() - grown, 1), grown])
        self._fit_sides()

    def _become(self, drawers: bool) -> None:
        self._drawers = drawers
        self.inspector.setOrientation(
            Qt.Orientation.Horizontal if drawers else Qt.Orientation.Vertical
        )
        for splitter in (self._across, self.inspector):
            splitter.begin_anew(remembered=not drawers)
        if drawers and not self.tray.isHidden() and not self.inspector.isHidden():
            self._displaced = self.tray
            self.tray.hide()
        elif not drawers and self._displaced is not None:
            back, self._displaced = self._displaced, None
            back.show()

    def _fit_sides(self) -> None:
        tray, inspector = scaled(theme.size("tray")), scaled(theme.size("inspector"))
        if self._drawers:
            least = self.transport.minimumSizeHint().width()
            most = self.width() - least - theme.line("hair")
            tray, inspector = (
                min(tray, most),
                min(scaled(theme.tokens()["size"]["inspector"]), most),
            )
        self._across.design([tray, max(self.width() - tray - inspector, 1), inspector])
        # In a drawer the form of a tag needs the width of both.
        self.codes.setHidden(self._drawers and self.tags.is_form_alone)
        if self._drawers:
            codes = round(inspector * _CODES_SHARE)
            self.inspector.design([codes, max(inspector - codes, 1)])
        else:
            height = self.inspector.height()
            most = height - self.tags.minimumSizeHint().height() - theme.line("hair")
            codes = max(min(self.codes.sizeHint().height(), most), 1)
            self.inspector.design([codes, max(height - codes, 1)])

    # The picture

    def _connect_stage(self) -> None:
        stage, projector = self.stage, self._workspace.projector
        projector.pictured.connect(lambda _number, picture: stage.show_picture(picture))
        projector.unreadable.connect(lambda _number, sentence: stage.set_unreadable(sentence))
        projector.opening.connect(stage.set_waiting)
        projector.film_changed.connect(self._clear_if_off)
        projector.moved.connect(self._show_running)
        stage.resized_px.connect(projector.pictures.set_size)
        self._connect_looking()
        stage.undo_asked.connect(self._workspace.undo)
        # What is said comes after its own step, so every change from then on is another one.
        self._workspace.changed.connect(stage.toast.withdraw_undo)
        self._workspace.case_changed.connect(stage.toast.withdraw_undo)
        self._tagging.running_changed.connect(self._show_running)
        self._workspace.recording_changed.connect(self._show_running)
        for another in (self._workspace.case_changed, self._workspace.recording_changed):
            another.connect(self._show_trouble)
        projector.troubled.connect(self._show_trouble)

    def _connect_looking(self) -> None:
        stage, looking = self.stage, self._looking
        stage.resized_px.connect(looking.set_room)
        stage.hands.zoomed.connect(lambda factor, x_px, y_px: looking.zoom(factor, (x_px, y_px)))
        stage.hands.dragged.connect(looking.move)
        stage.hands.fitted.connect(looking.fit)
        stage.signs.fit_asked.connect(looking.fit)
        stage.signs.as_filmed_asked.connect(lambda: looking.set_lift(AS_FILMED))
        looking.changed.connect(self._show_look)

    def _show_look(self) -> None:
        looking = self._looking
        lift = "Light adjusted" if looking.lift else ""
        self.stage.set_view(looking.view, looking.zoom_words, lift, movable=looking.movable)

    def _clear_if_off(self) -> None:
        if self._workspace.projector.film is None:
            self.stage.clear()
        self._show_trouble()

    def _show_trouble(self, sentence: str = "") -> None:
        """Where there is no film, why not; a film that is lost while it is on says so too."""
        work = self._workspace
        if work.projector.film is None:
            empty = work.case is not None and not work.snapshot.recordings
            self.stage.set_unreadable(self._no_film() if empty else work.finding)
        elif sentence:
            self.stage.set_unreadable(sentence)

    def _no_film(self) -> str:
        key = key_name(self._add_films.shortcut().toString())
        return f"No film yet. Drop films here, or press {key} to add them."

    def _show_running(self, _frame: int = 0) -> None:
        projector = self._workspace.projector
        shown = []
        names = {each.id: each.name for each in self._workspace.people}
        for running in self._tagging.running:
            start_us, end_us = running.span(projector.time_us, projector.end_us)
            person_id = running.person_id
            who = "Both" if person_id is None else names.get(person_id, "")
            lasting, key = seconds(end_us - start_us), self._tagging.key_of(running)
            shown.append((running.code.label, who, lasting, key))
        self.stage.set_running(shown)
