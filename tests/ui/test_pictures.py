"""Every picture that comes is the frame it says it is, and the newest request wins."""

import random
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from media.film import Film
from media.opening import open_quickly
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden.film import GoldenFilm
from tests.ui.numbers import number_in
from ui.look import Look
from ui.pictures import Pictures
from ui.reel import Reel

_SIZE_PX = (640, 400)


class Viewer:
    """Looks at what comes, as the window does."""

    def __init__(self, pictures: Pictures) -> None:
        self.pictures = pictures
        self.seen: list[tuple[int, int | None]] = []
        self.sizes: list[tuple[int, int]] = []
        self.unreadable: list[tuple[int, str]] = []
        self.lost: list[str] = []
        pictures.set_size(*_SIZE_PX)
        pictures.shown.connect(self._look)
        pictures.unreadable.connect(lambda number, why: self.unreadable.append((number, why)))
        pictures.lost.connect(self.lost.append)

    def _look(self, number: int, image: QImage) -> None:
        assert QThread.currentThread() is self.pictures.thread()
        self.seen.append((number, number_in(image)))
        self.sizes.append((image.width(), image.height()))

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.seen]

    def wrong(self, truth: GoldenFilm) -> list[tuple[int, int | None]]:
        return [(number, found) for number, found in self.seen if found != truth.numbers[number]]


@pytest.fixture
def viewer(qtbot: QtBot) -> Iterator[Viewer]:
    pictures = Pictures()
    yield Viewer(pictures)
    pictures.shut_down()


def _wait_for(qtbot: QtBot, viewer: Viewer, number: int) -> None:
    qtbot.waitUntil(lambda: viewer.numbers[-1:] == [number], timeout=10_000)


