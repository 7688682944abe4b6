"""What the script asks of the figures over time: how much, looking where, hands where."""

from collections import defaultdict

from media.demo.motion import Key, pulse, swell
from media.demo.row import BABY, PARENT, Row
from media.demo.script import SCRIPT

_LOOKS = {"looks-at-parent": "parent", "looks-at-baby": "baby", "takes-a-break": "away"}


def _rows_by_cue() -> dict[tuple[str, str], tuple[Row, ...]]:
    rows: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in SCRIPT:
        rows[row.who, row.what].append(row)
    return {cue: tuple(found) for cue, found in rows.items()}


_ROWS = _rows_by_cue()


def rows_of(who: str, what: str) -> tuple[Row, ...]:
    """The rows of one cue, in order of time."""
    return _ROWS.get((who, what), ())


def amount(who: str, what: str, time_s: float, rise_s: float = 0.4) -> float:
    """How much of something somebody is doing, 0 to 1."""
    return max(
        (
            swell(time_s, row.from_s, row.to_s, rise_s)
            for row in rows_of(who, what)
            if row.to_s is not None and row.from_s - 1.0 < time_s < row.to_s + 1.0
        ),
        default=0.0,
    )


def measure(who: str, what: str, time_s: float, rise_s: float = 0.9) -> float:
    """The sum of the numbers that rows such as ``leans`` carry, each swelling in and out."""
    return sum(
        float(row.detail) * swell(time_s, row.from_s, row.to_s, rise_s)
        for row in rows_of(who, what)
        if row.to_s is not None
    )


def beat(who: str, what: str, time_s: float, length_s: float = 0.9) -> float:
    """The bump that a point in the script makes, 0 to 1."""
    return max((pulse(time_s, row.from_s, length_s) for row in rows_of(who, what)), default=0.0)


def _keys(legs: list[tuple[float, float, str]], otherwise: str, ease_s: float) -> tuple[Key, ...]:
    """Keys that visit each leg's place in its time, and ``otherwise`` in the gaps between."""
    keys = [Key(-10.0, otherwise, ease_s)]
    for number, (from_s, to_s, place) in enumerate(legs):
        keys.append(Key(from_s, place, ease_s))
        following_s = legs[number + 1][0] if number + 1 < len(legs) else float("inf")
        if following_s > to_s + 0.35:
            keys.append(Key(to_s, otherwise, ease_s))
    return tuple(keys)


def gaze_keys(who: str, ease_s: float) -> tuple[Key, ...]:
    """Where somebody looks: at their own doings unless the script says otherwise."""
    legs = [
        (row.from_s, row.to_s, _LOOKS.get(row.what, row.detail))
        for row in SCRIPT
        if row.who == who and row.to_s is not None and row.what in ("looks-at", *_LOOKS)
    ]
    return _keys(legs, "toy" if who == BABY else "hands", ease_s)


def hand_keys(who: str, hand: str) -> tuple[Key, ...]:
    """Where somebody's ``near-hand`` or ``far-hand`` goes; it rests in between."""
    legs = [
        (row.from_s, row.to_s, "fold" if row.what == "folds" else row.detail)
        for row in SCRIPT
        if row.who == who and row.to_s is not None and row.what in (hand, "folds")
    ]
    return _keys(legs, "rest", 0.75 if who == PARENT else 0.62)


def thing_keys(what: str, first: str) -> tuple[Key, ...]:
    """Where a toy goes."""
    moves = (
        Key(row.from_s, row.detail, (row.to_s or row.from_s) - row.from_s)
        for row in rows_of(what, "goes-to")
    )
    return (Key(-10.0, first, 1.0), *moves)


def progress_of(who: str, what: str, time_s: float) -> float | None:
    """How far somebody is in a longer doing, 0 to 1; ``None`` while they are not at it."""
    for row in rows_of(who, what):
        if row.to_s is not None and row.from_s <= time_s < row.to_s:
            return (time_s - row.from_s) / (row.to_s - row.from_s)
    return None
