"""Exact frames: wrong ones, and how long they take, beside other ways to the same frames.

Bar-coded 1080p films; each contender in a process of its own, all in turns within one run.
torchcodec and decord2 take part where they are installed.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.contenders import FLOOR, SCRUB_HZ, Answer, Runner, ours, peers
from benchmarks.table import Row, clocked, finish, parser, percentile
from media.container import choose_stream, open_container
from media.demux_index import index_from_packets, read_packet_times
from media.frame_list import promised_by_moov
from media.probe import look
from tests.golden.film import GoldenFilm
from tests.golden.films import make
from tests.golden.long import make_long

_BLOCK = 4


@dataclass(frozen=True)
class Scale:
    """How much a run does: the films' size and length, and how often each thing is done."""

    size: tuple[int, int]
    frames: int
    jumps: int
    near: int
    steps: int
    leaps: int
    scrub_s: float
    long_minutes: float
    long_size: tuple[int, int]
    long_bit_rate: int
    budget_s: float
    patience_s: float
    rest_s: float


FULL = Scale((1920, 1080), 300, 16, 8, 200, 4, 3.0, 60, (1920, 1080), 4_000_000, 1.5, 25, 0.3)
QUICK = Scale((1920, 1080), 20, 4, 2, 6, 1, 0.2, 60, (320, 180), 250_000, 0.02, 30, 0.05)

FILMS = {
    "H.264, GOP 250, B-frames": ("h264-long-gop", 250),
    "phone-like, GOP 30": ("h264-phone", 30),
    "variable frame rate": ("h264-vfr", 60),
    "HEVC": ("hevc", 120),
    "MPEG-TS": ("h264-ts", 250),
}
_BIT_RATE = 6_000_000


