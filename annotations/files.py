"""Case files that are either wholly there or not at all."""

import os
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Final

_POSIX: Final = os.name == "posix"


def part_of(target: Path) -> Path:
    """A new name beside ``target``, hidden, for a file that is not finished yet."""
    return target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")


def sweep_parts(target: Path) -> None:
    """Removes unfinished files that a killed program left beside ``target``."""
    for part in target.parent.glob(".*.part*"):
        if part.name.startswith(f".{target.name}."):
            with suppress(OSError):
                part.unlink()


def put_in_place(part: Path, target: Path) -> None:
    """Makes a finished case file take its name, on disk when this returns. Raises ``OSError``.

    A journal that a killed writer left under that name belongs to the file that goes: SQLite must
    not apply it to the new one.
    """
    _sync(part)
    target.with_name(f"{target.name}-journal").unlink(missing_ok=True)
    part.replace(target)
    if _POSIX:
        _sync(target.parent)


def _sync(path: Path) -> None:
    # Windows syncs only files that are open for writing, POSIX folders only for reading.
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
