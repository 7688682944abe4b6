"""What runs follows its code, its person and its recording."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotations.edit import Edit
from annotations.model import Kind, Role
from tests.ui.conftest import press, settle
from ui.workbench import Workbench


@pytest.fixture
def running(qtbot: QtBot, window: Workbench) -> Workbench:
    """The window while an interval of a person runs."""
    press(window, "G")
    (interval,) = window.tagging.running
    assert interval.person_id is not None and interval.code.kind is Kind.INTERVAL
    return window


def _delete_code(edit: Edit, window: Workbench) -> None:
    edit.delete_code(window.tagging.running[0].code.id)


def _change_kind(edit: Edit, window: Workbench) -> None:
    edit.change_code(replace(window.tagging.running[0].code, kind=Kind.POINT))


def _delete_person(edit: Edit, window: Workbench) -> None:
    edit.delete_person(window.tagging.running[0].person_id or "")


def _unlink_person(edit: Edit, window: Workbench) -> None:
    running = window.tagging.running[0]
    edit.unlink_person(running.recording_id, running.person_id or "")


def _delete_recording(edit: Edit, window: Workbench) -> None:
    edit.delete_recording(window.tagging.running[0].recording_id)


@pytest.mark.parametrize(
    "change", [_delete_code, _change_kind, _delete_person, _unlink_person, _delete_recording]
)
def test_what_cannot_be_tagged_any_more_runs_no_longer(
    qtbot: QtBot, running: Workbench, change: object
) -> None:
    assert callable(change)
    work = running.workspace
    work.edit("Change", lambda edit: change(edit, running))
    assert running.tagging.running == ()
    running.film_page.timeline.grab()
    settle(qtbot, running)
    work.projector.step(1)
    settle(qtbot, running)
    running.film_page.grab()
    assert not running.tagging.cancel_running()


def test_a_code_that_is_renamed_runs_on_under_its_new_name(running: Workbench) -> None:
    code = running.tagging.running[0].code
    running.workspace.edit("Name", lambda edit: edit.change_code(replace(code, label="Looking")))
    assert [each.code.label for each in running.tagging.running] == ["Looking"]


def test_somebody_else_who_goes_stops_nothing(running: Workbench) -> None:
    added = running.workspace.edit("Add", lambda edit: edit.add_person("Ida", Role.OTHER))
    assert added is not None
    running.workspace.edit("Take out", lambda edit: edit.delete_person(added.id))
    assert len(running.tagging.running) == 1


def test_an_undo_that_is_offered_takes_back_what_it_names_or_is_not_offered(
    qtbot: QtBot, window: Workbench
) -> None:
    toast, work = window.film_page.stage.toast, window.workspace
    press(window, "A")
    press(window, "Del")
    offer = toast.findChild(QPushButton)
    assert offer is not None and offer.isVisible()
    press(window, "A")
    assert toast.sentence and not offer.isVisible()
    assert len(work.tags) == 1
    press(window, "Del")
    assert offer.isVisible()
    offer.click()
    assert len(work.tags) == 1
