"""The mouse on the timeline of a real film."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip, QWidget

from annotations.model import Purpose, Tag
from tests.ui.timeline.conftest import HEIGHT_PX, WIDTH_PX, Desk
from ui import theme

RULER_PX = 25
EMPTY_PX = 100


# The playhead


def test_a_click_on_the_ruler_goes_there(desk: Desk) -> None:
    desk.click(desk.x_px(40), RULER_PX)
    desk.settle()
    assert desk.workspace.projector.frame == 40


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.95])
def test_wherever_in_its_cell_a_frame_is_pressed_it_is_the_one_that_comes(
    desk: Desk, share: float
) -> None:
    for _ in range(3):
        desk.timeline.zoom_in()
    x_px = desk.x_px(5) + share * (desk.x_px(6) - desk.x_px(5))
    tag = desk.tag("smile", 8, 9)
    for y_px in (RULER_PX, desk.box_px(tag)[2]):
        desk.workspace.projector.go(0)
        desk.settle()
        desk.click(x_px, y_px)
        desk.settle()
        assert desk.workspace.projector.frame == 5


def test_dragging_over_the_ruler_scrubs_and_rests_on_the_exact_frame(desk: Desk) -> None:
    desk.press(desk.x_px(10), RULER_PX)
    for frame in range(12, 90, 7):
        desk.drag(desk.x_px(frame), RULER_PX)
    desk.release(desk.x_px(89), RULER_PX)
    desk.settle()
    assert desk.workspace.projector.frame == 89


def test_a_click_on_an_empty_place_of_a_lane_goes_there_and_keeps_what_is_selected(
    desk: Desk,
) -> None:
    smile = desk.tag("smile", 50, 80)
    desk.workspace.select_tag(smile.id)
    desk.click(desk.x_px(20), desk.box_px(smile)[2])
    desk.settle()
    assert desk.workspace.projector.frame == 20
    assert desk.workspace.tag == smile


def test_esc_takes_a_scrub_back(desk: Desk) -> None:
    desk.workspace.projector.go(33)
    desk.settle()
    desk.press(desk.x_px(80), RULER_PX)
    desk.drag(desk.x_px(100), RULER_PX)
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    desk.settle()
    desk.release(desk.x_px(100), RULER_PX)
    desk.settle()
    assert desk.workspace.projector.frame == 33


# Tags


def test_a_click_on_a_tag_selects_it_and_a_double_click_plays_it_round_and_round(
    desk: Desk,
) -> None:
    smile = desk.tag("smile", 50, 58)
    left_px, right_px, y_px = desk.box_px(smile)
    middle_px = (left_px + right_px) / 2
    desk.click(middle_px, y_px)
    assert desk.workspace.tag == smile
    assert desk.timeline.hasFocus()
    assert desk.workspace.projector.frame == 0
    shown: list[int] = []
    projector = desk.workspace.projector
    projector.moved.connect(shown.append)
    QTest.mouseDClick(desk.timeline, Qt.MouseButton.LeftButton, pos=QPoint(round(middle_px), y_px))
    desk.qtbot.waitUntil(lambda: shown.count(50) >= 2 and shown.count(57) >= 1, timeout=10_000)
    assert set(shown) <= {0, *range(50, 58)}
    projector.pause()


@pytest.mark.parametrize(("edge", "to"), [("start", 30), ("start", 70), ("end", 65), ("end", 110)])
def test_dragging_an_edge_is_one_step_at_the_boundary_with_the_picture_following(
    desk: Desk, edge: str, to: int
) -> None:
    smile = desk.tag("smile", 50, 80)
    left_px, right_px, y_px = desk.box_px(smile)
    before = len(desk.case.snapshot().tags)
    grab_px = left_px + 1 if edge == "start" else right_px - 1
    away_px = desk.x_px(to) - desk.x_px(50 if edge == "start" else 80)
    desk.press(grab_px, y_px)
    for share in (0.2, 0.5, 0.9, 1.0):
        desk.drag(grab_px + away_px * share, y_px)
    assert desk.stored(smile) == smile, "nothing is written before the release"
    desk.release(grab_px + away_px, y_px)
    desk.settle()
    stored = desk.stored(smile)
    first, until = (to, 80) if edge == "start" else (50, to)
    assert (stored.start_us, stored.end_us) == (
        desk.index.start_us(first),
        desk.index.start_us(until),
    )
    assert desk.workspace.projector.frame == (first if edge == "start" else until - 1)
    desk.workspace.undo()
    assert desk.stored(smile).start_us == smile.start_us
    assert desk.stored(smile).end_us == smile.end_us
    assert len(desk.case.snapshot().tags) == before


def test_an_edge_stops_one_frame_before_the_other(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    _left_px, right_px, y_px = desk.box_px(smile)
    desk.press(right_px - 1, y_px)
    desk.drag(desk.x_px(20), y_px)
    desk.release(desk.x_px(20), y_px)
    stored = desk.stored(smile)
    assert stored.end_us == desk.index.start_us(51)


def test_esc_lets_go_of_an_edge_and_nothing_is_changed(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    left_px, _right_px, y_px = desk.box_px(smile)
    desk.press(left_px + 1, y_px)
    desk.drag(left_px - 60, y_px)
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    desk.release(left_px - 60, y_px)
    desk.settle()
    assert desk.stored(smile) == smile
    assert desk.workspace.projector.frame == 0


def test_a_shaky_click_on_an_edge_changes_nothing(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    left_px, _right_px, y_px = desk.box_px(smile)
    desk.press(left_px + 1, y_px)
    desk.drag(left_px + 3, y_px)
    desk.release(left_px + 3, y_px)
    assert desk.stored(smile) == smile
    assert desk.workspace.tag == smile


def test_a_moment_is_dragged_by_its_disc(desk: Desk) -> None:
    initiative = desk.tag("initiative", 50, None)
    left_px, right_px, y_px = desk.box_px(initiative)
    middle_px = (left_px + right_px) / 2
    away_px = desk.x_px(75) - desk.x_px(50)
    desk.press(middle_px, y_px)
    desk.drag(middle_px + away_px, y_px)
    desk.release(middle_px + away_px, y_px)
    stored = desk.stored(initiative)
    assert (stored.start_us, stored.end_us) == (desk.index.start_us(75), None)


def test_an_undo_while_an_edge_is_held_lets_go_of_it(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    desk.tag("voice", 10, 20)
    left_px, _right_px, y_px = desk.box_px(smile)
    desk.press(left_px + 1, y_px)
    desk.drag(left_px - 60, y_px)
    desk.workspace.undo()
    desk.release(left_px - 60, y_px)
    assert desk.stored(smile) == smile


def test_the_cursor_says_what_can_be_dragged(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    left_px, right_px, y_px = desk.box_px(smile)
    shapes = []
    for x_px in (left_px + 2, (left_px + right_px) / 2, right_px - 2, left_px - 40):
        QTest.mouseMove(desk.timeline, QPoint(round(x_px), y_px))
        shapes.append(desk.timeline.cursor().shape())
    wide, hand = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.PointingHandCursor
    assert shapes == [wide, hand, wide, Qt.CursorShape.ArrowCursor]


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")
def test_the_mouse_on_a_tag_says_what_it_is_and_takes_no_markup(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    noted = desk.workspace.edit(
        "Note",
        lambda edit: edit.change_tag(
            Tag(**{**vars(desk.stored(smile)), "note": "<img src=x> & more"})
        ),
    )
    assert noted is not None
    left_px, right_px, y_px = desk.box_px(smile)
    at = QPoint(round((left_px + right_px) / 2), y_px)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, desk.timeline.mapToGlobal(at))
    QApplication.sendEvent(desk.timeline, event)
    said = QToolTip.text()
    assert "smile, Baby, 0:0" in said
    assert " for " in said
    assert "&lt;img src=x&gt; &amp; more" in said
    QToolTip.hideText()


# Clips


def test_a_clip_is_selected_and_trimmed_in_one_step(desk: Desk) -> None:
    work, recording = desk.workspace, desk.workspace.recording
    assert recording is not None
    start_us, end_us = desk.index.start_us(30), desk.index.start_us(60)
    clip = work.edit("Clip", lambda edit: edit.add_clip(recording.id, start_us, end_us))
    assert clip is not None
    y_px = HEIGHT_PX - 10
    desk.click(desk.x_px(45), y_px)
    assert work.clip == clip
    away_px = desk.x_px(90) - desk.x_px(60)
    desk.press(desk.x_px(60), y_px)
    desk.drag(desk.x_px(60) + away_px, y_px)
    desk.release(desk.x_px(60) + away_px, y_px)
    desk.settle()
    assert work.clip is not None
    assert (work.clip.start_us, work.clip.end_us) == (start_us, desk.index.start_us(90))
    assert work.projector.frame == 89
    work.undo()
    assert work.clip is not None
    assert work.clip.end_us == end_us


def test_what_happens_to_other_tables_lets_nothing_fall_out_of_the_hand(desk: Desk) -> None:
    smile = desk.tag("smile", 50, 80)
    left_px, _right_px, y_px = desk.box_px(smile)
    desk.press(left_px + 1, y_px)
    desk.drag(desk.x_px(30), y_px)
    desk.case.record_departure(Purpose.REVIEW, [], [])
    desk.release(desk.x_px(30), y_px)
    assert desk.frames(smile) == (30, 80)


# Zooming


def test_the_wheel_zooms_around_the_mouse(desk: Desk) -> None:
    timeline, x_px = desk.timeline, 900
    under_us = timeline.axis.time_at(x_px)
    for _ in range(6):
        desk.wheel(x_px, 1)
        assert timeline.axis.time_at(x_px) == pytest.approx(under_us, abs=1)
    assert not timeline.axis.whole
    start_us = timeline.axis.start_us
    desk.wheel(x_px, -1, shift=True)
    assert timeline.axis.start_us > start_us
    desk.wheel(x_px, -40)
    assert timeline.axis.whole


def test_keys_and_buttons_zoom_around_the_playhead(desk: Desk) -> None:
    desk.workspace.projector.go(70)
    desk.settle()
    x_px = desk.timeline.axis.x_of(desk.workspace.projector.time_us)
    desk.timeline.zoom_in()
    assert desk.timeline.axis.x_of(desk.workspace.projector.time_us) == pytest.approx(x_px)
    closer = desk.timeline.axis.closeness
    (button,) = [
        each
        for each in desk.timeline.findChildren(QToolButton)
        if each.accessibleName() == "Farther"
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.timeline.axis.closeness < closer
    desk.timeline.zoom_in()
    desk.timeline.zoom_fit()
    assert desk.timeline.axis.whole


def test_a_clip_of_another_film_is_not_looked_at(desk: Desk) -> None:
    work, recording = desk.workspace, desk.workspace.recording
    assert recording is not None
    clip = work.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, desk.index.start_us(30)))
    assert clip is not None
    elsewhere = replace(clip, recording_id="another")
    work._snapshot = replace(work.snapshot, clips=(elsewhere,))
    work.select_clip(clip.id)
    said: list[str] = []
    work.said.connect(lambda sentence, _undo: said.append(sentence))
    desk.timeline.zoom_to_selection()
    assert desk.timeline.axis.whole
    assert said and said[0].startswith("Select a tag or a clip")


def test_zoomed_in_it_follows_the_playhead(desk: Desk) -> None:
    for _ in range(5):
        desk.timeline.zoom_in()
    for frame in (119, 5, 60):
        desk.workspace.projector.go(frame)
        desk.settle()
        assert desk.timeline.axis.shows(desk.workspace.projector.time_us)


def test_the_overview_moves_the_view_and_not_the_picture(desk: Desk) -> None:
    for _ in range(4):
        desk.timeline.zoom_in()
    desk.click(desk.timeline.axis.left_px + 800, 6)
    axis = desk.timeline.axis
    middle_us = (axis.start_us + axis.end_us) / 2
    assert middle_us == pytest.approx(axis.duration_us * 800 / axis.width_px, rel=0.01)
    assert desk.workspace.projector.frame == 0


# How it looks


def picture(desk: Desk) -> QImage:
    return desk.timeline.grab().toImage()


def near(image: QImage, x_px: float, y_px: float, colour_name: str) -> bool:
    """Whether a colour of the theme is within two pixels of a place."""
    wanted = theme.colour(colour_name)
    for x in range(round(x_px) - 2, round(x_px) + 3):
        for y in range(round(y_px) - 2, round(y_px) + 3):
            found = image.pixelColor(x, y)
            if all(
                abs(a - b) < 12
                for a, b in zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
            ):
                return True
    return False


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_tag_is_seen_in_its_colour_in_both_themes(
    desk: Desk, qapp: QApplication, scheme: theme.Scheme
) -> None:
    desk.tag("smile", 50, 80)
    scaffolds = desk.tag("scaffolds", 20, 90)
    theme.dress(qapp, scheme)
    left_px, right_px, y_px = desk.box_px(scaffolds)
    found = picture(desk).pixelColor(round(right_px) - 12, y_px - 5)
    fill = theme.level_colour(5)
    assert found.name() == fill.name()
    assert theme.contrast(fill, theme.colour("lane")) >= 3
    assert theme.contrast(fill, theme.on_level(fill)) >= 4.5
    assert right_px > left_px
    theme.dress(qapp, "dark")


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_marks_playhead_and_what_runs_are_plain_to_see(
    desk: Desk, qapp: QApplication, scheme: theme.Scheme
) -> None:
    theme.dress(qapp, scheme)
    projector = desk.workspace.projector
    for frame, act in ((20, desk.choosing.mark_in), (60, desk.choosing.mark_out)):
        projector.go(frame)
        desk.settle()
        act()
    without = picture(desk)
    desk.tagging.press(desk.code("voice"))
    projector.go(90)
    desk.settle()
    image = picture(desk)
    assert near(image, desk.x_px(20), 24, "accent")
    assert near(image, desk.x_px(61), 24, "accent")
    assert near(image, desk.x_px(90), 150, "playhead")
    assert image != without
    (running,) = desk.tagging.running
    assert running.start_us == desk.index.start_us(60)
    theme.dress(qapp, "dark")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("height_px", [120, 190, HEIGHT_PX])
def test_it_is_painted_at_any_size_without_a_word_from_qt(
    desk: Desk, qapp: QApplication, scheme: theme.Scheme, scale: float, height_px: int
) -> None:
    for first in range(0, 100, 3):
        desk.tag("smile", first, first + 8)
        desk.tag("names", first, None)
    desk.workspace.select_tag(desk.workspace.tags[-1].id)
    theme.dress(qapp, scheme, text_scale=scale)
    desk.timeline.resize(WIDTH_PX // 2, height_px)
    for _ in range(8):
        assert not picture(desk).isNull()
        desk.timeline.zoom_in()
    theme.dress(qapp, "dark", text_scale=1.0)


def test_before_a_case_is_open_and_after_it_is_closed_it_is_empty(desk: Desk) -> None:
    desk.tag("smile", 50, 80)
    desk.workspace.close_case()
    assert not desk.timeline.scene().lanes.heads
    assert desk.timeline.accessibleDescription() == "No film"
    assert not picture(desk).isNull()
    desk.click(600, RULER_PX)
    desk.click(600, EMPTY_PX)
    desk.wheel(600, 3)


def test_everybody_has_a_lane_and_both_together(desk: Desk) -> None:
    names = [head.name for head in desk.timeline.scene().lanes.heads]
    assert names == ["Baby", "Parent", "Both"]


def test_it_has_a_name_says_where_it_is_and_so_do_its_controls(desk: Desk) -> None:
    desk.workspace.projector.go(50)
    desk.settle()
    assert desk.timeline.accessibleName() == "Timeline"
    assert "frame 50" in desk.timeline.accessibleDescription()
    for control in desk.timeline.findChildren(QToolButton):
        assert control.accessibleName()
        assert "Ctrl" in control.toolTip()
    assert all(
        child.focusPolicy() == Qt.FocusPolicy.NoFocus
        for child in desk.timeline.findChildren(QWidget)
    )
