"""A long random walk of playing: pause, speed, shuttle, step, jump, scrub, loop, the film's end.

Real keys in the real window, over bar-coded films with sound; every picture that comes is held
against the frame it claims. With ``--sound`` it plays into a silent loudspeaker of its own.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from annotations.case import Case
from export.linked_films import link_films, look_at_new
from tests.golden.films import make
from tests.null_sink import NullSink
from tests.ui.play_walk import PlayWalk
from ui import theme
from ui.workbench import Workbench

_KINDS = ("h264-vfr", "h264-long-gop", "h264-phone", "hevc", "h264-mkv", "h264-ts")
_QUIET = ("propagateSizeHints", "pa_context_connect", "Using Qt multimedia")


def main() -> None:
    """Walk, and say how far."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actions", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sound", action="store_true", help="play into a loudspeaker, unheard")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        os.environ["VIG_TOOL_CACHE"] = str(folder / "cache")
        os.environ["VIG_TOOL_SETTINGS"] = str(folder / "settings.ini")
        if options.sound:
            os.environ.update(stack.enter_context(NullSink(folder / "pulse")).variables)
        sys.exit(_walk(folder, options.actions, options.seed))


def _walk(folder: Path, actions: int, seed: int) -> int:
    warned: list[str] = []
    qInstallMessageHandler(lambda kind, _context, text: _note(kind, text, warned))
    app = QApplication([])
    theme.dress(app, "dark")
    golden = [make(kind, folder / kind, frames=240, size=(640, 360)) for kind in _KINDS]
    paths = [film.path for film in golden]
    path = folder / "walk.vig"
    with Case.create(path) as case:
        link_films(case, paths, look_at_new(paths))
    window = Workbench(lambda progress: path)
    window.resize(1280, 720)
    window.show()
    window.activateWindow()
    window.cases.open_case(path)
    walk = PlayWalk(window, seed, {film.path.name: film.numbers for film in golden})
    walk.settle()
    began = time.monotonic()
    for done in range(0, actions, 500):
        walk.go(min(500, actions - done))
        print(
            f"{done + 500} actions, {time.monotonic() - began:.0f} s, {walk.pictures} pictures, "
            f"{len(walk.wrong)} wrong",
            flush=True,
        )
    heard = window.workspace.projector.player.loudspeaker.there
    window.close()
    for line in [*walk.wrong[:20], *warned[:20]]:
        print(line)
    print(
        f"{actions} actions (seed {seed}, {'with' if heard else 'without'} a loudspeaker): "
        f"{walk.pictures} pictures, {len(walk.wrong)} wrong; {len(warned)} warnings of Qt."
    )
    return bool(walk.wrong or warned)


def _note(kind: QtMsgType, text: str, warned: list[str]) -> None:
    if kind != QtMsgType.QtDebugMsg and not any(each in text for each in _QUIET):
        warned.append(text)


if __name__ == "__main__":
    main()
