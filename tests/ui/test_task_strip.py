"""The card for long work: one job at a time, and each ends only itself."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.task_strip import TaskStrip


def test_a_second_job_is_refused_and_the_first_one_s_result_comes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = TaskStrip(window)
    came: list[object] = []
    refused: list[str] = []
    strip.refused.connect(refused.append)
    assert strip.run("Looking", lambda progress: "films", came.append, came.append)
    assert strip.begin("Showing", lambda: None) is None
    assert len(refused) == 1
    qtbot.waitUntil(lambda: came == ["films"])
    assert not strip.busy


def test_a_late_end_of_an_earlier_job_ends_no_newer_one(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = TaskStrip(window)
    first = strip.begin("One", lambda: None)
    strip.cancel()
    second = strip.begin("Two", lambda: None)
    assert not strip.end(first) and strip.busy
    assert strip.end(second) and not strip.busy
