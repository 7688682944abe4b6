"""A small case to export from: two films, two people, tags and clips."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.model import Answer, Fingerprint, Person, Purpose, Recording, Snapshot
from media.film import Film
from media.probe import probe
from tests.conftest import Golden
from tests.golden.film import GoldenFilm


@dataclass(frozen=True)
class Example:
    """An open case with the film of each recording, and the truth about each film."""

    case: Case
    films: dict[str, Film]
    truths: dict[str, GoldenFilm]

    @property
    def snapshot(self) -> Snapshot:
        return self.case.snapshot()

    @property
    def first(self) -> Recording:
        return self.snapshot.recordings[0]

    @property
    def second(self) -> Recording:
        return self.snapshot.recordings[1]

    def person(self, name: str) -> Person:
        return next(person for person in self.snapshot.people if person.name == name)

    def code(self, short: str) -> str:
        codes = (code for book in self.snapshot.codebooks for code in book.codes)
        return next(code.id for code in codes if code.short == short)

    def say(self, name: str, purpose: Purpose, answer: Answer) -> None:
        self.case.set_consent(self.person(name).id, purpose, answer, name, "spoken")

    def everybody_says_yes_to(self, purpose: Purpose) -> None:
        for person in self.snapshot.people:
            self.say(person.name, purpose, Answer.YES)

    def add_clip(
        self, recording: Recording, first: int, end: int, still: int | None = None
    ) -> None:
        index = self.films[recording.id].index
        with self.case.edit("Clip") as edit:
            edit.add_clip(
                recording.id,
                index.start_us(first),
                index.start_us(end),
                title="Anna smiles",
                still_us=None if still is None else index.start_us(still),
            )

    def add_tag(
        self, recording: Recording, short: str, name: str | None, first: int, end: int | None = None
    ) -> None:
        index = self.films[recording.id].index
        with self.case.edit("Tag") as edit:
            edit.add_tag(
                recording.id,
                self.code(short),
                self.person(name).id if name else None,
                index.start_us(first),
                None if end is None else index.start_us(end),
                note="=SUM(A1:A9)" if first == 5 else "",
            )


@pytest.fixture
def example(golden: Golden, tmp_path: Path) -> Iterator[Example]:
    """Two recordings (uneven frame rate; turned), no clips, nobody asked yet."""
    kinds = ("h264-vfr", "turned-90")
    (tmp_path / "case").mkdir()
    with Case.create(tmp_path / "case" / "reed.vig", author="Ellis") as case:
        films, truths = {}, {}
        for kind in kinds:
            film = probe(golden(kind).path)
            print_ = Fingerprint(film.path.stat().st_size, film.index.duration_us, kind)
            with case.edit("Film") as edit:
                recording = edit.add_recording(film.path, print_, name=f"{kind}.mp4")
            films[recording.id], truths[recording.id] = film, golden(kind)
        yield Example(case, films, truths)
