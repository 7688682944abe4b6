"""Films and cases can be dropped anywhere in the window, and never become words in a field."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from ui.workbench import Workbench


def takers(window: Workbench, field: QWidget) -> list[QWidget]:
    """Who takes what is dropped on a field: the first one up from it that accepts drops."""
    up: QWidget | None = field
    while up is not None and not up.acceptDrops():
        up = up.parentWidget()
    return [] if up is None else [up]


def test_no_field_takes_a_film_for_words(window: Workbench) -> None:
    fields = [
        *window.findChildren(QLineEdit),
        *(each.viewport() for each in window.findChildren(QPlainTextEdit)),
    ]
    ours = [field for field in fields if not field.objectName().startswith("qt_spinbox")]
    assert len(ours) > 6
    for field in ours:
        (taker,) = takers(window, field)
        assert not isinstance(taker, QLineEdit | QPlainTextEdit), field.accessibleName()


def drop(widget: QWidget, path: Path) -> None:
    """What Qt does with a file that is dropped in the middle of a widget."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, left = widget.rect().center(), Qt.MouseButton.LeftButton
    copy, plain = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(at), copy, data, left, plain)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(at), copy, data, left, plain))


@pytest.mark.parametrize("page", ["Ctrl+1", "Ctrl+2"])
def test_a_film_is_added_on_every_page(
    qtbot: QtBot, window: Workbench, page: str, real_copy: Callable[[str], Path]
) -> None:
    press(window, page)
    before = len(window.workspace.snapshot.recordings)
    taker = window.film_page.stage if page == "Ctrl+2" else window
    drop(taker, real_copy("another.mp4"))
    qtbot.waitUntil(lambda: len(window.workspace.snapshot.recordings) == before + 1, timeout=20_000)


@pytest.fixture
def real_copy(tmp_path: Path, golden: Callable[..., object]) -> Callable[[str], Path]:
    def make(name: str) -> Path:
        film = golden("h264-phone", frames=60, size=(320, 180))
        path = tmp_path / name
        path.write_bytes(film.path.read_bytes())  # type: ignore[attr-defined]
        return path

    return make
