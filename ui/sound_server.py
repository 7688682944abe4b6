"""Whether Qt still has its connection to Linux's sound server (PulseAudio, or PipeWire in its
place).

Qt 6.11 does not tell when the server has gone, and ends the whole program where a loudspeaker is
started after that. So we look for the socket ourselves.
"""

import os
import socket
import sys
from pathlib import Path

_DESCRIPTORS = Path("/proc/self/fd")


class SoundServer:
    """Made once Qt has looked for loudspeakers."""

    def __init__(self) -> None:
        self._was_there = _is_connected()

    @property
    def lost(self) -> bool:
        """Whether there was a connection, and is none now. Qt looks for the server again after
        some seconds, once."""
        return self._was_there and not _is_connected()


def _is_connected() -> bool:
    if sys.platform != "linux" or not _DESCRIPTORS.is_dir():
        return False
    return any(_leads_to_sound(one) for one in _DESCRIPTORS.iterdir())


def _leads_to_sound(descriptor: Path) -> bool:
    try:
        if not str(descriptor.readlink()).startswith("socket:"):
            return False
        with socket.socket(fileno=os.dup(int(descriptor.name))) as one:
            return one.family == socket.AF_UNIX and "pulse" in str(one.getpeername())
    except OSError:  # closed meanwhile, or connected to nobody
        return False
