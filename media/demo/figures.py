"""The two bodies, and the whole picture of a moment."""

from typing import Literal

import numpy as np

from media.demo import things
from media.demo.canvas import (
    Canvas,
    Colour,
    Picture,
    bezier,
    capsules,
    colour,
    ellipse,
    outline,
    sheen,
    tube,
)
from media.demo.heads import draw_baby_head, draw_parent_head
from media.demo.motion import Outline, Point
from media.demo.pose import Figure, Moment
from media.demo.room import Room
from media.demo.skeleton import BABY_BONES, PARENT_BONES, Skeleton, point

_PARENT_LEGS = outline(
    "M262 864C262 800 306 768 380 764L690 764C780 766 834 794 852 828C862 852 846 866 816 866Z"
)
_PARENT_SHIN = outline(
    "M430 866C470 822 560 800 660 800C756 800 826 822 840 848C838 860 830 866 816 866Z"
)
_PARENT_TORSO = outline(
    "M470 536C404 560 336 650 318 800C314 836 336 850 376 850L640 850C706 850 730 826 728 780C724 "
    "690 712 624 676 572C652 540 610 522 566 520C530 518 500 524 470 536Z"
)
_PARENT_COLLAR = outline("M510 528C526 576 606 580 632 534")
_BABY_TORSO = outline(
    "M1004 540C962 596 940 690 948 780C954 838 1000 858 1080 858C1170 858 1214 838 1216 778C1220 "
    "690 1186 596 1122 540Z"
)
_BABY_LEG = tube(
    bezier(point(1150, 812), point(1090, 872), point(980, 876), point(916, 856), 8), (92, 72)
)
_BABY_DOTS = outline("M1060 650L1112 690L1036 726L1150 636L1098 770L1160 744")
_TOE = colour("#F3C9AA")
_DOT = colour("#D6B58C")
_PARENT_SKIN = colour("#DDA880")
_BABY_HAND = colour("#EFC3A2")
_BABY_SKIN = sheen("#F6CFB1", "#DFA985")
# A hand in its own frame: along the fingers, then across towards the thumb; radii of its bars.
_PALM = np.array([[-30.0, 0.0], [10.0, 0.0]])
_FINGER_ROOTS = np.array([[8.0, -17.0], [11.0, -6.0], [11.0, 6.0], [9.0, 17.0]])
_FINGER_SPREAD = np.array([-22.0, -7.0, 7.0, 22.0])
_FINGER_LENGTH = np.array([29.0, 36.0, 37.0, 31.0])
_THUMB_ROOT = np.array([[-8.0, 16.0]])
_HAND_STARTS = np.array([23.0, 7.2, 7.6, 7.6, 7.4, 8.8])
_HAND_ENDS = np.array([26.0, 6.0, 6.4, 6.4, 6.2, 6.8])
_SHADOW = sheen("#4A3A30", "#4A3A30")
_SHIRT = sheen("#8BA8AB", "#4F6D75")
_SLEEVE = sheen("#84A1A5", "#56757D")
_FAR_SLEEVE = sheen("#6F8C92", "#48656D")
_FAR_ROMPER = sheen("#EBDCBF", "#D2BB95")
_ROMPER = sheen("#F8EEDB", "#D8C19D")
_ROMPER_SLEEVE = sheen("#F5E9D2", "#DCC7A3")


def furnish(room: Room) -> Room:
    """The room with everything in it that never moves and is behind everybody."""
    canvas = Canvas(room.ground.copy())
    things.draw_blocks(canvas)
    canvas.paint([_PARENT_LEGS], sheen("#525F70", "#333D4B"))
    leg = bezier(point(1040, 800), point(980, 800), point(930, 812), point(872, 812))
    canvas.paint(tube(leg, (92, 74)), _ROMPER)
    canvas.paint([ellipse(point(842, 800), 30, 40, -14)], _BABY_SKIN)
    return Room(canvas.picture, room.shade, room.glow)


def draw_moment(room: Room, moment: Moment) -> Picture:
    """The picture (height × width × 3, blue, green, red) of a moment in the room."""
    canvas = Canvas(room.ground.copy())
    _arm(canvas, PARENT_BONES, moment.parent, "far", (84, 60), _FAR_SLEEVE, _PARENT_SKIN, 1.1)
    _arm(canvas, BABY_BONES, moment.baby, "far", (64, 54), _FAR_ROMPER, _BABY_HAND, 0.82)
    _baby_body(canvas, moment.baby)
    draw_baby_head(canvas, moment.baby, moment.time_s)
    _parent_body(canvas, moment.parent)
    draw_parent_head(canvas, moment.parent)
    things.draw_ball(canvas, moment)
    things.draw_cloth(canvas, moment)
    things.draw_phone(canvas, moment)
    _arm(canvas, PARENT_BONES, moment.parent, "near", (94, 66), _SLEEVE, _PARENT_SKIN, 1.18)
    things.draw_rattle(canvas, moment)
    _arm(canvas, BABY_BONES, moment.baby, "near", (72, 58), _ROMPER_SLEEVE, _BABY_HAND, 0.85)
    room.light(canvas.picture)
    return canvas.picture


