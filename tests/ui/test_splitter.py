"""The dividers of the film page: moved by mouse or keys, and remembered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitterHandle
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, settle
from ui.splitter import Splitter
from ui.workbench import Workbench


def _dividers(window: Workbench) -> list[tuple[Splitter, QSplitterHandle]]:
    page = window.film_page
    found = [
        (splitter, splitter.handle(place))
        for splitter in page.findChildren(Splitter)
        for place in range(1, splitter.count())
    ]
    return [(splitter, handle) for splitter, handle in found if handle.isVisible()]


def test_there_are_four_and_each_is_moved_by_keys_and_restored(window: Workbench) -> None:
    dividers = _dividers(window)
    assert len(dividers) == 4
    for splitter, handle in dividers:
        handle.setFocus(Qt.FocusReason.TabFocusReason)
        designed, frame = splitter.sizes(), window.workspace.projector.target
        across = splitter.orientation() == Qt.Orientation.Horizontal
        keys = ("Left", "Right") if across else ("Up", "Down")
        moved = []
        for key in keys:
            press(window, key)
            moved.append(splitter.sizes())
        assert any(sizes != designed for sizes in moved)
        press(window, keys[0])
        press(window, "Return")
        assert splitter.sizes() == designed
        assert window.workspace.projector.target == frame and not window.workspace.clips


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_they_are_where_they_were_left(
    qtbot: QtBot,
    window: Workbench,
    make_window: Callable[[], Workbench],
    case_path: Path,
    by: str,
) -> None:
    splitter, handle = _dividers(window)[-1]
    designed = splitter.sizes()
    if by == "keys":
        handle.setFocus(Qt.FocusReason.TabFocusReason)
        for key in ("Up", "Left"):
            press(window, key)
            press(window, key)
    else:
        start = handle.rect().center()
        end = start - QPoint(32, 32)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(handle, end)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=end)
    left = splitter.sizes()
    assert left != designed
    window.close()
    again = make_window()
    again.cases.open_case(case_path)
    settle(qtbot, again)
    assert _dividers(again)[-1][0].sizes() == left
