"""The clock that says which frame's time it is while playing."""

from time import monotonic

_MOST_GUESSED_S = 0.05


class PlayClock:
    """Time since playing began, in microseconds of film; any thread may read it.

    It runs steadily by itself. Once it follows a loudspeaker it goes on as that does: where the
    loudspeaker waits for sound, so does the clock.
    """

    def __init__(self, speed: float) -> None:
        self.speed = speed
        self._known: tuple[float, float] | None = None
        self._most_guessed_s = float("inf")

    @property
    def runs(self) -> bool:
        """Whether it has begun."""
        return self._known is not None

    def begin(self) -> None:
        """Run from now on."""
        self._known = 0.0, monotonic()

    def follow(self, heard_s: float) -> None:
        """A loudspeaker has played so many seconds."""
        self._most_guessed_s = _MOST_GUESSED_S
        if self._known is None or heard_s != self._known[0]:
            self._known = heard_s, monotonic()

    def run_free(self) -> None:
        """Go on steadily from now: no loudspeaker is followed any more."""
        self._known = self._elapsed_s(), monotonic()
        self._most_guessed_s = float("inf")

    def now_us(self) -> float:
        """The time since playing began, on the film's clock."""
        return self._elapsed_s() * self.speed * 1e6

    def wait_s(self, due_us: float) -> float:
        """How long until a time of the film comes, in seconds."""
        return (due_us - self.now_us()) / self.speed / 1e6

    def _elapsed_s(self) -> float:
        if self._known is None:
            return 0.0
        known_s, at_s = self._known
        return known_s + min(monotonic() - at_s, self._most_guessed_s)
