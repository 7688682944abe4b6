"""Interval codes that were begun and not yet ended."""

from dataclasses import dataclass, replace

from annotations.model import Code, Kind, Snapshot


@dataclass(frozen=True)
class Running:
    """An interval that runs: a code on a person (None: both together), from a frame on.

    ``start_us`` and ``first_end_us`` are the boundaries of the frame on which it began.
    """

    recording_id: str
    code: Code
    person_id: str | None
    start_us: int
    first_end_us: int

    def span(self, start_us: int, end_us: int) -> tuple[int, int]:
        """The whole interval when it ends on a frame with these boundaries: both frames are
        inside, whichever way one went."""
        return min(self.start_us, start_us), max(self.first_end_us, end_us)


class RunningIntervals:
    """What runs, the oldest first. An interval belongs to its recording."""

    def __init__(self) -> None:
        self._all: list[Running] = []

    def of(self, recording_id: str) -> tuple[Running, ...]:
        """What runs in a recording."""
        return tuple(each for each in self._all if each.recording_id == recording_id)

    def find(self, recording_id: str, code_id: str, person_id: str | None) -> Running | None:
        """The interval that runs for a code and a person."""
        for each in self.of(recording_id):
            if each.code.id == code_id and each.person_id == person_id:
                return each
        return None

    def begin(self, interval: Running) -> None:
        """Let an interval run."""
        self._all.append(interval)

    def end(self, interval: Running) -> None:
        """Let an interval run no longer."""
        self._all.remove(interval)

    def follow(self, snapshot: Snapshot) -> tuple[Running, ...]:
        """Take the codes as they are now. What cannot be tagged any more, because its recording,
        code or person is gone or the code marks moments now, runs no longer and is returned."""
        before, self._all, gone = self._all, [], []
        for each in before:
            code = _code_now(each, snapshot)
            if code is None:
                gone.append(each)
            else:
                self._all.append(replace(each, code=code))
        return tuple(gone)

    def clear(self) -> None:
        """Let nothing run."""
        self._all.clear()


def _code_now(running: Running, snapshot: Snapshot) -> Code | None:
    """The code of what runs, where it can still be tagged."""
    found = [each for each in snapshot.recordings if each.id == running.recording_id]
    if not found:
        return None
    people: set[str | None] = {person.id for person in snapshot.people_in(found[0].id)}
    if running.person_id is not None and running.person_id not in people:
        return None
    for code in snapshot.codebook(found[0].codebook_id).codes:
        if code.id == running.code.id and code.kind is Kind.INTERVAL:
            return code
    return None
