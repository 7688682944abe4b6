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


def clear(snapshot: Snapshot, clips: Sequence[Clip], purpose: Purpose) -> Cleared:
    """Let clips pass for a purpose if every person in their recordings said yes to it.

    A recording in which nobody is said to be passes nothing: somebody was filmed. Raises
    ``ConsentMissing`` with a sentence that says who did not, and to what.
    """
    filmed = {clip.recording_id for clip in clips}
    for recording in snapshot.recordings:
        if recording.id in filmed and not snapshot.people_in(recording.id):
            raise ConsentMissing(
                f"The case does not say who is in “{recording.name}”, so nobody could be asked and "
                "nothing was written. Say who is in it, and ask them."
            )
    missing = [
        person
        for person in snapshot.people
        if snapshot.answer(person.id, purpose) is not Answer.YES
        and any(person in snapshot.people_in(recording_id) for recording_id in filmed)
    ]
    if missing:
        raise ConsentMissing(_sentence(snapshot, missing, purpose))
    open_to_all = [
        recording
        for recording in snapshot.recordings
        if _everybody_said_yes(snapshot, recording, purpose)
    ]
    held_back = [recording for recording in snapshot.recordings if recording not in open_to_all]
    return Cleared(purpose, tuple(clips), tuple(open_to_all), tuple(held_back), _SEAL)


def _everybody_said_yes(snapshot: Snapshot, recording: Recording, purpose: Purpose) -> bool:
    people = snapshot.people_in(recording.id)
    return bool(people) and all(
        snapshot.answer(person.id, purpose) is Answer.YES for person in people
    )


def _sentence(snapshot: Snapshot, missing: Sequence[Person], purpose: Purpose) -> str:
    refused = [p for p in missing if snapshot.answer(p.id, purpose) is Answer.NO]
    unasked = [p for p in missing if p not in refused]
    what = IN_WORDS[purpose]
    told = []
    if unasked:
        has = "has" if len(unasked) == 1 else "have"
        told.append(f"{_names(unasked)} {has} not been asked about sharing for {what}")
    if refused:
        told.append(f"{_names(refused)} said no to sharing for {what}")
    if unasked:
        name = _quoted(unasked[0].name)
        advice = (
            f"Ask, then record the answer with “vig-tool consent CASE.vig {name} {purpose} yes”."
        )
    else:
        advice = "Leave out the clips that show them."
    return f"{', and '.join(told)}, so nothing was written. {advice}"


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _names(people: Iterable[Person]) -> str:
    names = [person.name for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
