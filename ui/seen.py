"""What of a film's picture a drawn one shows: written on it, so that it goes where that goes."""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from media.view import Part, Size

_NOTE = "seen"


@dataclass(frozen=True)
class Seen:
    """``part`` of a picture whose own size (upright, in its own pixels) is ``of``."""

    part: Part
    of: Size


def note_seen(image: QImage, seen: Seen) -> None:
    """Write it on the picture that was drawn."""
    part = seen.part
    numbers = (part.left, part.top, part.width, part.height, *seen.of)
    image.setText(_NOTE, " ".join(repr(number) for number in numbers))


def seen_in(image: QImage) -> Seen:
    """What was written on a picture; all of it where nothing was."""
    written = image.text(_NOTE).split()
    if not written:
        return Seen(Part(), (image.width(), image.height()))
    left, top, width, height = map(float, written[:4])
    return Seen(Part(left, top, width, height), (int(written[4]), int(written[5])))
