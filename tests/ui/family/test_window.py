"""A parent watches: every control by mouse and by key, and nothing else on the screen."""

import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.family.conftest import opened, stands
from tests.ui.family.moments import CAPTIONS, FRAMES, STILLS, number_on, pixels_of
from ui import theme
from ui.family.button import Button
from ui.family.moment import Moment
from ui.family.viewing import Stand
from ui.family.window import FamilyWindow

CLICK = "a click"
By = str | Qt.Key


def _do(window: FamilyWindow, by: Qt.Key | Button) -> None:
    if isinstance(by, Button):
        assert by.isVisible()
        QTest.mouseClick(by, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(QApplication.focusWidget() or window, by)


def _shows(qtbot: QtBot, window: FamilyWindow, number: int) -> None:
    qtbot.waitUntil(lambda: number_on(window.picture.image) == number)


def _shows_some_of(qtbot: QtBot, window: FamilyWindow, place: int) -> None:
    qtbot.waitUntil(lambda: number_on(window.picture.image) in FRAMES[place])


def _rest(qtbot: QtBot, window: FamilyWindow) -> None:
    """Play the present moment to its end."""
    window.viewing.watch_again()
    stands(qtbot, window, Stand.RESTING)


def test_it_waits_on_the_first_picture_until_somebody_plays_it(
    qtbot: QtBot, window: FamilyWindow
) -> None:
    _shows(qtbot, window, FRAMES[0][0])
    assert window.caption.text() == CAPTIONS[0]
    assert window.windowTitle() == "Together"
    assert window.controls.play.hasFocus()
    assert not window.controls.back.isVisible()
    qtbot.wait(100)
    assert window.viewing.stand is Stand.PAUSED


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_Space])
def test_it_plays_to_the_end_and_rests_on_the_still(
    qtbot: QtBot, window: FamilyWindow, by: By
) -> None:
    seen: list[int | None] = []
    window.viewing.pictured.connect(lambda picture: seen.append(number_on(picture)))
    _do(window, by if isinstance(by, Qt.Key) else window.controls.play)
    stands(qtbot, window, Stand.RESTING)
    assert number_on(window.picture.image) == STILLS[0]
    assert seen[-1] == STILLS[0]
    assert set(seen[:-1]) <= set(FRAMES[0])
    assert FRAMES[0][-1] in seen
    assert window.controls.watch_again.hasFocus()
    assert window.caption.text() == CAPTIONS[0]


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_Space])
def test_it_stops_on_this_picture_and_goes_on_from_it(
    qtbot: QtBot, window: FamilyWindow, by: By
) -> None:
    play = window.controls.play
    way = by if isinstance(by, Qt.Key) else play
    window.viewing.toggle()
    qtbot.waitUntil(lambda: number_on(window.picture.image) not in (None, FRAMES[0][0]))
    assert play.accessibleName() == "Stop on this picture"
    _do(window, way)
    stopped_on = number_on(window.picture.image)
    qtbot.wait(150)
    assert window.viewing.stand is Stand.PAUSED
    assert number_on(window.picture.image) == stopped_on
    assert play.accessibleName() == "Play"
    after: list[int | None] = []
    window.viewing.pictured.connect(lambda picture: after.append(number_on(picture)))
    _do(window, way)
    stands(qtbot, window, Stand.RESTING)
    assert after[0] is not None
    assert stopped_on is not None
    assert after[0] >= stopped_on


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_Left])
def test_single_pictures_on_and_back(qtbot: QtBot, window: FamilyWindow, by: By) -> None:
    on, back = window.controls.frame_on, window.controls.frame_back
    clicked = by == CLICK
    for number in FRAMES[0][1:5]:
        _do(window, on if clicked else Qt.Key.Key_Right)
        _shows(qtbot, window, number)
    for number in FRAMES[0][3::-1]:
        _do(window, back if clicked else Qt.Key.Key_Left)
        _shows(qtbot, window, number)
    _do(window, back if clicked else Qt.Key.Key_Left)
    qtbot.wait(50)
    assert number_on(window.picture.image) == FRAMES[0][0]


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_R, Qt.Key.Key_Home])
def test_again_while_it_plays_and_after(qtbot: QtBot, window: FamilyWindow, by: By) -> None:
    controls = window.controls
    window.viewing.step(8)
    _shows(qtbot, window, FRAMES[0][8])
    _do(window, by if isinstance(by, Qt.Key) else controls.again)
    assert window.viewing.stand is Stand.PLAYING
    _shows(qtbot, window, FRAMES[0][0])
    stands(qtbot, window, Stand.RESTING)
    _do(window, by if isinstance(by, Qt.Key) else controls.watch_again)
    assert window.viewing.stand is Stand.PLAYING
    _shows(qtbot, window, FRAMES[0][0])


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_S])
def test_slower_is_half_then_a_quarter_then_as_it_was(
    qtbot: QtBot, window: FamilyWindow, by: By
) -> None:
    slower = window.controls.slower
    shown = []
    for _ in range(3):
        _do(window, by if isinstance(by, Qt.Key) else slower)
        shown.append((window.viewing.speed, slower.extra, slower.lit))
    assert shown == [(0.5, "½", True), (0.25, "¼", True), (1.0, "½", False)]


