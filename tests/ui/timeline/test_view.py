"""Panning, zooming by touchpad, and going along while the film plays."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.timeline.conftest import HEIGHT_PX, Desk, Keys
from ui.timeline.snapping import Snaps

Phase = Qt.ScrollPhase


def touch(desk: Desk, by: tuple[int, int], phase: Phase, x_px: int = 700) -> None:
    """A touchpad's movement, in pixels; a sixtieth of a second after the one before."""
    at = QPointF(x_px, HEIGHT_PX / 2)
    event = QWheelEvent(
        at,
        desk.timeline.mapToGlobal(at),
        QPoint(*by),
        QPoint(by[0] * 2, by[1] * 2),
        Qt.MouseButton.NoButton,
        Keys.NoModifier,
        phase,
        False,
    )
    desk.clock_ms += 16
    event.setTimestamp(desk.clock_ms)
    QApplication.sendEvent(desk.timeline, event)


def zoom_in(desk: Desk, times: int) -> None:
    for _ in range(times):
        desk.timeline.zoom_in()


def test_a_touchpad_pans_by_just_as_many_pixels(desk: Desk) -> None:
    zoom_in(desk, 3)
    under_us = desk.timeline.axis.time_at(900)
    touch(desk, (0, 0), Phase.ScrollBegin)
    for _ in range(5):
        touch(desk, (-11, 2), Phase.ScrollUpdate)
    assert desk.timeline.axis.x_of(under_us) == pytest.approx(900 - 55, abs=0.1)


def test_what_began_sideways_stays_so(desk: Desk) -> None:
    zoom_in(desk, 3)
    close = desk.timeline.axis.us_per_px
    touch(desk, (-20, 3), Phase.ScrollBegin)
    touch(desk, (-3, 30), Phase.ScrollUpdate)
    assert desk.timeline.axis.us_per_px == close
    touch(desk, (0, 0), Phase.ScrollEnd)
    touch(desk, (1, 30), Phase.ScrollBegin)
    assert desk.timeline.axis.us_per_px < close


def test_a_swift_movement_coasts_and_comes_to_rest(desk: Desk) -> None:
    zoom_in(desk, 4)
    touch(desk, (-30, 0), Phase.ScrollBegin)
    touch(desk, (-30, 0), Phase.ScrollUpdate)
    start_us = desk.timeline.axis.start_us
    touch(desk, (0, 0), Phase.ScrollEnd)
    desk.qtbot.waitUntil(
        lambda: desk.timeline.axis.start_us > start_us + 50 * desk.timeline.axis.us_per_px
    )
    desk.qtbot.waitUntil(lambda: not desk.timeline.coasting, timeout=3_000)
    touch(desk, (-30, 0), Phase.ScrollBegin)
    touch(desk, (-30, 0), Phase.ScrollUpdate)
    touch(desk, (0, 0), Phase.ScrollEnd)
    assert desk.timeline.coasting
    desk.press(800, 25)
    assert not desk.timeline.coasting, "a hand on it stops it"
    desk.release(800, 25)


def test_momentum_of_the_system_pans_and_never_zooms(desk: Desk) -> None:
    zoom_in(desk, 3)
    close = desk.timeline.axis.us_per_px
    touch(desk, (0, 25), Phase.ScrollMomentum)
    assert desk.timeline.axis.us_per_px == close
    touch(desk, (-30, 0), Phase.ScrollBegin)
    start_us = desk.timeline.axis.start_us
    touch(desk, (-30, 0), Phase.ScrollMomentum)
    assert desk.timeline.axis.start_us > start_us


def middle(desk: Desk, kind: QMouseEvent.Type, x_px: float) -> None:
    at = QPointF(x_px, 150)
    button = Qt.MouseButton.MiddleButton
    moving = kind == QMouseEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        at,
        desk.timeline.mapToGlobal(at),
        Qt.MouseButton.NoButton if moving else button,
        Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else button,
        Keys.NoModifier,
    )
    QApplication.sendEvent(desk.timeline, event)


def test_the_middle_button_drags_the_film_along(desk: Desk) -> None:
    zoom_in(desk, 3)
    under_us = desk.timeline.axis.time_at(900)
    middle(desk, QMouseEvent.Type.MouseButtonPress, 900)
    middle(desk, QMouseEvent.Type.MouseMove, 650)
    assert desk.timeline.axis.x_of(under_us) == pytest.approx(650, abs=0.1)
    middle(desk, QMouseEvent.Type.MouseButtonRelease, 650)
    middle(desk, QMouseEvent.Type.MouseMove, 500)
    assert desk.timeline.axis.x_of(under_us) == pytest.approx(650, abs=0.1)
    assert desk.workspace.projector.frame == 0


