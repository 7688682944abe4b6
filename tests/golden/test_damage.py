"""Damaged films are damaged in the way they say."""

from pathlib import Path

import av
import pytest

from tests.conftest import Golden
from tests.golden import damage


def frames(path: Path) -> int:
    """How many pictures can be decoded, going on after errors."""
    count = 0
    with av.open(path) as container:
        for packet in container.demux(video=0):
            try:
                count += len(packet.decode())
            except av.error.InvalidDataError:
                continue
    return count


def test_a_film_cut_off_still_shows_its_beginning(golden: Golden, tmp_path: Path) -> None:
    film = golden("faststart")
    cut = damage.cut_off(film.path, tmp_path / "cut.mp4", 0.6)
    assert 30 < frames(cut) < len(film.numbers)


def test_a_film_cut_off_before_its_moov_cannot_be_opened(golden: Golden, tmp_path: Path) -> None:
    cut = damage.cut_off(golden("h264-phone").path, tmp_path / "cut.mp4", 0.6)
    with pytest.raises(av.error.InvalidDataError):
        av.open(cut)


def test_rubbish_in_the_middle_spares_the_end(golden: Golden, tmp_path: Path) -> None:
    film = golden("h264-phone")
    broken = damage.overwrite(film.path, tmp_path / "broken.mp4", at=0.4)
    before, after = film.path.read_bytes(), broken.read_bytes()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) > 3_900
    assert frames(broken) > 60


def test_files_that_are_no_films_cannot_be_opened(tmp_path: Path) -> None:
    for path in (damage.empty(tmp_path / "empty.mp4"), damage.text(tmp_path / "notes.mp4")):
        with pytest.raises(av.error.InvalidDataError):
            av.open(path)
