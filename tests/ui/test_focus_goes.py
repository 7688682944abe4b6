"""A control that has the keyboard may go, with its page or its window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.conftest import press
from ui.workbench import Workbench


def test_when_the_control_with_the_ring_goes_the_keyboard_goes_on(
    qtbot: QtBot, window: Workbench
) -> None:
    page = window.case_page
    press(window, "Ctrl+1")
    button = QPushButton("soon gone", page)
    button.show()
    window.focusNextPrevChild(True)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    delete(button)
    with qtbot.capture_exceptions() as failures:
        page.setFocus()
        window.resize(window.width() + 8, window.height())
        press(window, "Ctrl+2")
        window.film_page.stage.setFocus()
    assert failures == []
    assert window.film_page.stage.hasFocus()
