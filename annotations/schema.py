"""The case file: its tables, its numbered migrations, and how it is opened and examined.

SQL is written here, in ``rows.py``, ``history.py``, ``case_file.py`` and ``contents.py``, and
nowhere else.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from annotations.errors import CaseDamaged, CaseMissing, CaseNewer, CaseUnreadable

_WAIT_S: Final = 5.0
"""How long another program's short read or write is waited for."""

_SETTINGS: Final = (
    "foreign_keys = ON",
    "synchronous = FULL",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "recursive_triggers = ON",  # else a replaced row escapes the undo log
    "locking_mode = NORMAL",
    "cache_size = -16000",  # kB: so that a large edit is not written out before it is complete
)

APPLICATION_ID: Final = 0x56494754
"""The letters VIGT in the file's header: what makes an SQLite file a case."""

_MADE: Final = """
    id TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),
    author TEXT NOT NULL,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
"""

_FIRST: Final = f"""
CREATE TABLE family ({_MADE}
    question TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person ({_MADE}
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role IN ('infant', 'parent', 'practitioner', 'other')),
    "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE codebook ({_MADE}
    name TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('film', 'review')),
    "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE code ({_MADE}
    codebook_id TEXT NOT NULL REFERENCES codebook (id) ON DELETE CASCADE,
    short TEXT NOT NULL CHECK (short <> ''),
    label TEXT NOT NULL CHECK (label <> ''),
    key TEXT NOT NULL,
    level INTEGER CHECK (level BETWEEN 1 AND 6),
    who TEXT NOT NULL CHECK (who IN ('infant', 'parent', 'practitioner', 'other', 'both')),
    kind TEXT NOT NULL CHECK (kind IN ('point', 'interval')),
    colour TEXT,
    "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX code_of_codebook ON code (codebook_id);

CREATE TABLE recording ({_MADE}
    path TEXT NOT NULL CHECK (path <> ''),
    last_seen TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    size_bytes INTEGER NOT NULL,
    duration_us INTEGER NOT NULL CHECK (duration_us > 0),
    sample_hash TEXT NOT NULL,
    codebook_id TEXT NOT NULL REFERENCES codebook (id),
    cycle INTEGER NOT NULL,
    "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_of_codebook ON recording (codebook_id);

CREATE TABLE absence ({_MADE}
    recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    UNIQUE (recording_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_of_person ON absence (person_id);

CREATE TABLE tag ({_MADE}
    recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
    code_id TEXT NOT NULL REFERENCES code (id),
    person_id TEXT REFERENCES person (id),
    start_us INTEGER NOT NULL CHECK (start_us >= 0),
    end_us INTEGER CHECK (end_us > start_us),
    note TEXT NOT NULL,
    star INTEGER NOT NULL CHECK (star IN (0, 1)),
    status TEXT NOT NULL CHECK (status IN ('tagged', 'confirmed'))
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_of_recording ON tag (recording_id, start_us);
CREATE INDEX tag_of_code ON tag (code_id);
CREATE INDEX tag_of_person ON tag (person_id);

CREATE TABLE clip ({_MADE}
    recording_id TEXT NOT NULL REFERENCES recording (id) ON DELETE CASCADE,
    start_us INTEGER NOT NULL CHECK (start_us >= 0),
    end_us INTEGER NOT NULL CHECK (end_us > start_us),
    title TEXT NOT NULL,
    reason TEXT NOT NULL,
    question TEXT NOT NULL,
    caption TEXT NOT NULL,
    still_us INTEGER CHECK (still_us >= start_us AND still_us < end_us),
    "order" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX clip_of_recording ON clip (recording_id);

-- Facts, in the order in which they happened. They refer to people and clips that may be gone,
-- so they have no foreign keys, and they cannot be undone.
CREATE TABLE consent ({_MADE}
    person_id TEXT NOT NULL,
    purpose TEXT NOT NULL
        CHECK (purpose IN ('review', 'parent-copy', 'supervision', 'training', 'research')),
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'unasked')),
    who TEXT NOT NULL,
    "when" TEXT NOT NULL,
    how TEXT NOT NULL
) STRICT;

CREATE TABLE departure ({_MADE}
    "when" TEXT NOT NULL,
    purpose TEXT NOT NULL
        CHECK (purpose IN ('review', 'parent-copy', 'supervision', 'training', 'research')),
    folder TEXT NOT NULL,
    clips TEXT NOT NULL,
    files TEXT NOT NULL
) STRICT;
"""

