"""The outline of a film's sound: in its place, what is wanted first, and remembered."""

import shutil
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from media import wave as wave_module
from media.cache_folder import cache_folder
from media.errors import FilmUnreadable
from media.film import Film
from media.probe import probe
from media.sound import SoundReader
from media.wave import Wave, WavePart, load_wave, outline
from tests.conftest import Golden
from tests.golden.sound import BEEP_S


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))


def _measured(film: Film, wanted_us: float = 0.0) -> tuple[Wave, list[WavePart]]:
    """The wave as one gets it, and its parts in the order in which they came."""
    wave, parts = Wave(Fraction(1), 0), []
    for piece in outline(film, lambda: wanted_us):
        if isinstance(piece, Wave):
            wave = piece
        else:
            wave.take(piece)
            parts.append(piece)
    assert wave.complete
    return wave, parts


def _in_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wave_module, "_PEAKS_A_PART", 50)


def _beeps(wave: Wave) -> NDArray[np.float64]:
    """When beeps begin, in seconds of film time."""
    loud = np.flatnonzero(wave.peak > 0.4)
    return loud[np.diff(loud, prepend=-10) > 5] / float(wave.peaks_hz)


def test_it_is_as_loud_as_the_samples(golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    with SoundReader(film) as reader:
        end = film.index.duration_us * reader.rate_hz // 1_000_000
        whole, step = reader.samples(0, end), reader.rate_hz // 100
    wave, _ = _measured(film)
    assert wave.peaks_hz == 100
    assert len(wave) == len(wave.rms) == -(-whole.shape[1] // step)
    for number in (0, 99, 100, 250):
        part = whole[:, number * step : (number + 1) * step]
        assert wave.peak[number] == np.abs(part).max()
        assert wave.rms[number] == pytest.approx(np.sqrt((part**2).mean()), rel=1e-4)


@pytest.mark.parametrize(
    ("kind", "first_s", "until_s"),
    [
        ("h264-phone", 0, 4),
        ("h264-mkv", 0, 4),
        ("late-start-ts", 0, 4),
        ("negative-start-ts", 0, 4),
        ("edit-list-cut", 0, 4),
        ("mpeg4-avi", 0, 4),
        ("vp9", 0, 4),
        ("sound-late", 1.5, 4),
        ("sound-short", 0, 2.5),
    ],
)
def test_beeps_are_at_their_seconds_of_film_time_and_silence_is_silent(
    kind: str, first_s: float, until_s: float, golden: Golden
) -> None:
    film = probe(golden(kind).path)
    wave, _ = _measured(film)
    length_s = film.index.duration_us / 1e6
    assert len(wave) == pytest.approx(length_s * float(wave.peaks_hz), abs=1)
    with SoundReader(film) as reader:
        samples = reader.samples(0, int(length_s * reader.rate_hz))
        step = reader.rate_hz / float(wave.peaks_hz)
    loud = np.flatnonzero(np.abs(samples).max(axis=0) > 0.5)
    begins = loud[np.diff(loud, prepend=-reader.rate_hz) > reader.rate_hz * 0.2] / step
    np.testing.assert_allclose(_beeps(wave) * float(wave.peaks_hz), begins, atol=1.5)
    assert len(begins) >= 2
    heard = np.flatnonzero(wave.peak > 0.01) / float(wave.peaks_hz)
    assert heard.min() == pytest.approx(first_s, abs=0.03)
    assert heard.max() == pytest.approx(min(until_s, length_s), abs=0.05)
    silent = np.arange(len(wave)) / float(wave.peaks_hz)
    outside = (silent < first_s - 0.03) | (silent > until_s + 0.05)
    assert not wave.peak[outside].any() and not wave.rms[outside].any()


def test_a_quiet_hum_is_told_from_a_beep(golden: Golden) -> None:
    wave, _ = _measured(probe(golden("h264-phone").path))
    per_beep = round(BEEP_S * 100)
    assert wave.rms[101 : 100 + per_beep - 1].min() > 0.4
    assert 0.01 < wave.rms[130:190].max() < 0.05


def test_what_is_wanted_comes_first_and_nothing_twice(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_small_parts(monkeypatch)
    film = probe(golden("h264-phone").path)
    plain, in_order = _measured(film)
    assert [part.first for part in in_order] == list(range(0, 400, 50))
    shutil.rmtree(cache_folder())
    wave, parts = _measured(film, wanted_us=2_100_000)
    assert [part.first for part in parts][:2] == [210, 260]
    assert sum(len(part.peak) for part in parts) == len(wave) == len(plain)
    # A lossy decoder that begins elsewhere carries a trace of that.
    np.testing.assert_allclose(wave.peak, plain.peak, atol=0.02)


def test_the_newest_wish_counts(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    _in_small_parts(monkeypatch)
    wishes = iter([0.0, 0.0, 3e6, 3e6, 1.6e6])
    last = 1.6e6
    pieces = outline(probe(golden("h264-phone").path), lambda: next(wishes, last))
    parts = [piece for piece in pieces if isinstance(piece, WavePart)]
    assert [part.first for part in parts[:3]] == [0, 50, 300]
    assert sum(len(part.peak) for part in parts) == 400


def test_a_long_film_is_glanced_at_first(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wave_module, "_GLANCE_FROM_PEAKS", 100)
    monkeypatch.setattr(wave_module, "_GLANCES", (4, 8))
    monkeypatch.setattr(wave_module, "_GLANCED_PEAKS", 2)
    film = probe(golden("h264-phone").path)
    wave, parts = _measured(film)
    guessed = [part for part in parts if not part.exact]
    assert [part.first for part in guessed] == [*range(0, 400, 100), *range(0, 400, 50)]
    assert all(part.exact for part in parts[len(guessed) :])
    assert all(np.ptp(part.rms) == 0 for part in guessed)
    assert 0.01 < guessed[-1].rms[0] < 0.05, "between two beeps there is a hum"
    shutil.rmtree(cache_folder())
    monkeypatch.setattr(wave_module, "_GLANCE_FROM_PEAKS", 1 << 30)
    plain, _ = _measured(film)
    np.testing.assert_array_equal(wave.peak, plain.peak)


def test_a_guess_never_covers_what_was_measured() -> None:
    wave = Wave(Fraction(100), 4)
    wave.take(WavePart(1, np.full(2, 0.5, np.float32), np.full(2, 0.25, np.float32)))
    ones = np.ones(4, np.float32)
    wave.take(WavePart(0, ones, ones, exact=False))
    assert wave.peak.tolist() == [1, 0.5, 0.5, 1]
    assert wave.exact.tolist() == [False, True, True, False]


def test_a_wave_is_remembered_as_loudness_only(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.mp4"
    shutil.copy2(golden("h264-phone").path, path)
    film = probe(path)
    first, _ = _measured(film)
    [kept] = (cache_folder() / "wave").iterdir()
    assert kept.stat().st_size < 4 * len(first) + 2000
    moved = path.rename(tmp_path / "moved.mp4")
    monkeypatch.setattr(wave_module, "SoundReader", None)
    again, parts = _measured(probe(moved))
    assert parts == []
    np.testing.assert_allclose(again.peak, first.peak, rtol=1e-3)
    np.testing.assert_allclose(again.rms, first.rms, rtol=1e-3)


def test_a_spoilt_or_foreign_memory_is_made_again(golden: Golden) -> None:
    film = probe(golden("h264-phone").path)
    whole, _ = _measured(film)
    [kept] = (cache_folder() / "wave").iterdir()
    kept.write_bytes(kept.read_bytes()[:200])
    assert load_wave(film) is None
    again, _ = _measured(film)
    np.testing.assert_array_equal(again.peak, whole.peak)


def test_what_is_stopped_half_way_lets_go_and_is_not_remembered(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_small_parts(monkeypatch)
    let_go: list[SoundReader] = []
    monkeypatch.setattr(SoundReader, "close", lambda reader: let_go.append(reader))
    film = probe(golden("h264-phone").path)
    pieces = outline(film, lambda: 0.0)
    with closing(pieces):
        next(pieces)
        next(pieces)
    assert len(let_go) == 1
    assert load_wave(film) is None


def test_what_was_stopped_half_way_goes_on_where_it_was(
    golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_small_parts(monkeypatch)
    film = probe(golden("h264-phone").path)
    with closing(outline(film, lambda: 1e6)) as pieces:
        begun = next(pieces)
        assert isinstance(begun, Wave)
        for _ in range(2):
            part = next(pieces)
            assert isinstance(part, WavePart)
            begun.take(part)
    rest = list(outline(film, lambda: 1e6, begun.copy()))
    assert [part.first for part in rest if isinstance(part, WavePart)] == [
        *range(200, 400, 50),
        0,
        50,
    ]
    remembered = load_wave(film)
    assert remembered is not None and remembered.complete


def test_a_film_that_is_gone_says_so(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    shutil.copy2(golden("h264-phone").path, path)
    film = probe(path)
    path.unlink()
    with pytest.raises(FilmUnreadable, match="is not there"):
        list(outline(film, lambda: 0.0))
