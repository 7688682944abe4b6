"""Looking closely at the picture: real wheel, mouse and keys in the real window."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.case import Case
from export.linked_films import link_films, look_at_new
from media.picture import Bgr
from media.probe import probe
from media.reader import FrameReader
from media.shown import MOST_LIFT, Lift, draw_part
from media.view import FITTED, MOST_ZOOM
from tests.conftest import Golden
from tests.golden import barcode
from tests.golden.wrongly_marked import take_mark_off
from tests.ui.conftest import number_on, press, settle
from ui import settings
from ui.look_button import LookButton
from ui.stills import stills_of
from ui.workbench import Workbench


def on_stage(window: Workbench) -> Bgr:
    """What is on the stage, without what is said on it: height x width x 3, in its own pixels."""
    stage = window.film_page.stage
    for over in (stage.signs, stage.toast):
        over.hide()
    image = stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return np.ascontiguousarray(rows[..., :3])


def as_drawn(window: Workbench) -> tuple[Bgr, tuple[slice, slice]]:
    """What should be there: the part of just the frame that the window names, and where."""
    work, stage = window.workspace, window.film_page.stage
    film = work.projector.film
    assert film is not None
    with FrameReader(film) as reader:
        picture = reader.picture(work.projector.frame)
    sight = window.looking.view.sight((film.width, film.height), (stage.width(), stage.height()))
    target = np.empty((sight.size[1], sight.size[0], 4), np.uint8)
    draw_part(picture, target, sight.part, window.looking.lift)
    (left, top), (width, height) = sight.place, sight.size
    return target[..., :3], (slice(top, top + height), slice(left, left + width))


def check_stage(qtbot: QtBot, window: Workbench) -> None:
    """What comes on the stage is the named frame's own pixels, all of them."""
    drawn, place = as_drawn(window)
    qtbot.waitUntil(lambda: np.array_equal(on_stage(window)[place], drawn), timeout=10_000)


