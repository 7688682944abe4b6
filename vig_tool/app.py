"""``vig-tool-window``: puts the window together with what it works on."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vig_tool.demo import default_folder, make_demo
from vig_tool.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.start_window import StartWindow

_NO_SCREEN = "VIG Tool found no screen for its window. Without one, vig-tool does the same work."
_NO_QT = (
    "VIG Tool's window needs system libraries that are missing ({reason}). "
    "scripts/demo in the source code installs them on Debian and Ubuntu."
)


def main() -> int:
    """Show the window until it is closed. Returns the exit code."""
    if _no_screen():
        return _refuse(_NO_SCREEN)
    try:
        from PySide6.QtWidgets import QApplication

        from ui.start_window import StartWindow  # noqa: F401 (needs the same libraries)
    except ImportError as reason:
        return _refuse(_NO_QT.format(reason=reason))
    app = QApplication(sys.argv)
    window = open_window(app)  # held here: Qt closes a window that nobody holds
    code = app.exec()
    del window
    return code


def open_window(app: "QApplication") -> "StartWindow":
    """The first window, dressed and shown."""
    from ui import theme
    from ui.start_window import StartWindow

    app.setApplicationName("VIG Tool")
    theme.dress(app)
    app.styleHints().colorSchemeChanged.connect(lambda: theme.dress(app))
    window = StartWindow(_make_demo)
    window.show()
    return window


def _make_demo(progress: Progress) -> Path:
    return make_demo(default_folder(), progress).folder


def _no_screen() -> bool:
    chosen = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform.startswith("linux") and not any(os.environ.get(name) for name in chosen)


def _refuse(sentence: str) -> int:
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
