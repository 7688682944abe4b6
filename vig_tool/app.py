"""The window: puts it together with what it works on, and shows it until it is closed."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from vig_tool import __version__
from vig_tool.demo import default_folder, make_demo
from vig_tool.errors import WrongUse
from vig_tool.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.workbench import Workbench

_SWITCH_S = 0.001
"""How long a thread at work keeps the window's waiting. Python's own 5 ms are a third of a frame,
and many such waits in a row are seen."""
_NO_SCREEN = "VIG Tool found no screen for its window. vig-tool --help lists what works without."
_NO_QT = (
    "VIG Tool's window needs system libraries that are missing ({reason}). "
    "scripts/demo in the source code installs them on Debian and Ubuntu."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """``vig-tool-window [CASE.vig]``: the window, with a case. Returns the exit code."""
    try:
        return run(_parser().parse_args(arguments).case)
    except WrongUse as reason:
        return _refuse(str(reason), 1)
    except SystemExit:  # --help and --version have said what they had to say
        return 0


def run(case: Path | None = None, *, demo: bool = False) -> int:
    """Show the window until it is closed, with a case, the demo, or the first page."""
    if not has_screen() and "QT_QPA_PLATFORM" not in os.environ:
        return _refuse(_NO_SCREEN)
    set_up_process()
    try:
        from PySide6.QtWidgets import QApplication

        from ui.workbench import Workbench  # noqa: F401 (needs the same libraries)
    except ImportError as reason:
        return _refuse(_NO_QT.format(reason=reason))
    app = QApplication(sys.argv[:1])
    window = open_window(app)  # held here: Qt closes a window that nobody holds
    if case is not None:
        window.cases.open_case(case)
    elif demo:
        window.cases.open_demo()
    code = app.exec()
    del window
    return code


def open_window(app: "QApplication") -> "Workbench":
    """The window, dressed as it is wanted and shown where it was left."""
    from ui import settings, theme
    from ui.workbench import Workbench

    app.setApplicationName("VIG Tool")
    choice = settings.theme_choice()
    scheme = theme.system_scheme() if choice == "system" else choice
    theme.dress(app, scheme, text_scale=settings.text_scale())
    window = Workbench(_open_demo)
    window.desk.install()
    geometry = settings.layout("window")
    if geometry is None or not window.restoreGeometry(geometry):
        window.resize(*theme.tokens()["size"]["window_compact_design"])
        window.showMaximized()
    window.show()
    gc.freeze()  # all this stays; to look it through for what may go would be a pause each time
    return window


def set_up_process() -> None:
    """Let the window's thread and those that decode get on well, in time and in memory. Before
    anything begins threads."""
    from media.free_memory import share_heaps

    sys.setswitchinterval(_SWITCH_S)
    share_heaps()


def has_screen() -> bool:
    """Whether there is a display on which somebody could see a window."""
    displays = ("DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in displays)


def _open_demo(progress: Progress) -> Path:
    """The newest case of the demo; it is made where there is none yet."""
    folder = default_folder()
    cases = sorted(folder.glob("*.vig"), key=lambda path: path.stat().st_mtime)
    return cases[-1] if cases else make_demo(folder, progress).case


class _Parser(argparse.ArgumentParser):
    """Answers what it cannot read in one sentence."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"vig-tool-window takes a case and nothing else ({message}).")


def _parser() -> _Parser:
    parser = _Parser(
        prog="vig-tool-window",
        description="The window of VIG Tool. vig-tool does the same and has commands, too.",
        allow_abbrev=False,
    )
    parser.add_argument("case", nargs="?", type=Path, metavar="CASE.vig", help="a case to open")
    parser.add_argument("--version", action="version", version=f"vig-tool {__version__}")
    return parser


def _refuse(sentence: str, code: int = 2) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