def wheel(window: Workbench, notches: int, at: QPoint | None = None) -> QWheelEvent:
    """Turn the wheel over a place of the stage."""
    stage = window.film_page.stage
    at = at or stage.rect().center()
    event = QWheelEvent(
        QPointF(at),
        QPointF(stage.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(stage, event)
    return event


def drag(window: Workbench, start: QPoint, end: QPoint) -> None:
    stage, left = window.film_page.stage, Qt.MouseButton.LeftButton
    QTest.mousePress(stage, left, pos=start)
    for share in (0.25, 0.5, 0.75, 1.0):
        QTest.mouseMove(stage, start + (end - start) * share)
    QTest.mouseRelease(stage, left, pos=end)


def signs(window: Workbench) -> list[str]:
    shown = (window.film_page.stage.signs.zoom, window.film_page.stage.signs.lift)
    return [sign.text() for sign in shown if not sign.isHidden()]


# Near, and where


def test_the_wheel_zooms_around_the_mouse_and_scrolls_nothing_else(
    qtbot: QtBot, window: Workbench
) -> None:
    at = QPoint(200, 120)
    film = window.workspace.projector.film
    assert film is not None
    size = (film.width, film.height)
    room = (window.film_page.stage.width(), window.film_page.stage.height())
    before = window.looking.view.sight(size, room).point(at.x(), at.y())
    assert wheel(window, 3, at).isAccepted()
    settle(qtbot, window)
    assert window.looking.view.zoom == pytest.approx(2.0)
    after = window.looking.view.sight(size, room).point(at.x(), at.y())
    assert after == pytest.approx(before, abs=0.002)
    assert signs(window) == ["200 %"]
    check_stage(qtbot, window)
    wheel(window, -9, at)
    assert window.looking.view == FITTED
    assert signs(window) == []
    wheel(window, 90, at)
    assert window.looking.view.zoom == MOST_ZOOM


@pytest.mark.parametrize("key", ["+", "="])
def test_keys_zoom_and_move_and_fit(qtbot: QtBot, window: Workbench, key: str) -> None:
    for _ in range(4):
        press(window, key)
    settle(qtbot, window)
    near = window.looking.view
    assert near.zoom == pytest.approx(2 ** (4 / 3))
    for way, along, sign in (
        ("Shift+Home", 0, -1),
        ("Shift+End", 0, 1),
        ("Shift+PgUp", 1, -1),
        ("Shift+PgDown", 1, 1),
    ):
        before = window.looking.view.centre
        press(window, way)
        after = window.looking.view.centre
        assert np.sign(after[along] - before[along]) == sign, way
        assert after[1 - along] == before[1 - along]
    settle(qtbot, window)
    check_stage(qtbot, window)
    press(window, "-")
    assert window.looking.view.zoom == pytest.approx(2.0)
    press(window, "*")
    assert window.looking.view == FITTED
    settle(qtbot, window)
    check_stage(qtbot, window)


def test_one_to_one_is_a_pixel_of_the_film_on_each_of_the_screen(
    qtbot: QtBot, window: Workbench
) -> None:
    press(window, "/")
    settle(qtbot, window)
    assert signs(window) == ["1:1"]
    drawn, place = as_drawn(window)
    assert drawn.shape == (180, 320, 3)
    with FrameReader(window.workspace.projector.film) as reader:  # type: ignore[arg-type]
        assert np.array_equal(drawn, reader.picture(0))
    check_stage(qtbot, window)
    seen = on_stage(window)
    assert barcode.read(np.ascontiguousarray(seen[place])) is not None
    assert len(np.unique(seen[: place[0].start].reshape(-1, 3), axis=0)) == 1, "near-black around"


def test_dragging_moves_what_is_zoomed_and_a_double_click_fits(
    qtbot: QtBot, window: Workbench
) -> None:
    stage = window.film_page.stage
    drag(window, QPoint(300, 200), QPoint(200, 150))
    assert window.looking.view == FITTED, "there is nothing to move"
    wheel(window, 6)
    settle(qtbot, window)
    assert stage.cursor().shape() == Qt.CursorShape.OpenHandCursor
    film = window.workspace.projector.film
    assert film is not None
    size, room = (film.width, film.height), (stage.width(), stage.height())
    before = window.looking.view.sight(size, room)
    drag(window, QPoint(300, 200), QPoint(240, 170))
    settle(qtbot, window)
    after = window.looking.view.sight(size, room)
    assert (after.left - before.left, after.top - before.top) == (60, 30)
    check_stage(qtbot, window)
    QTest.mouseDClick(stage, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    settle(qtbot, window)
    assert window.looking.view == FITTED
    assert stage.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert signs(window) == []


def test_the_sign_leads_back(qtbot: QtBot, window: Workbench) -> None:
    wheel(window, 3)
    sign = window.film_page.stage.signs.zoom
    assert sign.isVisible()
    assert "200 %" in sign.accessibleName()
    assert "(*)" in sign.toolTip()
    QTest.mouseClick(sign, Qt.MouseButton.LeftButton)
    assert window.looking.view == FITTED


def test_two_fingers_on_a_touchpad_zoom(window: Workbench) -> None:
    stage = window.film_page.stage
    at = QPointF(stage.rect().center())
    device = QPointingDevice.primaryPointingDevice()
    for value in (0.25, 0.2):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture,
            device,
            2,
            at,
            at,
            QPointF(stage.mapToGlobal(at)),
            value,
            QPointF(),
        )
        QApplication.sendEvent(stage, event)
    assert window.looking.view.zoom == pytest.approx(1.5)


def test_two_fingers_on_a_touch_screen_zoom(window: Workbench) -> None:
    stage, middle = window.film_page.stage, window.film_page.stage.rect().center()
    screen = QTest.createTouchDevice()
    hand = QTest.touchEvent(stage, screen)
    hand.press(0, middle - QPoint(40, 0), stage).press(1, middle + QPoint(40, 0), stage).commit()
    for apart in (60, 80, 100, 120):
        hand = QTest.touchEvent(stage, screen)
        hand.move(0, middle - QPoint(apart, 0), stage).move(1, middle + QPoint(apart, 0), stage)
        hand.commit()
    hand = QTest.touchEvent(stage, screen)
    hand.release(0, middle - QPoint(120, 0), stage).release(1, middle + QPoint(120, 0), stage)
    hand.commit()
    zoom = window.looking.view.zoom
    assert zoom is not None and zoom > 1.5


def test_stepping_keeps_where_one_looks(qtbot: QtBot, window: Workbench) -> None:
    wheel(window, 5, QPoint(500, 90))
    settle(qtbot, window)
    view = window.looking.view
    for key in ("Right", "Right", "Shift+Right", "Left", "End"):
        press(window, key)
        settle(qtbot, window)
        assert window.looking.view == view
        check_stage(qtbot, window)


def test_playing_keeps_where_one_looks_and_says_the_frame_that_is_seen(
    qtbot: QtBot, window: Workbench, tmp_path: Path
) -> None:
    wheel(window, 4, QPoint(400, 100))
    settle(qtbot, window)
    view = window.looking.view
    seen: list[tuple[int, bytes]] = []
    stage, projector = window.film_page.stage, window.workspace.projector
    projector.moved.connect(
        lambda number: seen.append((number, bytes(stage.picture.constBits())))  # type: ignore[union-attr]
    )
    press(window, "Space")
    qtbot.waitUntil(lambda: len(seen) > 20, timeout=20_000)
    press(window, "Space")
    settle(qtbot, window)
    assert window.looking.view == view
    check_stage(qtbot, window)
    film = projector.film
    assert film is not None
    sight = view.sight((film.width, film.height), (stage.width(), stage.height()))
    target = np.empty((sight.size[1], sight.size[0], 4), np.uint8)
    with FrameReader(film) as reader:
        for number, pixels in seen:
            draw_part(reader.picture(number), target, sight.part)
            assert target.tobytes() == pixels, number


def test_a_picture_of_another_view_is_shown_where_it_belongs_until_the_right_one_comes(
    qtbot: QtBot, window: Workbench
) -> None:
    wheel(window, 1, QPoint(window.film_page.stage.width() // 2, 0))
    film, stage = window.workspace.projector.film, window.film_page.stage
    assert film is not None
    sight = window.looking.view.sight((film.width, film.height), (stage.width(), stage.height()))
    whole = np.zeros((sight.whole[1], sight.whole[0], 3), np.uint8)
    for _ in range(2):  # at once, from the picture that was there; then from its own
        seen = on_stage(window)[
            sight.place[1] : sight.place[1] + sight.size[1],
            sight.place[0] : sight.place[0] + sight.size[0],
        ]
        whole[sight.top : sight.top + sight.size[1], sight.left : sight.left + sight.size[0]] = seen
        assert barcode.read(whole) == 0
        settle(qtbot, window)


def test_zoom_belongs_to_the_recording(qtbot: QtBot, window: Workbench) -> None:
    wheel(window, 3)
    near = window.looking.view
    press(window, "Ctrl+PgDown")
    settle(qtbot, window)
    assert window.looking.view == FITTED
    assert signs(window) == []
    check_stage(qtbot, window)
    press(window, "Ctrl+PgUp")
    settle(qtbot, window)
    assert window.looking.view == near
    assert signs(window) == ["200 %"]
    check_stage(qtbot, window)


# Light


def test_light_is_lifted_on_screen_and_nowhere_else(qtbot: QtBot, window: Workbench) -> None:
    before = on_stage(window)
    for key in ("F12", "F12", "F12", "Ctrl+F12"):
        press(window, key)
    settle(qtbot, window)
    lift = window.looking.lift
    assert lift == Lift(3, 1)
    assert signs(window) == ["Light adjusted"]
    check_stage(qtbot, window)
    assert on_stage(window).mean() > before.mean() + 5
    work = window.workspace
    recording, film = work.recording, work.projector.film
    assert recording is not None and film is not None
    work.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, film.index.end_us(0)))
    stills = stills_of(work)
    qtbot.waitUntil(lambda: stills.picture(work.clips[0]) is not None, timeout=10_000)
    still = stills.picture(work.clips[0])
    assert still is not None
    with FrameReader(film) as reader:
        filmed = reader.picture(0)
    assert np.array_equal(_pixels(still), filmed)
    press(window, "Alt+F12")
    settle(qtbot, window)
    assert not window.looking.lift
    qtbot.waitUntil(lambda: np.array_equal(on_stage(window), before), timeout=10_000)


def _pixels(image: QImage) -> NDArray[np.uint8]:
    shown = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(shown.constBits(), np.uint8)
    return rows.reshape(shown.height(), shown.width(), 4)[..., :3].copy()


def test_keys_make_it_darker_and_softer_as_far_as_it_goes(window: Workbench) -> None:
    for _ in range(MOST_LIFT + 3):
        press(window, "Shift+F12")
        press(window, "Ctrl+Shift+F12")
    assert window.looking.lift == Lift(-MOST_LIFT, -MOST_LIFT)


def test_light_is_remembered_for_each_recording(
    qtbot: QtBot, window: Workbench, make_window: Callable[[], Workbench], case_path: Path
) -> None:
    press(window, "F12")
    press(window, "Ctrl+PgDown")
    settle(qtbot, window)
    assert not window.looking.lift
    press(window, "Ctrl+F12")
    one, other = (each.id for each in window.workspace.snapshot.recordings)
    window.close()
    again = make_window()
    again.cases.open_case(case_path)
    settle(qtbot, again)
    assert again.looking.lift == Lift(1, 0)
    check_stage(qtbot, again)
    assert settings.lift(other) == Lift(0, 1)
    press(again, "Alt+F12")
    assert not settings.lift(one)


# Which way up


@pytest.fixture
def flat(
    qtbot: QtBot, make_window: Callable[[], Workbench], golden: Golden, tmp_path: Path
) -> Workbench:
    """The window on a film that has to be turned by a quarter and does not say so."""
    film = take_mark_off(golden("turned-90").path, 1, tmp_path / "flat.mp4")
    with Case.create(tmp_path / "flat.vig") as case:
        link_films(case, [film], look_at_new([film]))
    window = make_window()
    window.cases.open_case(tmp_path / "flat.vig")
    settle(qtbot, window)
    return window


def test_a_wrongly_marked_film_is_turned_and_turned_back(
    qtbot: QtBot, flat: Workbench, golden: Golden
) -> None:
    truth, work = golden("turned-90"), flat.workspace
    stage = flat.film_page.stage
    work.projector.go(31)
    settle(qtbot, flat)
    assert stage.picture is not None and number_on(stage.picture) is None
    recording = work.recording
    assert recording is not None
    work.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, work.projector.end_us))
    wheel(flat, 3)
    press(flat, "Ctrl+R")
    settle(qtbot, flat)
    qtbot.waitUntil(lambda: number_on(stage.picture) == truth.numbers[31], timeout=10_000)  # type: ignore[arg-type]
    assert work.projector.frame == 31
    assert flat.looking.view == FITTED, "what was looked at is elsewhere now"
    check_stage(qtbot, flat)
    stills = stills_of(work)
    qtbot.waitUntil(lambda: _number(stills.picture(work.clips[0])) is not None, timeout=10_000)
    press(flat, "Right")
    settle(qtbot, flat)
    check_stage(qtbot, flat)
    assert number_on(stage.picture) == truth.numbers[32]
    press(flat, "Ctrl+Z")
    settle(qtbot, flat)
    qtbot.waitUntil(lambda: number_on(stage.picture) is None, timeout=10_000)  # type: ignore[arg-type]
    check_stage(qtbot, flat)
    assert work.projector.frame == 32


