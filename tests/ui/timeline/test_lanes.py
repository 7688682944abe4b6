"""Lanes by person, by level and by code."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QToolTip

from annotations.model import Tag
from tests.ui.timeline.conftest import WIDTH_PX, Desk
from tests.ui.timeline.test_moving import move
from ui import settings, theme
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.grouping import Grouping
from ui.timeline.timeline import Timeline

OTHERS = [Grouping.LEVEL, Grouping.CODE]


def names(desk: Desk) -> list[str]:
    return [head.name for head in desk.timeline.scene().lanes.heads]


def lane_of(desk: Desk, tag: Tag) -> str:
    """The name of the lane a tag lies on."""
    tags = desk.timeline.scene().tags
    place = tags.find(tag.id)
    assert place is not None
    return names(desk)[int(tags.lane[place])]


def selected(desk: Desk) -> set[str]:
    return {tag.id for tag in desk.workspace.selected_tags}


def picture(desk: Desk) -> QImage:
    return desk.timeline.grab().toImage()


# Which lanes there are


def test_by_level_each_level_of_the_codebook_has_a_lane_and_what_has_none(desk: Desk) -> None:
    smile, scaffolds = desk.tag("smile", 10, 30), desk.tag("scaffolds", 20, 40)
    together = desk.tag("back-and-forth", 50, 60)
    desk.timeline.group(Grouping.LEVEL)
    levels = sorted({code.level for code in desk.workspace.codes if code.level is not None})
    assert names(desk) == ["Baby", *(theme.level_name(level) for level in levels)]
    assert lane_of(desk, smile) == "Baby"
    assert lane_of(desk, scaffolds) == theme.level_name(5)
    assert lane_of(desk, together) == theme.level_name(4), "what is of both together, too"
    fills = [head.fill for head in desk.timeline.scene().lanes.heads]
    assert fills == [theme.level_colour(level) for level in (None, *levels)]


def test_by_code_each_code_that_is_used_or_runs_has_a_lane(desk: Desk) -> None:
    desk.timeline.group(Grouping.CODE)
    assert names(desk) == []
    rows = desk.timeline.scene().bands.of_lanes
    middle = [picture(desk).pixel(x, round(rows.middle_px)) for x in range(600, 840)]
    assert len(set(middle)) > 2, "a sentence says why"
    scaffolds = desk.tag("scaffolds", 20, 40)
    smile = desk.tag("smile", 10, 30)
    assert names(desk) == ["smile", "scaffolds"], "in the order of the codebook"
    assert [lane_of(desk, tag) for tag in (smile, scaffolds)] == ["smile", "scaffolds"]
    voice = desk.code("voice")
    desk.tagging.press(voice)
    assert "voice" in names(desk)
    desk.tagging.cancel_running()
    assert names(desk) == ["smile", "scaffolds"]
    desk.workspace.undo()
    assert names(desk) == ["scaffolds"]
    (head,) = desk.timeline.scene().lanes.heads
    assert head.letter == desk.code("scaffolds").key.upper()
    assert head.fill == theme.level_colour(5)


def test_a_code_of_another_codebook_has_a_lane_while_it_is_used(desk: Desk) -> None:
    work, recording = desk.workspace, desk.workspace.recording
    assert recording is not None
    smile = desk.tag("smile", 10, 30)
    other = next(book for book in work.snapshot.codebooks if book.id != recording.codebook_id)
    work.edit("Codes", lambda edit: edit.change_recording(replace(recording, codebook_id=other.id)))
    for grouping in Grouping:
        desk.timeline.group(grouping)
        assert desk.timeline.scene().tags.find(smile.id) is not None, grouping
    assert names(desk) == ["smile"]


def test_what_was_chosen_is_remembered_and_odd_settings_are_by_person(desk: Desk) -> None:
    assert settings.lanes() is Grouping.PERSON
    desk.timeline.group(Grouping.CODE)
    other = Timeline(desk.workspace, Tagging(desk.workspace), Choosing(desk.workspace))
    assert other.grouping is Grouping.CODE
    other.deleteLater()
    settings._settings().setValue("timeline/lanes", "shoe size")
    assert settings.lanes() is Grouping.PERSON


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_the_button_at_the_head_says_it_and_lets_it_be_chosen(desk: Desk) -> None:
    (button,) = [
        each
        for each in desk.timeline.findChildren(QToolButton)
        if each.accessibleName() == "Lanes by person"
    ]
    assert "Ctrl+7" in button.toolTip()
    assert button.width() >= 24 - 2 and button.isVisible()
    (menu,) = button.findChildren(QMenu)
    choices = menu.actions()
    assert [each.text().replace("&", "") for each in choices] == [
        "By person",
        "By level",
        "By code",
    ]
    choices[1].trigger()
    assert desk.timeline.grouping is Grouping.LEVEL
    assert button.accessibleName() == "Lanes by level"
    assert [each.isChecked() for each in choices] == [False, True, False]


# The mouse


@pytest.mark.parametrize("grouping", OTHERS)
def test_a_tag_is_selected_moved_and_trimmed_on_its_lane(desk: Desk, grouping: Grouping) -> None:
    smile, scaffolds = desk.tag("smile", 20, 50), desk.tag("scaffolds", 20, 50)
    desk.timeline.group(grouping)
    desk.click(*desk.middle_px(scaffolds))
    assert desk.workspace.tag == scaffolds
    move(desk, smile, 20, 40)
    assert desk.frames(smile)[0] == 40
    _left_px, right_px, y_px = desk.box_px(scaffolds)
    desk.pull((right_px - 1, y_px), (desk.x_px(70), y_px))
    assert desk.frames(scaffolds) == (20, 70)


@pytest.mark.parametrize("grouping", OTHERS)
def test_up_and_down_changes_nothing_where_lanes_are_not_people(
    desk: Desk, grouping: Grouping
) -> None:
    smile, scaffolds = desk.tag("smile", 20, 50), desk.tag("scaffolds", 60, 90)
    desk.timeline.group(grouping)
    for tag, other in ((smile, scaffolds), (scaffolds, smile)):
        x_px, y_px = desk.middle_px(tag)
        desk.pull((x_px, y_px), (x_px, desk.middle_px(other)[1]))
        assert desk.stored(tag) == tag
    assert desk.case.undo_label == "Tag: scaffolds"
    x_px, y_px = desk.middle_px(smile)
    away_px = desk.x_px(30) - desk.x_px(20)
    desk.pull((x_px, y_px), (x_px + away_px, desk.middle_px(scaffolds)[1]))
    assert desk.stored(smile).person_id == smile.person_id
    assert desk.stored(smile).code_id == smile.code_id
    assert desk.frames(smile)[0] > 25, "along the film it goes"


@pytest.mark.parametrize("grouping", OTHERS)
def test_a_box_selects_what_it_touches_on_its_lanes(desk: Desk, grouping: Grouping) -> None:
    smile, scaffolds, later = (
        desk.tag("smile", 10, 30),
        desk.tag("scaffolds", 10, 30),
        desk.tag("smile", 70, 90),
    )
    desk.timeline.group(grouping)
    y_px = desk.middle_px(smile)[1]
    desk.pull((desk.x_px(3), y_px - 4), (desk.x_px(95), y_px + 4))
    assert selected(desk) == {smile.id, later.id}
    low_px = desk.middle_px(scaffolds)[1]
    desk.pull((desk.x_px(3), y_px), (desk.x_px(40), low_px))
    assert selected(desk) == {smile.id, scaffolds.id}
    desk.press(desk.x_px(100), y_px)
    desk.drag(desk.x_px(85), y_px)
    QTest.keyClick(desk.timeline, Qt.Key.Key_Escape)
    desk.release(desk.x_px(85), y_px)
    assert selected(desk) == {smile.id, scaffolds.id}


@pytest.mark.parametrize("grouping", list(Grouping))
def test_more_than_three_at_once_become_a_number_that_is_pressed(
    desk: Desk, grouping: Grouping
) -> None:
    tags = [desk.tag("smile", first, 60) for first in range(10, 15)]
    desk.timeline.group(grouping)
    scene = desk.timeline.scene()
    (chip,) = scene.seen.gatherings
    bar = scene.bands.lanes[chip.lane].row(2)
    at = chip.left_px + chip.width_px / 2, bar.middle_px
    seen = []
    for _ in range(2):
        desk.click(*at)
        assert desk.workspace.tag is not None
        seen.append(desk.workspace.tag.id)
    assert seen == [tags[3].id, tags[4].id]


@pytest.mark.qt_log_ignore(r"This plugin does not support raise\(\)")
@pytest.mark.parametrize("grouping", list(Grouping))
def test_the_mouse_on_a_head_says_all_of_it(desk: Desk, grouping: Grouping) -> None:
    smile = desk.tag("smile", 10, 30)
    desk.timeline.group(grouping)
    at = QPoint(40, desk.middle_px(smile)[1])
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, desk.timeline.mapToGlobal(at))
    QApplication.sendEvent(desk.timeline, event)
    key = desk.code("smile").key
    said = {
        Grouping.PERSON: "Baby, baby",
        Grouping.LEVEL: "Baby",
        Grouping.CODE: f"smile ({key})",
    }
    assert said[grouping] in QToolTip.text()
    QToolTip.hideText()


# How it looks


@pytest.mark.parametrize("grouping", list(Grouping))
def test_what_runs_is_seen_on_its_lane(desk: Desk, grouping: Grouping) -> None:
    desk.timeline.group(grouping)
    desk.tag("smile", 5, 15)
    desk.tagging.press(desk.code("voice"))
    desk.workspace.projector.go(60)
    desk.settle()
    scene = desk.timeline.scene()
    (running,) = desk.timeline._staging.running(0, desk.workspace.projector.end_us)
    bar = scene.bands.lanes[running.lane].bar(running.row)
    expected = {Grouping.PERSON: "Baby", Grouping.LEVEL: "Baby", Grouping.CODE: "voice"}
    assert names(desk)[running.lane] == expected[grouping]
    row = [
        picture(desk).pixelColor(desk.x_px(30) + step, round(bar.middle_px)).name()
        for step in range(30)
    ]
    assert theme.level_colour(None).name() in row


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("height_px", [120, 190, 252, 600])
@pytest.mark.parametrize("grouping", OTHERS)
def test_every_lane_is_painted_at_any_size(
    desk: Desk,
    qapp: QApplication,
    scheme: theme.Scheme,
    scale: float,
    height_px: int,
    grouping: Grouping,
) -> None:
    tags = [
        desk.tag(code.short, place, None if code.kind == "point" else place + 9)
        for place, code in enumerate(desk.workspace.codes)
    ]
    desk.workspace.select_tags(tag.id for tag in tags)
    desk.timeline.group(grouping)
    theme.dress(qapp, scheme, text_scale=scale)
    desk.timeline.resize(WIDTH_PX, height_px)
    assert not picture(desk).isNull()
    scene = desk.timeline.scene()
    assert len(scene.lanes.heads) == len(scene.bands.lanes)
    low_px = scene.bands.lanes[-1].band.bottom_px - scene.bands.hidden_px
    assert low_px <= scene.bands.clips.top_px + 1
    assert len(scene.seen.place) == len(tags)
    theme.dress(qapp, "dark", text_scale=1.0)


def test_of_heads_and_overview_only_the_newest_picture_is_kept(desk: Desk) -> None:
    desk.tag("smile", 10, 30)
    for height_px in range(200, 260, 5):
        desk.timeline.resize(WIDTH_PX + height_px, height_px)
        picture(desk)
    assert len(desk.timeline.scene().sprites._drawn) == 2


# More lanes than there is room for


def of_every_code(desk: Desk) -> list[Tag]:
    """A tag of each code, one after the other, and a low timeline with its lanes by code."""
    made = [
        desk.tag(code.short, 5 * place, None if code.kind == "point" else 5 * place + 4)
        for place, code in enumerate(desk.workspace.codes)
    ]
    desk.timeline.resize(WIDTH_PX, 190)
    desk.timeline.group(Grouping.CODE)
    return made


def in_sight(desk: Desk, tag: Tag) -> bool:
    rows = desk.timeline.scene().bands
    return rows.of_lanes.top_px <= desk.box_px(tag)[2] < rows.of_lanes.bottom_px


def head_wheel(desk: Desk, notches: int) -> None:
    desk.wheel(40, notches)


def test_the_wheel_on_the_heads_and_the_bar_scroll_lanes(desk: Desk) -> None:
    first, *_others, last = of_every_code(desk)
    bar = desk.timeline._lane_scroll
    assert desk.timeline.scene().bands.hidden_px > 0
    assert bar.isVisible() and "PgDown" in bar.toolTip()
    desk.workspace.select_tag(first.id)
    assert in_sight(desk, first) and not in_sight(desk, last)
    axis = desk.timeline.axis
    for _ in range(10):
        head_wheel(desk, -1)
    assert in_sight(desk, last) and not in_sight(desk, first)
    assert desk.timeline.axis == axis, "it does not zoom there"
    desk.click(*desk.middle_px(last))
    assert desk.workspace.tag == last
    bar.setValue(0)
    assert in_sight(desk, first)
    desk.timeline.resize(WIDTH_PX, 900)
    assert desk.timeline.scene().bands.hidden_px == 0
    assert not bar.isVisible()


def test_keys_scroll_lanes_and_what_is_selected_or_runs_comes_into_sight(desk: Desk) -> None:
    first, *_others, last = of_every_code(desk)
    for _ in range(6):
        desk.timeline.scroll_lanes(1)
    assert in_sight(desk, last)
    for tag in (first, last, first, last):
        desk.workspace.select_tag(tag.id)
        assert in_sight(desk, tag)
    desk.timeline.group(Grouping.PERSON)
    desk.timeline.group(Grouping.CODE)
    assert in_sight(desk, last)
    desk.timeline.scroll_lanes(-10)
    desk.timeline.scroll_lanes(1)
    desk.tagging.press(desk.code("looks-at-parent"))
    (running,) = desk.timeline._staging.running(0, 0)
    rows = desk.timeline.scene().bands
    assert rows.of_lanes.holds(rows.lanes[running.lane].band.middle_px)


def test_scrolled_away_tags_are_neither_hit_nor_painted_nor_boxed(desk: Desk) -> None:
    first, *_others, last = of_every_code(desk)
    rows = desk.timeline.scene().bands
    x_px, y_px = desk.middle_px(last)
    assert y_px > rows.of_lanes.bottom_px
    desk.workspace.select_tag(first.id)
    before = picture(desk)
    desk.workspace.select_tags([first.id, last.id], first.id)
    clips_px = round(rows.clips.top_px) + 2
    shown = picture(desk)
    assert [shown.pixel(round(x_px), y) for y in range(clips_px, 189)] == [
        before.pixel(round(x_px), y) for y in range(clips_px, 189)
    ]
    desk.pull((desk.x_px(112), rows.of_lanes.top_px + 2), (desk.x_px(0), 3000))
    assert first.id in selected(desk) and last.id not in selected(desk)


def test_nothing_is_scrolled_under_the_hand(desk: Desk) -> None:
    first, *_others = of_every_code(desk)
    desk.timeline.scroll_lanes(1)
    before = desk.timeline._lane_scroll.value()
    top_px = desk.timeline.scene().bands.of_lanes.top_px
    desk.press(desk.x_px(112), top_px + 2)
    desk.drag(desk.x_px(90), top_px + 60)
    desk.timeline.scroll_lanes(1)
    head_wheel(desk, -1)
    desk.workspace.select_tag(first.id)
    assert desk.timeline._lane_scroll.value() == before
    desk.release(desk.x_px(90), top_px + 60)
