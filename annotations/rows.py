"""How rows of the model get in and out of the case file, one table a kind of row."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import astuple, fields
from typing import Any, Final, TypeVar

from annotations.model import (
    BOTH,
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
    Fingerprint,
    Kind,
    Person,
    Purpose,
    Recording,
    Role,
    Row,
    Status,
    Tag,
)

AnyRow = TypeVar("AnyRow", bound=Row)

_LOADERS: Final[Mapping[type[Row], Mapping[str, Callable[[Any], Any]]]] = {
    Family: {},
    Person: {"role": Role},
    Codebook: {},
    Code: {"who": lambda who: BOTH if who == BOTH else Role(who), "kind": Kind},
    Recording: {},
    Absence: {},
    Tag: {"star": bool, "status": Status},
    Clip: {},
    Consent: {"purpose": Purpose, "answer": Answer},
    Departure: {
        "purpose": Purpose,
        "clips": lambda text: tuple(DepartedClip(*each) for each in json.loads(text)),
        "files": lambda text: tuple(DepartedFile(*each) for each in json.loads(text)),
    },
}
"""The tables that hold rows of the model, and what turns a column back into a value."""

_FINGERPRINT: Final = tuple(field.name for field in fields(Fingerprint))


def _order_of(kind: type[Row]) -> str:
    if kind is Tag:
        return " ORDER BY start_us, end_us, created, id"
    if kind in (Consent, Departure):
        return " ORDER BY rowid"
    ordered = any(field.name == "order" for field in fields(kind))
    return ' ORDER BY "order", created, id' if ordered else " ORDER BY created, id"


def _columns_of(kind: type[Row]) -> tuple[str, ...]:
    names = [field.name for field in fields(kind) if field.name not in ("codes", "fingerprint")]
    return (*names, *_FINGERPRINT) if kind is Recording else tuple(names)


_ORDERS: Final = {kind: _order_of(kind) for kind in _LOADERS}
_COLUMNS: Final = {kind: _columns_of(kind) for kind in _LOADERS}


def table_of(kind: type[Row]) -> str:
    """The table that holds rows of this kind."""
    return kind.__name__.lower()


def place_of(row: Tag | Clip) -> tuple[int | str, ...]:
    """What rows are ordered by, so that one can be put among others: the order of ``Rows.all``."""
    if isinstance(row, Tag):
        return row.start_us, -1 if row.end_us is None else row.end_us, row.created, row.id
    return row.order, row.created, row.id


class Rows:
    """Reads and writes rows of the model through one connection, one table a kind."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def insert(self, row: Row) -> None:
        """Adds a row."""
        values = _values(row)
        columns = ", ".join(f'"{name}"' for name in values)
        places = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT INTO {table_of(type(row))} ({columns}) VALUES ({places})",  # noqa: S608
            tuple(values.values()),
        )

    def update(self, row: Row) -> bool:
        """Writes a row over the one with its id. False if there is none."""
        values = _values(row)
        settings = ", ".join(f'"{name}" = ?' for name in values)
        done = self._connection.execute(
            f"UPDATE {table_of(type(row))} SET {settings} WHERE id = ?",  # noqa: S608
            (*values.values(), row.id),
        )
        return done.rowcount == 1

    def delete(self, kind: type[Row], row_id: str) -> bool:
        """Takes a row away, with the rows that cannot be without it. False if there is none."""
        done = self._connection.execute(
            f"DELETE FROM {table_of(kind)} WHERE id = ?",  # noqa: S608
            (row_id,),
        )
        return done.rowcount == 1

    def get(self, kind: type[AnyRow], row_id: str) -> AnyRow | None:
        """The row with this id."""
        return next(iter(self.all(kind, id=row_id)), None)

    def all(self, kind: type[AnyRow], **equal: str) -> list[AnyRow]:
        """All rows whose columns have the given values, in their order."""
        return self._select(kind, _where(equal), tuple(equal.values()))

    def some(self, kind: type[AnyRow], ids: Iterable[str]) -> list[AnyRow]:
        """The rows with these ids, as far as they are there, in their order."""
        named = " WHERE id IN (SELECT value FROM json_each(?))"
        return self._select(kind, named, (json.dumps(list(ids)),))

    def count(self, kind: type[Row], **equal: str) -> int:
        """How many rows have the given values."""
        found = self._connection.execute(
            f"SELECT count(*) FROM {table_of(kind)}{_where(equal)}",  # noqa: S608
            tuple(equal.values()),
        )
        return int(found.fetchone()[0])

    def _select(self, kind: type[AnyRow], where: str, values: tuple[str, ...]) -> list[AnyRow]:
        loaders = _LOADERS[kind]
        names = _COLUMNS[kind]
        columns = ", ".join(f'"{name}"' for name in names)
        found = self._connection.execute(
            f"SELECT {columns} FROM {table_of(kind)}{where}{_ORDERS[kind]}",  # noqa: S608
            values,
        ).fetchall()
        try:
            return [_load(kind, dict(zip(names, values, strict=True)), loaders) for values in found]
        except (ValueError, TypeError) as error:
            # What stands there was never written by this program.
            raise sqlite3.DatabaseError(f"Could not decode a row of {table_of(kind)}") from error


def _where(equal: Mapping[str, str]) -> str:
    return " WHERE " + " AND ".join(f'"{name}" = ?' for name in equal) if equal else ""


def _values(row: Row) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in _COLUMNS[type(row)] if hasattr(row, name)}
    if isinstance(row, Recording):
        values.update({name: getattr(row.fingerprint, name) for name in _FINGERPRINT})
    if isinstance(row, Departure):
        values["clips"] = json.dumps([astuple(clip) for clip in row.clips])
        values["files"] = json.dumps([astuple(file) for file in row.files])
    return values


def _load(
    kind: type[AnyRow], values: dict[str, Any], loaders: Mapping[str, Callable[[Any], Any]]
) -> AnyRow:
    for name, load in loaders.items():
        values[name] = load(values[name])
    if kind is Recording:
        values["fingerprint"] = Fingerprint(**{name: values.pop(name) for name in _FINGERPRINT})
    return kind(**values)
