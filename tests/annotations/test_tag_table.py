"""Tags come in from CSV files as other programs write them: all of a file, or nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.errors import TableWrong
from annotations.model import Role, Tag
from annotations.tag_table import import_tags
from tests.annotations.examples import FRAME_US, FRAMES, even_times, new_case, person


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with new_case(tmp_path) as case:
        yield case


def take(case: Case, table: str | bytes) -> list[Tag]:
    """Imports a table and gives the case's tags."""
    path = case.path.with_name("tags.csv")
    path.write_bytes(table if isinstance(table, bytes) else table.encode())
    import_tags(case, path, even_times)
    return list(case.snapshot().tags)


def shown(case: Case, tags: list[Tag]) -> list[tuple[object, ...]]:
    """Tags as a person would write them, with frames."""
    snapshot = case.snapshot()
    return [
        (
            snapshot.code(tag.code_id).short,
            snapshot.person(tag.person_id).name if tag.person_id else "both",
            tag.start_us // FRAME_US,
            None if tag.end_us is None else tag.end_us // FRAME_US,
        )
        for tag in tags
    ]


def refused(case: Case, table: str | bytes) -> str:
    """The sentence with which a table is refused, after making sure that nothing was taken."""
    before = case.snapshot()
    with pytest.raises(TableWrong) as raised:
        take(case, table)
    assert case.snapshot() == before
    text = str(raised.value)
    assert text.endswith((".", "?", ".)"))
    return text


def test_a_table_with_every_column(case: Case) -> None:
    tags = take(
        case,
        "recording,code,person,start_s,end_s,note,star\n"
        "play.mp4,smile,Baby,1.0,2.0,lovely,1\n"
        "PLAY,Names,parent,3,,,\n"
        "play,back and forth,both,4,5,,no\n",
    )
    assert shown(case, tags) == [
        ("smile", "Baby", 25, 50),
        ("names", "Parent", 75, None),
        ("back-and-forth", "both", 100, 125),
    ]
    assert [(tag.note, tag.star) for tag in tags] == [("lovely", True), ("", False), ("", False)]


def test_a_whole_file_is_one_step(case: Case) -> None:
    assert len(take(case, "code,start_s,end_s\nsmile,1,2\nvoice,1,2\n")) == 2
    assert case.undo() == "Tags from tags.csv"
    assert not case.snapshot().tags


def test_frames_with_the_end_excluded(case: Case) -> None:
    tags = take(case, f"code,start_frame,end_frame\nsmile,0,{FRAMES}\nnames,249,\nvoice,10.0,11.0")
    assert sorted(shown(case, tags)) == [
        ("names", "Parent", 249, None),
        ("smile", "Baby", 0, FRAMES),
        ("voice", "Baby", 10, 11),
    ]


def test_times_snap_to_the_nearest_boundary_and_an_interval_is_a_frame_at_least(case: Case) -> None:
    tags = take(
        case,
        "code,start_s,end_s\nnames,0.021,\nsmile,1.0199,2.021\nvoice,3.001,3.002\n"
        "voice,9.999,10\nnames,10,\nsmile,0.5,10.004",
    )
    assert sorted(shown(case, tags)) == [
        ("names", "Parent", 1, None),
        ("names", "Parent", 249, None),
        ("smile", "Baby", 12, 250),
        ("smile", "Baby", 25, 51),
        ("voice", "Baby", 75, 76),
        ("voice", "Baby", 249, 250),
    ]


def test_frames_count_where_a_table_has_both(case: Case) -> None:
    tags = take(case, "code,start_frame,end_frame,start_s,end_s\nsmile,25,50,1.001,1.999")
    assert shown(case, tags) == [("smile", "Baby", 25, 50)]


