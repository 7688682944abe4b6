"""The sound of a film as it is played: joined without a click, silent where there is none."""

import threading
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from media.errors import FilmUnreadable
from media.played_sound import PlayedSound, Stretch
from media.probe import probe
from media.sound import Samples, SoundReader
from tests.conftest import Golden
from tests.golden.damage import overwrite
from tests.golden.sound import BEEP_S, RATE_HZ, beep_times

_S = 1_000_000


def _played(path: Path, stretches: list[Stretch], speed: float = 1.0) -> Samples:
    sound = PlayedSound(probe(path))
    try:
        return np.concatenate(list(sound.play(stretches, speed, RATE_HZ)), axis=1)
    finally:
        sound.close()


def _truth(path: Path, first: int, end: int) -> Samples:
    with SoundReader(probe(path)) as reader:
        return reader.samples(first, end)


def test_a_stretch_is_the_film_s_sound_to_the_sample(golden: Golden) -> None:
    path = golden("h264-phone").path
    heard = _played(path, [(_S // 2, 2 * _S)])
    truth = _truth(path, RATE_HZ // 2, 2 * RATE_HZ)
    inside = slice(500, truth.shape[1] - 500)
    assert np.array_equal(heard[:, inside], truth[:, inside])
    assert beep_times(heard, RATE_HZ) == pytest.approx([0.5], abs=0.002)


def test_a_loop_goes_round_to_the_sample_and_without_a_click(golden: Golden) -> None:
    path = golden("h264-phone").path
    lap = (700_000, 1_733_333)
    heard = _played(path, [lap] * 4)
    first, end = (round(us * RATE_HZ / 1e6) for us in lap)
    truth, length = _truth(path, first, end), end - first
    for number in range(4):
        piece = heard[:, number * length : (number + 1) * length]
        assert np.allclose(piece[:, 500:-500], truth[:, 500:-500], atol=1e-5)
    jumps = np.abs(np.diff(heard[:, : 4 * length]))
    assert jumps.max() <= np.abs(np.diff(truth)).max() * 1.05
    for number in range(1, 4):
        seam = heard[:, number * length - 8 : number * length + 8]
        assert np.abs(seam).max() < 0.05


@pytest.mark.parametrize("left", [1, 30, 150])
def test_a_loop_that_ends_with_a_scrap_does_not_click(golden: Golden, left: int) -> None:
    path = golden("h264-phone").path
    block = RATE_HZ // 20  # read by twentieths of a second
    first, end = RATE_HZ * 7 // 10, RATE_HZ * 7 // 10 + 12 * block + left
    lap = round(first * 1e6 / RATE_HZ), round(end * 1e6 / RATE_HZ)
    heard = _played(path, [lap] * 3)
    steepest = np.abs(np.diff(_truth(path, first, end))).max()
    assert np.abs(np.diff(heard[:, : 3 * (end - first)])).max() <= steepest * 1.05


def test_a_thousand_rounds_stay_with_their_pictures(golden: Golden) -> None:
    lap = (500_000, 533_367)  # 1601.6 samples
    heard = _played(golden("h264-phone").path, [lap] * 1000)
    silence_after = round(0.5 * RATE_HZ)
    wanted = 1000 * (lap[1] - lap[0]) * RATE_HZ / 1e6
    assert abs(heard.shape[1] - silence_after - wanted) < RATE_HZ / 1000


def test_stretches_of_different_places_are_joined_without_a_click(golden: Golden) -> None:
    path = golden("h264-phone").path
    loud = [(1_010_000, 1_040_000), (2_020_000, 2_030_000), (1_015_000, 1_045_000)]
    heard = _played(path, [(start, end) for start, end in loud])
    truth = _truth(path, 0, 3 * RATE_HZ)
    assert np.abs(heard).max() > 0.5
    fade = np.abs(truth).max() / (0.004 * RATE_HZ)
    assert np.abs(np.diff(heard)).max() <= np.abs(np.diff(truth)).max() + fade


@pytest.mark.parametrize(
    ("kind", "beeps_s"), [("sound-late", [2, 3]), ("sound-short", [0, 1, 2]), ("vfr-mkv", [0, 1])]
)
def test_where_the_film_has_no_sound_there_is_silence(
    kind: str, beeps_s: list[int], golden: Golden
) -> None:
    heard = _played(golden(kind).path, [(0, 6 * _S)])
    assert heard.shape[1] >= 6 * RATE_HZ
    found = beep_times(heard, RATE_HZ)
    assert found[: len(beeps_s)] == pytest.approx(beeps_s, abs=0.003)
    silent = {"sound-late": slice(0, RATE_HZ), "sound-short": slice(5 * RATE_HZ, 6 * RATE_HZ)}
    if kind in silent:
        assert np.abs(heard[:, silent[kind]]).max() == 0


def test_without_an_end_silence_follows_for_as_long_as_anybody_listens(golden: Golden) -> None:
    sound = PlayedSound(probe(golden("h264-phone").path))
    blocks = list(islice(sound.play([(3 * _S, None)], 1.0, RATE_HZ), 100))
    heard = np.concatenate(blocks, axis=1)
    assert heard.shape[1] > 4 * RATE_HZ
    assert np.abs(heard[:, 3 * RATE_HZ :]).max() == 0
    sound.close()


def test_damage_is_silent_and_what_follows_is_not_shifted(golden: Golden, tmp_path: Path) -> None:
    path = overwrite(golden("mpeg2-ts", frames=120).path, tmp_path / "damaged.ts")
    heard = _played(path, [(0, 4 * _S)])
    first, second, torn, after = beep_times(heard, RATE_HZ)
    assert (first, second, after) == pytest.approx((0, 1, 3), abs=0.002)
    assert 2 <= torn < 2 + BEEP_S


def test_a_film_without_sound_says_so(golden: Golden) -> None:
    with pytest.raises(FilmUnreadable, match="no sound"):
        PlayedSound(probe(golden("no-sound").path))


def test_closing_ends_a_listener_in_the_middle(golden: Golden) -> None:
    sound = PlayedSound(probe(golden("h264-phone").path))
    began = threading.Event()
    counts: list[int] = []

    def listen() -> None:
        with sound.turn:
            for block in sound.play([(0, None)], 1.0, RATE_HZ):
                counts.append(block.shape[1])
                began.set()

    listener = threading.Thread(target=listen)
    listener.start()
    assert began.wait(5)
    sound.close()
    listener.join(5)
    assert not listener.is_alive()
    assert sum(counts) < 24 * 3600 * RATE_HZ
