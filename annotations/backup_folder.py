"""The folder beside a case in which its last states are kept."""

import errno
import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from annotations.errors import BackupFailed
from annotations.files import part_of, put_in_place, sweep_parts

KEPT: Final = 10
"""How many backups of a case are kept; the oldest goes first."""

Reason = Literal["closed", "before-update", "before-restore"]

_NAME: Final = re.compile(r"(\d{8}T\d{6}\.\d{6})Z-([a-z-]+)\.vig")
_STAMP: Final = "%Y%m%dT%H%M%S.%f"


@dataclass(frozen=True)
class Backup:
    """A state of a case that was kept: when (UTC), and at which occasion."""

    path: Path
    kept: datetime
    reason: str


def folder_of(case: Path) -> Path:
    """Where the backups of a case are."""
    return case.with_name(f"{case.stem}.vig-backups")


def list_backups(case: Path) -> list[Backup]:
    """The backups of a case, the newest first."""
    found = []
    with suppress(OSError):
        for path in folder_of(case).iterdir():
            name = _NAME.fullmatch(path.name)
            if name:
                kept = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, kept, name[2]))
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def last_state(backups: Sequence[Backup]) -> Backup | None:
    """The newest of some backups that is worth bringing back: what was set aside to restore
    another is no better than what is there now."""
    worth = [backup for backup in backups if backup.reason != "before-restore"]
    return next(iter(worth or backups), None)


def keep(connection: sqlite3.Connection, case: Path, reason: Reason) -> Backup:
    """Keeps what ``connection`` sees of a case as its newest backup, and lets the oldest go.

    Raises ``BackupFailed``; the case is unharmed then.
    """
    backup = new_backup(case, reason)
    write_copy(connection, backup.path)
    prune(case)
    return backup


def new_backup(case: Path, reason: Reason) -> Backup:
    """The name for a new backup, in a folder that is there."""
    folder = folder_of(case)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise failed(folder, error) from error
    kept = datetime.now(UTC)
    return Backup(folder / f"{kept.strftime(_STAMP)}Z-{reason}.vig", kept, reason)


def prune(case: Path) -> None:
    """Lets all but the newest backups go, and what unfinished ones a killed program left."""
    for backup in list_backups(case)[KEPT:]:
        with suppress(OSError):
            backup.path.unlink()
    for part in folder_of(case).glob(".*.part*"):
        with suppress(OSError):
            part.unlink()


def write_copy(connection: sqlite3.Connection, target: Path) -> None:
    """Writes one consistent state of a database as a file that is wholly there or not at all.

    Raises ``BackupFailed``. SQLite's backup interface keeps writers waiting meanwhile.
    """
    part = part_of(target)
    try:
        with closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        put_in_place(part, target)
    except (OSError, sqlite3.Error) as error:
        raise failed(target.parent, error) from error
    finally:
        sweep_parts(target)


def failed(folder: Path, error: Exception) -> BackupFailed:
    """Why no copy could be made, in a sentence."""
    full = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    why = (
        "the disk is full"
        if full or getattr(error, "errno", None) == errno.ENOSPC
        else "it cannot be used"
    )
    return BackupFailed(
        f"No copy could be kept in {folder}: {why}. The case itself is safe; "
        "make room there or allow writing."
    )
