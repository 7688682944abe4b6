"""A case file, open. An edit is one transaction, and on disk when it is acknowledged.

Files are opened and rows are read by ``schema.py`` and ``rows.py``, undo is in ``history.py``.
"""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from os.path import samestat
from pathlib import Path
from types import TracebackType
from typing import Self

from annotations.backup_folder import keep, write_copy
from annotations.edit import Edit, made_by, now, user_name
from annotations.errors import (
    BackupFailed,
    CaseBusy,
    CaseExists,
    CaseMissing,
    CaseOutdated,
    CaseReadOnly,
    EditRefused,
    plainly,
)
from annotations.history import History
from annotations.lock import WriterLock
from annotations.model import (
    Absence,
    Answer,
    Clip,
    Code,
    Codebook,
    Consent,
    DepartedClip,
    DepartedFile,
    Departure,
    Family,
    Person,
    Purpose,
    Recording,
    Snapshot,
    Tag,
)
from annotations.new_case import write_new
from annotations.rows import Rows
from annotations.schema import connect, examine, existing_file, is_outdated, migrate


class Case:
    """One family's work, in one file. Use it from one thread; hand ``snapshot()`` to others.

    ``read_only_reason`` is None where the case may be edited, else a sentence that says why not.
    ``changed``, if set, is called with the names of the tables that an edit, an undo, a redo or a
    new fact has changed, after that is on disk.
    """

    def __init__(
        self, path: Path, author: str | None, lock: WriterLock | None, reason: str
    ) -> None:
        """Use ``Case.open`` or ``Case.create``."""
        self.path = path
        self.author = user_name() if author is None else author
        self.read_only_reason = None if lock else reason
        self.changed: Callable[[frozenset[str]], None] | None = None
        self._edited = False
        with ExitStack() as opened, plainly(path):
            if lock:
                opened.callback(lock.release)
            self._connection = connect(path, writable=lock is not None)
            opened.callback(self._connection.close)
            self._place = path.stat()
            self._bring_up_to_date(examine(self._connection, path))
            self._rows = Rows(self._connection)
            self._history = History(self._connection) if lock else None
            self._opened = opened.pop_all()

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
        path = existing_file(Path(path))
        if read_only:
            return cls(path, author, None, f"{path.name} was opened for reading only.")
        try:
            lock = _take_lock(path, user_name() if author is None else author)
        except (CaseBusy, CaseReadOnly) as refusal:
            return cls(path, author, None, str(refusal))
        return cls(path, author, lock, "")

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self.read_only_reason is not None

    def close(self) -> None:
        """Lets the file go, after a backup if anything changed. May be called twice.

        Raises ``BackupFailed`` where the backup could not be kept; the edits are safe even then.
        """
        with self._opened:
            if self._edited:
                self._edited = False
                keep(self._connection, self.path, "closed")

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
    def edit(self, label: str) -> Iterator[Edit]:
        """One step of work, such as "Tag: smile". It is on disk when the ``with`` is left; if that
        is left by an error, nothing was changed."""
        history = self._writable_history()
        edit = Edit(self._rows, self.author, self.path.parent)
        with self._transaction():
            since = history.last_line()
            yield edit
            changed = history.changed_since(since)
        history.add(label, since)
        edit.changed = changed
        self._announce(changed)

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
        with self._transaction():
            since = history.last_line()
            inverse = history.play_undo()
            changed = history.changed_since(since)
        label = history.undone(inverse)
        self._announce(changed)
        return label

    def redo(self) -> str | None:
        """Does the last undone step again and returns its label, or None if there is none."""
        history = self._writable_history()
        if history.redo_label is None:
            return None
        with self._transaction():
            since = history.last_line()
            inverse = history.play_redo()
            changed = history.changed_since(since)
        label = history.redone(inverse)
        self._announce(changed)
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
        so that nothing made under it can come back."""
        history = self._writable_history()
        with self._transaction():
            if self._rows.get(Person, person_id) is None:
                raise EditRefused("That person is no longer in the case.")
            before = self._present_answers().get((person_id, purpose))
            consent = Consent(
                **made_by(self.author),
                person_id=person_id,
                purpose=purpose,
                answer=answer,
                who=who,
                when=when or now(),
                how=how,
            )
            self._rows.insert(consent)
        if before and before.answer is Answer.YES and answer is not Answer.YES:
            history.clear()
        self._announce(frozenset({"consent"}))
        return consent

    def consents(self) -> list[Consent]:
        """Every answer that was ever recorded, the oldest first."""
        with plainly(self.path):
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
        departure = Departure(
            **made_by(self.author),
            when=when or now(),
            purpose=purpose,
            folder=folder,
            clips=tuple(
                DepartedClip(clip.id, clip.recording_id, clip.start_us, clip.end_us)
                for clip in clips
            ),
            files=tuple(files),
        )
        with self._transaction():
            self._rows.insert(departure)
        self._announce(frozenset({"departure"}))
        return departure

    def departures(self) -> list[Departure]:
        """Everything that ever left the case, the oldest first."""
        with plainly(self.path):
            return self._rows.all(Departure)

    # Reading

    def snapshot(self) -> Snapshot:
        """The whole case at this moment, frozen."""
        with plainly(self.path), self._reading():
            return self._read_snapshot()

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; nothing if it is sound."""
        with plainly(self.path):
            found = [line for (line,) in self._connection.execute("PRAGMA integrity_check")]
            loose = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [f"{self.path.name} is damaged: {line}." for line in found if line != "ok"]
        if loose:
            problems.append(f"{self.path.name} has {len(loose)} rows that belong to nothing.")
        return problems

    def copy_to(self, target: Path) -> None:
        """Writes a whole copy, over a file that may be there. Raises ``BackupFailed``."""
        write_copy(self._connection, target)

    def _bring_up_to_date(self, version: int) -> None:
        if not is_outdated(version):
            return
        if self.read_only:
            raise CaseOutdated(
                f"{self.path.name} was made with an older version of VIG Tool. "
                "Open it once for writing to bring it up to date."
            )
        migrate(self._connection, lambda: _keep_before_update(self._connection, self.path))

    def _writable_history(self) -> History:
        if self._history is None:
            raise CaseReadOnly(self.read_only_reason or "")
        return self._history

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._refuse_if_gone()
        with plainly(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _refuse_if_gone(self) -> None:
        """An open file can be moved or deleted under our hands: edits would go nowhere."""
        with suppress(OSError):
            if samestat(self.path.stat(), self._place):
                return
        raise CaseMissing(
            f"{self.path.name} is not where it was opened any more. "
            "Put it back, or close it and open it at its new place."
        )

    @contextmanager
    def _reading(self) -> Iterator[None]:
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            self._connection.execute("COMMIT")

    def _announce(self, tables: frozenset[str]) -> None:
        self._edited = self._edited or bool(tables)
        if tables and self.changed:
            self.changed(tables)

    def _present_answers(self) -> dict[tuple[str, Purpose], Consent]:
        return {(row.person_id, row.purpose): row for row in self._rows.all(Consent)}

    def _read_snapshot(self) -> Snapshot:
        rows = self._rows
        (family,) = rows.all(Family)
        recordings = rows.all(Recording)
        place = {recording.id: number for number, recording in enumerate(recordings)}
        codes = rows.all(Code)
        return Snapshot(
            case_id=family.id,
            question=family.question,
            people=tuple(rows.all(Person)),
            codebooks=tuple(
                replace(book, codes=tuple(code for code in codes if code.codebook_id == book.id))
                for book in rows.all(Codebook)
            ),
            recordings=tuple(recordings),
            absences=tuple(rows.all(Absence)),
            tags=tuple(sorted(rows.all(Tag), key=lambda tag: place[tag.recording_id])),
            clips=tuple(rows.all(Clip)),
            consents=tuple(self._present_answers().values()),
        )


def _take_lock(path: Path, author: str) -> WriterLock:
    if not os.access(path, os.W_OK):
        raise CaseReadOnly(f"{path.name} may not be changed. Copy it to a folder of your own.")
    try:
        return WriterLock(path, author)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise CaseReadOnly(
                f"The disk that holds {path.name} is full. Make some room and try again."
            ) from None
        raise CaseReadOnly(
            f"The folder of {path.name} may not be written to. Copy the case to one of your own."
        ) from None


def _keep_before_update(connection: sqlite3.Connection, path: Path) -> None:
    keep(connection, path, "before-update")
