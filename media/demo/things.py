"""What lies about and is played with: ball, rattle, cloths and the phone."""

import math

import numpy as np

from media.demo.canvas import Canvas, colour, ellipse, outline, sheen
from media.demo.cues import rows_of
from media.demo.motion import Outline, smoothstep
from media.demo.places import CLOTH_PILE
from media.demo.pose import Moment
from media.demo.row import PARENT
from media.demo.skeleton import point

_CLOTHS = (("#EFE2CA", "#D3BF9C"), ("#A9BFBC", "#87A3A4"), ("#E3B68E", "#C68F64"))
_TOWEL = outline("M-62 -8C-70 -8 -70 8 -62 8L62 8C68 8 68 -8 62 -8Z")
_TOWEL_EDGE = outline("M-60 8L60 8")
BALL_RADIUS = 36.0
_SHADOW = sheen("#5E432D", "#5E432D")


def draw_blocks(canvas: Canvas) -> None:
    """The blocks on the mat."""
    for x, y, light, dark in (
        (1300, 806, "#E3BE5E", "#C39A3C"),
        (1352, 816, "#8FB0B5", "#66898F"),
        (1322, 764, "#DD9A6B", "#BE774A"),
    ):
        canvas.paint([ellipse(point(x, y + 24), 34, 9)], _SHADOW, strength=0.3, blur=12.0)
        block = outline("M-22 -24L22 -24L24 22L-24 22Z") + point(x, y)
        canvas.paint([block], sheen(light, dark))


def draw_ball(canvas: Canvas, moment: Moment) -> None:
    """The striped ball; it turns as it rolls."""
    at = moment.ball + point(0, 4)
    canvas.paint(
        [ellipse(at + point(4, BALL_RADIUS - 2), 36, 10)], _SHADOW, strength=0.4, blur=14.0
    )
    body = ellipse(at, BALL_RADIUS, BALL_RADIUS)
    canvas.paint([body], sheen("#F0B183", "#C4743F", True))
    stripes = []
    turn = moment.ball[0] / BALL_RADIUS
    for number in range(3):
        side = math.sin(turn + number * math.tau / 3.0)
        if math.cos(turn + number * math.tau / 3.0) > -0.15:
            stripes.append(
                ellipse(at + point(side * 25.0, 0), 5.0 + 7.0 * math.sqrt(1.0 - side * side), 40.0)
            )
    canvas.paint(stripes, sheen("#FBF0DA", "#DCC7A0", True), [body], 0.9)


def draw_rattle(canvas: Canvas, moment: Moment) -> None:
    """The rattle, held at its stick or lying on the mat."""
    angle = math.radians(moment.rattle_angle)
    along = point(math.sin(angle), -math.cos(angle))
    at = moment.rattle
    canvas.line(np.array([at - along * 24, at + along * 34]), 10, colour("#C99A66"))
    canvas.paint([ellipse(at + along * 54, 27, 27)], sheen("#A9BF9C", "#6E8A68", True))
    canvas.fill([ellipse(at + along * 54, 26, 7, moment.rattle_angle)], colour("#EBDAB8"))
    canvas.fill([ellipse(at - along * 28, 11, 11)], colour("#D69664"))


def draw_cloth(canvas: Canvas, moment: Moment) -> None:
    """The pile of folded cloths, and the one in the parent's hands."""
    folds = rows_of(PARENT, "folds")
    done = sum(row.to_s is not None and row.to_s <= moment.time_s for row in folds)
    for layer in range(done + 1):
        at = CLOTH_PILE + point(4 * (layer % 2), 6 - 15 * layer)
        canvas.fill([_TOWEL + at], colour(_CLOTHS[layer % len(_CLOTHS)][0]))
        canvas.line(_TOWEL_EDGE + at, 3, colour(_CLOTHS[layer % len(_CLOTHS)][1]))
    if moment.folded is not None:
        light, dark = _CLOTHS[(done + 1) % len(_CLOTHS)]
        canvas.paint([_held_cloth(moment, moment.folded)], sheen(light, dark), blur=3.0)


def _held_cloth(moment: Moment, folded: float) -> Outline:
    left, right = sorted((moment.parent.near_hand, moment.parent.far_hand), key=lambda at: at[0])
    drop = 120.0 - 66.0 * smoothstep((folded - 0.5) / 0.25)
    sway = 8.0 * math.sin(moment.time_s * 3.0)
    bottom = min(max(left[1], right[1]) + drop, 878.0)
    middle = (left + right) / 2.0
    return np.array(
        [
            left + point(-14, -6),
            middle + point(0, 6 - 0.03 * drop),
            right + point(14, -6),
            point(right[0] + 10 + sway, bottom - 4),
            point(middle[0] + sway, bottom + 4),
            point(left[0] - 10 + sway, bottom - 2),
        ]
    )


def draw_phone(canvas: Canvas, moment: Moment) -> None:
    """The phone, flat on the floor or upright in the parent's hand."""
    held = min(max((820.0 - moment.phone[1]) / 140.0, 0.0), 1.0)
    tall, wide = 12.0 + 50.0 * held, 40.0 - 12.0 * held
    corner = np.array([[-wide, -tall], [wide, -tall], [wide, tall], [-wide, tall]])
    tilt = math.radians(14.0 * held)
    turned = corner @ np.array(
        [[math.cos(tilt), math.sin(tilt)], [-math.sin(tilt), math.cos(tilt)]]
    )
    at = moment.phone + point(14.0 * held, 6.0 - 34.0 * held)
    canvas.paint([at + turned], sheen("#4A4F57", "#2C3036"), blur=3.0)
    if held < 0.5:
        canvas.paint([at + turned * 0.8], sheen("#8EA4AC", "#5E737B"), strength=0.7)
