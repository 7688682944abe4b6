"""The keys of a player: shuttle, round and round, again, slow motion, speed, volume."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, settle
from ui import settings
from ui.deck import LOUDEST_DB
from ui.speed_button import SpeedButton, speed_words
from ui.workbench import Workbench


def go(qtbot: QtBot, window: Workbench, number: int) -> None:
    window.workspace.projector.go(number)
    settle(qtbot, window)


class Watch:
    """The frames that came on screen."""

    def __init__(self, window: Workbench) -> None:
        self.frames: list[int] = []
        window.workspace.projector.pictured.connect(lambda number, _: self.frames.append(number))


@pytest.mark.parametrize(
    ("keys", "speed"),
    [("L", 1), ("LL", 1.5), ("LLL", 2), ("LLLL", 2), ("J", -1), ("JJ", -1.5), ("LJ", 0.5)],
)
def test_j_and_l_play_either_way_and_change_speed(
    window: Workbench, qtbot: QtBot, keys: str, speed: float
) -> None:
    go(qtbot, window, 60)
    for key in keys:
        press(window, key)
    assert window.workspace.deck.shown_speed == speed
    button = window.findChild(SpeedButton)
    assert isinstance(button, SpeedButton) and button.text() == speed_words(speed)
    press(window, "K")
    assert not window.workspace.projector.playing
    assert window.workspace.deck.shown_speed == 1


@pytest.mark.parametrize("way_there", [["Space", "Home"], ["Home", "Space"], ["Home"]])
@pytest.mark.parametrize("faster", ["L", "Ctrl+Up", "F4"])
def test_a_jump_that_is_still_coming_is_not_forgotten_when_the_speed_changes(
    qtbot: QtBot, window: Workbench, way_there: list[str], faster: str
) -> None:
    go(qtbot, window, 60)
    watch = Watch(window)
    for key in [*way_there, faster]:
        press(window, key)
    if not window.workspace.projector.playing:
        press(window, "Space")
    qtbot.waitUntil(lambda: len(watch.frames) > 3, timeout=10_000)
    assert max(watch.frames[:4]) < 30


def test_pausing_before_anything_was_played_comes_to_what_was_asked_for(
    qtbot: QtBot, window: Workbench
) -> None:
    go(qtbot, window, 60)
    for key in ("Space", "Home", "L", "K"):
        press(window, key)
    settle(qtbot, window)
    assert window.workspace.projector.frame == 0


def test_backwards_it_comes_to_the_first_frame_and_stays(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    watch = Watch(window)
    press(window, "J")
    qtbot.waitUntil(lambda: not window.workspace.projector.playing, timeout=10_000)
    assert watch.frames == sorted(watch.frames, reverse=True)
    assert watch.frames[-1] == 0 == window.workspace.projector.frame


@pytest.mark.parametrize(("key", "to"), [("L", 31), ("J", 29)])
def test_with_k_held_j_and_l_are_single_frames(
    qtbot: QtBot, window: Workbench, key: str, to: int
) -> None:
    go(qtbot, window, 30)
    target = QApplication.focusWidget() or window
    QTest.keyPress(target, Qt.Key.Key_K)
    press(window, key)
    QTest.keyRelease(target, Qt.Key.Key_K)
    settle(qtbot, window)
    assert window.workspace.projector.frame == to
    press(window, key)
    assert window.workspace.projector.playing


def test_between_the_marks_it_goes_round_without_a_gap(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    go(qtbot, window, 27)
    press(window, "O")
    watch = Watch(window)
    press(window, "F5")
    qtbot.waitUntil(lambda: watch.frames.count(20) >= 3, timeout=10_000)
    assert set(watch.frames) <= set(range(20, 28))
    press(window, "F5")
    qtbot.waitUntil(lambda: max(watch.frames) > 30, timeout=10_000)


def test_a_tag_goes_round_and_a_step_out_of_it_ends_that(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 30)
    press(window, "G")
    go(qtbot, window, 36)
    press(window, "G")
    tag = window.workspace.tags[-1]
    window.workspace.select_tag(tag.id)
    press(window, "F5")
    assert window.workspace.deck.loop is not None
    first, until = window.workspace.deck.loop
    assert (first, until) == (30, 37)
    press(window, "Space")
    go(qtbot, window, 50)
    assert window.workspace.deck.loop is None


def test_where_it_goes_round_space_goes_on_going_round(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    go(qtbot, window, 26)
    press(window, "O")
    press(window, "F5")
    watch = Watch(window)
    qtbot.waitUntil(lambda: len(watch.frames) > 2)
    press(window, "Space")
    press(window, "Space")
    watch.frames.clear()
    qtbot.waitUntil(lambda: watch.frames.count(21) >= 2, timeout=10_000)
    assert set(watch.frames) <= set(range(20, 27))


def test_the_last_three_seconds_come_again_and_stop_where_they_were(
    qtbot: QtBot, window: Workbench
) -> None:
    go(qtbot, window, 40)
    watch = Watch(window)
    press(window, "Shift+Space")
    qtbot.waitUntil(lambda: bool(watch.frames))
    qtbot.waitUntil(lambda: not window.workspace.projector.playing, timeout=10_000)
    assert watch.frames[0] == 0
    assert window.workspace.projector.frame == 40


def test_slow_motion_is_one_key_there_and_back(qtbot: QtBot, window: Workbench) -> None:
    deck = window.workspace.deck
    deck.set_speed(1.5)
    press(window, "F4")
    assert window.workspace.projector.playing and deck.shown_speed == 0.25
    press(window, "F4")
    assert window.workspace.projector.playing and deck.shown_speed == 1.5


def test_a_jump_while_it_plays_plays_on(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 5)
    press(window, "Space")
    watch = Watch(window)
    qtbot.waitUntil(lambda: len(watch.frames) > 2)
    press(window, "Shift+Right")
    qtbot.waitUntil(lambda: watch.frames[-1] > 35, timeout=10_000)
    assert window.workspace.projector.playing


def test_speed_and_volume_are_remembered(qtbot: QtBot, window: Workbench) -> None:
    for key in ("Ctrl+Down", "Ctrl+Down", "Ctrl+Shift+Up", "Ctrl+Shift+Up", "Ctrl+M"):
        press(window, key)
    assert settings.speed() == 0.5
    assert settings.volume() == (6, True)
    press(window, "Ctrl+Shift+Up")
    assert settings.volume() == (9, False)
    for _ in range(9):
        press(window, "Ctrl+Shift+Up")
    assert settings.volume() == (LOUDEST_DB, False)
    assert settings.gain(LOUDEST_DB) == pytest.approx(3.98, abs=0.01)


@pytest.mark.parametrize(
    ("speed", "words"),
    [(0.1, "0.1×"), (0.25, "¼×"), (1, "1×"), (1.25, "1¼×"), (2, "2×"), (-1.5, "−1½×")],
)
def test_speeds_are_written_as_people_write_them(speed: float, words: str) -> None:
    assert speed_words(speed) == words


def test_a_film_without_sound_says_so(qtbot: QtBot, window: Workbench) -> None:
    film = window.workspace.projector.film
    assert film is not None
    told = window.workspace.deck.silence
    assert told == (
        "There is no loudspeaker just now." if film.has_sound else "This film has no sound."
    )


def test_stop_in_the_menu_holds_no_key(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 30)
    window.commands["shuttle_stop"].trigger()
    press(window, "L")
    assert window.workspace.projector.playing


def test_a_film_that_is_turned_goes_round_still(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    go(qtbot, window, 27)
    press(window, "O")
    press(window, "F5")
    press(window, "Ctrl+R")
    deck = window.workspace.deck
    assert deck.loop == (20, 28) and window.workspace.projector.playing
    press(window, "F5")
    assert deck.loop is None


def test_space_right_after_a_jump_plays_from_where_it_went(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 5)
    watch = Watch(window)
    window.workspace.projector.go(50)
    press(window, "Space")
    qtbot.waitUntil(lambda: len(watch.frames) > 2)
    assert watch.frames[0] == 50


def test_faster_counts_from_the_speed_it_plays_at(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 30)
    deck = window.workspace.deck
    for key in ("J", "J", "Ctrl+Up"):
        press(window, key)
    assert deck.shown_speed == -2
    for key in ("K", "L", "L", "Ctrl+Up"):
        press(window, key)
    assert deck.shown_speed == 2


def test_a_clip_is_played_once_where_it_went_round(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    go(qtbot, window, 24)
    press(window, "O")
    press(window, "Return")
    press(window, "Ctrl+L")
    deck, projector = window.workspace.deck, window.workspace.projector
    assert deck.loop is not None
    press(window, "Ctrl+P")
    assert deck.loop is None
    qtbot.waitUntil(lambda: not projector.playing, timeout=10_000)
    assert projector.frame == 24


def test_faster_by_the_shuttle_still_ends_where_the_clip_does(
    qtbot: QtBot, window: Workbench
) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    go(qtbot, window, 44)
    press(window, "O")
    press(window, "Return")
    press(window, "Ctrl+P")
    press(window, "L")
    projector = window.workspace.projector
    assert window.workspace.deck.shown_speed == 1.5
    qtbot.waitUntil(lambda: not projector.playing, timeout=10_000)
    assert projector.frame == 44


def test_the_last_three_seconds_again_go_on_forwards(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 50)
    press(window, "J")
    press(window, "Shift+Space")
    assert window.workspace.deck.shown_speed == 1


@pytest.mark.parametrize(("key", "round_and_round"), [("Ctrl+P", False), ("Ctrl+L", True)])
def test_a_clip_of_another_film_is_played_as_soon_as_that_is_there(
    qtbot: QtBot, window: Workbench, key: str, round_and_round: bool
) -> None:
    work = window.workspace
    other = work.snapshot.recordings[1]
    clip = work.edit("Clip", lambda edit: edit.add_clip(other.id, 400_000, 1_200_000))
    assert clip is not None
    work.select_clip(clip.id)
    press(window, key)
    qtbot.waitUntil(lambda: work.projector.playing, timeout=10_000)
    assert work.recording is not None and work.recording.id == other.id
    assert work.clip == clip
    assert (work.deck.loop is not None) == round_and_round


def test_esc_ends_an_interval_before_other_work(qtbot: QtBot, window: Workbench) -> None:
    stopped: list[str] = []
    press(window, "G")
    window.task_strip.begin("Looking at a film", lambda: stopped.append("film"))
    press(window, "Esc")
    assert not window.tagging.running and not stopped
    press(window, "Esc")
    assert stopped == ["film"]


def test_on_the_family_page_esc_leaves_marks_alone(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 20)
    press(window, "I")
    press(window, "Ctrl+1")
    press(window, "Esc")
    assert window.choosing.marks[0] is not None
