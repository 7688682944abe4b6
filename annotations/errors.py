"""What can go wrong with a case, and how SQLite's errors become plain sentences."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vig_tool.errors import VigError


class CaseMissing(VigError):
    """There is no such file."""


class CaseExists(VigError):
    """A file of this name is there already and is not overwritten."""


class CaseUnreadable(VigError):
    """The file is no case, or may not be read."""


class CaseDamaged(VigError):
    """The file is a case, but parts of it are broken."""


class CaseNewer(VigError):
    """The case was written by a newer version of the program."""


class CaseOutdated(VigError):
    """The case is of an older version and cannot be brought up to date while it is read-only."""


class CaseReadOnly(VigError):
    """An edit was tried on a case that is open for reading only."""


class CaseBusy(VigError):
    """Somebody else is using the file at this moment."""


class CaseNotWritten(VigError):
    """The disk is full or gone: the edit was taken back, everything before it is safe."""


class BackupFailed(VigError):
    """A copy could not be made. The case itself is unharmed."""


class EditRefused(VigError):
    """The edit makes no sense for this case; nothing was changed."""


class TableWrong(VigError):
    """A CSV file cannot be read as tags or clips; nothing was taken from it.

    ``problems`` are all that was found, one sentence each.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        first, others = problems[0], len(problems) - 1
        more = f" ({others} more {'line' if others == 1 else 'lines'} with problems.)"
        super().__init__(first + (more if others else ""))
        self.problems = tuple(problems)


@contextmanager
def plainly(path: Path) -> Iterator[None]:
    """Turns what SQLite says about the case file ``path`` into the errors above.

    Errors that only a bug can cause (wrong SQL, broken constraints) pass unchanged.
    """
    try:
        yield
    except sqlite3.Error as error:
        _raise_plainly(error, path.name)
        raise


def _raise_plainly(error: sqlite3.Error, name: str) -> None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        # The driver's own complaint: text in the file is no UTF-8 any more.
        if "Could not decode" in str(error):
            raise _damaged(name) from error
        return
    match code & 0xFF:
        case sqlite3.SQLITE_NOTADB:
            raise CaseUnreadable(f"{name} is not a VIG Tool case. Choose another file.") from error
        case sqlite3.SQLITE_CORRUPT:
            raise _damaged(name) from error
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            raise CaseBusy(f"{name} is in use by another program. Try again soon.") from error
        case sqlite3.SQLITE_FULL:
            raise CaseNotWritten(
                f"The disk is full, so the last edit to {name} was not kept. "
                "Make some room and do it again."
            ) from error
        case sqlite3.SQLITE_READONLY:
            raise CaseReadOnly(
                f"{name} may not be written to. Copy it to a folder of your own."
            ) from error
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            raise CaseUnreadable(
                f"{name} cannot be opened. Check that you may use its folder."
            ) from error
        case sqlite3.SQLITE_IOERR:
            raise CaseNotWritten(
                f"The disk that holds {name} does not answer. Check that it is still connected."
            ) from error


def _damaged(name: str) -> CaseDamaged:
    return CaseDamaged(f"{name} is damaged. Bring back a backup.", typed=f"vig-tool restore {name}")
