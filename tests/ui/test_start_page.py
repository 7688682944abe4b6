"""The first page: recent families, a new case, the demo, with real cases, clicks and keys."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Kind
from export.linked_films import link_films, look_at_new
from tests.conftest import Golden
from ui import settings, theme
from ui.focus_ring import FocusRing
from ui.in_words import day
from ui.recent_card import RecentCard
from ui.recent_families import read_family
from ui.start_page import StartPage
from ui.workbench import Workbench
from vig_tool.progress import Progress


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIG_TOOL_SETTINGS", str(tmp_path / "settings.ini"))


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[StartPage]:
    theme.dress(qapp, "light", text_scale=1.0)
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.activateWindow()
    yield page
    page.shut_down()


def make_case(folder: Path, name: str, golden: Golden, *, clips: int = 0, tags: int = 0) -> Path:
    film = golden("h264-vfr", frames=120, size=(320, 180)).path
    with Case.create(folder / f"{name}.vig") as case:
        link_films(case, [film], look_at_new([film]))
        snapshot = case.snapshot()
        (recording,) = snapshot.recordings
        code = next(code for code in snapshot.codebooks[0].codes if code.kind is Kind.POINT)
        with case.edit("Work") as edit:
            for number in range(tags):
                edit.add_tag(recording.id, code.id, snapshot.people[0].id, 100_000 * number)
            for number in range(clips):
                edit.add_clip(recording.id, 0, 1_000_000 + number)
        return case.path


def cards(page: StartPage) -> list[RecentCard]:
    return page.findChildren(RecentCard)


def button(page: StartPage, text: str) -> QPushButton:
    (found,) = [each for each in page.findChildren(QPushButton) if each.text() == text]
    return found


def drop(page: StartPage, *paths: Path) -> None:
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    what = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton)
    nothing = Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), *what, nothing)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), *what, nothing))


def test_recent_families_say_how_far_they_are(
    qtbot: QtBot, page: StartPage, tmp_path: Path, golden: Golden
) -> None:
    chosen = make_case(tmp_path, "Mia", golden, clips=3, tags=2)
    fresh = make_case(tmp_path, "Ola", golden)
    for path in (fresh, chosen, tmp_path / "Gone.vig"):
        settings.note_case(path)
    page.refresh()
    with qtbot.waitSignal(page._reading.done, timeout=10_000):
        pass
    gone, mia, ola = cards(page)
    assert mia.family.line == "Cycle 1 · 3 clips chosen"
    assert ola.family.detail.endswith("not tagged yet")
    assert gone.family.line == "No longer there"
    assert mia.family.picture is not None and mia.family.picture.height() == 180
    assert gone.family.picture is None


def test_a_film_that_has_moved_is_said(tmp_path: Path, golden: Golden) -> None:
    golden_film = golden("h264-vfr", frames=120, size=(320, 180)).path
    film = tmp_path / "films" / "play.mp4"
    film.parent.mkdir()
    film.write_bytes(golden_film.read_bytes())
    with Case.create(tmp_path / "Ivo.vig") as case:
        link_films(case, [film], look_at_new([film]))
    film.unlink()
    family = read_family(tmp_path / "Ivo.vig")
    assert (family.detail, family.trouble) == ("The film has moved", True)


def test_a_file_that_is_no_case_is_said_not_raised(tmp_path: Path) -> None:
    stranger = tmp_path / "letter.vig"
    stranger.write_text("Dear Jo, " * 400)
    family = read_family(stranger)
    assert family.line == "Cannot be opened"
    assert "not a VIG Tool case" in family.detail


def test_reading_a_case_changes_nothing_and_keeps_no_picture(
    tmp_path: Path, golden: Golden
) -> None:
    path = make_case(tmp_path, "Mia", golden, clips=1)
    before = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    assert read_family(path).picture is not None
    after = {each: each.read_bytes() for each in tmp_path.rglob("*") if each.is_file()}
    assert after == before


@pytest.mark.parametrize("how", ["click", "enter", "space"])
def test_a_card_opens_its_case(qtbot: QtBot, page: StartPage, tmp_path: Path, how: str) -> None:
    settings.note_case(tmp_path / "Mia.vig")
    page.refresh()
    (card,) = cards(page)
    with qtbot.waitSignal(page.open_case) as opened:
        if how == "click":
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(card, Qt.Key.Key_Return if how == "enter" else Qt.Key.Key_Space)
    assert opened.args == [tmp_path / "Mia.vig"]


def test_delete_takes_a_card_off_the_list_and_leaves_the_file(
    qtbot: QtBot, page: StartPage, tmp_path: Path, golden: Golden
) -> None:
    path = make_case(tmp_path, "Mia", golden)
    settings.note_case(path)
    page.refresh()
    QTest.keyClick(cards(page)[0], Qt.Key.Key_Delete)
    assert settings.recent_cases() == []
    assert path.is_file()


def test_families_are_found_by_a_word_when_there_are_many(page: StartPage, tmp_path: Path) -> None:
    names = ("Mia", "Ola", "Reeds", "Sam", "Bea", "Ivo")
    for name in names:
        settings.note_case(tmp_path / f"{name}.vig")
    page.refresh()
    field = page.findChild(QLineEdit)
    assert field is not None and not field.isVisible()
    settings.note_case(tmp_path / "Lee & Ann.vig")
    page.refresh()
    assert field.isVisible()
    QTest.keyClicks(field, "lee")
    assert [card.path.stem for card in cards(page) if card.isVisible()] == ["Lee & Ann"]


def test_films_begin_a_new_case_and_a_case_is_opened_when_dropped(
    qtbot: QtBot, page: StartPage, tmp_path: Path
) -> None:
    films = [tmp_path / "a.mp4", tmp_path / "b.mov"]
    with qtbot.waitSignal(page.new_case) as begun:
        drop(page, *films)
    assert begun.args == [films]
    with qtbot.waitSignal(page.open_case) as opened:
        drop(page, tmp_path / "Mia.VIG")
    assert opened.args == [tmp_path / "Mia.VIG"]


def test_the_buttons_do_what_they_say(qtbot: QtBot, page: StartPage) -> None:
    with qtbot.waitSignal(page.new_case) as begun:
        QTest.mouseClick(button(page, "New case…"), Qt.MouseButton.LeftButton)
    assert begun.args == [[]]
    with qtbot.waitSignal(page.choose_case):
        QTest.keyClick(button(page, "Open a case…"), Qt.Key.Key_Space)
    with qtbot.waitSignal(page.open_demo):
        QTest.mouseClick(button(page, "Open the demo"), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("how", ["click", "escape"])
def test_drawing_the_demo_is_shown_and_stopped(qtbot: QtBot, page: StartPage, how: str) -> None:
    page.show_demo_progress(0.4, "Drawing the demo film")
    stop = button(page, "Stop")
    assert stop.isVisible() and not button(page, "Open the demo").isVisible()
    with qtbot.waitSignal(page.demo_stop_asked):
        if how == "click":
            QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(page, Qt.Key.Key_Escape)
    page.show_demo_resting("Stopped. Nothing half-made was left.")
    assert button(page, "Open the demo").isVisible()
    assert "Stopped" in "".join(label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize(("width", "scale"), [(1280, 1.0), (1280, 2.0), (1920, 1.0)])
def test_nothing_is_cut_off(
    qapp: QApplication, page: StartPage, tmp_path: Path, width: int, scale: float
) -> None:
    for number in range(8):
        settings.note_case(tmp_path / f"Family {number}.vig")
    theme.dress(qapp, "dark", text_scale=scale)
    try:
        page.resize(width, 720)
        page.refresh()
        QApplication.processEvents()
        for card in cards(page):
            assert page.rect().contains(
                card.mapTo(page, card.rect().topRight()).x(), page.rect().center().y()
            )
        for each in page.findChildren(QPushButton):
            if each.isVisible():
                assert each.width() >= each.minimumSizeHint().width(), each.text()
    finally:
        theme.dress(qapp, "light", text_scale=1.0)


def test_every_control_has_a_name_and_a_tooltip_and_words_take_no_markup(
    page: StartPage, tmp_path: Path
) -> None:
    settings.note_case(tmp_path / "<b>Mia</b>.vig")
    page.refresh()
    for each in (*page.findChildren(QPushButton), *page.findChildren(QLineEdit), *cards(page)):
        assert _name(each), each
        assert "(" in each.toolTip(), each
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def _name(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return "" if face is None else face.text(QAccessible.Text.Name)


def test_days_are_said_as_people_say_them() -> None:
    now = datetime(2026, 11, 23, 19, 0).astimezone()
    said = [day(now - timedelta(days=ago), now) for ago in (0, 1, 3, 14, 400)]
    assert said == ["today", "yesterday", "Friday", "9 Nov", "19 Oct 2025"]


class _EndlessWork:
    """Draws until it is stopped."""

    def __init__(self) -> None:
        self.running, self.tidied = threading.Event(), False

    def __call__(self, progress: Progress) -> Path:
        try:
            while True:
                progress(0.5, "Drawing the demo film")
                self.running.set()
                time.sleep(0.01)
        finally:
            self.tidied = True


def test_in_the_window_the_demo_is_drawn_and_stopped_by_its_key(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme.dress(qapp, "light", text_scale=1.0)
    work = _EndlessWork()
    window = Workbench(work)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.start_page
    QTest.mouseClick(button(page, "Open the demo"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.running.is_set)
    bar = page.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar is not None and bar.value() == 500)
    assert not window.task_strip.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: work.tidied)
    assert button(page, "Open the demo").isVisible()
    assert "Stopped" in "".join(label.text() for label in page.findChildren(QLabel))
    window.close()
    window.deleteLater()


def test_in_the_window_a_family_is_reached_by_tab_and_opened_by_enter(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, golden: Golden
) -> None:
    theme.dress(qapp, "light", text_scale=1.0)
    settings.note_case(make_case(tmp_path, "Mia", golden))
    window = Workbench(lambda progress: tmp_path)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    seen = []
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
        if isinstance(seen[-1], RecentCard):
            break
    card = seen[-1]
    assert isinstance(card, RecentCard), seen
    assert button(window.start_page, "Open the demo") not in seen  # it comes after the families
    ring = window.findChild(FocusRing)
    assert ring is not None and ring.isVisible()
    assert ring.geometry().center() == card.mapTo(window, card.rect().center())
    QTest.keyClick(card, Qt.Key.Key_Return)
    assert window.workspace.case is not None
    assert window.workspace.case.path == tmp_path / "Mia.vig"
    window.close()
    window.deleteLater()


def test_cases_are_looked_into_only_where_the_page_is_seen(
    qtbot: QtBot, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[Path]] = []

    def look(paths: list[Path], progress: Progress) -> Iterator[object]:
        asked.append(paths)
        return iter(())

    monkeypatch.setattr("ui.start_page.read_families", look)
    settings.note_case(make_case(tmp_path, "reed", golden))
    page = StartPage()
    qtbot.addWidget(page)
    page.refresh()
    qtbot.wait(200)
    page.show()
    page.hide()
    qtbot.wait(200)
    assert asked == []
    page.show()
    qtbot.waitUntil(lambda: len(asked) == 1)
    page.shut_down()
