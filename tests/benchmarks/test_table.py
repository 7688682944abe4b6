"""Benchmarks tell their figures in one way: a table, a JSON file, a page in the docs."""

import json
import math
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import table
from benchmarks.table import Row, in_turns, percentile, text, write_into

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = [
    Row.at_most("wrong frames", 0, "frames", 0),
    Row.at_most("step back, mean", 12.345, "ms", 10),
    Row.at_least("pictures shown | scrubbing", 19.2, "x", 10),
    Row.noted("peer", 1234.5, "ms"),
]


def test_a_row_holds_when_its_reach_is_reached() -> None:
    assert [row.holds for row in ROWS] == [True, False, True, True]
    assert not Row.at_least("few", 9.9, "x", 10).holds
    assert not Row.at_most("none", math.nan, "ms", 1).holds
    assert not Row.at_least("none", math.nan, "ms", 1).holds


def test_the_table_reads_well() -> None:
    assert text(ROWS).splitlines() == [
        "what                           value  reach  holds",
        "--------------------------  --------  -----  -----",
        "wrong frames                0 frames    ≤ 0  yes",
        "step back, mean              12.3 ms   ≤ 10  NO",
        "pictures shown | scrubbing    19.2 x   ≥ 10  yes",
        "peer                         1234 ms  noted  ",
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.0, "0"),
        (0.00123, "0.00123"),
        (0.5, "0.500"),
        (42.0, "42"),
        (999.4, "999"),
        (-1.5, "-1.50"),
    ],
)
def test_figures_have_three_digits_that_count(value: float, shown: str) -> None:
    assert text([Row.noted("x", value, "")]).splitlines()[-1].split()[1] == shown


def test_a_table_takes_the_place_of_its_last_one(tmp_path: Path) -> None:
    document = tmp_path / "docs" / "benchmarks.md"
    write_into(document, "seek", ROWS)
    write_into(document, "export", ROWS[:1])
    by_hand = document.read_text("utf-8").replace("## seek", "## Seeking\n\nWords by hand.")
    document.write_text(by_hand, "utf-8")
    write_into(document, "seek", [Row.at_most("wrong frames", 3, "frames", 0)])
    page = document.read_text("utf-8")
    assert "Words by hand." in page
    assert "| wrong frames | 3 frames | ≤ 0 | NO |" in page
    assert "step back" not in page
    assert page.count("seek: begin") == page.count("seek: end") == 1
    assert page.index("seek: end") < page.index("export: begin")
    assert [file.name for file in document.parent.iterdir()] == ["benchmarks.md"]


def test_the_page_shows_what_was_asked_first_and_folds_the_rest(tmp_path: Path) -> None:
    write_into(tmp_path / "benchmarks.md", "seek", ROWS)
    page = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert page.index("step back") < page.index("<summary>1 more figure") < page.index("| peer |")


def test_bars_in_words_do_not_break_the_page() -> None:
    assert "pictures shown \\| scrubbing" in table.markdown(ROWS)


def test_contenders_take_turns_and_each_is_first_as_often() -> None:
    order: list[str] = []

    def contender(name: str) -> Callable[[int], int]:
        def work(task: int) -> int:
            order.append(name)
            return task * task

        return work

    turns = in_turns({"a": contender("a"), "b": contender("b")}, range(4))
    assert order == list("abba") * 2
    assert [turn.result for turn in turns["b"]] == [0, 1, 4, 9]


def test_turns_are_clocked() -> None:
    def busy(seconds: float) -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    turn = table.clocked(busy, 0.05)
    assert 0.05 <= turn.cpu_s < 0.5
    assert turn.wall_s >= 0.04
    idle = table.clocked(time.sleep, 0.05)
    assert idle.wall_s >= 0.049
    assert idle.cpu_s < 0.04


def test_work_of_programs_that_were_started_counts() -> None:
    code = "import time\nwhile time.process_time() < 0.2: pass"
    turn = table.clocked(
        lambda task: subprocess.run([sys.executable, "-c", task], check=True), code
    )
    assert turn.cpu_s >= 0.15 or sys.platform == "win32"


def test_percentiles() -> None:
    assert percentile(range(101), 95) == 95
    assert math.isnan(percentile([], 50))


@pytest.mark.parametrize("command", [["benchmarks/table.py"], ["-m", "benchmarks.table"]])
def test_a_benchmark_runs_both_ways(command: list[str], tmp_path: Path) -> None:
    page = table.DOCUMENT.read_bytes() if table.DOCUMENT.exists() else None
    file = tmp_path / "rows.json"
    done = subprocess.run(
        [sys.executable, *command, "--quick", "--json", str(file)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    rows = json.loads(file.read_text("utf-8"))
    assert {tuple(row) for row in rows} == {("what", "value", "unit", "reach", "holds")}
    assert all(row["what"] in done.stdout for row in rows)
    assert (table.DOCUMENT.read_bytes() if table.DOCUMENT.exists() else None) == page
