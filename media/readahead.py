"""Doing one step of a work while the next is being prepared."""

from collections.abc import Generator, Iterator
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")

_POLL_S = 0.1


class _End:
    """What the preparing thread sends last: nothing more, or the error that stopped it."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def read_ahead(items: Iterator[T], depth: int) -> Generator[T]:
    """The same items in the same order, prepared up to ``depth`` ahead in a thread of their own.

    An error in ``items`` is raised here, after the items before it. Closing the generator stops
    the thread and waits until it has ended.
    """
    queue: Queue[T | _End] = Queue(depth)
    stopped = Event()
    thread = Thread(target=_fill, args=(items, queue, stopped), name="read ahead", daemon=True)
    thread.start()
    try:
        while True:
            item = queue.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item
    finally:
        stopped.set()
        _empty(queue)
        thread.join()


def _fill(items: Iterator[T], queue: "Queue[T | _End]", stopped: Event) -> None:
    end = _End(None)
    try:
        for item in items:
            if not _put(queue, item, stopped):
                return
    except BaseException as error:  # noqa: BLE001 - carried over to the waiting thread, which raises it
        end = _End(error)
    _put(queue, end, stopped)


def _put(queue: "Queue[T | _End]", item: T | _End, stopped: Event) -> bool:
    """Whether the item was taken before everything was stopped."""
    while not stopped.is_set():
        try:
            queue.put(item, timeout=_POLL_S)
        except Full:
            continue
        return True
    return False


def _empty(queue: "Queue[T | _End]") -> None:
    while True:
        try:
            queue.get_nowait()
        except Empty:
            return
