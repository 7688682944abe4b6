"""Tags are painted once and then copied: what is copied is what would be painted anew."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from annotations.model import Tag
from tests.ui.timeline.conftest import WIDTH_PX, Desk
from ui.timeline.grouping import Grouping
from ui.timeline.marks import TagPainter

_CHANGES = 60


def _picture(desk: Desk) -> QImage:
    return desk.timeline.grab().toImage()


def _painted_anew(desk: Desk) -> QImage:
    desk.timeline.scene().layer.forget()
    desk.timeline.forget_picture()
    return _picture(desk)


def _add(desk: Desk, chance: random.Random) -> None:
    code = chance.choice(desk.workspace.codes)
    first = chance.randrange(len(desk.index) - 12)
    until = None if code.kind == "point" else first + chance.randrange(1, 12)
    desk.tag(code.short, first, until)


def _change(desk: Desk, chance: random.Random) -> None:
    """Something that somebody might do to one tag, or to what is in sight."""
    work, timeline = desk.workspace, desk.timeline
    tag: Tag = chance.choice(work.tags)
    work.select_tag(tag.id)
    ways: list[Callable[[], object]] = [
        lambda: _add(desk, chance),
        lambda: _add(desk, chance),
        desk.tagging.star,
        desk.tagging.delete,
        lambda: desk.tagging.nudge("start", chance.choice((-1, 1))),
        lambda: desk.tagging.change(
            replace(tag, person_id=chance.choice([each.id for each in work.people]))
        ),
        work.undo,
        work.redo,
        timeline.zoom_in,
        timeline.zoom_out,
        lambda: timeline.pan(chance.choice((-1, 1))),
        lambda: timeline.resize(WIDTH_PX, chance.choice((150, 190, 252, 400))),
        lambda: timeline.group(chance.choice(list(Grouping))),
        lambda: timeline.scroll_lanes(chance.choice((-1, 1))),
    ]
    chance.choice(ways)()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_change_the_picture_is_the_one_that_would_be_painted_anew(
    desk: Desk, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(30):
        _add(desk, chance)
    for _ in range(_CHANGES):
        if desk.workspace.tags:
            _change(desk, chance)
        assert _picture(desk) == _painted_anew(desk)


def test_a_new_tag_is_painted_with_its_own_lane_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for short in ("smile", "scaffolds", "back-and-forth"):
        desk.tag(short, 10, 30)
    _picture(desk)
    painted: list[set[int]] = []
    draw_all = TagPainter.draw_all

    def note(self: TagPainter, left_px: int, width_px: int) -> None:
        painted.append(set(self._seen.lane.tolist()))
        draw_all(self, left_px, width_px)

    monkeypatch.setattr(TagPainter, "draw_all", note)
    tag = desk.tag("smile", 40, 50)
    _picture(desk)
    scene = desk.timeline.scene()
    assert painted == [{int(scene.tags.lane[scene.tags.places_of([tag.id])[0]])}]
    assert len(set(scene.seen.lane.tolist())) == 3


def test_where_the_last_lane_goes_nothing_of_it_stays(desk: Desk) -> None:
    desk.timeline.group(Grouping.CODE)
    empty = _picture(desk)
    tag = desk.tag("smile", 10, 30)
    assert _picture(desk) != empty
    desk.workspace.edit("Delete", lambda edit: edit.delete_tag(tag.id))
    assert not desk.timeline.scene().lanes.heads
    assert _picture(desk) == _painted_anew(desk)


def test_a_code_that_is_renamed_is_painted_so(desk: Desk) -> None:
    desk.tag("smile", 10, 90)
    before = _picture(desk)
    renamed = replace(desk.code("smile"), label="laughs", key="Y")
    others = [code for code in desk.workspace.codes if code.key == "Y"]
    desk.workspace.edit(
        "Rename",
        lambda edit: (
            [edit.change_code(replace(code, key="")) for code in others],
            edit.change_code(renamed),
        ),
    )
    assert _picture(desk) != before
    assert _picture(desk) == _painted_anew(desk)
