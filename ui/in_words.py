"""Days, lengths and counts as people say them."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale

_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_DAYS_A_WEEK = 7
_SHORT_US = 9_500_000


def lasting(time_us: int) -> str:
    """A length of film as people say it: ``8 min 12 s``, ``1 h 2 min``, ``2.4 s``."""
    if time_us < _SHORT_US:
        return f"{time_us / 1_000_000:.1f} s"
    seconds = round(time_us / 1_000_000)
    hours, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"


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
