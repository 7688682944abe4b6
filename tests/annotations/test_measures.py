"""What the tags add up to, counted by hand."""

from dataclasses import replace
from pathlib import Path

from annotations.measures import covered_us, summarise
from annotations.model import BOTH, Snapshot
from tests.annotations.examples import FRAME_US, code, new_case, person


def tagged(folder: Path, *tags: tuple[str, str | None, int, int | None]) -> Snapshot:
    """A case of 10 s with these tags (code, person, first frame, end)."""
    with new_case(folder) as case:
        snapshot = case.snapshot()
        with case.edit("Tags") as edit:
            for short, name, start, end in tags:
                edit.add_tag(
                    snapshot.recordings[0].id,
                    code(snapshot, short).id,
                    person(snapshot, name).id if name else None,
                    start * FRAME_US,
                    None if end is None else end * FRAME_US,
                )
        return case.snapshot()


def test_counts_rates_durations_and_shares(tmp_path: Path) -> None:
    smile, names = summarise(
        tagged(
            tmp_path,
            ("smile", "Baby", 0, 25),
            ("smile", "Baby", 50, 100),
            ("smile", "Baby", 200, 225),
            ("names", "Parent", 30, None),
        )
    )
    assert (smile.recording, smile.code, smile.label) == ("play.mp4", "smile", "smile")
    assert (smile.person, smile.role, smile.count) == ("Baby", "infant", 3)
    assert rounded(smile.rate_per_minute, smile.total_s, smile.median_s) == [18, 4, 1]
    assert rounded(smile.share, smile.film_s, smile.untagged_s) == [0.4, 10, 6]
    assert (names.code, names.count) == ("names", 1)
    assert rounded(names.rate_per_minute) == [6]
    assert (names.total_s, names.median_s, names.share) == (None, None, None)


def rounded(*values: float | None) -> list[float]:
    return [round(value, 9) for value in values if value is not None]


def test_shared_time_of_overlapping_tags_counts_once(tmp_path: Path) -> None:
    (smile,) = summarise(tagged(tmp_path, ("smile", "Baby", 0, 50), ("smile", "Baby", 25, 75)))
    assert (smile.count, smile.total_s, smile.median_s) == (2, 3, 2)
    assert rounded(smile.share) == [0.3]


def test_people_are_counted_apart_and_in_the_order_of_the_codebook(tmp_path: Path) -> None:
    found = summarise(
        tagged(
            tmp_path,
            ("shared-focus", None, 0, 25),
            ("smile", "Parent", 0, 25),
            ("smile", "Baby", 10, 30),
        )
    )
    assert [(each.code, each.person, each.role) for each in found] == [
        ("smile", "Baby", "infant"),
        ("smile", "Parent", "parent"),
        ("shared-focus", BOTH, BOTH),
    ]
    assert rounded(*(each.untagged_s for each in found)) == [8.8] * 3


def test_a_case_without_tags_has_no_measures(tmp_path: Path) -> None:
    assert summarise(tagged(tmp_path)) == []


def test_covered_time_is_that_of_a_count_frame_by_frame(tmp_path: Path) -> None:
    tags = tagged(tmp_path, ("smile", "Baby", 3, 9), ("voice", "Baby", 9, 12)).tags
    spread = [
        replace(tags[number % 2], start_us=start, end_us=start + length)
        for number, (start, length) in enumerate([(0, 5), (7, 1), (3, 3), (0, 2), (20, 4), (8, 2)])
    ]
    seen = {us for tag in spread for us in range(tag.start_us, tag.end_us or 0)}
    assert covered_us(spread) == len(seen)
