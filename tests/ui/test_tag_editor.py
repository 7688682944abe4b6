"""The selected tag's form: each change is one step, and lands on a frame."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.errors import CaseNotWritten
from annotations.model import Role, Tag
from tests.ui.parts import Desk, desk_on
from ui import theme
from ui.pieces import head_px
from ui.tag_editor import TagEditor
from ui.tags_panel import TagsPanel


@pytest.fixture
def desk(case_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    with desk_on(case_path, qtbot, qapp) as made:
        yield made


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> TagsPanel:
    made = TagsPanel(desk.work, desk.tagging)
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    made.activateWindow()
    qtbot.waitActive(made)
    return made


@pytest.fixture
def editor(panel: TagsPanel) -> TagEditor:
    return panel.editor


def _selected(desk: Desk, tag: Tag) -> Tag:
    desk.work.select_tag(tag.id)
    return tag


def _now(desk: Desk) -> Tag:
    assert desk.work.tag is not None
    return desk.work.tag


def _button(editor: TagEditor, name: str) -> QToolButton:
    (found,) = (b for b in editor.findChildren(QToolButton) if b.accessibleName() == name)
    return found


def _refuse(*_: object, **__: object) -> None:
    raise CaseNotWritten("The disk is full.")


def _press(editor: TagEditor, name: str) -> None:
    QTest.mouseClick(_button(editor, name), Qt.MouseButton.LeftButton)


def _choice(editor: TagEditor, name: str) -> QComboBox:
    (found,) = (b for b in editor.findChildren(QComboBox) if b.accessibleName() == name)
    return found


def _choose(editor: TagEditor, name: str, text: str) -> None:
    """As a user does: down the list with the arrow keys."""
    choice = _choice(editor, name)
    target = choice.findText(text)
    assert target >= 0
    steps = target - choice.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(choice, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)


def _note(editor: TagEditor) -> QPlainTextEdit:
    (found,) = editor.findChildren(QPlainTextEdit)
    return found


def test_the_form_is_there_while_a_tag_is_selected(desk: Desk, editor: TagEditor) -> None:
    assert not editor.isVisible()
    _selected(desk, desk.tag("M", 10, 20))
    assert editor.isVisible()
    desk.work.select_tag(None)
    assert not editor.isVisible()


def test_rows_stay_together_where_the_panel_is_higher_than_the_form(
    desk: Desk, panel: TagsPanel, editor: TagEditor
) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.resize(304, head_px() + editor.sizeHint().height() + 90)
    panel.focus_note()
    QApplication.processEvents()
    assert panel.is_form_alone
    start, end = editor._start.geometry(), editor._end.geometry()
    assert end.top() - start.bottom() <= theme.space(2)
    assert _note(editor).geometry().top() - end.bottom() <= theme.space(2)
    assert _note(editor).height() > _note(editor).sizeHint().height(), "the note takes what is left"


def test_a_form_that_goes_hands_the_keys_to_the_list(desk: Desk, panel: TagsPanel) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    assert _note(panel.editor).hasFocus()
    desk.work.select_tag(None)
    assert panel.table.hasFocus()
    assert desk.work.tag is None, "to have the keys selects nothing"


@pytest.mark.parametrize("width_px", [300, 448])
def test_frame_numbers_are_never_cut_to_other_numbers(
    desk: Desk, panel: TagsPanel, editor: TagEditor, width_px: int
) -> None:
    _selected(desk, desk.tag("M", 100, 110))
    for width in range(220, width_px, 7):
        panel.resize(width, 700)
        QApplication.processEvents()
        frame = editor._start._frame
        shown = QLabel.text(frame)
        assert frame.text() == "frame 100"
        assert shown == "frame 100" or shown.endswith("…") or not shown
        assert frame.fontMetrics().horizontalAdvance(shown) <= frame.width()


def test_edges_are_moved_by_frames(desk: Desk, editor: TagEditor) -> None:
    index = desk.work.index
    assert index is not None
    _selected(desk, desk.tag("M", 10, 20))
    _press(editor, "Start one frame earlier")
    assert _now(desk).start_us == index.start_us(9)
    _press(editor, "Start one frame later")
    _press(editor, "Start one frame later")
    assert _now(desk).start_us == index.start_us(11)
    _press(editor, "End one frame later")
    assert _now(desk).end_us == index.end_us(21)
    _press(editor, "End one frame earlier")
    _press(editor, "End one frame earlier")
    assert _now(desk).end_us == index.end_us(19)
    desk.qtbot.waitUntil(lambda: desk.work.projector.frame == 19)


def test_edges_are_set_to_the_frame_on_screen(desk: Desk, editor: TagEditor) -> None:
    index = desk.work.index
    assert index is not None
    _selected(desk, desk.tag("M", 10, 20))
    desk.go(5)
    _press(editor, "Start at the frame on screen")
    desk.go(33)
    _press(editor, "End at the frame on screen")
    tag = _now(desk)
    assert (tag.start_us, tag.end_us) == (index.start_us(5), index.end_us(33))


def test_a_moment_has_no_end_to_edit(desk: Desk, editor: TagEditor) -> None:
    _selected(desk, desk.tag("N", 10))
    assert not _button(editor, "End one frame later").isVisible()
    assert _button(editor, "Start one frame later").isVisible()


def test_another_code_is_one_step(desk: Desk, editor: TagEditor) -> None:
    tag = _selected(desk, desk.tag("N", 10))
    _choose(editor, "Code of the tag", desk.code("R").label)
    assert _now(desk).code_id == desk.code("R").id
    desk.work.undo()
    assert _now(desk).code_id == tag.code_id
    assert _choice(editor, "Code of the tag").currentText() == desk.code("N").label


def test_a_moment_becomes_a_stretch_of_one_frame_and_back(desk: Desk, editor: TagEditor) -> None:
    index = desk.work.index
    assert index is not None
    _selected(desk, desk.tag("N", 10))
    _choose(editor, "Code of the tag", desk.code("Y").label)
    assert (_now(desk).start_us, _now(desk).end_us) == (index.start_us(10), index.end_us(10))
    _choose(editor, "Code of the tag", desk.code("N").label)
    assert _now(desk).end_us is None


def test_a_code_of_both_takes_both_and_gives_a_person_back(desk: Desk, editor: TagEditor) -> None:
    tag = _selected(desk, desk.tag("S", 10, 20))
    _choose(editor, "Code of the tag", desk.code("Z").label)
    assert _now(desk).person_id is None
    assert _choice(editor, "Person of the tag").currentText() == "Both"
    _choose(editor, "Code of the tag", desk.code("S").label)
    assert _now(desk).person_id == tag.person_id


def test_another_person_is_one_step(desk: Desk, editor: TagEditor) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    parent = desk.person(Role.PARENT)
    _choose(editor, "Person of the tag", parent.name)
    assert _now(desk).person_id == parent.id
    desk.work.undo()
    assert _now(desk).person_id == desk.person(Role.INFANT).id


def test_the_wheel_over_a_choice_changes_nothing(desk: Desk, editor: TagEditor) -> None:
    tag = _selected(desk, desk.tag("M", 10, 20))
    choice = _choice(editor, "Code of the tag")
    place = QPointF(choice.rect().center())
    down = QPoint(0, -120)
    turned = QWheelEvent(
        place,
        choice.mapToGlobal(place),
        down,
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turned)
    assert _now(desk) == tag


def test_star_and_delete(desk: Desk, editor: TagEditor) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    _press(editor, "Star")
    assert _now(desk).star and _button(editor, "Star").isChecked()
    _press(editor, "Star")
    assert not _now(desk).star and not _button(editor, "Star").isChecked()
    _press(editor, "Delete the tag")
    assert desk.work.tags == ()
    desk.work.undo()
    assert len(desk.work.tags) == 1


def test_a_note_is_one_step_when_the_focus_leaves(
    desk: Desk, editor: TagEditor, panel: TagsPanel
) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    assert _note(editor).hasFocus()
    QTest.keyClicks(_note(editor), "She waited")
    assert _now(desk).note == ""
    panel.table.setFocus()
    assert _now(desk).note == "She waited"
    desk.work.undo()
    assert _now(desk).note == "" and _note(editor).toPlainText() == ""


def test_a_note_is_kept_after_a_rest(desk: Desk, editor: TagEditor, panel: TagsPanel) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    QTest.keyClicks(_note(editor), "She waited")
    desk.qtbot.waitUntil(lambda: _now(desk).note == "She waited", timeout=3_000)
    assert _note(editor).hasFocus()


def test_a_note_goes_to_the_tag_it_was_written_for(
    desk: Desk, editor: TagEditor, panel: TagsPanel
) -> None:
    first, second = desk.tag("M", 10, 20), desk.tag("N", 40)
    _selected(desk, first)
    panel.focus_note()
    QTest.keyClicks(_note(editor), "for the smile")
    desk.work.select_tag(second.id)
    notes = {tag.id: tag.note for tag in desk.work.tags}
    assert notes == {first.id: "for the smile", second.id: ""}
    assert _note(editor).toPlainText() == ""


def test_another_edit_does_not_disturb_writing(
    desk: Desk, editor: TagEditor, panel: TagsPanel
) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    QTest.keyClicks(_note(editor), "half a sen")
    desk.tagging.star()
    assert _note(editor).toPlainText() == "half a sen"
    QTest.keyClicks(_note(editor), "tence")
    panel.table.setFocus()
    assert _now(desk).note == "half a sentence" and _now(desk).star


def test_a_note_that_could_not_be_written_comes_back_with_its_tag(
    desk: Desk, editor: TagEditor, panel: TagsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk.tag("M", 3, 9), desk.tag("M", 20, 30, note="another")
    said: list[str] = []
    desk.work.said.connect(lambda sentence, _undo: said.append(sentence))

    _selected(desk, first)
    panel.focus_note()
    QTest.keyClicks(_note(editor), "She waited")
    with monkeypatch.context() as full:
        full.setattr(Case, "edit", _refuse)
        _selected(desk, second)
    assert said == ["The disk is full."]
    assert _note(editor).toPlainText() == "another"
    _selected(desk, first)
    assert _note(editor).toPlainText() == "She waited"
    _selected(desk, second)
    notes = {tag.id: tag.note for tag in desk.work.tags}
    assert notes == {first.id: "She waited", second.id: "another"}
    assert _note(editor).toPlainText() == "another"


def test_newer_words_win_over_those_that_could_not_be_written(
    desk: Desk, editor: TagEditor, panel: TagsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = _selected(desk, desk.tag("M", 3, 9))
    panel.focus_note()
    QTest.keyClicks(_note(editor), "She waited")
    with monkeypatch.context() as full:
        full.setattr(Case, "edit", _refuse)
        panel.table.setFocus()
    panel.focus_note()
    QTest.keyClicks(_note(editor), " long")
    panel.table.setFocus()
    assert _now(desk).note == "She waited long"
    assert _note(editor).toPlainText() == "She waited long"
    panel.focus_note()
    panel.table.setFocus()
    assert _now(desk).id == tag.id and _now(desk).note == "She waited long"


def test_words_that_could_not_be_written_are_tried_again_when_the_case_closes(
    desk: Desk,
    editor: TagEditor,
    panel: TagsPanel,
    case_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = desk.tag("M", 3, 9), desk.tag("M", 20, 30)
    with monkeypatch.context() as full:
        full.setattr(Case, "edit", _refuse)
        for tag, words in ((first, "one"), (second, "other")):
            _selected(desk, tag)
            panel.focus_note()
            QTest.keyClicks(_note(editor), words)
            panel.table.setFocus()
    desk.work.close_case()
    with Case.open(case_path) as case:
        assert [tag.note for tag in case.snapshot().tags] == ["one", "other"]


def test_a_note_is_not_lost_when_the_recording_changes(
    desk: Desk, editor: TagEditor, panel: TagsPanel
) -> None:
    tag = _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    QTest.keyClicks(_note(editor), "not lost")
    desk.work.show_next_recording(1)
    (kept,) = (each for each in desk.work.snapshot.tags if each.id == tag.id)
    assert kept.note == "not lost"


def test_a_note_is_not_lost_when_the_case_is_closed(
    desk: Desk, editor: TagEditor, panel: TagsPanel, case_path: Path
) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.focus_note()
    QTest.keyClicks(_note(editor), "not lost")
    desk.work.close_case()
    with Case.open(case_path) as case:
        assert [tag.note for tag in case.snapshot().tags] == ["not lost"]


def test_a_small_panel_gives_its_rows_to_the_form_only_when_asked(
    desk: Desk, editor: TagEditor, panel: TagsPanel
) -> None:
    _selected(desk, desk.tag("M", 10, 20))
    panel.resize(304, 200)
    assert panel.table.isVisible() and not editor.isVisible()
    panel.focus_note()
    assert editor.isVisible() and not panel.table.isVisible()
    assert editor.height() >= editor.minimumSizeHint().height()
    (button,) = (b for b in panel.findChildren(QToolButton) if b.accessibleName() == "Edit the tag")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.table.isVisible() and not editor.isVisible()


def test_no_tag_selected_no_note(desk: Desk, panel: TagsPanel) -> None:
    said: list[str] = []
    desk.work.said.connect(lambda sentence, _undo: said.append(sentence))
    panel.focus_note()
    assert said == ["Select a tag first, then write its note."]


def test_what_changes_elsewhere_is_shown(desk: Desk, editor: TagEditor) -> None:
    tag = _selected(desk, desk.tag("M", 10, 20))
    parent = desk.person(Role.PARENT)
    desk.edit(lambda edit: edit.change_tag(replace(tag, person_id=parent.id, note="seen")))
    assert _choice(editor, "Person of the tag").currentText() == parent.name
    assert _note(editor).toPlainText() == "seen"
    desk.edit(lambda edit: edit.change_person(replace(parent, name="Jo")))
    assert _choice(editor, "Person of the tag").currentText() == "Jo"
