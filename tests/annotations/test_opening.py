"""Whatever is wrong with a case, it is said in a plain sentence, and nothing is lost."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.errors import (
    CaseDamaged,
    CaseExists,
    CaseMissing,
    CaseNewer,
    CaseNotWritten,
    CaseReadOnly,
    CaseUnreadable,
)
from annotations.lock import WriterLock
from annotations.model import Answer, Purpose
from tests.annotations.examples import FRAME_US, code, new_case
from vig_tool.errors import VigError


def sentence(raised: "pytest.ExceptionInfo[VigError]") -> str:
    """The message, after making sure that it can be shown as it is."""
    text = str(raised.value)
    assert text.endswith(".")
    assert len(text) < 250
    assert not any(word in text for word in ("sqlite", "SQL", "Errno", "0x", "\n", "Traceback"))
    return text


def test_a_case_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing) as raised:
        Case.open(tmp_path / "nowhere.vig")
    assert "nowhere.vig" in sentence(raised)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing) as raised:
        Case.create(tmp_path / "nowhere" / "new.vig")
    assert "no folder" in sentence(raised)


def test_a_folder_instead_of_a_case(tmp_path: Path) -> None:
    with pytest.raises(CaseUnreadable) as raised:
        Case.open(tmp_path)
    assert "is a folder" in sentence(raised)


def test_a_case_is_never_made_over_another_file(tmp_path: Path) -> None:
    path = tmp_path / "notes.vig"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(CaseExists) as raised:
        Case.create(path)
    assert "there already" in sentence(raised)
    assert path.read_text(encoding="utf-8") == "my notes"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.vig"
    path.touch()
    with pytest.raises(CaseUnreadable) as raised:
        Case.open(path)
    assert "is empty" in sentence(raised)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"my notes", b"\0" * 9000, b"SQLite format 3\0" + b"?" * 5000])
def test_a_file_that_is_no_case(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.vig"
    path.write_bytes(content)
    with pytest.raises((CaseUnreadable, CaseDamaged)) as raised:
        Case.open(path)
    sentence(raised)
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["notes.vig"]


def test_somebody_elses_database(tmp_path: Path) -> None:
    path = tmp_path / "photos.vig"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photo (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(CaseUnreadable) as raised:
        Case.open(path)
    assert "not a VIG Tool case" in sentence(raised)
    assert path.read_bytes() == before


def test_a_case_of_a_newer_version(tmp_path: Path) -> None:
    new_case(tmp_path).close()
    path = tmp_path / "family.vig"
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(CaseNewer) as raised:
            Case.open(path, read_only=read_only)
        assert "newer version" in sentence(raised)
    assert path.read_bytes() == before


@pytest.fixture
def full_case(tmp_path: Path) -> Path:
    """A case with so many tags that it has pages of every kind."""
    with new_case(tmp_path) as case:
        snapshot = case.snapshot()
        with case.edit("Tags") as edit:
            for number in range(200):
                edit.add_tag(
                    *(snapshot.recordings[0].id, code(snapshot, "names").id, None),
                    number * FRAME_US,
                    note="x" * 50,
                )
        for person in snapshot.people:
            case.set_consent(person.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    return case.path


def test_a_case_that_was_cut_off(full_case: Path) -> None:
    whole = full_case.read_bytes()
    for part in (0.1, 0.5, 0.9, 0.99):
        full_case.write_bytes(whole[: int(len(whole) * part)])
        with pytest.raises((CaseDamaged, CaseUnreadable)) as raised:
            Case.open(full_case)
        assert "Bring back a backup" in sentence(raised)


def test_a_case_with_broken_bytes_is_refused_or_read_but_never_crashes(full_case: Path) -> None:
    whole = full_case.read_bytes()
    refused = 0
    for place in range(0, len(whole), 3001):
        broken = bytearray(whole)
        broken[place : place + 40] = b"\xff\xfe" * 20
        full_case.write_bytes(broken)
        try:
            with Case.open(full_case, read_only=True) as case:
                case.snapshot()
                case.departures()
                case.check()
        except VigError as error:
            assert (
                "Bring back a backup" in str(error)
                or "not a VIG Tool case" in str(error)
                or place < 100
            )
            refused += 1
    assert refused > 10


def test_a_case_with_loose_ends_is_told_and_not_kept_locked(full_case: Path) -> None:
    with closing(sqlite3.connect(full_case)) as other:
        other.execute("UPDATE tag SET code_id = 'gone'")
        other.commit()
    with pytest.raises(CaseDamaged) as raised:
        Case.open(full_case)
    assert "is damaged" in sentence(raised)
    # The error is still held, as a window that shows it would hold it.
    with closing(sqlite3.connect(full_case, timeout=0.1)) as other:
        other.execute("BEGIN EXCLUSIVE")


def test_a_table_under_another_name_is_no_sound_case(full_case: Path) -> None:
    with closing(sqlite3.connect(full_case)) as other:
        other.execute("ALTER TABLE absence RENAME TO presence")
    with pytest.raises(CaseDamaged):
        Case.open(full_case)


def test_two_writers_the_second_reads_only_and_knows_who_the_first_is(tmp_path: Path) -> None:
    with new_case(tmp_path) as first, Case.open(first.path, author="Ben") as second:
        assert not first.read_only
        assert second.read_only
        assert second.read_only_reason is not None
        assert "Ann" in second.read_only_reason
        assert second.snapshot() == first.snapshot()
        with pytest.raises(CaseReadOnly) as raised, second.edit("Ask"):
            pass
        assert "Ann" in sentence(raised)
        for refused in (second.undo, second.redo):
            with pytest.raises(CaseReadOnly):
                refused()
        with first.edit("Ask") as edit:
            edit.set_question("seen by both")
        assert second.snapshot().question == "seen by both"
    with Case.open(first.path) as third:
        assert not third.read_only


def test_another_process_holds_the_lock_until_it_dies(tmp_path: Path) -> None:
    path = new_case(tmp_path)
    path.close()
    holder = (
        "import sys; from annotations.case import Case; from pathlib import Path;"
        "case = Case.open(Path(sys.argv[1]), author='Ben'); print('open', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(path.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"open"
        with Case.open(path.path) as case:
            assert case.read_only_reason is not None
            assert "Ben" in case.read_only_reason
        other.kill()
        other.wait()
        with Case.open(path.path) as case:
            assert not case.read_only


def test_a_lock_can_be_let_go_twice(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path / "a.vig", "Ann")
    lock.release()
    lock.release()
    assert not list(tmp_path.iterdir())


@contextmanager
def write_protected(*paths: Path) -> Iterator[None]:
    """Takes away the right to write; root, who may always write, becomes nobody meanwhile."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    modes = [path.stat().st_mode for path in paths]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    closed = [path for path in paths[0].parents if path.stat().st_mode & 0o005 != 0o005]
    if root and sys.platform != "win32":
        for path in closed:
            path.chmod(path.stat().st_mode | 0o055)
        os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        if root and sys.platform != "win32":
            os.setresuid(0, 0, 0)
            for path in closed:
                path.chmod(path.stat().st_mode & ~0o055)
        for path, mode in zip(paths, modes, strict=True):
            path.chmod(mode)


