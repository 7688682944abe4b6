"""A worker may have something done in the window's thread, and never waits for ever."""

import threading

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from ui.crossing import Crossing
from vig_tool.errors import Cancelled, VigError


class _Worker(threading.Thread):
    """Calls a function once and keeps what came of it."""

    def __init__(self, call: object) -> None:
        super().__init__(daemon=True)
        self._call = call
        self.result: object = None
        self.error: VigError | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self._call(20)  # type: ignore[operator]
        except VigError as error:
            self.error = error


def test_the_worker_gets_the_answer_from_the_window_s_thread(qtbot: QtBot) -> None:
    crossing, here = Crossing(), QThread.currentThread()

    def double(number: int) -> tuple[int, bool]:
        return 2 * number, QThread.currentThread() is here

    worker = _Worker(crossing.in_ui_thread(double))
    qtbot.waitUntil(lambda: not worker.is_alive())
    assert worker.result == (40, True)
    assert crossing.in_ui_thread(double)(3) == (6, True), "in that thread it is simply called"


def test_an_error_comes_back_to_whoever_called(qtbot: QtBot) -> None:
    def refuse(number: int) -> None:
        raise VigError(f"No {number}.")

    crossing = Crossing()
    worker = _Worker(crossing.in_ui_thread(refuse))
    qtbot.waitUntil(lambda: not worker.is_alive())
    assert str(worker.error) == "No 20."


def test_closing_sends_away_who_waits_and_who_comes_later(qtbot: QtBot) -> None:
    done: list[int] = []
    crossing = Crossing()
    waits = _Worker(crossing.in_ui_thread(done.append))
    while not crossing._waiting:
        pass
    crossing.close()
    waits.join(5)
    late = _Worker(crossing.in_ui_thread(done.append))
    late.join(5)
    assert isinstance(waits.error, Cancelled) and isinstance(late.error, Cancelled)
    qtbot.wait(50)
    assert done == [], "what was given up is not done afterwards"


@pytest.mark.parametrize("count", [8])
def test_many_workers_all_get_their_own_answer(qtbot: QtBot, count: int) -> None:
    crossing = Crossing()
    workers = [
        _Worker(crossing.in_ui_thread(lambda number, place=place: number + place))
        for place in range(count)
    ]
    qtbot.waitUntil(lambda: not any(worker.is_alive() for worker in workers))
    assert [worker.result for worker in workers] == [20 + place for place in range(count)]
