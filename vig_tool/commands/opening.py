"""How commands open a case."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotations.case import Case


def open_to_edit(path: Path) -> "Case":
    """The case, open for writing. Raises ``CaseReadOnly`` with the reason if that may not be."""
    from annotations.case import Case
    from annotations.errors import CaseReadOnly

    case = Case.open(path)
    if case.read_only_reason is not None:
        case.close()
        raise CaseReadOnly(case.read_only_reason)
    return case


def open_to_read(path: Path) -> "Case":
    """The case, open for reading only; it may be open elsewhere for writing."""
    from annotations.case import Case

    return Case.open(path, read_only=True)
