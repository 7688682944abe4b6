"""A case can be copied at any time, is backed up by itself, and can be brought back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotations import schema
from annotations.backups import KEPT, copy_case, folder_of, list_backups, restore
from annotations.case import Case
from annotations.errors import (
    BackupFailed,
    CaseBusy,
    CaseDamaged,
    CaseExists,
    CaseMissing,
    CaseOutdated,
    CaseUnreadable,
)
from annotations.model import Answer, Purpose
from tests.annotations.examples import new_case
from vig_tool.errors import WrongUse


def ask(path: Path, question: str) -> None:
    with Case.open(path) as case, case.edit("Ask") as edit:
        edit.set_question(question)


def question(path: Path) -> str:
    with Case.open(path, read_only=True) as case:
        assert case.check() == []
        return case.snapshot().question


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with new_case(tmp_path) as case, case.edit("Ask") as edit:
        edit.set_question("first")
    return case.path


def test_a_copy_is_the_same_case(path: Path, tmp_path: Path) -> None:
    copy_case(path, tmp_path / "copy.vig")
    with Case.open(path) as case, Case.open(tmp_path / "copy.vig") as copy:
        assert copy.snapshot() == case.snapshot()
        assert not copy.read_only


def test_a_copy_can_be_made_while_somebody_works_on_the_case(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as case:
        with case.edit("Ask") as edit:
            edit.set_question("half")
            copy_case(path, tmp_path / "copy.vig")
        assert question(tmp_path / "copy.vig") == "first"
        copy_case(path, tmp_path / "copy.vig", replace=True)
    assert question(tmp_path / "copy.vig") == "half"


def test_a_copy_replaces_a_file_only_when_asked_to(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(CaseExists, match="there already"):
        copy_case(path, target)
    assert target.read_text(encoding="utf-8") == "mine"
    with pytest.raises(WrongUse, match="the case itself"):
        copy_case(path, path, replace=True)
    with pytest.raises(WrongUse, match="is a folder"):
        copy_case(path, tmp_path)
    with pytest.raises(CaseMissing, match="no folder"):
        copy_case(path, tmp_path / "nowhere" / "copy.vig")
    with pytest.raises(CaseMissing, match="no case"):
        copy_case(tmp_path / "nothing.vig", target)


def test_a_case_that_somebody_works_on_is_never_copied_over(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.vig"
    with Case.create(other, author="Ben"), pytest.raises(CaseBusy, match="Ben"):
        copy_case(path, other, replace=True)
    assert question(other) == ""


def test_a_copy_leaves_nothing_half_written_when_it_fails(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.vig"
    broken = bytearray(path.read_bytes())
    broken[4096 * 3 : 4096 * 3 + 200] = b"\xff" * 200
    path.write_bytes(broken)
    with pytest.raises(CaseDamaged):
        copy_case(path, target)
    assert not target.exists()
    assert not list(tmp_path.glob(".*"))


def test_a_journal_of_a_dead_writer_is_not_applied_to_the_copy(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.vig"
    journal = tmp_path / "copy.vig-journal"
    journal.write_bytes(b"left behind")
    copy_case(path, target)
    assert not journal.exists()
    assert question(target) == "first"


def test_closing_keeps_a_backup_if_anything_was_changed(path: Path) -> None:
    (first,) = list_backups(path)
    assert question(first.path) == "first"
    assert first.reason == "closed"
    Case.open(path).close()
    Case.open(path, read_only=True).close()
    assert list_backups(path) == [first]
    ask(path, "second")
    second, older = list_backups(path)
    assert older == first
    assert question(second.path) == "second"
    assert first.kept < second.kept


def test_ten_backups_are_kept(path: Path) -> None:
    for number in range(KEPT + 3):
        ask(path, f"question {number}")
    backups = list_backups(path)
    assert len(backups) == KEPT == 10
    assert [question(backup.path) for backup in backups[:2]] == ["question 12", "question 11"]
    assert len(list(folder_of(path).iterdir())) == KEPT


def test_what_a_killed_program_left_unfinished_is_tidied_away(path: Path) -> None:
    left = folder_of(path) / ".20260101T000000.000000Z-closed.vig.abcdef12.part"
    left.write_bytes(b"half")
    ask(path, "second")
    assert not left.exists()


def test_a_backup_that_cannot_be_kept_is_told_and_loses_nothing(path: Path) -> None:
    for backup in folder_of(path).iterdir():
        backup.unlink()
    folder_of(path).rmdir()
    folder_of(path).write_text("in the way", encoding="utf-8")
    with pytest.raises(BackupFailed, match="case itself is safe"):
        ask(path, "second")
    assert question(path) == "second"
    with Case.open(path) as case:
        assert not case.read_only


def test_a_failed_backup_does_not_hide_what_went_wrong_before(path: Path) -> None:
    folder_of(path).rename(path.with_name("elsewhere"))
    folder_of(path).write_text("in the way", encoding="utf-8")

    def work() -> None:
        with Case.open(path) as case:
            with case.edit("Ask") as edit:
                edit.set_question("second")
            raise ValueError("something else")

    with pytest.raises(ValueError, match="something else"):
        work()


def test_a_restored_case_is_as_it_was_and_its_present_state_is_kept(path: Path) -> None:
    ask(path, "second")
    newest, oldest = list_backups(path)
    kept = restore(path, oldest.path)
    assert question(path) == "first"
    assert kept is not None
    assert (question(kept.path), kept.reason) == ("second", "before-restore")
    restore(path, kept.path)
    assert question(path) == "second"
    assert newest in list_backups(path)


def test_what_people_said_and_what_left_outlasts_a_restored_backup(path: Path) -> None:
    with Case.open(path) as case:
        baby = case.snapshot().people[0]
        case.set_consent(baby.id, Purpose.REVIEW, Answer.YES, who="Parent", how="form")
    before, *_ = list_backups(path)
    with Case.open(path) as case:
        case.set_consent(baby.id, Purpose.REVIEW, Answer.NO, who="Parent", how="phone")
        case.record_departure(Purpose.REVIEW, [], [], folder="out")
    restore(path, before.path)
    with Case.open(path) as case:
        assert case.check() == []
        assert case.snapshot().answer(baby.id, Purpose.REVIEW) is Answer.NO
        assert [consent.answer for consent in case.consents()] == [Answer.YES, Answer.NO]
        assert [departure.folder for departure in case.departures()] == ["out"]


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def overwrite(path: Path) -> None:
    path.write_text("no case at all", encoding="utf-8")


def renew(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("harm", [spoil, empty, overwrite, renew])
def test_a_case_that_cannot_be_read_can_be_restored(
    path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    broken = path.read_bytes()
    (backup,) = list_backups(path)
    kept = restore(path, backup.path)
    assert question(path) == "first"
    assert kept is not None
    assert kept.path.read_bytes() == broken


def test_a_lost_case_can_be_restored(path: Path) -> None:
    path.unlink()
    (backup,) = list_backups(path)
    assert restore(path, backup.path) is None
    assert question(path) == "first"


def test_a_damaged_backup_is_not_restored(path: Path) -> None:
    (backup,) = list_backups(path)
    spoil(backup.path)
    with pytest.raises(CaseDamaged, match="earlier one"):
        restore(path, backup.path)
    overwrite(backup.path)
    with pytest.raises(CaseUnreadable):
        restore(path, backup.path)
    assert question(path) == "first"


def test_a_case_that_somebody_works_on_is_not_restored(path: Path) -> None:
    (backup,) = list_backups(path)
    with Case.open(path, author="Ben"), pytest.raises(CaseBusy, match="Ben"):
        restore(path, backup.path)
    assert question(path) == "first"


class TestMigrations:
    """A newer program brings an older case up to date, after keeping it as it was."""

    @pytest.fixture
    def newer_program(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        added = (
            *schema.MIGRATIONS,
            "CREATE TABLE chain (id TEXT PRIMARY KEY) STRICT",
            "ALTER TABLE clip ADD COLUMN mood TEXT; UPDATE family SET question = question || '!'",
        )
        monkeypatch.setattr(schema, "MIGRATIONS", added)

    @pytest.mark.usefixtures("newer_program")
    def test_each_migration_follows_a_backup(self, path: Path) -> None:
        with Case.open(path) as case:
            assert case.snapshot().question == "first!"
            assert case.check() == []
        updates = [each for each in list_backups(path) if each.reason == "before-update"]
        versions = []
        for backup in reversed(updates):
            with closing(sqlite3.connect(backup.path)) as old:
                versions.append(old.execute("PRAGMA user_version").fetchone()[0])
        today = len(schema.MIGRATIONS) - 2
        assert versions == [today, today + 1]

    @pytest.mark.usefixtures("newer_program")
    def test_an_older_case_cannot_be_read_only(self, path: Path) -> None:
        with pytest.raises(CaseOutdated, match="older version"):
            Case.open(path, read_only=True)

    @pytest.mark.usefixtures("newer_program")
    def test_the_backup_before_an_update_can_be_restored(self, path: Path) -> None:
        Case.open(path).close()
        oldest = [each for each in list_backups(path) if each.reason == "before-update"][-1]
        restore(path, oldest.path)
        with Case.open(path) as case:
            assert case.snapshot().question == "first!"

    def test_a_case_from_before_films_could_be_turned_opens_with_all_of_them_upright(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as then:
            then.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
            path = tmp_path / "old.vig"
            Case.create(path).close()
            with closing(sqlite3.connect(path)) as old:
                old.execute(
                    "INSERT INTO recording VALUES ('r', 'Ann', '', '', 'play.mp4', '/play.mp4',"
                    " 'play', 1, 40000, 'hash', (SELECT id FROM codebook LIMIT 1), 1, 0)"
                )
                old.commit()
        with Case.open(path) as case:
            (recording,) = case.snapshot().recordings
            assert (recording.name, recording.turn) == ("play", 0)
            with case.edit("Turn") as edit:
                edit.turn_recording(recording.id, 3)
            assert case.check() == []
        with Case.open(path) as case:
            assert case.snapshot().recordings[0].turn == 3

    def test_a_migration_that_fails_leaves_the_case_as_it_was(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = path.read_bytes()
        broken = "UPDATE family SET question = 'x'; INSERT INTO nowhere VALUES (1)"
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
        with pytest.raises(sqlite3.OperationalError):
            Case.open(path)
        monkeypatch.undo()
        assert path.read_bytes() == before
        assert question(path) == "first"
