"""The page on which films are tagged: tray, picture, transport, codes, tags and timeline."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from ui import settings, theme
from ui.choosing import Choosing
from ui.codes_panel import CodesPanel
from ui.stage import Stage
from ui.tagging import Tagging
from ui.tags_panel import TagsPanel
from ui.timeline.timeline import Timeline
from ui.times import seconds
from ui.transport import Transport
from ui.tray import Tray
from ui.workspace import Workspace

_DRAWERS_FROM = 1.75


class FilmPage(QWidget):
    """Lays the parts out; they meet the film and the case in the workspace."""

    def __init__(
        self,
        workspace: Workspace,
        tagging: Tagging,
        choosing: Choosing,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self._workspace = workspace
        self._tagging = tagging
        self.stage = Stage()
        self.transport = Transport(workspace, choosing, actions)
        self.tray = Tray(workspace, choosing)
        self.codes = CodesPanel(workspace, tagging)
        self.tags = TagsPanel(workspace, tagging)
        self.timeline = Timeline(workspace, tagging, choosing)
        self._lay_out()
        self._connect_stage()
        theme.state.changed.connect(self._fit)

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.transport)
        self.inspector = _Splitter(Qt.Orientation.Vertical, "codes and tags")
        self.inspector.addWidget(self.codes)
        self.inspector.addWidget(self.tags)
        self.inspector.setStretchFactor(1, 1)
        self._across = _Splitter(Qt.Orientation.Horizontal, "tray and inspector")
        for widget in (self.tray, centre, self.inspector):
            self._across.addWidget(widget)
        self._across.setStretchFactor(1, 1)
        self._down = _Splitter(Qt.Orientation.Vertical, "timeline")
        self._down.addWidget(self._across)
        self._down.addWidget(self.timeline)
        self._down.setStretchFactor(0, 1)
        self._down.setCollapsible(0, False)
        self._across.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._down)

    def restore(self) -> None:
        """Lay the splitters out as they were left, or as designed."""
        self._across.design([theme.size("tray"), 10_000, theme.size("inspector")])
        self._down.design([10_000, theme.size("timeline")])
        self.inspector.design([self.codes.sizeHint().height(), 10_000])
        for splitter in (self._across, self._down, self.inspector):
            splitter.restore()
        self._fit()

    def remember(self) -> None:
        """Keep how the splitters are now."""
        for splitter in (self._across, self._down, self.inspector):
            splitter.remember()

    def toggle_tray(self) -> None:
        """Show or hide the tray; with very large text only one of the two sides is there."""
        self._toggle(self.tray, self.inspector)

    def toggle_inspector(self) -> None:
        """Show or hide codes and tags."""
        self._toggle(self.inspector, self.tray)

    def _toggle(self, side: QWidget, other: QWidget) -> None:
        side.setVisible(side.isHidden())
        if theme.text_scale() >= _DRAWERS_FROM and not side.isHidden():
            other.hide()

    def _fit(self) -> None:
        if theme.text_scale() >= _DRAWERS_FROM and not self.tray.isHidden():
            self.tray.hide()

    # The picture

    def _connect_stage(self) -> None:
        stage, projector = self.stage, self._workspace.projector
        projector.pictured.connect(lambda _number, picture: stage.show_picture(picture))
        projector.unreadable.connect(lambda _number, sentence: stage.set_unreadable(sentence))
        projector.opening.connect(stage.set_waiting)
        projector.film_changed.connect(self._clear_if_off)
        projector.moved.connect(self._show_running)
        stage.resized_px.connect(projector.pictures.set_size)
        stage.undo_asked.connect(self._workspace.undo)
        # What is said comes after its own step, so every change from then on is another one.
        self._workspace.changed.connect(stage.toast.withdraw_undo)
        self._workspace.case_changed.connect(stage.toast.withdraw_undo)
        self._tagging.running_changed.connect(self._show_running)
        self._workspace.recording_changed.connect(self._show_running)
        self._workspace.recording_changed.connect(self._show_trouble)
        projector.troubled.connect(self._show_trouble)

    def _clear_if_off(self) -> None:
        if self._workspace.projector.film is None:
            self.stage.clear()
        self._show_trouble()

    def _show_trouble(self, _sentence: str = "") -> None:
        if self._workspace.projector.film is None:
            self.stage.set_unreadable(self._workspace.finding)

    def _show_running(self, _frame: int = 0) -> None:
        projector = self._workspace.projector
        shown = []
        names = {each.id: each.name for each in self._workspace.people}
        for running in self._tagging.running:
            start_us, end_us = running.span(projector.time_us, projector.end_us)
            person_id = running.person_id
            who = "Both" if person_id is None else names.get(person_id, "")
            shown.append((running.code.label, who, seconds(end_us - start_us), running.code.key))
        self.stage.set_running(shown)


class _Splitter(QSplitter):
    """A splitter that is remembered by its name; a double click restores the design."""

    def __init__(self, orientation: Qt.Orientation, name: str) -> None:
        super().__init__(orientation)
        self._name = name
        self._density = ""
        self._design: list[int] = []
        self.setHandleWidth(theme.line("hair"))
        self.setChildrenCollapsible(False)
        self.setAccessibleName(f"Divider: {name}")

    def design(self, sizes: list[int]) -> None:
        """The sizes that a double click restores."""
        self._design = sizes

    def restore(self) -> None:
        """Take the remembered sizes, or the design's."""
        self._density = " (compact)" if theme.state.compact else ""
        remembered = settings.layout(self._name + self._density)
        if remembered is None or not self.restoreState(remembered):
            self.setSizes(self._design)
        for place in range(1, self.count()):
            handle = self.handle(place)
            handle.setToolTip("Drag to resize, double-click to restore")
            handle.installEventFilter(self)

    def remember(self) -> None:
        """Keep the sizes of now."""
        settings.remember_layout(self._name + self._density, self.saveState())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self.setSizes(self._design)
            return True
        return False
