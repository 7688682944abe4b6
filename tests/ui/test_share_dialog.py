"""Sharing from the window: what for, which moments, where to, and what is missing."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotations.edit import Edit
from annotations.model import Answer, Purpose, Role
from tests.ui.chosen import answer, say_yes, show, workspace_with_clips
from ui import theme
from ui.share_dialog import ShareDialog
from ui.sharing import Sharing
from ui.workspace import Workspace


@pytest.fixture
def workspace(qtbot: QtBot, qapp: QApplication, case_path: Path) -> Iterator[Workspace]:
    with workspace_with_clips(qtbot, qapp, case_path) as workspace:
        yield workspace


@pytest.fixture
def sharing(workspace: Workspace) -> Iterator[Sharing]:
    sharing = Sharing(workspace)
    yield sharing
    sharing.shut_down()


@pytest.fixture
def dialog(qtbot: QtBot, workspace: Workspace, sharing: Sharing) -> ShareDialog:
    dialog = ShareDialog(workspace, sharing)
    show(qtbot, dialog, 1040, 640)
    return dialog


def _click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _words(widget: QWidget) -> str:
    QApplication.processEvents()  # what has just been added is shown with the next events
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _left(workspace: Workspace) -> list[tuple[str, int]]:
    assert workspace.case is not None
    return [(each.purpose, len(each.clips)) for each in workspace.case.departures()]


def _add_sam(workspace: Workspace) -> None:
    """Sam is in the second film only, and was never asked."""
    first = workspace.snapshot.recordings[0].id
    sam = workspace.edit("Sam", lambda edit: edit.add_person("Sam", Role.OTHER))
    assert sam is not None
    workspace.edit("Sam", lambda edit: edit.unlink_person(first, sam.id))


def test_the_ticked_moments_become_a_folder_beside_the_case(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    second = workspace.clips[1].id
    dialog.moments.rows[second].box.click()
    assert "2 moments, 2 stills" in _words(dialog)
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    folder = tmp_path / "For the shared review"
    assert _files(folder) == [
        "clips/clip-01.mp4",
        "clips/clip-02.mp4",
        "stills/clip-01.png",
        "stills/clip-02.png",
    ]
    assert _left(workspace) == [("review", 2)]
    assert "2 moments and 2 stills are in “For the shared review”." in _words(dialog)


def test_it_can_be_shown_in_its_folder(
    qtbot: QtBot,
    sharing: Sharing,
    dialog: ShareDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        _click(dialog.make)
    _click(dialog.done_page.show_folder)
    assert [Path(url.toLocalFile()) for url in opened] == [tmp_path / "For the shared review"]


def _take_out(recording_id: str, person_id: str, edit: Edit) -> None:
    edit.unlink_person(recording_id, person_id)


def test_each_purpose_says_how_it_stands(workspace: Workspace, dialog: ShareDialog) -> None:
    say_yes(workspace, Purpose.SUPERVISION)
    answer(workspace, "Parent", Purpose.TRAINING, Answer.NO)
    _add_sam(workspace)
    words = {purpose: row.words for purpose, row in dialog.purposes.rows.items()}
    assert words == {
        Purpose.REVIEW: "2 of 3 moments",
        Purpose.PARENT_COPY: "not asked",
        Purpose.SUPERVISION: "2 of 3 moments",
        Purpose.TRAINING: "Parent said no",
        Purpose.RESEARCH: "not asked",
    }


def test_whoever_was_not_asked_keeps_their_moment_here_until_they_say_yes(
    qtbot: QtBot, workspace: Workspace, dialog: ShareDialog
) -> None:
    _add_sam(workspace)
    third = workspace.clips[2].id
    row = dialog.moments.rows[third]
    assert not row.box.isEnabled() and not row.box.isChecked()
    assert [chip.answer for chip in row.chips] == [Answer.YES, Answer.YES, Answer.UNASKED]
    assert "Sam has not been asked about the shared review." in _words(dialog)
    assert "“Clip 3” stays here until Sam says yes." in _words(dialog)
    (notice,) = dialog.moments.notices
    assert notice.button is not None and notice.button.text() == "Record Sam’s answer…"
    with qtbot.waitSignal(dialog.record_answer) as asked:
        _click(notice.button)
    (sam,) = [person for person in workspace.snapshot.people if person.name == "Sam"]
    assert asked.args == [sam.id, Purpose.REVIEW]

    answer(workspace, "Sam", Purpose.REVIEW, Answer.YES)
    assert dialog.moments.rows[third].box.isChecked()
    assert dialog.moments.notices == []
    assert "3 moments, 3 stills" in _words(dialog)


def test_a_film_in_which_nobody_is_said_to_be_stays_here(
    workspace: Workspace, dialog: ShareDialog
) -> None:
    second = workspace.snapshot.recordings[1]
    for person in workspace.snapshot.people:
        workspace.edit("Out", partial(_take_out, second.id, person.id))
    assert f"The case does not say who is in “{second.name}”." in _words(dialog)
    assert not dialog.moments.rows[workspace.clips[2].id].box.isEnabled()


def test_nothing_can_be_made_while_nothing_may_leave(
    workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    dialog.purposes.choose(Purpose.RESEARCH)
    assert not dialog.make.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not sharing.busy
    assert sorted(tmp_path.iterdir()) == before


def test_a_purpose_with_tables_says_so(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    assert "no names" in _words(dialog)
    say_yes(workspace, Purpose.SUPERVISION)
    dialog.purposes.choose(Purpose.SUPERVISION)
    assert "3 moments, 3 stills, tables of the tags" in _words(dialog)
    assert "no names" not in _words(dialog)
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        _click(dialog.make)
    assert "tables/tags.csv" in _files(tmp_path / "For supervision")


def test_a_folder_that_is_there_is_replaced_only_when_asked(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        _click(dialog.make)
    dialog.done_page.again_asked.emit()
    dialog.moments.rows[workspace.clips[0].id].box.click()
    _click(dialog.make)
    assert not sharing.busy
    assert "“For the shared review” is there already. Replace it?" in _words(dialog)
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        _click(dialog.replace_it)
    assert len(_files(tmp_path / "For the shared review")) == 4
    dialog.done_page.again_asked.emit()
    _click(dialog.make)
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        _click(dialog.keep_both)
    assert len(_files(tmp_path / "For the shared review 2")) == 4
    assert _left(workspace) == [("review", 3), ("review", 2), ("review", 2)]


def test_a_stranger_s_folder_is_never_replaced(
    qtbot: QtBot, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    folder = tmp_path / "For the shared review"
    folder.mkdir()
    (folder / "wedding.mp4").write_bytes(b"precious")
    _click(dialog.make)
    with qtbot.waitSignal(sharing.failed, timeout=30_000):
        _click(dialog.replace_it)
    assert "“wedding.mp4”, which is not from an export" in _words(dialog)
    assert _files(folder) == ["wedding.mp4"]


def test_another_place_and_name_can_be_chosen(
    dialog: ShareDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = str(tmp_path / "elsewhere")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: elsewhere)
    _click(dialog.place.change)
    dialog.place.name.setText("For Jo")
    assert dialog.place.folder == Path(elsewhere) / "For Jo"
    for name in ("", "a/b", "what?", "."):
        dialog.place.name.setText(name)
        assert not dialog.make.isEnabled(), name


def test_another_purpose_keeps_the_place_somebody_chose_and_the_name_somebody_wrote(
    dialog: ShareDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(elsewhere))
    _click(dialog.place.change)
    dialog.purposes.choose(Purpose.SUPERVISION)
    assert dialog.place.folder == elsewhere / "For supervision"
    dialog.place.name.setText("For Jo")
    dialog.purposes.choose(Purpose.PARENT_COPY)
    assert dialog.place.folder == elsewhere / "For Jo"


def test_no_folder_is_named_after_the_family_and_none_promises_a_caption(
    workspace: Workspace, dialog: ShareDialog
) -> None:
    clip = workspace.clips[0]
    workspace.edit(
        "Caption", lambda edit: edit.change_clip(replace(clip, caption="You wait for her."))
    )
    for purpose, name in (
        (Purpose.REVIEW, "For the shared review"),
        (Purpose.PARENT_COPY, "For the family"),
        (Purpose.SUPERVISION, "For supervision"),
        (Purpose.TRAINING, "For training"),
        (Purpose.RESEARCH, "For research"),
    ):
        dialog.purposes.choose(purpose)
        assert dialog.place.name.text() == name
        assert "with a still" in _words(dialog.moments)
        assert "caption" not in _words(dialog.moments)


def test_another_family_s_folder_is_passed_over_and_one_s_own_is_not(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, tmp_path: Path
) -> None:
    (tmp_path / "For the shared review").mkdir()
    for _again in range(2):
        dialog = ShareDialog(workspace, sharing)
        show(qtbot, dialog, 1040, 640)
        assert dialog.place.name.text() == "For the shared review 2"
        if not dialog.place.folder.exists():
            with qtbot.waitSignal(sharing.finished, timeout=30_000):
                _click(dialog.make)
        dialog.close()


def test_stopping_leaves_nothing_behind(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    before = sorted(path for path in tmp_path.iterdir() if path.is_dir())

    def stop_early(fraction: float, _doing: str) -> None:
        if fraction > 0.1:
            sharing.stop()

    sharing.progressed.connect(stop_early)
    with qtbot.waitSignal(sharing.stopped, timeout=30_000):
        _click(dialog.make)
    assert sorted(path for path in tmp_path.iterdir() if path.is_dir()) == before
    assert _left(workspace) == []
    assert "Stopped. Nothing was kept." in _words(dialog)


def test_one_can_go_on_working_and_come_back(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog
) -> None:
    said: list[str] = []
    workspace.said.connect(lambda sentence, _undo: said.append(sentence))
    _click(dialog.make)
    assert dialog.running.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert sharing.busy, "to hide it does not stop it"
    again = ShareDialog(workspace, sharing)
    show(qtbot, again, 1040, 640)
    assert again.running.isVisible()
    with qtbot.waitSignal(sharing.finished, timeout=30_000):
        again.reject()
    later = ShareDialog(workspace, sharing)
    show(qtbot, later, 1040, 640)
    assert later.make.isVisible() and not later.done_page.isVisible(), "it begins anew"
    assert said == []


def test_how_long_it_still_takes_is_counted_from_its_beginning_however_late_one_looks(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing
) -> None:
    sharing.begun_s = monotonic() - 30
    late = ShareDialog(workspace, sharing)
    qtbot.addWidget(late)
    late.running.show_progress(0.5, "Writing clip 2")
    shown = "\n".join(label.text() for label in late.running.findChildren(QLabel))
    assert "about 30 s left" in shown


def test_tab_goes_from_top_to_bottom_also_after_an_answer_was_recorded(
    workspace: Workspace, dialog: ShareDialog
) -> None:
    def tabs() -> list[QWidget | None]:
        QApplication.processEvents()  # what has just been added is shown with the next events
        dialog.purposes.rows[Purpose.REVIEW].setFocus()
        found: list[QWidget | None] = [dialog.focusWidget()]
        while len(found) < 20:
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Tab)
            if dialog.focusWidget() in found:
                break
            found.append(dialog.focusWidget())
        return found

    def expected() -> list[QWidget | None]:
        boxes = [row.box for row in dialog.moments.rows.values() if row.box.isEnabled()]
        buttons = [notice.button for notice in dialog.moments.notices]
        place = [dialog.place.name, dialog.place.change]
        purpose = dialog.purposes.rows[Purpose.REVIEW]
        return [purpose, *boxes, *buttons, *place, dialog.cancel, dialog.make]

    assert tabs() == expected()
    _add_sam(workspace)
    (notice,) = dialog.moments.notices
    assert notice.button is not None
    assert tabs() == expected()
    notice.button.setFocus()
    answer(workspace, "Sam", Purpose.REVIEW, Answer.YES)
    assert dialog.focusWidget() is dialog.moments.rows[workspace.clips[0].id].box
    assert tabs() == expected()


def test_enter_presses_the_button_that_has_the_focus(
    sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    (tmp_path / "For the shared review").mkdir()
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.keep_both, "what loses nothing is at hand"
    dialog.cancel.setFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible() and not sharing.busy


def test_it_opens_on_the_chosen_purpose(dialog: ShareDialog) -> None:
    assert dialog.focusWidget() is dialog.purposes.rows[Purpose.REVIEW]


def test_a_yes_that_is_taken_back_meanwhile_keeps_everything_here(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    sharing.began.connect(lambda: answer(workspace, "Parent", Purpose.REVIEW, Answer.NO))
    with qtbot.waitSignal(sharing.failed, timeout=30_000) as failed:
        _click(dialog.make)
    (sentence,) = failed.args or [""]
    assert sentence == "Parent said no to sharing for the shared review, so nothing was kept."
    assert not (tmp_path / "For the shared review").exists()
    assert _left(workspace) == []


def test_a_yes_taken_back_for_a_film_that_only_the_tables_tell_of_keeps_everything_here(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    _add_sam(workspace)
    say_yes(workspace, Purpose.SUPERVISION)
    dialog.purposes.choose(Purpose.SUPERVISION)
    dialog.moments.rows[workspace.clips[2].id].box.click()
    sharing.began.connect(lambda: answer(workspace, "Sam", Purpose.SUPERVISION, Answer.NO))
    with qtbot.waitSignal(sharing.failed, timeout=30_000) as failed:
        _click(dialog.make)
    assert failed.args == ["Sam said no to sharing for supervision, so nothing was kept."]
    assert not (tmp_path / "For supervision").exists()
    assert _left(workspace) == []


def test_a_case_that_is_closed_meanwhile_keeps_everything_here(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    _click(dialog.make)
    dialog.reject()
    workspace.close_case()
    qtbot.waitUntil(lambda: not sharing.busy, timeout=30_000)
    assert not (tmp_path / "For the shared review").exists()


def test_closing_the_program_waits_for_nobody(
    workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    _click(dialog.make)
    sharing.shut_down()
    assert not (tmp_path / "For the shared review").exists()


def test_a_lost_film_is_told_in_a_sentence(
    qtbot: QtBot, workspace: Workspace, sharing: Sharing, dialog: ShareDialog, tmp_path: Path
) -> None:
    recording = workspace.snapshot.recordings[0]
    gone = tmp_path / "gone" / "film.mp4"
    workspace.edit("Lose", lambda edit: edit.relink_recording(recording.id, gone))
    with qtbot.waitSignal(sharing.failed, timeout=30_000) as failed:
        _click(dialog.make)
    (sentence,) = failed.args or [""]
    assert "is not where it was" in sentence or "is not the film" in sentence
    assert sentence in _words(dialog)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_control_has_a_name_and_a_tooltip(
    qapp: QApplication,
    workspace: Workspace,
    dialog: ShareDialog,
    scheme: theme.Scheme,
    scale: float,
) -> None:
    _add_sam(workspace)
    theme.dress(qapp, scheme, text_scale=scale)
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName() and "(" in button.toolTip(), button.text()
    for row in dialog.moments.rows.values():
        assert row.box.accessibleName() and row.box.toolTip()
    for purpose in dialog.purposes.rows.values():
        assert purpose.accessibleName() and purpose.toolTip()
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {
        Qt.TextFormat.PlainText
    }
    assert not dialog.grab().isNull()


def test_the_arrow_keys_change_the_purpose(dialog: ShareDialog) -> None:
    row = dialog.purposes.rows[Purpose.REVIEW]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Down)
    assert dialog.purposes.purpose is Purpose.PARENT_COPY
