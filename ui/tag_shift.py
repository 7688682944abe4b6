"""Tags at another time: from frame to frame, however unevenly the frames are spaced. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from annotations.model import Tag
from media.frame_index import FrameIndex


def shifted(
    tags: Sequence[Tag], by_us: int, index: FrameIndex, ending: str | None = None
) -> list[Tag]:
    """The same tags later (above 0) or earlier, in microseconds, all by as much.

    Each begins on the boundary nearest to where it should, and lasts as long as before, as nearly
    as the boundaries there allow, and a frame at least. So where frames are unevenly spaced a tag
    keeps its length in time and may have another number of frames. Together they stop at the ends
    of the film. Of the tag with the id ``ending`` it is the end that lies where it should, and its
    start gives way.
    """
    by_us = within(tags, by_us, index)
    return [
        _ended(tag, by_us, index) if tag.id == ending else _shifted(tag, by_us, index)
        for tag in tags
    ]


def within(tags: Sequence[Tag], by_us: int, index: FrameIndex) -> int:
    """The part of a shift that brings all of the tags into the film, or keeps them there: they may
    be those of a longer one."""
    last_us = index.start_us(len(index) - 1)
    earliest_us = min(tag.start_us for tag in tags)
    room_us = min(
        last_us - tag.start_us if tag.end_us is None else index.duration_us - tag.end_us
        for tag in tags
    )
    return max(min(by_us, room_us), -earliest_us)


def _shifted(tag: Tag, by_us: int, index: FrameIndex) -> Tag:
    if by_us == 0:
        return tag
    first = index.frame_at(tag.start_us + by_us)
    start_us = index.start_us(first)
    if tag.end_us is None:
        return replace(tag, start_us=start_us)
    until = max(index.boundary_near(start_us + tag.end_us - tag.start_us), first + 1)
    return replace(tag, start_us=start_us, end_us=index.start_us(until))


def _ended(tag: Tag, by_us: int, index: FrameIndex) -> Tag:
    if by_us == 0 or tag.end_us is None:
        return _shifted(tag, by_us, index)
    until = max(index.boundary_near(tag.end_us + by_us), 1)
    end_us = index.start_us(until)
    first = min(index.boundary_near(end_us - (tag.end_us - tag.start_us)), until - 1)
    return replace(tag, start_us=index.start_us(first), end_us=end_us)
