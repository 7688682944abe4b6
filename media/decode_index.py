"""The frame index of a film from decoding all of it: the last word on damaged and odd films."""

import zlib
from dataclasses import dataclass, replace
from itertools import islice

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.boxes import NotPlain
from media.container import packets_of, time_base_of
from media.demux_index import PacketTimes
from media.frame_index import FrameIndex, Ticks, last_duration
from vig_tool.progress import Progress, silent

_PACKETS_A_REPORT = 50


@dataclass(frozen=True)
class Decoded:
    """What came out of decoding a film from its start to its end.

    ``whole`` is whether nothing was damaged. ``digests`` tell the pictures of the shown frames
    from others, in their order. ``sound_keys`` is how many key frames, from the first, lie before
    all damage.
    """

    index: FrameIndex
    whole: bool
    digests: list[int]
    sound_keys: int


def index_by_decoding(
    container: InputContainer,
    stream: VideoStream,
    progress: Progress = silent,
    *,
    most: int | None = None,
) -> Decoded:
    """The frames that really come out of the decoder.

    Decoding goes on after an error, so damage in the middle does not end the film. Each packet is
    given its place in the file as its time, and the frames bring it back: so a frame is known
    even where the file's own times are missing or wrong. With ``most``, only the first packets
    are read, and no more frames than come out for them.
    Raises ``NotPlain`` where no frame can be decoded at all.
    """
    times = PacketTimes()
    carried: list[int] = []
    digests: list[int] = []
    size = max(container.size, 1)
    try:
        for packet in islice(packets_of(container, stream), most):
            if packet.size:
                label = len(times.pts)
                times.add(packet)
                packet.pts = label
                if label % _PACKETS_A_REPORT == 0:
                    progress(min((packet.pos or 0) / size, 1.0), "Checking every frame")
            for frame in decode_or_skip(stream, packet if packet.size else None, times):
                if frame.pts is not None:
                    carried.append(frame.pts)
                    digests.append(digest(frame))
    except av.FFmpegError:
        times.note_damage()
    if not carried:
        raise NotPlain("no frame can be decoded")
    index = _index(np.array(carried, np.int64), times, stream)
    whole = times.whole and not _has_gaps(carried, times)
    if whole:
        # A whole film whose times are out of order (H.264 in AVI) has none of its own: they were
        # guessed on the way. What a damaged film says is kept as it says it.
        index = replace(index, said_pts=None)
    return Decoded(index, whole, digests, _sound_keys(carried, times))


def digest(frame: VideoFrame) -> int:
    """A number that tells a picture from another: a checksum of every eighth line's light."""
    plane = frame.planes[0]
    lines = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
    return zlib.crc32(lines[::8, : plane.width].tobytes())


def _sound_keys(carried: list[int], times: PacketTimes) -> int:
    """How many key frames lie at or before the first packet that is damaged or gave no frame."""
    came = set(carried)
    lost = (label for label, shown in enumerate(times.shown) if shown and label not in came)
    hurt = min(times.first_damage or len(times.pts), next(lost, len(times.pts)))
    return sum(times.key[: hurt + 1])


def _has_gaps(carried: list[int], times: PacketTimes) -> bool:
    """Whether frames are missing, other than leading ones: a film that was cut out of a longer
    one may begin with pictures that lean on what is gone."""
    came = set(carried)
    missing = [label for label, shown in enumerate(times.shown) if shown and label not in came]
    begin = times.pts[carried[0]]
    if begin is None:
        return bool(missing)
    return any(pts is None or pts > begin for pts in (times.pts[label] for label in missing))


def decode_or_skip(
    stream: VideoStream, packet: "Packet[VideoStream] | None", times: PacketTimes
) -> list[VideoFrame]:
    """The frames that come out for a packet; none, and damage noted, if it is damaged."""
    try:
        return stream.codec_context.decode(packet)
    except av.FFmpegError:
        times.note_damage()
        return []


def _index(carried: Ticks, times: PacketTimes, stream: VideoStream) -> FrameIndex:
    own = [times.pts[label] for label in carried]
    named = None not in own and bool(np.all(np.diff(np.array(own, np.int64)) > 0))
    pts = np.array(own, np.int64) if named else _rising_times(carried, times)
    keys = np.flatnonzero(times.key)
    if len(keys) == 0:
        keys = np.array([0])
    key_pts = np.array([_key_pts(int(key), carried, pts, times, named) for key in keys], np.int64)
    dts = [times.dts[key] if times.dts[key] is not None else times.pts[key] for key in keys]
    return FrameIndex(
        pts=pts,
        end_pts=int(pts[-1]) + last_duration(pts, times.duration[int(carried[-1])]),
        key_pts=key_pts,
        key_dts=np.array([-1 if value is None else value for value in dts], np.int64),
        time_base=time_base_of(stream),
        reordered=bool(np.any(np.diff(carried) < 0)),
        labels=None if named else carried,
        key_labels=None if named else keys.astype(np.int64),
        said_pts=None if named or None in own else np.array(own, np.int64),
    )


def _rising_times(carried: Ticks, times: PacketTimes) -> Ticks:
    """The file's own times put in order; where some are missing or double, those of decoding;
    where these are double too (films that were joined), one part's times after the other's."""
    for source in (times.pts, times.dts):
        known = [source[label] for label in carried]
        if None not in known and len(set(known)) == len(known):
            return np.sort(np.array(known, np.int64))
    own = [times.pts[label] for label in carried]
    if None in own:
        raise NotPlain("no times to go by")
    return _joined(np.array(own, np.int64))


def _joined(own: Ticks) -> Ticks:
    """Times that never go back: where they do, the usual step is taken in their place."""
    steps = np.diff(own)
    onwards = steps[steps > 0]
    usual = int(np.median(onwards)) if len(onwards) else 1
    rising: Ticks = own[0] + np.cumsum(np.append(0, np.where(steps > 0, steps, usual)))
    return rising


def _key_pts(key: int, carried: Ticks, pts: Ticks, times: PacketTimes, named: bool) -> int:
    """When a key frame is shown; one that never is counts as the next one after it in the file."""
    own = times.pts[key]
    if named and own is not None:
        return own
    itself = pts[carried == key]
    if len(itself):
        return int(itself[0])
    later = pts[carried > key]
    return int(later.min()) if len(later) else int(pts[-1])
