"""What a new case starts with: a baby, a parent, and the two codebooks."""

from contextlib import closing
from pathlib import Path

from annotations.codebooks import DEFAULTS
from annotations.edit import Edit, made_by
from annotations.errors import CaseNotWritten, plainly
from annotations.files import part_of, put_in_place, sweep_parts
from annotations.model import Family, Role
from annotations.rows import Rows
from annotations.schema import connect, migrate


def write_new(path: Path, author: str) -> None:
    """Makes a new case file beside its place and moves it there, so that it is never half-made.

    Raises ``CaseNotWritten``.
    """
    part = part_of(path)
    try:
        part.touch(exist_ok=False)
        with plainly(path), closing(connect(part, writable=True)) as connection:
            migrate(connection, before_each=lambda: None)
            connection.execute("BEGIN IMMEDIATE")
            _fill_new(Rows(connection), author)
            connection.execute("COMMIT")
        put_in_place(part, path)
    except OSError as error:
        raise CaseNotWritten(
            f"{path.name} could not be made in {path.parent}. "
            "Choose a folder that you may write to and that has room."
        ) from error
    finally:
        sweep_parts(path)


def _fill_new(rows: Rows, author: str) -> None:
    rows.insert(Family(**made_by(author)))
    edit = Edit(rows, author, Path())
    edit.add_person("Baby", Role.INFANT)
    edit.add_person("Parent", Role.PARENT)
    for draft in DEFAULTS:
        book = edit.add_codebook(draft.name, draft.purpose)
        for code in draft.codes:
            edit.add_code(book.id, **code._asdict())
