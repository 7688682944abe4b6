"""Undo and redo: temporary triggers write down the inverse of each changed row.

The method is that of SQLite's own page on automated undo with triggers (sqlite.org/undoredo.html).
The log lives in memory with the connection, so undo reaches back to when the case was opened.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final, TypeAlias

Changes: TypeAlias = Mapping[str, frozenset[str]]
"""Which rows were added, changed or taken away: the ids by table."""

UNDOABLE: Final = ("family", "person", "codebook", "code", "recording", "absence", "tag", "clip")
"""The tables whose changes can be undone. A new table gets undo by being listed here."""


MERGES_WITHIN_S = 1.5
"""How soon an edit must follow one of its kind to be part of the same step."""


@dataclass(frozen=True)
class _Step:
    """One edit: its label, and its lines ``first`` to ``last`` in the log."""

    label: str
    first: int
    last: int


class History:
    """The steps of one connection. The caller begins and ends the transactions."""

    def __init__(self, connection: sqlite3.Connection, tables: Sequence[str] = UNDOABLE) -> None:
        self._connection = connection
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._since = 0
        self._open_merge: str | None = None
        self._open_until_s = 0.0
        connection.execute(
            "CREATE TEMP TABLE inverse"
            " (line INTEGER PRIMARY KEY AUTOINCREMENT,"
            ' "table" TEXT NOT NULL, row TEXT NOT NULL, sql TEXT NOT NULL)'
        )
        for table in tables:
            self._watch(table)

    @property
    def undo_label(self) -> str | None:
        """What would be undone."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """What would be done again."""
        return self._undone[-1].label if self._undone else None

    def begin(self) -> None:
        """A transaction begins: what is changed from here on belongs to its step."""
        self._since = self._last_line()

    def changes(self) -> Changes:
        """What was changed since ``begin``, also before it is committed."""
        found = self._connection.execute(
            'SELECT DISTINCT "table", row FROM inverse WHERE line > ?', (self._since,)
        )
        rows: dict[str, set[str]] = {}
        for table, row in found:
            rows.setdefault(table, set()).add(row)
        return {table: frozenset(ids) for table, ids in rows.items()}

    def add(self, label: str, merge: str | None = None) -> None:
        """Takes what was changed since ``begin`` as one step, once it is committed.

        Where the last thing that happened was an edit with the same ``merge``, no longer than
        ``MERGES_WITHIN_S`` ago, it becomes part of that edit's step."""
        last = self._last_line()
        if last <= self._since:
            return
        self._forget(self._undone)
        first = self._since + 1
        if merge is not None and merge == self._open_merge and monotonic() <= self._open_until_s:
            first = self._done.pop().first
        self._done.append(_Step(label, first, last))
        self._open_merge, self._open_until_s = merge, monotonic() + MERGES_WITHIN_S

    def play_undo(self) -> _Step:
        """Undoes the last step, within the caller's transaction; ``undone`` follows its commit."""
        return self._play(self._done[-1])

    def play_redo(self) -> _Step:
        """Does the last undone step again, within the caller's transaction."""
        return self._play(self._undone[-1])

    def undone(self, inverse: _Step) -> str:
        """Notes that ``play_undo`` was committed."""
        return self._move(self._done, self._undone, inverse)

    def redone(self, inverse: _Step) -> str:
        """Notes that ``play_redo`` was committed."""
        return self._move(self._undone, self._done, inverse)

    def clear(self) -> None:
        """Forgets every step, so that nothing of them can come back."""
        self._forget(self._done)
        self._forget(self._undone)
        self._open_merge = None
        self._connection.execute("DELETE FROM inverse")

    def keep(self, table: str, row: str) -> None:
        """From now on a row stays: forgets each step that would take it away, and those that are
        reached only through one of these."""
        taking = [
            line
            for (line,) in self._connection.execute(
                "SELECT line FROM inverse WHERE \"table\" = ? AND row = ? AND sql LIKE 'DELETE %'",
                (table, row),
            )
        ]
        for steps in (self._done, self._undone):
            places = [
                place
                for place, step in enumerate(steps)
                if any(step.first <= line <= step.last for line in taking)
            ]
            if places:
                gone = steps[: places[-1] + 1]
                del steps[: places[-1] + 1]
                self._forget(gone)

    def _watch(self, table: str) -> None:
        columns = [
            name for _, name, *_ in self._connection.execute(f'PRAGMA main.table_info("{table}")')
        ]
        for event, inverse in _inverses(table, columns).items():
            row = "old.id" if event == "DELETE" else "new.id"
            log = f"INSERT INTO inverse (\"table\", row, sql) VALUES ('{table}', {row}, {inverse})"  # noqa: S608
            self._connection.execute(
                f'CREATE TEMP TRIGGER "{table}_{event}" AFTER {event} ON main."{table}"'
                f" BEGIN {log}; END"
            )

    def _play(self, step: _Step) -> _Step:
        # Rows come back in any order of their tables, so keys are checked at the commit.
        self._connection.execute("PRAGMA defer_foreign_keys = ON")
        lines = self._connection.execute(
            "SELECT sql FROM inverse WHERE line BETWEEN ? AND ? ORDER BY line DESC",
            (step.first, step.last),
        ).fetchall()
        for (sql,) in lines:
            self._connection.execute(sql)
        return _Step(step.label, self._since + 1, self._last_line())

    def _last_line(self) -> int:
        found = self._connection.execute("SELECT ifnull(max(line), 0) FROM inverse")
        return int(found.fetchone()[0])

    def _move(self, source: list[_Step], target: list[_Step], inverse: _Step) -> str:
        self._drop(source.pop())
        target.append(inverse)
        self._open_merge = None
        return inverse.label

    def _forget(self, steps: list[_Step]) -> None:
        for step in steps:
            self._drop(step)
        steps.clear()

    def _drop(self, step: _Step) -> None:
        self._connection.execute(
            "DELETE FROM inverse WHERE line BETWEEN ? AND ?", (step.first, step.last)
        )


def _inverses(table: str, columns: Sequence[str]) -> dict[str, str]:
    """For each event an SQL expression that gives the statement which takes it back."""
    names = ", ".join(f'"{name}"' for name in columns)
    old_values = " || ', ' || ".join(f'quote(old."{name}")' for name in columns)
    old_settings = " || ', ' || ".join(
        f'\'"{name}" = \' || quote(old."{name}")' for name in columns
    )
    this_row = "' WHERE id = ' || quote(new.id)"
    return {
        "INSERT": f"'DELETE FROM \"{table}\"' || {this_row}",  # noqa: S608
        "UPDATE": f"'UPDATE \"{table}\" SET ' || {old_settings} || {this_row}",  # noqa: S608
        "DELETE": f"'INSERT INTO \"{table}\" ({names}) VALUES (' || {old_values} || ')'",  # noqa: S608
    }
