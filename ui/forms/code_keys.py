"""Which letters a code may have as its key."""

import re
from typing import Final

from annotations.errors import EditRefused
from annotations.words import fold
from ui.actions import TAKEN

KEPT: Final = {
    "J": "for playing backwards",
    "K": "for pausing",
    "L": "for playing",
    "I": "for marking in",
    "O": "for marking out",
    "Q": "for the star",
}
"""Letters of the program, and what for."""

assert set(KEPT) >= TAKEN


def code_key(typed: str) -> str:
    """The key that was typed, as a code keeps it; nothing for a code without a key.

    Raises ``EditRefused`` for a letter of the program, and for what is no letter.
    """
    key = typed.strip().upper()
    if key in KEPT:
        raise EditRefused(f"The key {key} is kept {KEPT[key]}. Choose another letter.")
    if key and not (len(key) == 1 and key.isalpha()):
        raise EditRefused(
            f"“{typed.strip()}” is not one letter. Choose a single letter as the key."
        )
    return key


def short_name(label: str) -> str:
    """What a code is called in files: ``looks at parent`` becomes ``looks-at-parent``."""
    return re.sub(r"[^\w]+", "-", fold(label)).strip("-_")
