"""What playing costs: the real window beside mpv, on one screen, into one loudspeaker.

Both run as programs of their own on a virtual screen, in true speed, with their pictures as large
as each other's; the processor time of all their threads is read while they play. mpv paints through
X11 by software, as the window does, and has no interface to keep up. The screen's and the sound
server's own time is nobody's.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.starting import SIZE, make_case
from benchmarks.table import Row
from tests.null_sink import NullSink

_SETTLE_S = 3.0
_ROOT = Path(__file__).resolve().parent.parent

_OURS = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from benchmarks.starting import SIZE, open_window
from ui import theme
from vig_tool.app import set_up_process

set_up_process()
app = QApplication([])
theme.dress(app, "dark")
window = open_window(Path({case!r}))
projector = window.workspace.projector
sizes = []
projector.pictured.connect(lambda number, picture: sizes.append(picture.size()))
projector.play(0, None, again_from=0)
QTimer.singleShot(500, lambda: print(sizes[-1].width(), sizes[-1].height(), flush=True))
app.exec()
"""


def measure_cost(film: Path, folder: Path, sink: NullSink, quick: bool) -> list[Row]:
    """Processor time a second of playing, ours and mpv's, one after the other."""
    lasting_s = 5.0 if quick else 20.0
    (folder / "cost").mkdir()
    case = make_case(folder / "cost", film)
    screen, display = _open_screen()
    environment = {**sink.environment, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    try:
        ours, size = _ours_share(case, environment, lasting_s)
        mpv = _mpv_share(film, size, environment, lasting_s)
    finally:
        screen.terminate()
        screen.wait()
    seen = f"1080p30 shown at {size[0]} × {size[1]}"
    return [
        Row.noted(f"CPU, {seen}: VIG Tool's window", ours * 100, "%"),
        Row.noted(f"CPU, {seen}: mpv", mpv * 100, "%"),
        Row.at_most("CPU of playing 1080p30: VIG Tool / mpv", ours / mpv, "×", 1.5),
    ]


def _open_screen() -> "tuple[subprocess.Popen[str], str]":
    width, height = SIZE
    reading, writing = os.pipe()
    program = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
        text=True,
    )
    os.close(writing)
    with os.fdopen(reading) as answer:
        return program, f":{answer.readline().strip()}"


def _ours_share(
    case: Path, environment: dict[str, str], lasting_s: float
) -> tuple[float, tuple[int, int]]:
    program = subprocess.Popen(
        [sys.executable, "-c", _OURS.format(root=str(_ROOT), case=str(case))],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert program.stdout is not None
    try:
        width, height = map(int, program.stdout.readline().split())
        return _share(program.pid, lasting_s), (width, height)
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def _mpv_share(
    film: Path, size: tuple[int, int], environment: dict[str, str], lasting_s: float
) -> float:
    program = subprocess.Popen(
        [
            *("mpv", "--no-config", "--vo=x11", "--ao=pulse", "--hwdec=no", "--loop-file=inf"),
            *("--no-osc", "--no-input-terminal", "--really-quiet"),
            *(f"--geometry={size[0]}x{size[1]}+0+0", "--no-border", str(film)),
        ],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        share = _share(program.pid, lasting_s)
        assert program.poll() is None, "mpv did not play"
        return share
    finally:
        program.kill()
        program.wait()


def _share(pid: int, lasting_s: float) -> float:
    """The processor time a program takes while it plays, in seconds a second."""
    time.sleep(_SETTLE_S)
    before, began_s = _cpu_s(pid), time.monotonic()
    time.sleep(lasting_s)
    return (_cpu_s(pid) - before) / (time.monotonic() - began_s)


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
