"""A folder that is there complete, or not at all."""

import errno
import re
import shutil
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from export.errors import ExportFailed, FolderInTheWay, FolderThere
from vig_tool.errors import describe

# What an export consists of, and what Windows and macOS leave in any folder that was looked at.
_OURS = re.compile(
    r"clips(/clip-\d+\.mp4)?|stills(/clip-\d+\.png)?|tables(/(tags|summary)\.csv)?"
    r"|(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini)"
)


@contextmanager
def new_folder(
    target: Path, replace: bool, landed: Callable[[], object] = lambda: None
) -> Generator[Path]:
    """A folder beside ``target`` that takes its place when all went well, and else vanishes.

    ``landed`` is called when it is in place; if it raises, all is put back as it was. Folders
    above it are made where they are missing. An earlier export is replaced only if ``replace``,
    and stays as it was if anything fails; a folder that holds anything else is never touched.
    Raises ``FolderInTheWay`` (``FolderThere`` where ``replace`` was not asked for) or
    ``ExportFailed``.
    """
    target = target.absolute()
    if target.is_symlink():
        target = target.resolve()
    try:
        _mend(target)
        _check(target, replace)
        made = _make_parents(target.parent)
    except OSError as error:
        raise ExportFailed(_sentence(error)) from error
    part = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
    try:
        part.mkdir()
        yield part
        _put_in_place(part, target, landed)
        made.clear()
    except OSError as error:
        raise ExportFailed(_sentence(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
        with suppress(OSError):  # somebody else has put something there meanwhile
            for folder in reversed(made):
                folder.rmdir()


def _check(target: Path, replace: bool) -> None:
    if not target.exists():
        return
    if not target.is_dir():
        raise FolderInTheWay(f"“{target.name}” is a file. Choose a folder that is not there yet.")
    if not replace:
        raise FolderThere(
            f"The folder “{target.name}” is there already, so nothing was written. "
            "Choose another one."
        )
    for path in target.rglob("*"):
        inside = path.relative_to(target).as_posix()
        if path.is_symlink() or not _OURS.fullmatch(inside):
            raise FolderInTheWay(
                f"The folder “{target.name}” holds “{inside}”, which is not from an export, so it "
                "was not replaced. Choose another folder."
            )


def _make_parents(folder: Path) -> list[Path]:
    """The folders that had to be made, the outermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()][::-1]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _put_in_place(part: Path, target: Path, landed: Callable[[], object]) -> None:
    old = target.with_name(f".{target.name}.{uuid4().hex[:8]}.old")
    with ExitStack() as way_back:
        if target.exists():
            target.rename(old)
            way_back.callback(old.rename, target)
        part.rename(target)
        way_back.callback(target.rename, part)
        landed()
        way_back.pop_all()
    shutil.rmtree(old, ignore_errors=True)


def _mend(target: Path) -> None:
    """Tidy up after a program that was killed in the middle: no pictures stay in hidden folders."""
    if not target.parent.is_dir():
        return
    for path in target.parent.iterdir():
        if re.fullmatch(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.(part|old)", path.name):
            if path.suffix == ".old" and not target.exists():
                path.rename(target)
            else:
                shutil.rmtree(path)


def _sentence(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "The disk is full, so nothing was kept. Make room and export again."
    return f"{describe(error)} Choose another folder."
