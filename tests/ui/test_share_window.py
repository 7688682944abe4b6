"""Sharing from the main window: what is told of it, how it is left, and where the focus is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from annotations.edit import Edit
from annotations.model import Answer, Purpose
from tests.ui.conftest import press
from ui.focus_ring import FocusRing
from ui.share_dialog import ShareDialog
from ui.sharing import Order
from ui.workbench import Workbench


def add_clip(recording_id: str, end_us: int, edit: Edit) -> None:
    edit.add_clip(recording_id, 0, end_us, title="A moment")


@pytest.fixture
def sharable(window: Workbench) -> Workbench:
    """The window, with a clip that everybody said yes to."""
    work = window.workspace
    assert work.case is not None and work.index is not None and work.recording is not None
    for person in work.snapshot.people:
        work.case.set_consent(person.id, Purpose.REVIEW, Answer.YES, person.name, "spoken")
    work.edit("Clip", partial(add_clip, work.recording.id, work.index.start_us(60)))
    return window


def share(window: Workbench, folder: str, purpose: Purpose = Purpose.REVIEW) -> None:
    work = window.workspace
    window.sharing.start(Order(purpose, work.clips, work.folder / folder))


def meanwhile(act: Callable[[QWidget], None]) -> None:
    """Do something with the dialog that is about to open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.isActiveWindow():
            QTimer.singleShot(10, look)
        else:
            act(dialog)

    QTimer.singleShot(0, look)


def test_what_was_made_meanwhile_is_told_once_with_a_way_to_it(
    qtbot: QtBot, sharable: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    note = sharable.share_note
    with qtbot.waitSignal(sharable.sharing.finished, timeout=30_000):
        share(sharable, "For the review")
        assert not note.isVisible()
    assert note.isVisible() and note.words.text() == (
        "1 moment and 1 still are in “For the review”."
    )
    assert sharable.film_page.stage.toast.sentence == ""
    press(sharable, "Ctrl+1")
    assert note.isVisible(), "it waits on every page until it was seen"
    note.show_folder.click()
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "For the review"]
    assert not note.isVisible()


def test_esc_takes_the_note_away_and_so_does_another_case(
    qtbot: QtBot, sharable: Workbench
) -> None:
    with qtbot.waitSignal(sharable.sharing.finished, timeout=30_000):
        share(sharable, "one")
    press(sharable, "Esc")
    assert not sharable.share_note.isVisible()
    with qtbot.waitSignal(sharable.sharing.finished, timeout=30_000):
        share(sharable, "two")
    assert sharable.share_note.isVisible()
    sharable.show_start()
    assert not sharable.share_note.isVisible()


def test_the_note_gives_the_keys_to_the_picture_when_it_goes(
    qtbot: QtBot, sharable: Workbench
) -> None:
    with qtbot.waitSignal(sharable.sharing.finished, timeout=30_000):
        share(sharable, "one")
    sharable.share_note.close_it.setFocus()
    press(sharable, "Return")
    assert not sharable.share_note.isVisible()
    assert sharable.film_page.stage.hasFocus()


def test_why_nothing_was_made_meanwhile_stays_to_be_read(qtbot: QtBot, sharable: Workbench) -> None:
    with qtbot.waitSignal(sharable.sharing.failed, timeout=30_000) as failed:
        share(sharable, "For training", Purpose.TRAINING)
    note = sharable.share_note
    assert note.isVisible() and [note.words.text()] == failed.args
    assert not note.show_folder.isVisible()


def test_what_the_dialog_shows_is_not_told_again(qtbot: QtBot, sharable: Workbench) -> None:
    seen: list[bool] = []

    def make(dialog: QWidget) -> None:
        assert isinstance(dialog, ShareDialog)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        qtbot.waitUntil(dialog.done_page.isVisible, timeout=30_000)
        seen.append(sharable.share_note.isVisible())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)

    meanwhile(make)
    press(sharable, "Ctrl+E")
    assert seen == [False] and not sharable.share_note.isVisible()
    fresh: list[bool] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ShareDialog)
        fresh.append(dialog.make.isVisible())
        dialog.reject()

    sharable.activateWindow()
    qtbot.waitUntil(sharable.isActiveWindow)
    meanwhile(look)
    press(sharable, "Ctrl+E")
    assert fresh == [True]


@pytest.mark.parametrize("by_key", [True, False])
def test_the_focus_is_seen_where_a_key_opened_the_dialog(
    sharable: Workbench, monkeypatch: pytest.MonkeyPatch, by_key: bool
) -> None:
    ringed: list[tuple[bool, bool]] = []

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ShareDialog)
        ring = dialog.findChild(FocusRing)
        assert ring is not None
        row = dialog.purposes.rows[Purpose.REVIEW]
        middle = row.mapTo(dialog, row.rect().center())
        around = ring.isVisible() and ring.geometry().contains(middle)
        ringed.append((dialog.focusWidget() is row, around))
        dialog.reject()

    held = Qt.KeyboardModifier.ControlModifier if by_key else Qt.KeyboardModifier.NoModifier
    monkeypatch.setattr(QApplication, "keyboardModifiers", lambda: held)
    meanwhile(look)
    sharable.share()
    assert ringed == [(True, by_key)]


def busy(sharable: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(sharable.sharing), "busy", property(lambda self: True))


@pytest.mark.parametrize(
    ("key", "leaves"),
    [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, False), (Qt.Key.Key_Tab, True)],
)
def test_leaving_while_clips_are_made_asks_with_named_buttons(
    sharable: Workbench, monkeypatch: pytest.MonkeyPatch, key: Qt.Key, leaves: bool
) -> None:
    words: list[set[str]] = []

    def press_in(dialog: QWidget) -> None:
        assert isinstance(dialog, QMessageBox)
        words.append({button.text().replace("&", "") for button in dialog.buttons()})
        default = dialog.defaultButton()
        assert default is not None and default.text().replace("&", "") == "Go on"
        QTest.keyClick(dialog.focusWidget() or dialog, key)
        if leaves:
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Space)

    with monkeypatch.context() as at_work:
        busy(sharable, at_work)
        meanwhile(press_in)
        sharable.show_start()
    assert words == [{"Stop and leave", "Go on"}]
    assert (sharable.workspace.case is None) == leaves
