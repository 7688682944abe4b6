"""The Family page, with a real case, real films, real clicks and keys."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Answer, Kind, Purpose, Role
from export.linked_films import link_films, look_at_new
from media.probe import probe
from tests.annotations.examples import person
from tests.conftest import Golden
from ui import theme
from ui.case_film import FilmRow
from ui.case_page import CasePage
from ui.controls import Button
from ui.user_words import literal
from ui.workspace import Workspace


@pytest.fixture
def films(tmp_path: Path, golden: Golden) -> list[Path]:
    """An uneven film and an ordinary one, copied so that they can be moved away."""
    made = []
    for name, kind in (("play.mp4", "h264-vfr"), ("meal.mp4", "h264-long-gop")):
        made.append(tmp_path / "films" / name)
        made[-1].parent.mkdir(exist_ok=True)
        made[-1].write_bytes(golden(kind, frames=120, size=(320, 180)).path.read_bytes())
    return made


@pytest.fixture
def case(tmp_path: Path, films: list[Path]) -> Iterator[Case]:
    with Case.create(tmp_path / "Mia & Jo.vig") as case:
        link_films(case, films, look_at_new(films))
        yield case


@pytest.fixture
def work(qapp: QApplication) -> Iterator[Workspace]:
    theme.dress(qapp, "light", text_scale=1.0)
    work = Workspace()
    yield work
    work.projector.shut_down()


@pytest.fixture
def page(qtbot: QtBot, work: Workspace, case: Case) -> Iterator[CasePage]:
    page = CasePage(work)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    work.open_case(case)
    wait_for_looks(qtbot, page)
    yield page
    page.shut_down()


def wait_for_looks(qtbot: QtBot, page: CasePage) -> None:
    qtbot.waitUntil(lambda: len(page.films._looks) == len(page.films.rows), timeout=15_000)


def row(page: CasePage, name: str) -> FilmRow:
    (found,) = [each for each in page.films.rows.values() if each.name.text() == name]
    return found


def words(widget: QWidget) -> str:
    QApplication.processEvents()  # what was just made is shown
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def click(button: QPushButton | QToolButton | QCheckBox) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def write(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


# The question and the people


def test_the_question_is_edited_in_place_as_one_step(page: CasePage, work: Workspace) -> None:
    write(page.question.text, "When does she want a break?")
    assert work.snapshot.question == "When does she want a break?"
    work.undo()
    assert work.snapshot.question == "" and page.question.text.toPlainText() == ""


def test_leaving_the_question_keeps_it_and_no_change_is_no_step(
    page: CasePage, work: Workspace, case: Case
) -> None:
    before = case.undo_label
    page.question.text.setFocus()
    page.people.add.setFocus()
    assert case.undo_label == before
    page.question.text.setFocus()
    QTest.keyClicks(page.question.text, "Why?")
    page.people.add.setFocus()
    assert work.snapshot.question == "Why?"


@pytest.mark.parametrize("place", ["question", "person", "recording"])
def test_what_is_being_written_is_kept_in_its_case_and_in_no_other(
    page: CasePage, work: Workspace, case: Case, tmp_path: Path, place: str
) -> None:
    baby = person(work.snapshot, "Baby")
    fields: dict[str, QLineEdit | QPlainTextEdit] = {
        "question": page.question.text,
        "person": page.people.rows[baby.id].name,
        "recording": row(page, "play.mp4").name,
    }
    field = fields[place]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Being written")
    with Case.create(tmp_path / "next.vig") as following:
        work.open_case(following)
        page.setFocus()
        assert following.undo_label is None and work.snapshot.question == ""
        assert page.question.text.toPlainText() == ""
        work.close_case()
    with Case.open(case.path, read_only=True) as kept:
        stored = kept.snapshot()
    assert (
        "Being written"
        in {
            "question": [stored.question],
            "person": [each.name for each in stored.people],
            "recording": [each.name for each in stored.recordings],
        }[place]
    )


def test_what_is_being_written_outlasts_a_change_elsewhere(page: CasePage, work: Workspace) -> None:
    baby, parent = person(work.snapshot, "Baby"), person(work.snapshot, "Parent")
    page.people.rows[baby.id].name.setFocus()
    QTest.keyClicks(page.people.rows[baby.id].name, "Mia")
    work.edit("Rename", lambda edit: edit.change_person(replace(parent, name="Jo")))
    page.people.add.setFocus()
    assert {each.name for each in work.snapshot.people} == {"MiaBaby", "Jo"}


def test_somebody_is_added_named_given_a_role_and_taken_out(
    page: CasePage, work: Workspace
) -> None:
    click(page.people.add)
    added = work.snapshot.people[-1]
    line = page.people.rows[added.id]
    assert line.name.hasFocus() and line.name.selectedText() == "Somebody"
    write(line.name, "Sam")
    QTest.keyClick(line.role, Qt.Key.Key_Up)
    changed = work.snapshot.people[-1]
    assert (changed.name, changed.role) == ("Sam", Role.PRACTITIONER)
    click(line.delete)
    assert [each.name for each in work.snapshot.people] == ["Baby", "Parent"]
    work.undo()
    assert work.snapshot.people[-1].name == "Sam"


def test_a_name_that_is_taken_is_refused_and_comes_back(
    qtbot: QtBot, page: CasePage, work: Workspace
) -> None:
    line = page.people.rows[person(work.snapshot, "Baby").id]
    with qtbot.waitSignal(work.said) as said:
        write(line.name, "parent")
    assert "already somebody called Parent" in said.args[0]
    assert line.name.text() == "Baby"


def test_whoever_has_answered_stays(
    qtbot: QtBot, page: CasePage, work: Workspace, case: Case
) -> None:
    parent = person(work.snapshot, "Parent")
    case.set_consent(parent.id, Purpose.REVIEW, Answer.NO, "Parent", "spoken")
    with qtbot.waitSignal(work.said) as said:
        click(page.people.rows[parent.id].delete)
    assert "stay in the case" in said.args[0]
    assert person(work.snapshot, "Parent") == parent


# Films


def test_what_a_film_is_is_said_quietly(page: CasePage, films: list[Path]) -> None:
    play, meal = row(page, "play.mp4"), row(page, "meal.mp4")
    assert "last longer" in words(play)
    assert "last longer" not in words(meal)
    assert f"{len(probe(films[0]).index)} frames" in words(play)
    assert str(films[0]) in words(play)
    assert play.still.picture is not None
    assert play.open_film.isVisible() and not play.find_film.isVisible()


def test_a_lost_film_is_said_and_found_again_only_if_it_is_the_same(
    qtbot: QtBot, work: Workspace, case: Case, films: list[Path], tmp_path: Path
) -> None:
    away = tmp_path / "elsewhere" / "holiday" / "moved.mp4"
    away.parent.mkdir(parents=True)
    films[0].rename(away)
    page = CasePage(work)
    qtbot.addWidget(page)
    page.show()
    work.open_case(case)
    wait_for_looks(qtbot, page)
    lost = row(page, "play.mp4")
    assert "not where it was" in words(lost)
    assert lost.find_film.isVisible() and not lost.open_film.isVisible()
    lost_id = next(each.id for each in work.snapshot.recordings if each.name == "play.mp4")
    with qtbot.waitSignal(work.said) as said:
        page.films.look_for_film(lost_id, films[1])
    assert "another film" in said.args[0]
    page.films.look_for_film(lost_id, away)
    qtbot.waitUntil(row(page, "play.mp4").open_film.isVisible, timeout=10_000)
    assert work.snapshot.recording(lost_id).last_seen == str(away)
    assert "not where it was" not in words(row(page, "play.mp4"))
    qtbot.waitUntil(lambda: work.projector.film is not None, timeout=10_000)
    page.shut_down()


def test_name_and_cycle_of_a_recording_are_changed(page: CasePage, work: Workspace) -> None:
    line = row(page, "meal.mp4")
    write(line.name, "Lunch")
    QTest.keyClick(line.cycle, Qt.Key.Key_Down)
    lunch = work.snapshot.recordings[1]
    assert (lunch.name, lunch.cycle) == ("Lunch", 2)
    work.undo()
    work.undo()
    assert line.name.text() == "meal.mp4" and line.cycle.currentText() == "Cycle 1"


def test_a_film_goes_by_its_new_name_in_the_steps_that_follow(
    page: CasePage, work: Workspace, case: Case
) -> None:
    line = row(page, "meal.mp4")
    write(line.name, "Lunch")
    QTest.keyClick(line.cycle, Qt.Key.Key_Down)
    assert case.undo_label == "Change Lunch"


def test_the_codebook_is_chosen_until_there_are_tags(
    qtbot: QtBot, page: CasePage, work: Workspace
) -> None:
    line, recording = row(page, "meal.mp4"), work.snapshot.recordings[1]
    QTest.keyClick(line.codebook, Qt.Key.Key_Down)
    review = work.snapshot.codebooks[1]
    assert work.snapshot.recording(recording.id).codebook_id == review.id
    point = next(code for code in review.codes if code.kind is Kind.POINT)
    work.edit("Tag", lambda edit: edit.add_tag(recording.id, point.id, None, 0))
    with qtbot.waitSignal(work.said) as said:
        QTest.keyClick(line.codebook, Qt.Key.Key_Up)
    assert "keeps its codebook" in said.args[0]
    assert line.codebook.currentData() == review.id


def test_who_is_in_a_recording_is_ticked(page: CasePage, work: Workspace) -> None:
    line, recording = row(page, "meal.mp4"), work.snapshot.recordings[1]
    parent = person(work.snapshot, "Parent")
    click(line.boxes[parent.id])
    assert parent not in work.snapshot.people_in(recording.id)
    QTest.keyClick(line.boxes[parent.id], Qt.Key.Key_Space)
    assert parent in work.snapshot.people_in(recording.id)
    work.undo()
    assert not line.boxes[parent.id].isChecked()


def test_somebody_with_tags_stays_in_the_recording(
    qtbot: QtBot, page: CasePage, work: Workspace
) -> None:
    recording, baby = work.snapshot.recordings[1], person(work.snapshot, "Baby")
    point = next(code for code in work.snapshot.codebooks[0].codes if code.kind is Kind.POINT)
    work.edit("Tag", lambda edit: edit.add_tag(recording.id, point.id, baby.id, 0))
    box = row(page, "meal.mp4").boxes[baby.id]
    with qtbot.waitSignal(work.said) as said:
        click(box)
    assert "must be in it" in said.args[0] and box.isChecked()


def test_a_recording_is_taken_out_after_asking_and_comes_back(
    qtbot: QtBot, page: CasePage, work: Workspace, films: list[Path]
) -> None:
    line = row(page, "meal.mp4")
    click(line.take_out)
    assert line.sure.isVisible() and line.keep.hasFocus()
    click(line.keep)
    assert not line.sure.isVisible() and len(work.snapshot.recordings) == 2
    click(line.take_out)
    click(line.sure)
    assert [each.name for each in work.snapshot.recordings] == ["play.mp4"]
    assert films[1].is_file()
    work.undo()
    qtbot.waitUntil(lambda: row(page, "meal.mp4").isVisible())


def test_a_film_is_opened_from_its_row(qtbot: QtBot, page: CasePage, work: Workspace) -> None:
    with qtbot.waitSignal(page.show_recording) as shown:
        click(row(page, "meal.mp4").open_film)
    assert shown.args == [work.snapshot.recordings[1].id]


def test_dropped_films_are_added_and_a_dropped_case_is_left_to_the_window(
    qtbot: QtBot, page: CasePage, tmp_path: Path
) -> None:
    def drag(name: str) -> tuple[QDragEnterEvent, QMimeData]:
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        event = QDragEnterEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            carried,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        page.dragEnterEvent(event)
        return event, carried

    assert not drag("other.vig")[0].isAccepted()
    event, carried = drag("new.mp4")
    assert event.isAccepted()
    with qtbot.waitSignal(page.add_films) as added:
        page.dropEvent(
            QDropEvent(
                QPointF(5, 5),
                Qt.DropAction.CopyAction,
                carried,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
    assert added.args == [[tmp_path / "new.mp4"]]


# Consents


def test_consents_are_a_table_that_opens_the_form(
    qtbot: QtBot, page: CasePage, work: Workspace, case: Case
) -> None:
    parent = person(work.snapshot, "Parent")
    case.set_consent(parent.id, Purpose.REVIEW, Answer.YES, "Parent", "in writing")
    cells = page.consents.cells
    assert len(cells) == 2 * len(Purpose)
    assert cells[parent.id, Purpose.REVIEW].text() == "yes"
    unasked = cells[parent.id, Purpose.RESEARCH]
    assert unasked.accessibleName() == "Parent, Research: not asked yet"
    with qtbot.waitSignal(page.record_answer) as asked:
        click(unasked)
    assert asked.args == [parent.id, Purpose.RESEARCH]


_UP, _DOWN, _LEFT, _RIGHT = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.mark.parametrize(
    ("width", "keys"),
    [(1920, (_DOWN, _RIGHT, _LEFT, _LEFT)), (700, (_RIGHT, _DOWN, _UP, _UP))],
)
def test_arrows_go_through_the_table_of_consents_which_stands_upright_where_it_is_narrow(
    page: CasePage, work: Workspace, width: int, keys: tuple[Qt.Key, ...]
) -> None:
    page.resize(width, 720)
    baby, parent = work.snapshot.people
    cells = page.consents.cells
    cells[baby.id, Purpose.REVIEW].setFocus()
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
    assert cells[parent.id, Purpose.REVIEW].hasFocus()


def test_every_answer_can_be_read_again(page: CasePage, work: Workspace, case: Case) -> None:
    baby = person(work.snapshot, "Baby")
    for purpose in Purpose:
        case.set_consent(baby.id, purpose, Answer.YES, "Parent", "spoken", "2026-01-02T10:00:00Z")
    case.set_consent(baby.id, Purpose.RESEARCH, Answer.NO, "Parent", "in writing")
    case.set_consent(baby.id, Purpose.TRAINING, Answer.UNASKED, "", "")
    shown = words(page.answers)
    assert "Baby · Research: no" in shown and "said by Parent" in shown and "in writing" in shown
    assert "Shared review" not in shown
    click(page.answers.more)
    assert "Baby · Shared review: yes" in words(page.answers)
    assert "2 Jan 2026" in words(page.answers)


# The whole page


def tabbed(page: CasePage) -> list[QWidget]:
    """The controls in the order in which Tab comes to them."""
    page.setFocus()
    came: list[QWidget] = []
    while (focused := QApplication.focusWidget()) is not None and focused not in came:
        came.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return came[1:]


def parts_of(page: CasePage, controls: list[QWidget]) -> list[str]:
    """In which parts of the page they stand, each stretch once."""
    parts = {
        "question": page.question,
        "films": page.films,
        "consents": page.consents,
        "people": page.people,
        "codes": page.codebooks,
    }
    found = [
        next((name for name, part in parts.items() if part.isAncestorOf(control)), "head")
        for control in controls
    ]
    return [name for name, _stretch in groupby(found)]


_DOWN_THE_PAGE = ["head", "question", "films", "consents", "people", "codes"]


def test_tab_goes_down_the_left_column_and_then_down_the_right_one(page: CasePage) -> None:
    came = tabbed(page)
    assert parts_of(page, came) == _DOWN_THE_PAGE
    play, meal = row(page, "play.mp4"), row(page, "meal.mp4")
    names = [each for each in came if each in (play.name, play.cycle, meal.name, meal.cycle)]
    assert names == [play.name, play.cycle, meal.name, meal.cycle]


def test_tab_keeps_its_order_when_there_is_somebody_new_and_a_new_answer(
    page: CasePage, work: Workspace, case: Case
) -> None:
    baby = person(work.snapshot, "Baby")
    click(page.people.add)
    case.set_consent(baby.id, Purpose.REVIEW, Answer.YES, "Parent", "spoken")
    came = tabbed(page)
    assert parts_of(page, came) == _DOWN_THE_PAGE
    cells = [each for each in came if each in page.consents.cells.values()]
    assert len(cells) == 3 * len(Purpose)
    places = [each.mapTo(page, QPoint(0, 0)) for each in cells]
    assert places == sorted(places, key=lambda place: (place.y(), place.x()))
    assert came.index(page.people.add) == came.index(page.people.rows[baby.id].name) - 1


def test_codes_are_edited_from_here(qtbot: QtBot, page: CasePage, work: Workspace) -> None:
    book = work.snapshot.codebooks[1]
    with qtbot.waitSignal(page.edit_codebook) as asked:
        click(page.codebooks.buttons[book.id])
    assert asked.args == [book.id]


def test_a_case_that_may_only_be_read_says_why_and_changes_nothing(
    qtbot: QtBot, work: Workspace, case: Case
) -> None:
    page = CasePage(work)
    qtbot.addWidget(page)
    page.show()
    with Case.open(case.path, read_only=True) as looking:
        work.open_case(looking)
        assert "for reading only" in words(page)
        for each in page.findChildren(QComboBox):
            assert not each.isEnabled()
        for field in page.findChildren(QLineEdit):
            assert field.isReadOnly()
        for cell in page.consents.cells.values():
            assert not cell.isEnabled()
        work.close_case()
    page.shut_down()


def test_a_hidden_page_reads_nothing_until_it_is_seen(page: CasePage, work: Workspace) -> None:
    page.hide()
    work.edit("Ask", lambda edit: edit.set_question("Later?"))
    assert page.question.text.toPlainText() == ""
    page.show()
    assert page.question.text.toPlainText() == "Later?"


@pytest.mark.parametrize(
    ("width", "scale"),
    [(1120, 1.0), (1120, 2.0), (1280, 1.0), (1280, 1.25), (1280, 1.5), (1280, 2.0), (1920, 1.0)],
)
def test_nothing_is_wider_than_the_page(
    qapp: QApplication, page: CasePage, width: int, scale: float
) -> None:
    theme.dress(qapp, "dark", text_scale=scale, compact=width < 1600)
    try:
        page.resize(width, 720)
        QApplication.processEvents()
        inner = page.widget()
        assert inner is not None
        assert inner.minimumSizeHint().width() <= page.viewport().width()
    finally:
        theme.dress(qapp, "light", text_scale=1.0, compact=False)


@pytest.mark.parametrize(("compact", "scale"), [(True, 1.0), (False, 1.0), (True, 2.0)])
def test_the_words_that_stand_in_for_the_question_are_seen_whole(
    qapp: QApplication, page: CasePage, compact: bool, scale: float
) -> None:
    try:
        theme.dress(qapp, "light", text_scale=scale, compact=compact)
        QApplication.processEvents()
        text = page.question.text
        viewport = text.viewport()
        assert not text.toPlainText()
        assert viewport.font().pixelSize() == text.font().pixelSize()
        room = viewport.rect().adjusted(0, 0, 0, 10_000)
        words = viewport.fontMetrics().boundingRect(
            room, int(Qt.TextFlag.TextWordWrap), text.placeholderText()
        )
        assert words.height() <= viewport.height()
    finally:
        theme.dress(qapp, "light", text_scale=1.0, compact=False)


def test_every_control_has_a_name_and_a_tooltip_and_words_take_no_markup(page: CasePage) -> None:
    kinds = (QPushButton, QToolButton, QComboBox, QCheckBox, QLineEdit, QPlainTextEdit)
    for kind in kinds:
        for control in page.findChildren(kind):
            face = QAccessible.queryAccessibleInterface(control)
            assert face is not None and face.text(QAccessible.Text.Name), control
            assert control.toolTip(), control
    assert {label.textFormat() for label in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_names_are_shown_as_they_are_written(page: CasePage, work: Workspace) -> None:
    name = '<b>Jo</b> & "Mia"'
    parent = person(work.snapshot, "Parent")
    work.edit("Rename", lambda edit: edit.change_person(replace(parent, name=name)))
    box = row(page, "play.mp4").boxes[parent.id]
    assert box.text() == '<b>Jo</b> && "Mia"'
    tips = [each.toolTip() for each in page.findChildren(QWidget) if "Mia" in each.toolTip()]
    assert len(tips) > 3
    for shown in tips:
        as_markup = QTextDocument()
        as_markup.setHtml(shown)
        assert shown.startswith("<qt>") and name in as_markup.toPlainText(), shown


def test_an_ampersand_alone_stays_what_it_is(page: CasePage, work: Workspace) -> None:
    parent = person(work.snapshot, "Parent")
    work.edit("Rename", lambda edit: edit.change_person(replace(parent, name="Jo & Mia")))
    line, box = page.people.rows[parent.id], row(page, "play.mp4").boxes[parent.id]
    assert line.delete.toolTip() == "Take Jo & Mia out (Space)"
    before = box.sizeHint().width()
    box.setText("Jo && && Mia")
    assert box.sizeHint().width() > before
    box.setText("Jo + Mia")
    assert abs(box.sizeHint().width() - before) < 8
    assert box.shortcut().isEmpty()


def test_a_button_is_heard_as_it_is_seen(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button(literal("Record Jo & Mia’s answer…"))
    qtbot.addWidget(button)
    assert button.accessibleName() == "Record Jo & Mia’s answer"
