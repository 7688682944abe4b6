"""What a case says it holds is what is on disk, whoever changed it and however little was read."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotations.case import Case
from annotations.edit import Edit
from annotations.errors import EditRefused
from annotations.model import Answer, Purpose, Snapshot, Tag
from annotations.rows import Rows
from tests.annotations.examples import FRAME_US, FRAMES, code, new_case
from tests.annotations.test_history import RandomEdits

seeds = st.integers(0, 2**32)


def read_afresh(path: Path) -> Snapshot:
    """What somebody else reads in the file."""
    with Case.open(path, read_only=True) as other:
        return other.snapshot()


class GivenUp(Exception):
    """Somebody stops in the middle of an edit."""


class WorkOnACase(RuleBasedStateMachine):
    """Any work, in any order; the snapshot is compared with one read by another connection.

    A second, read-only case stays open beside the writer for the whole time."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.case = new_case(Path(self.folder.name), "a.mp4", "b.mp4", "c.mp4")
        self.reader = Case.open(self.case.path, read_only=True)
        self.edits = RandomEdits(Random(0))

    def teardown(self) -> None:
        self.reader.close()
        self.case.close()
        self.folder.cleanup()

    def chance(self, seed: int) -> Random:
        self.edits.chance = Random(seed)
        return self.edits.chance

    @rule(seed=seeds, count=st.integers(1, 4), looks=st.booleans(), gives_up=st.booleans())
    def edit(self, seed: int, count: int, looks: bool, gives_up: bool) -> None:
        """Several changes in one edit, perhaps looked at in the middle, perhaps given up."""
        kinds = self.chance(seed).choices(self.edits.kinds, k=count)
        before = self.case.snapshot()
        with suppress(EditRefused, IndexError, GivenUp), self.case.edit("A step") as edit:
            for kind in kinds:
                kind(edit, self.case.snapshot() if looks else before)
            if gives_up:
                raise GivenUp

    @rule(seed=seeds, count=st.integers(1, 80))
    def tag(self, seed: int, count: int) -> None:
        """A tag, or so many that they are sorted in together."""
        self.chance(seed)
        snapshot = self.case.snapshot()
        with suppress(EditRefused, IndexError), self.case.edit("Tags") as edit:
            for _ in range(count):
                self.edits.do_add_tag(edit, snapshot)

    @precondition(lambda self: self.case.snapshot().tags)
    @rule(seed=seeds)
    def move_tag(self, seed: int) -> None:
        """A tag gets another time, in another recording."""
        chance, snapshot = self.chance(seed), self.case.snapshot()
        tag, recording = chance.choice(snapshot.tags), chance.choice(snapshot.recordings)
        start_us = chance.randrange(FRAMES - 1) * FRAME_US
        moved = replace(
            tag,
            recording_id=recording.id,
            start_us=start_us,
            end_us=None if tag.end_us is None else start_us + FRAME_US,
        )
        with suppress(EditRefused), self.case.edit("Move") as edit:
            edit.change_tag(moved)

    @precondition(lambda self: self.case.snapshot().recordings)
    @rule(seed=seeds)
    def reorder_recordings(self, seed: int) -> None:
        """The tags follow the new order of their recordings."""
        recordings = self.case.snapshot().recordings
        orders = self.chance(seed).sample(range(len(recordings)), len(recordings))
        with self.case.edit("Order") as edit:
            for recording, order in zip(recordings, orders, strict=True):
                edit.change_recording(replace(recording, order=order))

    @precondition(lambda self: self.case.snapshot().recordings)
    @rule(seed=seeds)
    def delete_recording(self, seed: int) -> None:
        """Its tags, clips and absences go with it."""
        recording = self.chance(seed).choice(self.case.snapshot().recordings)
        with self.case.edit("Delete") as edit:
            edit.delete_recording(recording.id)

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        for _ in range(steps):
            self.case.undo()

    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        for _ in range(steps):
            self.case.redo()

    @rule(seed=seeds, purpose=st.sampled_from(Purpose), answer=st.sampled_from(Answer))
    def answer(self, seed: int, purpose: Purpose, answer: Answer) -> None:
        people = self.case.snapshot().people
        if people:
            person = self.chance(seed).choice(people)
            self.case.set_consent(person.id, purpose, answer, "Parent", "spoken")

    @rule(purpose=st.sampled_from(Purpose))
    def leave(self, purpose: Purpose) -> None:
        self.case.record_departure(purpose, self.case.snapshot().clips, [])

    @rule()
    def reopen(self) -> None:
        self.case.close()
        self.case = Case.open(self.case.path)

    @invariant()
    def what_is_read_is_what_is_on_disk(self) -> None:
        """Not always looked at, so that several changes are read at once, too."""
        if self.edits.chance.random() < 0.7:
            there = read_afresh(self.case.path)
            assert self.case.snapshot() == there
            assert self.reader.snapshot() == there

    @invariant()
    def everything_is_found_by_what_it_is_called(self) -> None:
        snapshot = self.case.snapshot()
        for recording in snapshot.recordings:
            tags = tuple(tag for tag in snapshot.tags if tag.recording_id == recording.id)
            assert snapshot.tags_of(recording.id) == tags
        assert all(snapshot.tag(tag.id) is tag for tag in snapshot.tags)
        assert all(snapshot.clip(clip.id) is clip for clip in snapshot.clips)


