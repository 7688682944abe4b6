"""Every command of the window, by its real key, in the real window."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Kind, Role
from tests.golden.film import GoldenFilm
from tests.ui.conftest import number_on, press, settle
from ui import theme
from ui.actions import COMMANDS, TAKEN
from ui.commands import cases
from ui.workbench import Workbench

_SECOND_US = 1_000_000
_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)


def go(qtbot: QtBot, window: Workbench, number: int) -> None:
    window.workspace.projector.go(number)
    settle(qtbot, window)


def last_of(window: Workbench) -> int:
    index = window.workspace.index
    assert index is not None
    return len(index) - 1


def tag_here(qtbot: QtBot, window: Workbench, number: int, key: str = "A") -> None:
    go(qtbot, window, number)
    press(window, key)


def clip_between(qtbot: QtBot, window: Workbench, first: int, last: int) -> None:
    go(qtbot, window, first)
    press(window, "I")
    go(qtbot, window, last)
    press(window, "O")
    press(window, "Return")


# Keys


def test_no_two_actions_share_a_key(window: Workbench) -> None:
    seen: dict[str, str] = {}
    for action in window.actions():
        for sequence in action.shortcuts():
            key = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            assert key not in seen, f"{key}: {seen.get(key)} and {action.text()}"
            seen[key] = action.text()


def test_codes_never_take_the_letters_of_commands(window: Workbench) -> None:
    assert not {code.key for code in window.workspace.codes} & (TAKEN | set("JKL"))


def test_every_command_can_be_done_and_has_words_and_a_key(window: Workbench) -> None:
    for command in COMMANDS:
        assert callable(window.doing(command.name)), command
        assert command.text and command.keys, command


def test_every_key_fires_its_command(
    qtbot: QtBot, window: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag_here(qtbot, window, 5)
    tag_here(qtbot, window, 8)
    press(window, "Ctrl+Z")  # so that something can be done again
    fired: list[str] = []
    monkeypatch.setattr(window, "doing", lambda name: lambda: fired.append(name))
    for command in COMMANDS:
        fired.clear()
        for key in command.keys:
            press(window, key)
        assert fired == [command.name] * len(command.keys), command.keys


# Playing and stepping


@pytest.mark.parametrize(
    ("key", "frames"), [("Right", 1), ("Left", -1)], ids=["one on", "one back"]
)
def test_arrows_step_one_frame(qtbot: QtBot, window: Workbench, key: str, frames: int) -> None:
    go(qtbot, window, 30)
    press(window, key)
    settle(qtbot, window)
    assert window.workspace.projector.frame == 30 + frames


@pytest.mark.parametrize(
    ("key", "jump_us"),
    [
        ("Shift+Right", _SECOND_US),
        ("Shift+Left", -_SECOND_US),
        ("Ctrl+Right", 5 * _SECOND_US),
        ("Ctrl+Left", -5 * _SECOND_US),
    ],
)
def test_shift_leaps_a_second_and_ctrl_five(
    qtbot: QtBot, window: Workbench, key: str, jump_us: int
) -> None:
    go(qtbot, window, 60)
    index = window.workspace.index
    assert index is not None
    expected = index.frame_at(index.start_us(60) + jump_us)
    press(window, key)
    settle(qtbot, window)
    assert window.workspace.projector.frame == expected


def test_home_and_end(qtbot: QtBot, window: Workbench) -> None:
    press(window, "End")
    settle(qtbot, window)
    assert window.workspace.projector.frame == last_of(window)
    press(window, "Home")
    settle(qtbot, window)
    assert window.workspace.projector.frame == 0


def test_space_plays_and_pauses_and_pausing_never_jumps(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 10)
    projector = window.workspace.projector
    press(window, "Space")
    qtbot.waitUntil(lambda: projector.frame > 15, timeout=10_000)
    press(window, "Space")
    stopped = projector.frame
    assert not projector.playing
    qtbot.wait(200)
    assert projector.frame == stopped


def test_playing_ends_on_the_last_frame(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 100)
    projector = window.workspace.projector
    press(window, "Space")
    qtbot.waitUntil(lambda: not projector.playing, timeout=10_000)
    assert projector.frame == last_of(window)


def test_the_picture_is_the_frame_it_claims(
    qtbot: QtBot, window: Workbench, films: list[GoldenFilm]
) -> None:
    seen: list[tuple[int, int | None]] = []
    projector = window.workspace.projector
    projector.pictured.connect(lambda number, picture: seen.append((number, number_on(picture))))
    for key in ["Right"] * 10 + ["Shift+Right"] + ["Left"] * 10 + ["End", "Left", "Home"]:
        press(window, key)
        settle(qtbot, window)
    assert len(seen) > 20
    for number, read in seen:
        assert read == films[0].numbers[number]


# Tagging


def test_a_letter_tags_the_frame_on_screen(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 42)
    (tag,) = window.workspace.tags
    index = window.workspace.index
    assert index is not None and tag.start_us == index.start_us(42)
    code = window.workspace.snapshot.code(tag.code_id)
    assert code.key == "A" and code.kind is Kind.POINT
    assert window.workspace.tag == tag


def test_an_interval_starts_and_ends_with_its_letter(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 20, "G")
    assert not window.workspace.tags and len(window.tagging.running) == 1
    go(qtbot, window, 50)
    press(window, "G")
    (tag,) = window.workspace.tags
    index = window.workspace.index
    assert index is not None
    assert (tag.start_us, tag.end_us) == (index.start_us(20), index.end_us(50))
    assert not window.tagging.running


def test_esc_cancels_what_runs(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 20, "G")
    press(window, "Esc")
    assert not window.tagging.running and not window.workspace.tags


def test_shift_tags_the_other_person(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5, "A")
    tag_here(qtbot, window, 6, "Shift+A")
    roles = {
        window.workspace.snapshot.person(tag.person_id or "").role for tag in window.workspace.tags
    }
    assert roles == {"infant", "parent"}


def test_what_runs_names_the_key_that_ends_it(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5, "G")
    tag_here(qtbot, window, 6, "Shift+G")
    assert [window.tagging.key_of(each) for each in window.tagging.running] == ["G", "Shift+G"]
    for key in ("G", "Shift+G"):
        press(window, key)
    assert len(window.workspace.tags) == 2 and not window.tagging.running


def test_q_stars_and_takes_the_star_away(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5)
    press(window, "Q")
    assert window.workspace.tags[0].star
    press(window, "Q")
    assert not window.workspace.tags[0].star


def test_delete_undo_and_redo_with_their_labels(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5)
    assert "Undo: Tag: initiative" in window.commands["undo"].text()
    press(window, "Del")
    assert not window.workspace.tags
    press(window, "Ctrl+Z")
    assert len(window.workspace.tags) == 1
    assert "Redo: Delete" in window.commands["redo"].text()
    press(window, "Ctrl+Shift+Z")
    assert not window.workspace.tags


@pytest.mark.parametrize(
    ("key", "edge", "frames"),
    [(",", "start", -1), (".", "start", 1), ("<", "end", -1), (">", "end", 1)],
)
def test_edges_move_by_frames_and_the_picture_follows(
    qtbot: QtBot, window: Workbench, key: str, edge: str, frames: int
) -> None:
    tag_here(qtbot, window, 20, "G")
    tag_here(qtbot, window, 50, "G")
    press(window, key)
    settle(qtbot, window)
    (tag,) = window.workspace.tags
    index = window.workspace.index
    assert index is not None
    first, last = 20, 50
    if edge == "start":
        first += frames
        assert window.workspace.projector.frame == first
    else:
        last += frames
        assert window.workspace.projector.frame == last
    assert (tag.start_us, tag.end_us) == (index.start_us(first), index.end_us(last))


def test_brackets_set_the_edges_to_this_frame(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 20, "G")
    tag_here(qtbot, window, 50, "G")
    go(qtbot, window, 30)
    press(window, "[")
    go(qtbot, window, 40)
    press(window, "]")
    (tag,) = window.workspace.tags
    index = window.workspace.index
    assert index is not None
    assert (tag.start_us, tag.end_us) == (index.start_us(30), index.end_us(40))


def test_alt_arrows_go_from_tag_to_tag(qtbot: QtBot, window: Workbench) -> None:
    for number in (10, 30, 50):
        tag_here(qtbot, window, number)
    press(window, "Alt+Left")
    settle(qtbot, window)
    assert window.workspace.projector.frame == 30
    press(window, "Alt+Right")
    settle(qtbot, window)
    assert window.workspace.projector.frame == 50


def test_typing_in_a_field_tags_nothing(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 10)
    press(window, "Ctrl+F")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    for key in ("A", "G", "Q", "Space", "Left"):
        press(window, key)
    assert len(window.workspace.tags) == 1 and not window.tagging.running
    press(window, "Esc")
    assert QApplication.focusWidget() is window.film_page.stage


# Clips


def test_marks_and_enter_make_a_clip_that_includes_the_out_frame(
    qtbot: QtBot, window: Workbench
) -> None:
    clip_between(qtbot, window, 20, 40)
    (clip,) = window.workspace.clips
    index = window.workspace.index
    assert index is not None
    assert (clip.start_us, clip.end_us) == (index.start_us(20), index.end_us(40))


def test_enter_makes_a_clip_around_the_selected_tag(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 60)
    press(window, "Return")
    (clip,) = window.workspace.clips
    index = window.workspace.index
    (tag,) = window.workspace.tags
    assert index is not None
    assert abs(tag.start_us - clip.start_us - _SECOND_US) < 60_000
    assert abs(clip.end_us - tag.start_us - _SECOND_US) < 60_000
    assert {clip.start_us, clip.end_us} <= set(index.boundaries_us.tolist())


def test_clips_are_moved_trimmed_given_a_still_and_deleted(qtbot: QtBot, window: Workbench) -> None:
    clip_between(qtbot, window, 10, 30)
    clip_between(qtbot, window, 40, 60)
    first, second = window.workspace.clips
    press(window, "Alt+Up")
    assert [clip.id for clip in window.workspace.clips] == [second.id, first.id]
    press(window, "Alt+Down")
    assert [clip.id for clip in window.workspace.clips] == [first.id, second.id]
    index = window.workspace.index
    assert index is not None
    for key in ("Ctrl+,", "Ctrl+>"):
        press(window, key)
        settle(qtbot, window)
    changed = window.workspace.clips[1]
    assert (changed.start_us, changed.end_us) == (index.start_us(39), index.end_us(61))
    for key in ("Ctrl+.", "Ctrl+<"):
        press(window, key)
        settle(qtbot, window)
    changed = window.workspace.clips[1]
    assert (changed.start_us, changed.end_us) == (index.start_us(40), index.end_us(60))
    go(qtbot, window, 45)
    press(window, "Ctrl+I")
    assert window.workspace.clips[1].still_us == index.start_us(45)
    press(window, "Ctrl+P")
    projector = window.workspace.projector
    qtbot.waitUntil(lambda: not projector.playing, timeout=10_000)
    assert projector.frame == 60
    press(window, "Del")
    assert [clip.id for clip in window.workspace.clips] == [first.id]


def test_esc_takes_the_marks_away(qtbot: QtBot, window: Workbench) -> None:
    press(window, "I")
    assert window.choosing.marks[0] == 0
    press(window, "Esc")
    assert window.choosing.marks == (None, None)


def test_esc_leads_out_of_a_form_first_and_keeps_what_is_selected(
    qtbot: QtBot, window: Workbench
) -> None:
    clip_between(qtbot, window, 20, 40)
    window.film_page.tray.list.setFocus()
    press(window, "Esc")
    assert QApplication.focusWidget() is window.film_page.stage
    assert window.workspace.clip is not None
    press(window, "Esc")
    assert window.workspace.clip is None


def test_esc_closes_the_form_of_a_tag_before_it_takes_the_marks(
    qtbot: QtBot, window: Workbench
) -> None:
    tag_here(qtbot, window, 10, "R")
    press(window, "I")
    press(window, "Ctrl+Return")
    tags = window.film_page.tags
    if not tags.is_form_alone:
        window.resize(1280, 640)
        press(window, "Ctrl+Return")
    assert tags.is_form_alone
    press(window, "Esc")
    press(window, "Esc")
    assert not tags.is_form_alone and window.choosing.marks[0] is not None
    press(window, "Esc")
    assert window.choosing.marks == (None, None)


def test_who_clicks_a_row_has_the_keys_on_the_list_or_the_picture(
    qtbot: QtBot, window: Workbench
) -> None:
    tag_here(qtbot, window, 10, "R")
    press(window, "Ctrl+Return")
    press(window, "Return")
    press(window, "Esc")
    press(window, "Esc")
    tags = window.film_page.tags
    window.workspace.select_tag(None)
    qtbot.waitUntil(tags.table.isVisible)
    qtbot.wait(50)
    row = tags.table.visualRect(tags.model.index(0, 0)).center()
    QTest.mouseClick(tags.table.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert window.workspace.tag is not None
    focus = QApplication.focusWidget()
    assert focus in (tags.table, window.film_page.stage)


def test_what_is_said_on_the_family_page_stands_on_a_card(qtbot: QtBot, window: Workbench) -> None:
    window.do("show_family_page")
    window.workspace.edit("Add Gran", lambda edit: edit.add_person("Gran", Role.OTHER))
    press(window, "Ctrl+Z")
    assert window.toast.sentence == "Undone: Add Gran" and window.toast.isVisible()
    assert window.rect().contains(window.toast.geometry())


def test_an_edge_that_is_there_already_makes_no_step(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 10, "R")
    case = window.workspace.case
    assert case is not None
    before = case.undo_label
    press(window, "[")
    assert case.undo_label == before


# Films and pages


def test_page_keys_go_from_film_to_film(qtbot: QtBot, window: Workbench) -> None:
    go(qtbot, window, 33)
    first = window.workspace.recording
    press(window, "Ctrl+PgDown")
    settle(qtbot, window)
    assert window.workspace.recording != first
    press(window, "Ctrl+PgUp")
    settle(qtbot, window)
    assert window.workspace.recording == first
    assert window.workspace.projector.frame == 33


def test_pages_have_keys(window: Workbench) -> None:
    press(window, "Ctrl+1")
    assert window.case_page.isVisible()
    press(window, "Ctrl+2")
    assert window.film_page.isVisible()
    press(window, "Ctrl+W")
    assert window.start_page.isVisible() and window.workspace.case is None


def test_the_sides_can_be_hidden(window: Workbench) -> None:
    press(window, "F6")
    assert not window.film_page.tray.isVisible()
    press(window, "F7")
    assert not window.film_page.inspector.isVisible()
    press(window, "F6")
    press(window, "F7")
    assert window.film_page.tray.isVisible() and window.film_page.inspector.isVisible()


def test_light_and_dark_and_larger_text(window: Workbench) -> None:
    before = theme.scheme()
    press(window, "F9")
    assert theme.scheme() != before
    press(window, "F9")
    press(window, "F8")
    assert theme.text_scale() == 1.25
    press(window, "Shift+F8")
    assert theme.text_scale() == 1.0


def test_f1_lists_every_key(qtbot: QtBot, window: Workbench) -> None:
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        seen.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.close()

    QTimer.singleShot(100, look)
    press(window, "F1")
    said = "\n".join(seen)
    for command in COMMANDS:
        assert command.text.rstrip("…") in said
    for code in window.workspace.codes:
        assert code.label in said


# What its users would expect


def test_every_control_has_a_name_and_a_tooltip_with_its_key(window: Workbench) -> None:
    window.show_family_page()  # what is on it is made when it is seen
    window.show_film_page()
    nameless, tipless, keyless = [], [], []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, _CONTROLS) or isinstance(widget, QScrollBar):
            continue
        if is_part_of_another(widget) or widget.objectName().startswith("qt_"):
            continue
        name = widget.accessibleName() or (
            widget.text() if isinstance(widget, QAbstractButton) else ""
        )
        if not name:
            nameless.append(describe(widget))
        if not widget.toolTip():
            tipless.append(describe(widget))
        elif isinstance(widget, QAbstractButton) and not re.search(r"\([^()]+\)", widget.toolTip()):
            keyless.append(f"{describe(widget)}: {widget.toolTip()}")
    assert not nameless
    assert not tipless
    assert not keyless


def is_part_of_another(widget: QWidget) -> bool:
    """Whether Qt made it: the list of a box of choices, the sign within a field."""
    up = widget.parentWidget()
    while up is not None:
        if isinstance(up, QComboBox | QLineEdit | QAbstractItemView | QAbstractSpinBox):
            return True
        up = up.parentWidget()
    return False


def describe(widget: QWidget) -> str:
    parents: list[str] = []
    up = widget.parentWidget()
    while up is not None and len(parents) < 4:
        parents.append(f"{type(up).__name__}#{up.objectName()}")
        up = up.parentWidget()
    return f"{type(widget).__name__}#{widget.objectName()} in {' in '.join(parents)}"


def test_a_read_only_case_says_so_and_changes_nothing(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path
) -> None:
    from annotations.case import Case

    with Case.open(case_path) as writer:
        assert writer.read_only_reason is None
        window = make_window()
        window.cases.open_case(case_path)
        settle(qtbot, window)
        assert window.workspace.read_only
        press(window, "A")
        assert not window.workspace.tags


def test_pausing_before_anything_was_played_shows_what_was_asked_for(
    qtbot: QtBot, window: Workbench
) -> None:
    projector = window.workspace.projector
    projector.go(70)
    press(window, "Space")
    press(window, "Space")
    settle(qtbot, window)
    assert projector.frame == 70


def test_on_the_family_page_keys_do_nothing_to_what_is_not_seen(
    qtbot: QtBot, window: Workbench
) -> None:
    tag_here(qtbot, window, 10)
    press(window, "Ctrl+1")
    for key in ("Del", "Q", "Space", "[", "I", "Ctrl+I", "A"):
        press(window, key)
    assert [tag.star for tag in window.workspace.tags] == [False]
    assert not window.workspace.projector.playing
    assert window.choosing.marks == (None, None)


def test_without_a_case_keys_of_a_case_do_nothing(window: Workbench) -> None:
    press(window, "Ctrl+W")
    for command in COMMANDS:
        if command.needs:
            press(window, command.keys[0])
    assert window.start_page.isVisible()


def test_a_case_that_cannot_be_opened_leaves_the_open_one(
    window: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(cases, "tell", lambda parent, title, text: said.append(text))
    (tmp_path / "no.vig").write_text("this is no case")
    before = window.workspace.case
    window.cases.open_case(tmp_path / "no.vig")
    assert said and window.workspace.case is before


@pytest.mark.parametrize("back", [True, False])
def test_a_damaged_case_comes_back_from_its_backup_if_that_is_wanted(
    window: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back: bool
) -> None:
    other = tmp_path / "other.vig"
    with Case.create(other) as case, case.edit("Question") as edit:
        edit.set_question("How do we play?")
    other.write_bytes(other.read_bytes()[:5000])
    asked: list[str] = []

    def answer(_parent: object, *words: str) -> bool:
        asked.extend(words)
        return back

    monkeypatch.setattr(cases, "confirm", answer)
    before = window.workspace.case
    window.cases.open_case(other)
    assert asked[0] == "other.vig is damaged." and "There is a backup of " in asked[1]
    if back:
        assert window.workspace.snapshot.question == "How do we play?"
    else:
        assert window.workspace.case is before


def test_undo_takes_back_the_words_that_were_being_written(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5)
    press(window, "Ctrl+Return")
    for key in "AV":
        press(window, key)
    window.commands["undo"].trigger()
    assert [tag.note for tag in window.workspace.tags] == [""]
    window.commands["redo"].trigger()
    assert [tag.note for tag in window.workspace.tags] == ["av"]


def test_dialogs_are_let_go(qtbot: QtBot, window: Workbench) -> None:
    closed: list[str] = []

    def close() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(50, close)
        else:
            closed.append(type(dialog).__name__)
            dialog.close()

    for name in ("show_keys", "edit_codebook", "about_film"):
        QTimer.singleShot(50, close)
        window.commands[name].trigger()
    assert len(closed) == 3
    qtbot.waitUntil(lambda: not window.findChildren(QDialog))


def test_a_film_that_cannot_be_read_does_not_keep_the_others_out(
    qtbot: QtBot,
    make_window: Callable[[], Workbench],
    films: list[GoldenFilm],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = make_window()
    said: list[str] = []
    monkeypatch.setattr(cases, "tell", lambda parent, title, text: said.append(text))
    window.cases.create_case(tmp_path / "new.vig")
    (tmp_path / "notes.txt").write_text("no film")
    window.cases.add_films([tmp_path / "notes.txt", *(film.path for film in films)])
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    settle(qtbot, window)
    assert len(window.workspace.snapshot.recordings) == 2
    assert "notes.txt" in said[0]


def test_enter_in_the_find_field_goes_into_the_list(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 10)
    tag_here(qtbot, window, 30, "R")
    press(window, "Ctrl+F")
    for key in "INIT":
        press(window, key)
    press(window, "Return")
    assert QApplication.focusWidget() is window.film_page.tags.table
    press(window, "Return")
    settle(qtbot, window)
    assert window.workspace.projector.frame == 10
    assert not window.workspace.clips


def test_a_second_enter_makes_no_second_clip_of_the_same_marks(
    qtbot: QtBot, window: Workbench
) -> None:
    clip_between(qtbot, window, 20, 40)
    press(window, "Return")
    assert len(window.workspace.clips) == 1


def test_enter_ends_a_note_and_with_shift_begins_a_line(qtbot: QtBot, window: Workbench) -> None:
    tag_here(qtbot, window, 5)
    press(window, "Ctrl+Return")
    for key in ("A", "Shift+Return", "V", "Return"):
        press(window, key)
    assert window.workspace.tags[0].note == "a\nv"
    assert window.film_page.stage.hasFocus()
