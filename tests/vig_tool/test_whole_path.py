"""From a real film to clips that may be shared, by the command line alone."""

import csv
import json
from pathlib import Path
from typing import Any

import av
import pytest

from annotations.case import Case
from vig_tool.cli import main

Spoken = pytest.CaptureFixture[str]

# What the films are is said in facts.json beside them.
_FILMS = [
    "broadcast-mpeg2.ts",
    "broken-middle.mp4",
    "broken-timestamps.mp4",
    "faces.mp4",
    "kitchen-opus-sound.mkv",
    "one-face-mp3-sound.mp4",
    "phone-hevc-edit-list-rotated.mp4",
    "phone-hevc-vfr-rotated-two-tracks.mp4",
    "phone-portrait-4k60.mp4",
    "phone-with-gps.mov",
    "street-no-sound.mp4",
    "two-people.mp4",
]
_FIRST, _END = 3, 16


def _run(*words: str | Path) -> None:
    assert main([str(word) for word in words]) == 0, words


def _probe(film: Path, capsys: Spoken) -> dict[str, Any]:
    capsys.readouterr()
    _run("probe", film, "--json")
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


@pytest.mark.parametrize("name", _FILMS)
def test_each_real_film_is_made_into_a_case_tagged_clipped_and_exported(
    real_films: Path, tmp_path: Path, capsys: Spoken, name: str
) -> None:
    case, out = tmp_path / "reed.vig", tmp_path / "For supervision"
    (tmp_path / "tags.csv").write_text(
        "recording,code,person,start_frame,end_frame,note,star\n"
        f"{name},smile,Baby,{_FIRST},{_END},=2+3,1\n"
    )
    (tmp_path / "clips.csv").write_text(
        f"recording,start_frame,end_frame,title\n{name},{_FIRST},{_END},Look\n"
    )
    _run("new", case, real_films / name)
    _run("consent", case, "all", "supervision", "yes")
    _run("tag", case, tmp_path / "tags.csv")
    _run("clip", case, tmp_path / "clips.csv")
    _run("export", case, "--purpose", "supervision", "--out", out)

    assert sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()) == [
        str(Path("clips", "clip-01.mp4")),
        str(Path("stills", "clip-01.png")),
        str(Path("tables", "summary.csv")),
        str(Path("tables", "tags.csv")),
    ]
    film, clip = _probe(real_films / name, capsys), _probe(out / "clips" / "clip-01.mp4", capsys)
    assert clip["codec"] == "h264"
    assert clip["has_sound"] == film["has_sound"]
    assert clip["rotation"] == 0
    assert (clip["width"] > clip["height"]) == (film["width"] > film["height"])
    assert clip["first_pts"] == 0
    if name != "phone-portrait-4k60.mp4":  # that one has over 60 frames a second
        assert clip["frames"] == _END - _FIRST
    with (out / "tables" / "tags.csv").open(encoding="utf-8-sig", newline="") as table:
        (row,) = csv.DictReader(table)
    assert (int(row["start_frame"]), int(row["end_frame"])) == (_FIRST, _END)
    assert row["note"] == "'=2+3", "a formula is only text"

    with Case.open(case, read_only=True) as opened:
        (departure,) = opened.departures()
    assert departure.purpose == "supervision"
    assert len(departure.files) == 4


def test_nothing_of_the_phone_is_in_what_leaves(real_films: Path, tmp_path: Path) -> None:
    case, out = tmp_path / "reed.vig", tmp_path / "out"
    (tmp_path / "clips.csv").write_text("start_frame,end_frame,title\n10,40,Look\n")
    _run("new", case, real_films / "phone-with-gps.mov")
    _run("clip", case, tmp_path / "clips.csv")
    _run("consent", case, "all", "review", "yes")
    _run("export", case, "--purpose", "review", "--out", out)
    assert not (out / "tables").exists()
    clip = out / "clips" / "clip-01.mp4"
    with av.open(clip) as container:
        told = {**container.metadata}
        for stream in container.streams:
            told |= stream.metadata
    assert not [key for key in told if "location" in key or "creation" in key or "apple" in key]
    assert b"apple" not in clip.read_bytes().lower()


def test_an_export_is_replaced_only_when_asked(
    real_films: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case, out = tmp_path / "reed.vig", tmp_path / "out"
    (tmp_path / "clips.csv").write_text("start_frame,end_frame,title\n0,5,Look\n")
    _run("new", case, real_films / "street-no-sound.mp4")
    _run("clip", case, tmp_path / "clips.csv")
    _run("consent", case, "all", "all", "yes")
    export = ["export", str(case), "--out", str(out), "--purpose"]
    assert main([*export, "training"]) == 0
    assert main([*export, "review"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        "vig-tool: The folder “out” is there already. "
        "Choose another one, or say --replace to write it anew."
    )
    assert (out / "tables").exists()
    assert main([*export, "review", "--replace"]) == 0
    assert not (out / "tables").exists()


def test_a_summary_counts_several_cases(real_films: Path, tmp_path: Path) -> None:
    (tmp_path / "tags.csv").write_text(
        "code,person,start_s,end_s\nsmile,Baby,0,1\nsmile,Baby,2,3\ninitiative,Baby,1,\n"
    )
    for name in ("one", "two"):
        case = tmp_path / f"{name}.vig"
        _run("new", case, real_films / "street-no-sound.mp4")
        _run("tag", case, tmp_path / "tags.csv")
    out = tmp_path / "summary.csv"
    _run("summary", tmp_path / "one.vig", tmp_path / "two.vig", "--out", out)
    _run("summary", tmp_path / "one.vig", tmp_path / "two.vig", "--out", out)
    with out.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    smiles = [row for row in rows if row["code"] == "smile"]
    assert len(smiles) == 2
    assert {row["count"] for row in smiles} == {"2"}
    assert {row["case"] for row in smiles} == {"one.vig", "two.vig"}
    assert all(abs(float(row["rate_per_minute"]) - 12) < 0.1 for row in smiles)
    assert all(abs(float(row["total_s"]) - 2) < 0.1 for row in smiles)
    assert all(abs(float(row["share"]) - 0.2) < 0.01 for row in smiles)
