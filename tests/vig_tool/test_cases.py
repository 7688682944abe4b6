"""A case from the command line: films, people, consents, tags, clips, copies and backups."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Golden
from vig_tool.cli import main
from vig_tool.errors import Cancelled

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def case(golden: Golden, tmp_path: Path, capsys: Spoken) -> Path:
    """A case with the film ``kitchen.mp4`` (variable frame rate) beside it."""
    film = tmp_path / "kitchen.mp4"
    film.write_bytes(golden("h264-vfr").path.read_bytes())
    path = tmp_path / "reed.vig"
    assert main(["new", str(path), str(film)]) == 0
    capsys.readouterr()
    return path


def _table(case: Path, text: str, name: str = "table.csv", encoding: str = "utf-8") -> str:
    path = case.with_name(name)
    path.write_bytes(text.encode(encoding))
    return str(path)


def _read_json(capsys: Spoken, *words: str | Path) -> Any:
    capsys.readouterr()
    main([*map(str, words), "--json"])
    return json.loads(capsys.readouterr().out)


def test_a_new_case_has_a_baby_and_a_parent_whom_nobody_asked_yet(
    case: Path, capsys: Spoken
) -> None:
    rows = _read_json(capsys, "consent", case)
    assert {(row["person"], row["role"]) for row in rows} == {
        ("Baby", "infant"),
        ("Parent", "parent"),
    }
    assert {row["purpose"] for row in rows} == {
        *("review", "parent-copy", "supervision", "training", "research")
    }
    assert {row["answer"] for row in rows} == {"unasked"}


def test_consents_are_recorded_with_who_and_how(case: Path, capsys: Spoken) -> None:
    assert main(["person", str(case), "Jo", "--role", "practitioner"]) == 0
    assert main(["consent", str(case), "all", "review", "yes", "--by", "Ann", "--how", "form"]) == 0
    assert main(["consent", str(case), "jo", "all", "no"]) == 0
    assert main(["consent", str(case), "parent", "training", "unasked"]) == 0
    assert main(["consent", str(case), "infant", "supervision", "no"]) == 0
    rows = {(row["person"], row["purpose"]): row for row in _read_json(capsys, "consent", case)}
    assert rows["Baby", "review"]["answer"] == "yes"
    assert rows["Baby", "review"]["who"] == "Ann"
    assert rows["Baby", "review"]["how"] == "form"
    assert rows["Baby", "review"]["when"]
    assert rows["Baby", "research"]["answer"] == "unasked"
    assert rows["Baby", "supervision"]["answer"] == "no"
    assert {row["answer"] for (person, _), row in rows.items() if person == "Jo"} == {"no"}


def test_tags_come_in_by_seconds_and_by_frames_and_stand_on_the_same_frames(
    case: Path, golden: Golden, capsys: Spoken
) -> None:
    film = golden("h264-vfr")
    at = [float((pts - film.pts[0]) * film.time_base) for pts in film.pts]
    seconds = f"kitchen,smile,Baby,{at[10]:.4f},{at[30]:.4f},so soft,1"
    assert main(["tag", str(case), _table(case, f"{_HEAD}\n{seconds}\n")]) == 0
    frames = "recording,code,person,start_frame,end_frame\nkitchen.mp4,smile,Baby,10,30\n"
    assert main(["tag", str(case), _table(case, frames)]) == 0
    point = f"{_HEAD}\n,initiative,Baby,{at[5]:.4f},,,\n"
    assert main(["tag", str(case), _table(case, point)]) == 0

    rows = _read_json(capsys, "tags", case)
    smiles = [row for row in rows if row["code"] == "smile"]
    assert [(row["start_frame"], row["end_frame"]) for row in smiles] == [(10, 30), (10, 30)]
    assert smiles[0]["start_us"] == smiles[1]["start_us"] == round(at[10] * 1e6)
    assert {row["note"] for row in smiles} == {"so soft", ""}
    assert {row["star"] for row in smiles} == {True, False}
    (moment,) = [row for row in rows if row["code"] == "initiative"]
    assert (moment["start_frame"], moment["end_frame"], moment["end_us"]) == (5, None, None)


_HEAD = "recording,code,person,start_s,end_s,note,star"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_tables_come_as_other_programs_write_them(
    case: Path, capsys: Spoken, encoding: str
) -> None:
    text = f"{_HEAD.replace(',', ';')}\r\nkitchen;smile;Baby;0,2;0,9;schön;\r\n"
    assert main(["tag", str(case), _table(case, text, encoding=encoding)]) == 0
    (row,) = _read_json(capsys, "tags", case)
    assert row["note"] == "schön"
    assert 0 < row["start_us"] < row["end_us"]


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        (["kitchen,smirk,Baby,0.1,0.5,,"], "smirk"),
        (["kitchen,smile,Bob,0.1,0.5,,"], "Bob"),
        (["garden,smile,Baby,0.1,0.5,,"], "garden"),
        (["kitchen,smile,Baby,0.1,9000,,"], "outside"),
        (["kitchen,smile,Baby,-1,0.5,,"], "outside"),
        (["kitchen,smile,Baby,0.9,0.5,,"], "before it starts"),
        (["kitchen,smile,Baby,0.9,,,"], "end_s"),
        (["kitchen,smile,Baby,soon,1,,"], "soon"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(
    case: Path, capsys: Spoken, lines: list[str], part: str
) -> None:
    good = "kitchen,smile,Baby,0.1,0.5,,"
    table = _table(case, "\n".join([_HEAD, good, *lines, ""]))
    assert main(["tag", str(case), table]) == 2
    said = capsys.readouterr().err
    assert part in said
    assert "Line 3 of table.csv" in said
    assert len(said.splitlines()) == 1
    assert _read_json(capsys, "tags", case) == []


def test_all_wrong_lines_are_named(case: Path, capsys: Spoken) -> None:
    wrong = ["kitchen,smirk,Baby,0.1,0.5,,"] * 30
    assert main(["tag", str(case), _table(case, "\n".join([_HEAD, *wrong]))]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "Line 2 " in said[0]
    assert "Line 3 " in said[1]
    assert "10 more" in said[-1]


def test_clips_come_in_and_a_film_that_moved_is_found_again(case: Path, capsys: Spoken) -> None:
    moved = case.with_name("renamed.mp4")
    case.with_name("kitchen.mp4").rename(moved)
    clips = "start_frame,end_frame,title,reason,caption\n3,40,Look,She waits,You waited.\n"
    assert main(["clip", str(case), _table(case, clips)]) == 0
    assert "1 clip" in capsys.readouterr().out
    found = _read_json(capsys, "check", case)
    assert found["whole"] is True
    assert [film["file"] for film in found["films"]] == [str(moved)]


def test_another_film_under_the_same_name_is_noticed_and_not_tagged(
    case: Path, golden: Golden, capsys: Spoken
) -> None:
    case.with_name("kitchen.mp4").write_bytes(golden("h264-phone").path.read_bytes())
    table = _table(case, f"{_HEAD}\nkitchen,smile,Baby,0.1,0.5,,\n")
    assert main(["tag", str(case), table]) == 2
    assert "not the film" in capsys.readouterr().err
    assert main(["check", str(case)]) == 2


def test_tags_are_not_listed_by_halves_when_stopped(
    case: Path, capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = _table(case, "code,person,start_frame,end_frame\nsmile,Baby,1,2\n")
    assert main(["tag", str(case), table]) == 0
    capsys.readouterr()

    def stopped(*_: Any) -> Any:
        raise Cancelled

    monkeypatch.setattr("export.linked_films.open_films", stopped)
    assert main(["tags", str(case)]) == 2
    assert capsys.readouterr().out == ""


def test_a_film_that_cannot_be_read_leaves_no_case(tmp_path: Path, capsys: Spoken) -> None:
    (tmp_path / "notes.mp4").write_text("Dear diary")
    assert main(["new", str(tmp_path / "a.vig"), str(tmp_path / "notes.mp4")]) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.mp4"]


def test_the_same_film_twice_leaves_no_case(golden: Golden, tmp_path: Path) -> None:
    film = str(golden("h264-vfr").path)
    assert main(["new", str(tmp_path / "a.vig"), film, film]) == 2
    assert list(tmp_path.iterdir()) == []


def test_copy_and_restore(case: Path, capsys: Spoken) -> None:
    copy = case.with_name("copy.vig")
    assert main(["copy", str(case), str(copy)]) == 0
    assert main(["copy", str(case), str(copy)]) == 2
    assert main(["copy", str(case), str(copy), "--replace"]) == 0
    assert main(["person", str(case), "Jo", "--role", "other"]) == 0
    assert main(["person", str(case), "Kim", "--role", "other"]) == 0
    assert main(["restore", str(case), "--list"]) == 0
    capsys.readouterr()

    assert main(["restore", str(case), "--backup", "2"]) == 0
    names = {row["person"] for row in _read_json(capsys, "consent", case)}
    assert names == {"Baby", "Parent", "Jo"}
    assert main(["restore", str(case), "--backup", "1"]) == 0, "a restore can be taken back"
    names = {row["person"] for row in _read_json(capsys, "consent", case)}
    assert names == {"Baby", "Parent", "Jo", "Kim"}
    assert main(["restore", str(case), "--backup", "99"]) == 2


def test_a_damaged_case_comes_back_with_restore(case: Path, capsys: Spoken) -> None:
    whole = _read_json(capsys, "consent", case)
    case.write_bytes(case.read_bytes()[:5000])
    assert main(["tags", str(case)]) == 2
    assert "vig-tool restore" in capsys.readouterr().err
    assert main(["restore", str(case)]) == 0
    assert _read_json(capsys, "consent", case) == whole
    assert main(["check", str(case)]) == 0


def test_a_case_may_be_renamed_and_moved_with_its_film_or_alone(
    case: Path, capsys: Spoken, tmp_path: Path
) -> None:
    together = tmp_path / "together"
    together.mkdir()
    case.with_name("kitchen.mp4").rename(together / "kitchen.mp4")
    case.rename(together / "renamed.vig")
    assert _read_json(capsys, "check", together / "renamed.vig")["whole"] is True
    table = _table(together / "renamed.vig", f"{_HEAD}\nkitchen,smile,Baby,0.1,0.5,,\n")
    assert main(["tag", str(together / "renamed.vig"), table]) == 0
    (tmp_path / "alone").mkdir()
    alone = tmp_path / "alone" / "reed.vig"
    assert main(["copy", str(together / "renamed.vig"), str(alone)]) == 0
    (film,) = _read_json(capsys, "check", alone)["films"]
    assert film["file"] == str(together / "kitchen.mp4")

    far = tmp_path / "far"
    far.mkdir()
    (together / "kitchen.mp4").rename(far / "k.mp4")
    assert main(["check", str(alone)]) == 2
    (film,) = _read_json(capsys, "check", alone)["films"]
    assert (film["found"], film["file"]) == ("missing", None)
    assert main(["add", str(alone), str(far / "k.mp4")]) == 0
    (film,) = _read_json(capsys, "check", alone)["films"]
    assert (film["found"], film["file"]) == ("found", str(far / "k.mp4"))
    assert len(_read_json(capsys, "tags", alone)) == 1
    assert main(["add", str(alone), str(far / "k.mp4")]) == 2, "it is there already"
