"""The kinds of golden films: one row a kind, from phones, cameras, recorders and the web."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tests.golden.film import GoldenFilm

Change = Callable[["GoldenFilm", Path], "GoldenFilm"]
"""Writes a changed copy of a film and says what it shows now."""


@dataclass(frozen=True)
class Kind:
    """How a film is written.

    ``codec``        the encoder's name
    ``rate_hz``      frames a second (of steady films)
    ``uneven``       frames lie 1/60 to 1/24 s apart and every 17th is missing
    ``gop``          frames from key frame to key frame
    ``options``      more for the encoder; ``muxing`` for the container
    ``starts_s``     container time of the first picture
    ``sound``        the sound's encoder, if there is sound
    ``sound_from_s`` container time at which the sound starts (``None``: with the picture)
    ``sound_short_s``how much earlier than the picture the sound ends
    ``turn``         quarter turns clockwise that put the stored picture upright
    ``mirrored``     whether the stored picture is flipped left to right before it is turned
    ``dynamic``      how light is written: SDR, SDR with BT.2020 primaries, or HDR
    ``bt709``        whether SDR says that it is BT.709
    ``other_track``  a video track that stands before the one that is shown
    ``change``       what is done to the file afterwards
    """

    name: str
    suffix: str
    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    size: tuple[int, int] = (320, 180)
    frames: int = 120
    rate_hz: Fraction = Fraction(30)
    uneven: bool = False
    gop: int = 30
    b_frames: int = 0
    open_gop: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    muxing: Mapping[str, str] = field(default_factory=dict)
    starts_s: Fraction = Fraction(0)
    sound: str | None = "aac"
    sound_from_s: Fraction | None = None
    sound_short_s: Fraction = Fraction(0)
    turn: int = 0
    mirrored: bool = False
    pixel_aspect: Fraction = Fraction(1)
    dynamic: Literal["sdr", "wide", "hlg", "pq"] = "sdr"
    bt709: bool = False
    interlaced: bool = False
    other_track: bool = False
    change: Change | None = None

    @property
    def time_base(self) -> Fraction:
        """Seconds a tick while encoding."""
        return Fraction(1, 90_000) if self.uneven else 1 / self.rate_hz

    def shown_size(self, size: tuple[int, int]) -> tuple[int, int]:
        """Width and height upright and with square pixels, of a stored picture of ``size``."""
        width, height = size
        if self.pixel_aspect >= 1:
            width = round(width * self.pixel_aspect)
        else:
            height = round(height / self.pixel_aspect)
        return (height, width) if self.turn % 2 else (width, height)
