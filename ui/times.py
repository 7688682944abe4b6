"""Times and frame numbers as people read and hear them. Times are microseconds."""

from typing import Final

_THIN_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


def clock(time_us: int) -> str:
    """A time in the film: ``3:31.400``, from an hour on ``1:03:31.400``.

    Cut off, not rounded, as a watch does and the command line too.
    """
    return f"{_whole_seconds(time_us)}.{time_us % 1_000_000 // 1_000:03}"


def short_clock(time_us: int) -> str:
    """A time in the film to a tenth of a second: ``3:31.4``."""
    return f"{_whole_seconds(time_us)}.{time_us % 1_000_000 // 100_000}"


def seconds(length_us: int) -> str:
    """How long something is: ``7.6 s``; below a tenth of a second ``0.04 s``."""
    digits = 1 if round(length_us / 1_000_000, 2) >= 0.1 or length_us == 0 else 2
    return f"{length_us / 1_000_000:.{digits}f} s"


def spoken(length_us: int) -> str:
    """A time or a length for a screen reader: ``1 minute 3.2 seconds``."""
    tenths = round(length_us / 100_000)
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
