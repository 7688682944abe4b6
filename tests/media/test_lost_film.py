"""A film that goes away while it is shown (a stick is pulled out) is told, and may come back."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from media.errors import FilmUnreadable
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden import barcode


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps an open film from changing")
def test_a_film_that_goes_and_comes_back(golden: Golden, tmp_path: Path) -> None:
    truth = golden("h264-phone", frames=150)
    path = tmp_path / "film.mp4"
    shutil.copyfile(truth.path, path)
    with FrameReader(probe(path), "pyav") as reader:
        reader.picture(100)
        _until(lambda: reader.decoder_of(102) is not None)  # decoded ahead
        os.truncate(path, 100)
        # Stepping back meets the loss in the thread that decodes ahead: an error that it does not
        # bear would fail this test.
        for number in (102, 101):
            assert barcode.read(reader.picture(number)) == truth.numbers[number]
        time.sleep(0.3)
        for number in (130, 40):
            with pytest.raises(FilmUnreadable):
                reader.picture(number)
        shutil.copyfile(truth.path, path)
        assert barcode.read(reader.picture(130)) == truth.numbers[130]


def _until(true: Callable[[], bool]) -> None:
    limit_s = time.monotonic() + 10
    while not true():
        assert time.monotonic() < limit_s
        time.sleep(0.01)
