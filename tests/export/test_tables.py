"""Tables are tidy, right to the frame, and harmless in a spreadsheet."""

import csv
import errno
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from annotations.model import Answer, Purpose, Role
from annotations.tag_table import read_tags
from export.errors import ExportFailed
from export.sharing import export
from export.tables import summary_of_cases, summary_table, tag_table, timecode, write_table
from tests.export.conftest import Example


@pytest.fixture
def tagged(example: Example) -> Example:
    """A smile over frames 5 to 14, a moment at frame 20, and one tag of both together."""
    example.add_tag(example.first, "smile", "Baby", 5, 15)
    example.add_tag(example.first, "initiative", "Baby", 20)
    example.add_tag(example.second, "back-and-forth", None, 30, 60)
    return example


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_tag_is_one_row_with_frames_seconds_and_timecode(
    tagged: Example, tmp_path: Path
) -> None:
    table = tag_table(tagged.snapshot, tagged.snapshot.recordings, tagged.films)
    write_table(table, tmp_path / "tags.csv")
    smile, moment, together = _rows(tmp_path / "tags.csv")
    index = tagged.films[tagged.first.id].index
    assert (smile["recording"], smile["person"], smile["role"]) == (
        "h264-vfr.mp4",
        "Baby",
        "infant",
    )
    assert (smile["code"], smile["kind"], smile["author"]) == ("smile", "interval", "Ellis")
    assert (smile["start_frame"], smile["end_frame"]) == ("5", "15")
    assert float(smile["start_s"]) == index.start_us(5) / 1e6
    assert float(smile["end_s"]) == index.start_us(15) / 1e6
    assert float(smile["duration_s"]) == pytest.approx(
        float(smile["end_s"]) - float(smile["start_s"])
    )
    assert smile["start_timecode"] == timecode(index.start_us(5))
    assert smile["star"] == "0" and smile["status"] == "tagged"
    assert moment["start_frame"] == "20"
    for column in ("end_frame", "end_s", "end_timecode", "duration_s"):
        assert moment[column] == ""
    assert (together["person"], together["role"], together["level"]) == ("both", "both", "4")


def test_a_timecode_reads_hours_minutes_seconds_milliseconds() -> None:
    assert timecode(0) == "00:00:00.000"
    assert timecode(3_723_456_789) == "01:02:03.457"
    assert timecode(59_999_600) == "00:01:00.000"


def test_the_tags_table_can_be_read_in_again(tagged: Example, tmp_path: Path) -> None:
    table = tag_table(tagged.snapshot, tagged.snapshot.recordings, tagged.films)
    write_table(table, tmp_path / "tags.csv")
    drafts = read_tags(
        tmp_path / "tags.csv",
        tagged.snapshot,
        lambda recording: tagged.films[recording.id].index,
    )
    assert [(d.recording_id, d.code_id, d.person_id, d.start_us, d.end_us) for d in drafts] == [
        (t.recording_id, t.code_id, t.person_id, t.start_us, t.end_us) for t in tagged.snapshot.tags
    ]


def test_words_that_a_spreadsheet_would_run_are_disarmed(tmp_path: Path) -> None:
    cells = ["=1+1", "+A1", "-2", "@sum", "\tx", "\rx", "\nx", "a=b", "", "Zoë – 2"]
    numbers = np.linspace(-1, 1, len(cells))
    write_table(pd.DataFrame({"=note": cells, "number": numbers}), tmp_path / "t.csv")
    rows = _rows(tmp_path / "t.csv")
    assert [row["=note"][:1] for row in rows[:7]] == ["'"] * 7
    assert [row["=note"] for row in rows[7:]] == ["a=b", "", "Zoë – 2"]
    assert [float(row["number"]) for row in rows] == pytest.approx(list(numbers), abs=1e-6)


def test_excel_sees_the_letters_right(tagged: Example, tmp_path: Path) -> None:
    write_table(pd.DataFrame({"person": ["Zoë"]}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes() == "\ufeffperson\r\nZoë\r\n".encode()


def test_the_summary_counts_each_code_and_person(tagged: Example) -> None:
    table = summary_table(tagged.snapshot, tagged.snapshot.recordings)
    assert list(table["code"]) == ["initiative", "smile", "back-and-forth"]
    film_s = tagged.films[tagged.first.id].index.duration_us / 1e6
    row = table[table["code"] == "initiative"].iloc[0]
    assert row["count"] == 1
    assert row["rate_per_minute"] == pytest.approx(60 / film_s)


def test_several_cases_stand_in_one_summary(tagged: Example) -> None:
    table = summary_of_cases({"reed": tagged.snapshot, "ellis": tagged.snapshot})
    assert list(table["case"]) == ["reed"] * 3 + ["ellis"] * 3


def test_tables_leave_out_recordings_in_which_somebody_did_not_say_yes(
    tagged: Example, tmp_path: Path
) -> None:
    tagged.add_clip(tagged.first, 0, 12)
    with tagged.case.edit("Gran") as edit:
        gran = edit.add_person("Gran", Role.OTHER)
        edit.unlink_person(tagged.first.id, gran.id)
    for name in ("Baby", "Parent"):
        tagged.say(name, Purpose.RESEARCH, Answer.YES)
    made = export(tagged.snapshot, tagged.films, Purpose.RESEARCH, tmp_path / "out")
    rows = _rows(tmp_path / "out" / "tables" / "tags.csv")
    assert {row["recording"] for row in rows} == {"h264-vfr.mp4"}
    summary = _rows(tmp_path / "out" / "tables" / "summary.csv")
    assert {row["recording"] for row in summary} == {"h264-vfr.mp4"}
    assert made.notes == (
        "The tables leave out “turned-90.mp4”: not everybody in it said yes to research.",
    )


def test_a_case_without_tags_still_has_its_headings(example: Example, tmp_path: Path) -> None:
    table = tag_table(example.snapshot, example.snapshot.recordings, example.films)
    write_table(table, tmp_path / "tags.csv")
    assert _rows(tmp_path / "tags.csv") == []
    assert b"start_frame" in (tmp_path / "tags.csv").read_bytes()


def test_a_table_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / "missing" / "t.csv")


def test_a_full_disk_is_said_in_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(self: pd.DataFrame, *_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", no_room)
    with pytest.raises(ExportFailed, match="disk is full"):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / "t.csv")
    assert list(tmp_path.iterdir()) == []
