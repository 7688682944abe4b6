"""What may go, goes on the window's thread."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.garbage import GarbageCollector
from ui.tasks import Task


class _Ring(QObject):
    """Something of Qt's that only a search can free."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _make_many(_progress: object) -> int:
    """Enough new objects for a hundred searches."""
    return len([[number] for number in range(100_000)])


@pytest.fixture
def low_thresholds() -> object:
    """Python would search at every tenth object."""
    usual = gc.get_threshold()
    gc.set_threshold(10, 2, 2)
    yield None
    gc.set_threshold(*usual)


@pytest.mark.usefixtures("low_thresholds")
def test_what_may_go_goes_on_the_windows_thread_however_much_others_make(qtbot: QtBot) -> None:
    owner = QObject()
    GarbageCollector(owner)
    died_in: list[str] = []
    rings = [_Ring() for _ in range(50)]
    for ring in rings:
        weakref.finalize(ring, lambda: died_in.append(threading.current_thread().name))
    del rings, ring
    tasks = [Task(_make_many) for _ in range(4)]
    for task in tasks:
        task.start()
    for task in tasks:
        assert task.wait()
    assert died_in == []
    qtbot.waitUntil(lambda: len(died_in) == 50, timeout=5_000)
    assert set(died_in) == {threading.main_thread().name}


def test_without_garbage_enough_nothing_is_searched(qtbot: QtBot) -> None:
    owner, searches = QObject(), []
    GarbageCollector(owner)
    gc.collect()
    gc.callbacks.append(lambda phase, info: searches.append(phase))
    try:
        qtbot.wait(1_100)
    finally:
        gc.callbacks.pop()
    assert searches == []
