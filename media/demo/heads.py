"""The two heads: the parent's with a bun, the baby's with a tuft."""

import numpy as np

from media.demo.canvas import Canvas, colour, sheen, tube
from media.demo.face import Features, draw_face
from media.demo.motion import Outline, drift
from media.demo.pose import Face, Figure
from media.demo.skeleton import BABY_BONES, PARENT_BONES
from media.demo.sphere import Round, Turned, space

_PARENT_SKULL = Round(space(0, -0.14, -0.14), space(0.98, 0.98, 0.98))
_PARENT_JAW = Round(space(0, 0.3, 0.17), space(0.72, 0.78, 0.72))
_PARENT_NOSE = Round(space(0, 0.24, 0.93), space(0.115, 0.14, 0.2))
_PARENT_BRIDGE = Round(space(0, 0.06, 0.82), space(0.09, 0.25, 0.13))
_PARENT_HAIR = Round(space(0, -0.16, -0.16), space(1.02, 1.02, 1.02))
_PARENT_BUN = Round(space(0, -0.66, -1.2), space(0.5, 0.5, 0.5))
_PARENT_EAR = Round(space(0.93, 0.12, -0.06), space(0.1, 0.2, 0.14))
_PARENT_FEATURES = Features(
    surface=Round(space(0, 0.08, 0.1), space(0.84, 1.0, 0.82)),
    eye_across=23.5,
    eye_up=4,
    eye_width=11.5,
    eye_height=8.6,
    iris=6.6,
    brow_up=18.5,
    brow_width=12,
    mouth_up=-33,
    mouth_width=16.5,
    cheek=(44, -17, 14),
    line="#3A2820",
    brow_line="#4A352B",
    iris_colour="#5B3B26",
    lip="#A4523F",
    blush="#DE7459",
    lashes=5.2,
    stroke=6.0,
)
_BABY_SKULL = Round(space(0, 0, 0), space(1.0, 1.0, 1.0))
_BABY_JAW = Round(space(0, 0.28, 0.12), space(0.94, 0.75, 0.86))
_BABY_NOSE = Round(space(0, 0.2, 1.0), space(0.12, 0.1, 0.13))
_BABY_HAIR = Round(space(0, -0.02, -0.02), space(1.025, 1.025, 1.025))
_BABY_EAR = Round(space(0.98, 0.16, -0.08), space(0.1, 0.2, 0.17))
_BABY_FEATURES = Features(
    surface=Round(space(0, 0.06, 0.03), space(0.97, 0.97, 0.97)),
    eye_across=21,
    eye_up=-1,
    eye_width=10.5,
    eye_height=10.5,
    iris=8.2,
    brow_up=17.5,
    brow_width=8.5,
    mouth_up=-31,
    mouth_width=11.5,
    cheek=(41, -20, 15),
    line="#4A3226",
    brow_line="#A97B58",
    iris_colour="#4A3020",
    lip="#A85246",
    blush="#E8765A",
    lashes=3.6,
    stroke=5.0,
)


def draw_parent_head(canvas: Canvas, figure: Figure) -> None:
    """Bun, face, hair and ears of the parent."""
    head = _turned(figure, PARENT_BONES.head_radius)
    bun = [head.round(_PARENT_BUN)]
    bun_behind = head.depth(_PARENT_BUN.centre) < 0.2
    hair = sheen("#5C463A", "#2E201A", True)
    if bun_behind:
        canvas.paint(bun, hair)
    back = head.round(Round(space(0, -0.1, -0.3), space(0.98, 1.02, 0.85)))
    canvas.paint([back], hair)
    skin = [head.round(body) for body in (_PARENT_SKULL, _PARENT_JAW, _PARENT_NOSE, _PARENT_BRIDGE)]
    canvas.paint(skin, sheen("#EBBB98", "#C08864", True))
    draw_face(canvas, head, _PARENT_FEATURES, figure.face, skin[1])
    _nose(canvas, head, _PARENT_NOSE, "#E8B592", "#C98F6C", "#B97B58")
    for axis, angle in (
        (space(0.62, -0.62, -0.5), 71.0),
        (space(-0.62, -0.62, -0.5), 71.0),
        (space(0, -0.25, -1), 72.0),
    ):
        cap = head.cap(_PARENT_HAIR, axis, angle)
        if cap is not None:
            canvas.paint([cap], hair)
    _ears(canvas, head, _PARENT_EAR, "#DDA480", "#B97F5D")
    if not bun_behind:
        canvas.paint(bun, hair)


def draw_baby_head(canvas: Canvas, figure: Figure, time_s: float) -> None:
    """Face, tuft and ears of the baby."""
    head = _turned(figure, BABY_BONES.head_radius)
    skin = [head.round(body) for body in (_BABY_SKULL, _BABY_JAW, _BABY_NOSE)]
    canvas.paint(skin, sheen("#FAD9BE", "#DDA683", True))
    draw_face(canvas, head, _BABY_FEATURES, figure.face, skin[0])
    _nose(canvas, head, _BABY_NOSE, "#F7CDB0", "#E3A98A", "#CF9270")
    hair = sheen("#A67B58", "#7A563B", True)
    cap = head.cap(_BABY_HAIR, space(0, -0.66, -0.75), 66.0)
    if cap is not None:
        canvas.paint([cap], hair)
    _tuft(canvas, head, time_s)
    _ears(canvas, head, _BABY_EAR, "#F0BE9C", "#D69C7A")


def _turned(figure: Figure, radius: float) -> Turned:
    face: Face = figure.face
    return Turned(figure.head, radius, face.yaw, face.pitch, face.roll)


def _nose(canvas: Canvas, head: Turned, nose: Round, light: str, dark: str, line: str) -> None:
    shape = head.round(nose)
    canvas.paint([shape], sheen(light, dark, True), strength=0.85)
    if head.depth(space(0, 0, 1)) > 0.25:
        centre = shape.mean(axis=0)
        low = shape[shape[:, 1] > centre[1] + 0.45 * (shape[:, 1].max() - centre[1])]
        canvas.line(low[np.argsort(low[:, 0])], 3.0, colour(line))


def _ears(canvas: Canvas, head: Turned, ear: Round, light: str, dark: str) -> None:
    for side in (-1.0, 1.0):
        sided = Round(ear.centre * np.array([side, 1.0, 1.0]), ear.radii)
        if head.depth(sided.centre) < 0.05:
            continue
        shape = head.round(sided)
        canvas.paint([shape], sheen(light, dark))
        centre = shape.mean(axis=0)
        inner: Outline = centre + (shape - centre) * 0.55
        canvas.line(inner[6:30], 3.0, colour(dark))


def _tuft(canvas: Canvas, head: Turned, time_s: float) -> None:
    """A curl on the crown that swings a little."""
    sway = 0.05 * drift(time_s, 2.2, 1.7)
    strands = []
    for side, length in ((-0.05, 0.22), (0.06, 0.34)):
        root = space(side, -0.93, -0.2)
        bend = space(side * 1.2 - 0.14 + sway * 0.4, -1.0 - length * 0.75, -0.08)
        tip = space(side * 1.4 + 0.2 + sway, -0.98 - length, 0.06)
        at = head.project(np.array([root, bend, tip]))
        steps = np.linspace(0, 1, 9)[:, None]
        spine = (1 - steps) ** 2 * at[0] + 2 * steps * (1 - steps) * at[1] + steps**2 * at[2]
        strands += tube(spine, (24, 19, 4))
    canvas.paint(strands, sheen("#9A714E", "#8D6546"))
