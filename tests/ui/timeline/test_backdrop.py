"""Film strip and sound of a real film on the real timeline, made in the background."""

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication

from export.linked_films import link_films, look_at_new
from media.thumbnails import Thumbnail, ThumbnailMaker
from tests.conftest import Golden
from tests.ui.conftest import number_on
from tests.ui.timeline.conftest import HEIGHT_PX, WIDTH_PX, Desk
from ui import theme
from ui.timeline import backdrop as backdrop_module
from ui.timeline.backdrop import Backdrop, Footage


def _filled(desk: Desk) -> Footage:
    """What there is, once all that is in sight is there."""
    backdrop = desk.timeline.backdrop
    desk.timeline.grab()  # what is in sight is wished for when it is painted
    desk.qtbot.waitUntil(
        lambda: backdrop.footage is not None and not backdrop.busy and _all_there(backdrop),
        timeout=20_000,
    )
    assert backdrop.footage is not None
    return backdrop.footage


def _all_there(backdrop: Backdrop) -> bool:
    footage = backdrop.footage
    return footage is not None and not footage.wish(backdrop.has_sound)


def _put_on(desk: Desk, path: Path) -> None:
    """Link a film to the case and put it on the stage."""
    link_films(desk.case, [path], look_at_new([path]))
    recording = desk.workspace.snapshot.recordings[-1]
    desk.workspace.show_recording(recording.id)
    desk.settle()


def _band(desk: Desk, of: str) -> QImage:
    bands = desk.timeline.scene().bands
    band = bands.film if of == "film" else bands.sound
    left_px = desk.timeline.axis.left_px
    room = QRect(left_px, round(band.top_px), WIDTH_PX - left_px, round(band.height_px))
    return desk.timeline.grab(room).toImage()


def test_the_strip_shows_the_frames_it_claims_and_the_wave_is_all_there(desk: Desk) -> None:
    footage = _filled(desk)
    numbers = footage.pictures.numbers.tolist()
    assert len(numbers) > 5
    assert footage.wave is not None and footage.wave.complete
    assert desk.timeline.scene().bands.film.height_px == 40
    assert desk.timeline.scene().bands.sound.height_px == 28
    assert footage.cells is not None
    for first, until in zip(footage.cells.first, footage.cells.until, strict=True):
        assert footage.pictures.within(int(first), int(until)) is not None


