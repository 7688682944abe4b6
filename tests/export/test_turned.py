"""A film that says the wrong way up of itself leaves the case as it was turned by hand."""

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from annotations.case import Case
from annotations.model import Answer, Purpose
from export.linked_films import link_films, look_at_new, open_films
from export.sharing import export
from media.picture import Bgr
from media.probe import probe
from media.reader import FrameReader
from media.thumbnails import thumbnails
from tests.conftest import Golden
from tests.golden import barcode
from tests.golden.film import GoldenFilm
from tests.golden.wrongly_marked import take_mark_off
from tests.vig_tool.program import vig_tool

_TURNED = ("turned-90", "turned-180", "turned-270")


@pytest.fixture(params=_TURNED)
def truth(request: pytest.FixtureRequest, golden: Golden) -> GoldenFilm:
    """A film whose pictures are stored turned."""
    return golden(request.param)


@pytest.fixture
def case(truth: GoldenFilm, tmp_path: Path) -> Iterator[Case]:
    """A case with that film, which says it is upright; turned by hand. It has a clip."""
    turn = probe(truth.path).track.turn
    film = take_mark_off(truth.path, turn, tmp_path / "flat.mp4")
    with Case.create(tmp_path / "family.vig") as case:
        link_films(case, [film], look_at_new([film]))
        recording = case.snapshot().recordings[0]
        with case.edit("Turn") as edit:
            edit.turn_recording(recording.id, turn)
        index = open_films(case, [recording])[recording.id].index
        with case.edit("Clip") as edit:
            edit.add_clip(recording.id, index.start_us(10), index.start_us(20))
        for person in case.snapshot().people:
            case.set_consent(person.id, Purpose.REVIEW, Answer.YES, person.name, "spoken")
        yield case


def _numbers(clip: Path) -> list[int | None]:
    with av.open(str(clip)) as container:
        shown = [frame.to_ndarray(format="bgr24") for frame in container.decode(video=0)]
    return [barcode.read(np.asarray(picture, np.uint8)) for picture in shown]


def _check(folder: Path, truth: GoldenFilm) -> None:
    assert _numbers(folder / "clips" / "clip-01.mp4") == truth.numbers[10:20]
    still = cv2.imread(str(folder / "stills" / "clip-01.png"))
    assert still is not None
    assert barcode.read(np.asarray(still, np.uint8)) == truth.numbers[15]
    assert still.shape[1::-1] == truth.shown_size


def test_clips_and_stills_of_it_are_upright(case: Case, truth: GoldenFilm, tmp_path: Path) -> None:
    snapshot = case.snapshot()
    films = open_films(case, snapshot.recordings)
    export(snapshot, films, Purpose.REVIEW, tmp_path / "out")
    _check(tmp_path / "out", truth)


def test_the_command_line_turns_it_too(case: Case, truth: GoldenFilm, tmp_path: Path) -> None:
    case.close()
    out = tmp_path / "out"
    done = vig_tool("export", case.path, "--purpose", "review", "--out", out)
    assert done.code == 0, done.err
    _check(out, truth)


def test_its_small_pictures_are_upright(case: Case, truth: GoldenFilm) -> None:
    (recording,) = case.snapshot().recordings
    film = open_films(case, [recording])[recording.id]
    for small in thumbnails(film, 4, film.height):
        assert barcode.read(small.picture) == truth.numbers[small.number]


def test_turned_on_four_times_a_film_is_as_it_was(truth: GoldenFilm) -> None:
    film = probe(truth.path)
    assert film.turned(4) == film.turned(0) == film
    once = film.turned(1)
    assert (once.width, once.height) == (film.height, film.width)
    assert once.turned(-1) == film
    assert once.index is film.index


def test_what_is_turned_by_hand_comes_on_top_of_what_the_film_says(
    truth: GoldenFilm, tmp_path: Path
) -> None:
    film = probe(truth.path)
    with FrameReader(film) as upright, FrameReader(film.turned(1)) as turned:
        expected: Bgr = np.rot90(upright.picture(7), -1)
        assert np.array_equal(turned.picture(7), expected)
