"""Text up to twice as large: everything is there, nothing covers anything else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.conftest import settle
from ui import theme
from ui.forms.codebook_form import CodebookForm
from ui.workbench import Workbench


@pytest.fixture
def at_scale(
    qtbot: QtBot, qapp: QApplication, make_window: Callable[[], Workbench], case_path: Path
) -> Iterator[Callable[[float], Workbench]]:
    """The window on a case, with text of that size."""

    def show(scale: float) -> Workbench:
        window = make_window()
        window.cases.open_case(case_path)
        settle(qtbot, window)
        theme.dress(qapp, "dark", text_scale=scale)
        window.show_film_page()
        qtbot.wait(50)
        return window

    yield show
    theme.dress(qapp, "dark", text_scale=1.0)


def test_at_double_size_one_drawer_is_open_at_a_time(
    at_scale: Callable[[float], Workbench],
) -> None:
    window = at_scale(2.0)
    page = window.film_page
    assert page.inspector.isVisible() and not page.tray.isVisible()
    window.do("toggle_tray")
    assert page.tray.isVisible() and not page.inspector.isVisible()
    assert page.tray.width() >= 2 * theme.size("tray")
    window.do("toggle_tray")
    assert page.inspector.isVisible() and not page.tray.isVisible()


@pytest.mark.parametrize("scale", [1.25, 1.5, 1.75, 2.0])
def test_codes_tags_and_picture_keep_their_room(
    at_scale: Callable[[float], Workbench], scale: float
) -> None:
    window = at_scale(scale)
    page = window.film_page
    assert window.width() == 1280 and window.height() == 720
    assert page.codes.view.height() >= 5 * theme.size("row_code_compact")
    assert page.tags.width() >= 6 * theme.size("row_tag")
    assert page.stage.width() >= 400
    assert page.transport.width() >= page.transport.minimumSizeHint().width()


def test_icons_grow_with_the_text(at_scale: Callable[[float], Workbench]) -> None:
    window = at_scale(2.0)
    for button in window.top_bar.findChildren(QToolButton):
        assert button.iconSize().width() >= 2 * theme.size("icon_small")


def test_dialogs_fit_the_screen(qtbot: QtBot, at_scale: Callable[[float], Workbench]) -> None:
    window = at_scale(2.0)
    work = window.workspace
    form = CodebookForm(work, work.snapshot.codebooks[0].id, window)
    qtbot.addWidget(form)
    form.show()
    room = form.screen().availableGeometry()
    assert form.height() <= room.height()


def test_the_codes_take_no_more_than_their_rows_need(
    at_scale: Callable[[float], Workbench],
) -> None:
    page = at_scale(1.0).film_page
    assert page.codes.height() <= page.codes.sizeHint().height()
