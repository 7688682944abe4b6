"""A line of the demo film's script: who does what, from when to when, in seconds."""

from dataclasses import dataclass

BABY = "Baby"
PARENT = "Parent"
BOTH = "both"
BALL = "Ball"
RATTLE = "Rattle"
PHONE = "Phone"

INTERVAL_CODES = frozenset(
    {
        "looks-at-parent",
        "voice",
        "smile",
        "takes-a-break",
        "turned-towards",
        "looks-at-baby",
        "enjoys",
        "waits",
        "warm-voice",
        "back-and-forth",
        "doing-together",
        "shared-focus",
        "coming-back",
    }
)
POINT_CODES = frozenset(
    {"initiative", "names", "receives-with-body", "receives-with-words", "responds"}
)


@dataclass(frozen=True)
class Row:
    """One line of the script.

    ``to_s`` is ``None`` for a point. ``detail`` is what a direction needs: the place that is looked
    at or reached for, the phrase that is said, the degrees of a lean. ``note`` and ``star`` go into
    the demo tags.
    """

    who: str
    what: str
    from_s: float
    to_s: float | None = None
    detail: str = ""
    note: str = ""
    star: bool = False

    @property
    def is_event(self) -> bool:
        """Whether this row is a tag of the film codebook."""
        return self.what in INTERVAL_CODES or self.what in POINT_CODES
