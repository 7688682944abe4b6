"""The real window on a computer with two screens; run by a test in a process of its own.

``python -m tests.ui.two_screens CASE`` says at its end what was seen, as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from tests.golden import barcode
from ui import theme
from ui.seen import seen_in
from ui.workbench import Workbench


def number_on(widget: QWidget) -> int | None:
    """The number in the bar code that a widget shows."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return barcode.read(np.ascontiguousarray(rows[..., :3]))


def wait(until: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    end_s = time.monotonic() + 20
    while not until():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end_s:
            raise TimeoutError


def main(path: Path) -> None:
    app = QApplication([])
    theme.dress(app, "dark", text_scale=1.0)
    window = Workbench(lambda progress: path)
    window.resize(1280, 720)
    window.show()
    window.cases.open_case(path)
    projector, stage = window.workspace.projector, window.film_page.stage
    seen: dict[str, object] = {}
    wait(lambda: projector.film is not None and projector.at_rest)
    action = window.commands["second_screen"]
    seen["offered"] = [action.isEnabled(), action.text()]
    action.trigger()
    second = window.second.picture
    assert second is not None
    wait(lambda: number_on(second) is not None)
    seen["place"] = second.geometry().getRect()
    steps, sizes = [], []
    for number in (40, 41, 7):
        projector.go(number)
        wait(lambda: projector.at_rest)
        steps.append([projector.frame, number_on(second)])
        sizes.append([second.shown.width(), second.shown.height()] if second.shown else [])
    seen["steps"], seen["sizes"] = steps, sizes
    played: list[list[int | None]] = []
    projector.pictured.connect(lambda number, _picture: played.append([number, number_on(second)]))
    window.do("toggle_playing")
    wait(lambda: len(played) > 12)
    window.do("toggle_playing")
    seen["played"] = played[:]
    window.looking.zoom(1.26, (0.0, 0.0))
    window.looking.brighten(5)
    count = len(played)
    wait(lambda: len(played) > count)
    assert second.shown is not None and stage.picture is not None
    seen["zoomed"] = [seen_in(second.shown).part == seen_in(stage.picture).part, number_on(second)]
    app.screenRemoved.emit(QGuiApplication.screens()[1])
    seen["unplugged"] = [window.second.picture is None, action.isChecked(), second.isVisible()]
    action.trigger()
    again = window.second.picture
    assert again is not None
    again.close()
    seen["shut"] = [window.second.picture is None, action.isChecked()]
    action.trigger()
    window.close()
    seen["closed"] = window.second.picture is None
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
