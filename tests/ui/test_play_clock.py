"""The clock of playing: steady by itself, and never ahead of a loudspeaker that it follows."""

import pytest

from ui import play_clock
from ui.play_clock import PlayClock


class Watch:
    """The time of day, as a test wants it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now_s = 100.0
        monkeypatch.setattr(play_clock, "monotonic", lambda: self.now_s)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def test_it_stands_until_it_begins(watch: Watch) -> None:
    clock = PlayClock(1.0)
    watch.now_s += 5
    assert (clock.runs, clock.now_us()) == (False, 0)


@pytest.mark.parametrize("speed", [0.1, 1.0, 2.0])
def test_alone_it_runs_steadily_at_its_speed(watch: Watch, speed: float) -> None:
    clock = PlayClock(speed)
    clock.begin()
    watch.now_s += 3
    assert clock.now_us() == pytest.approx(3e6 * speed)
    assert clock.wait_s(3e6 * speed + 1e6) == pytest.approx(1 / speed)


def test_between_two_words_of_the_loudspeaker_it_goes_on(watch: Watch) -> None:
    clock = PlayClock(0.5)
    clock.begin()
    clock.follow(1.0)
    watch.now_s += 0.02
    clock.follow(1.0)
    assert clock.now_us() == pytest.approx(0.5e6 * 1.02)


def test_where_the_loudspeaker_waits_so_does_the_clock(watch: Watch) -> None:
    clock = PlayClock(1.0)
    clock.begin()
    clock.follow(1.0)
    watch.now_s += 10
    clock.follow(1.0)
    assert clock.now_us() <= 1.06e6


def test_without_the_loudspeaker_it_goes_on_from_where_it_stood(watch: Watch) -> None:
    clock = PlayClock(1.0)
    clock.begin()
    clock.follow(1.0)
    watch.now_s += 10
    stood_us = clock.now_us()
    clock.run_free()
    assert clock.now_us() == pytest.approx(stood_us)
    watch.now_s += 2
    assert clock.now_us() == pytest.approx(stood_us + 2e6)
