"""When two spellings of a name are the same name."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches


def fold(text: str) -> str:
    """A name without what people do not see as a difference: capitals, and how letters are
    composed, and whether words are parted by blanks, hyphens, underscores or slashes."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[\s_/-]+", " ", folded).strip()


def nearest(word: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known words most like ``word``, at most ``count``, the most alike first."""
    spellings = {fold(each): each for each in known}
    return [spellings[each] for each in get_close_matches(fold(word), spellings, count, 0.5)]
