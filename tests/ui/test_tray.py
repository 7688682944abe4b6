"""The tray shows the clips as stills, in their order, and is used by mouse and by keys."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.golden.film import GoldenFilm
from tests.ui.chosen import RANGES, show, titles, wait_for_stills, workspace_with_clips
from tests.ui.conftest import number_on
from ui import theme
from ui.choosing import Choosing
from ui.stills import stills_of
from ui.tray import Tray
from ui.workspace import Workspace


@pytest.fixture
def workspace(qtbot: QtBot, qapp: QApplication, case_path: Path) -> Iterator[Workspace]:
    with workspace_with_clips(qtbot, qapp, case_path) as workspace:
        yield workspace


@pytest.fixture
def tray(qtbot: QtBot, workspace: Workspace) -> Tray:
    tray = Tray(workspace, Choosing(workspace))
    show(qtbot, tray, 232, 736)
    return tray


def _click(tray: Tray, row: int, double: bool = False) -> None:
    place = tray.list.visualRect(tray.model.index(row)).center()
    click = QTest.mouseDClick if double else QTest.mouseClick
    click(tray.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_each_clip_shows_the_very_frame_that_an_export_would_write(
    qtbot: QtBot, workspace: Workspace, tray: Tray, films: list[GoldenFilm]
) -> None:
    wait_for_stills(qtbot, workspace)
    seen = [number_on(_still(workspace, row)) for row in range(3)]
    middles = [start + (end - start) // 2 for start, end in RANGES]
    truths = (films[0], films[0], films[1])
    assert seen == [film.numbers[n] for film, n in zip(truths, middles, strict=True)]


def test_a_still_that_is_chosen_anew_is_made_anew(
    qtbot: QtBot, workspace: Workspace, tray: Tray, films: list[GoldenFilm]
) -> None:
    wait_for_stills(qtbot, workspace)
    assert workspace.index is not None
    chosen = replace(workspace.clips[0], still_us=workspace.index.start_us(12))
    with qtbot.waitSignal(stills_of(workspace).changed, timeout=10_000):
        workspace.edit("Still", lambda edit: edit.change_clip(chosen))
    assert number_on(_still(workspace, 0)) == films[0].numbers[12]


def _still(workspace: Workspace, row: int) -> QImage:
    picture = stills_of(workspace).picture(workspace.clips[row])
    assert picture is not None
    return picture


def test_a_click_selects_the_clip_and_a_double_click_goes_to_it(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    _click(tray, 1)
    assert workspace.clip == workspace.clips[1]
    assert workspace.projector.frame == 0, "looking at a card does not move the film"
    _click(tray, 1, double=True)
    qtbot.waitUntil(lambda: workspace.projector.frame == RANGES[1][0])


def test_the_arrow_keys_choose_and_enter_goes_there(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    tray.list.setFocus()
    assert workspace.clip is None, "to come here by Tab chooses nothing"
    for _ in range(2):
        QTest.keyClick(tray.list, Qt.Key.Key_Down)
    assert workspace.clip == workspace.clips[1]
    QTest.keyClick(tray.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workspace.projector.frame == RANGES[1][0])


def test_what_is_selected_elsewhere_is_selected_here(workspace: Workspace, tray: Tray) -> None:
    workspace.select_clip(workspace.clips[2].id)
    assert tray.list.currentIndex().row() == 2
    workspace.select_clip(None)
    assert not tray.list.selectionModel().hasSelection()


@pytest.mark.parametrize(
    ("row", "before", "order"),
    [
        (0, 2, ["Taking turns", "You waited", ""]),
        (2, 0, ["", "You waited", "Taking turns"]),
        (0, 3, ["Taking turns", "", "You waited"]),
    ],
)
def test_a_card_that_is_dragged_is_put_there_as_one_step(
    workspace: Workspace, tray: Tray, row: int, before: int, order: list[str]
) -> None:
    nowhere = QModelIndex()
    assert tray.model.moveRow(nowhere, row, nowhere, before)
    assert titles(workspace) == order
    assert workspace.case is not None and workspace.case.undo_label == "Order the clips"
    workspace.undo()
    assert titles(workspace) == ["You waited", "Taking turns", ""]


def test_a_card_comes_to_lie_where_it_is_let_go(workspace: Workspace, tray: Tray) -> None:
    _click(tray, 0)
    below_second = tray.list.visualRect(tray.model.index(1)).bottomLeft() + QPoint(20, -2)
    _let_go(tray, below_second)
    assert titles(workspace) == ["Taking turns", "You waited", ""]
    assert workspace.clip == workspace.clips[1], "it is still the selected one"
    _let_go(tray, below_second)
    assert titles(workspace) == ["Taking turns", "You waited", ""], "it lies there already"


def _let_go(tray: Tray, at: QPoint) -> None:
    """The selected card is let go over the list."""
    data = tray.model.mimeData([tray.list.currentIndex()])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    tray.list.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, buttons, keys))


def test_a_clip_beyond_ten_seconds_gets_a_gentle_hint(workspace: Workspace, tray: Tray) -> None:
    def tooltip() -> str:
        return str(tray.model.data(tray.model.index(0), Qt.ItemDataRole.ToolTipRole))

    assert "Ten seconds" not in tooltip()
    longer = replace(workspace.clips[0], end_us=workspace.clips[0].start_us + 12_345_678)
    _force(workspace, longer)
    tray.model.refresh()
    assert "12.3 s. Ten seconds are often enough." in tooltip()


def _force(workspace: Workspace, clip: object) -> None:
    """As if the film were longer."""
    clips = (clip, *workspace.snapshot.clips[1:])
    workspace._snapshot = replace(workspace.snapshot, clips=clips)  # type: ignore[arg-type]


def test_the_head_counts_and_says_gently_when_there_are_many(
    workspace: Workspace, tray: Tray
) -> None:
    assert tray._count.text().startswith("3 · ")
    assert tray._count.toolTip() == ""
    clip = workspace.clips[0]
    workspace.edit("More", lambda e: e.add_clip(clip.recording_id, clip.start_us, clip.end_us))
    assert tray._count.text().startswith("4 · ")
    assert tray._count.toolTip() == "Three are plenty for one review."


def test_screen_readers_hear_each_clip(tray: Tray) -> None:
    heard = [
        tray.model.data(tray.model.index(row), Qt.ItemDataRole.AccessibleTextRole)
        for row in range(3)
    ]
    assert heard[0].startswith("Clip 1, You waited, ")
    assert heard[2].startswith("Clip 3, without a title, ")


def test_the_button_asks_for_the_family_s_window(
    qtbot: QtBot, workspace: Workspace, tray: Tray
) -> None:
    assert "Ctrl+Shift+F" in tray._show.toolTip()
    with qtbot.waitSignal(tray.show_to_family):
        QTest.mouseClick(tray._show, Qt.MouseButton.LeftButton)
    while workspace.clips:
        workspace.edit("Delete", lambda edit: edit.delete_clip(workspace.clips[0].id))
    assert not tray._show.isEnabled(), "there is nothing to show"


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize(
    ("width_px", "height_px", "scale"), [(176, 442, 1), (40, 300, 1), (320, 736, 2)]
)
def test_it_is_drawn_in_every_size_and_theme(
    qapp: QApplication,
    qtbot: QtBot,
    workspace: Workspace,
    tray: Tray,
    scheme: theme.Scheme,
    width_px: int,
    height_px: int,
    scale: float,
) -> None:
    workspace.select_clip(workspace.clips[1].id)
    theme.dress(qapp, scheme, text_scale=scale, compact=height_px < 500)
    tray.resize(width_px, height_px)
    picture = tray.grab().toImage()
    assert tray._heading.isVisible() == (width_px > 100), "a rail shows numbers only"
    assert tray.editor.isVisible() == (width_px > 100)
    colours = {picture.pixelColor(x, y).name() for x in range(2, 38, 3) for y in range(2, 200, 3)}
    assert len(colours) > 3


@pytest.mark.parametrize(("scale", "width_px", "height_px"), [(1, 176, 300), (2, 352, 370)])
def test_a_low_tray_still_shows_two_clips_beside_the_selected_one_s_line(
    qapp: QApplication,
    workspace: Workspace,
    tray: Tray,
    scale: float,
    width_px: int,
    height_px: int,
) -> None:
    theme.dress(qapp, "dark", text_scale=scale, compact=True)
    tray.resize(width_px, height_px)
    workspace.select_clip(workspace.clips[0].id)
    QApplication.processEvents()
    seen = tray.list.viewport().rect()
    whole = [row for row in range(3) if seen.contains(tray.list.visualRect(tray.model.index(row)))]
    assert whole[:2] == [0, 1]


def test_another_case_brings_its_own_clips(workspace: Workspace, tray: Tray) -> None:
    workspace.select_clip(workspace.clips[0].id)
    workspace.close_case()
    assert tray.model.rowCount() == 0
    assert not tray.editor.isVisible()
    assert not stills_of(workspace).busy
