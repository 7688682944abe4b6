"""The ruler's ticks, from hours to single frames."""

import itertools

import pytest

from media.frame_index import FrameIndex
from media.probe import probe
from tests.conftest import Golden
from ui.timeline.axis import Axis
from ui.timeline.ruler import ticks

LABEL_PX = 70


@pytest.fixture
def index(golden: Golden) -> FrameIndex:
    return probe(golden("h264-vfr", frames=120, size=(320, 180)).path).index


@pytest.mark.parametrize("hours", [0.001, 0.01, 0.1, 1, 4])
@pytest.mark.parametrize("closeness", [0, 0.2, 0.5, 0.8, 1])
def test_labels_never_touch(hours: float, closeness: float) -> None:
    axis = Axis(120, 1200, round(hours * 3_600_000_000)).fitted().looking(closeness, 700)
    labels = [tick for tick in ticks(axis, None, LABEL_PX) if tick.label]
    for one, next_one in itertools.pairwise(labels):
        assert axis.x_of(next_one.time_us) - axis.x_of(one.time_us) >= LABEL_PX - 0.01
        assert one.label != next_one.label
    assert len(ticks(axis, None, LABEL_PX)) < 400


def test_close_up_there_is_a_tick_at_every_frame_and_nowhere_else(index: FrameIndex) -> None:
    axis = Axis(120, 1200, index.duration_us).fitted().looking(1, 700)
    times = [tick.time_us for tick in ticks(axis, index, LABEL_PX)]
    seen = [t for t in index.boundaries_us.tolist() if axis.start_us <= t <= axis.end_us]
    assert [t for t in times if axis.start_us <= t <= axis.end_us] == seen
    assert len(set(itertools.starmap(lambda a, b: b - a, itertools.pairwise(times)))) > 1


def test_far_away_the_ticks_are_even(index: FrameIndex) -> None:
    axis = Axis(120, 300, index.duration_us).fitted()
    times = [tick.time_us for tick in ticks(axis, index, LABEL_PX)]
    assert len({b - a for a, b in itertools.pairwise(times)}) == 1
