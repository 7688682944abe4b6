import os
import sys
from pathlib import Path
from threading import Thread

import pytest

from media.free_memory import give_back, share_heaps
from media.probe import probe
from media.reader import FrameReader
from tests.golden.films import make

_PICTURES, _SIZE = 100, (1280, 720)
_CLUTTER_BYTES = 200_000


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@pytest.mark.skipif(sys.platform != "linux", reason="only the GNU C library keeps it")
def test_what_a_film_took_is_given_back_once_it_is_closed(tmp_path: Path) -> None:
    share_heaps()
    film = probe(make("h264-phone", tmp_path, frames=_PICTURES, size=_SIZE).path)
    given_back_mb = []

    def look_and_close() -> None:
        reader = FrameReader(film)
        clutter = []  # stays between the pictures, as small things do
        for number in range(_PICTURES):
            reader.picture(number)
            clutter.append(bytearray(_CLUTTER_BYTES))
        open_mb = _resident_mb()
        reader.close()
        give_back()
        given_back_mb.append(open_mb - _resident_mb())

    thread = Thread(target=look_and_close)
    thread.start()
    thread.join()
    pictures_mb = _PICTURES * _SIZE[0] * _SIZE[1] * 3 / 1e6
    assert given_back_mb[0] > 0.7 * pictures_mb
