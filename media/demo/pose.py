"""How the figures stand at a moment of the film, read from the script.

Lengths are in units of a drawing that is 1600 wide and 900 high, x to the right and y down.
Angles are in degrees.
"""

import math
from dataclasses import dataclass

import numpy as np

from media.demo import places
from media.demo.cues import (
    amount,
    beat,
    gaze_keys,
    hand_keys,
    measure,
    progress_of,
    rows_of,
    thing_keys,
)
from media.demo.motion import Point, blink, drift, follow, smoothstep
from media.demo.phrases import mouth
from media.demo.row import BABY, BALL, BOTH, PARENT, PHONE, RATTLE
from media.demo.skeleton import BABY_BONES, PARENT_BONES

_HEAD_KEYS = {PARENT: gaze_keys(PARENT, 0.55), BABY: gaze_keys(BABY, 0.5)}
_EYE_KEYS = {PARENT: gaze_keys(PARENT, 0.17), BABY: gaze_keys(BABY, 0.15)}
_HAND_KEYS = {
    (who, hand): hand_keys(who, hand)
    for who in (PARENT, BABY)
    for hand in ("near-hand", "far-hand")
}
_BALL_KEYS = thing_keys(BALL, "floor")
_RATTLE_KEYS = thing_keys(RATTLE, "hand")
_PHONE_KEYS = thing_keys(PHONE, "floor")
_RATTLE_DOWN_S = rows_of(RATTLE, "goes-to")[0].from_s
_HEAD_SHARE = np.array([0.86, 0.6])  # the head does most of a look, the eyes the rest
_EYE_REACH = np.array([32.0, 24.0])


@dataclass(frozen=True)
class Face:
    """``yaw`` (to the right) and ``pitch`` (up) turn the head, ``roll`` tilts it; the eyes turn by
    ``eye_yaw`` and ``eye_pitch`` beyond it. The rest runs from 0 to 1."""

    yaw: float
    pitch: float
    roll: float
    eye_yaw: float
    eye_pitch: float
    closed: float
    smile: float
    opened: float
    rounded: float
    brow: float


@dataclass(frozen=True)
class Figure:
    """A person: the body leans around the hip and is lifted by ``lift``; ``breath`` is -1 to 1."""

    lean: float
    lift: float
    breath: float
    head: Point
    near_hand: Point
    far_hand: Point
    face: Face


@dataclass(frozen=True)
class Moment:
    """Everything that is drawn at one time.

    ``rattle_angle`` turns the rattle; ``folded`` is how far the cloth in the parent's hands is
    folded, ``None`` while she holds none.
    """

    time_s: float
    parent: Figure
    baby: Figure
    ball: Point
    rattle: Point
    rattle_angle: float
    phone: Point
    folded: float | None


def moment_at(time_s: float) -> Moment:
    """The moment of the film at ``time_s`` seconds."""
    parent_lean, baby_lean = _parent_lean(time_s), _baby_lean(time_s)
    parent_lift = 2.0 * drift(time_s, 6.0, 4.1)
    baby_lift = 9.0 * amount(BABY, "bounces", time_s) * (1.0 + math.sin(time_s * 9.0))
    parent_head = PARENT_BONES.lean(PARENT_BONES.head, parent_lean, parent_lift)
    baby_head = BABY_BONES.lean(BABY_BONES.head, baby_lean, baby_lift)

    ball = follow(_BALL_KEYS, time_s, places.ball_place)
    hands = places.hand_places(time_s, ball)
    parent_near, parent_far, baby_near, baby_far = (
        follow(_HAND_KEYS[who, hand], time_s, hands[who, hand].__getitem__)
        for who in (PARENT, BABY)
        for hand in ("near-hand", "far-hand")
    )
    rattle = follow(
        _RATTLE_KEYS, time_s, {"hand": baby_near, "floor": places.RATTLE_FLOOR}.__getitem__
    )
    phone = follow(
        _PHONE_KEYS, time_s, {"floor": places.PHONE_FLOOR, "hand": parent_near}.__getitem__
    )
    looks = places.gaze_places(
        heads={PARENT: parent_head, BABY: baby_head},
        toy=rattle + (ball - rattle) * smoothstep((time_s - _RATTLE_DOWN_S) / 0.6),
        ball=ball,
        rattle=rattle,
        phone=phone,
        parent_hands=(parent_near + parent_far) / 2.0,
        baby_hands=(baby_near + baby_far) / 2.0,
    )
    parent = Figure(
        parent_lean,
        parent_lift,
        math.sin(time_s * math.tau / 4.3),
        parent_head,
        parent_near,
        parent_far,
        _parent_face(time_s, *_directions(PARENT, time_s, parent_head, looks[PARENT])),
    )
    baby = Figure(
        baby_lean,
        baby_lift,
        math.sin(time_s * math.tau / 2.4 + 1.0),
        baby_head,
        baby_near,
        baby_far,
        _baby_face(time_s, *_directions(BABY, time_s, baby_head, looks[BABY])),
    )
    return Moment(
        time_s=time_s,
        parent=parent,
        baby=baby,
        ball=ball,
        rattle=rattle,
        rattle_angle=places.rattle_angle(time_s),
        phone=phone,
        folded=progress_of(PARENT, "folds", time_s),
    )


