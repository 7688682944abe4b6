"""The forms for consent and codes, with a real case, real clicks and keys."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Answer, Kind, Purpose
from tests.annotations.examples import code, new_case, person
from ui import theme
from ui.forms.code_keys import KEPT
from ui.forms.code_table import COLOUR, KEY, KIND, LEVEL, NAME
from ui.forms.codebook_form import CodebookForm
from ui.forms.consent_form import ConsentForm
from ui.workspace import Workspace


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with new_case(tmp_path) as case:
        yield case


@pytest.fixture
def workspace(qapp: QApplication, case: Case) -> Iterator[Workspace]:
    theme.dress(qapp, "light", text_scale=1.0)
    workspace = Workspace()
    workspace.open_case(case)
    yield workspace
    workspace.projector.shut_down()


@pytest.fixture
def consent(qtbot: QtBot, workspace: Workspace) -> ConsentForm:
    parent = person(workspace.snapshot, "Parent")
    form = ConsentForm(workspace, parent.id, Purpose.REVIEW)
    qtbot.addWidget(form)
    form.show()
    return form


@pytest.fixture
def codes(qtbot: QtBot, workspace: Workspace) -> CodebookForm:
    form = CodebookForm(workspace, workspace.snapshot.codebooks[0].id)
    qtbot.addWidget(form)
    form.show()
    return form


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# Consent


def test_an_answer_is_recorded_with_who_when_and_how(consent: ConsentForm, case: Case) -> None:
    assert not consent.record.isEnabled()
    QTest.mouseClick(consent.answers[Answer.YES], Qt.MouseButton.LeftButton)
    consent.who.setEditText("Jo")
    consent.how.setEditText("by letter")
    moment = QDateTime.fromString("2026-01-02T10:30:00Z", Qt.DateFormat.ISODate)
    consent.when.show_moment(moment.toLocalTime())
    click(consent.record)
    (answer,) = case.consents()
    assert (answer.answer, answer.who, answer.how) == (Answer.YES, "Jo", "by letter")
    assert answer.when == "2026-01-02T10:30:00.000Z"
    assert not consent.isVisible()


def test_who_answered_is_the_grown_up_unless_another_is_named(
    workspace: Workspace, qtbot: QtBot
) -> None:
    form = ConsentForm(workspace, person(workspace.snapshot, "Baby").id, Purpose.RESEARCH)
    qtbot.addWidget(form)
    assert form.who.currentText() == "Parent"


def test_an_answer_needs_somebody_who_gave_it(consent: ConsentForm, case: Case) -> None:
    QTest.mouseClick(consent.answers[Answer.NO], Qt.MouseButton.LeftButton)
    consent.who.setEditText("  ")
    click(consent.record)
    assert "who gave the answer" in consent.refusal.text()
    assert case.consents() == [] and consent.isVisible()


def test_no_answer_comes_from_the_future(consent: ConsentForm, case: Case) -> None:
    QTest.mouseClick(consent.answers[Answer.YES], Qt.MouseButton.LeftButton)
    consent.when.show_moment(QDateTime.currentDateTime().addDays(1))
    click(consent.record)
    assert "still to come" in consent.refusal.text()
    assert case.consents() == []


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("3 Feb 2026, 10:05", datetime(2026, 2, 3, 10, 5)),
        ("03 February 2026 9:05", datetime(2026, 2, 3, 9, 5)),
        ("3/2/2026 10:05", datetime(2026, 2, 3, 10, 5)),
        ("2026-02-03", datetime(2026, 2, 3, 12, 0)),
    ],
)
def test_the_day_that_is_written_is_the_day_that_is_recorded(
    consent: ConsentForm, case: Case, written: str, stored: datetime
) -> None:
    QTest.mouseClick(consent.answers[Answer.YES], Qt.MouseButton.LeftButton)
    consent.when.selectAll()
    QTest.keyClicks(consent.when, written)
    click(consent.record)
    (answer,) = case.consents()
    assert datetime.fromisoformat(answer.when) == stored.astimezone()


@pytest.mark.parametrize("written", ["soon", "31 Feb 2026", "", "13/13/2026"])
def test_a_day_that_is_not_understood_is_said_and_nothing_is_recorded(
    consent: ConsentForm, case: Case, written: str
) -> None:
    QTest.mouseClick(consent.answers[Answer.YES], Qt.MouseButton.LeftButton)
    consent.when.setText(written)
    click(consent.record)
    assert consent.refusal.text().startswith("That day was not understood.")
    assert case.consents() == []


def test_a_yes_that_is_taken_back_is_told_to_clear_the_undo_history(
    workspace: Workspace, case: Case, qtbot: QtBot
) -> None:
    parent = person(workspace.snapshot, "Parent")
    case.set_consent(parent.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    assert case.undo_label is not None
    form = ConsentForm(workspace, parent.id, Purpose.REVIEW)
    qtbot.addWidget(form)
    form.show()
    assert form.answer is Answer.YES and not form._warning.isVisible()
    QTest.mouseClick(form.answers[Answer.NO], Qt.MouseButton.LeftButton)
    assert form._warning.isVisible()
    click(form.record)
    assert [each.answer for each in case.consents()] == [Answer.YES, Answer.NO]
    assert case.undo_label is None


def test_a_case_that_cannot_be_written_says_so_in_the_form(
    consent: ConsentForm, case: Case
) -> None:
    case.path.rename(case.path.with_name("elsewhere.vig"))
    QTest.mouseClick(consent.answers[Answer.YES], Qt.MouseButton.LeftButton)
    click(consent.record)
    assert "not where it was opened" in consent.refusal.text()
    assert consent.isVisible()


# Codes


def row_of(form: CodebookForm, short: str) -> int:
    shorts = [each.short for each in form.model.codebook.codes]
    return shorts.index(short)


def write(form: CodebookForm, row: int, column: int, text: str) -> None:
    """Go to a cell, press Enter, write, press Enter: as anybody does."""
    index = form.model.index(row, column)
    form.table.setCurrentIndex(index)
    QTest.keyClick(form.table, Qt.Key.Key_Return)
    editor = form.table.viewport().findChildren(QLineEdit)[-1]  # earlier ones are on their way out
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_a_key_and_a_name_are_changed_as_one_step_each(
    codes: CodebookForm, workspace: Workspace, case: Case
) -> None:
    row = row_of(codes, "smile")
    write(codes, row_of(codes, "voice"), KEY, "")
    write(codes, row, KEY, "v")
    assert code(workspace.snapshot, "smile").key == "V"
    write(codes, row, NAME, "big smile")
    changed = workspace.snapshot.codebooks[0].codes[row]
    assert (changed.label, changed.short) == ("big smile", "big-smile")
    workspace.undo()
    assert code(workspace.snapshot, "smile").label == "smile"
    workspace.undo()
    assert code(workspace.snapshot, "smile").key == "M"


@pytest.mark.parametrize("letter", sorted(KEPT))
def test_letters_of_the_program_are_refused(
    codes: CodebookForm, workspace: Workspace, letter: str
) -> None:
    before = workspace.snapshot.codebooks
    write(codes, row_of(codes, "smile"), KEY, letter.lower())
    assert f"The key {letter} is kept" in codes.refusal.text()
    assert workspace.snapshot.codebooks == before


def test_a_key_that_is_taken_or_no_letter_is_refused(
    codes: CodebookForm, workspace: Workspace
) -> None:
    row = row_of(codes, "smile")
    write(codes, row, KEY, "A")
    assert "already sets" in codes.refusal.text()
    write(codes, row, KEY, "7")
    assert "not one letter" in codes.refusal.text()
    assert code(workspace.snapshot, "smile").key == "M"


def test_level_kind_and_colour_are_changed(codes: CodebookForm, workspace: Workspace) -> None:
    row = row_of(codes, "smile")
    for column, value in ((LEVEL, 4), (KIND, Kind.POINT), (COLOUR, QColor("#336699"))):
        assert codes.model.setData(codes.model.index(row, column), value)
    smile = code(workspace.snapshot, "smile")
    assert (smile.level, smile.kind, smile.colour) == (4, Kind.POINT, "#336699")
    codes.table.selectRow(row)
    click(codes.plain)
    assert code(workspace.snapshot, "smile").colour is None


def test_a_code_is_added_named_and_deleted(codes: CodebookForm, workspace: Workspace) -> None:
    before = len(workspace.snapshot.codebooks[0].codes)
    click(codes.add)
    assert len(workspace.snapshot.codebooks[0].codes) == before + 1
    editor = codes.table.viewport().findChild(QLineEdit)
    assert editor is not None and editor.text() == "new code"
    QTest.keyClicks(editor, "points at things")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert workspace.snapshot.codebooks[0].codes[-1].short == "points-at-things"
    codes.table.setFocus()
    QTest.keyClick(codes.table, Qt.Key.Key_Delete)
    assert len(workspace.snapshot.codebooks[0].codes) == before
    click(codes.undo)
    assert workspace.snapshot.codebooks[0].codes[-1].label == "points at things"


def test_a_code_with_tags_is_kept_and_why_is_said(
    codes: CodebookForm, workspace: Workspace, case: Case
) -> None:
    initiative = code(workspace.snapshot, "initiative")
    baby, recording = person(workspace.snapshot, "Baby"), workspace.snapshot.recordings[0]
    with case.edit("Tag") as edit:
        edit.add_tag(recording.id, initiative.id, baby.id, 0)
    codes.table.selectRow(row_of(codes, "initiative"))
    click(codes.delete)
    assert "has a tag" in codes.refusal.text()
    row = row_of(codes, "initiative")
    assert not codes.model.setData(codes.model.index(row, KIND), Kind.INTERVAL)
    assert "kind" in codes.refusal.text()
    assert code(workspace.snapshot, "initiative") == initiative


@pytest.mark.parametrize("column", [NAME, COLOUR])
def test_enter_changes_nothing_in_a_case_for_reading_only_and_says_why(
    qtbot: QtBot,
    workspace: Workspace,
    case: Case,
    monkeypatch: pytest.MonkeyPatch,
    column: int,
) -> None:
    asked: list[str] = []

    def note_question(_shown: QColor, _parent: object, title: str) -> QColor:
        asked.append(title)
        return QColor()

    monkeypatch.setattr(QColorDialog, "getColor", note_question)
    with Case.open(case.path, read_only=True) as looking:
        workspace.open_case(looking)
        form = CodebookForm(workspace, workspace.snapshot.codebooks[0].id)
        qtbot.addWidget(form)
        form.table.setCurrentIndex(form.model.index(0, column))
        QTest.keyClick(form.table, Qt.Key.Key_Return)
        assert "for reading only" in form.refusal.text()
        assert not asked
        workspace.close_case()


def test_every_control_of_the_forms_has_a_name_and_a_tooltip(
    codes: CodebookForm, consent: ConsentForm
) -> None:
    for form in (codes, consent):
        for button in form.findChildren(QPushButton):
            assert button.accessibleName() and "(" in button.toolTip(), button.text()
    for control in (consent.who, consent.when, consent.how, *consent.answers.values()):
        assert control.accessibleName() and control.toolTip()
