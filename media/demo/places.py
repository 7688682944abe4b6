"""Where hands go and eyes look, in units of the 1600 × 900 drawing."""

import math
from collections.abc import Mapping

import numpy as np

from media.demo.cues import progress_of
from media.demo.motion import Point, drift, smoothstep
from media.demo.row import BABY, PARENT
from media.demo.skeleton import point

RATTLE_FLOOR = point(985, 858)
PHONE_FLOOR = point(372, 880)
CLOTH_PILE = point(520, 882)
_BALL = {"floor": point(792, 832), "baby": point(905, 836), "parent": point(770, 836)}
_BEATS_A_SECOND = 2.06  # of the song


def ball_place(name: str) -> Point:
    """Where the ball rests on the mat, or in front of whom."""
    return _BALL[name]


def rattle_angle(time_s: float) -> float:
    """How the rattle is turned, in degrees; it wobbles as the hand does."""
    return -35.0 + 14.0 * drift(time_s, 2.0, 1.9)


def hand_places(time_s: float, ball: Point) -> Mapping[tuple[str, str], Mapping[str, Point]]:
    """For each person and hand the places it can go to, as they are now."""
    idle = point(4.0 * drift(time_s, 1.3, 6.0), 3.0 * drift(time_s, 2.9, 5.0))
    play = point(9.0 * drift(time_s, 0.4, 2.6), 9.0 * drift(time_s, 5.1, 2.1))
    shake = point(14.0 * math.sin(time_s * 15.0), 22.0 * math.sin(time_s * 15.0 + 0.8))
    wave = point(10.0 * math.sin(time_s * 8.0), 16.0 * math.sin(time_s * 8.0 + 1.2))
    meeting = point(842, 668) + point(0.0, 6.0 * math.sin(time_s * 2.6))
    clap = 34.0 * abs(math.sin(time_s * math.pi * _BEATS_A_SECOND))
    folding_near, folding_far = _folding(time_s)
    return {
        (PARENT, "near-hand"): {
            "rest": point(668, 776) + idle,
            "fold": folding_near,
            "offer": point(806, 650) + idle,
            "phone-floor": point(380, 862),
            "phone": point(650, 668) + idle * 0.5,
            "ball-push": point(min(ball[0] - 34.0, 842.0), 812),
            "clap": point(756 - clap, 655 + clap * 0.3),
            "hold": meeting + point(-30, 14),
        },
        (PARENT, "far-hand"): {
            "rest": point(716, 758) + idle,
            "fold": folding_far,
            "clap": point(772 + clap, 645 - clap * 0.2),
        },
        (BABY, "near-hand"): {
            "rest": point(978, 752) + play,
            "shake": point(958, 672) + shake,
            "rattle-floor": RATTLE_FLOOR + point(6, -16),
            "ball-hold": ball + point(30, -22),
            "foot": point(926, 792) + play,
            "clap": point(944 + clap * 0.6, 672 - clap * 0.3),
        },
        (BABY, "far-hand"): {
            "rest": point(930, 745) - play * 0.7,
            "parent": point(808, 606) + play * 0.6,
            "wave": point(880, 612) + wave,
            "ball-reach": point(842, 776) + play * 0.8,
            "ball-hold": ball + point(-4, -34),
            "clap": point(926 - clap * 0.6, 664),
            "hold": meeting + point(-4, -14),
        },
    }


def _folding(time_s: float) -> tuple[Point, Point]:
    """Both hands while a cloth is folded: up from the pile, edge to edge, and down again."""
    share = progress_of(PARENT, "folds", time_s)
    share = 1.0 if share is None else share
    raised = smoothstep(share / 0.22) * (1.0 - smoothstep((share - 0.8) / 0.2))
    together = 0.78 * (1.0 - smoothstep(share / 0.22) + smoothstep((share - 0.34) / 0.2))
    centre = point(560, 800) + (point(700, 655) - point(560, 800)) * raised
    reach = point(62.0 * (1.0 - together) + 16.0, 8.0 * math.sin(share * math.tau * 2.0))
    return centre - reach, centre + reach


def gaze_places(
    heads: Mapping[str, Point],
    toy: Point,
    ball: Point,
    rattle: Point,
    phone: Point,
    parent_hands: Point,
    baby_hands: Point,
) -> dict[str, dict[str, Point]]:
    """For each person the places ``(x, y, z)`` their eyes can go to; z is towards the camera."""

    def at(place: Point, z: float) -> Point:
        return np.append(place, z)

    shared = {"ball": at(ball, 40.0), "rattle": at(rattle, 70.0), "phone": at(phone, 60.0)}
    return {
        PARENT: {
            **shared,
            "baby": at(heads[BABY] + point(-40, 10), 0.0),
            "hands": at(parent_hands + point(0, 20), 70.0),
        },
        BABY: {
            **shared,
            "parent": at(heads[PARENT] + point(60, 10), 0.0),
            "hands": at(baby_hands, 70.0),
            "toy": at(toy, 70.0),
            "away": point3(1420, 560, 330),
        },
    }


def point3(x: float, y: float, z: float) -> Point:
    """A place in the room."""
    return np.array([x, y, z], dtype=np.float64)
