"""Remembering films' frame indexes between runs, in the user's cache folder.

Only times are kept, never a picture: a family's faces stay in the film.
"""

import os
import zipfile
from fractions import Fraction
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from media.frame_index import FrameIndex
from vig_tool.fingerprint import head_and_tail_hash

_VERSION = 2
_MOST_FILES = 300
_ODD = ("labels", "key_labels", "said_pts")


def cache_folder() -> Path:
    """Where indexes are kept; the environment variable VIG_TOOL_CACHE names another folder."""
    chosen = os.environ.get("VIG_TOOL_CACHE")
    return Path(chosen) if chosen else user_cache_path("vig-tool", appauthor=False)


def _file_for(film: Path, stream_index: int) -> Path:
    # Head and tail stay the same where a film is damaged or mended in its middle: then its time of
    # change tells. A film that is only moved keeps it.
    changed = f"{film.stat().st_mtime_ns:x}"
    name = f"{head_and_tail_hash(film)}-{changed}-{stream_index}-{_VERSION}.npz"
    return cache_folder() / "index" / name


def load_index(film: Path, stream_index: int) -> tuple[FrameIndex, bool] | None:
    """The index kept for this film and whether the film is whole; None if there is none."""
    try:
        with (
            _file_for(film, stream_index).open("rb") as file,
            np.load(file, allow_pickle=False) as kept,
        ):
            odd = {name: kept[name] for name in _ODD if name in kept}
            end_pts, numerator, denominator, reordered, whole = kept["facts"].tolist()
            index = FrameIndex(
                pts=kept["pts"],
                end_pts=end_pts,
                key_pts=kept["key_pts"],
                key_dts=kept["key_dts"],
                time_base=Fraction(numerator, denominator),
                reordered=bool(reordered),
                **odd,
            )
            return index, bool(whole)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def save_index(film: Path, stream_index: int, index: FrameIndex, whole: bool) -> None:
    """Keep an index. A cache that cannot be written is no error: the index is made again."""
    base = index.time_base
    facts = [index.end_pts, base.numerator, base.denominator, index.reordered, whole]
    arrays = {
        "pts": index.pts,
        "key_pts": index.key_pts,
        "key_dts": index.key_dts,
        "facts": np.array(facts, np.int64),
    }
    for name in _ODD:
        if (array := getattr(index, name)) is not None:
            arrays[name] = array
    try:
        target = _file_for(film, stream_index)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        unfinished.replace(target)
        _forget_oldest(target.parent)
    except OSError:
        return


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_MOST_FILES:]:
        file.unlink(missing_ok=True)
