"""Turning heads: round bodies in space, seen straight on (orthographically).

Head coordinates: x to the head's right on the screen, y down, z out of the face; view coordinates:
the same for somebody who looks into the camera.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.demo.motion import Outline, Point

Space = NDArray[np.float64]

_CIRCLE = np.column_stack(
    (
        np.cos(np.linspace(0, math.tau, 48, endpoint=False)),
        np.sin(np.linspace(0, math.tau, 48, endpoint=False)),
    )
)


def space(x: float, y: float, z: float) -> Space:
    """A place or a direction in space."""
    return np.array([x, y, z], dtype=np.float64)


@dataclass(frozen=True, eq=False)
class Round:
    """An ellipsoid in head coordinates, in head radii."""

    centre: Space
    radii: Space


def on_surface(body: Round, across: NDArray[np.float64], up: NDArray[np.float64]) -> Space:
    """Places on an ellipsoid by degrees across (to the right) and up."""
    lon, lat = np.radians(across), np.radians(up)
    unit = np.stack((np.sin(lon) * np.cos(lat), -np.sin(lat), np.cos(lon) * np.cos(lat)), axis=-1)
    places: Space = body.centre + body.radii * unit
    return places


class Turned:
    """A head at a place, turned by yaw (to the right), pitch (up) and roll, in degrees."""

    def __init__(self, at: Point, radius: float, yaw: float, pitch: float, roll: float) -> None:
        self.at = at
        self.radius = radius
        y, p, r = (math.radians(angle) for angle in (yaw, pitch, roll))
        turn_up = np.array(
            [[1, 0, 0], [0, math.cos(p), -math.sin(p)], [0, math.sin(p), math.cos(p)]]
        )
        turn_right = np.array(
            [[math.cos(y), 0, math.sin(y)], [0, 1, 0], [-math.sin(y), 0, math.cos(y)]]
        )
        tilt = np.array([[math.cos(r), -math.sin(r), 0], [math.sin(r), math.cos(r), 0], [0, 0, 1]])
        self.matrix: NDArray[np.float64] = tilt @ turn_right @ turn_up

    def project(self, places: Space) -> Outline:
        """Where places in head coordinates are in the drawing."""
        return self.at + self.radius * (places @ self.matrix.T)[..., :2]

    def depth(self, place: Space) -> float:
        """How near to the camera a place or a direction is."""
        return float((self.matrix @ place)[2])

    def round(self, body: Round) -> Outline:
        """The outline of an ellipsoid."""
        shape = self.matrix @ np.diag(body.radii**2) @ self.matrix.T
        root = np.linalg.cholesky(shape[:2, :2])
        edge: Outline = self.project(body.centre) + self.radius * (_CIRCLE @ root.T)
        return edge

    def patch(
        self, body: Round, across: NDArray[np.float64], up: NDArray[np.float64]
    ) -> Outline | None:
        """A line or shape on an ellipsoid, without what is turned away; ``None`` if all is."""
        places = on_surface(body, across, up)
        facing = ((places - body.centre) / body.radii**2) @ self.matrix[2] > 0.0
        if facing.sum() < 2:
            return None
        return self.project(places[facing])

    def cap(self, ball: Round, axis: Space, degrees: float) -> Outline | None:
        """The visible part of a cap of a ball: all within ``degrees`` of an axis, as for hair."""
        centre, radius = self.project(ball.centre), self.radius * float(ball.radii[0])
        pole = self.matrix @ (axis / np.linalg.norm(axis))
        height, size = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        level = math.hypot(pole[0], pole[1])
        if size * level <= abs(height * pole[2]):
            return self._whole_cap(centre, radius, pole, height, size)
        first = (space(0, 0, 1) - pole[2] * pole) / level
        second = np.cross(pole, first)
        last = math.acos(-height * pole[2] / (size * level))
        turn = np.linspace(-last, last, 40)[:, None]
        rim = height * pole + size * (np.cos(turn) * first + np.sin(turn) * second)
        middle = math.atan2(pole[1], pole[0])
        from_angle = math.atan2(rim[-1, 1], rim[-1, 0])
        half = (from_angle - middle + math.pi) % math.tau - math.pi
        arc = middle + np.linspace(half, -half, 40)
        edge = np.column_stack((np.cos(arc), np.sin(arc)))
        return centre + radius * np.concatenate((rim[:, :2], edge))

    @staticmethod
    def _whole_cap(
        centre: Point, radius: float, pole: Space, height: float, size: float
    ) -> Outline | None:
        if pole[2] < height and height * pole[2] <= 0:
            return None
        if height * pole[2] < 0 or abs(pole[2]) < 1e-9:
            return centre + radius * _CIRCLE
        first = np.cross(pole, space(0.0, 1.0, 0.1))
        first /= np.linalg.norm(first)
        second = np.cross(pole, first)
        rim = height * pole + size * (_CIRCLE[:, :1] * first + _CIRCLE[:, 1:] * second)
        return centre + radius * rim[:, :2]
