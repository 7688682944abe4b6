"""Kills a working process again and again, and looks whether a case ever loses an edit.

A child edits, nudges tags frame by frame, undoes, redoes, imports, copies and closes a case. Before
each step it says which state the case would have afterwards, and once the step is acknowledged it
says so. It is killed at a random moment (SIGKILL; TerminateProcess on Windows), and the case is
opened again: its state must be the last acknowledged one or the one just announced, the file sound,
nobody locked out, and every backup whole.

    python scripts/soak-case.py --kills 200
"""

import argparse
import hashlib
import random
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import astuple, replace
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotations import history
from annotations.backups import copy_case, list_backups
from annotations.case import Case
from annotations.model import Answer, Fingerprint, Kind, Purpose, Role, Snapshot
from annotations.tag_table import read_tags

FRAME_US, FRAMES = 40_000, 15_000


class EvenTimes:
    """Ten minutes at 25 frames a second."""

    duration_us = FRAME_US * FRAMES

    def __len__(self) -> int:
        return FRAMES

    def start_us(self, number: int) -> int:
        return number * FRAME_US

    def boundary_near(self, time_us: float) -> int:
        return min(max(round(time_us / FRAME_US), 0), FRAMES)

    def frame_at(self, time_us: float) -> int:
        return min(self.boundary_near(time_us), FRAMES - 1)


def digest(snapshot: Snapshot) -> str:
    """A short word for a whole state of a case."""
    return hashlib.sha256(repr(astuple(snapshot)).encode()).hexdigest()[:16]


def say(word: str, state: str) -> None:
    print(word, state, flush=True)