def test_half_speed_takes_twice_as_long(qtbot: QtBot, window: FamilyWindow) -> None:
    window.viewing.slow_down()
    began_s = time.monotonic()
    _rest(qtbot, window)
    assert 0.95 < time.monotonic() - began_s < 3.0
    _do(window, Qt.Key.Key_S)
    assert (window.viewing.stand, window.viewing.speed) == (Stand.PLAYING, 0.25)


@pytest.mark.parametrize(
    "ways",
    [None, (Qt.Key.Key_N, Qt.Key.Key_B), (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)],
)
def test_next_and_back_and_a_kind_end(
    qtbot: QtBot, window: FamilyWindow, ways: tuple[Qt.Key, Qt.Key] | None
) -> None:
    controls = window.controls
    go_on, go_back = ways or (controls.next, controls.back)
    for place in (1, 2):
        _do(window, go_on)
        stands(qtbot, window, Stand.PLAYING)
        _shows_some_of(qtbot, window, place)
        assert window.caption.text() == CAPTIONS[place]
    _do(window, go_back)
    _shows_some_of(qtbot, window, 1)
    _do(window, go_on)
    stands(qtbot, window, Stand.PLAYING)
    _do(window, go_on)
    assert window.viewing.stand is Stand.OVER
    assert window.caption.text() == "That was the last one."
    assert not controls.next.isVisible()
    assert controls.from_start.hasFocus()
    _do(window, Qt.Key.Key_N)
    assert window.viewing.stand is Stand.OVER
    _do(window, Qt.Key.Key_Space if ways else controls.from_start)
    _shows_some_of(qtbot, window, 0)
    assert window.viewing.place == 0


@pytest.mark.parametrize("by", [CLICK, Qt.Key.Key_Escape])
@pytest.mark.parametrize("while_playing", [True, False])
def test_stop_closes_it_and_lets_every_file_go(
    qtbot: QtBot, window: FamilyWindow, by: By, while_playing: bool, folder_of: Path
) -> None:
    if while_playing:
        window.viewing.toggle()
        qtbot.wait(60)
    with qtbot.waitSignal(window.stopped):
        _do(window, by if isinstance(by, Qt.Key) else window.controls.stop)
    assert not window.isVisible()
    handles = Path("/proc/self/fd")
    if handles.is_dir():
        held = [str(handle.readlink()) for handle in handles.iterdir() if handle.is_symlink()]
        assert not [name for name in held if name.startswith(str(folder_of))]


def test_controls_fade_while_it_plays_and_come_back_at_a_touch(
    qtbot: QtBot, window: FamilyWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert theme.duration_ms("parent_idle_before_fade") == 2500
    monkeypatch.setattr(theme, "duration_ms", lambda name: 30)
    window._stillness.setInterval(60)
    window.viewing.slow_down()
    window.viewing.slow_down()
    places = [button.geometry() for button in window.controls.buttons]
    window.viewing.toggle()
    qtbot.waitUntil(lambda: window.controls.faded)
    qtbot.waitUntil(lambda: _brightness(window, window.controls.play) < 0.01)
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    assert _brightness(window, window.controls.stop) > 0.05
    assert window.caption.isVisible()

    place = window.viewing.place
    unseen = window.controls.next.geometry().center()
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=window.controls.mapTo(window, unseen))
    assert window.viewing.place == place
    qtbot.waitUntil(lambda: _brightness(window, window.controls.play) > 0.5)
    assert window.cursor().shape() is not Qt.CursorShape.BlankCursor

    qtbot.waitUntil(lambda: window.controls.faded)
    QTest.mouseMove(window, QPoint(300, 300))
    QTest.mouseMove(window, QPoint(310, 300))
    qtbot.waitUntil(lambda: not window.controls.faded)
    assert [button.geometry() for button in window.controls.buttons] == places


