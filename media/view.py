"""Where in a picture one looks, and how closely: what is seen of it in a room of so many pixels."""

from dataclasses import dataclass
from typing import Final

MOST_ZOOM: Final = 8.0
"""How much larger than fitted a picture can be shown; pixel for pixel it always can."""

Size = tuple[int, int]
"""Width and height in pixels."""


@dataclass(frozen=True)
class Part:
    """A part of a picture: its left, top, width and height as fractions of the picture's own."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


@dataclass(frozen=True)
class Sight:
    """What is seen, in pixels of the screen.

    ``whole``         the size that all of the picture would have
    ``left``, ``top`` what is cut off of it at the left and at the top
    ``size``          what is seen of it
    ``place``         where in the room its top left corner is
    """

    whole: Size
    left: int
    top: int
    size: Size
    place: tuple[int, int]

    @property
    def part(self) -> Part:
        """The same, whatever the screen."""
        width, height = self.whole
        return Part(
            self.left / width, self.top / height, self.size[0] / width, self.size[1] / height
        )

    @property
    def all_is_seen(self) -> bool:
        """Whether nothing is cut off."""
        return self.size == self.whole

    def point(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Which point of the picture, in fractions, is at a place of the room."""
        return (
            (x_px - self.place[0] + self.left) / self.whole[0],
            (y_px - self.place[1] + self.top) / self.whole[1],
        )


@dataclass(frozen=True)
class View:
    """How a picture is looked at, whatever its size and that of the room.

    ``zoom`` is how much larger than fitted it is; None: one pixel of the picture on each pixel of
    the screen. ``centre`` is the point of the picture, in fractions, that is in the middle.
    """

    zoom: float | None = 1.0
    centre: tuple[float, float] = (0.5, 0.5)

    @property
    def is_fitted(self) -> bool:
        """Whether it is as large as fits."""
        return self.zoom == 1.0

    def sight(self, picture: Size, room: Size) -> Sight:
        """What is seen of a picture in a room. Where it is smaller than the room it is in the
        middle; else it fills the room."""
        fitting = fitting_scale(picture, room)
        scale = 1.0 if self.zoom is None else self.zoom * fitting
        whole = max(round(picture[0] * scale), 1), max(round(picture[1] * scale), 1)
        left, width = _along(whole[0], room[0], self.centre[0])
        top, height = _along(whole[1], room[1], self.centre[1])
        place = (room[0] - width) // 2, (room[1] - height) // 2
        return Sight(whole, left, top, (width, height), place)

    def zoomed(
        self, factor: float, picture: Size, room: Size, at: tuple[float, float] | None = None
    ) -> "View":
        """Closer by a factor, or farther; what is ``at`` a place of the room (else its middle)
        stays there. On the way it stops where the picture fits."""
        before = self._zoom_in(picture, room)
        zoom = before * factor
        if (before - 1.0) * (zoom - 1.0) < 0 or (before <= 1.0 and factor < 1.0):
            zoom = min(before, 1.0) if factor < 1.0 and before <= 1.0 else 1.0
        zoom = min(zoom, max(MOST_ZOOM, before))
        at = at or (room[0] / 2, room[1] / 2)
        point = self.sight(picture, room).point(*at)
        made = View(zoom)
        return made._with_point_at(point, at, picture, room)

    def moved(self, right_px: float, down_px: float, picture: Size, room: Size) -> "View":
        """With the picture drawn to the right and down by pixels of the screen, as far as there is
        more of it."""
        sight = self.sight(picture, room)
        centre = (
            self.centre[0] - right_px / sight.whole[0],
            self.centre[1] - down_px / sight.whole[1],
        )
        return View(self.zoom, centre)._within(picture, room)

    def pixel_for_pixel(self, picture: Size, room: Size) -> "View":
        """One pixel of the picture on each of the screen, with the same middle."""
        return View(None, self.centre)._within(picture, room)

    def _zoom_in(self, picture: Size, room: Size) -> float:
        return 1.0 / fitting_scale(picture, room) if self.zoom is None else self.zoom

    def _with_point_at(
        self, point: tuple[float, float], at: tuple[float, float], picture: Size, room: Size
    ) -> "View":
        whole = self.sight(picture, room).whole
        centre = (
            point[0] + (room[0] / 2 - at[0]) / whole[0],
            point[1] + (room[1] / 2 - at[1]) / whole[1],
        )
        return View(self.zoom, centre)._within(picture, room)

    def _within(self, picture: Size, room: Size) -> "View":
        """The same with a middle from which nothing beyond the picture's edges is seen."""
        whole = self.sight(picture, room).whole
        centre = tuple(
            0.5 if side <= space else min(max(at, space / side / 2), 1 - space / side / 2)
            for at, side, space in zip(self.centre, whole, room, strict=True)
        )
        return View(self.zoom, (centre[0], centre[1]))


def fitting_scale(picture: Size, room: Size) -> float:
    """Pixels of the screen for each of a picture, where it is as large as fits."""
    return min(room[0] / picture[0], room[1] / picture[1])


def _along(whole_px: int, room_px: int, centre: float) -> tuple[int, int]:
    """Along one side: how much is cut off before what is seen, and how long that is."""
    seen = min(whole_px, room_px)
    return min(max(round(centre * whole_px - seen / 2), 0), whole_px - seen), seen


FITTED: Final = View()
"""As large as fits."""