class Worker:
    """The child: works on the case until it is killed."""

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path, self.chance = path, chance
        history.MERGES_WITHIN_S = float("inf")  # on a busy machine nudges are far apart
        self.case = Case.open(path)
        self.past: list[str] = []
        self.future: list[str] = []
        self.present = digest(self.case.snapshot())
        say("done", self.present)

    def work(self) -> None:
        steps = [self.edit] * 8 + [self.undo] * 3 + [self.redo] * 2
        steps += [self.nudge, self.load_table, self.consent, self.copy, self.reopen]
        while True:
            self.chance.choice(steps)()

    def edit(self) -> None:
        snapshot = self.case.snapshot()
        (recording,) = snapshot.recordings
        with self.case.edit("A step") as edit:
            for _ in range(self.chance.choice([1, 1, 1, 20])):
                code = self.chance.choice(snapshot.codebooks[0].codes)
                start = self.chance.randrange(FRAMES - 100) * FRAME_US
                end = start + 2 * FRAME_US if code.kind is Kind.INTERVAL else None
                edit.add_tag(recording.id, code.id, None, start, end, note="ä" * 50)
            if snapshot.tags:
                edit.delete_tag(self.chance.choice(snapshot.tags).id)
            edit.set_question(f"Question {self.chance.random()}")
            clip = edit.add_clip(recording.id, 0, 10 * FRAME_US, title="A moment")
            edit.change_clip(replace(clip, title="A better moment"))
            if len(snapshot.clips) > 5:
                edit.delete_clip(snapshot.clips[0].id)
            self.announce()
        self.acknowledge_edit()

    def nudge(self) -> None:
        """Several edits, each of them on disk by itself, that are undone together."""
        tags = self.case.snapshot().tags
        if not tags:
            return
        tag, before, merge = self.chance.choice(tags), self.present, str(uuid.uuid4())
        for _ in range(self.chance.randint(1, 6)):
            tag = replace(tag, start_us=tag.start_us + FRAME_US, note=str(uuid.uuid4()))
            if tag.end_us is not None:
                tag = replace(tag, end_us=tag.end_us + FRAME_US)
            with self.case.edit("Nudge", merge) as edit:
                edit.change_tag(tag)
                self.announce()
            self.present = self.coming
            say("done", self.present)
        self.past.append(before)
        self.future.clear()

    def load_table(self) -> None:
        table = self.path.with_name("tags.csv")
        lines = [f"smile;Baby;{number},5;{number + 1},25" for number in range(30)]
        table.write_text("\n".join(["code;person;start_s;end_s", *lines]), encoding="utf-8")
        drafts = read_tags(table, self.case.snapshot(), lambda recording: EvenTimes())
        with self.case.edit("Tags from a table") as edit:
            for draft in drafts:
                edit.add_tag(
                    *(draft.recording_id, draft.code_id, draft.person_id),
                    *(draft.start_us, draft.end_us),
                )
            self.announce()
        self.acknowledge_edit()

    def undo(self) -> None:
        if self.past:
            self.future.append(self.present)
            self.present = self.past.pop()
            say("will", self.present)
            self.case.undo()
            self.check_and_acknowledge()

    def redo(self) -> None:
        if self.future:
            self.past.append(self.present)
            self.present = self.future.pop()
            say("will", self.present)
            self.case.redo()
            self.check_and_acknowledge()

    def consent(self) -> None:
        person = self.case.snapshot().people[0]
        # Never a withdrawal, which would clear the undo history that this child counts on. The
        # answer carries a random time, so the state is known only afterwards.
        say("open", "")
        self.case.set_consent(person.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
        self.present = digest(self.case.snapshot())
        self.past.clear()
        self.future.clear()
        say("done", self.present)
        self.reopen()

    def copy(self) -> None:
        copy_case(self.path, self.path.with_name("copy.vig"), replace=True)

    def reopen(self) -> None:
        self.case.close()
        self.case = Case.open(self.path)
        self.past.clear()
        self.future.clear()
        self.check_and_acknowledge()

    def announce(self) -> None:
        self.coming = digest(self.case.snapshot())
        say("will", self.coming)

    def acknowledge_edit(self) -> None:
        self.past.append(self.present)
        self.future.clear()
        self.present = self.coming
        say("done", self.present)

    def check_and_acknowledge(self) -> None:
        assert digest(self.case.snapshot()) == self.present, "undo or redo led elsewhere"
        say("done", self.present)


class Watcher:
    """Reads what the child says, without ever stopping it."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self.child = child
        self.said: list[tuple[str, str]] = []
        self.thread = Thread(target=self._read)
        self.thread.start()

    def _read(self) -> None:
        assert self.child.stdout is not None
        for line in self.child.stdout:
            # A line that the kill cut off was not said.
            if line.endswith("\n"):
                word, _, state = line.strip().partition(" ")
                self.said.append((word, state))

    def wait_for_start(self) -> None:
        while not self.said and self.child.poll() is None:
            time.sleep(0.005)


def make_case(path: Path) -> None:
    film = path.with_name("film.mp4")
    film.write_bytes(b"not looked at here")
    with Case.create(path) as case, case.edit("Add film") as edit:
        edit.add_recording(film, Fingerprint(1, EvenTimes.duration_us, "hash"))
        edit.add_person("Sam", Role.OTHER)


class Soak:
    """The parent: lets children work on one case, and ends them."""

    def __init__(self, path: Path, chance: random.Random, longest_s: float) -> None:
        self.path, self.chance, self.longest_s = path, chance, longest_s
        with Case.create(path) as case:
            with case.edit("Add film") as edit:
                edit.add_recording(path, Fingerprint(1, EvenTimes.duration_us, "hash"))
                edit.add_person("Sam", Role.OTHER)
            self.state = digest(case.snapshot())
        self.acknowledged = 0

    def kill_once(self) -> list[str]:
        """One child's life and death, and what is wrong afterwards."""
        command = [sys.executable, __file__, "--child", str(self.path), str(self.chance.random())]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            watcher = Watcher(child)
            if self.chance.random() < 0.9:
                watcher.wait_for_start()
            time.sleep(self.chance.uniform(0, self.longest_s))
            died_alone = child.poll() is not None
            child.kill()
            child.wait()
            watcher.thread.join()
        self.acknowledged += sum(word == "done" for word, _ in watcher.said)
        alone = ["The child stopped by itself."] if died_alone else []
        return alone + self.problems(watcher.said)

    def problems(self, said: list[tuple[str, str]]) -> list[str]:
        said = [("done", self.state), *said]
        last = max(number for number, (word, _) in enumerate(said) if word == "done")
        allowed = {state for word, state in said[last:] if word in ("done", "will")}
        unknown = any(word == "open" for word, _ in said[last:])
        problems = []
        with Case.open(self.path) as case:
            problems += case.check()
            if case.read_only:
                problems.append(f"The dead child still holds the lock: {case.read_only_reason}")
            self.state = digest(case.snapshot())
        if self.state not in allowed and not unknown:
            problems.append("An acknowledged edit is lost.")
        return problems + self.problems_of_copies()

    def problems_of_copies(self) -> list[str]:
        problems = []
        copies = [backup.path for backup in list_backups(self.path)]
        for copy in [*copies, self.path.with_name("copy.vig")]:
            if copy.exists():
                with Case.open(copy, read_only=True) as case:
                    problems += case.check()
        return problems


def run(kills: int, longest_s: float, seed: int) -> int:
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(Path(folder) / "soak.vig", random.Random(seed), longest_s)
        for number in range(kills):
            problems = soak.kill_once()
            wrong += [f"kill {number + 1} (seed {seed}): {problem}" for problem in problems]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"{kills} kills, {soak.acknowledged} acknowledged steps, {len(wrong)} problems")
    return 1 if wrong else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds a child lives at most")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--child", nargs=2, metavar=("CASE", "SEED"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.child:
        Worker(Path(wanted.child[0]), random.Random(wanted.child[1])).work()
    seed = random.SystemRandom().randrange(10**9) if wanted.seed is None else wanted.seed
    return run(wanted.kills, wanted.longest, seed)


if __name__ == "__main__":
    sys.exit(main())
