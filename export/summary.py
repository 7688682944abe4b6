"""The summary of several cases as a file."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from annotations.model import Snapshot
from export.errors import ExportFailed
from export.tables import summary_of_cases, write_table

_BEGINNING = "case,recording,".encode("utf-8-sig")


def write_summary(snapshots: Mapping[Path, Snapshot], target: Path) -> None:
    """Write what the tags of the cases add up to; ``snapshots`` are named by the cases' files.

    An earlier summary is replaced, any other file is not. Raises ``ExportFailed``.
    """
    if target.exists() and not _is_summary(target):
        raise ExportFailed(
            f"“{target.name}” is there already and is no summary. Choose another name."
        )
    if not target.parent.is_dir():
        raise ExportFailed(f"There is no folder “{target.parent}”. Make it first.")
    times_used = Counter(path.name for path in snapshots)
    named = {
        path.name if times_used[path.name] == 1 else str(path): snapshot
        for path, snapshot in snapshots.items()
    }
    write_table(summary_of_cases(named), target)


def _is_summary(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_BEGINNING)) == _BEGINNING
