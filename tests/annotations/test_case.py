"""A family's work is kept in one file, and each edit is on disk when it is done."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.errors import EditRefused
from annotations.model import (
    Answer,
    Clip,
    DepartedFile,
    Fingerprint,
    Kind,
    Purpose,
    Role,
    Status,
)
from annotations.schema import MIGRATIONS
from tests.annotations.examples import FRAME_US, EvenTimes, code, new_case, person


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with new_case(tmp_path) as case:
        yield case


def on_disk(case: Case) -> int:
    """How many tags another program sees in the file at this moment."""
    with closing(sqlite3.connect(case.path)) as other:
        return int(other.execute("SELECT count(*) FROM tag").fetchone()[0])


def test_a_new_case_has_a_baby_a_parent_and_two_codebooks(tmp_path: Path) -> None:
    with Case.create(tmp_path / "new.vig") as case:
        snapshot = case.snapshot()
    assert [(each.name, each.role) for each in snapshot.people] == [
        ("Baby", Role.INFANT),
        ("Parent", Role.PARENT),
    ]
    assert [book.purpose for book in snapshot.codebooks] == ["film", "review"]
    assert [len(book.codes) for book in snapshot.codebooks] == [20, 9]
    assert not snapshot.recordings


def test_a_new_case_is_one_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    Case.create(tmp_path / "new.vig").close()
    assert [path.name for path in tmp_path.iterdir()] == ["new.vig"]


def test_every_row_has_a_uuid_an_author_and_its_times(case: Case) -> None:
    snapshot = case.snapshot()
    with case.edit("Tag") as edit:
        tag = edit.add_tag(snapshot.recordings[0].id, code(snapshot, "initiative").id, None, 0)
    codes = snapshot.codebooks[0].codes
    for row in (*snapshot.people, *snapshot.codebooks, *codes, *snapshot.recordings, tag):
        assert uuid.UUID(row.id).version == 4
        assert row.author == "Ann"
        assert datetime.fromisoformat(row.created) <= datetime.fromisoformat(row.modified)
    assert tag.status is Status.TAGGED


def test_an_edit_is_on_disk_as_soon_as_it_is_done(case: Case) -> None:
    snapshot = case.snapshot()
    with case.edit("Tag") as edit:
        edit.add_tag(snapshot.recordings[0].id, code(snapshot, "names").id, None, FRAME_US)
        assert on_disk(case) == 0
    assert on_disk(case) == 1
    assert not list(case.path.parent.glob("*-journal"))


def test_an_edit_that_fails_changes_nothing(case: Case) -> None:
    before = case.snapshot()

    def half_an_edit() -> None:
        with case.edit("Half") as edit:
            edit.add_person("Gran", Role.OTHER)
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        half_an_edit()
    assert case.snapshot() == before
    assert case.undo_label == "Add films"


def test_an_edit_tells_which_tables_changed(case: Case) -> None:
    heard: list[frozenset[str]] = []
    case.changed = heard.append
    snapshot = case.snapshot()
    with case.edit("Tag: names") as edit:
        edit.add_tag(snapshot.recordings[0].id, code(snapshot, "names").id, None, 0)
        assert not heard
    assert edit.changed == {"tag"}
    case.undo()
    case.redo()
    with case.edit("Nothing at all"):
        pass
    case.set_consent(snapshot.people[0].id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    assert heard == [{"tag"}, {"tag"}, {"tag"}, {"consent"}]
    assert case.undo_label == "Tag: names"


def test_what_was_edited_is_there_after_closing(tmp_path: Path) -> None:
    with new_case(tmp_path) as case:
        recording = case.snapshot().recordings[0]
        with case.edit("All kinds of things") as edit:
            gran = edit.add_person("Gran", Role.OTHER)
            smile = code(case.snapshot(), "smile")
            edit.add_tag(recording.id, smile.id, gran.id, 0, FRAME_US, note="ö", star=True)
            edit.unlink_person(recording.id, person(case.snapshot(), "Parent").id)
            edit.set_question("How can we enjoy playing together?")
            edit.add_clip(recording.id, 0, FRAME_US, title="She waits", still_us=0)
        before = case.snapshot()
    with Case.open(tmp_path / "family.vig") as case:
        assert case.snapshot() == before


def test_the_files_settings_are_those_that_were_promised(case: Case) -> None:
    def setting(name: str) -> object:
        return case._file.connection.execute(f"PRAGMA {name}").fetchone()[0]

    promised = {
        "application_id": 0x56494754,
        "user_version": len(MIGRATIONS),
        "foreign_keys": 1,
        "journal_mode": "delete",
        "locking_mode": "normal",
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "recursive_triggers": 1,
    }
    assert {name: setting(name) for name in promised} == promised


def test_deleted_words_are_gone_from_the_file(case: Case) -> None:
    with case.edit("Note") as edit:
        edit.set_question("NEVER-TO-BE-READ-AGAIN")
    assert b"NEVER-TO-BE-READ-AGAIN" in case.path.read_bytes()
    with case.edit("Better") as edit:
        edit.set_question("")
    assert b"NEVER-TO-BE-READ-AGAIN" not in case.path.read_bytes()


def test_everybody_is_in_every_recording_unless_unlinked(case: Case) -> None:
    snapshot = case.snapshot()
    recording, baby = snapshot.recordings[0], person(snapshot, "Baby")
    assert snapshot.people_in(recording.id) == snapshot.people
    with case.edit("Not in it") as edit:
        edit.unlink_person(recording.id, baby.id)
        edit.unlink_person(recording.id, baby.id)
    assert baby not in case.snapshot().people_in(recording.id)
    with case.edit("In it") as edit:
        edit.link_person(recording.id, baby.id)
    assert baby in case.snapshot().people_in(recording.id)


def test_clips_stand_in_the_order_people_give_them(case: Case) -> None:
    recording = case.snapshot().recordings[0]
    with case.edit("Clips") as edit:
        first, second, third = (
            edit.add_clip(recording.id, 0, FRAME_US, title=title) for title in ("a", "b", "c")
        )
    assert [clip.title for clip in case.snapshot().clips] == ["a", "b", "c"]
    with case.edit("Order") as edit:
        edit.order_clips([third.id, first.id, second.id])
    assert [clip.title for clip in case.snapshot().clips] == ["c", "a", "b"]
    with case.edit("Order"), pytest.raises(EditRefused, match="every clip"):
        edit.order_clips([third.id, first.id])
    assert case.undo() == "Order"
    assert [clip.title for clip in case.snapshot().clips] == ["a", "b", "c"]


def test_consent_is_unasked_until_somebody_answers(case: Case) -> None:
    baby = person(case.snapshot(), "Baby")
    assert case.snapshot().answer(baby.id, Purpose.REVIEW) is Answer.UNASKED
    case.set_consent(baby.id, Purpose.REVIEW, Answer.YES, "Parent", "in writing", "2026-03-02")
    case.set_consent(baby.id, Purpose.TRAINING, Answer.NO, "Parent", "spoken")
    snapshot = case.snapshot()
    assert snapshot.answer(baby.id, Purpose.REVIEW) is Answer.YES
    assert snapshot.answer(baby.id, Purpose.TRAINING) is Answer.NO
    assert snapshot.answer(baby.id, Purpose.RESEARCH) is Answer.UNASKED
    (review, _) = snapshot.consents
    assert (review.who, review.how, review.when) == ("Parent", "in writing", "2026-03-02")


def test_consent_is_a_fact_that_cannot_be_undone(case: Case) -> None:
    baby = person(case.snapshot(), "Baby")
    with case.edit("Rename") as edit:
        edit.change_person(replace(baby, name="Mia"))
    case.set_consent(baby.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    assert case.undo() == "Rename"
    assert case.snapshot().answer(baby.id, Purpose.REVIEW) is Answer.YES
    assert case.undo() == "Add films"
    assert case.undo() is None


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNASKED])
def test_a_withdrawal_clears_the_undo_history(case: Case, answer: Answer) -> None:
    snapshot = case.snapshot()
    baby = person(snapshot, "Baby")
    case.set_consent(baby.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    with case.edit("Clip") as edit:
        clip = edit.add_clip(snapshot.recordings[0].id, 0, FRAME_US, caption="secret")
    with case.edit("Delete clip") as edit:
        edit.delete_clip(clip.id)
    with case.edit("Again") as edit:
        edit.set_question("x")
    case.undo()
    case.set_consent(baby.id, Purpose.REVIEW, answer, "Parent", "spoken")
    assert (case.undo_label, case.redo_label) == (None, None)
    assert (case.undo(), case.redo()) == (None, None)
    assert not case.snapshot().clips
    assert [each.answer for each in case.consents()] == [Answer.YES, answer]
    with case.edit("Work goes on") as edit:
        edit.set_question("y")
    assert case.undo() == "Work goes on"


def test_a_no_that_was_never_a_yes_leaves_the_undo_history(case: Case) -> None:
    baby = person(case.snapshot(), "Baby")
    case.set_consent(baby.id, Purpose.REVIEW, Answer.NO, "Parent", "spoken")
    assert case.undo_label == "Add films"


def test_what_left_the_case_stays_on_record(case: Case) -> None:
    recording = case.snapshot().recordings[0]
    with case.edit("Clip") as edit:
        clip = edit.add_clip(recording.id, FRAME_US, 2 * FRAME_US)
    file = DepartedFile("clips/clip-01.mp4", "ab" * 32)
    written = case.record_departure(Purpose.REVIEW, [clip], [file], folder="for the review")
    case.undo()
    assert case.departures() == [written]
    assert written.files == (file,)
    assert (written.author, written.purpose) == ("Ann", Purpose.REVIEW)
    (left,) = written.clips
    assert (left.clip_id, left.start_us, left.end_us) == (clip.id, FRAME_US, 2 * FRAME_US)


class TestRefusals:
    """An edit that makes no sense is refused in a sentence, and nothing is changed."""

    @pytest.fixture(autouse=True)
    def unchanged(self, case: Case) -> Iterator[None]:
        before = case.snapshot()
        yield
        assert case.snapshot() == before

    @pytest.mark.parametrize(
        "name", ["", "  ", "both", "BOTH", "all", "baby", "PARENT", "a\0b", "\ud800"]
    )
    def test_names_must_be_names_and_tell_people_apart(self, case: Case, name: str) -> None:
        with case.edit("Add") as edit, pytest.raises(EditRefused):
            edit.add_person(name, Role.OTHER)

    @pytest.mark.parametrize(
        ("short", "start", "end", "why"),
        [
            ("smile", 0, None, "needs an end"),
            ("names", 0, FRAME_US, "has no end"),
            ("smile", FRAME_US, FRAME_US, "after the start"),
            ("smile", 2 * FRAME_US, FRAME_US, "after the start"),
            ("smile", -FRAME_US, FRAME_US, "outside"),
            ("smile", 0, EvenTimes().duration_us + 1, "outside"),
            ("names", EvenTimes().duration_us, None, "outside"),
            ("names", 2**70, None, "outside"),
        ],
    )
    def test_tags_lie_in_their_film(
        self, case: Case, short: str, start: int, end: int | None, why: str
    ) -> None:
        snapshot = case.snapshot()
        with case.edit("Tag") as edit, pytest.raises(EditRefused, match=why):
            edit.add_tag(snapshot.recordings[0].id, code(snapshot, short).id, None, start, end)

    def test_a_code_of_another_codebook_does_not_fit(self, case: Case) -> None:
        snapshot = case.snapshot()
        review_code = snapshot.codebooks[1].codes[0]
        with case.edit("Tag") as edit, pytest.raises(EditRefused, match="not in the codebook"):
            edit.add_tag(snapshot.recordings[0].id, review_code.id, None, 0)

    def test_a_still_is_a_picture_of_its_clip(self, case: Case) -> None:
        recording = case.snapshot().recordings[0]
        with case.edit("Clip") as edit, pytest.raises(EditRefused, match="still"):
            edit.add_clip(recording.id, 0, FRAME_US, still_us=FRAME_US)

    def test_the_same_film_is_not_added_twice(self, case: Case) -> None:
        recording = case.snapshot().recordings[0]
        with case.edit("Add") as edit, pytest.raises(EditRefused, match="already in this case"):
            edit.add_recording(case.path.with_name("copy.mp4"), recording.fingerprint)

    def test_what_is_gone_cannot_be_changed(self, case: Case) -> None:
        recording = case.snapshot().recordings[0]
        clip = Clip(
            id="gone",
            author="",
            created="",
            modified="",
            recording_id=recording.id,
            start_us=0,
            end_us=FRAME_US,
        )
        with case.edit("Change") as edit:
            with pytest.raises(EditRefused, match="no longer"):
                edit.change_clip(clip)
            with pytest.raises(EditRefused, match="no longer"):
                edit.delete_tag("gone")
            with pytest.raises(EditRefused, match="no longer"):
                edit.delete_person("gone")

    def test_two_codes_do_not_share_a_name_or_a_key(self, case: Case) -> None:
        book = case.snapshot().codebooks[0]
        with case.edit("Code") as edit:
            with pytest.raises(EditRefused, match="already a code"):
                edit.add_code(book.id, "Smile", "another", who=Role.INFANT, kind=Kind.POINT)
            with pytest.raises(EditRefused, match="key m"):
                edit.add_code(book.id, "new", "new", who="both", kind=Kind.POINT, key="m")


def test_whoever_has_tags_stays(case: Case) -> None:
    snapshot = case.snapshot()
    recording, baby, smile = (
        snapshot.recordings[0],
        person(snapshot, "Baby"),
        code(snapshot, "smile"),
    )
    with case.edit("Tag") as edit:
        edit.add_tag(recording.id, smile.id, baby.id, 0, FRAME_US)
    with case.edit("Refused") as edit:
        with pytest.raises(EditRefused, match="Baby has a tag"):
            edit.delete_person(baby.id)
        with pytest.raises(EditRefused, match="smile has a tag"):
            edit.delete_code(smile.id)
        with pytest.raises(EditRefused, match="Delete those tags"):
            edit.unlink_person(recording.id, baby.id)
        with pytest.raises(EditRefused, match="kind"):
            edit.change_code(replace(smile, kind=Kind.POINT))
        with pytest.raises(EditRefused, match="keeps its codebook"):
            edit.change_recording(replace(recording, codebook_id=snapshot.codebooks[1].id))
        with pytest.raises(EditRefused, match="used by a recording"):
            edit.delete_codebook(snapshot.codebooks[0].id)


def test_somebody_who_is_not_in_the_film_cannot_be_tagged(case: Case) -> None:
    snapshot = case.snapshot()
    recording, baby = snapshot.recordings[0], person(snapshot, "Baby")
    with case.edit("Not in it") as edit:
        edit.unlink_person(recording.id, baby.id)
        with pytest.raises(EditRefused, match="not in play"):
            edit.add_tag(recording.id, code(snapshot, "names").id, baby.id, 0)


def test_a_recording_goes_with_its_tags_and_clips_and_comes_back_with_them(case: Case) -> None:
    snapshot = case.snapshot()
    recording = snapshot.recordings[0]
    with case.edit("Work") as edit:
        edit.unlink_person(recording.id, person(snapshot, "Parent").id)
        edit.add_tag(recording.id, code(snapshot, "names").id, None, 0, note='it\'s "quoted"')
        edit.add_clip(recording.id, 0, FRAME_US)
    full = case.snapshot()
    with case.edit("Delete") as edit:
        edit.delete_recording(recording.id)
    assert edit.changed == {"recording", "tag", "clip", "absence"}
    empty = case.snapshot()
    assert not (empty.recordings or empty.tags or empty.clips or empty.absences)
    assert case.undo() == "Delete"
    assert case.snapshot() == full
    assert case.redo() == "Delete"
    assert case.snapshot() == empty
    assert case.check() == []


def test_a_film_is_linked_relative_to_the_case(tmp_path: Path) -> None:
    (tmp_path / "films").mkdir()
    (tmp_path / "work").mkdir()
    film = tmp_path / "films" / "Döris & ich.mp4"
    with Case.create(tmp_path / "work" / "a.vig") as case, case.edit("Add") as edit:
        recording = edit.add_recording(film, Fingerprint(1, FRAME_US, "x"))
    assert recording.path == "../films/Döris & ich.mp4"
    assert recording.last_seen == str(film)
    assert recording.name == "Döris & ich.mp4"
