"""Selecting one tag or several with the mouse on the timeline."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotations.model import Tag
from tests.ui.timeline.conftest import Desk, Keys
from ui import theme

CTRL, SHIFT = Keys.ControlModifier, Keys.ShiftModifier


def three(desk: Desk) -> tuple[Tag, Tag, Tag]:
    """Two tags of the baby and between them one of the parent."""
    return desk.tag("smile", 10, 30), desk.tag("scaffolds", 40, 60), desk.tag("smile", 70, 90)


def selected(desk: Desk) -> set[str]:
    return {tag.id for tag in desk.workspace.selected_tags}


def ids(tags: Iterable[Tag]) -> set[str]:
    return {tag.id for tag in tags}


def test_ctrl_and_a_click_adds_a_tag_and_takes_it_away_again(desk: Desk) -> None:
    first, second, third = three(desk)
    desk.click(*desk.middle_px(first))
    desk.click(*desk.middle_px(third), CTRL)
    assert selected(desk) == ids([first, third])
    assert desk.workspace.tag == third
    desk.click(*desk.middle_px(first), CTRL)
    assert selected(desk) == ids([third])
    desk.click(*desk.middle_px(second), SHIFT)
    assert selected(desk) == ids([second, third])


def test_a_click_on_one_of_several_selects_it_alone(desk: Desk) -> None:
    first, _second, third = three(desk)
    desk.workspace.select_tags([first.id, third.id])
    desk.press(*desk.middle_px(third))
    assert selected(desk) == ids([first, third]), "all of them might be dragged"
    desk.release(*desk.middle_px(third))
    assert selected(desk) == {third.id}


def test_a_note_that_is_written_by_the_press_lets_the_tag_be_dragged_all_the_same(
    desk: Desk,
) -> None:
    first, _second, third = three(desk)
    work = desk.workspace
    work.select_tag(first.id)
    noted = replace(first, note="calm")

    def write() -> None:
        work.selected.disconnect(write)
        work.edit("Note", lambda edit: edit.change_tag(noted))

    work.selected.connect(write)
    x_px, y_px = desk.middle_px(third)
    desk.pull((x_px, y_px), (x_px + 100, y_px))
    assert desk.stored(first).note == "calm"
    assert desk.stored(third).start_us > third.start_us


def test_a_box_over_lanes_selects_what_it_touches(desk: Desk) -> None:
    first, second, third = three(desk)
    top_px = desk.timeline.scene().bands.lanes[0].band.top_px + 1
    low_px = desk.middle_px(second)[1]
    desk.press(desk.x_px(5), top_px)
    desk.drag(desk.x_px(20), low_px)
    desk.drag(desk.x_px(45), low_px)
    assert selected(desk) == set(), "it is shown, and done on release"
    desk.release(desk.x_px(45), low_px)
    assert selected(desk) == ids([first, second])
    assert desk.workspace.projector.frame == 0, "the picture stays"
    desk.pull((desk.x_px(5), top_px), (desk.x_px(95), desk.middle_px(first)[1]))
    assert selected(desk) == ids([first, third]), "only the lane of the baby"


def test_with_shift_a_box_adds_and_with_ctrl_it_takes_away_too(desk: Desk) -> None:
    first, second, third = three(desk)
    top_px = desk.timeline.scene().bands.lanes[0].band.top_px + 1
    low_px = desk.middle_px(second)[1]
    desk.workspace.select_tag(first.id)
    desk.pull((desk.x_px(35), low_px), (desk.x_px(45), low_px + 2), SHIFT)
    assert selected(desk) == ids([first, second])
    desk.pull((desk.x_px(5), top_px), (desk.x_px(95), low_px), CTRL)
    assert selected(desk) == {third.id}
    desk.pull((desk.x_px(100), top_px), (desk.x_px(110), low_px))
    assert selected(desk) == set(), "an empty box selects nothing"


def test_esc_takes_a_box_back(desk: Desk) -> None:
    first, second, _third = three(desk)
    low_px = desk.middle_px(second)[1]
    desk.workspace.select_tag(first.id)
    desk.press(desk.x_px(35), low_px)
    desk.drag(desk.x_px(95), low_px)
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    desk.release(desk.x_px(95), low_px)
    assert selected(desk) == {first.id}


def test_star_and_delete_are_one_step_for_all_selected(desk: Desk) -> None:
    tags = three(desk)
    desk.workspace.select_tags(tag.id for tag in tags[:2])
    desk.tagging.star()
    assert [tag.star for tag in desk.workspace.tags] == [True, True, False]
    assert desk.case.undo_label == "Star 2 tags"
    desk.tagging.delete()
    assert desk.workspace.tags == (tags[2],)
    assert desk.workspace.tag == tags[2], "the next one is selected"
    assert desk.case.undo_label == "Delete 2 tags"
    desk.workspace.undo()
    assert ids(desk.workspace.tags) == ids(tags)
    desk.workspace.undo()
    assert [tag.star for tag in desk.workspace.tags] == [False, False, False]


def test_what_an_undo_takes_away_is_not_selected_any_more(desk: Desk) -> None:
    first, _second, third = three(desk)
    desk.workspace.select_tags([first.id, third.id], third.id)
    desk.workspace.undo()
    assert selected(desk) == {first.id}
    assert desk.workspace.tag == first


def test_a_screen_reader_hears_where_it_is_and_what_is_selected(desk: Desk) -> None:
    first, second, _third = three(desk)
    heard = desk.timeline.accessibleDescription
    assert heard().endswith("Nothing selected")
    desk.workspace.select_tag(first.id)
    assert "frame 0" in heard()
    assert "Selected: smile, Baby, 0:00" in heard()
    desk.workspace.select_tags([first.id, second.id])
    assert heard().endswith("2 tags selected")


def test_of_very_many_selected_tags_it_is_shown_where_they_are_also_while_they_are_dragged(
    desk: Desk,
) -> None:
    code, recording = desk.code("smile"), desk.workspace.recording
    person = desk.tagging.whom(code, False)
    assert recording is not None and person is not None
    times_us = desk.index.boundaries_us
    desk.workspace.edit(
        "Fill",
        lambda edit: [
            edit.add_tag(
                recording.id, code.id, person.id, int(times_us[first]), int(times_us[first + 1])
            )
            for first in range(30, 110)
            for _row in range(3)
        ],
    )
    tags = desk.workspace.tags
    x_px, y_px = desk.middle_px(tags[0])
    line_px = round(desk.timeline.scene().bands.lanes[0].bar(0).top_px) - 1
    text = theme.colour("text").rgb()

    def lined(frame: int) -> bool:
        return desk.timeline.grab().toImage().pixel(desk.x_px(frame), line_px) == text

    assert not lined(60)
    desk.workspace.select_tags(tag.id for tag in tags)
    assert lined(60) and not lined(20)
    to_px = x_px - desk.x_px(30) + desk.x_px(10)
    desk.press(x_px, y_px)
    desk.drag(to_px, y_px)
    assert lined(20) and not lined(105)
    desk.release(to_px, y_px)
    assert desk.case.undo_label == "Move 240 tags"
