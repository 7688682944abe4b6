"""Sound on its way to the loudspeaker: a second ahead and no more, and it stops when told."""

import threading
import time

import numpy as np
from pytestqt.qtbot import QtBot

from media.errors import FilmUnreadable
from media.played_sound import PlayedSound
from media.probe import probe
from media.sound import SoundReader
from tests.conftest import Golden
from ui.sound_feed import SoundFeed

_HZ = 48_000


def _feed(sound: PlayedSound | None, end_us: int | None = None) -> SoundFeed:
    return SoundFeed(lambda: sound, [(0, end_us)], 1.0, _HZ)


def test_what_is_taken_is_the_film_s_sound_in_order(qtbot: QtBot, golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    sound = PlayedSound(film)
    feed = _feed(sound, 3_000_000)
    taken: list[np.ndarray] = []
    random = np.random.default_rng(5)

    def take() -> bool:
        taken.append(feed.take(int(random.integers(1, 5_000))))
        return bool(sum(piece.shape[1] for piece in taken) >= 3 * _HZ)

    qtbot.waitUntil(take, timeout=10_000)
    with SoundReader(film) as reader:
        truth = reader.samples(0, 2 * _HZ)
    heard = np.concatenate(taken, axis=1)[:, : 2 * _HZ]
    assert np.allclose(heard, truth, atol=1e-5)
    feed.stop()
    feed.wait()
    sound.close()


def test_it_reads_about_a_second_ahead_and_waits(qtbot: QtBot, golden: Golden) -> None:
    sound = PlayedSound(probe(golden("h264-phone").path))
    feed = _feed(sound)
    qtbot.waitUntil(lambda: feed.ready)
    time.sleep(0.3)
    ahead = feed.take(100 * _HZ).shape[1]
    assert 0.3 * _HZ < ahead < 1.2 * _HZ
    qtbot.waitUntil(lambda: feed.waiting)
    feed.stop()
    feed.wait()
    sound.close()


def test_without_sound_it_is_ready_with_nothing(qtbot: QtBot) -> None:
    feed = _feed(None)
    qtbot.waitUntil(lambda: feed.ready)
    assert not feed.waiting
    assert feed.take(100).shape == (2, 0)
    feed.wait()


def test_the_next_listener_waits_for_the_one_before(qtbot: QtBot, golden: Golden) -> None:
    sound = PlayedSound(probe(golden("h264-phone").path))
    before = threading.active_count()
    feeds = []
    for _ in range(20):
        feeds.append(_feed(sound))
        feeds[-1].stop()
    last = _feed(sound)
    qtbot.waitUntil(lambda: last.ready and last.waiting)
    last.stop()
    sound.close()
    qtbot.waitUntil(lambda: threading.active_count() <= before)


def test_sound_that_cannot_be_read_any_more_ends_without_a_word(qtbot: QtBot) -> None:
    def lost() -> PlayedSound:
        raise FilmUnreadable("It is gone.")

    feed = SoundFeed(lost, [(0, None)], 1.0, _HZ)
    qtbot.waitUntil(lambda: feed.over)
    assert feed.ready
    feed.wait()
