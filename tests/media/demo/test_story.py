"""What the list of events says is what is seen and heard."""

import csv
import io
from itertools import pairwise

import numpy as np
import pytest

from media.demo.motion import Point
from media.demo.phrases import mouth, read_phrase, voice_rows
from media.demo.pose import Figure, Moment, moment_at
from media.demo.row import BABY, BOTH, INTERVAL_CODES, PARENT, POINT_CODES, Row
from media.demo.script import LENGTH_S, SCRIPT
from media.demo.tables import CLIPS, EVENT_COLUMNS, clips_table, events, events_table


def events_of(code: str) -> list[Row]:
    return [row for row in SCRIPT if row.what == code]


def middle(row: Row) -> float:
    assert row.to_s is not None
    return (row.from_s + row.to_s) / 2.0


def figure(moment: Moment, who: str) -> Figure:
    return moment.baby if who == BABY else moment.parent


def is_on(code: str, who: str, time_s: float, margin_s: float) -> bool:
    return any(
        row.from_s - margin_s < time_s < (row.to_s or row.from_s) + margin_s
        for row in SCRIPT
        if row.what == code and row.who == who
    )


def calm_times(code: str, who: str) -> list[float]:
    """Times well away from every event of a code."""
    return [t for t in np.arange(1.0, LENGTH_S, 1.7) if not is_on(code, who, float(t), 0.8)]


def gaze_yaw(figure: Figure) -> float:
    return figure.face.yaw + figure.face.eye_yaw


def test_every_event_lies_in_the_film_and_ends_after_it_starts() -> None:
    for row in events(0.0, LENGTH_S):
        assert 0.0 <= row.from_s < LENGTH_S
        if row.what in INTERVAL_CODES:
            assert row.to_s is not None
            assert row.from_s < row.to_s <= LENGTH_S
        else:
            assert row.what in POINT_CODES
            assert row.to_s is None


def test_every_code_of_the_story_happens() -> None:
    assert {row.what for row in events(0.0, LENGTH_S)} == INTERVAL_CODES | POINT_CODES


def test_one_person_never_does_the_same_thing_twice_at_once() -> None:
    for code in INTERVAL_CODES:
        for who in (BABY, PARENT, BOTH):
            spans = sorted((r.from_s, r.to_s or 0.0) for r in events_of(code) if r.who == who)
            for (_, end), (start, _) in pairwise(spans):
                assert end <= start, (code, who, start)


def test_nobody_looks_at_two_places_at_once() -> None:
    looks = ("looks-at", "looks-at-parent", "looks-at-baby", "takes-a-break")
    for who in (BABY, PARENT):
        spans = sorted(
            (r.from_s, r.to_s or 0.0) for r in SCRIPT if r.who == who and r.what in looks
        )
        for (_, end), (start, _) in pairwise(spans):
            assert end <= start, (who, start)


@pytest.mark.parametrize(("code", "who"), [("smile", BABY), ("enjoys", PARENT)])
def test_a_smile_is_seen_while_it_is_listed_and_not_otherwise(code: str, who: str) -> None:
    for row in events_of(code):
        assert figure(moment_at(middle(row)), who).face.smile > 0.55
    smiles = [figure(moment_at(t), who).face.smile for t in calm_times(code, who)]
    assert len(smiles) > 20
    assert max(smiles) < 0.4


def test_the_baby_faces_the_parent_while_she_looks_at_her() -> None:
    for row in events_of("looks-at-parent"):
        assert gaze_yaw(moment_at(middle(row)).baby) < -45.0


def test_the_parent_faces_the_baby_while_she_looks_at_her() -> None:
    for row in events_of("looks-at-baby"):
        parent = moment_at(middle(row)).parent
        assert gaze_yaw(parent) > 45.0
        assert parent.face.pitch + parent.face.eye_pitch > -25.0


def test_elsewhere_the_eyes_are_on_toys_and_washing() -> None:
    for time_s in calm_times("looks-at-baby", PARENT):
        assert figure(moment_at(time_s), PARENT).face.pitch < -20.0
    for time_s in calm_times("looks-at-parent", BABY):
        face = figure(moment_at(time_s), BABY).face
        assert face.pitch < -12.0 or gaze_yaw(figure(moment_at(time_s), BABY)) > 0.0


def test_taking_a_break_the_baby_turns_away() -> None:
    for row in events_of("takes-a-break"):
        assert gaze_yaw(moment_at(middle(row)).baby) > 20.0


def test_the_eyes_arrive_before_the_head() -> None:
    (first,) = [row for row in events_of("looks-at-baby") if row.from_s == 23.4]
    soon = moment_at(first.from_s + 0.2).parent.face
    assert soon.yaw + soon.eye_yaw > soon.yaw + 15.0


@pytest.mark.parametrize("who", [BABY, PARENT])
def test_the_mouth_moves_with_the_voice_and_rests_without(who: str) -> None:
    for row in voice_rows(who):
        syllables = read_phrase(row.detail, row.from_s, row.to_s or row.from_s)
        open_vowels = [s for s in syllables if s.vowel != "m"]
        for syllable in open_vowels:
            at_s = syllable.from_s + 0.45 * (syllable.to_s - syllable.from_s)
            assert figure(moment_at(at_s), who).face.opened > 0.2
        assert mouth(who, row.from_s - 0.01)[0] == 0.0


def test_a_waiting_parent_keeps_her_hands_still() -> None:
    for row in events_of("waits"):
        assert row.to_s is not None
        late = np.arange(max(row.from_s + 1.0, row.to_s - 1.5), row.to_s, 0.1)
        hands: list[Point] = [moment_at(float(t)).parent.near_hand for t in late]
        assert np.ptp(np.array(hands), axis=0).max() < 12.0


def test_nothing_ever_jumps() -> None:
    step_s = 1.0 / 60.0
    before = moment_at(0.0)
    for time_s in np.arange(step_s, LENGTH_S, step_s):
        now = moment_at(float(time_s))
        for who in (BABY, PARENT):
            old, new = figure(before, who), figure(now, who)
            assert abs(new.face.yaw - old.face.yaw) < 9.0, time_s
            assert np.abs(new.head - old.head).max() < 6.0, time_s
            assert np.abs(new.near_hand - old.near_hand).max() < 32.0, time_s
            assert np.abs(new.far_hand - old.far_hand).max() < 32.0, time_s
        assert np.abs(now.ball - before.ball).max() < 12.0, time_s
        before = now


def test_the_events_table_has_the_columns_of_the_tags_import() -> None:
    rows = list(csv.DictReader(io.StringIO(events_table("film.mp4", 0.0, LENGTH_S))))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert len(rows) == len(events(0.0, LENGTH_S)) > 100
    assert {row["person"] for row in rows} == {BABY, PARENT, BOTH}
    assert {row["star"] for row in rows} == {"0", "1"}
    for row in rows:
        assert (row["end_s"] == "") == (row["code"] in POINT_CODES)


def test_there_are_three_clips_of_ten_seconds_at_most() -> None:
    assert len(CLIPS) == 3
    for clip in CLIPS:
        assert 2.0 <= clip.end_s - clip.start_s <= 10.0
    rows = list(csv.DictReader(io.StringIO(clips_table("film.mp4", 0.0, LENGTH_S))))
    assert [row["title"] for row in rows] == [clip.title for clip in CLIPS]
