"""The figures' fixed measures, in units of the 1600 × 900 drawing."""

import math
from dataclasses import dataclass

import numpy as np

from media.demo.motion import Point


def point(x: float, y: float) -> Point:
    """A place in the drawing."""
    return np.array([x, y], dtype=np.float64)


@dataclass(frozen=True)
class Skeleton:
    """Where the joints are while the body is upright.

    ``bend`` is +1 where elbows point down on the screen's left, -1 on its right; an arm is never
    stretched beyond ``arm`` units.
    """

    hip: Point
    neck: Point
    head: Point
    head_radius: float
    near_shoulder: Point
    far_shoulder: Point
    arm: float
    bend: float

    def lean(self, at: Point, degrees: float, lift: float) -> Point:
        """Where a place on the body is when it leans (clockwise) around the hip, lifted."""
        turn = math.radians(degrees)
        offset = at - self.hip
        return self.hip + point(
            offset[0] * math.cos(turn) - offset[1] * math.sin(turn),
            offset[0] * math.sin(turn) + offset[1] * math.cos(turn) - lift,
        )

    def elbow(self, shoulder: Point, hand: Point) -> tuple[Point, Point]:
        """The elbow, and the hand pulled in to the arm's length."""
        span = hand - shoulder
        distance = float(np.hypot(span[0], span[1])) or 1.0
        along = span / distance
        distance = min(distance, self.arm * 0.985)
        half = self.arm / 2.0
        out = math.sqrt(max(half * half - distance * distance / 4.0, 0.0))
        across = point(-along[1], along[0]) * self.bend
        return shoulder + along * distance / 2.0 + across * out, shoulder + along * distance


PARENT_BONES = Skeleton(
    hip=point(520, 820),
    neck=point(572, 520),
    head=point(606, 366),
    head_radius=112,
    near_shoulder=point(530, 615),
    far_shoulder=point(648, 600),
    arm=345,
    bend=1.0,
)
BABY_BONES = Skeleton(
    hip=point(1085, 810),
    neck=point(1062, 545),
    head=point(1056, 440),
    head_radius=116,
    near_shoulder=point(1066, 622),
    far_shoulder=point(1004, 618),
    arm=232,
    bend=-1.0,
)
