"""The picture alone on the whole screen, by its real keys, in the real window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, settle
from ui import theme
from ui.workbench import Workbench


def _beside(window: Workbench) -> list[bool]:
    page = window.film_page
    parts = (window.top_bar, page.tray, page.inspector, page.timeline)
    return [part.isVisible() for part in parts]


@pytest.fixture
def alone(qtbot: QtBot, window: Workbench) -> Workbench:
    """The window with the picture alone."""
    press(window, "Shift+F11")
    assert window.isFullScreen()
    assert window.alone.on
    settle(qtbot, window)
    return window


def test_nothing_is_seen_but_the_picture(alone: Workbench) -> None:
    assert _beside(alone) == [False] * 4
    assert alone.film_page.stage.size() == alone.size()


@pytest.mark.parametrize("key", ["Esc", "Shift+F11", "F11"])
def test_keys_lead_back_to_what_was_there_before(qtbot: QtBot, window: Workbench, key: str) -> None:
    press(window, "F6")
    QApplication.processEvents()
    before, size = _beside(window), window.film_page.stage.size()
    assert before == [True, False, True, True]
    press(window, "Shift+F11")
    press(window, key)
    assert not window.isFullScreen()
    assert _beside(window) == before
    qtbot.waitUntil(lambda: window.film_page.stage.size() == size)
    assert window.film_page.transport.isVisible()
    assert window.film_page.transport.geometry().top() > window.film_page.stage.geometry().bottom()


def test_from_the_full_screen_it_leads_back_to_the_full_screen(window: Workbench) -> None:
    press(window, "F11")
    assert window.isFullScreen() and not window.alone.on
    press(window, "Shift+F11")
    press(window, "Esc")
    assert window.isFullScreen() and not window.alone.on
    press(window, "F11")
    assert not window.isFullScreen()


def test_the_transport_comes_with_the_mouse_and_goes_when_it_rests(
    qtbot: QtBot, window: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.picture_alone._RESTS", "parent_fade_in")
    press(window, "Shift+F11")
    stage, transport = window.film_page.stage, window.film_page.transport
    assert transport.isVisible()
    assert transport.geometry().bottom() == stage.geometry().bottom()
    qtbot.waitUntil(transport.isHidden, timeout=3000)
    pointer = QApplication.overrideCursor()
    assert pointer is not None and pointer.shape() == Qt.CursorShape.BlankCursor
    for x in (100, 140):
        QTest.mouseMove(stage, QPoint(x, 100))
    qtbot.waitUntil(transport.isVisible, timeout=3000)
    assert QApplication.overrideCursor() is None
    qtbot.waitUntil(transport.isHidden, timeout=3000)
    press(window, "Esc")
    assert transport.isVisible()
    assert QApplication.overrideCursor() is None


def test_the_hand_rests_for_two_and_a_half_seconds() -> None:
    assert theme.duration_ms("parent_idle_before_fade") == 2500


def test_tags_and_steps_go_on(qtbot: QtBot, alone: Workbench) -> None:
    work = alone.workspace
    press(alone, "A")
    press(alone, "Right")
    press(alone, "V")
    settle(qtbot, alone)
    assert work.projector.frame == 1
    press(alone, "Shift+Right")
    settle(qtbot, alone)
    assert alone.tagging.running
    press(alone, "Esc")
    assert not alone.tagging.running and alone.alone.on, "Esc cancels what runs first"
    assert len(work.tags) == 1
    press(alone, "Ctrl+Z")
    assert not alone.workspace.tags
    press(alone, "+")
    assert alone.looking.view.zoom != 1.0


def test_messages_stand_above_the_transport(alone: Workbench) -> None:
    page = alone.film_page
    page.stage.say("Tagged: smile")
    assert page.stage.toast.geometry().bottom() < page.transport.geometry().top()


@pytest.mark.parametrize(
    ("key", "part"), [("F6", "tray"), ("F7", "inspector"), ("Ctrl+F", "inspector")]
)
def test_what_needs_another_part_brings_all_of_them_back(
    alone: Workbench, key: str, part: str
) -> None:
    press(alone, key)
    assert not alone.alone.on
    assert not alone.isFullScreen()
    assert getattr(alone.film_page, part).isVisible()
    assert alone.top_bar.isVisible()


def test_another_page_ends_it(alone: Workbench) -> None:
    press(alone, "Ctrl+1")
    assert not alone.alone.on
    assert alone.top_bar.isVisible()
    assert not alone.isFullScreen()


def test_the_system_s_own_way_out_of_the_full_screen_ends_it(
    qtbot: QtBot, alone: Workbench
) -> None:
    alone.showNormal()
    qtbot.waitUntil(lambda: not alone.alone.on)
    assert _beside(alone) == [True] * 4
