"""Where commands speak: answers to standard output, all else to standard error."""

import json
import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

from vig_tool.errors import Cancelled
from vig_tool.progress import Progress

_STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_REDRAW_S = 0.1


class Console:
    """A command's two voices, safe for any file name on any terminal."""

    def __init__(self) -> None:
        self._out = _forgiving(sys.stdout)
        self._err = _forgiving(sys.stderr)

    def say(self, text: str = "") -> None:
        """One line of the answer."""
        self._out.write(f"{text}\n")

    def say_json(self, value: object) -> None:
        """The answer as JSON, in ASCII, so that it survives every code page."""
        self._out.write(json.dumps(value, indent=2) + "\n")

    def say_table(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
        """Rows under their heads, in columns as wide as they need."""
        widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
        for row in (head, *rows):
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.say("  ".join(cells).rstrip())

    def remark(self, sentence: str) -> None:
        """What is no part of the answer: what went wrong, or what is about to be done."""
        self._err.write(f"{sentence}\n")
        self._err.flush()

    def flush(self) -> None:
        """Send what was said, and so meet a full disk or a closed pipe now rather than at exit."""
        self._out.flush()

    def hang_up(self) -> None:
        """Nobody listens any more: what is still unsaid goes nowhere."""
        with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), self._out.fileno())

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Long work: a line on a terminal says how far it is, and Ctrl+C stops it tidily."""
        line = _ProgressLine(self._err)
        with _stopped_by_signals(line):
            try:
                yield line
            finally:
                line.wipe()


class _ProgressLine:
    """A ``Progress`` in one line that is written over. Silent where there is no terminal."""

    def __init__(self, err: TextIO) -> None:
        self._err = err
        self._seen = err.isatty() and os.environ.get("TERM") != "dumb"
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._next_s = 0.0
        self._length = 0

    def __call__(self, fraction: float, doing: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        with self._lock:
            if self._seen and time.monotonic() >= self._next_s:
                self._next_s = time.monotonic() + _REDRAW_S
                self._write(f"{fraction:4.0%}  {doing}")

    def stop(self) -> None:
        """Let the work raise ``Cancelled`` at its next sign of life."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        return self._stop.is_set()

    def wipe(self) -> None:
        """Leave no trace of the line."""
        with self._lock:
            if self._length:
                self._write("")
                self._err.write("\r")
                self._err.flush()

    def _write(self, text: str) -> None:
        text = text[: shutil.get_terminal_size().columns - 1]
        self._err.write("\r" + text.ljust(self._length))
        self._err.flush()
        self._length = len(text)


@contextmanager
def _stopped_by_signals(line: _ProgressLine) -> Iterator[None]:
    """While long work runs, the first signal asks it to stop; a second one insists."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        if line.stopping:
            raise KeyboardInterrupt
        line.stop()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _STOP_SIGNALS if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}
    for number in numbers:
        if before[number] is not signal.SIG_IGN:
            signal.signal(number, ask)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _forgiving(stream: TextIO | None) -> TextIO:
    """A stream that writes what it can, and shows the rest escaped. A closed one takes all."""
    if stream is None:
        return Path(os.devnull).open("w")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
    return stream