TestWorkOnACase = WorkOnACase.TestCase
TestWorkOnACase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with new_case(tmp_path, "one.mp4", "two.mp4") as case:
        yield case


@pytest.fixture
def read(case: Case, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the tags that are read, one by one."""
    ids: list[str] = []
    select = Rows._select

    def noting(*arguments: Any) -> list[Any]:
        rows: list[Any] = select(*arguments)
        ids.extend(row.id for row in rows if isinstance(row, Tag))
        return rows

    monkeypatch.setattr(Rows, "_select", noting)
    return ids


def add_tags(case: Case, count: int) -> list[Tag]:
    snapshot = case.snapshot()
    names = code(snapshot, "names")
    with case.edit("Tags") as edit:
        return [
            edit.add_tag(recording.id, names.id, None, number * FRAME_US)
            for number in range(count)
            for recording in snapshot.recordings
        ]


@pytest.mark.parametrize(
    ("change", "done", "undone"),
    [
        (lambda edit, tag: edit.change_tag(replace(tag, star=True)), 1, 1),
        (lambda edit, tag: edit.add_tag(tag.recording_id, tag.code_id, None, 50 * FRAME_US), 1, 0),
        (lambda edit, tag: edit.delete_tag(tag.id), 0, 1),
        (lambda edit, tag: edit.set_question("Something else?"), 0, 0),
    ],
)
def test_only_the_tag_that_changed_is_read_again(
    case: Case, read: list[str], change: Callable[[Edit, Tag], object], done: int, undone: int
) -> None:
    tags = add_tags(case, 40)
    case.snapshot()

    def tags_read() -> int:
        read.clear()
        case.snapshot()
        return len(read)

    with case.edit("A step") as edit:
        change(edit, tags[7])
        assert tags_read() == done
    assert tags_read() == done
    case.undo()
    assert tags_read() == undone
    case.redo()
    assert tags_read() == done


def test_nothing_is_read_where_nothing_changed(case: Case, read: list[str]) -> None:
    add_tags(case, 3)
    before = case.snapshot()
    read.clear()
    assert case.snapshot() is before
    assert not read


def test_what_is_seen_within_an_edit_that_fails_is_forgotten(case: Case) -> None:
    (tag, *_) = add_tags(case, 1)
    before = case.snapshot()

    def give_up() -> None:
        with case.edit("Half") as edit:
            edit.delete_tag(tag.id)
            assert tag not in case.snapshot().tags
            edit.add_clip(tag.recording_id, 0, FRAME_US)
            assert len(case.snapshot().clips) == 1
            raise GivenUp

    with pytest.raises(GivenUp):
        give_up()
    assert case.snapshot() == before == read_afresh(case.path)


def test_a_reader_beside_the_writer_sees_each_edit(case: Case) -> None:
    with Case.open(case.path, read_only=True) as reader:
        assert reader.snapshot() == case.snapshot()
        tags = add_tags(case, 2)
        assert reader.snapshot().tags == case.snapshot().tags
        assert len(reader.snapshot().tags) == len(tags)
        case.undo()
        assert reader.snapshot().tags == ()
        case.set_consent(case.snapshot().people[0].id, Purpose.REVIEW, Answer.YES, "Mum", "spoken")
        assert reader.snapshot().consents == case.snapshot().consents != ()


def test_what_another_program_writes_is_seen_even_by_the_writer(case: Case) -> None:
    """No program of ours does that while the case is open. Others may."""
    (tag, *_) = add_tags(case, 2)
    case.snapshot()
    with case.edit("Note") as edit:
        edit.change_tag(replace(tag, note="mine"))
    script = (
        "import sqlite3, sys, json; path, tag = json.loads(sys.argv[1]);"
        "other = sqlite3.connect(path);"
        "other.execute('UPDATE tag SET star = 1 WHERE id <> ?', [tag]); other.commit()"
    )
    told = json.dumps([str(case.path), tag.id])
    subprocess.run([sys.executable, "-c", script, told], check=True, timeout=60)
    snapshot = case.snapshot()
    assert snapshot.tag(tag.id).note == "mine"
    assert sum(each.star for each in snapshot.tags) == len(snapshot.tags) - 1
    assert snapshot == read_afresh(case.path)


def test_an_old_snapshot_stays_as_it_was(case: Case) -> None:
    tags = add_tags(case, 2)
    old = case.snapshot()
    with case.edit("Delete") as edit:
        edit.delete_tag(tags[0].id)
    assert case.snapshot() != old
    assert old.tag(tags[0].id) == tags[0]
    with pytest.raises(KeyError):
        case.snapshot().tag(tags[0].id)


def test_what_is_not_there_is_not_found(case: Case) -> None:
    snapshot = case.snapshot()
    assert snapshot.tags_of("nothing") == ()
    for find in (snapshot.tag, snapshot.clip, snapshot.recording):
        with pytest.raises(KeyError):
            find("nothing")
