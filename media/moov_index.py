"""The frame index of an MP4 or QuickTime film from its moov box alone: milliseconds for an hour.

Only what phones, cameras and editors ordinarily write is taken on: whole (not fragmented) files
with at most one edit behind an empty one. ``NotPlain`` is raised for all else, and a demux pass
does the work. Shown frames are chosen as libavformat chooses them, so that an index made here
equals one made by a demux pass (the tests hold one against the other).
"""

import struct
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from media.boxes import (
    Box,
    CutOff,
    NotPlain,
    boxes,
    child,
    content,
    number_at,
    table,
    version_of,
)
from media.frame_index import FrameIndex, last_duration


@dataclass(frozen=True)
class _Edit:
    """What part of the media is shown, in ticks: from ``start`` to ``end``, ``delay`` late."""

    start: int
    end: int | None
    delay: int


def index_from_moov(path: Path, track_id: int) -> FrameIndex:
    """Read the index of one track.

    Raises ``NotPlain`` where the moov box is missing or unusual, its kind ``CutOff`` where it
    promises more than the file holds, and ``OSError`` where the file cannot be read.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        moov = child(file, Box(b"file", 0, size), b"moov")
        if moov is None or moov.end > size:
            raise NotPlain("no whole moov box")
        if child(file, moov, b"mvex") is not None:
            raise NotPlain("fragments")
        track = _find_track(file, moov, track_id)
        return _read_track(file, moov, track, size)


def _find_track(file: BinaryIO, moov: Box, track_id: int) -> Box:
    for box in boxes(file, moov.start, moov.end):
        if box.kind != b"trak":
            continue
        head = child(file, box, b"tkhd")
        if head is None:
            continue
        data = content(file, head)
        if number_at(data, 20 if version_of(data) else 12) == track_id:
            return box
    raise NotPlain("no such track")


def _read_track(file: BinaryIO, moov: Box, track: Box, file_size: int) -> FrameIndex:
    movie_head = child(file, moov, b"mvhd")
    media_head = child(file, track, b"mdia", b"mdhd")
    stbl = child(file, track, b"mdia", b"minf", b"stbl")
    if movie_head is None or media_head is None or stbl is None:
        raise NotPlain("a box is missing")
    scale = _time_scale(content(file, media_head))
    movie_scale = _time_scale(content(file, movie_head))
    tables = {box.kind: content(file, box) for box in boxes(file, stbl.start, stbl.end)}
    if len(table(tables.get(b"stsd", b""), 0)) > 1:
        raise NotPlain("the codec changes on the way")
    steps = _expand(table(tables.get(b"stts", b""), 2))
    frames = len(steps)
    if frames == 0 or np.any(steps > 0x7FFFFFFF):
        raise NotPlain("no frames, or steps back in time")
    dts = np.cumsum(steps) - steps
    pts = dts + _offsets(tables[b"ctts"], frames) if b"ctts" in tables else dts
    keys = table(tables[b"stss"], 1)[:, 0] - 1 if b"stss" in tables else np.arange(frames)
    if len(keys) == 0 or keys.min() < 0 or keys.max() >= frames:
        raise NotPlain("key frames that are not there")
    if end_of_media(tables, frames) > file_size:
        raise CutOff("the file ends before its media")
    if steps[-1] == 0:
        # Some phones leave the last frame's length to the track's own.
        steps[-1] = max(_duration(content(file, media_head)) - int(dts[-1]), 0)
    edits = child(file, track, b"edts", b"elst")
    edit = _edit(None if edits is None else content(file, edits), scale, movie_scale)
    return _shown(pts, dts, steps, keys, edit, Fraction(1, scale))


def _time_scale(head: bytes) -> int:
    """The ticks a second of an mvhd or mdhd box."""
    scale = number_at(head, 20 if version_of(head) else 12)
    if scale == 0:
        raise NotPlain("no time scale")
    return scale


def _duration(media_head: bytes) -> int:
    """The length of an mdhd box's media, in its ticks."""
    return number_at(media_head, 28 if version_of(media_head) else 16)


