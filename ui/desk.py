"""Where pictures are asked for and drawn: one thread, and only the newest request counts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Condition, Thread
from time import monotonic

from ui.reel import Drawn, Reel

_REST_S = 0.08


@dataclass(frozen=True)
class Request:
    """A frame that is wanted. Where it need not be exact, the key frame before it comes first.
    ``round`` comes back with the answer."""

    reel: Reel
    number: int
    exact: bool
    round: int


class Desk:
    """A thread that does jobs in turn, and draws what was asked for last."""

    def __init__(self, answer: Callable[[int, Drawn], None]) -> None:
        self._answer = answer
        self._jobs: list[Callable[[], None]] = []
        self._request: Request | None = None
        self._due_s = 0.0
        self._ended = False
        self._news = Condition()
        self._thread = Thread(target=self._run, name="pictures", daemon=True)
        self._thread.start()

    def ask(self, request: Request) -> None:
        """Draw this, and forget what was asked for before and has not begun."""
        with self._news:
            self._request, self._due_s = request, 0.0
            self._news.notify()

    def drop(self) -> None:
        """Forget what was asked for and has not begun."""
        with self._news:
            self._request = None

    def do(self, job: Callable[[], None]) -> None:
        """Do a job after those before it, and before anything else is drawn."""
        with self._news:
            self._jobs.append(job)
            self._news.notify()

    def end(self) -> None:
        """Do the jobs that are left, and nothing after them."""
        with self._news:
            self._ended = True
            self._news.notify()

    @property
    def works(self) -> bool:
        """Whether its thread has not ended yet."""
        return self._thread.is_alive()

    def wait(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def _run(self) -> None:
        while (work := self._next()) is not None:
            work()

    def _next(self) -> Callable[[], None] | None:
        with self._news:
            while True:
                if self._jobs:
                    return self._jobs.pop(0)
                if self._ended:
                    return None
                if self._request is None:
                    self._news.wait()
                elif (rest_s := self._due_s - monotonic()) > 0:
                    self._news.wait(rest_s)
                else:
                    request, self._request = self._request, None
                    return lambda: self._draw(request)

    def _draw(self, request: Request) -> None:
        drawn = request.reel.draw(request.number, near=not request.exact)
        if drawn is None:
            return
        if drawn.number != request.number:
            self._ask_later(replace(request, exact=True))
        self._answer(request.round, drawn)

    def _ask_later(self, request: Request) -> None:
        with self._news:
            if self._request is None:
                self._request, self._due_s = request, monotonic() + _REST_S
