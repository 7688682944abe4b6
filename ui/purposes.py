"""What pictures are asked for, in plain words."""

from dataclasses import dataclass
from typing import Final

from annotations.model import Answer, Purpose


@dataclass(frozen=True)
class Wording:
    """A purpose: its short name, its name, what it means in plain words, its icon, and what a
    folder that leaves for it is called."""

    short: str
    name: str
    meaning: str
    icon: str
    folder: str


PURPOSES: Final = {
    Purpose.REVIEW: Wording(
        "Review",
        "Shared review",
        "Watching chosen clips together with the family.",
        "monitor-play",
        "For the shared review",
    ),
    Purpose.PARENT_COPY: Wording(
        "Own copy",
        "The family’s own copy",
        "Giving the family clips and stills to keep at home.",
        "heart",
        "For the family",
    ),
    Purpose.SUPERVISION: Wording(
        "Supervision",
        "Supervision",
        "Showing clips to a supervisor, to learn from them.",
        "chat-text",
        "For supervision",
    ),
    Purpose.TRAINING: Wording(
        "Training",
        "Training",
        "Showing clips to colleagues who are learning this work.",
        "chalkboard-teacher",
        "For training",
    ),
    Purpose.RESEARCH: Wording(
        "Research",
        "Research",
        "Using clips or what was counted in them in a study.",
        "flask",
        "For research",
    ),
}

ANSWERS: Final = {
    Answer.YES: ("yes", "check-circle", "positive"),
    Answer.NO: ("no", "x-circle", "text_3"),
    Answer.UNASKED: ("not asked yet", "question", "attention"),
}
"""An answer in words, its icon, and its colour."""