def _expand(runs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Run lengths and values, written out one value a frame."""
    if runs[:, 0].sum() > 50_000_000:
        raise NotPlain("more frames than can be")
    return np.repeat(runs[:, 1], runs[:, 0])


def _offsets(data: bytes, frames: int) -> NDArray[np.int64]:
    """Composition offsets, signed: version 0 files write negative ones too."""
    offsets = _expand(table(data, 2)).astype(np.uint32).astype(np.int32).astype(np.int64)
    if len(offsets) < frames:
        raise NotPlain("offsets are missing")
    return offsets[:frames]


def _edit(data: bytes | None, scale: int, movie_scale: int) -> _Edit:
    if data is None:
        return _Edit(0, None, 0)
    rows = _edit_rows(data)
    delay = 0
    if rows and rows[0][1] == -1:
        delay = _rescale(rows.pop(0)[0], scale, movie_scale)
    if not rows:
        return _Edit(0, None, delay)
    if len(rows) > 1 or rows[0][1] < 0 or rows[0][2] != 0x10000:
        raise NotPlain("several edits")
    duration, start, _ = rows[0]
    if duration == 0:
        raise NotPlain("an edit of no length")
    return _Edit(start, start + _rescale(duration, scale, movie_scale), delay)


def _edit_rows(data: bytes) -> list[tuple[int, int, int]]:
    """Duration (movie ticks), media time (media ticks, -1 for empty) and rate of each edit."""
    count = number_at(data, 4)
    layout = struct.Struct(">Qqi" if version_of(data) else ">Iii")
    if len(data) < 8 + count * layout.size:
        raise NotPlain("edits are cut off")
    return [layout.unpack_from(data, 8 + row * layout.size) for row in range(count)]


def _rescale(value: int, to: int, per: int) -> int:
    """``value * to / per``, rounded to nearest, halves up."""
    return (2 * value * to + per) // (2 * per)


def end_of_media(tables: dict[bytes, bytes], frames: int) -> int:
    """The place in the file behind the last byte of a track's media.

    ``tables`` are the contents of the boxes of its stbl. Raises ``NotPlain`` where they disagree.
    """
    if b"co64" in tables:
        high_low = table(tables[b"co64"], 2)
        chunks = (high_low[:, 0] << 32) + high_low[:, 1]
    else:
        chunks = table(tables.get(b"stco", b""), 1)[:, 0]
    runs = table(tables.get(b"stsc", b""), 3)
    if len(chunks) == 0 or len(runs) == 0 or runs[0, 0] != 1:
        raise NotPlain("no chunks")
    lengths = np.diff(np.append(runs[:, 0], len(chunks) + 1))
    if np.any(lengths < 0):
        raise NotPlain("chunks out of order")
    samples_in_chunk = np.repeat(runs[:, 1], lengths)
    first_sample = np.cumsum(samples_in_chunk) - samples_in_chunk
    sizes = _sample_sizes(tables.get(b"stsz", b""))
    if samples_in_chunk.sum() != frames or len(sizes) != frames or samples_in_chunk.min() < 1:
        raise NotPlain("samples are missing")
    return int((chunks + np.add.reduceat(sizes, first_sample)).max())


def _sample_sizes(data: bytes) -> NDArray[np.int64]:
    """The bytes of each sample, from a stsz box."""
    uniform, count = number_at(data, 4), number_at(data, 8)
    if uniform:
        return np.full(min(count, 50_000_000), uniform, np.int64)
    if len(data) < 12 + 4 * count:
        raise NotPlain("sample sizes are cut off")
    return np.frombuffer(data, ">u4", offset=12, count=count).astype(np.int64)


def _shown(
    pts: NDArray[np.int64],
    dts: NDArray[np.int64],
    steps: NDArray[np.int64],
    keys: NDArray[np.int64],
    edit: _Edit,
    time_base: Fraction,
) -> FrameIndex:
    """What is left after the edit: frames that begin before it or at its end are not shown."""
    seen = pts >= edit.start
    if edit.end is not None:
        seen &= pts < edit.end
    if not seen.any():
        raise NotPlain("no frame is shown")
    shift = edit.delay - edit.start
    last = int(np.flatnonzero(seen)[np.argmax(pts[seen])])
    ordered = np.sort(pts[seen], kind="stable")  # nearly in order: a merging sort is quicker
    length = last_duration(ordered, int(steps[last]))
    keys = _usable_keys(pts, keys, edit)
    order = np.argsort(pts[keys])
    return FrameIndex(
        pts=ordered + shift,
        end_pts=int(pts[last]) + length + shift,
        key_pts=pts[keys][order] + shift,
        key_dts=dts[keys][order] + shift,
        time_base=time_base,
        reordered=bool(np.any(np.diff(pts) < 0)),
    )


def _usable_keys(pts: NDArray[np.int64], keys: NDArray[np.int64], edit: _Edit) -> NDArray[np.int64]:
    """The key frames that a demuxer still hands out: from the last at or before the edit's start,
    to its end."""
    before = keys[pts[keys] <= edit.start]
    first = before[-1] if len(before) else keys[0]
    usable = keys >= first
    if edit.end is not None:
        usable &= pts[keys] < edit.end
    return keys[usable] if usable.any() else keys[:1]
