"""What the parent's window is given, and all that it is given."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Moment:
    """One clip to watch together, cut and cleared for the shared review.

    ``path`` is the clip itself, ``still`` the picture it ends on, ``caption`` what the parent
    reads under it (it may be empty).
    """

    path: Path
    still: Path
    caption: str
