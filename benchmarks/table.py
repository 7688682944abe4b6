"""What every benchmark shares: its rows, its options, its table, and turns that are fair.

Run by itself it says how quick this machine is, which puts all other tables in proportion.
A benchmark is a script of this shape::

    import sys
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

    from benchmarks.table import Row, finish, parser

    def main() -> None:
        options = parser(__doc__).parse_args()
        rows = [Row.at_most("wrong frames", 0, "frames", 0)]
        finish("seek", rows, options)
"""

import argparse
import hashlib
import io
import json
import math
import os
import platform
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Generic, Self, TypeVar

import numpy as np

Task = TypeVar("Task")
Result = TypeVar("Result")

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
_load_before: list[float] = []
NOTED = "noted"
"""The reach of a row that asks for nothing."""


@dataclass(frozen=True)
class Row:
    """One figure.

    ``what``  what was measured, ``value`` how much of ``unit`` it was
    ``reach`` the figure asked for: a number not to be passed, or short text
    ``holds`` whether it was reached
    """

    what: str
    value: float
    unit: str
    reach: float | str
    holds: bool

    @classmethod
    def at_most(cls, what: str, value: float, unit: str, reach: float) -> Self:
        """A figure that should be small. Not a number never holds."""
        return cls(what, float(value), unit, reach, bool(value <= reach))

    @classmethod
    def at_least(cls, what: str, value: float, unit: str, reach: float) -> Self:
        """A figure that should be large. Not a number never holds."""
        return cls(what, float(value), unit, f"≥ {_figure(reach)}", bool(value >= reach))

    @classmethod
    def noted(cls, what: str, value: float, unit: str) -> Self:
        """A figure that is only told, for comparison."""
        return cls(what, float(value), unit, NOTED, holds=True)


@dataclass(frozen=True)
class Turn(Generic[Task, Result]):
    """One contender's work on one task: what came out, and what it took (all its threads, and
    programs that it started and waited for)."""

    task: Task
    result: Result
    wall_s: float
    cpu_s: float


def in_turns(
    contenders: Mapping[str, Callable[[Task], Result]], tasks: Iterable[Task]
) -> dict[str, list[Turn[Task, Result]]]:
    """Let all contenders do each task before any does the next, a different one first each time.

    So a machine that is busy for a while is busy for everybody.
    """
    names = list(contenders)
    turns: dict[str, list[Turn[Task, Result]]] = {name: [] for name in names}
    for number, task in enumerate(tasks):
        first = number % len(names)
        for name in names[first:] + names[:first]:
            turns[name].append(clocked(contenders[name], task))
    return turns


def clocked(work: Callable[[Task], Result], task: Task) -> Turn[Task, Result]:
    """Do one task, and say what it took."""
    cpu, wall = _cpu_s(), time.perf_counter()
    result = work(task)
    return Turn(task, result, time.perf_counter() - wall, _cpu_s() - cpu)


def percentile(values: Iterable[float], percent: float) -> float:
    """The ``percent`` percentile of some figures; not a number of none."""
    figures = np.fromiter(values, np.float64)
    return float(np.percentile(figures, percent)) if figures.size else math.nan


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark takes; it may add its own."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    note_load()
    options.add_argument("--json", type=Path, metavar="FILE", help="write the rows to FILE")
    options.add_argument(
        "--quick", action="store_true", help="the same rows in under a minute, less exactly"
    )
    return options


def note_load() -> None:
    """Measuring begins: how busy the machine is before, since afterwards it is with our own work.
    Of several times the last counts."""
    if hasattr(os, "getloadavg"):
        _load_before[:] = [os.getloadavg()[0]]


