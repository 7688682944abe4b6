"""A case with one film, for tests: 250 frames of 40 ms."""

from pathlib import Path

from annotations.case import Case
from annotations.model import Code, Fingerprint, Person, Recording, Snapshot

FRAME_US = 40_000
FRAMES = 250


class EvenTimes:
    """The frames of a film at 25 frames a second. Works like a film's own index."""

    def __init__(self, frames: int = FRAMES) -> None:
        self._frames = frames
        self.duration_us = frames * FRAME_US

    def __len__(self) -> int:
        return self._frames

    def start_us(self, number: int) -> int:
        if not 0 <= number <= self._frames:
            raise IndexError(number)
        return number * FRAME_US

    def boundary_near(self, time_us: float) -> int:
        return min(max(round(time_us / FRAME_US), 0), self._frames)

    def frame_at(self, time_us: float) -> int:
        return min(self.boundary_near(time_us), self._frames - 1)


def even_times(recording: Recording) -> EvenTimes:
    """What importing asks for."""
    return EvenTimes()


def new_case(folder: Path, *films: str) -> Case:
    """A case in ``folder`` with a recording for each name (one called play.mp4 by default)."""
    case = Case.create(folder / "family.vig", author="Ann")
    with case.edit("Add films") as edit:
        for name in films or ("play.mp4",):
            film = folder / name
            film.write_bytes(name.encode())
            edit.add_recording(film, Fingerprint(len(name), EvenTimes().duration_us, name))
    return case


def code(snapshot: Snapshot, short: str) -> Code:
    """The code of the film codebook with this short name."""
    (found,) = [each for each in snapshot.codebooks[0].codes if each.short == short]
    return found


def person(snapshot: Snapshot, name: str) -> Person:
    """The person with exactly this name."""
    (found,) = [each for each in snapshot.people if each.name == name]
    return found
