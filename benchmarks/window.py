"""The window at work: how soon a key is a tag, how soon a case is there, how long it ever pauses.

In the real window, offscreen, with 20 recordings and 10,000 tags; beside an empty window in the
same run. To be read at a machine load below 2.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from annotations.case import Case
from benchmarks.beats import Beats, run_for
from benchmarks.burden import WORKS, Burden, InThreads, InWindow, clear
from benchmarks.endurance import handles, threads
from benchmarks.quiet import wait_for_quiet
from benchmarks.table import Row, finish, parser, percentile
from benchmarks.working import close_window, make_case
from tests.golden.films import make
from tests.golden.long import make_long
from ui import theme
from ui.workbench import Workbench
from vig_tool.app import set_up_process

_RECORDINGS, _TAGS = 20, 10_000
_START = """
import sys, time
sys.path.insert(0, {root!r})
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QEvent, QObject

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            print(time.time(), flush=True)
            import os
            os._exit(0)
        return False

app = QApplication([])
eye = Eye()
app.installEventFilter(eye)
{show}
app.exec()
"""
_EMPTY = "window = QMainWindow(); window.resize(1280, 720); window.show()"
_OURS = "from vig_tool.app import open_window; window = open_window(app)"


def main() -> None:
    """Measure, print, and write the table."""
    options = parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VIG_TOOL_CACHE"] = str(folder / "cache")
        os.environ["VIG_TOOL_SETTINGS"] = str(folder / "settings.ini")
        set_up_process()  # as the program does; the empty window shall have it as good
        app = QApplication([])
        theme.dress(app, "dark")
        rows = [
            *measure_start(3 if options.quick else 9),
            *measure_hour(folder / "hour", 2 if options.quick else 60),
            *measure_window(app, folder, options.quick),
        ]
    finish("window", rows, options)


def measure_start(runs: int) -> list[Row]:
    """From the start of the process to the first paint, beside an empty window's."""
    took: dict[str, list[float]] = {_EMPTY: [], _OURS: []}
    for _ in range(runs):
        for show, times in took.items():
            times.append(_start_to_paint(show))
    empty, ours = min(took[_EMPTY]), min(took[_OURS])
    return [
        Row.noted("start to first paint: empty window", empty * 1000, "ms"),
        Row.noted("start to first paint: VIG Tool", ours * 1000, "ms"),
        Row.noted("start to first paint: VIG Tool / empty window", ours / empty, "×"),
    ]


def _start_to_paint(show: str) -> float:
    root = str(Path(__file__).resolve().parent.parent)
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", _START.format(root=root, show=show)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout.split()[0]) - began


def measure_window(app: QApplication, folder: Path, quick: bool) -> list[Row]:
    """Everything that is measured in one process."""
    frames = 90 if quick else 300
    films = [
        make("h264-phone", folder / f"film{number}", frames=frames + number, size=(640, 360)).path
        for number in range(_RECORDINGS)
    ]
    films = [film.rename(film.with_name(f"film{place:02}.mp4")) for place, film in enumerate(films)]
    path = make_case(folder, films, _TAGS)
    return [
        *measure_opening(path, 3 if quick else 9),
        *measure_keys(path, 30 if quick else 300),
        *measure_pauses(folder, path, quick),
        *measure_leaks(path, films, 20 if quick else 100),
    ]


def measure_opening(path: Path, runs: int) -> list[Row]:
    """From asking for a large case to its first picture."""
    took = []
    for _ in range(runs):
        window = _window()
        began = time.perf_counter()
        window.cases.open_case(path)
        _settle(window)
        window.repaint()
        took.append(time.perf_counter() - began)
        close_window(window)
    return [
        Row.at_most(
            f"opening {_RECORDINGS} recordings and {_TAGS:,} tags: first picture",
            percentile(took, 50),
            "s",
            1.0,
        )
    ]


def measure_hour(folder: Path, minutes: float) -> list[Row]:
    """From opening a long film that nobody has looked at before to its first picture."""
    window, rows = _window(), []
    for container, kind in (("MP4", "h264-long-gop"), ("Matroska", "h264-mkv")):
        film = make_long(folder / kind, minutes=minutes, kind_name=kind).path
        took = []
        for number in range(5):
            os.environ["VIG_TOOL_CACHE"] = str(folder / f"nothing known {kind} {number}")
            began = time.perf_counter()
            window.workspace.projector.open(film.absolute, film.name)
            while not window.workspace.projector.seen:
                QApplication.processEvents()
                assert time.perf_counter() < began + 20, "the picture never came"
            took.append(time.perf_counter() - began)
            window.workspace.projector.close()
            _rest()
        what = f"{minutes:g} minutes of 1080p in {container}: first picture"
        rows.append(Row.at_most(what, percentile(took, 50), "s", 0.5))
    close_window(window)
    return rows


