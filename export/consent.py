"""The gate: nothing with pictures or sound leaves without everybody's yes for the purpose."""

from collections.abc import Iterable, Sequence
from dataclasses import InitVar, dataclass
from typing import Final

from annotations.model import Answer, Clip, Person, Purpose, Recording, Snapshot
from export.errors import ConsentMissing

IN_WORDS: Final = {
    Purpose.REVIEW: "the shared review",
    Purpose.PARENT_COPY: "the parent’s own copy",
    Purpose.SUPERVISION: "supervision",
    Purpose.TRAINING: "training",
    Purpose.RESEARCH: "research",
}
"""Each purpose as it is said in a sentence."""

_SEAL: Final = object()


@dataclass(frozen=True)
class Cleared:
    """Clips that may leave for a purpose. Only ``clear`` makes one.

    ``recordings`` are those in which everybody said yes: tables may speak of them. ``held_back``
    are the others.
    """

    purpose: Purpose
    clips: tuple[Clip, ...]
    recordings: tuple[Recording, ...]
    held_back: tuple[Recording, ...]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise TypeError("only clear() can say that clips may leave")


@dataclass(frozen=True)
class Missing:
    """Somebody without whose yes ``clips`` may not leave: they said no, or were not asked yet."""

    person: Person
    answer: Answer
    clips: tuple[Clip, ...]


def missing(snapshot: Snapshot, clips: Sequence[Clip], purpose: Purpose) -> tuple[Missing, ...]:
    """Whose yes to a purpose is missing for some clips, in the order of the people."""
    found = []
    for person in snapshot.people:
        answer = snapshot.answer(person.id, purpose)
        seen = tuple(clip for clip in clips if person in snapshot.people_in(clip.recording_id))
        if seen and answer is not Answer.YES:
            found.append(Missing(person, answer, seen))
    return tuple(found)


def unpeopled(snapshot: Snapshot, clips: Sequence[Clip]) -> tuple[Recording, ...]:
    """The recordings of some clips in which nobody is said to be. Somebody was filmed."""
    filmed = {clip.recording_id for clip in clips}
    return tuple(
        recording
        for recording in snapshot.recordings
        if recording.id in filmed and not snapshot.people_in(recording.id)
    )


def clear(snapshot: Snapshot, clips: Sequence[Clip], purpose: Purpose) -> Cleared:
    """Let clips pass for a purpose if every person in their recordings said yes to it.

    A recording in which nobody is said to be passes nothing. Raises ``ConsentMissing`` with a
    sentence that says who did not say yes, and to what.
    """
    for recording in unpeopled(snapshot, clips):
        raise ConsentMissing(
            f"The case does not say who is in “{recording.name}”, so nobody could be asked and "
            "nothing was written. Say who is in it, and ask them."
        )
    if lacking := missing(snapshot, clips, purpose):
        raise ConsentMissing(
            f"{in_words(lacking, purpose)}, so nothing was written. {_advice(lacking)}",
            typed=_typed(lacking, purpose),
        )
    open_to_all = [
        recording
        for recording in snapshot.recordings
        if _everybody_said_yes(snapshot, recording, purpose)
    ]
    held_back = [recording for recording in snapshot.recordings if recording not in open_to_all]
    return Cleared(purpose, tuple(clips), tuple(open_to_all), tuple(held_back), _SEAL)


def objection(snapshot: Snapshot, recordings: Iterable[Recording], purpose: Purpose) -> str:
    """Why recordings that were cleared once may not leave for a purpose any more, as a sentence
    without its full stop; nothing where they may."""
    wanted = {recording.id: recording for recording in recordings}
    known = {recording.id for recording in snapshot.recordings}
    for recording in wanted.values():
        if recording.id not in known:
            return f"“{recording.name}” is not in the case any more"
        if not snapshot.people_in(recording.id):
            return f"Nobody is said to be in “{recording.name}” any more"
    filmed = {person.id for each in wanted for person in snapshot.people_in(each)}
    answers = [
        Missing(person, snapshot.answer(person.id, purpose), ())
        for person in snapshot.people
        if person.id in filmed
    ]
    return in_words([each for each in answers if each.answer is not Answer.YES], purpose)


def _everybody_said_yes(snapshot: Snapshot, recording: Recording, purpose: Purpose) -> bool:
    people = snapshot.people_in(recording.id)
    return bool(people) and all(
        snapshot.answer(person.id, purpose) is Answer.YES for person in people
    )


def in_words(lacking: Sequence[Missing], purpose: Purpose) -> str:
    """Whose yes is missing, as a sentence without its full stop."""
    refused = [each.person for each in lacking if each.answer is Answer.NO]
    unasked = _unasked(lacking)
    what = IN_WORDS[purpose]
    told = []
    if unasked:
        has = "has" if len(unasked) == 1 else "have"
        told.append(f"{_names(unasked)} {has} not been asked about sharing for {what}")
    if refused:
        told.append(f"{_names(refused)} said no to sharing for {what}")
    return ", and ".join(told)


def _unasked(lacking: Sequence[Missing]) -> list[Person]:
    return [each.person for each in lacking if each.answer is not Answer.NO]


def _advice(lacking: Sequence[Missing]) -> str:
    if _unasked(lacking):
        return "Ask, then record the answer."
    return "Leave out the clips that show them."


def _typed(lacking: Sequence[Missing], purpose: Purpose) -> str:
    people = _unasked(lacking)
    return f"vig-tool consent CASE.vig {_quoted(people[0].name)} {purpose} yes" if people else ""


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _names(people: Iterable[Person]) -> str:
    names = [person.name for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
