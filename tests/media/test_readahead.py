"""One step of a work is prepared while the one before is being used."""

import threading
from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest

from media.readahead import read_ahead


def test_the_items_come_in_order() -> None:
    assert list(read_ahead(iter(range(1000)), 3)) == list(range(1000))


def test_an_error_comes_after_the_items_before_it() -> None:
    def three_and_a_fault() -> Iterator[int]:
        yield from (1, 2, 3)
        raise LookupError("fault")

    seen = []
    with pytest.raises(LookupError, match="fault"):
        for item in read_ahead(three_and_a_fault(), 2):
            seen.append(item)
    assert seen == [1, 2, 3]


def test_stopping_early_ends_the_thread() -> None:
    made: list[int] = []

    def endless() -> Iterator[int]:
        for number in count():
            made.append(number)
            yield number

    before = threading.active_count()
    with closing(read_ahead(endless(), 4)) as items:
        assert next(items) == 0
    assert threading.active_count() == before
    assert len(made) <= 7, "it never runs further ahead than it was told"
