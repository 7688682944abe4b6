"""Where an edge that is dragged likes to come to lie: on other edges, marks, and the playhead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from annotations.model import Clip, Tag

SNAP_PX: Final = 8
"""How near, in pixels, something must come to be drawn the rest of the way."""


@dataclass(frozen=True)
class Snap:
    """``by_us`` is how much farther it is to ``at_us``, which draws."""

    by_us: float
    at_us: int


class Snaps:
    """The times that draw, in microseconds."""

    def __init__(self, times_us: Iterable[int]) -> None:
        self._times_us: NDArray[np.int64] = np.unique(np.fromiter(times_us, np.int64))

    def near(self, times_us: Sequence[float], reach_us: float) -> Snap | None:
        """What draws one of these times most, within reach."""
        found = [snap for each in times_us if (snap := self._nearest(each)) is not None]
        best = min(found, key=lambda snap: abs(snap.by_us), default=None)
        return best if best is not None and abs(best.by_us) <= reach_us else None

    def _nearest(self, time_us: float) -> Snap | None:
        times = self._times_us
        if not times.size:
            return None
        after = int(np.searchsorted(times, time_us))
        near = [int(times[at]) for at in (after - 1, after) if 0 <= at < times.size]
        at_us = min(near, key=lambda each: abs(each - time_us))
        return Snap(at_us - time_us, at_us)


def edges_of(rows: Iterable[Tag | Clip], but: frozenset[str]) -> Iterable[int]:
    """The edges of tags and clips, but of those with these ids."""
    for row in rows:
        if row.id not in but:
            yield row.start_us
            if row.end_us is not None:
                yield row.end_us
