"""The card for long work: one job at a time, and each ends only itself."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.task_strip import TaskStrip
from ui.workbench import Workbench


def test_a_second_job_is_refused_and_the_first_one_s_result_comes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    strip = TaskStrip(window, window.setFocus)
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
    strip = TaskStrip(window, window.setFocus)
    first = strip.begin("One", lambda: None)
    strip.cancel()
    second = strip.begin("Two", lambda: None)
    assert not strip.end(first) and strip.busy
    assert strip.end(second) and not strip.busy


@pytest.mark.parametrize("on_film", [True, False])
def test_work_that_ends_gives_the_keys_to_the_picture_or_the_page(
    window: Workbench, on_film: bool
) -> None:
    if not on_film:
        window.show_family_page()
    job = window.task_strip.begin("Looking at the films", lambda: None)
    stop = window.task_strip.findChild(QPushButton)
    assert stop is not None
    stop.setFocus()
    assert stop.hasFocus()
    window.task_strip.end(job)
    assert (window.film_page.stage if on_film else window.case_page).hasFocus()


def test_in_large_text_it_grows_and_nothing_in_it_is_squeezed(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.dress(qapp, "dark", text_scale=1.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    strip = TaskStrip(window, window.setFocus)
    strip.begin("Getting the moments ready", lambda: None)
    before = strip.width()
    try:
        theme.dress(qapp, "dark", text_scale=2.0)
        QApplication.processEvents()
        assert strip.width() == 2 * before
        assert window.rect().contains(strip.geometry())
        for part in (*strip.findChildren(QLabel), *strip.findChildren(QPushButton)):
            assert part.width() >= part.sizeHint().width(), part
            assert part.height() >= part.fontMetrics().height(), part
    finally:
        theme.dress(qapp, "dark", text_scale=1.0)
