"""Sound and picture together: into a sound server of our own, recorded, and compared.

Films with a beep on each second and a bar code in each picture are played by the real player. How
far the picture on screen was from the beep that was heard, whether it was the frame it was said to
be, how true the speed was; the same beside a busy processor; how soon it starts, how soon a jump is
there; and what playing costs beside mpv, which shows the same film as large on the same screen.

Needs PulseAudio (Debian: ``pulseaudio pulseaudio-utils``), and for the costs ``xvfb mpv``; as root
it installs what is missing. It waits until the machine's load is below 2.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
from PySide6.QtWidgets import QApplication

from benchmarks.playing import Desk, Played
from benchmarks.playing_cost import measure_cost
from benchmarks.quiet import wait_for_quiet
from benchmarks.starting import Latencies, make_case, open_window
from benchmarks.table import Row, finish, parser, percentile
from benchmarks.working import close_window
from media.probe import probe
from tests.golden.film import GoldenFilm
from tests.golden.films import make
from tests.null_sink import NEEDED, NullSink
from ui import theme
from vig_tool.app import set_up_process

_PACKAGES = {"pulseaudio": "pulseaudio", "pactl": "pulseaudio-utils", "parec": "pulseaudio-utils"}
_FAST = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
_SLOW = {0.1: 22.0, 0.25: 13.0}
_PLAYED_PX = (1308, 736)
_FIRST = 20
_PHONE = "1080p30 phone-like"
_PHONE_BITS = 17_000_000
_BURNERS = 4
_P95_FRAMES, _MANY = 29, 8
"""To 95 of 100 places in a film with a key frame each 30 frames no more are to be decoded."""


def main() -> None:
    """Measure, print, and write the table."""
    options = parser(__doc__).parse_args()
    _install()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["VIG_TOOL_CACHE"] = str(folder / "cache")
        os.environ["VIG_TOOL_SETTINGS"] = str(folder / "settings.ini")
        films = _films(folder, options.quick)
        phone = films[_PHONE].path
        wait_for_quiet(math.inf)  # sync says nothing where others keep the processors busy
        with NullSink(folder / "sound") as sink:
            os.environ.update(sink.variables)
            set_up_process()
            app = QApplication([])
            theme.dress(app, "dark")
            rows = [
                *measure_sync(films, sink, options.quick),
                *measure_beside_others(phone, sink, options.quick),
                *measure_latencies(phone, folder, sink, options.quick),
                *measure_cost(phone, folder, sink, options.quick),
            ]
    finish("sync", rows, options)


def _films(folder: Path, quick: bool) -> dict[str, GoldenFilm]:
    """What is played. In a quick run only the phone's film, and smaller."""
    frames = 420 if quick else 1200
    size = (1920, 1080)
    phone = make(
        "h264-phone",
        folder / "phone",
        frames=frames,
        size=size,
        bit_rate=_PHONE_BITS,
    )
    films = {_PHONE: phone}
    if not quick:
        for name, kind, gop in (("VFR", "h264-vfr", 60), ("29.97, GOP 250", "h264-long-gop", 250)):
            films[name] = make(kind, folder / kind, frames=900, size=(1280, 720), gop=gop)
    return films


def measure_sync(films: dict[str, GoldenFilm], sink: NullSink, quick: bool) -> list[Row]:
    """Picture and sound at all speeds."""
    rows: list[Row] = []
    played: list[Played] = []
    for name, golden in films.items():
        desk = Desk(probe(golden.path), _PLAYED_PX, golden.numbers)
        speeds = dict.fromkeys((0.5, 1.0, 2.0) if quick else _FAST, 4.0 if quick else 8.0)
        if not quick and len(rows) == 0:
            speeds |= _SLOW
        for speed, lasting_s in speeds.items():
            one = desk.play(sink, speed, _FIRST, lasting_s)
            played.append(one)
            rows.append(_off(f"{name}, {speed:g}×", one))
        desk.close()
    at_speed = [one.speed_error() for one in played if len(one.beeps_s) > 2]
    rows += [
        Row.at_most("frames on screen that are not the one believed", _wrong(played), "frames", 0),
        Row.at_most("speed off, the worst of all runs", max(at_speed) * 100, "%", 0.5),
    ]
    return rows


