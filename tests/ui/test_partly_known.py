"""A film that is still being looked through: nothing lands on a place that is not known yet."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Kind, Tag
from media.film import Film
from media.probe import probe
from tests.ui.conftest import press, settle
from ui.timeline.dragging import Hand, TagEdgeDrag
from ui.timeline.snapping import Snaps
from ui.workbench import Workbench

KNOWN = 40


@dataclass
class Look:
    """Looking through a film, which ends when it is told to."""

    film: Callable[[Path], Film]
    told: threading.Event

    def end(self, qtbot: QtBot, window: Workbench) -> None:
        self.told.set()
        qtbot.waitUntil(lambda: window.workspace.projector.complete, timeout=10_000)
        settle(qtbot, window)


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Iterator[Look]:
    """Films open with their first frames, and stay so for a while."""
    found = Look(probe, threading.Event())

    def begin(path: Path) -> tuple[Film, bool]:
        film = probe(path)
        return replace(film, index=film.index.only(np.arange(KNOWN))), False

    def end(path: Path, _progress: object) -> Film:
        found.told.wait(20)
        return found.film(path)

    monkeypatch.setattr("ui.projector.open_quickly", begin)
    monkeypatch.setattr("ui.projector.probe", end)
    yield found
    found.told.set()


@pytest.fixture
def looking(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path, look: Look
) -> Workbench:
    """The window with the first frames of a film."""
    window = make_window()
    window.cases.open_case(case_path)
    qtbot.waitUntil(lambda: window.workspace.projector.seen, timeout=10_000)
    return window


def far_tag(window: Workbench) -> Tag:
    """A tag on frames 80 to 100, selected."""
    work = window.workspace
    recording = work.recording
    assert recording is not None and work.case is not None and work.projector.film is not None
    times = probe(work.projector.film.path).index
    code = next(each for each in work.codes if each.kind is Kind.INTERVAL and each.who != "both")
    person = window.tagging.whom(code, False)
    assert person is not None
    with work.case.edit("Tag") as edit:
        tag = edit.add_tag(recording.id, code.id, person.id, times.start_us(80), times.end_us(100))
    work.select_tag(tag.id)
    return tag


def go(qtbot: QtBot, window: Workbench, number: int) -> None:
    projector = window.workspace.projector
    projector.go(number)
    qtbot.waitUntil(lambda: projector.frame == number, timeout=10_000)


@pytest.mark.parametrize("key", [",", ".", "<", ">", "Return"])
def test_a_tag_beyond_what_is_known_is_left_as_it_is(looking: Workbench, key: str) -> None:
    tag = far_tag(looking)
    press(looking, key)
    assert looking.workspace.tags == (tag,)
    assert looking.workspace.clips == ()
    assert "still being looked through" in looking.film_page.stage.toast.sentence


@pytest.mark.parametrize("key", ["Ctrl+,", "Ctrl+>"])
def test_a_clip_beyond_what_is_known_is_not_trimmed(looking: Workbench, key: str) -> None:
    tag, work = far_tag(looking), looking.workspace
    assert work.case is not None and tag.end_us is not None
    with work.case.edit("Clip") as edit:
        clip = edit.add_clip(tag.recording_id, tag.start_us, tag.end_us)
    work.select_clip(clip.id)
    press(looking, key)
    assert work.clips == (clip,)
    press(looking, "Ctrl+P")
    assert not work.projector.playing


def test_an_edge_beyond_what_is_known_is_not_dragged(looking: Workbench) -> None:
    tag, work = far_tag(looking), looking.workspace
    drag = TagEdgeDrag(work, looking.tagging, tag, "start", 0, Snaps(()))
    axis = looking.film_page.timeline.axis
    drag.move(axis, Hand(axis.x_of(0), 0))
    assert not drag.changed
    drag.drop()
    assert work.tags == (tag,)


def test_going_to_a_tag_gets_there_as_soon_as_it_is_known(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    far_tag(looking)
    looking.workspace.go_to_tag()
    look.end(qtbot, looking)
    assert looking.workspace.projector.frame == 80


def test_who_goes_elsewhere_meanwhile_stays_there(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    far_tag(looking)
    looking.workspace.go_to_tag()
    press(looking, "Home")
    look.end(qtbot, looking)
    assert looking.workspace.projector.frame == 0


def test_the_place_in_a_film_is_kept_though_it_was_not_reached(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    work = looking.workspace
    tag = far_tag(looking)
    work.go_to_tag()
    work.show_next_recording(1)
    assert work.recording is not None and work.recording.id != tag.recording_id
    work.show_next_recording(-1)
    qtbot.waitUntil(lambda: work.projector.seen, timeout=10_000)
    look.end(qtbot, looking)
    assert work.projector.frame == 80


def test_home_is_not_undone_by_the_place_the_film_was_left_at(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    work = looking.workspace
    far_tag(looking)
    work.go_to_tag()
    work.show_next_recording(1)
    work.show_next_recording(-1)
    qtbot.waitUntil(lambda: work.projector.seen, timeout=10_000)
    go(qtbot, looking, 0)
    look.end(qtbot, looking)
    qtbot.wait(50)
    assert work.projector.frame == 0


def damaged(path: Path) -> Film:
    """The film, with four of its first frames missing."""
    film = probe(path)
    fewer = np.array([*range(10), *range(14, len(film.index))])
    return replace(film, index=film.index.only(fewer), obstacle="damaged")


def test_where_frames_turn_out_to_be_fewer_the_moment_stays_the_same(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    projector = looking.workspace.projector
    look.film = damaged
    go(qtbot, looking, 30)
    at_us = projector.time_us
    seen: list[tuple[int, int, bool]] = []
    projector.film_changed.connect(
        lambda: seen.append((projector.frame, projector.time_us, projector.seen))
    )
    look.end(qtbot, looking)
    assert seen == [(26, at_us, False)]
    assert projector.seen and projector.frame == 26


def test_playing_that_such_a_film_stops_is_told(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    projector = looking.workspace.projector
    look.film = damaged
    told: list[bool] = []
    projector.playing_changed.connect(told.append)
    projector.play(0, None)
    qtbot.waitUntil(lambda: projector.frame > 2, timeout=10_000)
    look.end(qtbot, looking)
    assert told == [True, False]


def test_before_the_first_picture_a_key_tags_nothing(
    qtbot: QtBot, window: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = window.workspace
    monkeypatch.setattr(work.projector.pictures, "ask", lambda *_: None)
    work.show_next_recording(1)
    qtbot.waitUntil(lambda: work.projector.film is not None, timeout=10_000)
    for key in ("A", "G", "I", "O"):
        press(window, key)
    assert work.tags == () and window.tagging.running == ()
    assert window.choosing.marks == (None, None)
    assert window.film_page.stage.toast.sentence == "The picture is still coming."


def test_a_read_only_case_never_says_that_it_was_done(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path
) -> None:
    with Case.open(case_path) as writer:
        recording = writer.snapshot().recordings[0]
        times = probe(case_path.parent / recording.path).index
        with writer.edit("Clip") as edit:
            clip = edit.add_clip(recording.id, 0, times.start_us(60))
        window = make_window()
        window.cases.open_case(case_path)
        settle(qtbot, window)
        work = window.workspace
        work.select_clip(clip.id)
        said: list[str] = []
        work.said.connect(lambda sentence, _undo: said.append(sentence))
        go(qtbot, window, 20)
        press(window, "Ctrl+I")
        press(window, "Ctrl+<")
        settle(qtbot, window)
        assert work.projector.frame == 20
        assert work.case is not None
        assert said == [work.case.read_only_reason] * 2


def test_playing_goes_on_as_soon_as_more_is_known(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    projector = looking.workspace.projector
    go(qtbot, looking, KNOWN - 4)
    press(looking, "Space")
    qtbot.waitUntil(lambda: not projector.playing, timeout=10_000)
    assert projector.frame == KNOWN - 1
    look.told.set()
    qtbot.waitUntil(lambda: projector.frame > KNOWN + 5, timeout=10_000)
    assert projector.playing


def test_the_end_is_the_films_and_not_that_of_what_is_known(
    qtbot: QtBot, looking: Workbench, look: Look
) -> None:
    projector = looking.workspace.projector
    press(looking, "End")
    look.end(qtbot, looking)
    assert projector.index is not None
    assert projector.frame == len(projector.index) - 1
