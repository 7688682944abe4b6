"""Whatever is handed to it: one plain sentence, at once, and everything stays as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from annotations.case import Case
from tests.conftest import Golden
from vig_tool.cli import main

Spoken = pytest.CaptureFixture[str]
LIMIT_S = 10


@pytest.fixture
def case(golden: Golden, tmp_path: Path) -> Path:
    """A case with a film, consents and one clip."""
    (tmp_path / "kitchen.mp4").write_bytes(golden("h264-vfr").path.read_bytes())
    (tmp_path / "clips.csv").write_text("start_frame,end_frame,title\n3,20,Look\n")
    (tmp_path / "tags.csv").write_text("code,person,start_frame,end_frame\nsmile,Baby,3,20\n")
    path = tmp_path / "reed.vig"
    assert main(["new", str(path), str(tmp_path / "kitchen.mp4")]) == 0
    assert main(["clip", str(path), str(tmp_path / "clips.csv")]) == 0
    assert main(["consent", str(path), "all", "review", "yes"]) == 0
    return path


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and os.access(path, os.R_OK)
    }


def _refused(capsys: Spoken, *words: str | Path) -> str:
    """The one sentence with which a command refuses, quickly."""
    capsys.readouterr()
    began = time.monotonic()
    assert main([str(word) for word in words]) == 2
    assert time.monotonic() - began < LIMIT_S
    said = capsys.readouterr()
    assert said.out == ""
    (sentence,) = said.err.splitlines()
    assert sentence.startswith("vig-tool: ")
    assert sentence.endswith((".", "?")) or "For example: vig-tool " in sentence, sentence
    assert "rror" not in sentence, sentence
    assert len(sentence) < 400
    return sentence


@contextmanager
def _without_leave(path: Path) -> Iterator[None]:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may do everything")
    mode = path.stat().st_mode
    path.chmod(0)
    try:
        yield
    finally:
        path.chmod(mode)


def _damage(path: Path, kind: str) -> None:
    content = path.read_bytes()
    match kind:
        case "missing":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case "text":
            path.write_text("Dear diary, today we made a film.\n" * 200)
        case "noise":
            path.write_bytes(sha256(b"noise").digest() * 4000)
        case "folder":
            path.unlink()
            path.mkdir()
        case "header only":
            path.write_bytes(content[:64])


_FILM_DAMAGES = ["missing", "empty", "text", "noise", "folder", "header only"]


@pytest.mark.parametrize("kind", _FILM_DAMAGES)
def test_a_film_that_is_none(case: Path, capsys: Spoken, kind: str) -> None:
    film = case.with_name("kitchen.mp4")
    _damage(film, kind)
    before = _state(case.parent)
    assert film.name in _refused(capsys, "probe", film)
    assert film.name in _refused(capsys, "frames", film, "0", "--out", case.with_name("pictures"))
    assert film.name in _refused(capsys, "new", case.with_name("new.vig"), film)
    assert film.name in _refused(capsys, "add", case, film)
    for command in ("tag", "clip"):
        _refused(capsys, command, case, case.with_name(f"{command}s.csv"))
    _refused(capsys, "export", case, "--purpose", "review", "--out", case.with_name("shared"))
    assert _state(case.parent) == before
    assert not case.with_name("shared").exists()
    assert not case.with_name("new.vig").exists()


@pytest.mark.parametrize("kind", _FILM_DAMAGES)
def test_a_case_that_is_none(case: Path, capsys: Spoken, kind: str) -> None:
    _damage(case, kind)
    before = _state(case.parent)
    film, out = case.with_name("kitchen.mp4"), case.with_name("out")
    commands: list[list[str | Path]] = [
        ["add", case, film],
        ["person", case, "Jo", "--role", "other"],
        ["consent", case],
        ["tag", case, case.with_name("tags.csv")],
        ["clip", case, case.with_name("clips.csv")],
        ["tags", case],
        ["check", case],
        ["copy", case, out],
        ["export", case, "--purpose", "review", "--out", out],
        ["summary", case, "--out", out],
    ]
    for words in commands:
        assert case.name in _refused(capsys, *words), words
    assert _state(case.parent) == before
    assert not out.exists()


def test_a_case_from_a_newer_version(case: Path, capsys: Spoken) -> None:
    with closing(sqlite3.connect(case)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.commit()
    before = _state(case.parent)
    assert "newer" in _refused(capsys, "tags", case)
    assert "newer" in _refused(capsys, "person", case, "Jo", "--role", "other")
    assert _state(case.parent) == before


def test_a_database_of_another_program(case: Path, capsys: Spoken) -> None:
    other = case.with_name("other.vig")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE songs (title)")
        connection.commit()
    before = _state(case.parent)
    assert "case" in _refused(capsys, "tags", other)
    assert _state(case.parent) == before


def test_a_case_damaged_in_the_middle(case: Path, capsys: Spoken) -> None:
    content = bytearray(case.read_bytes())
    content[4096 : len(content) // 2] = b"\x55" * (len(content) // 2 - 4096)
    case.write_bytes(content)
    assert "damaged" in _refused(capsys, "person", case, "Jo", "--role", "other")
    assert main(["restore", str(case)]) == 0
    assert main(["check", str(case)]) == 0


def test_a_case_that_somebody_else_is_writing_to(case: Path, capsys: Spoken) -> None:
    with Case.open(case, author="Kim"):
        assert "Kim" in _refused(capsys, "person", case, "Jo", "--role", "other")
        assert "Kim" in _refused(
            capsys, "export", case, "--purpose", "review", "--out", case.with_name("out")
        )
        assert main(["consent", str(case)]) == 0, "reading goes on"
        assert main(["copy", str(case), str(case.with_name("copy.vig"))]) == 0


def test_files_that_may_not_be_read(case: Path, capsys: Spoken) -> None:
    film = case.with_name("kitchen.mp4")
    with _without_leave(film):
        assert film.name in _refused(capsys, "probe", film)
    with _without_leave(case):
        assert case.name in _refused(capsys, "tags", case)
    with _without_leave(case.with_name("tags.csv")):
        assert "tags.csv" in _refused(capsys, "tag", case, case.with_name("tags.csv"))


def test_folders_that_are_not_there(case: Path, capsys: Spoken, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    commands: list[list[str | Path]] = [
        ["new", nowhere / "a.vig"],
        ["copy", case, nowhere / "a.vig"],
        ["summary", case, "--out", nowhere / "summary.csv"],
    ]
    for words in commands:
        assert "nowhere" in _refused(capsys, *words)
    assert not nowhere.exists()


def test_names_that_are_taken(case: Path, capsys: Spoken, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear diary")
    before = _state(tmp_path)
    letter, letters = tmp_path / "letter.txt", tmp_path / "letters"
    export: list[str | Path] = ["export", case, "--purpose", "review", "--out"]
    _refused(capsys, "new", letter)
    _refused(capsys, *export, letter)
    _refused(capsys, *export, letters)
    _refused(capsys, *export, letters, "--replace")
    _refused(capsys, "summary", case, "--out", letter)
    _refused(capsys, "frames", tmp_path / "kitchen.mp4", "0", "--out", letter)
    _refused(capsys, "demo", "--out", letter)
    assert _state(tmp_path) == before


def test_people_and_purposes_that_are_not_there(case: Path, capsys: Spoken) -> None:
    assert "Bob" in _refused(capsys, "consent", case, "Bob", "review", "yes")
    assert "Baby" in _refused(capsys, "person", case, "baby", "--role", "other")
    assert "Both" in _refused(capsys, "person", case, "Both", "--role", "other")
    words = _refused(capsys, "export", case, "--purpose", "training", "--out", case.parent / "out")
    assert "Baby" in words
    assert "training" in words


@pytest.mark.parametrize("content", [b"", b"\n\n", b"a,b\n1,2\n", b"\x00\xff\xfe\x89PNG" * 50])
def test_tables_that_are_none(case: Path, capsys: Spoken, content: bytes) -> None:
    table = case.with_name("table.csv")
    table.write_bytes(content)
    for command in ("tag", "clip"):
        assert "table.csv" in _refused(capsys, command, case, table)
    table.unlink()
    for command in ("tag", "clip"):
        assert "table.csv" in _refused(capsys, command, case, table)


def _fill_with_a_clip(golden: Golden, folder: Path) -> Path:
    film = golden("h264-phone", frames=300, size=(640, 360)).path
    (folder / "long.csv").write_text("start_frame,end_frame,title\n0,300,Long\n")
    case = folder / "long.vig"
    assert main(["new", str(case), str(film)]) == 0
    assert main(["clip", str(case), str(folder / "long.csv")]) == 0
    assert main(["consent", str(case), "all", "review", "yes"]) == 0
    return case


@contextmanager
def _small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if (
        sys.platform != "linux"
        or os.geteuid() != 0
        or subprocess.run(mount, check=False).returncode
    ):
        pytest.skip("a small disk can be mounted by root on Linux only")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_while_exporting(
    golden: Golden, tmp_path: Path, capsys: Spoken
) -> None:
    case = _fill_with_a_clip(golden, tmp_path)
    with _small_disk(tmp_path / "disk", "150k"):
        out = tmp_path / "disk" / "out"
        said = _refused(capsys, "export", case, "--purpose", "review", "--out", out)
        assert "full" in said
        assert list((tmp_path / "disk").iterdir()) == []
    with Case.open(case, read_only=True) as opened:
        assert opened.departures() == []


@pytest.mark.skipif(os.name == "nt", reason="signals are sent differently there")
def test_an_export_that_is_stopped_leaves_nothing(golden: Golden, tmp_path: Path) -> None:
    case = _fill_with_a_clip(golden, tmp_path)
    before = _state(tmp_path)
    words = ["export", str(case), "--purpose", "review", "--out", str(tmp_path / "out")]
    command = [sys.executable, "-P", "-m", "vig_tool", *words]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        guard = threading.Timer(60, running.kill)
        guard.start()
        while running.poll() is None and not list(tmp_path.glob(".out.*")):
            time.sleep(0.005)
        running.send_signal(signal.SIGTERM)
        _, said = running.communicate()
        guard.cancel()
    assert running.returncode == 2
    assert said.decode() == "vig-tool: Stopped. Nothing was changed.\n"
    assert _state(tmp_path) == before
