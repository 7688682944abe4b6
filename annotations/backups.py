"""Copies of a case: made on purpose, kept automatically, and brought back."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from annotations.backup_folder import (
    KEPT,
    Backup,
    failed,
    folder_of,
    last_state,
    list_backups,
    new_backup,
    prune,
    write_copy,
)
from annotations.edit import user_name
from annotations.errors import (
    CaseDamaged,
    CaseExists,
    CaseMissing,
    CaseNewer,
    CaseReadOnly,
    CaseUnreadable,
    plainly,
)
from annotations.files import part_of, put_in_place, sweep_parts
from annotations.lock import WriterLock
from annotations.model import Consent, Departure, Family
from annotations.rows import Rows
from annotations.schema import connect, examine, existing_file, version_of
from vig_tool.errors import WrongUse

__all__ = ["KEPT", "Backup", "copy_case", "folder_of", "last_state", "list_backups", "restore"]


def copy_case(source: Path, target: Path, *, replace: bool = False) -> None:
    """Writes a copy of a case, also while somebody is working on it; never half a copy.

    A file that is there already is replaced only if that is asked for (``CaseExists``), and never
    while somebody is writing to it (``CaseBusy``). Backups stay where they are.
    """
    source, target = existing_file(Path(source)), _target(Path(target))
    if target.exists() and target.samefile(source):
        raise WrongUse(f"{target.name} is the case itself. Choose another name for the copy.")
    if target.exists() and not replace:
        raise CaseExists(f"{target.name} is there already. Choose another name.")
    with _sound(source) as state:
        if target.exists():
            with _locked(target):
                write_copy(state, target)
        else:
            write_copy(state, target)


def restore(case: Path, backup: Path) -> Backup | None:
    """Brings a case back to a backup, and returns the backup in which its present state was kept
    before that (None if there was no file). Nobody may be writing to it (``CaseBusy``).

    Answers about consent and the record of what left are facts: those that came after the backup
    stay, so that nobody's withdrawal is lost."""
    case, backup = _target(Path(case)), existing_file(Path(backup))
    try:
        with _sound(backup) as state, _locked(case):
            present = _keep_present(case)
            with _with_facts_of(case, state) as restored:
                write_copy(restored, case)
    except CaseDamaged as error:
        raise CaseDamaged(f"The backup {backup.name} is damaged. Choose an earlier one.") from error
    prune(case)
    return present


def _target(path: Path) -> Path:
    if not path.parent.is_dir():
        raise CaseMissing(f"There is no folder {path.parent}. Make it first.")
    if path.is_dir():
        raise WrongUse(f"{path} is a folder. Name a file in it, such as {path / 'case.vig'}.")
    return path.resolve()


@contextmanager
def _sound(path: Path) -> Iterator[sqlite3.Connection]:
    with plainly(path), closing(connect(path, writable=False)) as connection:
        examine(connection, path)
        yield connection


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    try:
        lock = WriterLock(path, user_name())
    except OSError:
        raise CaseReadOnly(
            f"{path.parent} may not be written to. Choose a folder of your own."
        ) from None
    try:
        yield
    finally:
        lock.release()


def _keep_present(case: Path) -> Backup | None:
    if not case.exists():
        return None
    present = new_backup(case, "before-restore")
    try:
        with _sound(case) as connection:
            write_copy(connection, present.path)
    except (CaseDamaged, CaseNewer, CaseUnreadable):
        _keep_bytes(case, present.path)
    return present


@contextmanager
def _with_facts_of(case: Path, state: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A state of a case, in memory, with the facts that the case's file has and the state lacks."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as restored:
        state.backup(restored)
        with suppress(CaseDamaged, CaseMissing, CaseNewer, CaseUnreadable), _sound(case) as present:
            if version_of(present) == version_of(restored):
                _carry_facts(Rows(present), Rows(restored))
        yield restored


def _carry_facts(present: Rows, restored: Rows) -> None:
    if [each.id for each in present.all(Family)] != [each.id for each in restored.all(Family)]:
        return
    for kind in (Consent, Departure):
        known = {fact.id for fact in restored.all(kind)}
        for fact in present.all(kind):
            if fact.id not in known:
                restored.insert(fact)


def _keep_bytes(case: Path, target: Path) -> None:
    """What cannot be read here is kept as it is: another program may still make sense of it."""
    part = part_of(target)
    try:
        shutil.copyfile(case, part)
        put_in_place(part, target)
    except OSError as error:
        raise failed(target.parent, error) from error
    finally:
        sweep_parts(target)
