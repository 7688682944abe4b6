"""A golden film: a file, and the truth about the frames that it shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.stream import Disposition
from av.video.stream import VideoStream

from tests.golden.kinds import Kind


@dataclass(frozen=True)
class Shown:
    """One frame as it was written: its bar code's number, and its time in seconds."""

    number: int
    time_s: Fraction


@dataclass(frozen=True)
class GoldenFilm:
    """A generated film.

    ``numbers``    the bar codes of the shown frames, in presentation order
    ``pts``        their presentation times, in ticks
    ``time_base``  seconds a tick
    ``shown_size`` width and height, upright and with square pixels
    """

    path: Path
    numbers: list[int]
    pts: list[int]
    time_base: Fraction
    shown_size: tuple[int, int]
    has_sound: bool
    kind: Kind

    @property
    def shown(self) -> list[Shown]:
        """The frames with their times in seconds, by the container's clock."""
        pairs = zip(self.numbers, self.pts, strict=True)
        return [Shown(number, pts * self.time_base) for number, pts in pairs]


def shown_track(container: av.container.InputContainer) -> VideoStream:
    """The video track that a player shows: the default one, and never a cover picture."""
    films = [
        stream
        for stream in container.streams.video
        if not stream.disposition & Disposition.attached_pic
    ]
    return next((one for one in films if one.disposition & Disposition.default), films[0])


def describe(
    path: Path, kind: Kind, shown: Sequence[Shown], size: tuple[int, int], has_sound: bool
) -> GoldenFilm:
    """The truth about a file from what was written into it.

    A container may move all times by one amount and round each to its ticks, so the ticks are
    taken from its packets; that they tell the written times is checked here.
    """
    with av.open(path) as container:
        track = shown_track(container)
        time_base = track.time_base or Fraction(1)
        packets = [one for one in container.demux(track) if one.size and not one.is_discard]
        pts = sorted(one.pts for one in packets if one.pts is not None)
    if len(pts) < len(packets):
        pts = _decoded_pts(path)
    _check(path, pts, time_base, shown)
    numbers = [one.number for one in shown]
    return GoldenFilm(path, numbers, pts, time_base, kind.shown_size(size), has_sound, kind)


def _decoded_pts(path: Path) -> list[int]:
    """For containers that store no presentation times (AVI with B-frames, program streams)."""
    with av.open(path) as container:
        track = shown_track(container)
        return [frame.pts for frame in container.decode(track) if frame.pts is not None]


def _check(path: Path, pts: list[int], time_base: Fraction, shown: Sequence[Shown]) -> None:
    if len(pts) != len(shown):
        raise AssertionError(f"{path.name} holds {len(pts)} frames; {len(shown)} were written.")
    moved_s = pts[0] * time_base - shown[0].time_s
    for ticks, one in zip(pts, shown, strict=True):
        off = abs(ticks * time_base - one.time_s - moved_s)
        if off > time_base:
            raise AssertionError(f"{path.name}: frame {one.number} is {float(off)} s off.")
