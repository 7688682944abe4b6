"""The list of tags: in order, found, filtered, and one with what is selected elsewhere."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from annotations.model import Kind, Role, Tag
from tests.ui.parts import Desk, desk_on
from ui.tag_order import Order, Query, Sieve, difference
from ui.tags_panel import TagsPanel
from ui.times import spoken


@pytest.fixture
def desk(case_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with desk_on(case_path, qtbot, qapp) as made:
        yield made


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TagsPanel:
    made = TagsPanel(desk.work, desk.tagging)
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


def _shown(panel: TagsPanel) -> list[Tag]:
    model = panel.model
    return [model.tag_at(model.index(row, 0)) for row in range(model.rowCount())]


def _row(panel: TagsPanel, tag: Tag) -> QModelIndex:
    return panel.model.index([each.id for each in _shown(panel)].index(tag.id), 0)


def _click(panel: TagsPanel, tag: Tag) -> None:
    place = panel.table.visualRect(_row(panel, tag)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def _words(panel: TagsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _choose(panel: TagsPanel, name: str, text: str) -> None:
    (button,) = (b for b in panel.findChildren(QToolButton) if b.accessibleName() == name)
    menu = button.menu()
    menu.aboutToShow.emit()
    (action,) = (a for a in menu.actions() if isinstance(a, QAction) and a.iconText() == text)
    action.trigger()


def test_an_empty_list_says_how_to_begin(panel: TagsPanel, desk: Desk) -> None:
    assert "No tags yet. Press a letter when you see something." in _words(panel)
    desk.tag("N", 3)
    assert not any("No tags yet" in words for words in _words(panel))


def test_tags_are_listed_by_time_and_counted(panel: TagsPanel, desk: Desk) -> None:
    late, early = desk.tag("N", 50), desk.tag("V", 5, 20)
    assert [tag.id for tag in _shown(panel)] == [early.id, late.id]
    assert "2" in _words(panel)


def test_a_row_is_heard_in_words(panel: TagsPanel, desk: Desk) -> None:
    mia = desk.person(Role.INFANT)
    desk.edit(lambda edit: edit.change_person(replace(mia, name="Mia")))
    tag = desk.tag("M", 10, 20)
    desk.edit(lambda edit: edit.change_tag(replace(tag, star=True)))
    index = desk.work.index
    assert index is not None and tag.end_us is not None
    start, long = spoken(tag.start_us), spoken(tag.end_us - tag.start_us)
    face = QAccessible.queryAccessibleInterface(panel.table)
    assert face is not None
    heard = [face.child(place).text(QAccessible.Text.Name) for place in range(face.childCount())]
    assert f"smile, baby Mia, {start}, for {long}, starred" in heard


def test_a_click_selects_but_does_not_move_the_film(panel: TagsPanel, desk: Desk) -> None:
    tag, other = desk.tag("N", 50), desk.tag("N", 70)
    desk.go(3)
    _click(panel, tag)
    assert desk.work.tag == tag and desk.work.projector.at_rest
    assert desk.work.projector.frame == 3
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert desk.work.tag == other


@pytest.mark.parametrize("way", ["enter", "double click"])
def test_enter_and_a_double_click_go_to_the_tag(panel: TagsPanel, desk: Desk, way: str) -> None:
    tag = desk.tag("N", 50)
    _click(panel, tag)
    if way == "enter":
        QTest.keyClick(panel.table, Qt.Key.Key_Return)
    else:
        place = panel.table.visualRect(_row(panel, tag)).center()
        QTest.mouseDClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.qtbot.waitUntil(lambda: desk.work.projector.frame == 50)


def test_what_is_selected_elsewhere_is_selected_in_the_list(panel: TagsPanel, desk: Desk) -> None:
    tags = [desk.tag("N", frame) for frame in range(0, 100, 2)]
    desk.work.select_tag(tags[-1].id)
    assert panel.table.currentIndex().row() == len(tags) - 1
    place = panel.table.visualRect(panel.table.currentIndex())
    assert panel.table.viewport().rect().contains(place)
    desk.work.select_tag(None)
    assert not panel.table.selectionModel().hasSelection()


def test_the_place_in_a_long_list_stays_when_a_tag_comes(panel: TagsPanel, desk: Desk) -> None:
    tags = [desk.tag("N", frame) for frame in range(1, 100, 2)]
    desk.work.select_tag(tags[30].id)
    bar = panel.table.verticalScrollBar()
    before = bar.value()
    desk.tag("R", 90)
    assert desk.work.tag == tags[30] and before > 0 and bar.value() == before
    assert panel.table.currentIndex().row() == 30


def test_deleting_in_a_filtered_list_selects_nothing_by_itself(
    panel: TagsPanel, desk: Desk
) -> None:
    first, second = desk.tag("N", 5), desk.tag("N", 9)
    desk.work.select_tag(first.id)
    desk.edit(lambda edit: edit.delete_tag(first.id))
    assert desk.work.tag is None and [tag.id for tag in _shown(panel)] == [second.id]


def test_tags_are_found_by_label_note_and_person(panel: TagsPanel, desk: Desk) -> None:
    smile, named = desk.tag("M", 10, 20), desk.tag("N", 30, note="Says “Ball!” twice")
    baby = desk.person(Role.INFANT).name

    def found(text: str) -> list[str]:
        panel.field.setText(text)
        desk.qtbot.waitUntil(lambda: panel.model.query.text == text)
        return [tag.id for tag in _shown(panel)]

    panel.focus_find()
    assert panel.field.hasFocus()
    assert found("SMIL") == [smile.id]
    assert found("twice") == [named.id]
    assert found(f"smile {baby.lower()}") == [smile.id]
    assert "1 of 2" in _words(panel)
    assert found("nothing like it") == []
    assert "No tag is like that. Look for less, or show all." in _words(panel)
    assert found("") == [smile.id, named.id]


def test_from_the_find_field_down_goes_into_the_list(panel: TagsPanel, desk: Desk) -> None:
    desk.tag("N", 5)
    smile = desk.tag("M", 10, 20)
    panel.focus_find()
    QTest.keyClicks(panel.field, "smile")
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.table.hasFocus() and desk.work.tag == smile


def test_tags_are_filtered_by_star_person_and_code(panel: TagsPanel, desk: Desk) -> None:
    smile, named = desk.tag("M", 10, 20), desk.tag("N", 30)
    desk.edit(lambda edit: edit.change_tag(replace(named, star=True)))
    _choose(panel, "Filter", "Only starred")
    assert [tag.id for tag in _shown(panel)] == [named.id]
    _choose(panel, "Filter", "Show all")
    _choose(panel, "Filter", desk.person(Role.INFANT).name)
    assert [tag.id for tag in _shown(panel)] == [smile.id]
    _choose(panel, "Filter", desk.code("N").label)
    assert _shown(panel) == []
    _choose(panel, "Filter", "Show all")
    assert len(_shown(panel)) == 2


def test_a_tag_that_loses_its_star_leaves_the_starred(panel: TagsPanel, desk: Desk) -> None:
    tag = desk.tag("N", 30)
    desk.work.select_tag(tag.id)
    desk.tagging.star()
    _choose(panel, "Filter", "Only starred")
    assert len(_shown(panel)) == 1
    desk.tagging.star()
    assert _shown(panel) == [] and desk.work.tag is not None


@pytest.mark.parametrize("order", list(Order))
def test_tags_are_sorted_and_turned_round(panel: TagsPanel, desk: Desk, order: Order) -> None:
    for place, key in enumerate("NVMRTBYN"):
        last = None if desk.code(key).kind is Kind.POINT else 10 * place + 3 + place % 3
        desk.tag(key, 10 * place, last)
    if order is not Order.TIME:
        _choose(panel, "Sort", order.value)
    snapshot = desk.work.snapshot

    def key_of(tag: Tag) -> tuple[object, ...]:
        who = "both" if tag.person_id is None else snapshot.person(tag.person_id).name.lower()
        long_us = 0 if tag.end_us is None else tag.end_us - tag.start_us
        first = {
            Order.TIME: 0,
            Order.CODE: snapshot.code(tag.code_id).label,
            Order.PERSON: who,
            Order.LENGTH: long_us,
        }[order]
        return first, tag.start_us, tag.id

    expected = sorted(desk.work.tags, key=key_of)
    assert _shown(panel) == expected
    _choose(panel, "Sort", order.value)
    assert _shown(panel) == expected[::-1]


def test_the_list_stays_true_through_a_random_walk(panel: TagsPanel, desk: Desk) -> None:
    """Whatever is edited, undone, filtered and sorted, in whatever order."""
    chance = random.Random(11)
    work = desk.work
    keys = [code.key for code in work.codes if code.kind is Kind.POINT]
    for _ in range(150):
        tags, choice = work.tags, chance.randrange(8)
        if choice < 3 or not tags:
            desk.tag(chance.choice(keys), chance.randrange(100), note=chance.choice(["", "ball"]))
        elif choice == 3:
            work.select_tag(chance.choice(tags).id)
            desk.tagging.nudge("start", chance.choice([-3, 5]))
        elif choice == 4:
            work.select_tag(chance.choice(tags).id)
            chance.choice([desk.tagging.star, desk.tagging.delete])()
        elif choice == 5:
            chance.choice([work.undo, work.redo])()
        else:
            query = Query(
                text=chance.choice(["", "ball"]),
                starred=chance.random() < 0.2,
                order=chance.choice(list(Order)),
                falling=chance.random() < 0.5,
            )
            panel.model.look_for(query)
        query = panel.model.query
        expected = Sieve(query, work.snapshot).sorted(work.tags)
        assert _shown(panel) == (expected[::-1] if query.falling else expected)
        if (tag := work.tag) is not None and tag in expected:
            assert panel.model.index_of(tag).row() == _shown(panel).index(tag)


def test_only_what_differs_is_found(desk: Desk) -> None:
    before = tuple(desk.tag("N", frame) for frame in range(10))
    moved = replace(before[3], note="new")
    after = (*before[:3], *before[4:7], moved, *before[7:9])
    gone, come = difference(before, after)
    assert gone == [before[3], before[9]] and come == [moved]
    assert difference(before, before) == ([], [])
    assert difference((), before) == ([], list(before))


def test_an_edit_among_ten_thousand_tags_costs_little(panel: TagsPanel, desk: Desk) -> None:
    work, code, index = desk.work, desk.code("N"), desk.work.index
    assert work.recording is not None and index is not None
    recording_id, person_id = work.recording.id, desk.person(Role.PARENT).id
    times = [index.start_us(frame) for frame in range(len(index))]
    desk.edit(
        lambda edit: [
            edit.add_tag(recording_id, code.id, person_id, times[place % len(times)])
            for place in range(10_000)
        ]
    )
    assert panel.model.rowCount() == 10_000
    spent_ms = []
    for frame in range(20):
        before = perf_counter()
        desk.tag("N", frame)
        whole_ms = (perf_counter() - before) * 1000
        work.changed.disconnect(panel._note)
        before = perf_counter()
        desk.tag("N", frame)
        without_ms = (perf_counter() - before) * 1000
        work.changed.connect(panel._note)
        panel.model.follow()
        spent_ms.append(whole_ms - without_ms)
    # Five where nothing else runs; a busy machine is given room.
    assert sorted(spent_ms)[len(spent_ms) // 2] < 15


def test_another_recording_has_its_own_tags(panel: TagsPanel, desk: Desk) -> None:
    desk.tag("N", 5)
    desk.work.show_next_recording(1)
    assert _shown(panel) == []
    desk.qtbot.waitUntil(lambda: desk.work.projector.film is not None)
    desk.work.show_next_recording(1)
    assert len(_shown(panel)) == 1


def test_every_control_has_a_name_and_a_tooltip(panel: TagsPanel, desk: Desk) -> None:
    desk.work.select_tag(desk.tag("M", 10, 20).id)
    for button in panel.findChildren(QToolButton):
        if button.isVisible() and button.parent() is not panel.field:
            assert button.accessibleName() and "(" in button.toolTip(), button
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            face = QAccessible.queryAccessibleInterface(widget)
            assert face is not None and face.text(QAccessible.Text.Name), widget


def test_labels_take_no_markup(panel: TagsPanel, desk: Desk) -> None:
    code = desk.code("N")
    desk.edit(lambda edit: edit.change_code(replace(code, label="<b>x</b>")))
    desk.work.select_tag(desk.tag("N", 5).id)
    about = panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;x&lt;/b&gt;" in about
    formats = {label.textFormat() for label in panel.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_a_cleared_selection_stays_cleared(panel: TagsPanel, desk: Desk) -> None:
    tag = desk.tag("N", 5)
    desk.work.select_tag(tag.id)
    desk.work.select_tag(None)
    flags = QItemSelectionModel.SelectionFlag.NoUpdate
    panel.table.selectionModel().setCurrentIndex(QModelIndex(), flags)
    assert desk.work.tag is None and not panel.editor.isVisible()
