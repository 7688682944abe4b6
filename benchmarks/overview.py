"""An hour of film at a glance: its sound wave and 200 thumbnails, beside the ffmpeg program.

The same 60-minute film for both, in turns within one run. The program's wave is its decoded sound,
from which numpy takes the same peaks; its thumbnails are the key frames that it picks by itself.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from benchmarks.table import Row, Turn, finish, in_turns, parser
from media.film import Film
from media.probe import probe
from media.thumbnails import thumbnails
from media.wave import WaveReader
from tests.golden.long import make_long

_PEAK_SAMPLES = 480
_THUMBNAILS = 200
_HEIGHT_PX = 36
_FULL_TURNS, _QUICK_TURNS = 5, 2
_FULL_FILM, _QUICK_FILM = (60, (1920, 1080), 4_000_000), (60, (320, 180), 250_000)
"""Minutes, size in pixels, bits a second."""


def main() -> None:
    """Measure both and print the table."""
    options = parser(__doc__).parse_args()
    minutes, size, bit_rate = _QUICK_FILM if options.quick else _FULL_FILM
    with tempfile.TemporaryDirectory() as folder:
        made = make_long(Path(folder), minutes=minutes, size=size, bit_rate=bit_rate)
        film = probe(made.path)
        rows = _measure(film, Path(folder), _QUICK_TURNS if options.quick else _FULL_TURNS)
    finish("overview", rows, options)


def _measure(film: Film, folder: Path, turns: int) -> list[Row]:
    program = shutil.which("ffmpeg")
    if program is None:
        print("The ffmpeg program is not installed, so there is nothing to compare with.")
        nothing = float("nan")
        return [
            Row("60-minute film: wave / ffmpeg (median)", nothing, "×", 1.1, holds=False),
            Row("60-minute film: 200 thumbnails / ffmpeg (median)", nothing, "×", 0.3, holds=False),
        ]
    first: list[float] = []
    waves = in_turns(
        {
            "VIG Tool": lambda _turn: _our_wave(film, first),
            "ffmpeg": lambda _turn: _their_wave(program, film),
            "ffmpeg's own drawing": lambda _turn: _their_drawing(program, film, folder / "w.png"),
        },
        range(turns),
    )
    sheets = in_turns(
        {
            "VIG Tool": lambda _turn: sum(1 for _ in thumbnails(film, _THUMBNAILS, _HEIGHT_PX)),
            "ffmpeg": lambda _turn: _their_sheet(program, film, folder / "sheet.png"),
        },
        range(turns),
    )
    rows = [
        *_compared("60-minute film: wave", waves, 1.1),
        Row.noted("60-minute film: a first guess of all the wave", median(first), "s"),
        *_compared("60-minute film: 200 thumbnails", sheets, 0.3),
    ]
    made = sheets["VIG Tool"][0].result
    return [*rows, Row.noted("60-minute film: thumbnails made", made, "pictures")]


def _compared(what: str, turns: dict[str, list[Turn[int, int]]], reach: float) -> list[Row]:
    ours, theirs = turns["VIG Tool"], turns["ffmpeg"]
    pairs = list(zip(ours, theirs, strict=True))
    wall = median(mine.wall_s / its.wall_s for mine, its in pairs)
    cpu = median(mine.cpu_s / its.cpu_s for mine, its in pairs)
    return [
        Row.at_most(f"{what} / ffmpeg (median)", wall, "×", reach),
        Row.noted(f"{what}: CPU / ffmpeg (median)", cpu, "×"),
        *(
            Row.noted(f"{what}: {name} (median)", median(turn.wall_s for turn in done), "s")
            for name, done in turns.items()
        ),
    ]


def _our_wave(film: Film, first: list[float]) -> int:
    """All that the timeline does for a wave, the guess that comes first included."""
    began_s = perf_counter()
    reader = WaveReader(film)
    for part in reader.parts(lambda: 0.0):
        if part.exact and part.first == 0:
            first.append(perf_counter() - began_s)
    reader.close()
    assert reader.wave.complete
    return len(reader.wave)


def _their_wave(program: str, film: Film) -> int:
    command = [program, "-nostdin", "-v", "error", "-i", str(film.path), "-vn", "-ac", "1"]
    sound = subprocess.run([*command, "-f", "f32le", "-"], check=True, capture_output=True).stdout
    samples = np.frombuffer(sound, np.float32)
    count = len(samples) // _PEAK_SAMPLES
    bins = samples[: count * _PEAK_SAMPLES].reshape(count, _PEAK_SAMPLES)
    peak = np.maximum(bins.max(axis=1), -bins.min(axis=1))
    rms = np.sqrt(np.einsum("bs,bs->b", bins, bins) / _PEAK_SAMPLES)
    return len(np.stack([peak, rms]).T)


def _their_drawing(program: str, film: Film, target: Path) -> int:
    command = [program, "-nostdin", "-y", "-v", "error", "-i", str(film.path), "-vn"]
    command += ["-filter_complex", "showwavespic=s=2000x100", "-frames:v", "1", str(target)]
    subprocess.run(command, check=True)
    return 1


def _their_sheet(program: str, film: Film, target: Path) -> int:
    apart_s = film.index.duration_us / 1e6 / _THUMBNAILS
    chosen = f"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{apart_s * 0.98:.3f})'"
    tiled = f"{chosen},scale=-2:{_HEIGHT_PX},tile=20x10"
    command = [program, "-nostdin", "-y", "-v", "error", "-skip_frame", "nokey"]
    command += ["-i", str(film.path), "-vf", tiled, "-fps_mode", "vfr", "-an", str(target)]
    subprocess.run(command, check=True)
    return _THUMBNAILS


if __name__ == "__main__":
    main()
