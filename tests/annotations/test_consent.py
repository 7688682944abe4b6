"""What people said about sharing stays said."""

from pathlib import Path

import pytest

from annotations.case import Case
from annotations.errors import EditRefused
from annotations.model import Answer, Purpose, Role


def test_somebody_who_was_asked_is_not_deleted(tmp_path: Path) -> None:
    with Case.create(tmp_path / "reed.vig") as case:
        with case.edit("Add grandmother") as edit:
            gran = edit.add_person("Gran", Role.OTHER)
        case.set_consent(gran.id, Purpose.REVIEW, Answer.NO, "Gran", "said so")
        with pytest.raises(EditRefused, match="has answered about sharing"), case.edit("x") as edit:
            edit.delete_person(gran.id)
        assert gran.id in {person.id for person in case.snapshot().people}


def test_an_answer_is_not_undone_away_with_who_gave_it(tmp_path: Path) -> None:
    with Case.create(tmp_path / "reed.vig") as case:
        with case.edit("Earlier") as edit:
            edit.set_question("How do we play?")
        with case.edit("Add grandmother") as edit:
            gran = edit.add_person("Gran", Role.OTHER)
        with case.edit("Later") as edit:
            edit.set_question("How do we play together?")
        case.set_consent(gran.id, Purpose.REVIEW, Answer.NO, "Gran", "said so")
        assert case.undo() == "Later"
        assert case.undo() is None
        assert case.redo() == "Later"
        assert case.snapshot().answer(gran.id, Purpose.REVIEW) is Answer.NO


def test_an_answer_is_not_taken_away_by_redoing(tmp_path: Path) -> None:
    with Case.create(tmp_path / "reed.vig") as case:
        with case.edit("Add grandmother") as edit:
            gran = edit.add_person("Gran", Role.OTHER)
        with case.edit("A question") as edit:
            edit.set_question("How do we play?")
        with case.edit("Take Gran out") as edit:
            edit.delete_person(gran.id)
        with case.edit("Later") as edit:
            edit.set_question("How do we play together?")
        for _ in range(3):
            case.undo()
        case.set_consent(gran.id, Purpose.REVIEW, Answer.NO, "Gran", "said so")
        assert case.redo() == "A question"
        assert case.redo() is None
        assert gran.id in {person.id for person in case.snapshot().people}
