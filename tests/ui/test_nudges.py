"""A key that is held moves an edge frame by frame, and is undone as one step."""

import pytest
from pytestqt.qtbot import QtBot

from annotations import history
from annotations.case import Case
from tests.ui.conftest import press, settle
from ui.workbench import Workbench


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, the keys of these tests follow each other closely."""
    monkeypatch.setattr(history, "MERGES_WITHIN_S", 60.0)


def tag_a_smile(qtbot: QtBot, window: Workbench) -> None:
    work = window.workspace
    work.projector.go(40)
    settle(qtbot, window)
    code = next(code for code in work.codes if code.kind == "interval")
    press(window, code.key)
    work.projector.go(60)
    settle(qtbot, window)
    press(window, code.key)
    assert work.tag is not None


def edges(window: Workbench) -> tuple[int, int]:
    tag, index = window.workspace.tag, window.workspace.index
    assert tag is not None and tag.end_us is not None and index is not None
    return index.frame_at(tag.start_us), index.boundary_near(tag.end_us)


def on_disk(window: Workbench) -> list[int]:
    case = window.workspace.case
    assert case is not None
    with Case.open(case.path, read_only=True) as other:
        return [tag.start_us for tag in other.snapshot().tags]


def test_holding_a_nudge_key_is_one_step_each_frame_of_it_on_disk(
    qtbot: QtBot, window: Workbench
) -> None:
    tag_a_smile(qtbot, window)
    work = window.workspace
    assert work.tag is not None and work.index is not None
    label = work.snapshot.code(work.tag.code_id).label
    for frame in range(41, 51):
        press(window, ".")
        assert on_disk(window) == [work.index.start_us(frame)]
    assert window.commands["undo"].text() == f"Undo: Move the start of {label}"
    press(window, "Ctrl+Z")
    assert edges(window) == (40, 61)
    assert window.commands["redo"].text() == f"Redo: Move the start of {label}"
    assert window.commands["undo"].text() == f"Undo: Tag: {label}"
    press(window, "Ctrl+Shift+Z")
    assert edges(window) == (50, 61)


def test_each_edge_each_tag_and_what_comes_between_is_a_step_of_its_own(
    qtbot: QtBot, window: Workbench
) -> None:
    tag_a_smile(qtbot, window)
    for keys in ("...", ">>", ".", "Q", ".", ","):
        for key in keys:
            press(window, key)
    assert edges(window) == (44, 63)
    seen = []
    for _ in range(5):
        press(window, "Ctrl+Z")
        seen.append(edges(window))
    assert seen == [(44, 63), (44, 63), (43, 63), (43, 61), (40, 61)]


def test_trimming_a_clip_with_held_keys_is_one_step_for_each_edge(
    qtbot: QtBot, window: Workbench
) -> None:
    work = window.workspace
    work.projector.go(20)
    settle(qtbot, window)
    press(window, "I")
    work.projector.go(80)
    settle(qtbot, window)
    press(window, "O")
    press(window, "Return")
    clip, index = work.clip, work.index
    assert clip is not None and index is not None
    for _ in range(5):
        press(window, "Ctrl+.")
    for _ in range(4):
        press(window, "Ctrl+<")
    changed = work.clip
    assert changed is not None
    assert (changed.start_us, changed.end_us) == (index.start_us(25), index.start_us(77))
    press(window, "Ctrl+Z")
    assert work.clip is not None
    assert (work.clip.start_us, work.clip.end_us) == (index.start_us(25), index.start_us(81))
    press(window, "Ctrl+Z")
    assert work.clip is not None
    assert (work.clip.start_us, work.clip.end_us) == (clip.start_us, clip.end_us)
