"""Who steps back where several want the processor: long work, behind window, film and sound."""

import os
import sys
import threading
from typing import Final

from PySide6.QtCore import QThread

from media.drawing_threads import start_drawing_threads

_NICER: Final = 10
_NICEST: Final = 19


def step_back() -> None:
    """Let this thread, and on Linux all that it starts, have the processor only where hardly
    anybody else wants it. Nothing brings it to the fore again; it should end with its work."""
    if sys.platform != "linux":
        QThread.currentThread().setPriority(QThread.Priority.LowPriority)
        return
    start_drawing_threads()  # which others use too, and which would stay behind with this one
    thread_id = threading.get_native_id()  # on Linux each thread has a niceness of its own
    now = os.getpriority(os.PRIO_PROCESS, thread_id)
    os.setpriority(os.PRIO_PROCESS, thread_id, min(now + _NICER, _NICEST))
