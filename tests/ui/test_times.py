"""Times are read at a glance, and heard as one would say them."""

import pytest

from ui.times import clock, frame_number, seconds, short_clock, spoken


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
        (99_000, "0.1 s"),
        (100_000, "0.1 s"),
        (75_440_000, "75.4 s"),
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
        (120_000_000, "2 minutes"),
        (59_990_000, "1 minute"),
        (3_661_000_000, "1 hour 1 minute 1 second"),
    ],
)
def test_a_time_is_spoken_in_words(length_us: int, heard: str) -> None:
    assert spoken(length_us) == heard


def test_a_frame_number_is_in_groups_that_do_not_break() -> None:
    assert frame_number(0) == "0"
    assert frame_number(6342) == "6\u202f342"
    assert frame_number(1_234_567) == "1\u202f234\u202f567"
