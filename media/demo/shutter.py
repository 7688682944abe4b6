"""When a phone would have taken the pictures: a variable frame rate, the same each time."""

import numpy as np
from numpy.typing import NDArray

TICKS_A_SECOND = 90_000


def frame_ticks(length_s: float) -> NDArray[np.int64]:
    """The start of each frame and the end of the last, in ticks of 1/90000 s, the first at 0.

    Like a phone's, the rate follows the light (slowly, 25 to 28 frames a second), each frame comes
    a little early or late, and now and then one is dropped. The film ends with the first frame that
    reaches ``length_s``.
    """
    rng = np.random.default_rng(2026)
    ticks = [0]
    while ticks[-1] < length_s * TICKS_A_SECOND:
        at_s = ticks[-1] / TICKS_A_SECOND
        rate = 26.6 + 1.1 * np.sin(at_s / 9.0) + 0.35 * np.sin(at_s / 2.3)
        step_s = 1.0 / rate + rng.normal(0.0, 0.0007)
        if rng.random() < 0.006:
            step_s += 1.0 / rate
        ticks.append(ticks[-1] + max(round(step_s * TICKS_A_SECOND), 900))
    return np.array(ticks, dtype=np.int64)
