"""Damaged copies of films: what comes out of full cards, pulled cables and wrong names."""

from pathlib import Path

import numpy as np


def cut_off(film: Path, target: Path, share: float) -> Path:
    """Only the first ``share`` (0 to 1) of the file. Of a film whose moov box stands last,
    nothing can be read then."""
    data = film.read_bytes()
    target.write_bytes(data[: int(len(data) * share)])
    return target


def overwrite(film: Path, target: Path, *, at: float = 0.5, size: int = 4_000) -> Path:
    """``size`` bytes of rubbish, starting at the share ``at`` of the file."""
    data = bytearray(film.read_bytes())
    start = int(len(data) * at)
    size = min(size, len(data) - start)
    data[start : start + size] = np.random.default_rng(3).bytes(size)
    target.write_bytes(data)
    return target


def empty(target: Path) -> Path:
    """A file of no bytes."""
    target.write_bytes(b"")
    return target


def text(target: Path) -> Path:
    """Words that call themselves a film."""
    target.write_text("Notes of our third visit. The film is still on the camera.\n" * 40)
    return target
