"""Moving and copying whole tags with the mouse, and what edges snap to."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotations.model import Role, Tag
from tests.ui.timeline.conftest import Desk, Keys
from ui.times import seconds

CTRL, ALT = Keys.ControlModifier, Keys.AltModifier


def away_px(desk: Desk, first: int, to: int) -> int:
    return desk.x_px(to) - desk.x_px(first)


def move(desk: Desk, tag: Tag, first: int, to: int, keys: Keys = CTRL) -> None:
    """Drag a tag that begins with frame ``first`` to where it begins with frame ``to``."""
    x_px, y_px = desk.middle_px(tag)
    desk.press(x_px, y_px)
    for share in (0.1, 0.6, 1.0):
        desk.drag(x_px + away_px(desk, first, to) * share, y_px, keys)
    desk.release(x_px + away_px(desk, first, to), y_px, keys)
    desk.settle()


@pytest.mark.parametrize("to", [3, 40, 75])
def test_a_dragged_bar_moves_to_a_boundary_and_keeps_its_length(desk: Desk, to: int) -> None:
    smile = desk.tag("smile", 20, 50)
    assert smile.end_us is not None
    before_us = smile.end_us - smile.start_us
    move(desk, smile, 20, to)
    first, until = desk.frames(smile)
    assert first == to
    assert until is not None
    length_us = desk.index.start_us(until) - desk.index.start_us(first)
    others = [
        desk.index.start_us(each) - desk.index.start_us(first)
        for each in range(first + 1, len(desk.index) + 1)
    ]
    assert abs(length_us - before_us) == min(abs(each - before_us) for each in others)
    assert desk.workspace.projector.frame == to, "the picture is where it begins"
    assert desk.case.undo_label == "Move smile"
    desk.workspace.undo()
    assert desk.frames(smile) == (20, 50)


def test_nothing_is_written_before_the_release_and_esc_takes_it_back(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 50)
    x_px, y_px = desk.middle_px(smile)
    desk.press(x_px, y_px)
    desk.drag(x_px + 200, y_px)
    assert desk.stored(smile) == smile
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    desk.release(x_px + 200, y_px)
    desk.settle()
    assert desk.stored(smile) == smile
    assert desk.workspace.projector.frame == 0


def test_tags_stop_at_the_ends_of_the_film(desk: Desk) -> None:
    smile, name = desk.tag("smile", 20, 50), desk.tag("names", 90, None)
    last = len(desk.index)
    move(desk, smile, 20, last)
    assert desk.frames(smile)[1] == last
    desk.workspace.select_tag(name.id)
    desk.pull(desk.middle_px(name), (3000, desk.middle_px(name)[1]), CTRL)
    assert desk.frames(name) == (last - 1, None)
    desk.workspace.select_tag(smile.id)
    desk.pull(desk.middle_px(smile), (-2000, desk.middle_px(smile)[1]), CTRL)
    assert desk.frames(smile)[0] == 0


def test_all_selected_tags_move_together_as_one_step(desk: Desk) -> None:
    smile, scaffolds = desk.tag("smile", 20, 40), desk.tag("scaffolds", 30, 60)
    name = desk.tag("names", 70, None)
    other = desk.tag("voice", 100, 110)
    desk.workspace.select_tags([smile.id, scaffolds.id, name.id])
    move(desk, smile, 20, 30)
    by_us = desk.stored(smile).start_us - smile.start_us
    assert desk.frames(smile)[0] == 30
    for tag in (scaffolds, name):
        wanted = desk.index.start_us(desk.index.frame_at(tag.start_us + by_us))
        assert desk.stored(tag).start_us == wanted
    assert desk.stored(other) == other
    assert desk.case.undo_label == "Move 3 tags"
    desk.workspace.undo()
    assert desk.workspace.tags == tuple(
        sorted((smile, scaffolds, name, other), key=lambda tag: tag.start_us)
    )


def test_over_another_persons_lane_a_tag_becomes_theirs(desk: Desk) -> None:
    smile, together = desk.tag("smile", 20, 50), desk.tag("back-and-forth", 60, 80)
    parent = next(each for each in desk.workspace.people if each.role is Role.PARENT)
    lanes = desk.timeline.scene().bands.lanes
    x_px, y_px = desk.middle_px(smile)
    desk.pull((x_px, y_px), (x_px, lanes[1].band.middle_px))
    assert desk.stored(smile).person_id == parent.id
    assert desk.frames(smile) == (20, 50)
    x_px, y_px = desk.middle_px(smile)
    desk.pull((x_px, y_px), (x_px, desk.timeline.scene().bands.lanes[2].band.middle_px))
    assert desk.stored(smile).person_id == parent.id, "a smile is not of both together"
    assert desk.stored(together).person_id is None
    desk.workspace.undo()
    assert desk.stored(smile).person_id == smile.person_id


def test_handed_over_by_a_hand_that_is_not_quite_straight_a_tag_keeps_its_time(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 50)
    parent = next(each for each in desk.workspace.people if each.role is Role.PARENT)
    x_px, y_px = desk.middle_px(smile)
    lane = desk.timeline.scene().bands.lanes[1]
    desk.pull((x_px, y_px), (x_px + 9, lane.band.middle_px))
    assert desk.stored(smile).person_id == parent.id
    assert desk.frames(smile) == (20, 50)


def test_a_dragged_edge_is_told_with_a_way_back(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 50)
    told: list[tuple[str, bool]] = []
    desk.workspace.said.connect(lambda sentence, undo: told.append((sentence, undo)))
    _left_px, end_px, y_px = desk.box_px(smile)
    desk.pull((end_px - 2, y_px), (end_px + 90, y_px))
    stored = desk.stored(smile)
    assert stored.end_us is not None and stored != smile
    assert told == [(f"smile: now {seconds(stored.end_us - stored.start_us)}", True)]


def test_with_alt_a_copy_is_dragged_and_the_first_stays(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 40)
    desk.workspace.select_tag(smile.id)
    desk.tagging.star()
    smile = desk.stored(smile)
    move(desk, smile, 20, 60, ALT | CTRL)
    assert desk.stored(smile) == smile
    (copy,) = desk.workspace.selected_tags
    assert copy.id != smile.id
    assert desk.frames(copy)[0] == 60
    assert (copy.code_id, copy.person_id, copy.star) == (smile.code_id, smile.person_id, True)
    assert desk.case.undo_label == "Copy smile"
    desk.workspace.undo()
    assert desk.workspace.tags == (smile,)


def test_alt_counts_as_soon_as_it_is_pressed_in_the_middle_of_a_drag(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 40)
    x_px, y_px = desk.middle_px(smile)
    desk.press(x_px, y_px)
    desk.drag(x_px + 300, y_px)
    QTest.keyPress(desk.timeline, Qt.Key.Key_Alt)
    desk.release(x_px + 300, y_px, ALT)
    assert len(desk.workspace.tags) == 2
    assert desk.stored(smile) == smile


# Snapping


def test_an_edge_near_another_edge_snaps_to_it_and_a_line_shows_it(desk: Desk) -> None:
    smile, scaffolds = desk.tag("smile", 10, 30), desk.tag("scaffolds", 60, 90)
    _left_px, right_px, y_px = desk.box_px(smile)
    target_px = desk.x_px(60)
    desk.press(right_px - 1, y_px)
    desk.drag(target_px - 20, y_px)
    without = desk.timeline.grab().toImage()
    desk.drag(target_px - 6, y_px)
    snapped = desk.timeline.grab().toImage()
    desk.release(target_px - 6, y_px)
    assert desk.stored(smile).end_us == scaffolds.start_us
    column = [snapped.pixel(target_px, y) for y in range(60, snapped.height())]
    assert column != [without.pixel(target_px, y) for y in range(60, without.height())]


def test_with_ctrl_an_edge_snaps_to_frames_only(desk: Desk) -> None:
    desk.timeline.zoom_in()
    desk.timeline.zoom_in()
    smile, scaffolds = desk.tag("smile", 3, 10), desk.tag("scaffolds", 20, 30)
    _left_px, right_px, y_px = desk.box_px(smile)
    near_px = desk.x_px(19)
    assert desk.x_px(20) - near_px > 8
    desk.press(right_px - 1, y_px)
    desk.drag(near_px, y_px, CTRL)
    desk.release(near_px, y_px, CTRL)
    assert desk.frames(smile)[1] == 19
    assert desk.stored(smile).end_us != scaffolds.start_us


def test_a_moved_tag_snaps_with_either_end_to_marks_and_the_playhead(desk: Desk) -> None:
    projector = desk.workspace.projector
    smile = desk.tag("smile", 20, 40)
    projector.go(100)
    desk.settle()
    desk.choosing.mark_in()
    projector.go(70)
    desk.settle()
    x_px, y_px = desk.middle_px(smile)
    near_px = desk.x_px(100) - desk.x_px(40) - 6
    desk.press(x_px, y_px)
    desk.drag(x_px + near_px, y_px)
    desk.release(x_px + near_px, y_px)
    assert desk.frames(smile)[1] == 100
    desk.workspace.undo()
    projector.go(70)
    desk.settle()
    near_px = away_px(desk, 20, 70) + 5
    desk.press(x_px, y_px)
    desk.drag(x_px + near_px, y_px)
    desk.release(x_px + near_px, y_px)
    assert desk.frames(smile)[0] == 70


@pytest.mark.parametrize("target", [51, 54, 57, 61, 64, 77])
def test_where_the_end_snapped_it_ends_however_the_frames_are_spaced(
    desk: Desk, target: int
) -> None:
    smile = desk.tag("smile", 10, 20)
    desk.workspace.projector.go(target)
    desk.settle()
    x_px, y_px = desk.middle_px(smile)
    to_px = x_px + away_px(desk, 20, target) + 3
    desk.press(x_px, y_px)
    desk.drag((x_px + to_px) / 2, y_px)
    desk.drag(to_px, y_px)
    assert desk.timeline._now().guide_us == desk.index.start_us(target)
    desk.release(to_px, y_px)
    assert desk.frames(smile)[1] == target


def test_a_moved_tag_is_told_with_a_way_back_and_a_shaky_click_moves_nothing(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 50)
    told: list[tuple[str, bool]] = []
    desk.workspace.said.connect(lambda sentence, undo: told.append((sentence, undo)))
    x_px, y_px = desk.middle_px(smile)
    desk.pull((x_px, y_px), (x_px + 4, y_px + 1))
    assert desk.stored(smile) == smile and told == []
    move(desk, smile, 20, 60)
    assert told == [("Moved smile", True)]


def test_with_ctrl_a_selected_tag_that_is_not_the_current_one_is_dragged(desk: Desk) -> None:
    smile, scaffolds = desk.tag("smile", 20, 40), desk.tag("scaffolds", 30, 60)
    desk.workspace.select_tags([smile.id, scaffolds.id], smile.id)
    x_px, y_px = desk.middle_px(scaffolds)
    desk.pull((x_px, y_px), (x_px + away_px(desk, 30, 50), y_px), CTRL)
    assert desk.frames(scaffolds)[0] == 50
    assert desk.case.undo_label == "Move 2 tags"
    assert desk.workspace.tag is not None and desk.workspace.tag.id == scaffolds.id


def test_the_middle_button_in_between_drops_nothing(desk: Desk) -> None:
    smile = desk.tag("smile", 20, 40)
    x_px, y_px = desk.middle_px(smile)
    at = QPoint(round(x_px) + 100, y_px)
    desk.press(x_px, y_px)
    desk.drag(at.x(), y_px)
    QTest.mousePress(desk.timeline, Qt.MouseButton.MiddleButton, pos=at)
    QTest.mouseRelease(desk.timeline, Qt.MouseButton.MiddleButton, pos=at)
    assert desk.stored(smile) == smile
    desk.drag(x_px + away_px(desk, 20, 70), y_px, CTRL)
    desk.release(x_px + away_px(desk, 20, 70), y_px)
    assert desk.frames(smile)[0] == 70


def test_beyond_the_end_of_what_is_in_sight_the_film_comes_along(desk: Desk) -> None:
    smile = desk.tag("smile", 3, 6)
    for _ in range(3):
        desk.timeline.zoom_in()
    x_px, y_px = desk.middle_px(smile)
    before = desk.timeline.axis.end_us
    desk.press(x_px, y_px)
    desk.drag(desk.timeline.width() + 30, y_px)
    desk.qtbot.waitUntil(lambda: desk.timeline.axis.end_us > before * 1.5, timeout=5_000)
    desk.release(desk.timeline.width() + 30, y_px)
    assert desk.stored(smile).start_us > smile.start_us


def test_in_a_case_that_cannot_be_edited_nothing_moves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    smile = desk.tag("smile", 20, 50)
    monkeypatch.setattr(type(desk.workspace), "read_only", property(lambda self: True))
    x_px, y_px = desk.middle_px(smile)
    desk.pull((x_px, y_px), (x_px + 200, y_px))
    assert desk.stored(smile) == smile
    assert desk.workspace.tag == smile