def _off(what: str, played: Played) -> Row:
    ahead = played.ahead_ms()
    reach = 60 if played.speed in _SLOW else 20
    worst = max((abs(one) for one in ahead), default=float("nan"))
    return Row.at_most(f"{what}: picture off the sound, worst of {len(ahead)}", worst, "ms", reach)


def _wrong(played: Sequence[Played]) -> int:
    return sum(one.wrong for one in played)


def measure_beside_others(path: Path, sink: NullSink, quick: bool) -> list[Row]:
    """The same with more work beside it than the machine can do: the picture may come late, but
    neither ahead of the sound nor under a wrong number."""
    desk = Desk(probe(path), _PLAYED_PX)
    burners = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(_BURNERS)
    ]
    try:
        played = desk.play(sink, 1.0, _FIRST, 5.0 if quick else 12.0)
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()
    desk.close()
    ahead = played.ahead_ms()
    what = f"beside {_BURNERS} busy programs"
    return [
        Row.at_most(f"{what}: picture ahead of the sound at most", max(ahead), "ms", 20),
        Row.at_most(f"{what}: frames that are not the one believed", played.wrong, "frames", 0),
        Row.noted(f"{what}: picture behind the sound at most", -min(ahead), "ms"),
        Row.noted(f"{what}: longest gap in the sound", played.longest_silence_s * 1000, "ms"),
        Row.noted(f"{what}: frames left out", played.left_out(), "frames"),
    ]


def measure_latencies(path: Path, folder: Path, sink: NullSink, quick: bool) -> list[Row]:
    """Space, and jumps while it plays, in the real window."""
    plain_ms = _plain_decoding_ms(path)
    window = open_window(make_case(folder, path))
    latencies = Latencies(window)
    starts = [latencies.start_ms(sink) for _ in range(5 if quick else 20)]
    jumps = latencies.jumps_ms(8 if quick else 60)
    close_window(window)
    return [
        Row.at_most(
            "Space to the next picture, p95", percentile((one[0] for one in starts), 95), "ms", 150
        ),
        Row.at_most("Space to sound, p95", percentile((one[1] for one in starts), 95), "ms", 150),
        Row.noted(
            "Space to the next picture, p50", percentile((one[0] for one in starts), 50), "ms"
        ),
        Row.at_most("a jump while playing, p95", percentile(jumps, 95), "ms", 250),
        Row.noted("a jump while playing, p50", percentile(jumps, 50), "ms"),
        Row.noted(f"decoding {_P95_FRAMES} frames of it, and nothing else", plain_ms, "ms"),
        Row.noted("a jump while playing, p95 / that", percentile(jumps, 95) / plain_ms, "×"),
    ]


def _plain_decoding_ms(path: Path) -> float:
    """What PyAV takes for as many frames as lie before 95 of 100 places, in one go, with as many
    threads as it likes: no jump to such a place can be quicker."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        frames = container.decode(stream)
        for _ in range(_P95_FRAMES):
            next(frames)
        began_s = time.perf_counter()
        for _ in range(_MANY * _P95_FRAMES):
            next(frames)
        return (time.perf_counter() - began_s) * 1000 / _MANY


def _install() -> None:
    missing = sorted({_PACKAGES[program] for program in NEEDED if shutil.which(program) is None})
    missing += [name for name in ("xvfb", "mpv") if shutil.which(name.replace("xv", "Xv")) is None]
    if not missing:
        return
    line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        sys.exit(
            f"Please install {', '.join(missing)}, and start this again: sudo {' '.join(line)}"
        )
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
