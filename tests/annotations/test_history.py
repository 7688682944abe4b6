"""Every edit can be undone and done again, whatever it was."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotations import history
from annotations.case import Case
from annotations.edit import Edit
from annotations.errors import EditRefused
from annotations.history import UNDOABLE, History
from annotations.model import Answer, Fingerprint, Kind, Purpose, Role, Snapshot, Status
from tests.annotations.examples import FRAME_US, FRAMES, new_case


class RandomEdits:
    """Makes random edits of every kind there is. Many make no sense and are refused."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.number = 0

    @property
    def kinds(self) -> list[Callable[[Edit, Snapshot], object]]:
        return [getattr(self, name) for name in dir(self) if name.startswith("do_")]

    def name(self) -> str:
        self.number += 1
        word = self.chance.choice(["Zoë", "it's", 'a "b"', "名前", "');--"])
        return f"{word} {self.number}"

    def range_us(self) -> tuple[int, int]:
        start, end = sorted(self.chance.sample(range(FRAMES + 1), 2))
        return start * FRAME_US, end * FRAME_US

    def do_ask(self, edit: Edit, now: Snapshot) -> None:
        edit.set_question(self.name())

    def do_add_person(self, edit: Edit, now: Snapshot) -> None:
        edit.add_person(self.name(), self.chance.choice(list(Role)))

    def do_rename_person(self, edit: Edit, now: Snapshot) -> None:
        edit.change_person(replace(self.chance.choice(now.people), name=self.name()))

    def do_delete_person(self, edit: Edit, now: Snapshot) -> None:
        edit.delete_person(self.chance.choice(now.people).id)

    def do_unlink(self, edit: Edit, now: Snapshot) -> None:
        edit.unlink_person(self.chance.choice(now.recordings).id, self.chance.choice(now.people).id)

    def do_link(self, edit: Edit, now: Snapshot) -> None:
        absence = self.chance.choice(now.absences)
        edit.link_person(absence.recording_id, absence.person_id)

    def do_add_codebook(self, edit: Edit, now: Snapshot) -> None:
        edit.add_codebook(self.name(), "film")

    def do_rename_codebook(self, edit: Edit, now: Snapshot) -> None:
        edit.change_codebook(replace(self.chance.choice(now.codebooks), name=self.name()))

    def do_delete_codebook(self, edit: Edit, now: Snapshot) -> None:
        edit.delete_codebook(self.chance.choice(now.codebooks).id)

    def do_add_code(self, edit: Edit, now: Snapshot) -> None:
        name, kind = self.name(), self.chance.choice(list(Kind))
        book = self.chance.choice(now.codebooks)
        edit.add_code(book.id, name, name, who="both", kind=kind, colour="#aabbcc", level=3)

    def do_change_code(self, edit: Edit, now: Snapshot) -> None:
        code = self.chance.choice(self.chance.choice(now.codebooks).codes)
        edit.change_code(replace(code, label=self.name(), level=None))

    def do_delete_code(self, edit: Edit, now: Snapshot) -> None:
        edit.delete_code(self.chance.choice(self.chance.choice(now.codebooks).codes).id)

    def do_add_recording(self, edit: Edit, now: Snapshot) -> None:
        name = self.name()
        edit.add_recording(Path(name), Fingerprint(1, FRAMES * FRAME_US, name))

    def do_move_recording(self, edit: Edit, now: Snapshot) -> None:
        edit.relink_recording(self.chance.choice(now.recordings).id, Path(self.name()))

    def do_change_recording(self, edit: Edit, now: Snapshot) -> None:
        recording, book = self.chance.choice(now.recordings), self.chance.choice(now.codebooks)
        edit.change_recording(replace(recording, cycle=2, codebook_id=book.id))

    def do_delete_recording(self, edit: Edit, now: Snapshot) -> None:
        if self.chance.random() < 0.3:
            edit.delete_recording(self.chance.choice(now.recordings).id)

    def do_add_tag(self, edit: Edit, now: Snapshot) -> None:
        recording = self.chance.choice(now.recordings)
        code = self.chance.choice(now.codebook(recording.codebook_id).codes)
        start_us, end_us = self.range_us()
        edit.add_tag(
            recording.id,
            code.id,
            self.chance.choice([None, *(person.id for person in now.people)]),
            start_us,
            end_us if code.kind is Kind.INTERVAL else None,
            note=self.name(),
        )

    do_add_another_tag = do_and_one_more = do_add_tag

    def do_change_tag(self, edit: Edit, now: Snapshot) -> None:
        tag = self.chance.choice(now.tags)
        edit.change_tag(replace(tag, star=not tag.star, status=Status.CONFIRMED, note=self.name()))

    def do_delete_tag(self, edit: Edit, now: Snapshot) -> None:
        edit.delete_tag(self.chance.choice(now.tags).id)

    def do_add_clip(self, edit: Edit, now: Snapshot) -> None:
        start_us, end_us = self.range_us()
        recording = self.chance.choice(now.recordings)
        edit.add_clip(recording.id, start_us, end_us, title=self.name(), still_us=start_us)

    def do_change_clip(self, edit: Edit, now: Snapshot) -> None:
        edit.change_clip(replace(self.chance.choice(now.clips), caption=self.name()))

    def do_order_clips(self, edit: Edit, now: Snapshot) -> None:
        ids = [clip.id for clip in now.clips]
        edit.order_clips(self.chance.sample(ids, len(ids)))

    def do_delete_clip(self, edit: Edit, now: Snapshot) -> None:
        edit.delete_clip(self.chance.choice(now.clips).id)