def test_the_box_on_the_overview_is_dragged_without_a_jump_and_esc_puts_it_back(
    desk: Desk,
) -> None:
    zoom_in(desk, 3)
    axis = desk.timeline.axis
    scale = axis.width_px / axis.duration_us
    inside_px = axis.left_px + axis.start_us * scale + 3
    desk.press(inside_px, 6)
    assert desk.timeline.axis == axis
    desk.drag(inside_px + 200, 6)
    moved_us = desk.timeline.axis.start_us - axis.start_us
    assert moved_us == pytest.approx(200 / scale, rel=0.02)
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    assert desk.timeline.axis == axis
    desk.release(inside_px + 200, 6)


# Going along


def play(desk: Desk, first: int) -> None:
    desk.workspace.projector.play(first, None)


def test_a_page_is_turned_gently_while_it_plays(desk: Desk) -> None:
    zoom_in(desk, 1)
    seen: list[float] = []
    view, projector = desk.timeline.view, desk.workspace.projector
    view.changed.connect(lambda: seen.append(view.axis.start_us))
    play(desk, 0)
    desk.qtbot.waitUntil(lambda: projector.frame >= 100, timeout=20_000)
    projector.pause()
    assert view.axis.shows(projector.time_us)
    assert len(seen) >= 3, "not in one jump"
    assert seen == sorted(seen)


def test_whoever_looks_elsewhere_while_it_plays_is_left_there(desk: Desk) -> None:
    zoom_in(desk, 2)
    projector = desk.workspace.projector
    play(desk, 0)
    desk.qtbot.waitUntil(lambda: projector.frame >= 3, timeout=10_000)
    desk.click(desk.timeline.axis.left_px + 1100, 6)
    axis = desk.timeline.axis
    desk.qtbot.waitUntil(lambda: projector.frame >= 20, timeout=10_000)
    assert desk.timeline.axis == axis
    projector.pause()
    projector.step(1)
    desk.settle()
    assert desk.timeline.axis.shows(projector.time_us), "a step leads back"


def test_a_jump_while_it_plays_leads_back(desk: Desk) -> None:
    zoom_in(desk, 2)
    projector = desk.workspace.projector
    smile = desk.tag("smile", 40, 60)
    play(desk, 0)
    desk.qtbot.waitUntil(lambda: projector.frame >= 3, timeout=10_000)
    desk.click(desk.timeline.axis.left_px + 1100, 6)
    assert not desk.timeline.axis.shows(smile.start_us)
    desk.workspace.select_tag(smile.id)
    desk.workspace.go_to_tag()
    desk.qtbot.waitUntil(lambda: projector.frame >= 41, timeout=10_000)
    desk.qtbot.waitUntil(lambda: desk.timeline.axis.shows(projector.time_us), timeout=2_000)
    projector.pause()


def test_nothing_moves_under_the_hand(desk: Desk) -> None:
    zoom_in(desk, 2)
    projector, axis = desk.workspace.projector, desk.timeline.axis
    last = desk.index.frame_at(axis.end_us)
    smile = desk.tag("smile", 1, 6)
    x_px, y_px = desk.middle_px(smile)
    play(desk, max(last - 6, 0))
    desk.press(x_px, y_px)
    desk.qtbot.waitUntil(lambda: projector.frame > last + 3, timeout=10_000)
    assert desk.timeline.axis == axis
    desk.release(x_px, y_px)
    projector.pause()


def test_as_close_as_can_be_single_frames_are_wide_and_each_has_its_tick(desk: Desk) -> None:
    zoom_in(desk, 20)
    axis = desk.timeline.axis
    assert axis.closeness == pytest.approx(1)
    index = desk.index
    widths = [
        axis.x_of(index.end_us(number)) - axis.x_of(index.start_us(number))
        for number in range(len(index))
    ]
    assert min(widths) > 100


# Snapping


def test_of_several_edges_the_nearest_draws_and_only_within_reach() -> None:
    snaps = Snaps([100, 200, 1_000])
    near = snaps.near([108, 195], 20)
    assert near is not None and (near.at_us, near.by_us) == (200, 5)
    assert snaps.near([500], 20) is None
    assert Snaps([]).near([1], 10) is None
