"""The beginning of a film, known within a moment: enough to show it and to step through it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from media.boxes import NotPlain
from media.container import AVI, MP4, open_container, set_threads, video_stream
from media.decode_index import index_by_decoding
from media.demux_index import index_from_packets, read_packet_times
from media.frame_index import FrameIndex
from media.frame_list import Opening, promised_by_moov

# Ten to twenty-five seconds of film.
_PACKETS = 600
# Where the packets do not tell all times: a second or two.
_DECODED_PACKETS = 60
# At most sixteen frames are decoded before a frame and shown after it (H.264, HEVC; others less),
# so only among the last sixteen that were read may another one still find its place.
_MOST_REORDERED = 16


def begin_index(path: Path, opening: Opening) -> FrameIndex | None:
    """The first frames of a film under their final numbers, as its file promises them; all of
    them where that is as quick. None where only a pass over all of it can tell."""
    for way in (_by_moov, _by_packets, _by_decoding):
        try:
            return way(path, opening)
        except NotPlain:
            continue
    return None


def _by_moov(path: Path, opening: Opening) -> FrameIndex:
    if opening.container_name != MP4:
        raise NotPlain("no moov box")
    return promised_by_moov(path, opening)


def _by_packets(path: Path, opening: Opening) -> FrameIndex:
    if opening.container_name == AVI:
        raise NotPlain("an AVI file has no times of its own: they are guessed on the way")
    with open_container(path) as container:
        stream = video_stream(container, opening.track.stream_index)
        times = read_packet_times(container, stream, most=_PACKETS)
        if times.first_damage is not None:
            return _certain(index_from_packets(times.before(times.first_damage), stream))
        index = index_from_packets(times, stream)
        return index if len(times.pts) < _PACKETS else _certain(index)


def _by_decoding(path: Path, opening: Opening) -> FrameIndex:
    with open_container(path) as container:
        stream = video_stream(container, opening.track.stream_index)
        set_threads(stream, True)
        return _certain(index_by_decoding(container, stream, most=_DECODED_PACKETS).index)


def _certain(index: FrameIndex) -> FrameIndex:
    """Without the last frames, and without the key frames behind them."""
    count = len(index) - _MOST_REORDERED
    if count < 2:
        raise NotPlain("too few frames are certain")
    part = index.only(np.arange(count))
    keys = np.flatnonzero(part.key_pts <= part.pts[-1])
    return replace(
        part,
        key_pts=part.key_pts[keys],
        key_dts=part.key_dts[keys],
        key_labels=None if part.key_labels is None else part.key_labels[keys],
    )
