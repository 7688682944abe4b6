"""What every decoder of exact frames can do."""

from collections.abc import Iterator
from typing import Protocol

from media.errors import FrameUndecodable
from media.film import DecoderName, Film
from media.picture import Picture


class Decoder(Protocol):
    """Decodes numbered frames of one film. Used by one thread at a time.

    ``name`` is said wherever a frame is shown or written.
    """

    name: DecoderName

    def pictures(self, first: int, last: int) -> Iterator[tuple[int, Picture]]:
        """The frames ``first`` to ``last`` (both included), in order.

        A frame that cannot be decoded is left out; the others still come.
        """
        ...

    def cost(self, number: int) -> float:
        """About how many frames have to be decoded to reach a frame from where this one stands."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def undecodable(film: Film, number: int) -> FrameUndecodable:
    """The error for a frame whose picture is damaged."""
    seconds = film.index.start_us(number) / 1e6
    return FrameUndecodable(
        number,
        f"Frame {number} of “{film.path.name}” (at {seconds:.3f} s) is damaged and "
        "cannot be shown. Choose a frame beside it.",
    )
