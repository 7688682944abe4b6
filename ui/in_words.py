"""Days and counts as people say them."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_DAYS_A_WEEK = 7


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its word: ``1 clip``, ``3 clips``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(names: list[str]) -> str:
    """Names in a sentence: ``Mia, Jo and Sam``."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def day(when: datetime, now: datetime) -> str:
    """The day of a moment as seen from now: ``today``, ``Tuesday``, ``17 Nov``, ``2 Jan 2025``."""
    then, today = when.astimezone().date(), now.astimezone().date()
    ago = (today - then).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    shown = QDate(then.year, then.month, then.day)
    if 0 < ago < _DAYS_A_WEEK:
        return _ENGLISH.toString(shown, "dddd")
    return _ENGLISH.toString(shown, "d MMM" if then.year == today.year else "d MMM yyyy")


def date_and_time(moment: str) -> str:
    """A stored moment (ISO 8601) on this computer's clock: ``12 Nov 2026, 14:05``."""
    then = datetime.fromisoformat(moment).astimezone()
    shown = _ENGLISH.toString(QDate(then.year, then.month, then.day), "d MMM yyyy")
    return f"{shown}, {then:%H:%M}"
