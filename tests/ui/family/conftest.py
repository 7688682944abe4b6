"""The parent's window on three real clips."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import Golden
from tests.ui.family.moments import cut_moments
from ui import theme
from ui.family.moment import Moment
from ui.family.viewing import Stand
from ui.family.window import FamilyWindow


@pytest.fixture(scope="session")
def moments(golden: Golden, tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    """Three moments of half a second. The files are shared by all tests."""
    film = golden("h264-long-gop", frames=120, size=(320, 180))
    return cut_moments(film.path, tmp_path_factory.mktemp("moments"))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, moments: list[Moment]) -> Iterator[FamilyWindow]:
    """The window, waiting on the first picture of the first moment."""
    theme.dress(qapp, "dark", text_scale=1.0)
    window = opened(qtbot, moments)
    yield window
    window.close()
    window.deleteLater()


def opened(qtbot: QtBot, moments: list[Moment]) -> FamilyWindow:
    """A window on some moments, in the size of a small screen."""
    window = FamilyWindow(moments)
    window.resize(1280, 720)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    window.begin()
    stands(qtbot, window, Stand.PAUSED, Stand.BROKEN)
    return window


def stands(qtbot: QtBot, window: FamilyWindow, *wanted: Stand) -> None:
    """Wait until the viewing stands there, with a picture or a sentence."""

    def there() -> bool:
        shown = not window.picture.image.isNull() or bool(window.picture.sentence)
        return window.viewing.stand in wanted and shown

    qtbot.waitUntil(there, timeout=10_000)


@pytest.fixture
def folder_of(moments: list[Moment]) -> Path:
    """Where the clips are."""
    return moments[0].path.parent
