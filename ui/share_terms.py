"""What sharing for a purpose means: its words, and which clips may leave for it."""

from dataclasses import dataclass
from typing import Final

from annotations.model import Answer, Clip, Purpose, Role, Snapshot
from export.consent import IN_WORDS, missing, unpeopled
from export.sharing import WITH_TABLES
from ui.in_words import counted, listed
from ui.purposes import PURPOSES

ABOUT: Final = {
    Purpose.REVIEW: "Watch together",
    Purpose.PARENT_COPY: "To keep at home",
    Purpose.SUPERVISION: "For your supervisor",
    Purpose.TRAINING: "Teach with it",
    Purpose.RESEARCH: "A study",
}
"""Each purpose in two or three words."""


def title_of(purpose: Purpose, snapshot: Snapshot) -> str:
    """What a purpose is called in a case: a parent who is alone in it is named."""
    parents = [person.name for person in snapshot.people if person.role is Role.PARENT]
    if purpose is Purpose.PARENT_COPY and len(parents) == 1:
        return f"{parents[0]}’s own copy"
    return PURPOSES[purpose].name


@dataclass(frozen=True)
class Standing:
    """How things stand for a purpose: a few words, and the colour they are in."""

    words: str
    look: str


def free_clips(snapshot: Snapshot, purpose: Purpose) -> tuple[Clip, ...]:
    """The clips that may leave: somebody is said to be in them, and all of those said yes."""
    held = {clip.id for each in missing(snapshot, snapshot.clips, purpose) for clip in each.clips}
    nobody = {recording.id for recording in unpeopled(snapshot, snapshot.clips)}
    return tuple(
        clip for clip in snapshot.clips if clip.id not in held and clip.recording_id not in nobody
    )


def standing(snapshot: Snapshot, purpose: Purpose) -> Standing:
    """How things stand: ``ready``, ``2 of 3 moments``, ``Jo said no``, ``not asked``."""
    free, count = free_clips(snapshot, purpose), len(snapshot.clips)
    if not count:
        return Standing("no clips yet", "small")
    if len(free) == count:
        return Standing("ready", "positive")
    if free:
        return Standing(f"{len(free)} of {counted(count, 'moment')}", "warning")
    lacking = missing(snapshot, snapshot.clips, purpose)
    refused = [each.person.name for each in lacking if each.answer is Answer.NO]
    if refused:
        return Standing(f"{listed(refused)} said no", "small")
    return Standing("not asked", "small")


@dataclass(frozen=True)
class Notice:
    """What keeps clips here, in two sentences; ``person_id`` is who can be asked."""

    heading: str
    detail: str
    person_id: str | None
    person_name: str


def notices(snapshot: Snapshot, purpose: Purpose) -> tuple[Notice, ...]:
    """What keeps clips here for a purpose."""
    made = [
        Notice(
            f"The case does not say who is in “{recording.name}”.",
            "Say who is in it on the page Family, then ask them.",
            None,
            "",
        )
        for recording in unpeopled(snapshot, snapshot.clips)
    ]
    asked = IN_WORDS[purpose]
    for each in missing(snapshot, snapshot.clips, purpose):
        name, which = each.person.name, _which(each.clips, snapshot)
        stays = "stays" if len(each.clips) == 1 else "stay"
        if each.answer is Answer.NO:
            heading, until = f"{name} said no to {asked}.", ""
        else:
            heading, until = f"{name} has not been asked about {asked}.", f" until {name} says yes"
        made.append(Notice(heading, f"{which} {stays} here{until}.", each.person.id, name))
    return tuple(made)


def leaving_note(purpose: Purpose) -> str:
    """What leaves and what does not."""
    if purpose in WITH_TABLES:
        return (
            "The moments you tick leave the case, and tables of the tags and notes of all films "
            "in which everybody said yes."
        )
    return (
        "Only what you tick leaves the case. Nothing before or after a moment, no names, "
        "no place, no dates."
    )


def amount(count: int, purpose: Purpose) -> str:
    """What would leave: ``2 moments, 2 stills``."""
    if not count:
        return "Nothing is ticked yet"
    tables = ", tables of the tags" if purpose in WITH_TABLES else ""
    return f"{counted(count, 'moment')}, {counted(count, 'still')}{tables}"


def _which(clips: tuple[Clip, ...], snapshot: Snapshot) -> str:
    if len(clips) == len(snapshot.clips) and len(clips) > 1:
        return "All moments"
    return listed([f"“{clip.title or f'Clip {snapshot.clips.index(clip) + 1}'}”" for clip in clips])