TABLE = 'code;start_s;end_s;note\nsmile;1,5;2,5;"süß; ja"\n\n;;;\nvoice;3;4;\n'


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("utf-16"),
        b"\xff\xfe" + TABLE.encode("utf-16-le"),
        b"\xfe\xff" + TABLE.encode("utf-16-be"),
        TABLE.encode("utf-16-le"),
        TABLE.encode("latin-1"),
        TABLE.encode("cp1252"),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("süß; ja", "süß; ja")
        .replace(";", "\t")
        .replace("süß\t ja", "süß; ja")
        .encode(),
        ("sep=;\r\n" + TABLE).encode(),
        ("\n\n" + TABLE).encode(),
        TABLE.replace("code", " Code ").replace("start_s", "START_S").encode(),
    ],
)
def test_encodings_and_separators_of_other_programs(case: Case, content: bytes) -> None:
    tags = take(case, content)
    assert [(tag.start_us, tag.note) for tag in tags] == [
        (38 * FRAME_US, "süß; ja"),
        (75 * FRAME_US, ""),
    ]


def test_our_own_spreadsheet_safe_text_comes_back_as_it_was(case: Case) -> None:
    tags = take(case, "code,start_s,note\nnames,1,'=look\nnames,2,'tis\nnames,3,'+1\n")
    assert [tag.note for tag in tags] == ["=look", "'tis", "+1"]


def test_a_note_may_have_several_lines_and_the_next_line_number_is_right(case: Case) -> None:
    text = 'code,start_s,note\nnames,1,"one\ntwo"\n\nnames,x,\n'
    assert refused(case, text).startswith("Line 5 of tags.csv: start_s must be a number")


def test_a_point_may_have_an_end_that_means_the_same_frame(case: Case) -> None:
    tags = take(case, "code,start_s,end_s\nnames,1,1\nnames,2,2.04\n")
    assert shown(case, tags) == [("names", "Parent", 25, None), ("names", "Parent", 50, None)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("play.mp4,smlie,Baby,1,2", "Line 2 of tags.csv: there is no code “smlie”"),
        ("play.mp4,smlie,Baby,1,2", "did you mean “smile”?"),
        ("play.mp4,,Baby,1,2", "code is missing"),
        ("play.mp4,parent-initiative,Baby,1,2", "no code"),
        ("other.mp4,smile,Baby,1,2", "no recording “other.mp4”"),
        ("play.mp4,smile,Babby,1,2", "nobody called “Babby”; did you mean “Baby”?"),
        ("play.mp4,smile,Baby,2,1", "ends (1) before it starts (2)"),
        ("play.mp4,smile,Baby,1,", "end_s (or end_frame) is missing"),
        ("play.mp4,smile,Baby,,2", "start_s (or start_frame) is missing"),
        ("play.mp4,smile,Baby,1,11", "end_s 11 is outside of play.mp4, which lasts 10.000 s"),
        ("play.mp4,smile,Baby,-1,2", "start_s -1 is outside"),
        ("play.mp4,smile,Baby,11,12", "start_s 11 is outside"),
        ("play.mp4,smile,Baby,one,2", "must be a number, not “one”"),
        ("play.mp4,smile,Baby,nan,2", "must be a number"),
        ("play.mp4,smile,Baby,inf,2", "must be a number"),
        ("play.mp4,smile,Baby,1_0,2", "must be a number"),
        ("play.mp4,smile,Baby,1e99,2", "outside"),
        ('play.mp4,smile,Baby,"1,5",2', "must be a number"),
        ("play.mp4,names,Parent,1,2", "marks a moment, so leave its end empty"),
        ("play.mp4,smile,Baby,1,2,3,4,5", "more cells than the heading"),
        ('play.mp4,smile,"Baby,1,2', "cannot be read as CSV"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(case: Case, line: str, why: str) -> None:
    assert why in refused(case, f"recording,code,person,start_s,end_s\n{line}\n")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("smile,5,5", "end_frame 5 must come after start_frame 5"),
        ("smile,6,5", "must come after"),
        ("smile,0,251", "end_frame 251 is outside of play.mp4; it must be from 0 to 250"),
        ("names,250,", "from 0 to 249"),
        ("names,-1,", "outside"),
        ("names,1.5,", "whole number"),
        ("names,10,12", "marks a moment"),
    ],
)
def test_wrong_frames_are_named(case: Case, line: str, why: str) -> None:
    assert why in refused(case, f"code,start_frame,end_frame\n{line}\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "is empty"),
        (b"start_s,end_s\n1,2\n", "no column “code”"),
        (b"code,start_s,code\nsmile,1,x\n", "twice"),
        (bytes(range(256)) * 2000, "cannot be read as CSV"),
        (bytes(range(40, 256)) * 2000, "must name its columns"),
        (b"sep=;", "must name its columns"),
        (b"code,start_s,star\nnames,1,perhaps\n", "must be yes or no"),
    ],
)
def test_files_that_are_no_such_table(case: Case, content: bytes, why: str) -> None:
    assert why in refused(case, content)