@pytest.mark.parametrize("kind", ["h264-vfr", "hevc-ts", "turned-90", "wide-pixels"])
def test_the_frame_that_was_asked_for_comes_as_large_as_fits(
    kind: str, qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    truth = golden(kind)
    viewer.pictures.open(probe(truth.path))
    for number in (0, 57, 56, 110):
        viewer.pictures.ask(number)
        _wait_for(qtbot, viewer, number)
    assert viewer.wrong(truth) == []
    width, height = truth.shown_size
    assert set(viewer.sizes) == {
        (640, round(640 * height / width))
        if width / height > 640 / 400
        else (round(400 * width / height), 400)
    }


def test_in_a_storm_of_requests_nothing_piles_up_and_nothing_is_misnamed(
    qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    truth = golden("h264-long-gop")
    viewer.pictures.open(probe(truth.path))
    chance = random.Random(5)
    asked = 400
    for _ in range(asked):
        viewer.pictures.ask(chance.randrange(120), exact=chance.random() < 0.5)
        if chance.random() < 0.05:
            viewer.pictures.set_size(chance.randrange(200, 900), chance.randrange(200, 600))
        if chance.random() < 0.2:
            qtbot.wait(chance.randrange(5))
    viewer.pictures.ask(77)
    asked_last = time.perf_counter()
    _wait_for(qtbot, viewer, 77)
    assert time.perf_counter() - asked_last < 1.0
    assert len(viewer.seen) < asked
    assert viewer.wrong(truth) == []


def test_frames_beyond_the_film_are_no_frames(qtbot: QtBot, golden: Golden, viewer: Viewer) -> None:
    viewer.pictures.open(probe(golden("h264-phone").path))
    for number in (-1, 120):
        with pytest.raises(IndexError):
            viewer.pictures.ask(number)


def test_a_scrubbing_hand_sees_the_key_frame_at_once_and_the_frame_where_it_rests(
    qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    truth = golden("h264-phone")
    viewer.pictures.open(probe(truth.path))
    for number in (44, 45, 47):
        viewer.pictures.ask(number, exact=False)
    _wait_for(qtbot, viewer, 47)
    assert viewer.numbers[-2] == 30
    assert 44 not in viewer.numbers
    assert viewer.wrong(truth) == []


def test_nothing_of_a_former_film_comes_after_another_is_opened(
    qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    first, second = golden("h264-phone"), golden("hevc-open-gop")
    films = {truth.path: (probe(truth.path), truth) for truth in (first, second)}
    for turn in range(20):
        truth = (first, second)[turn % 2]
        viewer.seen.clear()
        viewer.pictures.open(films[truth.path][0])
        # Frames of the two films that do not share a number.
        own = 10 + turn if turn % 2 else 80 + turn
        viewer.pictures.ask(own)
        if turn % 3:
            qtbot.wait(turn)
        else:
            _wait_for(qtbot, viewer, own)
        assert set(viewer.numbers) <= {own}
        assert viewer.wrong(truth) == []
    viewer.seen.clear()
    viewer.pictures.shut_down()
    qtbot.wait(50)
    assert viewer.seen == []


def test_the_whole_film_takes_the_place_of_its_beginning(
    qtbot: QtBot,
    golden: Golden,
    viewer: Viewer,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path))
    monkeypatch.setattr("media.preview._PACKETS", 70)
    truth = golden("h264-mkv")
    begun, _ = open_quickly(truth.path)
    viewer.pictures.open(begun)
    viewer.pictures.ask(40)
    _wait_for(qtbot, viewer, 40)
    viewer.pictures.replace_film(probe(truth.path))
    viewer.pictures.ask(110)
    _wait_for(qtbot, viewer, 110)
    assert viewer.numbers == [40, 110]
    assert viewer.wrong(truth) == []


def test_frames_that_turn_out_to_be_numbered_otherwise_come_again(
    qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    truth = golden("h264-phone")
    whole = probe(truth.path)
    fewer = [*range(10), *range(14, 120)]
    import numpy as np

    viewer.pictures.open(whole)
    viewer.pictures.ask(40)
    _wait_for(qtbot, viewer, 40)
    viewer.pictures.replace_film(
        replace(whole, index=whole.index.only(np.array(fewer)), obstacle="damaged")
    )
    _wait_for(qtbot, viewer, 36)
    assert viewer.seen == [(40, truth.numbers[40]), (36, truth.numbers[40])]


def test_a_new_size_brings_the_frame_again(qtbot: QtBot, golden: Golden, viewer: Viewer) -> None:
    viewer.pictures.open(probe(golden("h264-phone").path))
    viewer.pictures.ask(12)
    _wait_for(qtbot, viewer, 12)
    viewer.pictures.set_size(1280, 720)
    qtbot.waitUntil(lambda: viewer.sizes[-1] == (1280, 720))
    assert viewer.numbers[-1] == 12
    came = len(viewer.seen)
    viewer.pictures.set_size(1280, 720)
    qtbot.wait(100)
    assert len(viewer.seen) == came


def test_a_damaged_frame_is_named_and_its_neighbours_come(
    qtbot: QtBot, golden: Golden, viewer: Viewer
) -> None:
    truth = golden("h264-phone")
    film = probe(truth.path)
    pts = film.index.pts.copy()
    pts[50] += 1
    viewer.pictures.open(replace(film, index=replace(film.index, pts=pts)))
    viewer.pictures.ask(50)
    qtbot.waitUntil(lambda: bool(viewer.unreadable))
    assert viewer.unreadable[0][0] == 50
    assert "Frame 50" in viewer.unreadable[0][1]
    viewer.pictures.ask(51)
    _wait_for(qtbot, viewer, 51)
    assert viewer.wrong(truth) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open film from changing")
def test_a_film_that_has_gone_is_told_and_may_come_back(
    qtbot: QtBot, golden: Golden, viewer: Viewer, tmp_path: Path
) -> None:
    truth = golden("hevc-ts")
    path = tmp_path / "film.ts"
    shutil.copyfile(truth.path, path)
    viewer.pictures.open(probe(path))
    path.unlink()
    viewer.pictures.ask(100)
    qtbot.waitUntil(lambda: bool(viewer.lost))
    assert "is not there" in viewer.lost[0]
    shutil.copyfile(truth.path, path)
    viewer.pictures.ask(100)
    _wait_for(qtbot, viewer, 100)
    assert viewer.wrong(truth) == []


def test_an_error_of_the_disk_is_a_sentence(
    qtbot: QtBot, golden: Golden, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: FrameReader, number: int, **manner: object) -> None:
        raise OSError(5, "Input/output error", "film.mp4")

    viewer.pictures.open(probe(golden("h264-phone").path))
    monkeypatch.setattr(FrameReader, "picture", fail)
    viewer.pictures.ask(3)
    qtbot.waitUntil(lambda: viewer.lost == ["film.mp4 could not be used: input/output error."])


def test_closing_leaves_no_thread_and_no_open_film(qtbot: QtBot, golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    before = threading.active_count()
    for _ in range(10):
        pictures = Pictures()
        pictures.open(film)
        pictures.ask(60)
        pictures.ask(59)
        qtbot.wait(3)
        pictures.open(film)
        pictures.ask(30)
        pictures.close()
        pictures.shut_down()
    assert threading.active_count() == before
    assert _open_files(film) == 0


def _open_files(film: Film) -> int:
    folder = Path("/proc/self/fd")
    if not folder.is_dir():
        pytest.skip("only Linux tells its open files")
    links = [str(link.readlink()) for link in folder.iterdir() if link.is_symlink()]
    return links.count(str(film.path))


def test_asking_with_no_film_is_nothing(qtbot: QtBot, viewer: Viewer) -> None:
    viewer.pictures.ask(3)
    viewer.pictures.set_size(300, 200)
    qtbot.wait(20)
    assert viewer.seen == []


def test_a_film_that_leaves_the_stage_gives_its_memory_back(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr("ui.reel.give_back", lambda: given.append("back"))
    reel = Reel(probe(golden("h264-phone").path), Look())
    assert reel.draw(0) is not None and given == []
    reel.close()
    assert given == ["back"]
