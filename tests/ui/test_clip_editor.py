"""What is said about a clip, and how it is trimmed: each change one step, and none is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from annotations.case import Case
from tests.ui.chosen import RANGES, show, titles, workspace_with_clips
from ui import theme
from ui.choosing import Choosing
from ui.tray import Tray
from ui.workspace import Workspace


@pytest.fixture
def workspace(qtbot: QtBot, qapp: QApplication, case_path: Path) -> Iterator[Workspace]:
    with workspace_with_clips(qtbot, qapp, case_path) as workspace:
        yield workspace


@pytest.fixture
def tray(qtbot: QtBot, workspace: Workspace) -> Tray:
    tray = Tray(workspace, Choosing(workspace))
    show(qtbot, tray, 232, 900)
    workspace.select_clip(workspace.clips[0].id)
    return tray


def _field(tray: Tray, name: str) -> QLineEdit | QPlainTextEdit:
    lines = tray.editor.findChildren(QLineEdit)
    fields: list[QLineEdit | QPlainTextEdit] = [*lines, *tray.editor.findChildren(QPlainTextEdit)]
    (found,) = [field for field in fields if field.accessibleName() == name]
    return found


def _press(tray: Tray, name: str) -> None:
    (button,) = [b for b in tray.editor.findChildren(QToolButton) if b.accessibleName() == name]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _undo_label(workspace: Workspace) -> str | None:
    assert workspace.case is not None
    return workspace.case.undo_label


@pytest.mark.parametrize(
    ("name", "column", "label"),
    [
        ("Title", "title", "Title of the clip"),
        ("Why this moment?", "reason", "Reason of the clip"),
        ("What the parent will read", "caption", "Caption"),
    ],
)
def test_words_are_one_step_when_the_focus_leaves(
    workspace: Workspace, tray: Tray, name: str, column: str, label: str
) -> None:
    before = getattr(workspace.clips[0], column)
    field = _field(tray, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "She looked for you")
    assert getattr(workspace.clips[0], column) == before, "not for every letter"
    tray.list.setFocus()
    assert getattr(workspace.clips[0], column) == "She looked for you"
    assert _undo_label(workspace) == label
    workspace.undo()
    assert getattr(workspace.clips[0], column) == before


def test_words_are_written_when_the_hands_rest(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    field = _field(tray, "Why this moment?")
    field.setFocus()
    QTest.keyClicks(field, "Because of the smile")
    qtbot.waitUntil(lambda: workspace.clips[0].reason == "Because of the smile", timeout=3000)
    assert field.hasFocus()


def test_words_belong_to_the_clip_they_were_written_for(workspace: Workspace, tray: Tray) -> None:
    field = _field(tray, "Title")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Yes")
    workspace.select_clip(workspace.clips[1].id)
    assert titles(workspace)[:2] == ["Yes", "Taking turns"]
    assert isinstance(field, QLineEdit) and field.text() == "Taking turns"


def test_words_are_not_lost_when_the_case_is_closed(
    workspace: Workspace, tray: Tray, case_path: Path
) -> None:
    field = _field(tray, "What the parent will read")
    field.setFocus()
    QTest.keyClicks(field, "You waited for her")
    workspace.close_case()
    with Case.open(case_path, read_only=True) as case:
        assert case.snapshot().clips[0].caption == "You waited for her"


def test_a_long_caption_gets_a_gentle_hint_while_it_is_written(
    workspace: Workspace, tray: Tray
) -> None:
    def hints() -> list[str]:
        shown = (label for label in tray.editor.findChildren(QLabel) if label.isVisible())
        return [label.text() for label in shown if "short caption" in label.text()]

    tray.focus_title()
    caption = _field(tray, "What the parent will read")
    assert isinstance(caption, QPlainTextEdit)
    caption.setPlainText("You waited for her, and she turned to you. " * 2)
    assert hints() == []
    caption.setPlainText("You waited for her, and she turned to you. " * 3)
    assert hints() == ["A short caption reads best."]
    workspace.select_clip(workspace.clips[1].id)
    assert hints() == []


def test_f2_s_method_goes_to_the_title(workspace: Workspace, tray: Tray) -> None:
    workspace.select_clip(None)
    tray.focus_title()
    assert workspace.clip == workspace.clips[0]
    assert _field(tray, "Title").hasFocus()


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("Start of the clip one frame earlier", -1, 0),
        ("Start of the clip one frame later", 1, 0),
        ("End of the clip one frame earlier", 0, -1),
        ("End of the clip one frame later", 0, 1),
    ],
)
def test_trimming_goes_by_frames_and_the_picture_follows(
    qtbot: QtBot, workspace: Workspace, tray: Tray, name: str, start: int, end: int
) -> None:
    _press(tray, name)
    index = workspace.index
    assert index is not None
    first, last = RANGES[0][0] + start, RANGES[0][1] + end
    clip = workspace.clips[0]
    assert (clip.start_us, clip.end_us) == (index.start_us(first), index.start_us(last))
    shown = first if start else last - 1
    qtbot.waitUntil(lambda: workspace.projector.frame == shown)
    assert _undo_label(workspace) == "Trim the clip"


def test_the_frame_on_screen_becomes_the_still(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    workspace.projector.go(15)
    qtbot.waitUntil(lambda: workspace.projector.frame == 15)
    _press(tray, "Use this frame as the still")
    assert workspace.index is not None
    assert workspace.clips[0].still_us == workspace.index.start_us(15)


def test_the_clip_is_played_from_its_start_to_its_end(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    seen: list[int] = []
    workspace.projector.moved.connect(seen.append)
    _press(tray, "Play the clip")
    qtbot.waitUntil(lambda: bool(seen) and not workspace.projector.playing, timeout=10_000)
    first, end = RANGES[0]
    assert set(seen) <= set(range(first, end))
    assert workspace.projector.frame == end - 1


def test_a_clip_moves_and_goes_by_buttons_too(workspace: Workspace, tray: Tray) -> None:
    _press(tray, "Later in the tray")
    assert titles(workspace) == ["Taking turns", "You waited", ""]
    _press(tray, "Earlier in the tray")
    assert titles(workspace) == ["You waited", "Taking turns", ""]
    _press(tray, "Delete the clip")
    assert titles(workspace) == ["Taking turns", ""]
    assert workspace.clip == workspace.clips[0], "the next one is selected"


def test_a_low_tray_folds_the_fields_until_they_are_wanted(
    workspace: Workspace, tray: Tray
) -> None:
    tray.resize(176, 442)
    assert not _field(tray, "Title").isVisible()
    _press(tray, "Fields of this clip")
    assert _field(tray, "Title").isVisible()
    assert tray.height() == 442
    assert not tray.list.isVisible(), "the fields have taken the place of the cards"
    caption = _field(tray, "What the parent will read")
    QApplication.processEvents()
    assert not caption.visibleRegion().isEmpty()
    _press(tray, "Fields of this clip")
    assert tray.list.isVisible() and not caption.isVisible()
    tray.focus_title()
    assert _field(tray, "Title").hasFocus()


def test_another_clip_brings_the_cards_back(workspace: Workspace, tray: Tray) -> None:
    tray.resize(176, 442)
    tray.focus_title()
    assert not tray.list.isVisible()
    workspace.select_clip(workspace.clips[1].id)
    assert tray.list.isVisible() and not _field(tray, "Title").isVisible()
    assert tray._show.isVisible()


def test_a_high_tray_shows_cards_and_fields(tray: Tray) -> None:
    assert tray.list.isVisible() and _field(tray, "Title").isVisible()


def test_when_the_clip_goes_the_next_enter_presses_nothing(
    workspace: Workspace, tray: Tray
) -> None:
    made = workspace.edit(
        "Clip",
        lambda edit: edit.add_clip(workspace.clips[0].recording_id, 0, workspace.clips[0].end_us),
    )
    assert made is not None
    workspace.select_clip(made.id)
    tray.focus_title()
    workspace.undo()
    assert workspace.clip is None and not tray.editor.isVisible()
    assert tray.list.hasFocus(), "and not the button that shows clips to the family"


def test_fields_that_fold_hand_the_focus_to_the_button_that_brings_them_back(
    tray: Tray,
) -> None:
    tray.focus_title()
    tray.editor.unfold(False)
    focused = tray.focusWidget()
    assert focused is not None and focused.accessibleName() == "Fields of this clip"


@pytest.mark.parametrize("width_px", [176, 232])
def test_the_ring_around_a_button_leaves_the_time_readable(tray: Tray, width_px: int) -> None:
    tray.resize(width_px, 900)
    QApplication.processEvents()
    ring = theme.line("focus") + theme.line("focus_gap")
    for edge in ("Start", "End"):
        for when in ("earlier", "later"):
            name = f"{edge} of the clip one frame {when}"
            (button,) = [
                b for b in tray.editor.findChildren(QToolButton) if b.accessibleName() == name
            ]
            around = button.geometry().adjusted(-ring, -ring, ring, ring)
            times = [tray.editor._start, tray.editor._end]
            assert not any(around.intersects(time.geometry()) for time in times)


def test_every_control_is_named_and_says_its_key(tray: Tray) -> None:
    kinds = (QToolButton, QLineEdit, QPlainTextEdit)
    controls: list[QWidget] = [c for kind in kinds for c in tray.editor.findChildren(kind)]
    assert len(controls) == 13
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip().endswith(")"), control.toolTip()
