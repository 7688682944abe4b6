"""The first window: it makes the demo, can be stopped, and can be used without a mouse."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.start_window import StartWindow
from vig_tool.errors import VigError
from vig_tool.progress import Progress


def _button(window: StartWindow, text: str) -> QPushButton:
    found = [b for b in window.findChildren(QPushButton) if b.text().replace("&", "") == text]
    assert len(found) == 1
    return found[0]


def _words(window: StartWindow) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def _shown(qtbot: QtBot, window: StartWindow) -> StartWindow:
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


class _EndlessWork:
    """Goes on until it is stopped, and remembers that it was."""

    def __init__(self) -> None:
        self.running = threading.Event()
        self.tidied = False

    def __call__(self, progress: Progress) -> Path:
        try:
            while True:
                progress(0.5, "Drawing")
                self.running.set()
        finally:
            self.tidied = True


def test_the_demo_is_made_and_can_be_shown_in_its_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    window = _shown(qtbot, StartWindow(lambda _progress: tmp_path))

    assert not _button(window, "Show in folder").isVisible()
    QTest.mouseClick(_button(window, "Make the demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(_button(window, "Show in folder").isVisible)
    assert str(tmp_path) in _words(window)

    QTest.mouseClick(_button(window, "Show in folder"), Qt.MouseButton.LeftButton)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path]


def test_making_the_demo_is_stopped_by_its_key(qtbot: QtBot) -> None:
    work = _EndlessWork()
    window = _shown(qtbot, StartWindow(work))
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.running.is_set)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(_button(window, "Make the demo").isVisible)
    assert work.tidied
    assert "Stopped" in _words(window)


def test_closing_the_window_stops_the_work(qtbot: QtBot) -> None:
    work = _EndlessWork()
    window = _shown(qtbot, StartWindow(work))
    QTest.mouseClick(_button(window, "Make the demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.running.is_set)
    window.close()
    assert work.tidied


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (VigError("The disk is full. Make room and try again."), "The disk is full."),
        (PermissionError(13, "Permission denied", "demo"), "demo could not be used"),
    ],
)
def test_a_failure_is_a_sentence_and_can_be_tried_again(
    qtbot: QtBot, reason: Exception, sentence: str
) -> None:
    def fail(_progress: Progress) -> Path:
        raise reason

    window = _shown(qtbot, StartWindow(fail))
    QTest.mouseClick(_button(window, "Make the demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sentence in _words(window))
    assert _button(window, "Make the demo").isVisible()


def test_every_control_has_a_name_and_says_its_key(qtbot: QtBot, tmp_path: Path) -> None:
    window = _shown(qtbot, StartWindow(lambda _progress: tmp_path))
    for button in window.findChildren(QPushButton):
        assert button.toolTip().endswith(f"({button.shortcut().toString()})")
        assert button.accessibleDescription()
    for widget in window.findChildren(QWidget):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is not None and face.role() != QAccessible.Role.Client:
            assert face.text(QAccessible.Text.Name) or not widget.isVisible(), widget


def test_labels_take_no_markup(qtbot: QtBot) -> None:
    window = _shown(qtbot, StartWindow(lambda _progress: Path("<b>demo</b>")))
    formats = {label.textFormat() for label in window.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
