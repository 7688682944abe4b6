"""Several tags at once, by keys in the real window; and the same with a screen reader."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from annotations.model import Role, Tag
from tests.ui.conftest import press, settle
from ui import settings
from ui.workbench import Workbench


def put(window: Workbench, short: str, first: int, until: int | None) -> Tag:
    """A tag from a boundary to another; a moment without."""
    work = window.workspace
    index, recording = work.index, work.recording
    code = next(code for code in work.codes if code.short == short)
    person = window.tagging.whom(code, False)
    assert index is not None and recording is not None
    start_us, end_us = index.start_us(first), None if until is None else index.start_us(until)
    person_id = None if person is None else person.id
    made = work.edit(
        "Tag", lambda edit: edit.add_tag(recording.id, code.id, person_id, start_us, end_us)
    )
    assert made is not None
    return made


def first_frame(window: Workbench, tag: Tag) -> int:
    index = window.workspace.index
    assert index is not None
    return index.boundary_near(window.workspace.snapshot.tag(tag.id).start_us)


@pytest.fixture
def tags(window: Workbench) -> list[Tag]:
    """A smile, a name and another smile."""
    return [
        put(window, "smile", 10, 25),
        put(window, "names", 40, None),
        put(window, "smile", 60, 80),
    ]


def test_frames_there_and_back_is_where_it_began_as_one_step(
    window: Workbench, tags: list[Tag], qtbot: QtBot
) -> None:
    work = window.workspace
    press(window, "Ctrl+A")
    assert len(work.selected_tags) == 3
    for _ in range(7):
        press(window, "Ctrl+Shift+Right")
    assert first_frame(window, tags[0]) == 17
    settle(qtbot, window)
    assert work.projector.frame == 17
    for _ in range(7):
        press(window, "Ctrl+Shift+Left")
    assert [(tag.start_us, tag.end_us) for tag in work.tags] == [
        (tag.start_us, tag.end_us) for tag in tags
    ]
    for _ in range(3):
        press(window, "Ctrl+Shift+Right")
    assert work.case is not None and work.case.undo_label == "Move 3 tags"
    press(window, "Ctrl+Z")
    assert first_frame(window, tags[0]) == 10


def test_a_second_on_and_back(window: Workbench, tags: list[Tag]) -> None:
    work, index = window.workspace, window.workspace.index
    assert index is not None
    work.select_tag(tags[0].id)
    press(window, "Ctrl+Shift+PgDown")
    moved = work.snapshot.tag(tags[0].id)
    assert moved.start_us == index.start_us(index.frame_at(tags[0].start_us + 1_000_000))
    press(window, "Ctrl+Shift+PgUp")
    assert work.snapshot.tag(tags[0].id).start_us == tags[0].start_us


def test_copies_go_to_the_frame_on_screen(window: Workbench, tags: list[Tag], qtbot: QtBot) -> None:
    work = window.workspace
    work.select_tags([tags[0].id, tags[1].id])
    press(window, "Ctrl+C")
    work.projector.go(70)
    settle(qtbot, window)
    press(window, "Ctrl+V")
    assert len(work.tags) == 5
    pasted = work.selected_tags
    assert [tag.code_id for tag in pasted] == [tags[0].code_id, tags[1].code_id]
    assert first_frame(window, pasted[0]) == 70
    apart_us = pasted[1].start_us - pasted[0].start_us
    assert abs(apart_us - (tags[1].start_us - tags[0].start_us)) < 60_000
    press(window, "Ctrl+Z")
    assert len(work.tags) == 3
    work.select_tag(tags[2].id)
    work.projector.go(5)
    settle(qtbot, window)
    press(window, "Ctrl+D")
    assert first_frame(window, work.selected_tags[0]) == 5
    assert len(work.tags) == 4


def test_the_other_person_gets_them(window: Workbench, tags: list[Tag]) -> None:
    work = window.workspace
    people = {person.role: person.id for person in work.people}
    press(window, "Ctrl+A")
    press(window, "Ctrl+Shift+P")
    assert [tag.person_id for tag in work.tags] == [
        people[Role.PARENT],
        people[Role.INFANT],
        people[Role.PARENT],
    ]
    press(window, "Ctrl+Z")
    assert [tag.person_id for tag in work.tags] == [tag.person_id for tag in tags]


def test_a_code_of_both_may_be_about_both_again(window: Workbench) -> None:
    work = window.workspace
    people = [person.id for person in work.people]
    together = put(window, "back-and-forth", 10, 25)
    work.select_tag(together.id)
    seen = []
    for _ in range(3):
        press(window, "Ctrl+Shift+P")
        seen.append(work.snapshot.tag(together.id).person_id)
    assert seen == [*people, None]


def test_copies_of_a_code_or_person_that_is_gone_are_left_out(
    window: Workbench, tags: list[Tag]
) -> None:
    work = window.workspace
    said: list[str] = []
    work.said.connect(lambda sentence, _undo: said.append(sentence))
    press(window, "Ctrl+A")
    press(window, "Ctrl+C")
    names = tags[1]
    work.edit("Delete", lambda edit: edit.delete_tag(names.id))
    work.edit("Delete", lambda edit: edit.delete_code(names.code_id))
    press(window, "Ctrl+V")
    assert [tag.code_id for tag in work.tags] == [tags[0].code_id] * 4
    assert said[-1] == "1 of 3 were left out: their code or person is gone."
    for tag in work.tags:
        work.edit("Delete", lambda edit, tag=tag: edit.delete_tag(tag.id))  # type: ignore[misc]
    work.edit("Delete", lambda edit: edit.delete_code(tags[0].code_id))
    press(window, "Ctrl+V")
    assert work.tags == ()
    assert said[-1].endswith("Nothing was pasted.")


def test_tags_that_are_no_neighbours_are_selected_by_keys(
    window: Workbench, tags: list[Tag]
) -> None:
    work = window.workspace
    work.select_tag(tags[0].id)
    press(window, "Shift+Down")
    press(window, "Alt+Shift+Right")
    assert set(work.selected_ids) == {tags[0].id, tags[2].id}
    assert work.tag == tags[2]
    press(window, "Alt+Shift+Right")
    assert set(work.selected_ids) == {tags[0].id, tags[2].id}, "there is no other"
    press(window, "Alt+Shift+Left")
    assert set(work.selected_ids) == {tags[0].id, tags[1].id}


def test_shift_and_arrows_select_one_more_and_one_less(window: Workbench, tags: list[Tag]) -> None:
    work = window.workspace
    work.select_tag(tags[0].id)
    press(window, "Shift+Down")
    press(window, "Shift+Down")
    assert set(work.selected_ids) == {tag.id for tag in tags}
    assert work.tag == tags[2]
    press(window, "Shift+Up")
    assert set(work.selected_ids) == {tags[0].id, tags[1].id}
    press(window, "Shift+Up")
    press(window, "Shift+Up")
    assert set(work.selected_ids) == {tags[0].id}


def test_keys_zoom_to_what_is_selected_to_frames_and_pan(
    window: Workbench, tags: list[Tag], qtbot: QtBot
) -> None:
    work, timeline = window.workspace, window.film_page.timeline
    work.select_tag(tags[2].id)
    press(window, "Ctrl+9")
    axis = timeline.axis
    assert tags[2].end_us is not None
    assert axis.start_us <= tags[2].start_us and tags[2].end_us <= axis.end_us
    assert axis.end_us - axis.start_us < 1.5 * (tags[2].end_us - tags[2].start_us)
    press(window, "Ctrl+8")
    work.go_to_tag()
    settle(qtbot, window)
    frame_px = timeline.axis.x_of(work.projector.end_us) - timeline.axis.x_of(
        work.projector.time_us
    )
    assert frame_px > 30
    before = timeline.axis.start_us
    press(window, "Alt+PgDown")
    qtbot.waitUntil(lambda: timeline.axis.start_us > before)
    press(window, "Alt+PgUp")
    qtbot.waitUntil(lambda: timeline.axis.start_us == pytest.approx(before, abs=1))


def test_a_key_puts_lanes_by_level_by_code_and_by_person_again(window: Workbench) -> None:
    put(window, "smile", 10, 25)
    timeline = window.film_page.timeline
    heads = []
    for _ in range(3):
        press(window, "Ctrl+7")
        assert settings.lanes() is timeline.grouping
        heads.append([head.name for head in timeline.scene().lanes.heads][:2])
    assert heads == [["Baby", "Being attentive"], ["smile"], ["Baby", "Parent"]]


# The list is the equal


def row_at(window: Workbench, tag: Tag) -> QPoint:
    table = window.film_page.tags.table
    return table.visualRect(window.film_page.tags.model.index_of(tag)).center()


def test_in_the_list_several_are_selected_by_mouse_and_by_keys(
    window: Workbench, tags: list[Tag]
) -> None:
    work, table = window.workspace, window.film_page.tags.table
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.viewport(), left, pos=row_at(window, tags[0]))
    QTest.mouseClick(
        table.viewport(), left, Qt.KeyboardModifier.ControlModifier, row_at(window, tags[2])
    )
    assert set(work.selected_ids) == {tags[0].id, tags[2].id}
    QTest.mouseClick(
        table.viewport(), left, Qt.KeyboardModifier.ControlModifier, row_at(window, tags[0])
    )
    assert set(work.selected_ids) == {tags[2].id}
    assert work.tag == tags[2]
    QTest.mouseClick(table.viewport(), left, pos=row_at(window, tags[2]))
    QTest.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert set(work.selected_ids) == {tags[1].id, tags[2].id}
    window.film_page.tags.field.setText("names")
    window.film_page.tags._look()
    press(window, "Ctrl+A")
    assert set(work.selected_ids) == {tags[1].id}, "only what is listed"


def test_what_is_selected_elsewhere_is_selected_in_the_list(
    window: Workbench, tags: list[Tag]
) -> None:
    window.workspace.select_tags([tags[0].id, tags[2].id], tags[2].id)
    table = window.film_page.tags.table
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    assert rows == [0, 2]
    assert table.currentIndex().row() == 2
    press(window, "Ctrl+Shift+Right")
    rows = sorted(index.row() for index in table.selectionModel().selectedRows())
    assert rows == [0, 2], "a moved tag is another row and stays selected"
    press(window, "Del")
    assert [tag.id for tag in window.workspace.tags] == [tags[1].id]


def test_a_screen_reader_reads_each_row_and_whether_it_is_selected(
    window: Workbench, tags: list[Tag]
) -> None:
    window.workspace.select_tags([tags[0].id, tags[2].id])
    found = QAccessible.queryAccessibleInterface(window.film_page.tags.table)
    assert found is not None

    def cells(of: QAccessibleInterface) -> list[QAccessibleInterface]:
        each = [of.child(place) for place in range(of.childCount())]
        return [one for one in each if one.role() == QAccessible.Role.Cell]

    heard = [cell.text(QAccessible.Text.Name) for cell in cells(found)]
    assert [line.split(", ")[:2] for line in heard] == [
        ["smile", "Baby"],
        ["names", "Parent"],
        ["smile", "Baby"],
    ]
    assert " seconds" in heard[0].split(", ")[2]
    assert heard[0].split(", ")[3].startswith("for ")
    assert len(heard[1].split(", ")) == 3, "a moment has no length"
    assert [bool(cell.state().selected) for cell in cells(found)] == [True, False, True]


# Menus


def opened(window: Workbench) -> list[str]:
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert all(action.shortcut().toString() for action in menu.actions() if action.objectName())
    menu.close()
    return names


def right_click(window: Workbench, x_px: float, y_px: float) -> None:
    timeline = window.film_page.timeline
    at = QPoint(round(x_px), round(y_px))
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(timeline, QContextMenuEvent(reason, at, timeline.mapToGlobal(at)))


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_menu_is_for_what_is_under_the_mouse(window: Workbench, tags: list[Tag]) -> None:
    work, timeline = window.workspace, window.film_page.timeline
    recording = work.recording
    assert recording is not None
    scene = timeline.scene()
    at = scene.seen.find(scene.tags.find(tags[0].id))
    assert at is not None
    lane = scene.bands.lanes[int(scene.seen.lane[at])]
    x_px = float(scene.seen.left_px[at] + scene.seen.right_px[at]) / 2
    right_click(window, x_px, lane.row(int(scene.seen.row[at])).middle_px)
    assert work.tag == tags[0]
    names = opened(window)
    assert {"delete", "copy_tags", "star", "loop_selected", "hand_over"} <= set(names)
    clip = work.edit(
        "Clip", lambda edit: edit.add_clip(recording.id, tags[2].start_us, tags[2].end_us or 0)
    )
    assert clip is not None
    right_click(window, timeline.axis.x_of(tags[2].start_us) + 9, timeline.height() - 10)
    assert work.clip == clip
    assert "set_still" in opened(window)
    right_click(window, timeline.axis.x_of(tags[1].start_us) + 60, lane.band.bottom_px - 2)
    assert work.tag is None
    assert {"paste_tags", "select_all", "mark_in", "zoom_fit"} <= set(opened(window))


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_menu_key_opens_it_at_the_selected_tag(window: Workbench, tags: list[Tag]) -> None:
    timeline = window.film_page.timeline
    window.workspace.select_tag(tags[2].id)
    place = timeline.mapFromGlobal(timeline.menu_place())
    assert place.x() == pytest.approx(timeline.axis.x_of(tags[2].start_us), abs=1)
    press(window, "Shift+F10")
    assert "delete" in opened(window)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(timeline, event)
    assert "delete" in opened(window)
