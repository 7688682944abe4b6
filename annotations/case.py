"""A case, open. An edit is one transaction, and on disk when it is acknowledged.

The file itself is in ``case_file.py``, what is read from it in ``contents.py``, undo in
``history.py``, consent and departures in ``facts.py``.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from annotations import facts
from annotations.backup_folder import keep, write_copy
from annotations.case_file import CaseFile
from annotations.contents import Contents
from annotations.edit import Edit, made_by, now, user_name
from annotations.errors import BackupFailed, CaseExists, CaseMissing, CaseReadOnly, plainly
from annotations.history import Changes, History
from annotations.model import (
    Answer,
    Clip,
    Consent,
    DepartedFile,
    Departure,
    Person,
    Purpose,
    Row,
    Snapshot,
)
from annotations.new_case import write_new
from annotations.rows import Rows, table_of
from annotations.schema import existing_file


class Case:
    """One family's work, in one file. Use it from one thread; hand ``snapshot()`` to others.

    ``changed``, if set, is called with the names of the tables that an edit, an undo, a redo or a
    new fact has changed, after that is on disk.
    """

    def __init__(self, path: Path, author: str | None, *, read_only: bool) -> None:
        """Use ``Case.open`` or ``Case.create``."""
        self.path = path
        self.author = user_name() if author is None else author
        self.changed: Callable[[frozenset[str]], None] | None = None
        self._edited = False
        self._file = CaseFile(path, self.author, read_only=read_only)
        with ExitStack() as failing, plainly(path):
            failing.callback(self._file.close)
            self._rows = Rows(self._file.connection)
            self._contents = Contents(self._file.connection, self._rows)
            self._history = None if self.read_only else History(self._file.connection)
            failing.pop_all()

    @classmethod
    def create(cls, path: Path, author: str | None = None) -> Self:
        """Makes a new case with a baby, a parent and the two codebooks, and opens it."""
        path = Path(path)
        if not path.parent.is_dir():
            raise CaseMissing(f"There is no folder {path.parent}. Make it first.")
        path = path.resolve()
        if path.exists():
            raise CaseExists(f"{path.name} is there already. Open it, or choose another name.")
        write_new(path, user_name() if author is None else author)
        return cls.open(path, author=author)

    @classmethod
    def open(cls, path: Path, read_only: bool = False, author: str | None = None) -> Self:
        """Opens a case for editing, or for reading only where it is asked for, where somebody else
        is its writer or where the file may not be written to (``read_only_reason`` says which)."""
        return cls(existing_file(Path(path)), author, read_only=read_only)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.read_only_reason is not None

    @property
    def read_only_reason(self) -> str | None:
        """None where the case may be edited, else a sentence that says why not."""
        return self._file.read_only_reason

    def close(self) -> None:
        """Lets the file go, after a backup if anything changed. May be called twice.

        Raises ``BackupFailed`` where the backup could not be kept; the edits are safe even then.
        """
        with closing(self._file):
            if self._edited:
                self._edited = False
                keep(self._file.connection, self.path, "closed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # A failed backup must not hide what went wrong before it.
        with suppress(BackupFailed) if error else ExitStack():
            self.close()

    # Edits

    @contextmanager
    def edit(self, label: str, merge: str | None = None) -> Iterator[Edit]:
        """One step of work, such as "Tag: smile". It is on disk when the ``with`` is left; if that
        is left by an error, nothing was changed. Edits with the same ``merge`` that follow each
        other closely, with nothing in between, are undone together."""
        history = self._writable_history()
        edit = Edit(self._rows, self.author, self.path.parent)
        with self._file.transaction():
            history.begin()
            yield edit
            changes = self._noted(history.changes())
        history.add(label, merge)
        edit.changed = frozenset(changes)
        self._announce(changes)

    @property
    def undo_label(self) -> str | None:
        """The step that ``undo`` would take back."""
        return self._history.undo_label if self._history else None

    @property
    def redo_label(self) -> str | None:
        """The step that ``redo`` would do again."""
        return self._history.redo_label if self._history else None

    def undo(self) -> str | None:
        """Takes the last step back and returns its label, or None if there is none."""
        history = self._writable_history()
        if history.undo_label is None:
            return None
        with self._file.transaction():
            history.begin()
            inverse = history.play_undo()
            changes = self._noted(history.changes())
        label = history.undone(inverse)
        self._announce(changes)
        return label

    def redo(self) -> str | None:
        """Does the last undone step again and returns its label, or None if there is none."""
        history = self._writable_history()
        if history.redo_label is None:
            return None
        with self._file.transaction():
            history.begin()
            inverse = history.play_redo()
            changes = self._noted(history.changes())
        label = history.redone(inverse)
        self._announce(changes)
        return label

    # Facts

    def set_consent(
        self,
        person_id: str,
        purpose: Purpose,
        answer: Answer,
        who: str,
        how: str,
        when: str | None = None,
    ) -> Consent:
        """Records what was answered: by whom, how (spoken, in writing, …) and when (ISO 8601; now
        unless given). This cannot be undone. If a yes is taken back, the undo history is cleared,
        so that nothing made under it can come back; and the person can no longer be undone
        away."""
        history = self._writable_history()
        consent = Consent(
            **made_by(self.author),
            person_id=person_id,
            purpose=purpose,
            answer=answer,
            who=who,
            when=when or now(),
            how=how,
        )
        with self._file.transaction():
            withdrawn = facts.add_answer(self._rows, consent)
            changes = self._noted(_only(consent))
        if withdrawn:
            history.clear()
        history.keep(table_of(Person), person_id)  # or their answer would fall away with them
        self._announce(changes)
        return consent

    def consents(self) -> list[Consent]:
        """Every answer that was ever recorded, the oldest first."""
        with self._file.reading():
            return self._rows.all(Consent)

    def record_departure(
        self,
        purpose: Purpose,
        clips: Sequence[Clip],
        files: Sequence[DepartedFile],
        folder: str = "",
        when: str | None = None,
    ) -> Departure:
        """Records what left the case: the clips, the files with their hashes, and where to."""
        self._writable_history()
        departure = facts.departure(self.author, purpose, clips, files, folder=folder, when=when)
        with self._file.transaction():
            self._rows.insert(departure)
            changes = self._noted(_only(departure))
        self._announce(changes)
        return departure

    def departures(self) -> list[Departure]:
        """Everything that ever left the case, the oldest first."""
        with self._file.reading():
            return self._rows.all(Departure)

    # Reading

    def snapshot(self) -> Snapshot:
        """The whole case at this moment, frozen; within an edit, with what it has changed so far.

        After a change only the rows that changed are read again, whoever changed them if it was
        this case; where another program wrote to the file, all are."""
        unsaved: Changes = {}
        if self._history and self._file.connection.in_transaction:
            unsaved = self._history.changes()
        with self._file.reading():
            return self._contents.read(unsaved)

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; nothing if it is sound."""
        return self._file.check()

    def copy_to(self, target: Path) -> None:
        """Writes a whole copy, over a file that may be there. Raises ``BackupFailed``."""
        write_copy(self._file.connection, target)

    def _writable_history(self) -> History:
        if self._history is None:
            raise CaseReadOnly(self.read_only_reason or "")
        return self._history

    def _noted(self, changes: Changes) -> Changes:
        # Before the commit: to read a row once too often does no harm, to miss one would.
        self._contents.note(changes)
        return changes

    def _announce(self, changes: Changes) -> None:
        self._edited = self._edited or bool(changes)
        if changes and self.changed:
            self.changed(frozenset(changes))


def _only(row: Row) -> Changes:
    return {table_of(type(row)): frozenset({row.id})}