def main() -> None:
    """Measure, print, and write the table."""
    options = parser(__doc__).parse_args()
    scale = QUICK if options.quick else FULL
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for title, (kind, gop) in FILMS.items():
            print(f"… {title}", file=sys.stderr, flush=True)
            film = make(
                kind,
                Path(folder) / kind,
                frames=scale.frames,
                size=scale.size,
                gop=min(gop, scale.frames // 2),
                bit_rate=_BIT_RATE,
            )
            rows += measure_film(title, film, min(gop, scale.frames // 2), scale)
        rows += measure_hour(Path(folder), scale)
    finish("seek", rows, options)


def measure_film(title: str, film: GoldenFilm, gop: int, scale: Scale) -> list[Row]:
    """All patterns on one film."""
    results: dict[str, dict[str, Answer]] = {}
    with ExitStack() as stack:
        names = [*ours(), *peers(), FLOOR]
        runners = [
            stack.enter_context(Runner(name, film.path, film.numbers, scale.patience_s))
            for name in names
        ]
        runners = [runner for runner in runners if runner.await_ready()]
        for pattern, frames in patterns(len(film.numbers), gop, scale):
            results[pattern] = run_in_turns(runners, pattern, frames, scale)
    return list(rows_of(title, results))


def patterns(count: int, gop: int, scale: Scale) -> Iterator[tuple[str, list[int]]]:
    """What a practitioner does: the name of each pattern and its frames."""
    chance = random.Random(7)
    yield "random jump", [chance.randrange(count) for _ in range(scale.jumps)]
    keys = range(gop, count, gop) if count > gop else range(1)
    yield (
        "near a key frame",
        [
            min(max(chance.choice(keys) + chance.randint(-2, 6), 0), count - 1)
            for _ in range(scale.near)
        ],
    )
    middle = count // 2
    yield "step +1", list(range(middle - scale.steps // 2, middle + scale.steps // 2))
    yield "step −1", list(range(middle + scale.steps // 2, middle - scale.steps // 2, -1))
    second = 30
    leaps = [
        middle + turn * second * size
        for _ in range(scale.leaps)
        for size in (1, 5)
        for turn in (1, 0)
    ]
    yield "±1 s, ±5 s", [min(max(frame, 0), count - 1) for frame in leaps]
    loop = list(range(middle, middle + min(3 * second, count - middle)))
    yield "loop of 3 s", loop * 2
    sweep = int(scale.scrub_s * SCRUB_HZ)
    yield "scrub", [int(abs(2 * place / sweep - 1) * (count - 1)) for place in range(sweep)]


def run_in_turns(
    runners: list[Runner], pattern: str, frames: list[int], scale: Scale
) -> dict[str, Answer]:
    """Let every contender do every block of frames before any does the next block.

    Steps and loops are one block: what counts there is what the step before has prepared; who is
    slow does fewer of them. Who begins changes from block to block, and after each answer there is
    a rest: some go on decoding, which would be charged to whoever comes next.
    """
    one_block = pattern not in ("random jump", "near a key frame")
    size = len(frames) if one_block else _BLOCK
    answers: dict[str, Answer] = {}
    for turn, start in enumerate(range(0, len(frames), size)):
        block = frames[start : start + size]
        first = turn % len(runners)
        for runner in runners[first:] + runners[:first]:
            scrubs = pattern == "scrub"
            answer = runner.scrub(block) if scrubs else runner.walk(block, scale.budget_s)
            if answer is None:
                answers.pop(runner.name, None)
            elif start == 0 or runner.name in answers:
                answers[runner.name] = _joined(answers.get(runner.name), answer)
            time.sleep(scale.rest_s)
    return {runner.name: answers[runner.name] for runner in runners if runner.name in answers}


def _joined(before: Answer | None, answer: Answer) -> Answer:
    if before is None:
        return answer
    return Answer(
        before.wall_s + answer.wall_s, before.cpu_s + answer.cpu_s, before.wrong + answer.wrong
    )


def rows_of(title: str, results: dict[str, dict[str, Answer]]) -> Iterator[Row]:
    """One film's figures."""
    walks = {pattern: answers for pattern, answers in results.items() if pattern != "scrub"}
    wrong = {
        name: sum(answers[name].wrong for answers in walks.values() if name in answers)
        for name in results["random jump"]
        if name != FLOOR
    }
    for name, count in wrong.items():
        asked = sum(len(answers[name].wall_s) for answers in walks.values() if name in answers)
        what = f"{title}: {name}: wrong of {asked}"
        yield (
            Row.at_most(what, count, "frames", 0)
            if name in ours()
            else Row.noted(what, count, "frames")
        )
    exact = [name for name in peers() if wrong.get(name) == 0]
    for pattern, answers in walks.items():
        yield from _times(title, pattern, answers, exact)
    yield from _scrubbing(title, results["scrub"], exact)


def _times(title: str, pattern: str, answers: dict[str, Answer], exact: list[str]) -> Iterator[Row]:
    mean = {name: sum(answer.wall_s) / len(answer.wall_s) for name, answer in answers.items()}
    floor = answers.get(FLOOR)
    for name, answer in answers.items():
        ms = [wall * 1000 for wall in answer.wall_s]
        what = f"{title}: {pattern}: {name}"
        yield Row.noted(f"{what}, p50", percentile(ms, 50), "ms")
        yield Row.noted(f"{what}, p95", percentile(ms, 95), "ms")
        if floor is not None and name != FLOOR and floor.cpu_s > 0:
            yield Row.noted(f"{what}, CPU / plain decoding", answer.cpu_s / floor.cpu_s, "×")
    best = min((mean[name] for name in exact if name in mean), default=float("nan"))
    ratio = mean["VIG Tool"] / best
    what = f"{title}: {pattern}: VIG Tool / best exact peer"
    reach = {"random jump": 1.0, "step −1": 0.1}.get(pattern)
    yield Row.noted(what, ratio, "×") if reach is None else Row.at_most(what, ratio, "×", reach)


def _scrubbing(title: str, answers: dict[str, Answer], exact: list[str]) -> Iterator[Row]:
    shown = {name: len(answer.wall_s) for name, answer in answers.items() if name != FLOOR}
    for name, count in shown.items():
        yield Row.noted(f"{title}: scrub: {name}", count, "pictures")
    best = max((shown[name] for name in exact if name in shown), default=0)
    ratio = shown["VIG Tool"] / max(best, 1)
    yield Row.at_least(f"{title}: scrub: VIG Tool / best exact peer", ratio, "×", 10)


def measure_hour(folder: Path, scale: Scale) -> list[Row]:
    """The index and the first picture of an hour of film."""
    minutes, size = scale.long_minutes, scale.long_size
    rate = scale.long_bit_rate
    film = make_long(folder / "mp4", minutes=minutes, size=size, bit_rate=rate).path
    other = make_long(
        folder / "mkv", minutes=minutes, size=size, bit_rate=rate, kind_name="h264-mkv"
    ).path
    opening, _, _ = look(film)
    moov, demux, first, whole = [], [], [], []
    for _ in range(3):
        moov.append(clocked(lambda path: promised_by_moov(path, opening), film).wall_s)
        demux.append(clocked(_demux_pass, film).wall_s)
        first.append(clocked(look, other).wall_s)
        whole.append(clocked(_demux_pass, other).wall_s)
    ratio = min(moov) / min(demux)
    return [
        Row.noted("an hour of MP4: index", min(moov) * 1000, "ms"),
        Row.noted("an hour of MP4: demux pass", min(demux) * 1000, "ms"),
        Row.at_most("an hour of MP4: index / demux pass", ratio, "×", 0.01),
        Row.noted("an hour of Matroska: first picture", min(first) * 1000, "ms"),
        Row.at_most(
            "an hour of Matroska: first picture / index", min(first) / min(whole), "×", 1.0
        ),
    ]


def _demux_pass(path: Path) -> int:
    with open_container(path) as container:
        stream = choose_stream(container, path.name)
        return len(index_from_packets(read_packet_times(container, stream), stream))


if __name__ == "__main__":
    main()