def _number(image: QImage | None) -> int | None:
    return None if image is None else number_on(image)


def test_a_turned_film_comes_back_turned(
    qtbot: QtBot, flat: Workbench, make_window: Callable[[], Workbench], golden: Golden
) -> None:
    press(flat, "Ctrl+Shift+R")
    for _ in range(2):
        press(flat, "Ctrl+R")
    case = flat.workspace.case
    assert case is not None
    path = case.path
    flat.close()
    again = make_window()
    again.cases.open_case(path)
    settle(qtbot, again)
    stage = again.film_page.stage
    assert stage.picture is not None
    assert number_on(stage.picture) == golden("turned-90").numbers[0]
    turn = probe(golden("turned-90").path).track.turn
    assert again.workspace.snapshot.recordings[0].turn == turn


def test_a_film_that_plays_is_turned_without_a_stop(
    qtbot: QtBot, flat: Workbench, golden: Golden
) -> None:
    stage, projector = flat.film_page.stage, flat.workspace.projector
    press(flat, "Space")
    qtbot.waitUntil(lambda: projector.frame > 3, timeout=10_000)
    press(flat, "Ctrl+R")
    qtbot.waitUntil(lambda: number_on(stage.picture) is not None, timeout=10_000)  # type: ignore[arg-type]
    assert projector.playing
    press(flat, "Space")
    settle(qtbot, flat)
    check_stage(qtbot, flat)
    assert number_on(stage.picture) == golden("turned-90").numbers[projector.frame]  # type: ignore[arg-type]


