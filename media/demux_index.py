"""The frame index of any film from one pass over its packets, without decoding."""

from dataclasses import dataclass, field
from itertools import islice

import av
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from media.boxes import NotPlain
from media.container import packets_of, pass_over_others, time_base_of
from media.frame_index import FrameIndex, last_duration
from vig_tool.progress import Progress, silent

_PACKETS_A_REPORT = 500
_TAIL = 8


@dataclass
class PacketTimes:
    """The times of a track's packets in file order, in ticks.

    ``pts`` and ``dts`` are None where the file does not say. ``first_damage`` is the place of the
    first packet that is marked as damaged, or after which reading failed; None for a whole film.
    """

    pts: list[int | None] = field(default_factory=list)
    dts: list[int | None] = field(default_factory=list)
    duration: list[int] = field(default_factory=list)
    key: list[bool] = field(default_factory=list)
    shown: list[bool] = field(default_factory=list)
    first_damage: int | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing was damaged on the way."""
        return self.first_damage is None

    @property
    def cut_off(self) -> bool:
        """Whether the damage is at the very end: the film was not copied or filmed to its end."""
        return self.first_damage is not None and self.first_damage >= len(self.pts) - _TAIL

    def note_damage(self) -> None:
        """Remember that the film is damaged here."""
        if self.first_damage is None:
            self.first_damage = len(self.pts)

    def before(self, place: int) -> "PacketTimes":
        """Only the packets before a place, which are whole."""
        return PacketTimes(
            self.pts[:place],
            self.dts[:place],
            self.duration[:place],
            self.key[:place],
            self.shown[:place],
        )

    def add(self, packet: "Packet[VideoStream]") -> None:
        self.pts.append(packet.pts)
        self.dts.append(packet.dts)
        self.duration.append(packet.duration or 0)
        self.key.append(packet.is_keyframe)
        self.shown.append(not packet.is_discard)
        if packet.is_corrupt:
            self.note_damage()


def read_packet_times(
    container: InputContainer,
    stream: VideoStream,
    progress: Progress = silent,
    *,
    most: int | None = None,
) -> PacketTimes:
    """One pass over the packets of ``stream``, from where the container stands; over the first
    ``most`` of them where that is given."""
    pass_over_others(container, stream)
    times = PacketTimes()
    size = max(container.size, 1)
    try:
        for packet in islice(packets_of(container, stream), most):
            if not packet.size or packet.stream_index != stream.index:
                continue
            times.add(packet)
            if len(times.pts) % _PACKETS_A_REPORT == 0:
                progress(min((packet.pos or 0) / size, 1.0), "Looking through the film")
    except av.FFmpegError:
        times.note_damage()
    return times


def index_from_packets(times: PacketTimes, stream: VideoStream) -> FrameIndex:
    """The index that the packets promise.

    Raises ``NotPlain`` where they do not name every frame by a time of its own.
    """
    if None in times.pts or not any(times.shown):
        raise NotPlain("packets without a time")
    pts = np.array(times.pts, np.int64)
    dts = np.array([p if d is None else d for d, p in zip(times.dts, times.pts, strict=True)])
    shown = np.array(times.shown)
    keys = np.flatnonzero(times.key)
    seen = np.sort(pts[shown])
    if len(keys) == 0 or np.any(np.diff(seen) == 0):
        raise NotPlain("no key frames, or two frames at one time")
    last = int(np.flatnonzero(shown)[np.argmax(pts[shown])])
    keys = keys[np.argsort(pts[keys], kind="stable")]
    return FrameIndex(
        pts=seen,
        end_pts=int(pts[last]) + last_duration(seen, times.duration[last]),
        key_pts=pts[keys],
        key_dts=dts[keys].astype(np.int64),
        time_base=time_base_of(stream),
        reordered=bool(np.any(np.diff(pts) < 0)),
    )
