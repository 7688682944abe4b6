"""Remembering the frames of films between runs."""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from media.cache_folder import load_arrays, save_arrays
from media.frame_index import FrameIndex

_KIND = "index"
_VERSION = 3
_ODD = ("labels", "key_labels", "said_pts")


@dataclass(frozen=True)
class Findings:
    """What takes time to find out about a film: its frames, whether it is whole, and why OpenCV
    cannot be proven exact on it (None where it can)."""

    index: FrameIndex
    whole: bool
    obstacle: str | None


def load_findings(film: Path, stream_index: int) -> Findings | None:
    """What is remembered of a film; None if nothing is, or by another OpenCV."""
    kept = load_arrays(film, _KIND, _name(stream_index))
    if kept is None:
        return None
    try:
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
    except (KeyError, ValueError):
        return None


def save_findings(film: Path, stream_index: int, findings: Findings) -> None:
    """Remember a film."""
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
    save_arrays(film, _KIND, _name(stream_index), arrays)


def _name(stream_index: int) -> str:
    return f"{stream_index}-{_VERSION}"