# What Qt may tell in between


def test_a_stage_without_a_film_takes_no_harm(
    qtbot: QtBot, make_window: Callable[[], Workbench]
) -> None:
    window = make_window()
    stage = window.film_page.stage
    wheel(window, 3)
    QApplication.sendEvent(stage, QEvent(QEvent.Type.Leave))
    window.looking.zoom(2.0)
    window.looking.look_pixel_for_pixel()
    window.looking.move(5, 5)
    window.looking.brighten(1)
    window.looking.turn(1)
    assert window.looking.view == FITTED
    assert signs(window) == []


# By hand


def test_the_pop_over_has_light_to_slide_and_says_what_is_so(
    qtbot: QtBot, window: Workbench
) -> None:
    button = window.film_page.transport.findChild(LookButton)
    assert button is not None
    light = button.light
    light.brightness.setValue(4)
    light.contrast.setValue(-2)
    assert window.looking.lift == Lift(4, -2)
    check_stage(qtbot, window)
    press(window, "F12")
    assert light.brightness.value() == 5
    press(window, "Alt+F12")
    assert (light.brightness.value(), light.contrast.value()) == (0, 0)
    press(window, "+")
    assert "126 % now" in button.accessibleName()
    names = [action.objectName() for action in button.menu().actions() if action.objectName()]
    assert {"picture_fit", "picture_pixels", "as_filmed", "turn_right"} <= set(names)
    for slider in (light.brightness, light.contrast):
        assert slider.accessibleName() and "F12)" in slider.toolTip()


def test_the_menu_for_the_picture_stands_in_the_view_menu(window: Workbench) -> None:
    menus = {menu.title(): menu for menu in window.top_bar.findChildren(QMenu)}
    assert menus["Picture"].menuAction() in menus["View"].actions()
    assert window.commands["picture_closer"] in menus["Picture"].actions()