def test_controls_stay_while_nothing_plays(qtbot: QtBot, window: FamilyWindow) -> None:
    window._stillness.setInterval(20)
    qtbot.wait(80)
    assert not window.controls.faded
    _rest(qtbot, window)
    qtbot.wait(80)
    assert not window.controls.faded


def _drawn(window: FamilyWindow, button: Button) -> NDArray[np.uint8]:
    """What is on screen in a button's place."""
    spot = button.mapTo(window, QPoint())
    return pixels_of(window.grab().toImage().copy(QRect(spot, button.size())))


def _brightness(window: FamilyWindow, button: Button) -> float:
    """How far the brightest spot of a button is above the window's own shade, 0 to 1."""
    stage = theme.parent_colour("stage")
    return float(_drawn(window, button).max() - stage.red()) / 255


@pytest.mark.parametrize("harm", ["gone", "broken", "empty"])
def test_a_moment_that_cannot_be_shown_is_passed_over(
    qtbot: QtBot, qapp: QApplication, moments: list[Moment], tmp_path: Path, harm: str
) -> None:
    path = tmp_path / "1.mp4"
    if harm == "broken":
        path.write_bytes(moments[1].path.read_bytes()[:900] + bytes(4000))
    elif harm == "empty":
        path.touch()
    window = opened(qtbot, [moments[0], Moment(path, tmp_path / "1.png", "x"), moments[2]])
    _do(window, Qt.Key.Key_N)
    stands(qtbot, window, Stand.BROKEN)
    assert window.picture.sentence == "This moment cannot be shown just now."
    assert window.controls.next.hasFocus()
    for key in (Qt.Key.Key_R, Qt.Key.Key_S, Qt.Key.Key_Left):
        _do(window, key)
    assert window.viewing.stand is Stand.BROKEN
    _do(window, Qt.Key.Key_N)
    _shows_some_of(qtbot, window, 2)
    _do(window, Qt.Key.Key_B)
    stands(qtbot, window, Stand.BROKEN)
    window.close()


def test_without_its_still_it_rests_on_the_last_picture(
    qtbot: QtBot, qapp: QApplication, moments: list[Moment], tmp_path: Path
) -> None:
    clip = shutil.copy(moments[0].path, tmp_path)
    window = opened(qtbot, [Moment(Path(clip), tmp_path / "gone.png", "")])
    _rest(qtbot, window)
    assert number_on(window.picture.image) == FRAMES[0][-1]
    window.close()


def test_every_control_has_a_name_and_tells_its_key(qtbot: QtBot, window: FamilyWindow) -> None:
    for button in window.controls.buttons:
        assert button.accessibleName()
        assert button.toolTip().startswith(button.accessibleName())
        assert button.toolTip().endswith(")")
        face = QAccessible.queryAccessibleInterface(button)
        assert face.role() is QAccessible.Role.Button
        assert face.text(QAccessible.Text.Name) == button.accessibleName()


def test_no_label_takes_markup_or_a_selection(window: FamilyWindow) -> None:
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.textInteractionFlags() is Qt.TextInteractionFlag.NoTextInteraction


def test_tab_goes_along_the_row(qtbot: QtBot, window: FamilyWindow) -> None:
    went = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert focused is not None
        went.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    controls = window.controls
    row = [controls.play, controls.frame_on, controls.slower, controls.next]
    assert went == [*row, controls.stop, controls.again, controls.frame_back]
    QTest.keyClick(controls.play, Qt.Key.Key_Tab)
    QTest.keyClick(controls.frame_on, Qt.Key.Key_Return)
    _shows(qtbot, window, FRAMES[0][1])


