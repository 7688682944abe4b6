"""A long random walk through the real window, over generated films and real ones.

Real keys and mouse; after every few actions the picture on screen is held against the frame it
claims (by its bar code, or for real films by PyAV alone), and the case against a model kept beside
it. Warnings of Qt end the walk.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import cv2
import numpy as np
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from annotations.case import Case
from export.linked_films import link_films, look_at_new
from media.probe import probe
from media.reader import FrameReader
from tests.golden.films import make
from tests.ui.walk import Walk
from ui import theme
from ui.workbench import Workbench

_KINDS = ("h264-vfr", "h264-long-gop", "hevc", "h264-mkv", "h264-ts")
_FILMS = frozenset({".mp4", ".mov", ".mkv", ".ts"})
_BROKEN = "broken"
"""What films are called of which some frames are none: there is no picture to hold against."""
_LEVELS = 8.0
_QUIET = ("propagateSizeHints", "pa_context_connect", "Using Qt multimedia")


def main() -> None:
    """Walk, and say how far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--media", type=Path, help="a folder with real films")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VIG_TOOL_CACHE"] = str(Path(folder) / "cache")
        os.environ["VIG_TOOL_SETTINGS"] = str(Path(folder) / "settings.ini")
        _walk(Path(folder), options.actions, options.seed, options.media)


def _walk(folder: Path, actions: int, seed: int, media: Path | None) -> None:
    warned: list[str] = []
    qInstallMessageHandler(lambda kind, _context, text: _note(kind, text, warned))
    app = QApplication([])
    theme.dress(app, "dark")
    golden = [make(kind, folder / kind, frames=240, size=(640, 360)) for kind in _KINDS]
    real = sorted(media.iterdir()) if media else []
    real = [path for path in real if path.suffix in _FILMS and _BROKEN not in path.name]
    paths = [*(film.path for film in golden), *real]
    path = folder / "walk.vig"
    with Case.create(path) as case:
        link_films(case, paths, look_at_new(paths))
    window = Workbench(lambda progress: path)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    window.cases.open_case(path)
    readers: dict[Path, FrameReader] = {}

    def alike(film: Path, number: int, picture: QImage) -> bool:
        if film not in readers:
            readers[film] = FrameReader(probe(film), "pyav")
        return _alike(readers[film].picture(number), picture)

    numbers = {film.path.name: film.numbers for film in golden}
    walk = Walk(window, seed, numbers, alike)
    walk.settle()
    began = time.monotonic()
    for done in range(0, actions, 500):
        walk.go(min(500, actions - done))
        print(f"{done + 500} actions, {time.monotonic() - began:.0f} s", flush=True)
    snapshot = window.workspace.snapshot
    window.close()
    for reader in readers.values():
        reader.close()
    with Case.open(path) as case:
        assert case.check() == [] and len(case.snapshot().tags) == len(snapshot.tags)
    assert not warned, warned[:5]
    print(
        f"{actions} actions (seed {seed}): {walk.pictures} pictures came, {walk.checked} were "
        f"held against their frame, 0 wrong; {len(snapshot.tags)} tags and {len(snapshot.clips)} "
        "clips, all as the model says; no warning of Qt."
    )


def _note(kind: QtMsgType, text: str, warned: list[str]) -> None:
    if kind != QtMsgType.QtDebugMsg and not any(each in text for each in _QUIET):
        warned.append(text)
        print(text, file=sys.stderr)


def _alike(expected: np.ndarray, picture: QImage) -> bool:
    shown = picture.convertToFormat(QImage.Format.Format_BGR888)
    rows = np.frombuffer(shown.constBits(), np.uint8).reshape(shown.height(), -1)
    pixels = rows[:, : shown.width() * 3].reshape(shown.height(), shown.width(), 3)
    size = (shown.width(), shown.height())
    scaled = cv2.resize(expected, size, interpolation=cv2.INTER_AREA)
    return float(np.abs(scaled.astype(np.int16) - pixels).mean()) < _LEVELS


if __name__ == "__main__":
    main()
