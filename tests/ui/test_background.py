"""Long work steps back: the window, the film and the sound have the processor first."""

import os
import sys
import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from ui.tasks import Task

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere threads have a priority that only Qt can ask for"
)


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def _done(qtbot: QtBot, task: Task) -> list[object]:
    results: list[object] = []
    task.succeeded.connect(results.append)
    with qtbot.waitSignal(task.finished):
        task.start()
    qtbot.waitUntil(lambda: bool(results))
    return results


def test_long_work_is_nicer_than_the_window(qtbot: QtBot) -> None:
    assert _done(qtbot, Task(lambda progress: _niceness())) == [min(_niceness() + 10, 19)]


def test_so_is_what_it_starts(qtbot: QtBot) -> None:
    def work(progress: object) -> int:
        found: list[int] = []
        thread = threading.Thread(target=lambda: found.append(_niceness()))
        thread.start()
        thread.join()
        return found[0]

    assert _done(qtbot, Task(work)) == [min(_niceness() + 10, 19)]


def test_work_that_somebody_waits_for_is_not(qtbot: QtBot) -> None:
    task = Task(lambda progress: _niceness(), awaited=True)
    assert _done(qtbot, task) == [_niceness()]


def test_the_threads_that_draw_for_everybody_do_not_stay_behind(qtbot: QtBot) -> None:
    """OpenCV's stay after the work that needed them first."""

    def draw(progress: object) -> None:
        cv2.resize(np.zeros((1080, 1920, 3), np.uint8), (1280, 720))

    _done(qtbot, Task(draw))
    threads = [int(each.name) for each in Path("/proc/self/task").iterdir()]
    assert {os.getpriority(os.PRIO_PROCESS, each) for each in threads} == {_niceness()}
