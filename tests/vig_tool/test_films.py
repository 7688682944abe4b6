"""``vig-tool probe`` and ``vig-tool frames`` on films, real ones and generated."""

import json
import shutil
import sys
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from tests.conftest import Golden
from tests.golden import barcode
from tests.vig_tool.program import vig_tool
from vig_tool.cli import main

Spoken = pytest.CaptureFixture[str]


def _facts(folder: Path) -> dict[str, dict[str, Any]]:
    facts: dict[str, dict[str, Any]] = json.loads((folder / "facts.json").read_text("utf-8"))
    return facts


def test_every_real_film_probes_as_its_facts_say(real_films: Path, capsys: Spoken) -> None:
    facts = _facts(real_films)
    main(["probe", "--json", *(str(real_films / name) for name in facts)])
    for name, answer in zip(facts, json.loads(capsys.readouterr().out), strict=True):
        known = facts[name]
        assert Path(answer["file"]).name == name
        if not known.get("frames_decoded"):
            assert answer["error"], name
            continue
        assert answer["frames"] == known["frames_decoded"], name
        assert answer["pts_sha256"].startswith(known["pts_sha256_16"]), name
        assert answer["codec"] == known["codec"], name
        assert answer["time_base"] == known["time_base"], name
        assert answer["has_sound"] == bool(known["audio"]), name
        assert answer["decoder"] in ("opencv", "pyav")
        assert answer["decoder_reason"].endswith(".")


def test_a_films_facts_are_its_own(golden: Golden, capsys: Spoken) -> None:
    film = golden("h264-vfr")
    assert main(["probe", str(film.path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    ticks = "\n".join(map(str, film.pts))
    assert answer["pts_sha256"] == sha256(ticks.encode()).hexdigest()
    assert answer["first_pts"] == film.pts[0]
    assert Fraction(answer["time_base"]) == film.time_base
    assert (answer["width"], answer["height"]) == film.shown_size
    assert answer["variable_frame_rate"] is True
    assert set(answer) == {
        *("file", "frames", "duration_us", "codec", "width", "height", "rotation"),
        *("variable_frame_rate", "has_sound", "decoder", "decoder_reason", "first_pts"),
        *("time_base", "pts_sha256", "warnings"),
    }


def test_a_film_that_cannot_be_read_does_not_hide_the_others(
    golden: Golden, tmp_path: Path, capsys: Spoken
) -> None:
    film, lost = golden("h264-vfr").path, tmp_path / "lost.mp4"
    assert main(["probe", str(lost), str(film), "--json"]) == 2
    said = capsys.readouterr()
    first, second = json.loads(said.out)
    assert set(first) == {"file", "error"}
    assert first["file"] == str(lost)
    assert second["frames"] == len(golden("h264-vfr").pts)
    assert len(said.err.splitlines()) == 1


def test_the_frames_written_are_the_frames_asked_for(
    golden: Golden, tmp_path: Path, capsys: Spoken
) -> None:
    film = golden("h264-vfr")
    out = tmp_path / "pictures"
    words = ["frames", str(film.path), "17", "0", "33", "--out", str(out), "--json"]
    assert main(words) == 0
    for answer in json.loads(capsys.readouterr().out):
        number = answer["number"]
        picture = cv2.imread(str(out / f"{number:06}.png"))
        assert picture is not None
        assert barcode.read(picture.astype(np.uint8)) == film.numbers[number]
        assert answer["pts"] == film.pts[number]
        seconds = (film.pts[number] - film.pts[0]) * film.time_base
        assert abs(answer["time_us"] - seconds * 1_000_000) <= 1
        assert answer["decoder"] in ("opencv", "pyav")


@pytest.mark.parametrize("decoder", ["opencv", "pyav"])
def test_a_decoder_can_be_insisted_on(
    golden: Golden, tmp_path: Path, capsys: Spoken, decoder: str
) -> None:
    film = golden("h264-vfr")
    words = ["frames", str(film.path), "20", "--out", str(tmp_path), "--json"]
    assert main([*words, "--decoder", decoder]) == 0
    (answer,) = json.loads(capsys.readouterr().out)
    assert answer["decoder"] == decoder


def test_opencv_is_refused_where_it_cannot_be_proven(
    real_films: Path, tmp_path: Path, capsys: Spoken
) -> None:
    film = str(real_films / "broadcast-mpeg2.ts")
    assert main(["frames", film, "3", "--out", str(tmp_path), "--decoder", "opencv"]) == 2
    assert "OpenCV" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_frame_that_is_not_there_is_named_and_the_others_are_written(
    golden: Golden, tmp_path: Path, capsys: Spoken
) -> None:
    film = golden("h264-vfr")
    many = len(film.pts)
    assert main(["frames", str(film.path), str(many), "1", "--out", str(tmp_path), "--json"]) == 2
    said = capsys.readouterr()
    missing, written = json.loads(said.out)
    assert missing["number"] == many
    assert f"numbered 0 to {many - 1}" in missing["error"]
    assert written["number"] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["000001.png"]


def test_people_get_a_few_aligned_lines(golden: Golden, capsys: Spoken) -> None:
    film = golden("h264-vfr")
    assert main(["probe", str(film.path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{film.path}\n  picture   ")
    assert f"{len(film.pts)} frames, variable frame rate" in said


_STRANGE = ["-film.mp4", "film \u2013 \U0001f476 (1).mp4", "f'il%m&.mp4"]
if sys.platform == "linux":
    _STRANGE.append("no text \udcff.mp4")


@pytest.mark.parametrize("name", _STRANGE)
def test_strange_names_are_just_names(golden: Golden, tmp_path: Path, name: str) -> None:
    shutil.copyfile(golden("h264-vfr").path, tmp_path / name)
    ran = vig_tool("probe", "--json", "--", name, folder=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["file"] == name
    assert vig_tool("probe", "--", name, folder=tmp_path).code == 0
