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
