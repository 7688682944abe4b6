"""The two vocabularies that a new case starts with. The wording is our own; both can be edited.

The levels are those of the principles of attuned interaction. The keys J K L I O and Q are left
free for commands.
"""

from typing import Literal, NamedTuple

from annotations.model import BOTH, Kind, Role, Who

_POINT, _INTERVAL = Kind.POINT, Kind.INTERVAL
_INFANT, _PARENT, _GUIDE = Role.INFANT, Role.PARENT, Role.PRACTITIONER


class CodeDraft(NamedTuple):
    """A code before it is in a case."""

    key: str
    short: str
    label: str
    level: int | None
    who: Who
    kind: Kind


class CodebookDraft(NamedTuple):
    """A codebook before it is in a case."""

    name: str
    purpose: Literal["film", "review"]
    codes: tuple[CodeDraft, ...]


FILM = CodebookDraft(
    "Family film",
    "film",
    (
        CodeDraft("A", "initiative", "initiative", None, _INFANT, _POINT),
        CodeDraft("G", "looks-at-parent", "looks at parent", None, _INFANT, _INTERVAL),
        CodeDraft("V", "voice", "voice", None, _INFANT, _INTERVAL),
        CodeDraft("M", "smile", "smile", None, _INFANT, _INTERVAL),
        CodeDraft("D", "takes-a-break", "takes a break", None, _INFANT, _INTERVAL),
        CodeDraft("T", "turned-towards", "turned towards", 1, _PARENT, _INTERVAL),
        CodeDraft("W", "looks-at-baby", "looks at baby", 1, _PARENT, _INTERVAL),
        CodeDraft("E", "enjoys", "enjoys, smiles", 1, _PARENT, _INTERVAL),
        CodeDraft("P", "waits", "waits, gives space", 2, _PARENT, _INTERVAL),
        CodeDraft("Y", "warm-voice", "warm voice", 2, _PARENT, _INTERVAL),
        CodeDraft("N", "names", "names", 2, _PARENT, _POINT),
        CodeDraft("R", "receives-with-body", "receives with body", 3, _PARENT, _POINT),
        CodeDraft("U", "receives-with-words", "receives with words", 3, _PARENT, _POINT),
        CodeDraft("H", "responds", "responds after receiving", 4, _PARENT, _POINT),
        CodeDraft("B", "back-and-forth", "back and forth", 4, BOTH, _INTERVAL),
        CodeDraft("C", "doing-together", "doing together", 4, BOTH, _INTERVAL),
        CodeDraft("F", "shared-focus", "shared focus", 4, BOTH, _INTERVAL),
        CodeDraft("Z", "coming-back", "coming back together", 4, BOTH, _INTERVAL),
        CodeDraft("S", "scaffolds", "scaffolds", 5, _PARENT, _INTERVAL),
        CodeDraft("X", "extends", "extends", 5, _PARENT, _POINT),
    ),
)

REVIEW = CodebookDraft(
    "Shared review",
    "review",
    (
        CodeDraft("A", "parent-initiative", "parent's initiative", None, _PARENT, _POINT),
        CodeDraft("T", "attentive", "attentive", 1, _GUIDE, _INTERVAL),
        CodeDraft("P", "waits", "waits", 2, _GUIDE, _INTERVAL),
        CodeDraft("R", "receives", "receives", 3, _GUIDE, _POINT),
        CodeDraft("B", "short-turns", "short turns", 4, BOTH, _INTERVAL),
        CodeDraft("S", "guides", "guides or informs", 5, _GUIDE, _POINT),
        CodeDraft("X", "activating-question", "activating question", 6, _GUIDE, _POINT),
        CodeDraft("U", "new-understanding", "new shared understanding", 6, BOTH, _POINT),
        CodeDraft("Z", "restores", "restores attunement", 6, _GUIDE, _INTERVAL),
    ),
)

DEFAULTS = (FILM, REVIEW)
