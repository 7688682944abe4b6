"""Times are read at a glance, and heard as one would say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.times import clock, frame_number, lasting, seconds, short_clock, spoken


@pytest.mark.parametrize(
    ("time_us", "read"),
    [
        (0, "0:00.000"),
        (211_400_000, "3:31.400"),
        (59_999_999, "0:59.999"),
        (60_000_000, "1:00.000"),
        (3_811_400_000, "1:03:31.400"),
        (33_367, "0:00.033"),
    ],
)
def test_a_time_shows_milliseconds(time_us: int, read: str) -> None:
    assert clock(time_us) == read


@pytest.mark.parametrize(
    ("time_us", "read"),
    [(211_400_000, "3:31.4"), (59_999_999, "0:59.9"), (3_600_000_000, "1:00:00.0")],
)
def test_a_short_time_shows_tenths(time_us: int, read: str) -> None:
    assert short_clock(time_us) == read


@pytest.mark.parametrize(
    ("length_us", "read"),
    [
        (7_600_000, "7.6 s"),
        (0, "0.0 s"),
        (40_000, "0.04 s"),
        (99_000, "0.09 s"),
        (8_333, "0.008 s"),
        (100_000, "0.1 s"),
        (75_440_000, "75.4 s"),
        (75_490_000, "75.4 s"),
        (9_999_999, "9.9 s"),
    ],
)
def test_a_length_is_seconds_and_one_frame_is_not_nothing(length_us: int, read: str) -> None:
    assert seconds(length_us) == read


@pytest.mark.parametrize(
    ("length_us", "heard"),
    [
        (63_200_000, "1 minute 3.2 seconds"),
        (1_000_000, "1 second"),
        (1_400_000, "1.4 seconds"),
        (0, "0 seconds"),
        (33_333, "0.03 seconds"),
        (120_000_000, "2 minutes"),
        (59_990_000, "59.9 seconds"),
        (60_000_000, "1 minute"),
        (3_661_000_000, "1 hour 1 minute 1 second"),
    ],
)
def test_a_time_is_spoken_in_words(length_us: int, heard: str) -> None:
    assert spoken(length_us) == heard


@pytest.mark.parametrize(
    ("length_us", "read"),
    [
        (2_400_000, "2.4 s"),
        (9_640_000, "9.6 s"),
        (9_999_999, "9.9 s"),
        (24_900_000, "24 s"),
        (59_999_999, "59 s"),
        (492_999_999, "8 min 12 s"),
        (3_599_999_999, "59 min 59 s"),
        (3_720_000_000, "1 h 2 min"),
    ],
)
def test_a_film_lasts_as_long_as_people_say(length_us: int, read: str) -> None:
    assert lasting(length_us) == read


def _in_seconds(words: str) -> float:
    """What a length or a time says, in seconds."""
    if ":" in words:
        return sum(float(part) * 60.0**n for n, part in enumerate(reversed(words.split(":"))))
    units = {"h": 3600, "hour": 3600, "min": 60, "minute": 60, "s": 1, "second": 1}
    parts = words.split()
    return sum(
        float(number) * units[unit if unit == "s" else unit.rstrip("s")]
        for number, unit in zip(parts[::2], parts[1::2], strict=True)
    )


@given(st.integers(0, 36_000_000_000))
def test_no_two_ways_to_say_a_length_differ_and_none_says_more_than_is_there(
    length_us: int,
) -> None:
    for say, unit_s in ((clock, 0.001), (short_clock, 0.1), (seconds, 0.1), (spoken, 0.1)):
        said_us = round(_in_seconds(say(length_us)) * 1e6)
        assert 0 <= length_us - said_us < unit_s * 1e6
    coarse_s = 60 if length_us >= 3_600_000_000 else 1
    said_us = round(_in_seconds(lasting(length_us)) * 1e6)
    assert 0 <= length_us - said_us < coarse_s * 1e6


def test_a_frame_number_is_in_groups_that_do_not_break() -> None:
    assert frame_number(0) == "0"
    assert frame_number(6342) == "6\u202f342"
    assert frame_number(1_234_567) == "1\u202f234\u202f567"
