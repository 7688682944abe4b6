"""Times, lengths and frame numbers as people read and hear them. Times are microseconds.

All of them are cut off and none is rounded, as a watch does: what lasts 9.64 s is ``9.6 s`` in one
place and ``0:09`` in another, and never ``10 s``. So nothing claims more than is there.
"""

from typing import Final

_THIN_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"
_SHORT_US: Final = 10_000_000


def clock(time_us: int) -> str:
    """A time in the film: ``3:31.400``, from an hour on ``1:03:31.400``."""
    return f"{_whole_seconds(time_us)}.{time_us % 1_000_000 // 1_000:03}"


def short_clock(time_us: int) -> str:
    """A time in the film to a tenth of a second: ``3:31.4``."""
    return f"{_whole_seconds(time_us)}.{time_us % 1_000_000 // 100_000}"


def seconds(length_us: int) -> str:
    """How long something is: ``7.6 s``; a single frame is not nothing: ``0.04 s``, ``0.004 s``."""
    whole, rest_us = divmod(length_us, 1_000_000)
    digits = 1 if length_us == 0 or length_us >= 100_000 else 2 if length_us >= 10_000 else 3
    return f"{whole}.{f'{rest_us:06}'[:digits]} s"


def lasting(length_us: int) -> str:
    """How long a film is, as people say it: ``1 h 2 min``, ``8 min 12 s``, ``24 s``, ``2.4 s``."""
    if length_us < _SHORT_US:
        return seconds(length_us)
    minutes, whole = divmod(length_us // 1_000_000, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {whole} s" if minutes else f"{whole} s"


def spoken(length_us: int) -> str:
    """A time or a length for a screen reader: ``1 minute 3.2 seconds``; a single frame is not
    nothing: ``0.04 seconds``."""
    if 0 < length_us < 100_000:
        return f"{seconds(length_us).removesuffix(' s')} seconds"
    tenths = length_us // 100_000
    minutes, rest = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    parts += [_counted(minutes, "minute")] if minutes else []
    if rest or not parts:
        parts.append(_counted(rest // 10 if rest % 10 == 0 else rest / 10, "second"))
    return " ".join(parts)


def frame_number(number: int) -> str:
    """A frame's number, counted from 0, in groups of three: ``6 342`` (narrow spaces)."""
    return f"{number:,}".replace(",", _THIN_SPACE)


def _whole_seconds(time_us: int) -> str:
    minutes, whole = divmod(time_us // 1_000_000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole:02}" if hours else f"{minutes}:{whole:02}"


def _counted(number: float, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
