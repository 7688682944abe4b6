"""Which row of a lane a tag gets, and what is in sight."""

import itertools
import random

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from annotations.edit import made_by
from annotations.model import Tag
from ui import theme
from ui.timeline.arrays import TagArrays, most_rows, tag_arrays
from ui.timeline.axis import Axis
from ui.timeline.lanes import Lanes
from ui.timeline.layout import Form, bands, placed

S = 1_000_000
LANES = Lanes(places={"mia": 0, "jo": 1, None: 2})
CODES = {"smile": 0, "look": 1}


@pytest.fixture(autouse=True)
def _usual_size(qapp: QApplication) -> None:
    theme.dress(qapp, "dark", text_scale=1.0, compact=False)


def tag(start_s: float, end_s: float | None, who: str | None = "mia", code: str = "smile") -> Tag:
    return Tag(
        **made_by("Ann"),
        recording_id="film",
        code_id=code,
        person_id=who,
        start_us=round(start_s * S),
        end_us=None if end_s is None else round(end_s * S),
    )


def arrays(*tags: Tag) -> TagArrays:
    return tag_arrays(sorted(tags, key=lambda each: each.start_us), LANES, CODES)


def test_the_first_free_row_wins() -> None:
    packed = arrays(tag(0, 5), tag(1, 3), tag(3, 6), tag(5, 7))
    assert packed.row.tolist() == [0, 1, 1, 0]
    assert packed.rows_in(0) == 2
    assert packed.rows_in(1) == 0


def test_each_person_has_rows_of_their_own() -> None:
    packed = arrays(tag(0, 5), tag(1, 3, "jo"), tag(2, 4, None))
    assert packed.lane.tolist() == [0, 1, 2]
    assert packed.row.tolist() == [0, 0, 0]


def test_a_moment_takes_a_row_with_room_for_its_disc_else_any_that_is_free() -> None:
    assert arrays(tag(0, 5), tag(5.1, None)).row.tolist() == [0, 1]
    crowded = arrays(tag(0, 5), tag(1, 5), tag(2, 5), tag(5.1, None))
    assert crowded.row.tolist() == [0, 1, 2, 0]


def test_more_than_three_at_once_become_a_number() -> None:
    packed = arrays(*(tag(n / 10, 5) for n in range(6)))
    assert packed.row.tolist() == [0, 1, 2, 3, 3, 3]
    seen = placed(packed, Axis(120, 1000, 10 * S).fitted())
    (chip, *others) = seen.gatherings
    assert len(chip.places) + sum(len(each.places) for each in others) == 3


def test_tags_in_one_row_never_overlap() -> None:
    chance = random.Random(7)
    tags = []
    for _ in range(600):
        start_s = chance.uniform(0, 600)
        long_s = chance.choice([None, chance.uniform(0.04, 20)])
        end_s = None if long_s is None else start_s + long_s
        tags.append(tag(start_s, end_s, chance.choice(["mia", "jo", None])))
    packed = arrays(*tags)
    last: dict[tuple[int, int], int] = {}
    for n in range(len(packed)):
        if packed.row[n] == most_rows():
            continue
        row = int(packed.lane[n]), int(packed.row[n])
        assert last.get(row, -1) <= packed.start_us[n]
        last[row] = int(packed.end_us[n])


def test_what_is_in_sight_is_found_though_a_long_tag_began_long_before() -> None:
    packed = arrays(tag(0, 100), *(tag(n, n + 0.5, "jo") for n in range(1, 90)))
    seen = packed.between(50.1 * S, 50.2 * S)
    assert seen.tolist() == [0, 50]
    assert packed.between(200 * S, 300 * S).tolist() == []


def test_tags_of_nobody_known_are_left_out() -> None:
    assert len(arrays(tag(0, 1, "somebody"), tag(2, 3))) == 1


def test_moments_shrink_to_dots_and_slivers_where_they_would_touch() -> None:
    packed = arrays(*(tag(n * 2, None) for n in range(5)))
    whole = Axis(120, 1000, 10 * S).fitted()
    assert set(placed(packed, whole).form.tolist()) == {Form.DISC}
    far = Axis(120, 1000, 160 * S).fitted()
    assert set(placed(packed, far).form.tolist()) == {Form.DOT}
    farther = Axis(120, 1000, 3600 * S).fitted()
    assert set(placed(packed, farther).form.tolist()) == {Form.SLIVER}


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("height_px", [120, 190, 252, 600])
@pytest.mark.parametrize("rows", [[1, 1], [2, 2, 1], [3, 3, 3], [1, 3, 1, 2, 1]])
def test_every_lane_has_its_place_at_any_height(
    qapp: QApplication, height_px: int, rows: list[int], compact: bool, text_scale: float
) -> None:
    theme.dress(qapp, "dark", text_scale=text_scale, compact=compact)
    laid = bands(height_px, rows)
    tops = [lane.band.top_px for lane in laid.lanes]
    assert tops[0] == laid.ruler.bottom_px
    for upper, lower in itertools.pairwise(laid.lanes):
        assert upper.band.bottom_px == lower.band.top_px
    assert laid.lanes[-1].band.bottom_px - laid.hidden_px <= laid.clips.top_px + 1
    assert laid.clips.bottom_px == pytest.approx(max(height_px, laid.clips.bottom_px))
    for lane in laid.lanes:
        assert lane.row(0).top_px >= lane.band.top_px - 0.5
        assert lane.row(lane.rows - 1).bottom_px <= lane.band.bottom_px + 0.5
        assert lane.bar(0).height_px >= 2


def test_lanes_that_could_not_hold_a_name_are_scrolled_and_reach_the_end() -> None:
    few, many = bands(252, [1] * 8), bands(252, [1] * 30)
    assert few.hidden_px == 0
    assert many.hidden_px > 0
    assert many.lanes[0].band.height_px >= 12
    last = bands(252, [1] * 30, scrolled_px=10_000).lanes[-1].band
    assert last.bottom_px == pytest.approx(many.clips.top_px, abs=1)
    assert many.lane_at(many.of_lanes.bottom_px + 3) is None
    for scrolled_px in (0, 40, 100):
        laid = bands(252, [1] * 30, scrolled_px=scrolled_px)
        for upper, lower in itertools.pairwise(laid.lanes):
            assert upper.band.bottom_px == lower.band.top_px


def test_everything_placed_is_within_its_times() -> None:
    packed = arrays(tag(1, 2), tag(3, None), tag(4, 9, "jo"))
    axis = Axis(120, 1000, 10 * S).fitted()
    seen = placed(packed, axis)
    assert np.all(seen.left_px[seen.form == Form.BAR] == [220, 520])
    assert np.all(seen.right_px[seen.form == Form.BAR] <= [320, 1020])
