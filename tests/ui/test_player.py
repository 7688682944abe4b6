"""Playing: true speed by the film's own times, and pausing never jumps."""

import threading
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from media.film import Film
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden.film import GoldenFilm
from tests.ui.numbers import number_in
from ui.pictures import Pictures
from ui.player import Player

_LATE_S = 0.4
"""How much later than its time a single picture may come on a busy machine."""


class Screen:
    """What was on screen, and when; from the player (``played``) and from pictures (``stood``)."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self.player = Player(self.pictures)
        self.played: list[tuple[float, int, int | None]] = []
        self.stood: list[int] = []
        self.ended: list[float] = []
        self.pictures.set_size(320, 180)
        self.pictures.shown.connect(lambda number, image: self.stood.append(number))
        self.player.shown.connect(self._look)
        self.player.ended.connect(lambda: self.ended.append(time.perf_counter()))

    def _look(self, number: int, image: QImage) -> None:
        self.played.append((time.perf_counter(), number, number_in(image)))

    @property
    def numbers(self) -> list[int]:
        return [number for _, number, _ in self.played]

    def wrong(self, truth: GoldenFilm) -> list[int]:
        return [number for _, number, found in self.played if found != truth.numbers[number]]

    def off_s(self, film: Film, speed: float = 1.0) -> list[float]:
        """How late each picture came, counted from the first."""
        first_s, first, _ = self.played[0]
        zero_us = film.index.start_us(first)
        return [
            at_s - first_s - (film.index.start_us(number) - zero_us) / 1e6 / speed
            for at_s, number, _ in self.played
        ]


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    screen = Screen()
    yield screen
    screen.pictures.shut_down()


@pytest.mark.parametrize(("kind", "speed"), [("h264-vfr", 1.0), ("h264-phone", 0.5)])
def test_pictures_come_at_their_own_times(
    kind: str, speed: float, qtbot: QtBot, golden: Golden, screen: Screen
) -> None:
    truth = golden(kind)
    film = probe(truth.path)
    screen.pictures.open(film)
    screen.player.play(20, 60, speed)
    qtbot.waitUntil(lambda: bool(screen.ended), timeout=15_000)
    assert screen.wrong(truth) == []
    assert screen.numbers == sorted(set(screen.numbers))
    assert (screen.numbers[0], screen.numbers[-1]) == (20, 59)
    assert len(screen.numbers) > 20
    late = screen.off_s(film, speed)
    assert abs(median(late)) < 0.03
    assert max(late) < _LATE_S
    assert min(late) > -_LATE_S
    lasted_s = screen.ended[0] - screen.played[0][0]
    meant_s = (film.index.start_us(60) - film.index.start_us(20)) / 1e6 / speed
    assert lasted_s == pytest.approx(meant_s, abs=_LATE_S)
    assert not screen.player.playing


def test_where_decoding_is_slow_frames_are_left_out_and_the_time_stays_true(
    qtbot: QtBot, golden: Golden, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    decode = FrameReader.picture

    def slowly(self: FrameReader, number: int, **manner: Any) -> object:
        time.sleep(0.1)
        return decode(self, number, **manner)

    truth = golden("h264-phone")
    film = probe(truth.path)
    monkeypatch.setattr(FrameReader, "picture", slowly)
    screen.pictures.open(film)
    screen.player.play(30)
    qtbot.waitUntil(lambda: bool(screen.ended), timeout=15_000)
    assert 5 < len(screen.numbers) < 60
    assert screen.numbers[-1] == len(film.index) - 1
    assert max(screen.off_s(film)) < 0.1 + _LATE_S
    assert screen.wrong(truth) == []


def test_at_the_end_the_last_frame_stays(qtbot: QtBot, golden: Golden, screen: Screen) -> None:
    film = probe(golden("h264-phone").path)
    screen.pictures.open(film)
    screen.player.play(110)
    qtbot.waitUntil(lambda: bool(screen.ended))
    assert screen.numbers[-1] == 119
    screen.pictures.set_size(640, 360)
    qtbot.waitUntil(lambda: screen.stood == [119])


def test_pausing_never_jumps(qtbot: QtBot, golden: Golden, screen: Screen) -> None:
    screen.pictures.open(probe(golden("h264-long-gop").path))
    for wait_ms in (40, 90, 170):
        screen.played.clear()
        screen.player.play(10)
        qtbot.waitUntil(lambda: bool(screen.played))
        qtbot.wait(wait_ms)
        screen.player.pause()
        assert not screen.player.playing
        on_screen = screen.numbers[-1]
        screen.stood.clear()
        qtbot.wait(150)
        assert screen.numbers[-1] == on_screen
        assert set(screen.stood) <= {on_screen}
        screen.pictures.set_size(300 + wait_ms, 200)
        qtbot.waitUntil(lambda: bool(screen.stood))
        assert set(screen.stood) == {on_screen}
    assert screen.ended == []


def test_asking_for_a_frame_stops_playing(qtbot: QtBot, golden: Golden, screen: Screen) -> None:
    screen.pictures.open(probe(golden("h264-phone").path))
    screen.player.play(10)
    qtbot.waitUntil(lambda: len(screen.played) > 2)
    screen.pictures.ask(99)
    assert not screen.player.playing
    played = len(screen.played)
    qtbot.waitUntil(lambda: screen.stood == [99])
    assert len(screen.played) == played


def test_what_was_asked_for_before_playing_does_not_come_between(
    qtbot: QtBot, golden: Golden, screen: Screen
) -> None:
    screen.pictures.open(probe(golden("h264-phone").path))
    screen.pictures.ask(90)
    screen.player.play(10)
    qtbot.waitUntil(lambda: len(screen.played) > 3)
    assert screen.stood == []


def test_playing_goes_on_when_the_whole_film_is_known(
    qtbot: QtBot, golden: Golden, screen: Screen
) -> None:
    from dataclasses import replace

    import numpy as np

    truth = golden("h264-phone")
    whole = probe(truth.path)
    screen.pictures.open(replace(whole, index=whole.index.only(np.arange(40))))
    screen.player.play(10)
    qtbot.waitUntil(lambda: len(screen.played) > 3)
    screen.pictures.replace_film(whole)
    qtbot.waitUntil(lambda: screen.numbers[-1] > 50)
    assert screen.wrong(truth) == []


def test_a_film_that_is_taken_off_stops_playing_and_leaves_no_thread(
    qtbot: QtBot, golden: Golden
) -> None:
    film = probe(golden("h264-phone").path)
    before = threading.active_count()
    screen = Screen()
    for turn in range(6):
        screen.pictures.open(film)
        screen.player.play(turn * 10)
        qtbot.wait(turn * 15)
    screen.pictures.shut_down()
    assert not screen.player.playing
    qtbot.waitUntil(lambda: threading.active_count() <= before)
    played = len(screen.played)
    qtbot.wait(100)
    assert len(screen.played) == played
    screen.player.play(3)
    assert not screen.player.playing
