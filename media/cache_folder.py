"""The user's cache folder: what takes time to find out about films, kept between runs.

Only numbers are kept (times, loudness), never a picture: a family's faces stay in the film. A cache
that cannot be read or written is no error: all is found out again.
"""

import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from vig_tool.fingerprint import head_and_tail_hash

Arrays = Mapping[str, NDArray[Any]]

_MOST_FILES = 300
_reading = Lock()
"""NumPy reads the head of a file as a piece of Python, which CPython 3.11 can do in one thread at a
time only: with two it may raise ``SystemError``."""


def cache_folder() -> Path:
    """Where it all is; the environment variable VIG_TOOL_CACHE names another folder."""
    chosen = os.environ.get("VIG_TOOL_CACHE")
    return Path(chosen) if chosen else user_cache_path("vig-tool", appauthor=False)


def load_arrays(film: Path, kind: str, name: str) -> Arrays | None:
    """What is kept of a film under a kind and a name; None if nothing is."""
    try:
        with (
            _reading,
            _file_for(film, kind, name).open("rb") as file,
            np.load(file, allow_pickle=False) as kept,
        ):
            return {name: kept[name] for name in kept.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def save_arrays(film: Path, kind: str, name: str, arrays: Arrays) -> None:
    """Keep some arrays of a film. Of each kind the oldest are let go."""
    try:
        target = _file_for(film, kind, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{uuid4().hex}.part")  # several threads may be at it
        try:
            with unfinished.open("wb") as file:
                np.savez(file, allow_pickle=False, **arrays)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        _forget_oldest(target.parent)
    except OSError:
        return


def _file_for(film: Path, kind: str, name: str) -> Path:
    # Head and tail stay the same where a film is damaged or mended in its middle: then its time of
    # change tells. A film that is only moved keeps it.
    changed = f"{film.stat().st_mtime_ns:x}"
    return cache_folder() / kind / f"{head_and_tail_hash(film)}-{changed}-{name}.npz"


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_MOST_FILES:]:
        file.unlink(missing_ok=True)
