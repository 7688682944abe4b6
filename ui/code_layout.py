"""Where each code of a codebook stands: groups under headings, in one or two columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from annotations.model import Code
from ui import theme
from ui.roles import WHO_HEADINGS


@dataclass(frozen=True)
class Group:
    """Codes under one heading, by their places in the codebook."""

    heading: str
    places: tuple[int, ...]


@dataclass(frozen=True)
class Measure:
    """Heights in pixels: of a row, of a heading (0: none are shown) with the gap above it."""

    row: int
    heading: int
    gap: int

    def of(self, group: Group) -> int:
        """How high a group is."""
        return self.gap + self.heading + self.row * len(group.places)


@dataclass(frozen=True)
class Layout:
    """The places of codes by their number in the codebook, those of headings, and the height."""

    rows: dict[int, QRect]
    headings: tuple[tuple[Group, QRect], ...]
    height: int


def shortened(name: str, names: Iterable[str], letters: QFontMetrics, width: int) -> str:
    """A name as there is room for it. Where others of ``names`` begin with all that would be left
    of it, it is shortened in its middle, so that they can be told apart."""
    cut = letters.elidedText(name, Qt.TextElideMode.ElideRight, width)
    beginning = cut.removesuffix("…").rstrip()
    if cut == name or not any(other != name and other.startswith(beginning) for other in names):
        return cut
    first, *rest = name.split()
    for gone in range(1, len(rest)):
        left_out = f"{first}…{' '.join(rest[gone:])}"
        if letters.horizontalAdvance(left_out) <= width:
            return left_out
    return letters.elidedText(name, Qt.TextElideMode.ElideMiddle, width)


def heading_of(code: Code) -> str:
    """The heading under which a code stands: its level, or whom it is about."""
    if code.level is None:
        return WHO_HEADINGS[code.who]
    return f"{code.level}  {theme.level_name(code.level)}"


def grouped(codes: Sequence[Code]) -> list[Group]:
    """Codes of one heading together, in the order of the codebook."""
    found: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        found.setdefault(heading_of(code), []).append(place)
    return [Group(heading, tuple(places)) for heading, places in found.items()]


def lay_out(groups: Sequence[Group], width: int, columns: int, measure: Measure) -> Layout:
    """Place groups in columns side by side, the first as little longer as can be."""
    gutter = theme.space(3 if measure.heading else 2)
    wide = (width - gutter * (columns - 1)) // columns
    rows: dict[int, QRect] = {}
    headings: list[tuple[Group, QRect]] = []
    height = 0
    for number, column in enumerate(_columns(groups, columns, measure)):
        left, top = number * (wide + gutter), -measure.gap
        for group in column:
            top += measure.gap
            headings.append((group, QRect(left, top, wide, measure.heading)))
            top += measure.heading
            for place in group.places:
                rows[place] = QRect(left, top, wide, measure.row)
                top += measure.row
        height = max(height, top)
    return Layout(rows, tuple(headings), height)


def _columns(groups: Sequence[Group], columns: int, measure: Measure) -> list[Sequence[Group]]:
    if columns == 1 or len(groups) < 2:
        return [groups]
    heights = [measure.of(group) for group in groups]
    breaks = range(1, len(groups))
    best = min(breaks, key=lambda place: max(sum(heights[:place]), sum(heights[place:])))
    return [groups[:best], groups[best:]]