def test_a_table_that_is_not_there(case: Case, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(TableWrong):
            import_tags(case, path, even_times)


def test_every_wrong_line_is_found_at_once(case: Case) -> None:
    path = case.path.with_name("tags.csv")
    path.write_text("code,start_s\nnames,1\nnames,x\nnope,1\nnames,99\n", encoding="utf-8")
    with pytest.raises(TableWrong, match=r"2 more lines with problems") as raised:
        import_tags(case, path, even_times)
    assert [problem.split(":")[0] for problem in raised.value.problems] == [
        f"Line {number} of tags.csv" for number in (3, 4, 5)
    ]


def test_the_person_may_be_left_out_where_it_is_clear(case: Case) -> None:
    tags = take(case, "code,start_s,end_s\nsmile,1,2\nnames,3,\nshared-focus,4,5\n")
    assert [each[1] for each in shown(case, tags)] == ["Baby", "Parent", "both"]
    with case.edit("Another") as edit:
        edit.add_person("Dad", Role.PARENT)
    assert "say whose “names”" in refused(case, "code,start_s\nnames,1\n")
    assert "nobody called “parents”" in refused(case, "code,person,start_s\nnames,parents,1\n")


def test_somebody_who_is_not_in_the_film_is_named(case: Case) -> None:
    snapshot = case.snapshot()
    with case.edit("Not in it") as edit:
        edit.unlink_person(snapshot.recordings[0].id, person(snapshot, "Baby").id)
    text = refused(case, "code,person,start_s,end_s\nsmile,Baby,1,2\n")
    assert "Baby is not in play.mp4" in text


def test_which_recording_must_be_said_where_there_are_several(tmp_path: Path) -> None:
    with new_case(tmp_path, "one.mp4", "two.mp4") as case:
        assert "recording is missing" in refused(case, "code,start_s\nnames,1\n")
        tags = take(case, "recording,code,start_s\nTWO,names,1\nfolder/one.mp4,names,2\n")
        names = [case.snapshot().recording(tag.recording_id).name for tag in tags]
    assert names == ["one.mp4", "two.mp4"]


def test_films_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for folder in ("May", "June"):
        (tmp_path / folder).mkdir()
    with new_case(tmp_path, "May/IMG_1.mp4", "June/IMG_1.mp4") as case:
        text = refused(case, "recording,code,start_s\nIMG_1.mp4,names,1\n")
        assert "write “May/IMG_1.mp4” or “June/IMG_1.mp4”" in text
        tags = take(case, "recording,code,start_s\nMay/IMG_1.mp4,names,1\nJune\\IMG_1,names,2\n")
        paths = {tag.start_us: case.snapshot().recording(tag.recording_id).path for tag in tags}
    assert paths == {1_000_000: "May/IMG_1.mp4", 2_000_000: "June/IMG_1.mp4"}


def test_a_folder_or_a_pipe_is_no_table_and_is_not_waited_for(case: Case, tmp_path: Path) -> None:
    places = [tmp_path]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        places.append(tmp_path / "pipe")
    for place in places:
        with pytest.raises(TableWrong, match="is no file"):
            import_tags(case, place, even_times)
