"""A short random walk of playing."""

from pytestqt.qtbot import QtBot

from tests.golden.film import GoldenFilm
from tests.ui.play_walk import PlayWalk
from ui.workbench import Workbench


def test_whatever_is_played_the_picture_is_the_frame_it_claims(
    qtbot: QtBot, window: Workbench, films: list[GoldenFilm]
) -> None:
    walk = PlayWalk(window, 7, {film.path.name: film.numbers for film in films})
    walk.go(150)
    assert walk.wrong == []
    assert walk.pictures > 150
