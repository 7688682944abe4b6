"""A timeline on a real case, with a film whose frames are unevenly spaced."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Code, Tag
from export.linked_films import link_films, look_at_new
from media.frame_index import FrameIndex
from tests.conftest import Golden
from ui import settings, theme
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.grouping import Grouping
from ui.timeline.timeline import Timeline
from ui.workspace import Workspace

Keys = Qt.KeyboardModifier

WIDTH_PX, HEIGHT_PX = 1320, 252


@dataclass
class Desk:
    """A timeline with all that it listens to."""

    qtbot: QtBot
    workspace: Workspace
    tagging: Tagging
    choosing: Choosing
    timeline: Timeline
    clock_ms: int = 1_000

    @property
    def index(self) -> FrameIndex:
        found = self.workspace.index
        assert found is not None
        return found

    @property
    def case(self) -> Case:
        found = self.workspace.case
        assert found is not None
        return found

    def settle(self) -> None:
        """Wait for the picture that was asked for last."""
        projector = self.workspace.projector
        self.qtbot.waitUntil(
            lambda: projector.film is not None and projector.complete and projector.at_rest,
            timeout=10_000,
        )

    def code(self, short: str) -> Code:
        (found,) = [code for code in self.workspace.codes if code.short == short]
        return found

    def tag(self, short: str, first: int, until: int | None) -> Tag:
        """Tag frames ``first`` to before ``until``; a moment without."""
        work, code = self.workspace, self.code(short)
        recording, person = work.recording, self.tagging.whom(code, False)
        assert recording is not None
        made = work.edit(
            f"Tag: {code.label}",
            lambda edit: edit.add_tag(
                recording.id,
                code.id,
                None if person is None else person.id,
                self.index.start_us(first),
                None if until is None else self.index.start_us(until),
            ),
        )
        assert made is not None
        return made

    def stored(self, tag: Tag) -> Tag:
        """The tag as it is in the case now."""
        (found,) = [each for each in self.case.snapshot().tags if each.id == tag.id]
        return found

    def box_px(self, tag: Tag) -> tuple[float, float, int]:
        """Left, right and middle height of a tag on the timeline."""
        scene = self.timeline.scene()
        at = scene.seen.find(scene.tags.find(tag.id))
        assert at is not None
        lane = scene.bands.lanes[int(scene.seen.lane[at])]
        middle = round(lane.row(int(scene.seen.row[at])).middle_px)
        return float(scene.seen.left_px[at]), float(scene.seen.right_px[at]), middle

    def x_px(self, boundary: int) -> int:
        """Where a boundary of the film is."""
        return round(self.timeline.axis.x_of(self.index.start_us(boundary)))

    def press(self, x_px: float, y_px: float, keys: Keys = Keys.NoModifier) -> None:
        QTest.mousePress(
            self.timeline, Qt.MouseButton.LeftButton, keys, QPoint(round(x_px), round(y_px))
        )

    def drag(self, x_px: float, y_px: float, keys: Keys = Keys.NoModifier) -> None:
        """Move the mouse with the button held."""
        at = QPointF(round(x_px), round(y_px))
        event = QMouseEvent(
            QMouseEvent.Type.MouseMove,
            at,
            self.timeline.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            keys,
        )
        QApplication.sendEvent(self.timeline, event)

    def release(self, x_px: float, y_px: float, keys: Keys = Keys.NoModifier) -> None:
        QTest.mouseRelease(
            self.timeline, Qt.MouseButton.LeftButton, keys, QPoint(round(x_px), round(y_px))
        )

    def pull(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        keys: Keys = Keys.NoModifier,
    ) -> None:
        """Press, drag in some steps, and let go."""
        self.press(*start, keys)
        for share in (0.1, 0.5, 1.0):
            self.drag(
                start[0] + (end[0] - start[0]) * share,
                start[1] + (end[1] - start[1]) * share,
                keys,
            )
        self.release(*end, keys)

    def middle_px(self, tag: Tag) -> tuple[float, int]:
        """The middle of a tag on the timeline."""
        left_px, right_px, y_px = self.box_px(tag)
        return (left_px + right_px) / 2, y_px

    def frames(self, tag: Tag) -> tuple[int, int | None]:
        """From which boundary to which a tag is stored."""
        now = self.stored(tag)
        end_us = now.end_us
        first = self.index.boundary_near(now.start_us)
        assert self.index.start_us(first) == now.start_us
        return first, None if end_us is None else self.index.boundary_near(end_us)

    def click(self, x_px: float, y_px: float, keys: Keys = Keys.NoModifier) -> None:
        self.press(x_px, y_px, keys)
        self.release(x_px, y_px, keys)

    def wheel(self, x_px: float, notches: int, shift: bool = False) -> None:
        at = QPointF(x_px, HEIGHT_PX / 2)
        event = QWheelEvent(
            at,
            self.timeline.mapToGlobal(at),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.timeline, event)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path, golden: Golden) -> Iterator[Desk]:
    """A timeline whose film is on the stage, with nothing tagged."""
    theme.dress(qapp, "dark", text_scale=1.0, compact=False)
    settings.choose_lanes(Grouping.PERSON)
    film = golden("h264-vfr", frames=120, size=(320, 180)).path
    case = Case.create(tmp_path / "family.vig")
    link_films(case, [film], look_at_new([film]))
    workspace = Workspace()
    tagging, choosing = Tagging(workspace), Choosing(workspace)
    timeline = Timeline(workspace, tagging, choosing)
    timeline.resize(WIDTH_PX, HEIGHT_PX)
    timeline.show()
    timeline.activateWindow()
    qtbot.waitActive(timeline)
    desk = Desk(qtbot, workspace, tagging, choosing, timeline)
    workspace.open_case(case)
    desk.settle()
    yield desk
    workspace.projector.shut_down()
    workspace.close_case()
    timeline.close()
    timeline.deleteLater()
    workspace.deleteLater()