def _parent_lean(time_s: float) -> float:
    towards = amount(PARENT, "turned-towards", time_s, 0.9)
    sway = 0.5 * drift(time_s, 1.0, 7.0) * (1.0 - 0.6 * amount(PARENT, "waits", time_s))
    singing = amount(BOTH, "doing-together", time_s) * amount(PARENT, "warm-voice", time_s)
    swing = 1.2 * singing * math.sin(time_s * math.tau * 1.03)
    nod = beat(PARENT, "receives-with-body", time_s)
    return -3.0 + 3.5 * towards + sway + swing + 1.2 * nod + measure(PARENT, "leans", time_s)


def _baby_lean(time_s: float) -> float:
    away = amount(BABY, "takes-a-break", time_s, 0.9)
    return 1.0 * drift(time_s, 4.0, 4.4) + 2.5 * away + measure(BABY, "leans", time_s)


def _directions(who: str, time_s: float, head: Point, looks: dict[str, Point]) -> tuple[Point, ...]:
    """Yaw and pitch of the head, and of the eyes beyond it."""

    def direction(place: str) -> Point:
        return _direction(head, looks[place])

    turned = follow(_HEAD_KEYS[who], time_s, direction) * _HEAD_SHARE
    looking = follow(_EYE_KEYS[who], time_s, direction)
    return turned, np.clip(looking - turned, -_EYE_REACH, _EYE_REACH)


def _direction(head: Point, target: Point) -> Point:
    """Yaw and pitch from a head to a place ``(x, y, z)``. Neither figure is ever seen in full
    profile: both sit turned a little towards the camera, so that their faces can be read."""
    across, down, near = target[0] - head[0], target[1] - head[1], target[2]
    near = near + 0.6 * abs(across) + 20.0
    yaw = math.degrees(math.atan2(across, near))
    return np.array([yaw, -math.degrees(math.atan2(down, math.hypot(across, near)))])


def _parent_face(time_s: float, head: Point, eyes: Point) -> Face:
    nod = beat(PARENT, "receives-with-body", time_s, 1.1)
    waits = amount(PARENT, "waits", time_s, 0.8)
    enjoys = amount(PARENT, "enjoys", time_s, 0.6)
    opened, rounded = mouth(PARENT, time_s)
    return Face(
        yaw=float(head[0]) + 1.5 * drift(time_s, 2.0, 6.0),
        pitch=float(head[1]) - 9.0 * nod + 2.5 * opened + 1.2 * drift(time_s, 9.0, 5.0),
        roll=5.0 * waits + 2.0 * enjoys + 1.5 * drift(time_s, 3.0, 6.5),
        eye_yaw=float(eyes[0]),
        eye_pitch=float(eyes[1]),
        closed=blink(time_s, 3, 3.9),
        smile=0.22 + 0.14 * waits + 0.64 * enjoys * (1.0 - 0.36 * waits),
        opened=opened,
        rounded=rounded,
        brow=min(0.35 * waits + 0.7 * nod + 0.5 * opened + 0.2 * enjoys, 1.0),
    )


def _baby_face(time_s: float, head: Point, eyes: Point) -> Face:
    smile = amount(BABY, "smile", time_s, 0.5)
    calls = beat(BABY, "initiative", time_s, 1.3)
    opened, rounded = mouth(BABY, time_s)
    return Face(
        yaw=float(head[0]) + 2.0 * drift(time_s, 5.0, 4.5),
        pitch=float(head[1]) + 4.0 * opened + 1.5 * drift(time_s, 8.0, 3.7),
        roll=-3.0 * smile + 2.5 * drift(time_s, 7.0, 4.0),
        eye_yaw=float(eyes[0]),
        eye_pitch=float(eyes[1]),
        closed=blink(time_s, 8, 3.1),
        smile=0.2 + 0.8 * smile,
        opened=opened,
        rounded=rounded,
        brow=min(0.6 * calls + 0.4 * opened + 0.15 * smile, 1.0),
    )
