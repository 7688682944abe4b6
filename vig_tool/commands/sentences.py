"""Numbers as people write them."""


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 frame``, ``2 frames``, ``2 people``."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def clock(time_us: int) -> str:
    """A time in the film as people read it: minutes, seconds and milliseconds."""
    minutes, rest_us = divmod(time_us, 60_000_000)
    seconds, rest_us = divmod(rest_us, 1_000_000)
    return f"{minutes:02}:{seconds:02}.{rest_us // 1000:03}"
