"""The open file of a case: who may write to it, and its transactions."""

import errno
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os.path import samestat
from pathlib import Path

from annotations.backup_folder import keep
from annotations.errors import CaseBusy, CaseMissing, CaseOutdated, CaseReadOnly, plainly
from annotations.lock import WriterLock
from annotations.schema import connect, examine, is_outdated, migrate


class CaseFile:
    """A sound case file of the present version, and the right to write to it where nobody else
    has it. ``read_only_reason`` says why it may only be read, else it is None."""

    def __init__(self, path: Path, author: str, *, read_only: bool) -> None:
        self.path = path
        self.read_only_reason = f"{path.name} was opened for reading only." if read_only else None
        with ExitStack() as opened, plainly(path):
            if not read_only:
                self._take_lock(author, opened)
            self.connection = connect(path, writable=self.read_only_reason is None)
            opened.callback(self.connection.close)
            self._place = path.stat()
            self._bring_up_to_date(examine(self.connection, path))
            self._opened = opened.pop_all()

    def close(self) -> None:
        """Lets the file go, and others write to it. May be called twice."""
        self._opened.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written within is on disk when this is left, or nothing of it."""
        self._refuse_if_gone()
        with plainly(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read within is of one moment: that of the transaction, if there is one."""
        with plainly(self.path):
            if self.connection.in_transaction:
                yield
                return
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; nothing if it is sound."""
        with plainly(self.path):
            found = [line for (line,) in self.connection.execute("PRAGMA integrity_check")]
            loose = self.connection.execute("PRAGMA foreign_key_check").fetchall()
        problems = [f"{self.path.name} is damaged: {line}." for line in found if line != "ok"]
        if loose:
            problems.append(f"{self.path.name} has {len(loose)} rows that belong to nothing.")
        return problems

    def _take_lock(self, author: str, opened: ExitStack) -> None:
        try:
            opened.callback(_lock(self.path, author).release)
        except (CaseBusy, CaseReadOnly) as refusal:
            self.read_only_reason = str(refusal)

    def _bring_up_to_date(self, version: int) -> None:
        if not is_outdated(version):
            return
        if self.read_only_reason is not None:
            raise CaseOutdated(
                f"{self.path.name} was made with an older version of VIG Tool. "
                "Open it once for writing to bring it up to date."
            )
        migrate(self.connection, self._keep_before_update)

    def _keep_before_update(self) -> None:
        keep(self.connection, self.path, "before-update")

    def _refuse_if_gone(self) -> None:
        """An open file can be moved or deleted under our hands: edits would go nowhere."""
        with suppress(OSError):
            if samestat(self.path.stat(), self._place):
                return
        raise CaseMissing(
            f"{self.path.name} is not where it was opened any more. "
            "Put it back, or close it and open it at its new place."
        )


def _lock(path: Path, author: str) -> WriterLock:
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
