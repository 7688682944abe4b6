"""What the roles of people are called on screen."""

from typing import Final

from annotations.model import BOTH, Role

ROLE_WORDS: Final[dict[str, str]] = {
    Role.INFANT: "baby",
    Role.PARENT: "parent",
    Role.PRACTITIONER: "practitioner",
    Role.OTHER: "somebody else",
}

WHO_WORDS: Final[dict[str, str]] = {**ROLE_WORDS, BOTH: "both together"}
"""Whom a code is about."""

WHO_HEADINGS: Final[dict[str, str]] = {
    **{role: word.capitalize() for role, word in ROLE_WORDS.items()},
    Role.OTHER: "Others",
    BOTH: "Both",
}
"""Whom the codes under a heading are about."""
