"""Exporting clips: how long it takes beside the ffmpeg program, and whether every frame is right.

Speed: 5 s clips of a 1080p film (H.264, a key frame every 250 frames, B-frames), written by us and
by the ffmpeg program with the same x264 and AAC settings, in turns. Ours is read back before it
counts as done, as in the program.

Exactness: random clips of generated films of every kind, in which each picture carries its own
number; numbers and times of all frames are compared with what was asked for.
"""

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import av
import numpy as np

from benchmarks.table import Row, Turn, finish, in_turns, parser
from media.clip_file import AAC_BIT_RATES, X264
from media.encoding import write_clip
from media.film import Film
from media.probe import probe
from tests.golden import barcode
from tests.golden.film import GoldenFilm
from tests.golden.films import KINDS, make

_SPEED = "ten 5 s clips of a 1080p film"
_EXACTNESS = "200 random clips over all kinds of film"
"""What a full run measures; a quick one says the same of 3 clips of 2 s, and of 30 clips."""


@dataclass(frozen=True)
class Range:
    """A clip of a film: frames ``first`` to ``end`` (exclusive)."""

    film: Film
    first: int
    end: int


def main() -> None:
    """Measure both and print the table."""
    options = parser(__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = _speed(Path(folder), options.quick) + _exactness(Path(folder), options.quick)
    finish("export", rows, options)


def _speed(folder: Path, quick: bool) -> list[Row]:
    program = shutil.which("ffmpeg")
    if program is None:
        print("The ffmpeg program is not installed, so there is nothing to compare speed with.")
        return [Row(f"{_SPEED}: wall beside ffmpeg (median)", float("nan"), "×", 1.05, holds=False)]
    seconds, clips, length_s = (8, 3, 2) if quick else (50, 10, 5)
    film = probe(
        make("h264-long-gop", folder, frames=30 * seconds, size=(1920, 1080), gop=250).path
    )
    chance = random.Random(5)
    firsts = [chance.randrange(len(film.index) - 30 * length_s) for _ in range(clips)]
    tasks = [Range(film, first, first + 30 * length_s) for first in firsts]
    turns = in_turns(
        {
            "ours": lambda task: write_clip(task.film, task.first, task.end, folder / "ours.mp4"),
            "ffmpeg": lambda task: _run_ffmpeg(program, task, folder / "theirs.mp4"),
        },
        tasks,
    )
    ours, theirs = turns["ours"], turns["ffmpeg"]
    pairs = list(zip(ours, theirs, strict=True))
    return [
        Row.at_most(
            f"{_SPEED}: wall beside ffmpeg (median)",
            median(mine.wall_s / its.wall_s for mine, its in pairs),
            "×",
            1.05,
        ),
        Row.noted(
            f"{_SPEED}: CPU beside ffmpeg (median)",
            median(mine.cpu_s / its.cpu_s for mine, its in pairs),
            "×",
        ),
        Row.noted(f"{_SPEED}: a clip, ours", _mean_wall_s(ours), "s"),
        Row.noted(f"{_SPEED}: a clip, ffmpeg", _mean_wall_s(theirs), "s"),
    ]


def _mean_wall_s(turns: list[Turn[Range, None]]) -> float:
    return sum(turn.wall_s for turn in turns) / len(turns)


def _run_ffmpeg(program: str, task: Range, target: Path) -> None:
    index = task.film.index
    # Half a frame early, so that rounding does not lose the first one.
    start_us = index.start_us(task.first) - index.start_us(1) // 2
    length_us = index.start_us(task.end) - index.start_us(task.first)
    names = {"profile": "profile:v"}
    x264 = [word for key, value in X264.items() for word in (f"-{names.get(key, key)}", value)]
    command = [program, "-nostdin", "-y", "-v", "error", "-ss", f"{max(start_us, 0) / 1e6:.6f}"]
    command += ["-i", str(task.film.path), "-t", f"{length_us / 1e6:.6f}"]
    command += ["-frames:v", str(task.end - task.first), "-map", "0:v:0", "-map", "0:a:0"]
    command += ["-c:v", "libx264", "-pix_fmt", "yuv420p", *x264]
    command += ["-c:a", "aac", "-b:a", str(AAC_BIT_RATES["stereo"]), "-movflags", "+faststart"]
    subprocess.run([*command, str(target)], check=True)


@dataclass
class Faults:
    """What was wrong with clips: frames too many or too few at an end, pictures, times."""

    at_start: int = 0
    at_end: int = 0
    pictures: int = 0
    times: int = 0


def _exactness(folder: Path, quick: bool) -> list[Row]:
    clips = 30 if quick else 200
    kinds = sorted(KINDS)[:: 8 if quick else 1]
    faults = Faults()
    truths = [make(kind, folder / kind) for kind in kinds]
    for truth, task in islice(_random_ranges(truths), clips):
        write_clip(task.film, task.first, task.end, folder / "clip.mp4")
        _compare(folder / "clip.mp4", truth, task, faults)
    return [
        Row.at_most(f"{_EXACTNESS}: frames off at the start", faults.at_start, "frames", 0),
        Row.at_most(f"{_EXACTNESS}: frames off at the end", faults.at_end, "frames", 0),
        Row.at_most(f"{_EXACTNESS}: wrong pictures", faults.pictures, "frames", 0),
        Row.at_most(f"{_EXACTNESS}: wrong times", faults.times, "frames", 0),
    ]


def _random_ranges(truths: list[GoldenFilm]) -> Iterator[tuple[GoldenFilm, Range]]:
    """One range of each film in turn, for ever."""
    chance = random.Random(11)
    films = [(truth, probe(truth.path)) for truth in truths]
    while True:
        for truth, film in films:
            first = chance.randrange(len(film.index))
            end = chance.randint(first + 1, min(first + 40, len(film.index)))
            yield truth, Range(film, first, end)


def _compare(clip: Path, truth: GoldenFilm, task: Range, faults: Faults) -> None:
    numbers, times = _read(clip)
    wanted = truth.numbers[task.first : task.end]
    zero = truth.pts[task.first]
    due = [(pts - zero) * truth.time_base for pts in truth.pts[task.first : task.end]]
    faults.at_start += _distance(numbers[0] if numbers else None, wanted[0], len(wanted))
    faults.at_end += _distance(numbers[-1] if numbers else None, wanted[-1], len(wanted))
    missing = abs(len(numbers) - len(wanted))
    faults.pictures += missing + sum(a != b for a, b in zip(numbers, wanted, strict=False))
    faults.times += missing + sum(a != b for a, b in zip(times, due, strict=False))


def _distance(number: int | None, wanted: int, if_unread: int) -> int:
    return if_unread if number is None else abs(number - wanted)


def _read(clip: Path) -> tuple[list[int | None], list[Fraction]]:
    """The bar codes and the times (s) of all frames of a clip."""
    numbers, times = [], []
    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        for frame in container.decode(stream):
            assert frame.pts is not None and stream.time_base is not None
            numbers.append(barcode.read(np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)))
            times.append(frame.pts * stream.time_base)
    return numbers, times


if __name__ == "__main__":
    main()
