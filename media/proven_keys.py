"""Where a damaged film may be entered so that its pictures are those of playing it through."""

from dataclasses import replace

import numpy as np

from media.decode_index import Decoded, digest
from media.film import Film
from media.frame_index import FrameIndex
from media.pyav_decoder import PyAvDecoder
from vig_tool.progress import Progress


def keep_proven_keys(film: Film, decoded: Decoded, progress: Progress) -> FrameIndex:
    """The index with only those key frames from which decoding gives the same pictures as from
    the start of the film. After damage a key frame may be hurt itself, or lean on what is lost."""
    index = decoded.index
    count = len(index.key_pts)
    kept = []
    for place in range(count):
        progress(place / count, "Checking where the damaged film can be entered")
        if place < max(decoded.sound_keys, 1) or _is_proven(film, decoded, place):
            kept.append(place)
    return _only_keys(index, kept)


def _only_keys(index: FrameIndex, places: list[int]) -> FrameIndex:
    chosen = np.array(places, np.int64)
    labels = None if index.key_labels is None else index.key_labels[chosen]
    return replace(
        index, key_pts=index.key_pts[chosen], key_dts=index.key_dts[chosen], key_labels=labels
    )


def _is_proven(film: Film, decoded: Decoded, place: int) -> bool:
    """Whether all frames up to the next key frame come out as they did from the start."""
    numbers = decoded.index.key_numbers
    first = int(numbers[place])
    end = int(numbers[place + 1]) if place + 1 < len(numbers) else len(decoded.index)
    if first >= end:
        return False
    decoder = PyAvDecoder(replace(film, index=_only_keys(decoded.index, [place])))
    try:
        came = [(number, digest(frame)) for number, frame in decoder.frames(first, end - 1)]
    finally:
        decoder.close()
    return came == list(enumerate(decoded.digests[first:end], start=first))
