"""Python's search for what may go, on the window's thread alone.

Python searches in whichever thread makes the next object, and lets go there of what it finds. A
widget, a timer or an action that dies in a film's thread takes the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_LOOKED_EVERY_MS = 500


class GarbageCollector(QObject):
    """Searches when Python would, but only here. No thread searches by itself any more."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(_LOOKED_EVERY_MS)


def collect_what_is_due() -> None:
    """Search the oldest generation of objects that has passed Python's own threshold."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation] > 0:
            gc.collect(generation)
            return
