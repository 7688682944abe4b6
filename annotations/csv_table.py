"""CSV files as other programs write them: their encodings, separators and numbers."""

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

from annotations.errors import TableWrong
from annotations.words import fold
from vig_tool.errors import describe

T = TypeVar("T")

_SEPARATORS: Final = (",", ";", "\t")
_MOST_BYTES: Final = 64 << 20
_LONGEST_HEADING: Final = 10_000
_NEUTRALISED: Final = re.compile(r"^'(?=[=+\-@\t\r])")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_YES: Final = {"1", "1.0", "yes", "y", "true", "x", "*", "★"}
_NO: Final = {"", "0", "0.0", "no", "n", "false"}


class Problem(Exception):
    """What is wrong with one line. Never leaves this package: it becomes a ``TableWrong``."""


@dataclass(frozen=True)
class Line:
    """One line of a table: its number in the file, and its cells by column."""

    number: int
    cells: dict[str, str]
    decimal_comma: bool

    def text(self, column: str) -> str:
        """A cell without blanks around it, "" if it is empty or its column is missing."""
        return self.cells.get(column, "")

    def time_us(self, column: str) -> int | None:
        """A cell with seconds, in microseconds; None if it is empty."""
        number = self._number(column)
        return None if number is None else int((number * 1_000_000).to_integral_value())

    def whole(self, column: str) -> int | None:
        """A cell with a whole number; None if it is empty."""
        number = self._number(column)
        if number is not None and number != number.to_integral_value():
            raise Problem(f"{column} must be a whole number, not “{self.text(column)}”")
        return None if number is None else int(number)

    def truth(self, column: str) -> bool:
        """A cell that says yes or no; empty is no."""
        word = self.text(column).casefold()
        if word in _YES or word in _NO:
            return word in _YES
        raise Problem(f"{column} must be yes or no, not “{self.text(column)}”")

    def _number(self, column: str) -> Decimal | None:
        text = self.text(column)
        if not text:
            return None
        plain = text.replace(",", ".") if self.decimal_comma else text
        if not _NUMBER.fullmatch(plain):
            raise Problem(f"{column} must be a number, not “{text}”")
        return Decimal(plain)


def read_table(path: Path, known: Sequence[str], needed: Sequence[str]) -> list[Line]:
    """The lines of a CSV file with a heading. Columns that are not ``known`` are left out.

    Reads UTF-8 and UTF-16 with or without byte order mark and Windows-1252; comma, semicolon or
    tab; a decimal comma where the separator is none. Raises ``TableWrong``.
    """
    lines = _decode(_read(path)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip(',;\t "')), None)
    if first is None:
        raise TableWrong([f"{path.name} is empty. Its first line must name the columns."])
    # Excel's own hint about the separator comes before the heading.
    first += lines[first].casefold().startswith("sep=")
    separator = _separator(lines[first] if first < len(lines) else "", known)
    records = _records(path, lines, first, separator)
    columns = _columns(path, next(records, (0, []))[1], known, needed)
    return [
        Line(number, _cells(path, number, columns, values), separator != ",")
        for number, values in records
    ]


def draft_all(path: Path, lines: Sequence[Line], draft: Callable[[Line], T]) -> list[T]:
    """What ``draft`` makes of each line, or ``TableWrong`` with a sentence for every wrong one."""
    drafts, problems = [], []
    for line in lines:
        try:
            drafts.append(draft(line))
        except Problem as problem:
            end = "" if str(problem).endswith("?") else "."
            problems.append(f"Line {line.number} of {path.name}: {problem}{end}")
    if problems:
        raise TableWrong(problems)
    return drafts


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for without end
            raise TableWrong([f"{path.name or path} is no file. Choose a table, a CSV file."])
        if path.stat().st_size > _MOST_BYTES:
            raise TableWrong([f"{path.name} is too large to be a table of tags or clips."])
        return path.read_bytes()
    except FileNotFoundError:
        raise TableWrong([f"There is no file {path}. Check the name."]) from None
    except OSError as error:
        raise TableWrong([describe(error)]) from error


def _decode(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace")
    if b"\0" in content[:4]:
        return content.decode("utf-16-be" if content[:1] == b"\0" else "utf-16-le", "replace")
    for encoding in ("utf-8", "cp1252"):
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("latin-1")


def _separator(heading: str, known: Sequence[str]) -> str:
    """The separator by which the heading has most known columns."""

    def recognised(separator: str) -> int:
        names = next(csv.reader([heading[:_LONGEST_HEADING]], delimiter=separator), [])
        return sum(_column(name) in known for name in names)

    return max(_SEPARATORS, key=recognised)


def _records(
    path: Path, lines: Sequence[str], first: int, separator: str
) -> Iterator[tuple[int, list[str]]]:
    """Each record that is not empty, with the number of its first line (counted from 1)."""
    reader = csv.reader((f"{line}\n" for line in lines[first:]), delimiter=separator, strict=True)
    number = first + 1
    try:
        for values in reader:
            if any(value.strip() for value in values):
                yield number, values
            number = first + reader.line_num + 1
    except csv.Error as error:
        raise TableWrong([f"Line {number} of {path.name} cannot be read as CSV."]) from error


def _columns(
    path: Path, heading: Sequence[str], known: Sequence[str], needed: Sequence[str]
) -> list[str]:
    columns = [_column(name) for name in heading]
    if not set(columns) & set(known):
        raise TableWrong([f"The first line of {path.name} must name its columns."])
    for column in needed:
        if column not in columns:
            raise TableWrong(
                [f"{path.name} has no column “{column}”. Its first line must name the columns."]
            )
    for column in known:
        if columns.count(column) > 1:
            raise TableWrong([f"{path.name} has the column “{column}” twice. Keep one of them."])
    return [column if column in known else "" for column in columns]


def _column(name: str) -> str:
    return fold(name).replace(" ", "_")


def _cells(path: Path, number: int, columns: Sequence[str], values: list[str]) -> dict[str, str]:
    if any(value.strip() for value in values[len(columns) :]):
        raise TableWrong(
            [
                f"Line {number} of {path.name} has more cells than the heading. "
                "Put quotation marks around text that holds the separator."
            ]
        )
    # A spreadsheet-safe export marks text that begins like a formula by an apostrophe.
    return {
        column: _NEUTRALISED.sub("", value.strip())
        for column, value in zip(columns, values, strict=False)
        if column
    }
