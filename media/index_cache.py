"""Remembering what was found out about films between runs, in the user's cache folder.

Only times are kept, never a picture: a family's faces stay in the film.
"""

import os
import zipfile
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from uuid import uuid4

import cv2
import numpy as np
from platformdirs import user_cache_path

from media.frame_index import FrameIndex
from vig_tool.fingerprint import head_and_tail_hash

_VERSION = 3
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


@dataclass(frozen=True)
class Findings:
    """What takes time to find out about a film: its frames, whether it is whole, and why OpenCV
    cannot be proven exact on it (None where it can)."""

    index: FrameIndex
    whole: bool
    obstacle: str | None


def load_findings(film: Path, stream_index: int) -> Findings | None:
    """What is remembered of a film; None if nothing is, or by another OpenCV."""
    try:
        with (
            _file_for(film, stream_index).open("rb") as file,
            np.load(file, allow_pickle=False) as kept,
        ):
            odd = {name: kept[name] for name in _ODD if name in kept}
            end_pts, numerator, denominator, reordered, whole = kept["facts"].tolist()
            tried_by, *obstacles = kept["obstacle"].tolist()
            if tried_by != cv2.__version__:
                return None
            index = FrameIndex(
                pts=kept["pts"],
                end_pts=end_pts,
                key_pts=kept["key_pts"],
                key_dts=kept["key_dts"],
                time_base=Fraction(numerator, denominator),
                reordered=bool(reordered),
                **odd,
            )
            return Findings(index, bool(whole), obstacles[0] if obstacles else None)
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def save_findings(film: Path, stream_index: int, findings: Findings) -> None:
    """Remember a film. A cache that cannot be written is no error: all is found out again."""
    index = findings.index
    base = index.time_base
    facts = [index.end_pts, base.numerator, base.denominator, index.reordered, findings.whole]
    obstacles = [] if findings.obstacle is None else [findings.obstacle]
    arrays = {
        "pts": index.pts,
        "key_pts": index.key_pts,
        "key_dts": index.key_dts,
        "facts": np.array(facts, np.int64),
        "obstacle": np.array([cv2.__version__, *obstacles], np.str_),
    }
    for name in _ODD:
        if (array := getattr(index, name)) is not None:
            arrays[name] = array
    try:
        target = _file_for(film, stream_index)
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


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in kept[_MOST_FILES:]:
        file.unlink(missing_ok=True)
