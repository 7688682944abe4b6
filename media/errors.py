"""What can go wrong with a film."""

from vig_tool.errors import VigError


class FilmUnreadable(VigError):
    """The file is missing, is no film, or holds no picture that can be shown."""


class FrameUndecodable(VigError):
    """The film has this frame, but its picture is damaged. Never replaced by a neighbour.

    ``number`` is the frame's number, counted from 0.
    """

    def __init__(self, number: int, message: str) -> None:
        super().__init__(message)
        self.number = number


class DecoderUnproven(VigError):
    """A decoder was asked for by name, and cannot be proven exact on this film.

    ``reason`` is why, as half a sentence.
    """

    def __init__(self, film_name: str, reason: str) -> None:
        super().__init__(
            f"OpenCV cannot show “{film_name}” exactly: {reason}. "
            "Leave the choice of decoder to the program."
        )
        self.reason = reason


class EncodingFailed(VigError):
    """A film could not be written: the disk is full, or the folder may not be written to."""
