"""What a film is: its picture, its frames, its sound, and who decodes it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Literal, Self

from media.frame_index import FrameIndex

DecoderName = Literal["opencv", "pyav"]


class Dynamic(StrEnum):
    """How light is written down in the film."""

    SDR = "sdr"
    WIDE = "wide"
    HLG = "hlg"
    PQ = "pq"


@dataclass(frozen=True)
class Track:
    """The video track that is shown.

    ``stream_index``    its place among all streams of the file
    ``leads``           whether it is the file's first video stream of any kind
    ``coded_width``,
    ``coded_height``    the stored picture in pixels, before aspect and turning
    ``pixel_aspect``    width of a pixel over its height
    ``turn``            quarter turns clockwise that put the stored picture upright, 0 to 3
    ``mirrored``        whether the stored picture is flipped left to right before it is turned
    ``dynamic``         SDR, or what has to be toned down for an ordinary screen
    ``start_pts``       the stream's own start time, in ticks
    """

    stream_index: int
    leads: bool
    codec: str
    pixel_format: str
    coded_width: int
    coded_height: int
    pixel_aspect: Fraction
    turn: int
    mirrored: bool
    dynamic: Dynamic
    time_base: Fraction
    start_pts: int

    @property
    def square_size(self) -> tuple[int, int]:
        """Width and height with square pixels, before turning. The picture only ever grows."""
        width, height = self.coded_width, self.coded_height
        if self.pixel_aspect >= 1:
            return round(width * self.pixel_aspect), height
        return width, round(height / self.pixel_aspect)

    @property
    def shown_size(self) -> tuple[int, int]:
        """Width and height as shown: square pixels, upright."""
        width, height = self.square_size
        return (height, width) if self.turn % 2 else (width, height)

    @property
    def rotation(self) -> int:
        """The turn in degrees with ffprobe's sign: -90 is shown turned 90 degrees clockwise."""
        return (0, -90, 180, 90)[self.turn]


@dataclass(frozen=True)
class Film:
    """A film that was looked at and can be read.

    ``obstacle`` is why OpenCV cannot be proven exact on it, as half a sentence; None where it can.
    ``whole`` is False for a damaged film: its index then lists just the frames that can be decoded.
    ``warnings`` are sentences for the user.
    """

    path: Path
    container: str
    track: Track
    index: FrameIndex
    has_sound: bool
    obstacle: str | None
    whole: bool = True
    warnings: tuple[str, ...] = ()

    def turned(self, quarters: int) -> Self:
        """The same film with its pictures turned on by quarter turns clockwise, for one that says
        the wrong thing of itself. Frames keep their numbers and times."""
        track = replace(self.track, turn=(self.track.turn + quarters) % 4)
        return self if track == self.track else replace(self, track=track)

    @property
    def width(self) -> int:
        """Width as shown, in pixels."""
        return self.track.shown_size[0]

    @property
    def height(self) -> int:
        """Height as shown, in pixels."""
        return self.track.shown_size[1]

    @property
    def decoder(self) -> DecoderName:
        """Who lands on the film's frames."""
        return "opencv" if self.obstacle is None else "pyav"

    @property
    def decoder_reason(self) -> str:
        """Why it is that decoder, in one sentence."""
        if self.obstacle is None:
            return "OpenCV lands on this film, and every picture is proven by its time."
        return f"PyAV decodes this film: {self.obstacle}."
