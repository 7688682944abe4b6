"""The picture on a second screen: the frame on the stage, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.golden.film import GoldenFilm
from tests.ui.conftest import press
from ui.workbench import Workbench

_ROOT = Path(__file__).resolve().parent.parent.parent


def test_with_one_screen_it_says_so(qtbot: QtBot, window: Workbench) -> None:
    action = window.commands["second_screen"]
    assert action.text() == "Picture on the second screen (there is only one)"
    assert "only one" in action.toolTip()
    press(window, "Ctrl+F11")
    assert window.second.picture is None
    assert "only this screen" in window.film_page.stage.toast.sentence
    assert not action.isChecked()


@pytest.fixture
def seen(case_path: Path, tmp_path: Path) -> dict[str, Any]:
    """What was seen on a computer with two screens of different sizes."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "dpr": 1}
        | {"logicalDpi": 96, "logicalBaseDpi": 96}
        for name, x, width, height in (("one", 0, 1280, 720), ("two", 1280, 1920, 1080))
    ]
    (tmp_path / "screens.json").write_text(json.dumps({"screens": screens}))
    described = os.path.relpath(tmp_path / "screens.json", _ROOT)  # Qt knows no colons there
    ended = subprocess.run(
        [sys.executable, "-m", "tests.ui.two_screens", str(case_path)],
        cwd=_ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={described}",
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr and "requestActivate" not in ended.stderr, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def test_a_second_screen_shows_just_the_frame_on_the_stage(
    seen: dict[str, Any], films: list[GoldenFilm]
) -> None:
    numbers = films[0].numbers
    assert seen["offered"] == [True, "Picture on the second screen"]
    assert seen["place"] == [1280, 0, 1920, 1080]
    assert seen["steps"] == [[frame, numbers[frame]] for frame in (40, 41, 7)]
    assert seen["sizes"] == [[1920, 1080]] * 3, "as sharp as that screen is"
    assert seen["played"] == [[frame, numbers[frame]] for frame, _ in seen["played"]]
    assert seen["zoomed"] == [True, None], "the same part as on the stage, so not all of the code"
    assert seen["unplugged"] == [True, False, False], "it goes quietly with its screen"
    assert seen["shut"] == [True, False], "a window manager may close it"
    assert seen["closed"]
