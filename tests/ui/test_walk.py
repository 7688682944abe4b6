"""A short random walk through the window."""

from pytestqt.qtbot import QtBot

from tests.golden.film import GoldenFilm
from tests.ui.walk import Walk
from ui.workbench import Workbench


def test_after_hundreds_of_actions_picture_and_case_are_what_they_should_be(
    qtbot: QtBot, window: Workbench, films: list[GoldenFilm]
) -> None:
    walk = Walk(window, 11, {film.path.name: film.numbers for film in films})
    walk.go(400)
    assert walk.checked > 100