def test_each_small_picture_is_of_its_frame(
    desk: Desk, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.timeline.backdrop.picture_size", lambda *_: (267, 150))
    truth = golden("h264-vfr", frames=120, size=(320, 180))  # the very film of the desk
    for _ in range(3):
        desk.timeline.zoom_in()
        _filled(desk)
    pictures = _filled(desk).pictures
    numbers = pictures.numbers.tolist()
    assert len(numbers) >= 8
    for number in numbers:
        picture = pictures.within(number, number + 1)
        assert isinstance(picture, QPixmap)
        assert number_on(picture.toImage()) == truth.numbers[number]


def test_deep_down_each_frame_has_its_picture_at_its_place(desk: Desk) -> None:
    desk.workspace.projector.go(47)
    desk.settle()
    for _ in range(12):
        desk.timeline.zoom_in()
    footage = _filled(desk)
    axis = desk.timeline.axis
    shown = footage.cells
    assert shown is not None and 47 in shown.first
    assert set(shown.first.tolist()) <= set(footage.pictures.numbers.tolist())
    at = shown.first.tolist().index(47)
    assert shown.left_px[at] == pytest.approx(axis.x_of(desk.index.start_us(47)))


def test_what_is_painted_appears_without_anybody_asking(desk: Desk) -> None:
    empty = QImage(10, 10, QImage.Format.Format_RGB32)
    empty.fill(theme.colour("lane"))
    _filled(desk)
    strip, wave = _band(desk, "film"), _band(desk, "sound")
    lane = empty.pixelColor(0, 0)
    painted = sum(strip.pixelColor(x, 20) != lane for x in range(0, strip.width(), 7)) / len(
        range(0, strip.width(), 7)
    )
    assert painted > 0.9
    # A beep each second, a hum between: high and low by turns.
    axis = desk.timeline.axis
    high = [
        wave.pixelColor(round(axis.x_of(s * 1_000_000 + 20_000)) - axis.left_px, 8) != lane
        for s in (1, 2)
    ]
    low = [
        wave.pixelColor(round(axis.x_of(s * 1_000_000 + 500_000)) - axis.left_px, 8) != lane
        for s in (1, 2)
    ]
    assert all(high) and not any(low)


def test_the_playhead_moves_without_the_strip_being_painted_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _filled(desk)
    desk.timeline.grab()
    painted: list[int] = []
    monkeypatch.setattr(
        backdrop_module, "draw_strip", lambda *arguments: painted.append(len(arguments))
    )
    for frame in (3, 30, 60):
        desk.workspace.projector.go(frame)
        desk.settle()
        desk.timeline.grab()
    assert painted == []


def test_while_the_film_plays_nothing_is_made(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _filled(desk)
    began: list[float] = []
    real = ThumbnailMaker.frame

    def note(self: ThumbnailMaker, number: int) -> Thumbnail | None:
        began.append(time.monotonic())
        return real(self, number)

    monkeypatch.setattr(ThumbnailMaker, "frame", note)
    projector = desk.workspace.projector
    projector.play(0, None)
    desk.qtbot.waitUntil(lambda: projector.frame > 3, timeout=5_000)
    for _ in range(12):
        desk.timeline.zoom_in()
    desk.timeline.grab()
    until = projector.frame + 20
    desk.qtbot.waitUntil(lambda: projector.frame > until, timeout=5_000)
    assert projector.playing and began == []
    assert not desk.timeline.backdrop.busy
    projector.pause()
    _filled(desk)
    assert began, "it goes on when the film rests"


def test_a_film_without_sound_has_no_sound_band(desk: Desk, golden: Golden) -> None:
    _filled(desk)
    _put_on(desk, golden("no-sound", frames=60, size=(320, 180)).path)
    footage = _filled(desk)
    bands = desk.timeline.scene().bands
    assert bands.sound.height_px == 0 and bands.film.height_px == 40
    assert footage.wave is None


def test_sound_that_cannot_be_read_folds(
    desk: Desk, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.sound.choose_sound", lambda container: None)
    path = golden("h264-long-gop", frames=60, size=(320, 180)).path
    _put_on(desk, path)
    backdrop = desk.timeline.backdrop
    desk.qtbot.waitUntil(lambda: not backdrop.has_sound, timeout=10_000)
    assert _filled(desk).pictures.numbers.size
    assert desk.timeline.scene().bands.sound.height_px == 0


def test_with_another_film_nothing_of_the_first_one_is_left(desk: Desk, golden: Golden) -> None:
    first = _filled(desk)
    other = golden("h264-phone", frames=90, size=(320, 180))
    _put_on(desk, other.path)
    second = _filled(desk)
    assert second is not first
    assert second.film.path == other.path
    assert max(second.pictures.numbers) < 90
    assert second.wave is not None and len(second.wave) == pytest.approx(300, abs=2)


def test_taking_the_film_off_stops_everything_at_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed: list[ThumbnailMaker] = []
    made: list[int] = []
    real_close, gate = ThumbnailMaker.close, threading.Event()

    def close(self: ThumbnailMaker) -> None:
        closed.append(self)
        real_close(self)

    def slow(self: ThumbnailMaker, number: int) -> None:
        made.append(number)
        gate.wait(5)

    monkeypatch.setattr(ThumbnailMaker, "close", close)
    monkeypatch.setattr(ThumbnailMaker, "frame", slow)
    _filled_or_making(desk, made)
    desk.workspace.projector.close()
    assert desk.timeline.backdrop.footage is None
    gate.set()
    desk.qtbot.waitUntil(lambda: len(closed) == 1, timeout=5_000)
    desk.qtbot.wait(300)
    assert len(made) == 1, "nothing was begun after that"
    assert not desk.timeline.backdrop.busy


def _filled_or_making(desk: Desk, made: list[int]) -> None:
    for _ in range(12):
        desk.timeline.zoom_in()
    desk.timeline.grab()
    desk.qtbot.waitUntil(lambda: bool(made), timeout=10_000)


def test_pictures_never_reach_the_disk(
    desk: Desk, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    path = tmp_path / "own.mp4"
    shutil.copyfile(golden("h264-phone", frames=90, size=(320, 180)).path, path)
    _put_on(desk, path)
    footage = _filled(desk)
    assert footage.pictures.numbers.size
    kept = [file for file in (tmp_path / "cache").rglob("*") if file.is_file()]
    assert {file.parent.name for file in kept} <= {"index", "wave"}
    [wave] = [file for file in kept if file.parent.name == "wave"]
    with np.load(wave) as arrays:
        assert set(arrays.files) == {"facts", "peak", "rms"}
        assert all(arrays[name].ndim == 1 for name in arrays.files)


def test_a_film_that_is_turned_has_turned_pictures_and_the_same_sound(desk: Desk) -> None:
    before = _filled(desk)
    size_px, wave = before.size_px, before.wave
    desk.workspace.projector.turn(1)
    after = _filled(desk)
    assert after is not before and after.wave is wave
    assert size_px == (64, 36) and after.size_px == (20, 36)


def test_a_lost_film_folds_both(desk: Desk, golden: Golden, tmp_path: Path) -> None:
    _filled(desk)
    path = tmp_path / "own.mp4"
    shutil.copyfile(golden("h264-phone", frames=90, size=(320, 180)).path, path)
    link_films(desk.case, [path], look_at_new([path]))
    path.unlink()
    desk.workspace.show_recording(desk.workspace.snapshot.recordings[-1].id)
    backdrop = desk.timeline.backdrop
    desk.qtbot.waitUntil(lambda: not backdrop.has_film and not backdrop.has_sound, timeout=5_000)
    assert desk.timeline.scene().bands.film.height_px == 0


def test_the_window_is_never_held_up_while_they_are_made(
    desk: Desk, qapp: QApplication, make_slow: Callable[[], None]
) -> None:
    make_slow()
    for _ in range(12):
        desk.timeline.zoom_in()
    longest_s, made = 0.0, desk.timeline.backdrop
    until = time.monotonic() + 2.0
    while time.monotonic() < until:
        began = time.monotonic()
        qapp.processEvents()
        longest_s = max(longest_s, time.monotonic() - began)
        time.sleep(0.002)
    assert made.footage is not None
    assert longest_s < 0.2


@pytest.fixture
def make_slow(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets each thumbnail take a third of a second."""

    def slow() -> None:
        real = ThumbnailMaker.frame

        def frame(self: ThumbnailMaker, number: int) -> Thumbnail | None:
            time.sleep(0.3)
            return real(self, number)

        monkeypatch.setattr(ThumbnailMaker, "frame", frame)

    return slow


# How much room there is


def test_what_folds_first_where_the_timeline_is_low(desk: Desk) -> None:
    def shown(height_px: int) -> tuple[bool, bool]:
        desk.timeline.resize(WIDTH_PX, height_px)
        bands = desk.timeline.scene().bands
        assert all(lane.band.height_px > 8 for lane in bands.lanes)
        return bands.film.height_px > 0, bands.sound.height_px > 0

    assert shown(HEIGHT_PX) == (True, True)
    assert shown(150) == (False, True)
    assert shown(120) == (False, False)


def test_in_a_small_window_the_strip_comes_with_a_high_timeline(
    desk: Desk, qapp: QApplication
) -> None:
    theme.dress(qapp, "dark", text_scale=1.0, compact=True)
    desk.timeline.resize(WIDTH_PX, 190)
    assert desk.timeline.scene().bands.film.height_px == 0
    assert desk.timeline.scene().bands.sound.height_px == 22
    desk.timeline.resize(WIDTH_PX, HEIGHT_PX)
    assert desk.timeline.scene().bands.film.height_px == 40


def test_a_press_on_the_strip_goes_there(desk: Desk) -> None:
    _filled(desk)
    bands = desk.timeline.scene().bands
    for band, frame in ((bands.film, 70), (bands.sound, 20)):
        desk.click(desk.x_px(frame), round(band.middle_px))
        desk.settle()
        assert desk.workspace.projector.frame == frame
