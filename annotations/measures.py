"""What the tags add up to: literal counts and times, without norms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from annotations.model import BOTH, Kind, Recording, Snapshot, Tag


@dataclass(frozen=True)
class Measure:
    """One code on one person in one recording.

    ``code`` is its short name, ``person`` a name or "both". ``total_s``, ``median_s`` and ``share``
    (of the film, 0 to 1) are None for codes that mark moments. ``film_s`` is the film's length,
    ``untagged_s`` how much of it no interval of any code or person covers.
    """

    recording: str
    code: str
    label: str
    person: str
    role: str
    count: int
    rate_per_minute: float
    total_s: float | None
    median_s: float | None
    share: float | None
    film_s: float
    untagged_s: float


def summarise(snapshot: Snapshot) -> list[Measure]:
    """The measures of every code that was seen, by recording, code (in the codebook's order) and
    person.

    Where intervals of one code and person overlap, the shared time counts once in ``total_s`` and
    ``share``; ``count`` and ``median_s`` take each tag as it is.
    """
    return [
        measure
        for recording in snapshot.recordings
        for measure in _of_recording(snapshot, recording)
    ]


def _of_recording(snapshot: Snapshot, recording: Recording) -> list[Measure]:
    tags = snapshot.tags_of(recording.id)
    film_us = recording.fingerprint.duration_us
    untagged_us = film_us - covered_us(tags)
    groups: dict[tuple[str, str | None], list[Tag]] = {}
    for tag in tags:
        groups.setdefault((tag.code_id, tag.person_id), []).append(tag)
    codes = snapshot.codebook(recording.codebook_id).codes
    people = [*(person.id for person in snapshot.people), None]
    return [
        _measure(snapshot, recording, groups[code.id, person_id], film_us, untagged_us)
        for code in codes
        for person_id in people
        if (code.id, person_id) in groups
    ]


def _measure(
    snapshot: Snapshot, recording: Recording, tags: Sequence[Tag], film_us: int, untagged_us: int
) -> Measure:
    code = snapshot.code(tags[0].code_id)
    person = snapshot.person(tags[0].person_id) if tags[0].person_id else None
    lasting = code.kind is Kind.INTERVAL
    total_us = covered_us(tags)
    lengths_us = [tag.end_us - tag.start_us for tag in tags if tag.end_us is not None]
    return Measure(
        recording=recording.name,
        code=code.short,
        label=code.label,
        person=person.name if person else BOTH,
        role=person.role if person else BOTH,
        count=len(tags),
        rate_per_minute=len(tags) / (film_us / 60e6),
        total_s=total_us / 1e6 if lasting else None,
        median_s=median(lengths_us) / 1e6 if lasting else None,
        share=total_us / film_us if lasting else None,
        film_s=film_us / 1e6,
        untagged_s=untagged_us / 1e6,
    )


def covered_us(tags: Iterable[Tag]) -> int:
    """How much time at least one of the intervals covers, in microseconds."""
    covered, reached = 0, 0
    for start, end in sorted((tag.start_us, tag.end_us) for tag in tags if tag.end_us is not None):
        covered += max(end - max(start, reached), 0)
        reached = max(reached, end)
    return covered
