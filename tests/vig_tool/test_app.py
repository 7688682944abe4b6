"""``vig-tool-window``: a window where there is a screen, and a sentence where there is none."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from vig_tool import app
from vig_tool.demo import Demo

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in _SCREENS:
        monkeypatch.delenv(name, raising=False)
    assert app.main() == 2
    assert "no screen" in capsys.readouterr().err


def test_without_qts_libraries_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert app.main() == 2
    assert "system libraries" in capsys.readouterr().err


def test_the_window_makes_the_demo_among_the_documents(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made_in: list[Path] = []

    def make_demo(folder: Path, _progress: object) -> Demo:
        made_in.append(folder)
        return Demo(folder, folder / "a.vig", ())

    monkeypatch.setattr(app, "make_demo", make_demo)
    monkeypatch.setattr(app, "default_folder", lambda: tmp_path)
    window = app.open_window(qapp)
    qtbot.addWidget(window)
    assert window.isVisible()
    (button,) = [b for b in window.findChildren(QPushButton) if "demo" in b.text()]
    button.click()
    qtbot.waitUntil(
        lambda: any(str(tmp_path) in label.text() for label in window.findChildren(QLabel))
    )
    assert made_in == [tmp_path]