def test_keys_with_modifiers_and_other_windows_keys_do_nothing(
    qtbot: QtBot, window: FamilyWindow
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    fired: list[str] = []
    for keys in ("N", "Ctrl+Z", "A", "Del"):
        shortcut = QShortcut(QKeySequence(keys), other)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        shortcut.activated.connect(lambda keys=keys: fired.append(keys))
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Delete):
        _do(window, key)
    QTest.keyClick(window, Qt.Key.Key_Escape, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.isVisible()
    assert window.viewing.place == 0
    _do(window, Qt.Key.Key_N)
    assert window.viewing.place == 1
    assert fired == []


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1120, 640)])
def test_everything_has_room(
    qtbot: QtBot,
    qapp: QApplication,
    moments: list[Moment],
    text_scale: float,
    size: tuple[int, int],
) -> None:
    theme.dress(qapp, "light", text_scale=text_scale)
    window = opened(qtbot, moments)
    window.resize(*size)
    for act in (window.viewing.go_on, window.viewing.watch_again, window.viewing.go_on):
        act()
        stands(qtbot, window, Stand.PLAYING)
        _fits(window)
    stands(qtbot, window, Stand.RESTING)
    _fits(window)
    window.viewing.go_on()
    _fits(window)
    window.close()
    theme.dress(qapp, "dark", text_scale=1.0)


def _fits(window: FamilyWindow) -> None:
    shown = [button for button in window.controls.buttons if button.isVisible()]
    for button in shown:
        assert window.controls.rect().contains(button.geometry())
        assert min(button.size().toTuple()) >= theme.size("hit_parent")
        others = [other for other in shown if other is not button]
        assert not any(button.geometry().intersects(other.geometry()) for other in others)
    assert window.picture.geometry().bottom() < window.caption.geometry().top()
    assert window.caption.geometry().bottom() < window.controls.geometry().top()
    assert window.caption.height() >= window.caption._layout.boundingRect().height() - 1
    assert window.rect().contains(window.controls.geometry())
    assert window.picture.height() > window.height() * 0.3


def test_right_to_left_mirrors_the_row_but_not_play(
    qtbot: QtBot, qapp: QApplication, window: FamilyWindow
) -> None:
    controls = window.controls
    play = _drawn(window, controls.play)
    arrow = _drawn(window, controls.next)
    before = {button: button.geometry() for button in controls.buttons if button.isVisible()}
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert controls.stop.geometry().left() > controls.next.geometry().right()
    for button, place in before.items():
        assert button.geometry().left() == controls.width() - place.right() - 1
    assert np.array_equal(_drawn(window, controls.play), play)
    assert not np.array_equal(_drawn(window, controls.next), arrow)
    assert controls.frame_on.toolTip() == "One picture on (←)"
    _do(window, Qt.Key.Key_Left)
    _shows(qtbot, window, FRAMES[0][1])


def test_it_looks_the_same_in_light_and_dark(
    qtbot: QtBot, qapp: QApplication, moments: list[Moment]
) -> None:
    grabs = []
    for scheme in ("light", "dark"):
        theme.dress(qapp, "light" if scheme == "light" else "dark")
        window = opened(qtbot, moments)
        _shows(qtbot, window, FRAMES[0][0])
        window.viewing.step(2)
        _shows(qtbot, window, FRAMES[0][2])
        grabs.append(pixels_of(window.grab().toImage()))
        window.close()
    assert np.array_equal(grabs[0], grabs[1])


def test_words_stand_out() -> None:
    colour = theme.parent_colour
    pairs = [("text", "stage"), ("text_2", "stage"), ("text", "button"), ("text_2", "button")]
    pairs += [("text", "button_hover"), ("on_primary", "primary")]
    for ink, paper in pairs:
        assert theme.contrast(colour(ink), colour(paper)) >= 4.5
    assert theme.contrast(colour("focus"), colour("stage")) >= 3


def test_the_picture_is_as_large_as_it_fits_and_has_round_corners(
    qtbot: QtBot, window: FamilyWindow
) -> None:
    room = window.picture.room()
    assert abs(room.height() - window.picture.height()) <= 1
    assert abs(room.width() / room.height() - 16 / 9) < 0.01
    drawn = window.grab().toImage()
    corner = window.picture.mapTo(window, room.topLeft().toPoint())
    assert drawn.pixelColor(corner) == theme.parent_colour("stage")
    assert drawn.pixelColor(corner + QPoint(16, 16)) != theme.parent_colour("stage")


def test_it_covers_the_screen(qtbot: QtBot, qapp: QApplication, moments: list[Moment]) -> None:
    window = FamilyWindow(moments)
    window.show_over(qapp.primaryScreen())
    stands(qtbot, window, Stand.PAUSED)
    assert window.isFullScreen()
    assert window.geometry() == qapp.primaryScreen().geometry()
    window.close()


def test_no_moments_make_no_window() -> None:
    with pytest.raises(ValueError, match="no moment"):
        FamilyWindow([])
