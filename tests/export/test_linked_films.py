"""The films behind a case: the same ones as when they were added, or a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotations.case import Case
from export.linked_films import (
    FilmLost,
    link_films,
    look_at_each,
    look_at_new,
    new_to,
    open_films,
)
from tests.conftest import Golden


def test_a_film_is_opened_from_where_it_was_linked(golden: Golden, tmp_path: Path) -> None:
    path = golden("h264-phone").path
    with Case.create(tmp_path / "reed.vig") as case:
        link_films(case, [path], look_at_new([path]))
        recordings = case.snapshot().recordings
        films = open_films(case, recordings)
    assert [film.path for film in films.values()] == [path]
    assert list(films) == [recordings[0].id]


def test_a_film_that_is_there_already_keeps_no_other_out(golden: Golden, tmp_path: Path) -> None:
    there, new = golden("h264-phone").path, golden("h264-vfr").path
    with Case.create(tmp_path / "reed.vig") as case:
        link_films(case, [there], look_at_new([there]))
        looked = new_to(case.snapshot(), case.path.parent, look_at_each([there, new]))
    assert list(looked.prints) == [new]
    assert looked.refused == (f"{there.name} is in the case already, as {there.name}.",)


def test_a_film_of_another_length_is_not_taken_for_the_same(golden: Golden, tmp_path: Path) -> None:
    path = golden("h264-phone").path
    longer = [replace(one, duration_us=one.duration_us + 1) for one in look_at_new([path])]
    with Case.create(tmp_path / "reed.vig") as case:
        link_films(case, [path], longer)
        with pytest.raises(FilmLost, match="not as long as when it was added"):
            open_films(case, case.snapshot().recordings)
