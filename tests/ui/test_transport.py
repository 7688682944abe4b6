"""The transport: what it says, and that nothing of it is cut where there is little room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, settle
from ui import theme
from ui.workbench import Workbench

_ICON = Qt.ToolButtonStyle.ToolButtonIconOnly


def _said(window: Workbench, name: str) -> str:
    (label,) = [
        label
        for label in window.film_page.findChildren(QLabel)
        if label.accessibleName() == name and label.isVisible()
    ]
    return label.text()


def test_it_says_frame_time_and_length(qtbot: QtBot, window: Workbench) -> None:
    index = window.workspace.index
    assert index is not None
    for _ in range(3):
        press(window, "Right")
    settle(qtbot, window)
    assert _said(window, "Frame on screen") == "frame 3"
    milliseconds = f"{index.start_us(3) // 1000:03}"
    assert f".{milliseconds}" in _said(window, "Time")
    assert _said(window, "Length of the film") == f"of 0:{index.duration_us // 1_000_000:02}"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1120, 640), (1280, 720), (1920, 1080)])
def test_with_marks_nothing_of_it_is_cut(
    qtbot: QtBot, qapp: QApplication, window: Workbench, scale: float, size: tuple[int, int]
) -> None:
    theme.dress(qapp, "light", text_scale=scale)
    window.resize(*size)
    settle(qtbot, window)
    for key in ("I", "Right", "Right", "O"):
        press(window, key)
        settle(qtbot, window)
    QApplication.processEvents()
    transport = window.film_page.transport
    parts = [
        part
        for kind in (QLabel, QAbstractButton)
        for part in transport.findChildren(kind)
        if part.isVisible()
    ]
    for part in parts:
        wanted_px = part.sizeHint().width()
        if isinstance(part, QToolButton) and part.toolButtonStyle() == _ICON:
            wanted_px = part.iconSize().width()
        assert part.width() >= wanted_px, part.accessibleName()
        assert transport.rect().contains(part.geometry()), part.accessibleName()
    for one in parts:
        for other in parts:
            assert one is other or not one.geometry().intersects(other.geometry())