def edit_at_random(case: Case, edits: RandomEdits, merge: str | None = None) -> bool:
    """One step of one to three random edits; False if it was refused or did nothing."""
    try:
        with case.edit("A step", merge) as edit:
            for kind in edits.chance.choices(edits.kinds, k=edits.chance.randint(1, 3)):
                kind(edit, case.snapshot())
    except (EditRefused, IndexError):
        return False
    return bool(edit.changed)


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_any_edits_can_be_undone_and_redone_one_by_one(tmp_path: Path, seed: int) -> None:
    edits = RandomEdits(random.Random(seed))
    with new_case(tmp_path, "a.mp4", "b.mp4") as case:
        states = [case.snapshot()]
        while len(states) <= 30:
            before = case.snapshot()
            if edit_at_random(case, edits):
                states.append(case.snapshot())
            else:
                assert case.snapshot() == before
        for state in reversed(states[:-1]):
            assert case.undo() == "A step"
            assert case.snapshot() == state
        for state in states[1:]:
            assert case.redo() == "A step"
            assert case.snapshot() == state
        assert case.redo() is None
        assert case.check() == []


@pytest.mark.parametrize("seed", [5, 6])
def test_walking_back_and_forth_among_edits_never_loses_the_way(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    edits = RandomEdits(chance)
    with new_case(tmp_path) as case:
        states, here = [case.snapshot()], 0
        for _ in range(60):
            move = chance.choice(["edit", "undo", "undo", "redo"])
            if move == "edit" and edit_at_random(case, edits):
                states, here = [*states[: here + 1], case.snapshot()], here + 1
            elif move == "undo" and here > 0 and case.undo():
                here -= 1
            elif move == "redo" and case.redo():
                here += 1
            assert case.snapshot() == states[here]


def test_every_table_of_the_model_but_the_facts_can_be_undone(tmp_path: Path) -> None:
    with new_case(tmp_path) as case:
        found = case._file.connection.execute(
            "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
        )
        tables = {name for (name,) in found}
    assert tables - set(UNDOABLE) == {"consent", "departure"}
    assert set(UNDOABLE) <= tables


def test_a_new_edit_ends_what_could_be_redone(tmp_path: Path) -> None:
    with new_case(tmp_path) as case:
        for question in ("one", "two"):
            with case.edit(question) as edit:
                edit.set_question(question)
        assert case.undo() == "two"
        assert (case.undo_label, case.redo_label) == ("one", "two")
        with case.edit("three") as edit:
            edit.set_question("three")
        assert (case.undo_label, case.redo_label) == ("three", None)
        assert case.redo() is None
        assert [case.undo(), case.snapshot().question] == ["three", "one"]


def test_an_undo_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    with new_case(tmp_path) as case:
        with case.edit("Ask") as edit:
            edit.set_question("x")
        after = case.snapshot()
        case._file.connection.execute("PRAGMA query_only = ON")
        with pytest.raises(Exception, match="may not be written"):
            case.undo()
        case._file.connection.execute("PRAGMA query_only = OFF")
        assert case.snapshot() == after
        assert case.undo() == "Ask"


def test_a_table_gets_undo_by_being_listed() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("CREATE TABLE chain (id TEXT PRIMARY KEY, link, weight REAL, raw BLOB)")
        steps = History(connection, ["chain"])

        def step(label: str, sql: str, *values: object) -> list[tuple[object, ...]]:
            steps.begin()
            connection.execute(sql, values)
            steps.add(label)
            return rows()

        def rows() -> list[tuple[object, ...]]:
            return connection.execute("SELECT * FROM chain ORDER BY id").fetchall()

        states = [
            [],
            step("add", "INSERT INTO chain VALUES ('a', ?, ?, ?)", "it's", 0.1 + 0.2, b"\0\xff"),
            step("more", "INSERT INTO chain VALUES ('b', NULL, NULL, NULL), ('c', 1, 2, 3)"),
            step("replace", "INSERT OR REPLACE INTO chain VALUES ('a', 'new', 5, NULL)"),
            step("all", "UPDATE chain SET link = 'x'"),
            step("none left", "DELETE FROM chain"),
        ]
        for state in reversed(states[:-1]):
            steps.begin()
            steps.undone(steps.play_undo())
            assert rows() == state
        for state in states[1:]:
            steps.begin()
            steps.redone(steps.play_redo())
            assert rows() == state


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which edits follow each other closely."""
    clock = Clock()
    monkeypatch.setattr(history, "monotonic", clock)
    return clock


def ask(case: Case, question: str, merge: str | None = None) -> None:
    with case.edit(f"Ask {question}", merge) as edit:
        edit.set_question(question)


def questions_back(case: Case) -> list[tuple[str | None, str]]:
    """Undo all since the films were added: what was undone, with the question after it."""
    undone = []
    while case.undo_label not in ("Add films", None):
        undone.append((case.undo(), case.snapshot().question))
    return undone


def test_edits_of_one_kind_in_quick_succession_are_undone_and_redone_together(
    tmp_path: Path, clock: Clock
) -> None:
    with new_case(tmp_path) as case:
        ask(case, "before")
        for question in ("a", "ab", "abc"):
            ask(case, question, merge="typing")
            clock.now_s += 1.4
            with Case.open(case.path, read_only=True) as other:
                assert other.snapshot().question == question  # each of them is on disk
        assert case.undo_label == "Ask abc"
        assert (case.undo(), case.snapshot().question) == ("Ask abc", "before")
        assert (case.undo_label, case.redo_label) == ("Ask before", "Ask abc")
        assert (case.redo(), case.snapshot().question) == ("Ask abc", "abc")
        assert questions_back(case) == [("Ask abc", "before"), ("Ask before", "")]


def test_after_a_pause_or_of_another_kind_edits_are_steps_of_their_own(
    tmp_path: Path, clock: Clock
) -> None:
    with new_case(tmp_path) as case:
        ask(case, "a", "typing")
        clock.now_s += history.MERGES_WITHIN_S + 0.01
        ask(case, "b", "typing")
        ask(case, "c", "other")
        ask(case, "d")
        ask(case, "e")
        assert [question for _, question in questions_back(case)] == ["d", "c", "b", "a", ""]


def test_what_comes_between_keeps_edits_apart(tmp_path: Path, clock: Clock) -> None:
    with new_case(tmp_path) as case:
        ask(case, "a", "typing")
        ask(case, "between")
        ask(case, "b", "typing")
        case.undo()
        case.undo()  # the first one is on top again, but a lot has happened
        ask(case, "c", "typing")
        case.undo()
        case.redo()
        ask(case, "d", "typing")
        assert [question for _, question in questions_back(case)] == ["c", "a", ""]


def test_an_edit_that_fails_or_changes_nothing_takes_nothing_of_the_step_with_it(
    tmp_path: Path, clock: Clock
) -> None:
    with new_case(tmp_path) as case:
        ask(case, "a", "typing")
        with pytest.raises(EditRefused), case.edit("Ask", "typing") as edit:
            edit.set_question("lost")
            edit.delete_tag("nobody")
        with case.edit("Nothing", "typing"):
            pass
        assert (case.snapshot().question, case.undo_label) == ("a", "Ask a")
        ask(case, "b", "typing")
        assert questions_back(case) == [("Ask b", "")]


def test_what_was_merged_before_a_yes_was_taken_back_is_not_added_to(
    tmp_path: Path, clock: Clock
) -> None:
    with new_case(tmp_path) as case:
        person = case.snapshot().people[0].id
        case.set_consent(person, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
        ask(case, "a", "typing")
        case.set_consent(person, Purpose.REVIEW, Answer.NO, "Parent", "spoken")
        ask(case, "b", "typing")
        assert questions_back(case) == [("Ask b", "a")]


@pytest.mark.parametrize("seed", [7, 8, 9])
def test_merged_steps_among_others_never_lose_the_way(
    tmp_path: Path, clock: Clock, seed: int
) -> None:
    chance = random.Random(seed)
    edits = RandomEdits(chance)
    with new_case(tmp_path) as case:
        states, here = [case.snapshot()], 0
        last, until_s = None, 0.0
        for _ in range(80):
            clock.now_s += chance.choice([0.1, 1.0, 2.0])
            move = chance.choice(["edit", "edit", "edit", "undo", "redo"])
            merge = chance.choice([None, "one", "one", "one", "two"])
            if move == "edit" and edit_at_random(case, edits, merge):
                merges = merge is not None and merge == last and clock.now_s <= until_s
                here += not merges
                states = [*states[:here], case.snapshot()]
                last, until_s = merge, clock.now_s + history.MERGES_WITHIN_S
            elif move == "undo" and here > 0 and case.undo():
                here, last = here - 1, None
            elif move == "redo" and case.redo():
                here, last = here + 1, None
            assert case.snapshot() == states[here]
        while here > 0:
            here -= 1
            assert case.undo() == "A step"
            assert case.snapshot() == states[here]
        assert case.undo_label == "Add films"
        for state in states[1:]:
            assert case.redo() == "A step"
            assert case.snapshot() == state
        assert case.redo_label is None
        assert case.check() == []
