"""The code keys: every code is there, a click does what its key does, what runs is plainly lit."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from annotations.model import Role
from tests.ui.parts import Desk, desk_on
from ui import theme
from ui.codes_panel import CodesPanel
from ui.times import seconds


@pytest.fixture
def desk(case_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with desk_on(case_path, qtbot, qapp) as made:
        yield made


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> CodesPanel:
    made = CodesPanel(desk.work, desk.tagging)
    qtbot.addWidget(made)
    made.resize(380, 480)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def _middle(panel: CodesPanel, desk: Desk, key: str) -> QPoint:
    row = list(desk.work.codes).index(desk.code(key))
    return panel.view.visualRect(panel.view.model().index(row, 0)).center()


def _click(panel: CodesPanel, desk: Desk, key: str, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    place = _middle(panel, desk, key)
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, held, place)


def _heard(panel: CodesPanel, desk: Desk, key: str) -> str:
    row = list(desk.work.codes).index(desk.code(key))
    face = QAccessible.queryAccessibleInterface(panel.view)
    assert face is not None
    return face.child(row).text(QAccessible.Text.Name)


def test_every_code_has_a_row_of_its_own(panel: CodesPanel, desk: Desk) -> None:
    view, model = panel.view, panel.view.model()
    rects = [view.visualRect(model.index(row, 0)) for row in range(len(desk.work.codes))]
    assert len(rects) == len(desk.work.codes) > 0
    for place, rect in enumerate(rects):
        assert view.viewport().rect().contains(rect)
        assert rect.height() >= 24 and view.indexAt(rect.center()).row() == place
        assert not any(rect.intersects(other) for other in rects[place + 1 :])


def test_a_click_tags_the_frame_on_screen(panel: CodesPanel, desk: Desk) -> None:
    desk.go(7)
    _click(panel, desk, "N")
    (tag,) = desk.work.tags
    assert tag.code_id == desk.code("N").id
    assert tag.start_us == desk.work.projector.time_us


def test_shift_and_a_click_tag_the_other_person(panel: CodesPanel, desk: Desk) -> None:
    _click(panel, desk, "N", shift=True)
    (tag,) = desk.work.tags
    assert tag.person_id == desk.person(Role.INFANT).id


def test_a_press_that_slips_off_its_row_tags_nothing(panel: CodesPanel, desk: Desk) -> None:
    port, button = panel.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, button, pos=_middle(panel, desk, "N"))
    QTest.mouseRelease(port, button, pos=_middle(panel, desk, "R"))
    assert desk.work.tags == ()


def test_a_click_leaves_the_keyboard_with_the_film(panel: CodesPanel, desk: Desk) -> None:
    panel.view.clearFocus()
    _click(panel, desk, "N")
    assert not panel.view.hasFocus()


def test_arrows_and_enter_press_codes_too(panel: CodesPanel, desk: Desk) -> None:
    panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    panel.view.setCurrentIndex(panel.view.model().index(0, 0))
    keys = [code.key for code in desk.work.codes]
    for _ in range(keys.index("N")):
        QTest.keyClick(panel.view, Qt.Key.Key_Down)
    QTest.keyClick(panel.view, Qt.Key.Key_Return)
    QTest.keyClick(panel.view, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    people = [desk.person(Role.PARENT).id, desk.person(Role.INFANT).id]
    assert sorted(tag.person_id or "" for tag in desk.work.tags) == sorted(people)


def test_names_that_begin_alike_are_told_apart_where_there_is_little_room(
    panel: CodesPanel, desk: Desk
) -> None:
    labels = [code.label for code in desk.work.codes]
    metrics = QFontMetrics(theme.font("body"))
    for width in range(metrics.horizontalAdvance("receives with…") + 1, 200, 4):
        shown = [panel.view.shown_name(row, width) for row in range(len(labels))]
        assert len(set(shown)) == len(set(labels)), shown
        assert all(metrics.horizontalAdvance(name) <= width for name in shown)


def test_a_running_code_counts_its_seconds(panel: CodesPanel, desk: Desk) -> None:
    index = desk.work.index
    assert index is not None
    desk.go(2)
    _click(panel, desk, "V")
    assert "running for" in _heard(panel, desk, "V")
    desk.go(40)
    ran = seconds(index.end_us(40) - index.start_us(2))
    assert f"running for {ran}" in _heard(panel, desk, "V")
    desk.tagging.cancel_running()
    assert "running" not in _heard(panel, desk, "V")


def test_a_running_row_is_lit(panel: CodesPanel, desk: Desk) -> None:
    def ground() -> str:
        place = _middle(panel, desk, "V") + QPoint(20, 11)
        return panel.view.viewport().grab().toImage().pixelColor(place).name()

    assert ground() == theme.colour("panel").name()
    desk.tagging.press(desk.code("V"))
    assert ground() == theme.colour("accent_soft").name()


def test_a_row_says_what_its_key_does(panel: CodesPanel, desk: Desk) -> None:
    baby, parent = desk.person(Role.INFANT).name, desk.person(Role.PARENT).name
    assert _heard(panel, desk, "N") == f"names, {parent}, 2 Encouraging initiatives, key N"
    row = list(desk.work.codes).index(desk.code("N"))
    about = panel.view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert f"N for {parent}, Shift+N for {baby}" in about


def test_a_label_is_text_and_never_markup(panel: CodesPanel, desk: Desk) -> None:
    code = desk.code("N")
    desk.edit(lambda edit: edit.change_code(replace(code, label="<b>names</b>")))
    about = panel.view.model().index(10, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;names&lt;/b&gt;" in about


def test_two_parents_share_the_keys_and_can_be_swapped(panel: CodesPanel, desk: Desk) -> None:
    assert "⇧ the other person" in [label.text() for label in panel.findChildren(QLabel)]
    desk.edit(lambda edit: edit.add_person("Sam", Role.PARENT))
    sam = next(person for person in desk.work.people if person.name == "Sam")

    def segments() -> list[QToolButton]:
        return [each for each in panel.findChildren(QToolButton) if each.isVisible()]

    desk.qtbot.waitUntil(lambda: len(segments()) == 2)
    kept, swap = segments()
    assert (kept.text(), swap.text()) == ("Parent", "⇧ Sam")
    QTest.mouseClick(swap, Qt.MouseButton.LeftButton)
    desk.qtbot.waitUntil(lambda: [each.text() for each in segments()] == ["Sam", "⇧ Parent"])
    _click(panel, desk, "N")
    assert desk.work.tags[0].person_id == sam.id


def test_where_height_is_short_headings_go_and_codes_stay(panel: CodesPanel, desk: Desk) -> None:
    assert panel.view.full
    panel.resize(380, 380)
    assert not panel.view.full
    bar = panel.view.verticalScrollBar()
    assert bar.maximum() == 0
    panel.resize(380, 200)
    assert bar.maximum() > 0
    last = panel.view.model().index(len(desk.work.codes) - 1, 0)
    panel.view.scrollTo(last)
    assert panel.view.viewport().rect().contains(panel.view.visualRect(last))


def test_very_large_text_takes_one_column(
    panel: CodesPanel, desk: Desk, qapp: QApplication
) -> None:
    theme.dress(qapp, "light", text_scale=2.0)
    view = panel.view
    lefts = {view.visualRect(view.model().index(row, 0)).left() for row in range(20)}
    theme.dress(qapp, "dark", text_scale=1.0)
    assert lefts == {0}
    lefts = {view.visualRect(view.model().index(row, 0)).left() for row in range(20)}
    assert len(lefts) == 2
