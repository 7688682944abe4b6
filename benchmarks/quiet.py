"""How much of the machine others use, where the system tells."""

import os
import time
from pathlib import Path
from typing import Final

from benchmarks.table import note_load

_BUSY_COLUMNS: Final = (1, 2, 3, 6, 7, 8)
"""The last one is what another machine on the same processors took."""
_LOOK_S, _PATIENCE_S = 3.0, 900.0
_QUIET = 0.1


class Others:
    """From now until ``share`` is asked for."""

    def __init__(self) -> None:
        self._before = _spent_s(), time.monotonic()

    def share(self) -> float:
        """What part of all processors other programs had; not a number where nobody knows."""
        spent_s, began_s = self._before
        return (_spent_s() - spent_s) / (time.monotonic() - began_s) / (os.cpu_count() or 1)


def wait_for_quiet(patience_s: float = _PATIENCE_S) -> None:
    """Wait until others use hardly anything, and the machine's load is below 2."""
    ends_s = time.monotonic() + patience_s
    while time.monotonic() < ends_s:
        others = Others()
        time.sleep(_LOOK_S)
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        share = others.share()
        if load < 2 and not share > _QUIET:
            break
        print(f"Waiting for a quiet machine: load {load:.1f}, others' share {share:.0%}.")
    note_load()


def _spent_s() -> float:
    """Processor time of all programs but this one, in seconds."""
    try:
        fields = Path("/proc/stat").read_text().partition("\n")[0].split()
    except OSError:
        return float("nan")
    own = os.times()
    busy = sum(int(fields[column]) for column in _BUSY_COLUMNS) / os.sysconf("SC_CLK_TCK")
    return busy - own.user - own.system
