"""Text up to twice as large: everything is there, nothing covers anything else."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press, settle
from ui import theme
from ui.forms.code_table import NAME
from ui.forms.codebook_form import CodebookForm
from ui.keys_page import KeysPage
from ui.workbench import Workbench

SMALLEST, USUAL, LARGE = (1120, 640), (1280, 720), (1920, 1080)


class Show(Protocol):
    """Shows the window on a case, with text of a size, in a size of its own."""

    def __call__(self, scale: float, size: tuple[int, int] = USUAL) -> Workbench: ...


@pytest.fixture
def at_scale(
    qtbot: QtBot, qapp: QApplication, make_window: Callable[[], Workbench], case_path: Path
) -> Iterator[Show]:
    """The window on a case, with text of that size."""

    def show(scale: float, size: tuple[int, int] = (1280, 720)) -> Workbench:
        window = make_window()
        window.resize(*size)
        window.cases.open_case(case_path)
        settle(qtbot, window)
        theme.dress(qapp, "dark", text_scale=scale)
        window.show_film_page()
        qtbot.wait(50)
        return window

    yield show
    theme.dress(qapp, "dark", text_scale=1.0)


def test_at_double_size_one_drawer_is_open_at_a_time(
    at_scale: Show,
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
def test_codes_tags_and_picture_keep_their_room(at_scale: Show, scale: float) -> None:
    window = at_scale(scale)
    page = window.film_page
    assert window.width() == 1280 and window.height() == 720
    assert page.codes.view.height() >= 5 * theme.size("row_code_compact")
    assert page.tags.width() >= 6 * theme.size("row_tag")
    assert page.stage.width() >= 400
    assert page.transport.width() >= page.transport.minimumSizeHint().width()


def test_icons_grow_with_the_text(at_scale: Show) -> None:
    window = at_scale(2.0)
    for button in window.top_bar.findChildren(QToolButton):
        assert button.iconSize().width() >= 2 * theme.size("icon_small")


def test_dialogs_fit_the_screen(qtbot: QtBot, at_scale: Show) -> None:
    window = at_scale(2.0)
    work = window.workspace
    form = CodebookForm(work, work.snapshot.codebooks[0].id, window)
    qtbot.addWidget(form)
    form.show()
    room = form.screen().availableGeometry()
    assert form.height() <= room.height()


def test_the_codes_take_no_more_than_their_rows_need(
    at_scale: Show,
) -> None:
    page = at_scale(1.0).film_page
    assert page.codes.height() <= page.codes.sizeHint().height()


@pytest.mark.parametrize("size", [SMALLEST, USUAL, LARGE])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_form_of_a_tag_is_seen_whole_and_names_its_code(
    qtbot: QtBot, at_scale: Show, scale: float, size: tuple[int, int]
) -> None:
    window = at_scale(scale, size)
    panel = window.film_page.tags
    _tag(window)
    panel.focus_note()
    qtbot.wait(50)
    editor = panel.editor
    assert panel.rect().contains(editor.geometry())
    for part in editor.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        assert editor.rect().contains(part.geometry()), part.accessibleName()
        least = part.minimumSizeHint().height() - 1  # which style sheets count differently
        assert part.height() >= least, part.accessibleName()
    code = editor._code
    name = code.fontMetrics().horizontalAdvance("looks")
    assert code.width() >= code.iconSize().width() + name + 2 * theme.space(5)
    assert panel._head.width() >= panel._head.minimumSizeHint().width()


def test_the_form_of_a_tag_gives_the_codes_their_place_back(at_scale: Show) -> None:
    window = at_scale(2.0, SMALLEST)
    page = window.film_page
    _tag(window)
    page.tags.focus_note()
    assert not page.codes.isVisible()
    window.workspace.select_tag(None)
    assert page.codes.isVisible()


def _tag(window: Workbench) -> None:
    """Tag a stretch of time, and select it."""
    work = window.workspace
    assert work.recording is not None and work.index is not None
    recording, code = work.recording, next(each for each in work.codes if each.key == "G")
    ends = work.index.start_us(10), work.index.end_us(40)
    tag = work.edit(
        "Tag", lambda edit: edit.add_tag(recording.id, code.id, work.people[0].id, *ends)
    )
    assert tag is not None
    work.select_tag(tag.id)


@pytest.mark.parametrize("size", [SMALLEST, USUAL])
@pytest.mark.parametrize("scale", [1.0, 1.5, 1.75, 2.0])
def test_all_menus_and_pages_are_in_the_top_bar(
    at_scale: Show, scale: float, size: tuple[int, int]
) -> None:
    bar = at_scale(scale, size).top_bar
    assert bar._menus.width() >= bar._menus.sizeHint().width()
    for page in bar._pages.findChildren(QToolButton):
        assert page.width() >= page.sizeHint().width()
    assert bar.rect().contains(bar._share.geometry())


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 1.75, 2.0])
def test_the_list_of_keys_is_as_wide_as_its_page(
    qtbot: QtBot, at_scale: Show, scale: float
) -> None:
    window = at_scale(scale, SMALLEST)
    keys = KeysPage(window.workspace.codes, window)
    qtbot.addWidget(keys)
    keys.show()
    (scroll,) = keys.findChildren(QScrollArea)
    assert scroll.horizontalScrollBar().maximum() == 0


def test_names_of_codes_are_read_in_their_form(qtbot: QtBot, at_scale: Show) -> None:
    window = at_scale(2.0)
    work = window.workspace
    form = CodebookForm(work, work.snapshot.codebooks[0].id, window)
    qtbot.addWidget(form)
    form.show()
    form.resize(1240, 680)
    QApplication.processEvents()
    letters = form.table.fontMetrics()
    assert form.table.columnWidth(NAME) >= letters.horizontalAdvance("turned towards")


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("tabs", [0, 1, 4])
def test_esc_leads_out_of_the_form_of_a_clip_and_keeps_the_clip(
    qtbot: QtBot, at_scale: Show, scale: float, tabs: int
) -> None:
    window = at_scale(scale)
    work, page = window.workspace, window.film_page
    assert work.recording is not None and work.index is not None
    recording, end_us = work.recording.id, work.index.start_us(40)
    clip = work.edit("Clip", lambda edit: edit.add_clip(recording, 0, end_us))
    assert clip is not None
    work.select_clip(clip.id)
    page.tray.show()
    page.tray.focus_title()
    for _ in range(tabs):
        press(window, "Tab")
    focused = QApplication.focusWidget()
    assert focused is not None and page.tray.editor.isAncestorOf(focused)
    press(window, "Esc")
    qtbot.waitUntil(page.stage.hasFocus)
    assert work.clip == clip
    press(window, "Esc")
    assert work.clip is None and page.stage.hasFocus()


def test_a_window_that_begins_with_large_text_shows_the_codes(
    qtbot: QtBot, qapp: QApplication, make_window: Callable[[], Workbench], case_path: Path
) -> None:
    window = make_window()
    theme.dress(qapp, "dark", text_scale=2.0)
    window.cases.open_case(case_path)
    settle(qtbot, window)
    assert window.film_page.inspector.isVisible() != window.film_page.tray.isVisible()