_TURN: Final = """
ALTER TABLE recording ADD COLUMN turn INTEGER NOT NULL DEFAULT 0 CHECK (turn BETWEEN 0 AND 3);
"""

MIGRATIONS: Final[tuple[str, ...]] = (_FIRST, _TURN)
"""The script that leads from version n to n + 1, at place n. Only ever added to."""


def version_of(connection: sqlite3.Connection) -> int:
    """The file's version: how many migrations it has seen."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_outdated(version: int) -> bool:
    """Whether a file of this version needs ``migrate``."""
    return version < len(MIGRATIONS)


def migrate(
    connection: sqlite3.Connection,
    before_each: Callable[[], None],
) -> None:
    """Brings a file up to date, each migration in a transaction of its own.

    ``before_each`` is called first, to keep a backup. Tables may be rebuilt, so foreign keys rest
    meanwhile and are checked before the transaction ends.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for version in range(version_of(connection), len(MIGRATIONS)):
            before_each()
            _migrate_once(connection, MIGRATIONS[version], version + 1)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _migrate_once(connection: sqlite3.Connection, script: str, version: int) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {script}; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {version};"
        )
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"migration {version} breaks a foreign key")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def connect(path: Path, *, writable: bool) -> sqlite3.Connection:
    """Opens a case file that is there. Transactions are begun and ended by hand.

    Even for reading only, a file that may be written to is opened so: what a killed writer left
    half-done is then tidied away by SQLite. Raises ``sqlite3.Error``.
    """
    mode = "rw" if writable or _may_write(path) else "ro"
    connection = sqlite3.connect(
        f"{_uri(path)}?mode={mode}", uri=True, isolation_level=None, timeout=_WAIT_S
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if not writable:
            connection.execute("PRAGMA query_only = ON")
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        # The settings are right, so the file is not, where SQLite has no better reason. Where it
        # quotes broken words, the driver stumbles over them.
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) == sqlite3.SQLITE_ERROR:
            raise damaged(path) from error
        raise
    return connection


def examine(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the case in a file, after making sure that it is a sound case that this
    program knows."""
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    if found != APPLICATION_ID:
        raise CaseUnreadable(f"{path.name} is not a VIG Tool case. Choose another file.")
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise CaseNewer(
            f"{path.name} was made with a newer version of VIG Tool. Update VIG Tool to open it."
        )
    # Always all rows: a statement that is left in the middle holds its lock on the file.
    whole = connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
    loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    known = is_outdated(version) or _expected_schema(MIGRATIONS) <= _schema_of(connection)
    if loose or not (whole and known):
        raise damaged(path)
    return version


def existing_file(path: Path) -> Path:
    """The real path of a case file, after making sure that there is one."""
    if path.is_dir():
        raise CaseUnreadable(f"{path.name} is a folder. Choose a case, a file that ends in .vig.")
    if not path.exists():
        raise CaseMissing(f"There is no case {path}. Check the name, or make it first.")
    if path.stat().st_size == 0:
        raise CaseUnreadable(
            f"{path.name} is empty. Bring back a backup.", typed=f"vig-tool restore {path.name}"
        )
    return path.resolve()


def damaged(path: Path) -> CaseDamaged:
    """What to say about a broken case."""
    return CaseDamaged(
        f"{path.name} is damaged. Bring back a backup.", typed=f"vig-tool restore {path.name}"
    )


def _schema_of(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    return frozenset(
        connection.execute("SELECT name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL")
    )


@cache
def _expected_schema(migrations: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for script in migrations:
            fresh.executescript(script)
        return _schema_of(fresh)


def _uri(path: Path) -> str:
    # Windows: C:/x becomes file:///C:/x, and a share //server/x becomes file:////server/x.
    place = quote(os.fsencode(path.absolute().as_posix()), safe="/:")
    return f"file://{'' if place.startswith('/') else '/'}{place}"


def _may_write(path: Path) -> bool:
    # Asked of the system, not tried: closing a second handle would drop SQLite's own locks.
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
