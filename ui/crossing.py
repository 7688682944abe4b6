"""From a worker's thread into the window's, and back with the answer."""

import threading
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from vig_tool.errors import Cancelled

P = ParamSpec("P")
T = TypeVar("T")


class Crossing(QObject):
    """Where workers wait while something is done for them in the thread of the window.

    Make it, and close it, in that thread. Once it is closed nobody waits here any more: whoever
    does, and whoever comes later, is told to stop (``Cancelled``).
    """

    _asked = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: set[_Call[object]] = set()
        self._closed = False
        self._asked.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        if (app := QCoreApplication.instance()) is not None:
            app.aboutToQuit.connect(self.close)

    def in_ui_thread(self, function: Callable[P, T]) -> Callable[P, T]:
        """The same function for other threads: it is done in the window's, and its result or its
        error comes back to whoever called."""

        def crossed(*given: P.args, **named: P.kwargs) -> T:
            if QThread.currentThread() is self.thread():
                return function(*given, **named)
            call = _Call(lambda: function(*given, **named))
            self._wait_for(call)
            return call.outcome()

        return crossed

    @Slot()
    def close(self) -> None:
        """Send everybody who waits away."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, set()
        for call in waiting:
            call.give_up()

    def _wait_for(self, call: "_Call[T]") -> None:
        with self._lock:
            if self._closed:
                raise Cancelled
            self._waiting.add(call)  # type: ignore[arg-type]
        self._asked.emit(call)
        call.done.wait()

    @Slot(object)
    def _answer(self, call: "_Call[object]") -> None:
        with self._lock:
            wanted = call in self._waiting
            self._waiting.discard(call)
        if wanted:
            call.run()


class _Call(Generic[T]):
    """One thing to be done, and what came of it."""

    def __init__(self, do: Callable[[], T]) -> None:
        self._do = do
        self._results: list[T] = []
        self._error: Exception = Cancelled()
        self.done = threading.Event()

    def run(self) -> None:
        try:
            self._results.append(self._do())
        except Exception as error:  # noqa: BLE001 (it is passed on to whoever waits)
            self._error = error
        finally:
            self.done.set()

    def give_up(self) -> None:
        self.done.set()

    def outcome(self) -> T:
        if self._results:
            return self._results[0]
        raise self._error
