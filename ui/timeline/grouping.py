"""What the tags of one lane of the timeline share."""

from enum import StrEnum


class Grouping(StrEnum):
    """Lanes are by person, by level or by code."""

    PERSON = "person"
    LEVEL = "level"
    CODE = "code"

    @property
    def next(self) -> "Grouping":
        """The one after it; after the last the first."""
        every = tuple(Grouping)
        return every[(every.index(self) + 1) % len(every)]
