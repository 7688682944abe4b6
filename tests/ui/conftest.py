"""The real window on a real case with bar-coded films."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QKeyCombination
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import Case
from export.linked_films import link_films, look_at_new
from tests.conftest import Golden
from tests.golden import barcode
from tests.golden.film import GoldenFilm
from ui import settings, theme
from ui.timeline.grouping import Grouping
from ui.workbench import Workbench

KINDS = ("h264-vfr", "h264-long-gop")


@pytest.fixture
def films(golden: Golden) -> list[GoldenFilm]:
    """Two golden films of some seconds, one with a variable frame rate."""
    return [golden(kind, frames=120, size=(320, 180)) for kind in KINDS]


@pytest.fixture
def case_path(tmp_path: Path, films: list[GoldenFilm]) -> Path:
    """A case with both films and nothing tagged."""
    path = tmp_path / "family.vig"
    with Case.create(path) as case:
        paths = [film.path for film in films]
        link_films(case, paths, look_at_new(paths))
    return path


@pytest.fixture
def make_window(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Workbench]]:
    """Makes the main window, shown and active; closes it in the end."""
    made: list[Workbench] = []

    def make() -> Workbench:
        theme.dress(qapp, "dark", text_scale=1.0)
        settings.remember_speed(1.0)
        settings.remember_volume(0, muted=False)
        settings.choose_lanes(Grouping.PERSON)
        window = Workbench(lambda progress: Path("demo.vig"))
        made.append(window)
        window.resize(1280, 720)
        window.show()
        window.activateWindow()
        qtbot.waitActive(window)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path) -> Workbench:
    """The main window with the case open and its first picture on the stage."""
    window = make_window()
    window.cases.open_case(case_path)
    settle(qtbot, window)
    return window


def settle(qtbot: QtBot, window: Workbench) -> None:
    """Wait until the frame that was asked for last is the frame on screen."""
    projector = window.workspace.projector
    qtbot.waitUntil(lambda: projector.film is not None and projector.at_rest, timeout=10_000)


def press(window: Workbench, key: str) -> None:
    """A real key with its modifiers, to whatever has the focus."""
    combination = QKeyCombination.fromCombined(QKeySequence(key)[0].toCombined())  # type: ignore[index]
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def number_on(picture: QImage) -> int | None:
    """The number in the bar code of a picture."""
    shown = picture.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1)
    pixels = rows[:, : shown.width() * 3].reshape(shown.height(), shown.width(), 3)
    return barcode.read(np.ascontiguousarray(pixels))
