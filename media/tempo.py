"""Sound for playing at another speed: slower or faster, its pitch kept."""

from fractions import Fraction
from itertools import pairwise
from typing import Final

import av
import numpy as np

from media.sound import Samples

SPEEDS: Final = (0.1, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
"""The speeds at which films are played; 1 is true speed."""

_SLOWEST_STAGE = 0.5
# FFmpeg's atempo works on windows of a 24th of a second. Told half the rate it takes half as long
# ones: still two periods of a low voice, and sounds stay twice as close to their places.
_WINDOW_SHARE = 2
# How early sounds come out, in seconds: measured with beeps on this filter, as the tests do it
# again. Above true speed it is less than a millisecond.
_EARLY_S: Final = {0.1: 0.108, 0.25: 0.037, 0.5: 0.012, 0.75: 0.003}


class Tempo:
    """Stretches sound that comes piece by piece, and brings it to a loudspeaker's rate.

    ``rate_hz``, ``layout``  of what is put in; ``layout`` is ``mono`` or ``stereo``
    ``out_rate_hz``          of what comes out, which is always stereo
    """

    def __init__(self, rate_hz: int, layout: str, speed: float, out_rate_hz: int) -> None:
        self._rate_hz, self._layout = rate_hz, layout
        self._pushed = 0
        self._graph = av.filter.Graph()
        steps = [
            self._graph.add_abuffer(
                sample_rate=rate_hz,
                format="fltp",
                layout=layout,
                time_base=Fraction(1, rate_hz),
            )
        ]
        shape = f"sample_fmts=fltp:sample_rates={out_rate_hz}:channel_layouts=stereo"
        steps.append(self._graph.add("aformat", shape))
        if speed != 1:
            steps.append(self._graph.add("asetrate", str(out_rate_hz // _WINDOW_SHARE)))
            steps += [self._graph.add("atempo", f"{stage:.6f}") for stage in _stages(speed)]
            steps.append(self._graph.add("asetrate", str(out_rate_hz)))
            steps.append(self._graph.add("aformat", "sample_fmts=fltp"))
        steps.append(self._graph.add("abuffersink"))
        for one, following in pairwise(steps):
            one.link_to(following)
        self._graph.configure()
        self._source, self._sink = steps[0], steps[-1]
        self._lead = round(_EARLY_S.get(speed, 0.0) * out_rate_hz)

    def push(self, samples: Samples) -> Samples:
        """Put in channels × samples; what is ready comes out, 2 × samples, perhaps none."""
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples), format="fltp", layout=self._layout
        )
        frame.sample_rate, frame.time_base = self._rate_hz, Fraction(1, self._rate_hz)
        frame.pts = self._pushed
        self._pushed += samples.shape[1]
        self._source.push(frame)
        return self._ready()

    def finish(self) -> Samples:
        """What the filters still held back, over a second in slow motion. Nothing follows it."""
        self._source.push(None)
        return self._ready()

    def _ready(self) -> Samples:
        pieces = [np.zeros((2, self._lead), np.float32)]
        self._lead = 0
        while True:
            try:
                pulled = self._sink.pull()
            except (av.BlockingIOError, av.EOFError):
                return np.concatenate(pieces, axis=1)
            assert isinstance(pulled, av.AudioFrame)
            pieces.append(pulled.to_ndarray().astype(np.float32, copy=False))


def _stages(speed: float) -> list[float]:
    """Speeds that one filter after the other can do, of which ``speed`` is the product."""
    stages = []
    while speed < _SLOWEST_STAGE:
        stages.append(_SLOWEST_STAGE)
        speed /= _SLOWEST_STAGE
    return [*stages, speed]
