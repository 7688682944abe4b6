"""Long work off the window's thread: nothing of it stays when it is over."""

import gc
import time
import weakref
from collections.abc import Iterator

from pytestqt.qtbot import QtBot

from ui.reading import Produce, Reading
from ui.tasks import Task
from vig_tool.errors import VigError
from vig_tool.progress import Progress


def _work(number: int, progress: Progress) -> int:
    progress(0.5, "Counting")
    if number % 5 == 0:
        raise VigError("That cannot be counted.")
    return number


def _follow(number: int, running: set[Task], heard: list[object]) -> Task:
    """A task whose listeners know it, as those of the program do."""
    task = Task(lambda progress: _work(number, progress))
    running.add(task)
    task.progressed.connect(lambda *_: task.objectName())
    task.succeeded.connect(lambda result: heard.append((task in running, result)))
    task.failed.connect(lambda sentence: heard.append((task in running, sentence)))
    task.finished.connect(lambda: running.discard(task))
    task.start()
    return task


def test_twenty_tasks_are_heard_and_go(qtbot: QtBot) -> None:
    running: set[Task] = set()
    heard: list[object] = []
    tasks = [weakref.ref(_follow(number, running, heard)) for number in range(20)]

    def all_gone() -> bool:
        gc.collect()
        return not any(task() for task in tasks)

    qtbot.waitUntil(all_gone)
    wanted = [(True, n if n % 5 else "That cannot be counted.") for n in range(20)]
    assert sorted(map(str, heard)) == sorted(map(str, wanted))


def test_a_task_that_is_over_can_be_waited_for_and_cancelled(qtbot: QtBot) -> None:
    task = Task(lambda progress: None)
    with qtbot.waitSignal(task.finished):
        task.start()
    qtbot.wait(20)
    task.cancel()
    assert task.wait()


def test_shutting_down_waits_for_every_round_of_reading(qtbot: QtBot) -> None:
    """Also for one that the next one had stopped."""
    reading, ended = Reading(), []

    def take(delay_s: float) -> Produce:
        def produce(progress: Progress) -> Iterator[object]:
            time.sleep(delay_s)
            ended.append(delay_s)
            yield "a picture"

        return produce

    reading.start(take(0.3))
    reading.start(take(0.0))
    reading.shut_down()
    assert sorted(ended) == [0.0, 0.3]