def test_a_write_protected_case_is_read_only_and_says_why(tmp_path: Path) -> None:
    case = new_case(tmp_path)
    case.close()
    with write_protected(case.path), Case.open(case.path) as protected:
        assert protected.read_only_reason is not None
        assert "may not be changed" in protected.read_only_reason
        assert protected.snapshot() == protected.snapshot()
        with pytest.raises(CaseReadOnly) as raised, protected.edit("Ask"):
            pass
        sentence(raised)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows folders have no such protection")
def test_a_case_in_a_write_protected_folder_is_read_only(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    case = new_case(folder)
    case.close()
    with write_protected(folder), Case.open(case.path) as protected:
        assert protected.read_only_reason is not None
        assert "folder" in protected.read_only_reason
        assert protected.snapshot().recordings
        with pytest.raises(CaseNotWritten) as raised:
            Case.create(folder / "another.vig")
        sentence(raised)


def test_a_full_disk_takes_the_edit_back_and_keeps_what_was_there(tmp_path: Path) -> None:
    with new_case(tmp_path) as case:
        before = case.snapshot()
        pages = case._file.connection.execute("PRAGMA page_count").fetchone()[0]
        case._file.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(CaseNotWritten) as raised, case.edit("Much") as edit:
            for number in range(1000):
                edit.set_question(f"{number} " * 200 * number)
        assert "disk is full" in sentence(raised)
        assert case.snapshot() == before
        case._file.connection.execute("PRAGMA max_page_count = 100000")
        assert case.undo_label == "Add films"
        with case.edit("Little") as edit:
            edit.set_question("small")
    with Case.open(case.path) as case:
        assert case.snapshot().question == "small"
        assert case.check() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with 600 kB. Needs root on Linux; the test above runs everywhere."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and os.geteuid() == 0
        and shutil.which("mount") is not None
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(folder)],
            capture_output=True,
        ).returncode
        == 0
    )
    if not mounted:
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    with new_case(small_disk) as case:
        with case.edit("Little") as edit:
            edit.set_question("small")
        before = case.snapshot()
        filler = small_disk / "filler"
        with pytest.raises(OSError, match="space"), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"\0" * 4096)
        with pytest.raises(CaseNotWritten) as raised, case.edit("Much") as edit:
            edit.set_question("large " * 20_000)
        sentence(raised)
        assert case.snapshot() == before
        with pytest.raises(CaseNotWritten) as raised:
            Case.create(small_disk / "another.vig")
        sentence(raised)
        filler.unlink()
    with Case.open(case.path) as case:
        assert case.snapshot() == before
        assert case.check() == []
    left = {path.name for path in small_disk.iterdir()}
    assert left == {"family.vig", "family.vig-backups", "play.mp4"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody move an open file")
def test_a_case_that_is_moved_while_it_is_open_takes_no_edits_that_would_be_lost(
    tmp_path: Path,
) -> None:
    with new_case(tmp_path) as case:
        before = case.snapshot()
        case.path.rename(tmp_path / "moved.vig")
        with pytest.raises(CaseMissing) as raised, case.edit("Ask") as edit:
            edit.set_question("x")
        assert "not where it was" in sentence(raised)
        shutil.copy(tmp_path / "moved.vig", case.path)
        with pytest.raises(CaseMissing), case.edit("Ask") as edit:
            edit.set_question("x")
        (tmp_path / "moved.vig").replace(case.path)
        with case.edit("Ask") as edit:
            edit.set_question("back")
    with Case.open(case.path) as case:
        assert case.snapshot().question == "back"
        assert case.snapshot().recordings == before.recordings


def test_another_program_that_blocks_the_file_is_waited_for_and_then_named(tmp_path: Path) -> None:
    with new_case(tmp_path) as case, closing(sqlite3.connect(case.path)) as other:
        case._file.connection.execute("PRAGMA busy_timeout = 100")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(VigError, match="in use") as raised, case.edit("Ask") as edit:
            edit.set_question("x")
        sentence(raised)
        other.execute("ROLLBACK")
        with case.edit("Ask") as edit:
            edit.set_question("x")


def test_a_disk_without_room_for_the_lock_is_called_full(
    full_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(case: Path, author: str) -> WriterLock:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("annotations.case_file.WriterLock", no_room)
    with Case.open(full_case) as case:
        assert case.read_only_reason is not None
        assert "is full. Make some room" in case.read_only_reason