def _leaned(bones: Skeleton, figure: Figure, shape: Outline) -> Outline:
    """A shape on the body, leaned and breathing: it widens a little with its height."""
    high = np.clip((bones.hip[1] - shape[:, 1]) / 250.0, 0.0, 1.0)
    swelled = shape.copy()
    swelled[:, 0] += (shape[:, 0] - bones.hip[0]) * 0.012 * figure.breath * high
    swelled[:, 1] -= 2.2 * figure.breath * high
    turn = np.radians(figure.lean)
    offset = swelled - bones.hip
    cos, sin = np.cos(turn), np.sin(turn)
    rotated = np.column_stack((offset @ [cos, -sin], offset @ [sin, cos]))
    leaned: Outline = bones.hip + rotated - point(0.0, figure.lift)
    return leaned


def _at(bones: Skeleton, figure: Figure, place: Point) -> Point:
    at: Point = _leaned(bones, figure, place[None, :])[0]
    return at


def _parent_body(canvas: Canvas, figure: Figure) -> None:
    torso = _leaned(PARENT_BONES, figure, _PARENT_TORSO)
    canvas.paint([torso], _SHIRT)
    canvas.paint([_PARENT_SHIN], sheen("#5B6879", "#38424F"))
    neck = _at(PARENT_BONES, figure, PARENT_BONES.neck)
    throat = figure.head + (neck - figure.head) * 0.35
    canvas.paint(
        tube(np.array([throat, neck + point(0, 14)]), (92, 112)), sheen("#D19C77", "#B27A57")
    )
    collar = _leaned(PARENT_BONES, figure, _PARENT_COLLAR)
    canvas.paint(tube(collar, (12, 15, 12)), sheen("#A3BBBB", "#7C979B"))


def _baby_body(canvas: Canvas, figure: Figure) -> None:
    torso = _leaned(BABY_BONES, figure, _BABY_TORSO)
    canvas.paint([torso], _ROMPER)
    spots = _leaned(BABY_BONES, figure, _BABY_DOTS)
    canvas.fill([ellipse(spot, 8, 8) for spot in spots], _DOT)
    canvas.paint(_BABY_LEG, _ROMPER)
    toes = [ellipse(point(866 + toe * 4, 818 + toe * 13), 8, 7) for toe in range(4)]
    canvas.paint([ellipse(point(886, 846), 29, 40, -22)], _BABY_SKIN)
    canvas.fill(toes, _TOE)


def _arm(
    canvas: Canvas,
    bones: Skeleton,
    figure: Figure,
    side: Literal["near", "far"],
    widths: tuple[float, float],
    sleeve: Picture,
    skin: Colour,
    size: float,
) -> None:
    shoulder = bones.near_shoulder if side == "near" else bones.far_shoulder
    shoulder = _at(bones, figure, shoulder)
    elbow, hand = bones.elbow(shoulder, figure.near_hand if side == "near" else figure.far_hand)
    bend = elbow + (elbow - (shoulder + hand) / 2.0) * 0.35
    forward = (hand - bend) / max(float(np.hypot(*(hand - bend))), 1.0)
    wrist = hand - forward * 32.0 * size
    spine = bezier(
        shoulder, shoulder + (bend - shoulder) * 0.66, wrist + (bend - wrist) * 0.66, wrist, 9
    )
    stretched = float(np.hypot(*(hand - shoulder))) / bones.arm
    draw_hand(canvas, hand, forward, size, min(max((stretched - 0.6) / 0.35, 0.0), 1.0), skin)
    arm = tube(spine, widths)
    if side == "near":
        shadow = [shape + point(3, 9) for shape in arm]
        canvas.paint(shadow, _SHADOW, strength=0.2, blur=12.0)
    canvas.paint(arm, sleeve)


def draw_hand(
    canvas: Canvas, at: Point, forward: Point, size: float, opened: float, skin: Colour
) -> None:
    """A hand at its palm, pointing along ``forward``; ``opened`` spreads the fingers."""
    thumb_side = 1.0 if forward[0] < 0 else -1.0
    frame = size * np.array([forward, [-forward[1] * thumb_side, forward[0] * thumb_side]])
    spread = np.radians(_FINGER_SPREAD) * (0.25 + 0.85 * opened)
    length = _FINGER_LENGTH * (0.55 + 0.45 * opened)
    fingers = np.column_stack((np.cos(spread), np.sin(spread))) * length[:, None]
    thumb = np.array([[19.5, 13.0 + 13.0 * opened]])
    starts = np.concatenate((_PALM[:1], _FINGER_ROOTS, _THUMB_ROOT))
    ends = np.concatenate((_PALM[1:], _FINGER_ROOTS + fingers, _THUMB_ROOT + thumb))
    canvas.fill(
        capsules(at + starts @ frame, at + ends @ frame, _HAND_STARTS * size, _HAND_ENDS * size),
        skin,
    )