def measure_keys(path: Path, count: int) -> list[Row]:
    """From a key to its tag on disk and painted; beside the repaint of an empty window."""
    window = _window()
    window.cases.open_case(path)
    _settle(window)
    ours, empty_took = [], []
    empty = QMainWindow()
    empty.resize(1280, 720)
    empty.show()
    QApplication.processEvents()
    window.activateWindow()  # keys of the window work in the active one only
    before = len(window.workspace.snapshot.tags)
    for place in range(count):
        window.workspace.projector.go(place % 80)
        _settle(window)
        began = time.perf_counter()
        QTest.keyClick(window, Qt.Key.Key_A)
        QApplication.processEvents()
        ours.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        empty.update()
        QApplication.processEvents()
        empty_took.append((time.perf_counter() - began) * 1000)
    made = len(window.workspace.snapshot.tags) - before
    assert made == count, f"{made} tags of {count} keys"
    empty.close()
    close_window(window)
    p95 = percentile(ours, 95)
    return [
        Row.noted("key to tag, p50", percentile(ours, 50), "ms"),
        Row.at_most(f"key to tag on disk and on screen, {_TAGS:,} tags, p95", p95, "ms", 30),
        Row.noted("repaint of an empty window, p95", percentile(empty_took, 95), "ms"),
        Row.noted(
            "key to tag / repaint of an empty window, p95",
            p95 / percentile(empty_took, 95),
            "×",
        ),
    ]


def measure_pauses(folder: Path, path: Path, quick: bool) -> list[Row]:
    """The longest pause of the window's thread while it steps, and a film is looked at frame by
    frame, small pictures of another are made, and clips are exported, all at once; beside an empty
    window's while the same is done in plain threads."""
    seconds = 6.0 if quick else 20.0
    other = make("h264-mkv", folder / "other", frames=600, size=(1280, 720)).path
    third = make("h264-phone", folder / "third", frames=600, size=(1280, 720)).path
    with Case.open(path, read_only=True) as case:
        burden = Burden(case.snapshot(), path, other, third, folder / "clips")
    if not quick:
        wait_for_quiet()
    idle, idle_done = _pause_of_empty(burden, seconds), dict(burden.done)
    ours = _pause_of_ours(burden, path, seconds)
    for done in (idle_done, burden.done):
        assert all(done.get(work) for work in WORKS), f"not all was done: {done}"
    return [
        Row.noted("longest pause, all at once: empty window", idle, "ms"),
        Row.noted("longest pause, all at once: VIG Tool", ours, "ms"),
        Row.at_most(
            "longest pause while stepping, indexing and exporting at once, over an empty window's",
            ours - idle,
            "ms",
            50,
        ),
        *(
            Row.noted(f"meanwhile {work}: {who}", done.get(work, 0), work)
            for work in WORKS
            for who, done in (("VIG Tool", burden.done), ("empty window", idle_done))
        ),
    ]


def _pause_of_empty(burden: Burden, seconds: float) -> float:
    clear(burden)
    empty = QMainWindow()
    empty.resize(1280, 720)
    empty.show()
    works = InThreads(burden.index, burden.thumbnails, burden.clips)
    pause = _longest_pause(empty.update, seconds)
    works.stop()
    empty.close()
    empty.deleteLater()
    return pause


def _pause_of_ours(burden: Burden, path: Path, seconds: float) -> float:
    clear(burden)
    window = _window()
    window.cases.open_case(path)
    _settle(window)
    within = InWindow(window, burden)
    pause = _longest_pause(lambda: _step_on(window), seconds)
    within.stop()
    run_for(20, lambda: not window.sharing.busy)
    close_window(window)
    return pause


def _step_on(window: Workbench) -> None:
    window.do("go_to_start" if window.workspace.projector.at_end else "step_on")


def _longest_pause(act: Callable[[], object], seconds: float) -> float:
    """In milliseconds, while it acts 25 times a second and other work has begun."""
    hand = QTimer(interval=40)
    hand.timeout.connect(act)
    hand.start()
    run_for(1.0)
    beats = Beats()
    run_for(seconds)
    beats.stop()
    hand.stop()
    return float(beats.gaps_ms.max())


def measure_leaks(path: Path, films: list[Path], count: int) -> list[Row]:
    """What 100 films leave behind when they were opened and closed."""
    window = _window()
    window.cases.open_case(path)
    _settle(window)
    for _ in range(3):
        window.cases.next_recording()
        _settle(window)
    window.workspace.projector.close()
    _rest()
    threads_before, handles_before = threads(), handles()
    for place in range(count):
        film = films[place % len(films)]
        window.workspace.projector.open(film.absolute, film.name)
        _settle(window)
        window.workspace.projector.close()
    _rest()
    left_threads, left_handles = threads() - threads_before, handles() - handles_before
    close_window(window)
    return [
        Row.at_most(f"threads left after {count} films", left_threads, "threads", 0),
        Row.at_most(f"handles left after {count} films", left_handles, "handles", 0),
    ]


def _window() -> Workbench:
    window = Workbench(lambda progress: Path())
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    return window


def _settle(window: Workbench) -> None:
    projector = window.workspace.projector
    ends = time.monotonic() + 20
    while projector.film is None or not projector.at_rest:
        QApplication.processEvents()
        assert time.monotonic() < ends, "the picture never came"
        time.sleep(0.0005)
    QApplication.processEvents()


def _rest() -> None:
    """Let what was closed come to its end, as it does in a thread of its own."""
    ends = time.monotonic() + 2
    while time.monotonic() < ends:
        QApplication.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main()
