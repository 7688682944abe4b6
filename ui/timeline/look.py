"""How codes look on the timeline, in the theme of now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from annotations.model import Code
from ui import theme
from ui.timeline.sprites import Sprites


@dataclass(frozen=True, eq=False)
class Look:
    """A code: its key, its name, its colour and that of text on it."""

    key: str
    label: str
    fill: QColor
    ink: QColor


@dataclass(frozen=True, eq=False)
class Looks:
    """All codes in use, ``places`` by their ids; ``sprites`` keeps what was drawn of them."""

    looks: tuple[Look, ...]
    places: Mapping[str, int]
    argb: NDArray[np.uint32]
    sprites: Sprites = field(default_factory=Sprites)


def looks_of(codes: Sequence[Code]) -> Looks:
    """How these codes look now."""
    looks = []
    for code in codes:
        fill = theme.level_colour(code.level, code.colour)
        looks.append(Look(code.key.upper(), code.label, fill, theme.on_level(fill)))
    argb = np.array([look.fill.rgba() for look in looks], np.uint32)
    return Looks(tuple(looks), {code.id: place for place, code in enumerate(codes)}, argb)
