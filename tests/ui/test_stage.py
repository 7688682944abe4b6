"""The stage paints the picture pixel for pixel, and says what has to be said on it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ui import theme
from ui.stage import Stage


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication) -> Iterator[Stage]:
    theme.dress(qapp, "dark", text_scale=1.0)
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(800, 450)
    stage.show()
    yield stage
    theme.dress(qapp, "dark", text_scale=1.0)


def _button(stage: Stage) -> QPushButton:
    found = stage.toast.findChild(QPushButton)
    assert found is not None
    return found


def _words(stage: Stage) -> QLabel:
    found = stage.toast.findChild(QLabel)
    assert found is not None
    return found


def _noise(width: int, height: int) -> QImage:
    """A picture in which every pixel is its own."""
    made = QImage(width, height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(made.bits(), np.uint8)
    pixels[:] = np.random.default_rng(3).integers(0, 256, pixels.size, np.uint8)
    pixels[3::4] = 255
    return made


def _seen(stage: Stage) -> QImage:
    return stage.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def _bytes(image: QImage) -> bytes:
    return bytes(image.constBits())


def test_a_picture_that_fits_is_shown_pixel_for_pixel(stage: Stage) -> None:
    picture = _noise(800, 450)
    stage.show_picture(picture)
    assert _bytes(_seen(stage)) == _bytes(picture)


def test_a_portrait_picture_stands_in_the_middle_of_near_black(stage: Stage) -> None:
    picture = _noise(254, 450)
    stage.show_picture(picture)
    seen = _seen(stage)
    assert _bytes(seen.copy(273, 0, 254, 450)) == _bytes(picture)
    for x in (0, 272, 527, 799):
        assert seen.pixelColor(x, 200) == theme.colour("stage")


def test_until_one_of_the_right_size_comes_the_picture_is_scaled(stage: Stage) -> None:
    small = QImage(400, 225, QImage.Format.Format_RGB32)
    small.fill(QColor("#336699"))
    stage.show_picture(small)
    seen = _seen(stage)
    assert {seen.pixelColor(x, y).name() for x in (1, 798) for y in (1, 448)} == {"#336699"}


def test_it_says_how_many_pixels_there_are(qtbot: QtBot, stage: Stage) -> None:
    ratio = stage.devicePixelRatioF()
    with qtbot.waitSignal(stage.resized_px) as told:
        stage.resize(640, 400)
    assert told.args == [round(640 * ratio), round(400 * ratio)]


def test_a_frame_that_cannot_be_read_shows_no_picture(stage: Stage) -> None:
    picture = _noise(800, 450)
    stage.show_picture(picture)
    stage.set_unreadable("Frame 50 is damaged and cannot be shown. Choose a frame beside it.")
    assert stage.picture is None
    words = _seen(stage)
    corner = words.copy(0, 0, 800, 100)
    assert _colours(corner) == {theme.colour("stage").name()}
    assert len(_colours(words)) > 2
    assert "Frame 50" in stage.accessibleDescription()
    stage.show_picture(picture)
    assert _bytes(_seen(stage)) == _bytes(picture)


def _colours(image: QImage) -> set[str]:
    pixels = np.frombuffer(image.constBits(), np.uint32)
    return {QColor.fromRgb(int(value)).name() for value in np.unique(pixels)}


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_what_runs_is_said_on_the_picture(
    scheme: theme.Scheme, stage: Stage, qapp: QApplication
) -> None:
    theme.dress(qapp, scheme)
    stage.show_picture(_noise(800, 450))
    before = _seen(stage)
    stage.set_running([("voice", "Mia", "1.8 s", "V"), ("looks at baby", "Jo", "9.9 s", "W")])
    after = _seen(stage)
    assert after.copy(12, 12, 200, 60) != before.copy(12, 12, 200, 60)
    assert after.copy(400, 100, 400, 350) == before.copy(400, 100, 400, 350)
    stage.set_running([])
    assert _bytes(_seen(stage)) == _bytes(before)


def test_labels_stay_on_a_narrow_stage_with_large_text(stage: Stage, qapp: QApplication) -> None:
    theme.dress(qapp, "light", text_scale=2.0)
    stage.resize(320, 180)
    stage.show_picture(_noise(320, 180))
    before = _seen(stage)
    stage.set_running([("a code with a rather long name", "Grandmother", "12.4 s", "V")])
    stage.set_waiting("Looking through the film (30%)")
    after = _seen(stage)
    assert after.copy(308, 0, 12, 180) == before.copy(308, 0, 12, 180)


def test_waiting_is_said_and_taken_away(stage: Stage) -> None:
    empty = _seen(stage)
    stage.set_waiting("Opening walk.mp4")
    assert _seen(stage) != empty
    stage.set_waiting("")
    assert _seen(stage) == empty


def test_a_message_comes_and_goes(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasts = {"toast_stays": 150, "toast_in": 0}
    monkeypatch.setattr(theme, "duration_ms", lambda name: lasts[name])
    stage.say("The film had moved, and was found again.")
    assert stage.toast.sentence == "The film had moved, and was found again."
    assert not _button(stage).isVisible()
    qtbot.waitUntil(lambda: not stage.toast.isVisible(), timeout=2000)
    assert stage.toast.sentence == ""


def test_a_message_stays_while_its_undo_has_the_focus_and_gives_it_back(
    qtbot: QtBot, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    lasts = {"toast_stays": 50, "toast_in": 0}
    monkeypatch.setattr(theme, "duration_ms", lambda name: lasts[name])
    stage.activateWindow()
    qtbot.waitActive(stage)
    stage.say("Tagged: smile", undo=True)
    _button(stage).setFocus()
    qtbot.wait(200)
    assert stage.toast.isVisible() and _button(stage).hasFocus()
    QTest.keyClick(_button(stage), Qt.Key.Key_Space)
    assert not stage.toast.isVisible() and stage.hasFocus()


def test_an_offer_that_is_withdrawn_gives_the_focus_to_the_picture(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.activateWindow()
    qtbot.waitActive(stage)
    QPushButton("comes next", stage).show()
    stage.say("Tagged: smile", undo=True)
    _button(stage).setFocus()
    stage.toast.withdraw_undo()
    assert stage.hasFocus()
    stage.say("Tagged: smile", undo=True)
    _button(stage).setFocus()
    stage.say("The film had moved, and was found again.")
    assert stage.hasFocus()


def test_a_message_stays_six_seconds() -> None:
    assert theme.duration_ms("toast_stays") == 6000


def test_what_was_done_can_be_taken_back_from_the_message(qtbot: QtBot, stage: Stage) -> None:
    stage.say("Tagged: smile", undo=True)
    button = _button(stage)
    assert button.isVisible()
    assert "Ctrl+Z" in button.toolTip()
    with qtbot.waitSignal(stage.undo_asked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not stage.toast.isVisible()


def test_a_message_stays_within_the_stage_at_its_foot(stage: Stage) -> None:
    long = "The film had moved to another folder, and was found again there. " * 3
    for size in ((800, 450), (320, 180)):
        stage.resize(*size)
        for sentence in ("Short.", long):
            stage.say(sentence, undo=True)
            stage.toast.settle()
            assert stage.rect().contains(stage.toast.geometry()), (size, sentence)
            assert abs(stage.toast.geometry().center().x() - stage.width() // 2) <= 1


def test_messages_take_no_markup(stage: Stage) -> None:
    stage.say("Tagged: <b>smile</b>")
    assert _words(stage).textFormat() == Qt.TextFormat.PlainText


def _drag(urls: list[QUrl]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls(urls)
    return mime


def test_films_are_dropped_on_it(qtbot: QtBot, stage: Stage, tmp_path: Path) -> None:
    mime = _drag([QUrl.fromLocalFile(str(tmp_path / "a film.mp4")), QUrl("ftp://far/film.mp4")])
    enter = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(stage, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(stage.dropped) as told:
        QApplication.sendEvent(stage, drop)
    assert told.args == [[tmp_path / "a film.mp4"]]


def test_its_parts_have_names(stage: Stage) -> None:
    stage.say("Tagged: smile", undo=True)
    for widget in (stage, stage.toast, _button(stage)):
        face = QAccessible.queryAccessibleInterface(widget)
        assert face.text(QAccessible.Text.Name)
