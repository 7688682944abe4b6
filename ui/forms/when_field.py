"""A field for a day and a time, written as people write them."""

from typing import Final

from PySide6.QtCore import QDateTime, QLocale, QTime
from PySide6.QtWidgets import QLineEdit

_ENGLISH: Final = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_SHOWN: Final = "d MMM yyyy, HH:mm"
_DAYS: Final = ("d MMM yyyy", "d MMMM yyyy", "d/M/yyyy", "d.M.yyyy", "yyyy-M-d")
_NOON: Final = QTime(12, 0)


class WhenField(QLineEdit):
    """Shows a moment as ``28 Nov 2026, 20:30`` and understands it with a full month, as 28/11/2026
    or 2026-11-28, and without a time: then noon is meant, or now where it is today."""

    def __init__(self, moment: QDateTime) -> None:
        super().__init__()
        self.show_moment(moment)

    def show_moment(self, moment: QDateTime) -> None:
        """Show a moment."""
        self.setText(_ENGLISH.toString(moment, _SHOWN))

    @property
    def moment(self) -> QDateTime | None:
        """The moment that is written there; None where it cannot be understood."""
        words = " ".join(self.text().replace(",", " ").split())
        for day in _DAYS:
            whole = _ENGLISH.toDateTime(words, f"{day} H:mm")
            if whole.isValid():
                return whole
            date = _ENGLISH.toDate(words, day)
            if date.isValid():
                now = QDateTime.currentDateTime()
                return now if date == now.date() else QDateTime(date, _NOON)
        return None
