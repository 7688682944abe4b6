"""What this package needs to know about the frames of a film."""

from typing import Protocol


class FilmTimes(Protocol):
    """The N + 1 boundaries of a film's N frames, in microseconds; ``media.frame_index`` has it."""

    def __len__(self) -> int: ...

    @property
    def duration_us(self) -> int: ...

    def start_us(self, number: int) -> int: ...

    def boundary_near(self, time_us: float) -> int: ...

    def frame_at(self, time_us: float) -> int: ...
