"""A film that is not there is told once, on the stage, where it can be read again."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.recordings import Finding, find_film
from export.linked_films import link_films, look_at_new
from media.reader import FrameReader
from tests.golden.film import GoldenFilm
from tests.ui.conftest import press, settle
from ui.workbench import Workbench


@pytest.fixture
def film(tmp_path: Path, films: list[GoldenFilm]) -> Path:
    """A film of our own, which may go."""
    return Path(shutil.copy(films[0].path, tmp_path / "play.mp4"))


@pytest.fixture
def case_path(tmp_path: Path, film: Path) -> Path:
    path = tmp_path / "family.vig"
    with Case.create(path) as case:
        link_films(case, [film], look_at_new([film]))
    return path


def hear(window: Workbench) -> list[str]:
    heard: list[str] = []
    window.workspace.said.connect(lambda sentence, _undo: heard.append(sentence))
    return heard


def test_a_film_that_is_not_there_is_told_on_the_stage_and_nowhere_else(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path, film: Path
) -> None:
    film.unlink()
    window = make_window()
    heard = hear(window)
    window.cases.open_case(case_path)
    stage = window.film_page.stage
    qtbot.waitUntil(
        lambda: "The film play.mp4 is not where it was" in stage.accessibleDescription()
    )
    assert heard == [] and stage.toast.sentence == ""
    press(window, "Ctrl+1")
    press(window, "Ctrl+2")
    assert "The film play.mp4 is not where it was" in stage.accessibleDescription()


def test_a_film_that_goes_while_it_is_on_is_told_on_the_stage_until_it_is_back(
    qtbot: QtBot, window: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: FrameReader, number: int, **manner: object) -> None:
        raise OSError(5, "Input/output error", "play.mp4")

    heard, stage = hear(window), window.film_page.stage
    with monkeypatch.context() as gone:
        gone.setattr(FrameReader, "picture", fail)
        press(window, "End")
        told = "play.mp4 could not be used: input/output error."
        qtbot.waitUntil(lambda: stage.accessibleDescription() == told)
    assert stage.picture is None and heard == [] and stage.toast.sentence == ""
    press(window, "Home")
    qtbot.waitUntil(lambda: stage.picture is not None)
    assert heard == []


def test_a_disk_that_is_slow_to_wake_keeps_nobody_waiting(
    qtbot: QtBot,
    make_window: Callable[[], Workbench],
    case_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    awake = threading.Event()
    asked_in: list[threading.Thread] = []

    def find(*given: Any) -> Finding:
        asked_in.append(threading.current_thread())
        awake.wait(20)
        return find_film(*given)

    monkeypatch.setattr("ui.workspace.find_film", find)
    window = make_window()
    window.cases.open_case(case_path)
    window.do("show_family_page")
    assert window.case_page.isVisible()
    awake.set()
    qtbot.waitUntil(lambda: window.workspace.projector.seen, timeout=10_000)
    assert threading.main_thread() not in asked_in


def test_the_next_family_sees_nothing_of_the_one_before(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path, film: Path, tmp_path: Path
) -> None:
    film.unlink()
    Case.create(tmp_path / "other.vig").close()
    window = make_window()
    window.cases.open_case(case_path)
    stage = window.film_page.stage
    qtbot.waitUntil(lambda: bool(stage.accessibleDescription()))
    window.cases.open_case(tmp_path / "other.vig")
    window.do("show_film_page")
    assert stage.accessibleDescription().startswith("No film yet")
    assert window.workspace.finding == ""
    assert window.film_page.codes.view.model().rowCount() == 0


def test_where_there_is_no_film_yet_the_stage_says_how_one_is_added(
    qtbot: QtBot, make_window: Callable[[], Workbench], tmp_path: Path, film: Path
) -> None:
    window = make_window()
    stage = window.film_page.stage
    assert window.cases.create_case(tmp_path / "new.vig")
    assert "No film yet" in stage.accessibleDescription()
    assert "Ctrl+Shift+A" in stage.accessibleDescription()
    window.cases.add_films([film])
    settle(qtbot, window)
    assert stage.accessibleDescription() == ""
    window.workspace.undo()
    assert "No film yet" in stage.accessibleDescription()
    window.workspace.close_case()
    assert stage.accessibleDescription() == ""
