"""Nothing with pictures leaves without everybody's yes to that purpose."""

import re
from dataclasses import replace

import pytest

from annotations.model import Answer, Purpose, Role
from export.consent import Cleared, clear, in_words, missing, unpeopled
from export.errors import ConsentMissing
from tests.export.conftest import Example


def test_everybody_s_yes_lets_the_clips_pass(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.everybody_says_yes_to(Purpose.REVIEW)
    cleared = clear(example.snapshot, example.snapshot.clips, Purpose.REVIEW)
    assert cleared.clips == example.snapshot.clips
    assert cleared.purpose is Purpose.REVIEW


def test_whoever_was_not_asked_is_named_with_the_purpose(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.say("Parent", Purpose.SUPERVISION, Answer.YES)
    with pytest.raises(ConsentMissing) as refusal:
        clear(example.snapshot, example.snapshot.clips, Purpose.SUPERVISION)
    assert str(refusal.value) == (
        "Baby has not been asked about sharing for supervision, so nothing was written. Ask, then "
        "record the answer."
    )
    assert refusal.value.typed == "vig-tool consent CASE.vig Baby supervision yes"


def test_a_no_stops_the_export_and_is_named(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.say("Baby", Purpose.RESEARCH, Answer.YES)
    example.say("Parent", Purpose.RESEARCH, Answer.NO)
    with pytest.raises(ConsentMissing, match=r"^Parent said no to sharing for research, so"):
        clear(example.snapshot, example.snapshot.clips, Purpose.RESEARCH)


def test_several_people_are_told_in_one_go(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    with example.case.edit("Person") as edit:
        edit.add_person("Gran Reed", Role.OTHER)
    example.say("Gran Reed", Purpose.TRAINING, Answer.NO)
    sentence = "Baby and Parent have not been asked about sharing for training, and Gran Reed said"
    with pytest.raises(ConsentMissing, match=re.escape(sentence)):
        clear(example.snapshot, example.snapshot.clips, Purpose.TRAINING)


def test_a_yes_to_one_purpose_is_no_yes_to_another(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.everybody_says_yes_to(Purpose.REVIEW)
    with pytest.raises(ConsentMissing, match="the parent’s own copy"):
        clear(example.snapshot, example.snapshot.clips, Purpose.PARENT_COPY)


def test_a_yes_that_was_taken_back_counts_no_more(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.everybody_says_yes_to(Purpose.REVIEW)
    example.say("Parent", Purpose.REVIEW, Answer.NO)
    with pytest.raises(ConsentMissing, match=r"^Parent said no"):
        clear(example.snapshot, example.snapshot.clips, Purpose.REVIEW)


def test_whoever_is_not_in_the_recording_need_not_be_asked(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    with example.case.edit("Gran") as edit:
        gran = edit.add_person("Gran", Role.OTHER)
        edit.unlink_person(example.first.id, gran.id)
    for name in ("Baby", "Parent"):
        example.say(name, Purpose.REVIEW, Answer.YES)
    cleared = clear(example.snapshot, example.snapshot.clips, Purpose.REVIEW)
    assert [recording.id for recording in cleared.recordings] == [example.first.id]
    assert [recording.id for recording in cleared.held_back] == [example.second.id]


def test_a_recording_with_nobody_in_it_passes_nothing(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.everybody_says_yes_to(Purpose.REVIEW)
    with example.case.edit("Nobody") as edit:
        for person in example.snapshot.people:
            edit.unlink_person(example.first.id, person.id)
    with pytest.raises(ConsentMissing, match="does not say who is in"):
        clear(example.snapshot, example.snapshot.clips, Purpose.REVIEW)
    cleared = clear(example.snapshot, [], Purpose.REVIEW)
    assert [recording.id for recording in cleared.recordings] == [example.second.id]


def test_only_the_gate_itself_can_say_that_clips_may_leave(example: Example) -> None:
    with pytest.raises(TypeError):
        Cleared(Purpose.REVIEW, (), (), (), seal=object())
    example.add_clip(example.first, 0, 10)
    example.everybody_says_yes_to(Purpose.REVIEW)
    cleared = clear(example.snapshot, example.snapshot.clips, Purpose.REVIEW)
    with pytest.raises(AttributeError):
        cleared.purpose = Purpose.TRAINING  # type: ignore[misc]
    with pytest.raises(ValueError, match="seal"):
        replace(cleared, purpose=Purpose.TRAINING)  # type: ignore[call-arg]


def test_who_is_missing_is_told_with_the_clips_that_wait_for_them(example: Example) -> None:
    example.add_clip(example.first, 0, 10)
    example.add_clip(example.second, 0, 10)
    with example.case.edit("Gran") as edit:
        gran = edit.add_person("Gran", Role.OTHER)
        edit.unlink_person(example.first.id, gran.id)
    example.say("Baby", Purpose.REVIEW, Answer.YES)
    example.say("Parent", Purpose.REVIEW, Answer.NO)
    first, second = example.snapshot.clips
    found = missing(example.snapshot, example.snapshot.clips, Purpose.REVIEW)
    assert [(each.person.name, each.answer, each.clips) for each in found] == [
        ("Parent", Answer.NO, (first, second)),
        ("Gran", Answer.UNASKED, (second,)),
    ]
    assert in_words(found, Purpose.REVIEW) == (
        "Gran has not been asked about sharing for the shared review, "
        "and Parent said no to sharing for the shared review"
    )
    only_first = missing(example.snapshot, [first], Purpose.REVIEW)
    assert [each.person.name for each in only_first] == ["Parent"]


def test_recordings_with_nobody_in_them_are_named(example: Example) -> None:
    example.add_clip(example.second, 0, 10)
    assert unpeopled(example.snapshot, example.snapshot.clips) == ()
    with example.case.edit("Nobody") as edit:
        for person in example.snapshot.people:
            edit.unlink_person(example.second.id, person.id)
    assert unpeopled(example.snapshot, example.snapshot.clips) == (example.second,)
