"""The page of a case goes on being laid out while no case is open."""

from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from ui.workbench import Workbench


def test_a_window_made_narrow_after_its_case_was_closed_is_no_trouble(
    qtbot: QtBot, window: Workbench
) -> None:
    press(window, "Ctrl+1")
    window.show_start()
    with qtbot.capture_exceptions() as failures:
        for room_px in (10, 100_000, 10):
            window.case_page.consents.fit(room_px)
        for key in ("F8", "F8", "F8", "F8", "F7", "F7", "F7", "F7"):
            press(window, key)
            qtbot.wait(20)
        window.resize(1120, 640)
    assert failures == []