def finish(name: str, rows: Sequence[Row], options: argparse.Namespace) -> None:
    """Print the table, write the JSON file if asked, and keep a full run's table in the docs."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console may not know ≤
    print(text(rows))
    held = sum(row.holds for row in rows)
    print(f"\n{held} of {len(rows)} hold. {machine()}")
    if options.json:
        listed = json.dumps([_plain(row) for row in rows], indent=1, ensure_ascii=False)
        options.json.write_text(listed + "\n", encoding="utf-8")
    if not options.quick:
        write_into(DOCUMENT, name, rows)


def text(rows: Sequence[Row]) -> str:
    """The rows as a table for a terminal."""
    lines = [("what", "value", "reach", "holds"), *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    lines.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * widths[3]))
    return "\n".join(
        f"{what:<{widths[0]}}  {value:>{widths[1]}}  {reach:>{widths[2]}}  {holds}"
        for what, value, reach, holds in lines
    )


def write_into(document: Path, name: str, rows: Sequence[Row]) -> None:
    """Put a table between its markers in a Markdown document, or at its end if it is new."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    section = f"{begin}\n{_folded(rows)}\n\n{machine()}\n{end}"
    before = document.read_text(encoding="utf-8") if document.exists() else "# Benchmarks\n"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if pattern.search(before):
        after = pattern.sub(lambda _: section, before, count=1)
    else:
        after = f"{before.rstrip()}\n\n## {name}\n\n{section}\n"
    document.parent.mkdir(parents=True, exist_ok=True)
    beside = document.with_suffix(".new")
    beside.write_text(after, encoding="utf-8")
    beside.replace(document)


def _folded(rows: Sequence[Row]) -> str:
    """What was asked for, and below it, to be unfolded, what was only noted."""
    asked = [row for row in rows if row.reach != NOTED]
    noted = [row for row in rows if row.reach == NOTED]
    if not noted:
        return markdown(asked)
    summary = f"<summary>{len(noted)} more figures, for comparison</summary>"
    return f"{markdown(asked)}\n\n<details>{summary}\n\n{markdown(noted)}\n\n</details>"


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    cells = [[cell.replace("|", "\\|") for cell in _cells(row)] for row in rows]
    lines = ["| What | Value | Reach | Holds |", "|---|--:|--:|---|"]
    return "\n".join(lines + ["| " + " | ".join(line) + " |" for line in cells])


def machine() -> str:
    """What the figures were taken on, and how busy it was before, in a sentence."""
    load = "".join(f"load {each:.1f} before, " for each in _load_before)
    when = time.strftime("%Y-%m-%d")
    return (
        f"{when}, {os.cpu_count()} cores, {load}{platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}."
    )


def _cells(row: Row) -> tuple[str, str, str, str]:
    reach = row.reach if isinstance(row.reach, str) else f"≤ {_figure(row.reach)}"
    holds = "" if row.reach == NOTED else ("yes" if row.holds else "NO")
    return row.what, f"{_figure(row.value)} {row.unit}".strip(), reach, holds


def _plain(row: Row) -> dict[str, object]:
    """The row for JSON, which knows no "not a number"."""
    return {**asdict(row), "value": row.value if math.isfinite(row.value) else None}


def _figure(value: float) -> str:
    """A figure with three digits that count, and never an exponent."""
    if not math.isfinite(value):
        return "–"
    if value == round(value) or abs(value) >= 1000:
        return f"{value:.0f}"
    return f"{value:.{max(2 - math.floor(math.log10(abs(value))), 0)}f}"


def _cpu_s() -> float:
    spent = os.times()
    return time.process_time() + spent.children_user + spent.children_system


def main() -> None:
    """How quick this machine is."""
    options = parser("How quick this machine is, to put the other tables in proportion.")
    block = np.random.default_rng(1).bytes(64 << 20)
    hashed = min(clocked(lambda data: hashlib.sha256(data).digest(), block).wall_s for _ in "123")
    copied = min(clocked(bytearray, block).wall_s for _ in "123")
    rows = [
        Row.noted("cores", os.cpu_count() or 1, ""),
        Row.noted("SHA-256 on one core", 64 / hashed, "MiB/s"),
        Row.noted("copying memory", 64 / 1024 / copied, "GiB/s"),
    ]
    finish("machine", rows, options.parse_args())


if __name__ == "__main__":
    main()
