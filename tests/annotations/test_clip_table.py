"""Clips come in from CSV files: all of a file, or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.clip_table import import_clips
from annotations.errors import TableWrong
from tests.annotations.examples import FRAME_US, even_times, new_case


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with new_case(tmp_path) as case:
        yield case


def take(case: Case, table: str) -> int:
    path = case.path.with_name("clips.csv")
    path.write_text(table, encoding="utf-8")
    return import_clips(case, path, even_times)


def test_clips_come_in_the_order_of_the_table_after_those_that_are_there(case: Case) -> None:
    with case.edit("Clip") as edit:
        edit.add_clip(case.snapshot().recordings[0].id, 0, FRAME_US, title="already there")
    count = take(
        case,
        "recording,start_s,end_s,title,reason,caption\n"
        "play,5,8.5,Waiting,She looked up,You waited. She looked at you.\n"
        "play,1,2,Together,,\n",
    )
    assert count == 2
    clips = case.snapshot().clips
    assert [clip.title for clip in clips] == ["already there", "Waiting", "Together"]
    waiting = clips[1]
    assert (waiting.start_us, waiting.end_us) == (125 * FRAME_US, 212 * FRAME_US)
    assert (waiting.reason, waiting.caption) == ("She looked up", "You waited. She looked at you.")
    assert case.undo() == "Clips from clips.csv"
    assert len(case.snapshot().clips) == 1


def test_clips_by_frames_with_a_question_and_a_still(case: Case) -> None:
    take(
        case,
        "start_frame,end_frame,question,still_frame,still_s\n10,20,What helped?,15,\n0,9,,,0.1",
    )
    first, second = case.snapshot().clips
    assert (first.start_us, first.end_us, first.still_us) == (400_000, 800_000, 600_000)
    assert first.question == "What helped?"
    assert second.still_us in (2 * FRAME_US, 3 * FRAME_US)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("start_s,end_s\n1,2\n5,4\n", "Line 3 of clips.csv: it ends (4) before it starts (5)"),
        ("start_frame,end_s\n80,1\n", "it ends (before frame 25) before it starts (frame 80)"),
        ("start_s,end_frame\n4,25\n", "it ends (before frame 25) before it starts (frame 100)"),
        ("start_s,end_s\n1,\n", "end_s (or end_frame) is missing"),
        ("start_s,end_s\n1,20\n", "outside of play.mp4"),
        ("recording,start_s,end_s\nbath,1,2\n", "no recording “bath”"),
        ("start_s,end_s,still_s\n1,2,3\n", "still lies outside"),
        ("title\nA moment\n", "start_s (or start_frame) is missing"),
        ("who,what\nA,B\n", "must name its columns"),
    ],
)
def test_a_wrong_table_is_refused_as_a_whole(case: Case, table: str, why: str) -> None:
    with pytest.raises(TableWrong) as raised:
        take(case, table)
    assert why in str(raised.value)
    assert not case.snapshot().clips
