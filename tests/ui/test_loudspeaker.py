"""The loudspeaker: sound and picture together on a real sound server, which goes and comes back."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from media.film import Film
from media.probe import probe
from tests import null_sink
from tests.conftest import Golden
from ui import loudspeaker
from ui.loudspeaker import Loudspeaker
from ui.pictures import Pictures
from ui.player import Player

_ROOT = Path(__file__).resolve().parent.parent.parent
Listen = Callable[[str], dict[str, Any]]


@pytest.fixture
def listen(golden: Golden, tmp_path: Path) -> Listen:
    """Plays into a sound server of its own, in a process of its own: see ``listening``."""
    if not null_sink.is_possible():
        pytest.skip("needs Debian's packages pulseaudio and pulseaudio-utils")
    film = golden("h264-phone", frames=240, size=(640, 360)).path

    def run(what: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.ui.listening", film, tmp_path / "sound", what],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    return run


def test_sound_and_picture_are_together(listen: Listen) -> None:
    for speed, told in listen("at_speeds").items():
        assert told["wrong"] == 0
        assert told["ahead_ms"], speed
        assert np.median(np.abs(told["ahead_ms"])) < 40, speed  # a busy machine; see benchmarks


def test_a_loudspeaker_that_goes_leaves_the_film_playing(listen: Listen) -> None:
    told = listen("gone")
    assert told["playing"]
    assert told["after"] - told["before"] > 20
    assert told["wait_s"] < 1.5
    assert told["again"] > 25
    assert told["wrong"] == 0


def test_where_the_sound_cannot_be_read_on_the_pictures_go_on(listen: Listen) -> None:
    told = listen("torn")
    assert told["playing"]
    assert told["at"] > 60
    assert told["wrong"] == 0


def test_on_another_loudspeaker_it_goes_on_from_the_frame_on_screen(listen: Listen) -> None:
    told = listen("changed")
    assert told["loudest"] > 0.01
    assert told["frames"] > 10
    assert (told["least_jump"], told["wrong"]) == (0, 0)
    assert told["most_jump"] < 10


def test_volume_is_heard_and_lifted_sound_is_not_cut_off(listen: Listen) -> None:
    told = listen("louder")
    assert told["1.0 False"] == pytest.approx(0.8, abs=0.02)
    assert told["0.25 False"] == pytest.approx(0.2, abs=0.01)
    assert 0.9 < told["4.0 False"] <= 1
    assert told["1.0 True"] == 0
    assert -0.05 < told["after_s"] < 1


def test_a_hundred_films_leave_no_thread_and_no_handle(listen: Listen) -> None:
    told = listen("often")
    assert told["threads"] <= 0
    assert told["handles"] <= 0


def test_lifted_sound_is_pressed_together_never_cut_off() -> None:
    ramp = np.linspace(-1, 1, 801, dtype=np.float32)
    for gain in (1.12, 2.0, 4.0):
        heard = np.frombuffer(loudspeaker._as_bytes(np.stack([ramp, ramp]), gain), "<i2")[::2]
        quiet = np.abs(ramp) * gain < 0.5
        assert np.allclose(heard[quiet] / 32767, ramp[quiet] * gain, atol=1e-3)
        assert (np.diff(heard.astype(int)) > 0).all()
        assert heard[-1] == 32767


@pytest.mark.parametrize("gain", [0.1, 1.0, 4.0])
def test_a_film_that_is_too_loud_does_not_wrap_round(gain: float) -> None:
    loud = np.array([[-1.4, -1, 0, 1, 1.4]] * 2, np.float32)
    heard = np.frombuffer(loudspeaker._as_bytes(loud, gain), "<i2")[::2].astype(int)
    assert (np.diff(heard) >= 0).all()


@pytest.mark.parametrize("kind", ["h264-phone", "no-sound", "sound-late", "sound-short"])
def test_without_sound_on_this_system_films_play_on_a_steady_clock(
    kind: str, qtbot: QtBot, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    assert not Loudspeaker().there
    film: Film = probe(golden(kind).path)
    pictures = Pictures()
    player = Player(pictures)
    audible: list[bool] = []
    player.audible_changed.connect(audible.append)
    pictures.open(film)
    player.prepare()
    with qtbot.waitSignal(player.ended, timeout=10_000):
        player.play(len(film.index) - 30)
    assert player.at == len(film.index) - 1
    assert audible == ([False] if film.has_sound else [])
    pictures.close()
