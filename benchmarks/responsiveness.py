"""It stays smooth: how long the window's thread ever keeps anybody waiting, and what it leaves.

In the real window, offscreen: a 1080p film plays and is tagged, rests for a moment while the
timeline is zoomed and wants its strip and wave, and plays on; meanwhile another film is looked at
frame by frame, small pictures of a third are made, and clips are exported. In turns with a window
that does nothing beside the same work. Then hours of work in minutes: playing, seeking and changing
films (``--soak``). To be read at a machine load below 2.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from annotations.case import Case
from annotations.model import Kind
from benchmarks.beats import Beats, run_for
from benchmarks.burden import WORKS, Burden, InThreads, InWindow, clear
from benchmarks.endurance import measure_endurance
from benchmarks.quiet import Others, wait_for_quiet
from benchmarks.table import Row, finish, parser, percentile
from benchmarks.working import SIZE, close_window, make_case, make_films, open_window
from tests.null_sink import NullSink, is_possible
from ui import theme
from ui.workbench import Workbench
from vig_tool.app import set_up_process

_FULL_S, _QUICK_S = 40.0, 8.0
_SOAK_MINUTES = 2.0
_SETTLE_S = 2.0
_BEAT_MS = 100
_ROUND, _REST_FROM, _TAG_EVERY = 60, 45, 20
"""In beats of the hand: it plays for 4.5 s, tagging each 2 s, and rests for 1.5 s."""


def main() -> None:
    """Measure, print, and write the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        os.environ["VIG_TOOL_CACHE"] = str(folder / "cache")
        os.environ["VIG_TOOL_SETTINGS"] = str(folder / "settings.ini")
        if is_possible():  # before Qt looks for loudspeakers
            sink = stack.enter_context(NullSink(folder / "sink"))
            os.environ.update(sink.variables)
        set_up_process()  # the empty window shall have it as good
        app = QApplication([])
        theme.dress(app, "dark")
        films = make_films(folder / "films", options.quick)
        case = make_case(folder, films[:3], 300 if options.quick else 3000)
        seconds = _QUICK_S if options.quick else _FULL_S
        rows = [
            *measure_waiting(case, films, folder / "clips", seconds, patient=not options.quick),
            *measure_endurance(case, options.soak),
        ]
    finish("responsiveness", rows, options)


def _options() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument(
        "--soak", type=float, metavar="MINUTES", help="how long to play, seek and change films"
    )
    chosen = options.parse_args()
    if chosen.soak is None:
        chosen.soak = 0.25 if chosen.quick else _SOAK_MINUTES
    return chosen


def measure_waiting(
    case: Path, films: list[Path], target: Path, seconds: float, *, patient: bool
) -> list[Row]:
    """Both clocks, each beside an empty window; ``patient``: where others leave the machine."""
    with Case.open(case, read_only=True) as opened:
        burden = Burden(opened.snapshot(), case, films[3], films[2], target)
    rows = []
    for recording, clock in enumerate(("with sound", "without sound, by a steady clock")):
        if patient:
            wait_for_quiet()
        others = Others()
        idle = _empty_window(burden, seconds)
        idle_done = dict(burden.done)
        ours, shown = _real_window(case, burden, recording, seconds)
        taken = others.share()
        pauses = float(ours.gaps_ms.max()), float(idle.gaps_ms.max())
        waits = percentile(ours.waits_ms, 99), percentile(idle.waits_ms, 99)
        rows += [
            Row.noted(f"{clock}: wait for the window, p99", waits[0], "ms"),
            Row.noted(f"{clock}: wait for an empty window, p99", waits[1], "ms"),
            Row.at_most(
                f"{clock}: wait for the window over an empty one's, p99",
                waits[0] - waits[1],
                "ms",
                16,
            ),
            Row.noted(f"{clock}: longest pause: VIG Tool", pauses[0], "ms"),
            Row.noted(f"{clock}: longest pause: empty window", pauses[1], "ms"),
            Row.at_most(
                f"{clock}: longest pause over an empty window's", pauses[0] - pauses[1], "ms", 50
            ),
            Row.noted(f"{clock}: pictures shown", shown / seconds, "a second"),
            Row.noted(f"{clock}: others' share of the processor", taken * 100, "%"),
        ]
        for work in WORKS:
            count, beside = burden.done[work], idle_done.get(work, 0)
            rows.append(Row.noted(f"{clock}: {work} meanwhile: VIG Tool", count, work))
            rows.append(Row.noted(f"{clock}: {work} meanwhile: empty window", beside, work))
    return rows


def _empty_window(burden: Burden, seconds: float) -> Beats:
    """A window that only repaints itself, thirty times a second."""
    clear(burden)
    empty = QMainWindow()
    empty.resize(*SIZE)
    empty.show()
    repaint = QTimer(empty, interval=33)
    repaint.timeout.connect(empty.update)
    repaint.start()
    works = InThreads(burden.index, burden.thumbnails, burden.clips)
    run_for(_SETTLE_S)
    beats = Beats()
    run_for(seconds)
    beats.stop()
    works.stop()
    empty.close()
    empty.deleteLater()
    return beats


def _real_window(case: Path, burden: Burden, recording: int, seconds: float) -> tuple[Beats, int]:
    """The window at work, and how many pictures it showed."""
    clear(burden)
    window = open_window(case, recording)
    within = InWindow(window, burden)
    hand = Hand(window)
    run_for(_SETTLE_S)
    beats, before = Beats(), hand.shown
    run_for(seconds)
    beats.stop()
    shown = hand.shown - before
    hand.stop()
    within.stop()
    run_for(20, lambda: not window.sharing.busy)
    close_window(window)
    return beats, shown


class Hand:
    """Somebody at the window: plays and tags, rests and looks closer at the timeline, plays on.
    ``shown`` counts the pictures that were shown."""

    def __init__(self, window: Workbench) -> None:
        self.shown = 0
        self._window = window
        self._projector = window.workspace.projector
        self._projector.player.shown.connect(self._count)
        self._beat = 0
        self._timer = QTimer(interval=_BEAT_MS)
        self._timer.timeout.connect(self._act)
        self._timer.start()
        codes = window.workspace.codes
        self._code = next(code for code in codes if code.kind is Kind.POINT)

    def stop(self) -> None:
        """Take it away."""
        self._timer.stop()
        self._projector.pause()

    def _act(self) -> None:
        beat, self._beat = self._beat % _ROUND, self._beat + 1
        timeline = self._window.film_page.timeline
        if beat == 0:
            timeline.zoom_fit()
            self._window.do("toggle_playing")
        elif beat == _REST_FROM:
            self._window.do("toggle_playing")
            timeline.zoom_in()
        elif beat == _REST_FROM + 1:
            timeline.zoom_in()
            self._window.do("second_back")
        elif beat % _TAG_EVERY == 0:
            self._window.press_code(self._code, shifted=False)

    def _count(self) -> None:
        self.shown += 1


if __name__ == "__main__":
    main()
