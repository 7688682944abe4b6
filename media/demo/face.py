"""Eyes, brows, cheeks and mouths on a turned head."""

from dataclasses import dataclass

import numpy as np

from media.demo.canvas import Canvas, colour, sheen
from media.demo.motion import Outline
from media.demo.pose import Face
from media.demo.sphere import Round, Turned

_TURN = np.linspace(0, 2 * np.pi, 24, endpoint=False)
_ROUND = np.column_stack((np.cos(_TURN), np.sin(_TURN)))
_WHITE = sheen("#FFFaF0", "#F0E2CF")
_MOUTH = sheen("#8A3A32", "#74302B")
_TONGUE = sheen("#DE8377", "#D0705F")


@dataclass(frozen=True, eq=False)
class Features:
    """Where a face's features are, in degrees across and up its surface, and its colours."""

    surface: Round
    eye_across: float
    eye_up: float
    eye_width: float
    eye_height: float
    iris: float
    brow_up: float
    brow_width: float
    mouth_up: float
    mouth_width: float
    cheek: tuple[float, float, float]
    line: str
    brow_line: str
    iris_colour: str
    lip: str
    blush: str
    lashes: float
    stroke: float


def draw_face(canvas: Canvas, head: Turned, look: Features, face: Face, skin: Outline) -> None:
    """Draws everything on the skin but the nose. ``skin`` is the outline nothing may leave."""
    for side in (-1.0, 1.0):
        _cheek(canvas, head, look, face, side, skin)
    for side in (-1.0, 1.0):
        _eye(canvas, head, look, face, side)
        _brow(canvas, head, look, face, side)
    _mouth(canvas, head, look, face)


def _cheek(
    canvas: Canvas, head: Turned, look: Features, face: Face, side: float, skin: Outline
) -> None:
    across, up, size = look.cheek
    size *= 1.0 + 0.15 * face.smile
    shape = head.patch(
        look.surface,
        side * across + size * _ROUND[:, 0],
        up + 4.0 * face.smile + 0.8 * size * _ROUND[:, 1],
    )
    if shape is not None and len(shape) > 6:
        strength = 0.22 + 0.26 * face.smile
        canvas.paint([shape], sheen(look.blush, look.blush), [skin], strength, blur=11.0)


def _eye(canvas: Canvas, head: Turned, look: Features, face: Face, side: float) -> None:
    across = side * look.eye_across + look.eye_width * np.linspace(-1, 1, 15)
    bow = 1.0 - np.linspace(-1, 1, 15) ** 2
    lowered = min(max(-face.eye_pitch / 30.0, 0.0), 1.0)
    opening = (1.0 - face.closed) * (1.0 - 0.22 * face.smile + 0.1 * face.brow - 0.5 * lowered)
    shut = look.eye_up - look.eye_height * (0.42 - 0.5 * face.smile) * bow
    upper = shut + (look.eye_up + look.eye_height * np.sqrt(bow) - shut) * opening
    raised = look.eye_height * (0.86 - 0.5 * face.smile) * np.sqrt(bow)
    lower = shut + (look.eye_up - raised - shut) * opening
    slope = -0.1 * max(-face.pitch, 0.0) * side * np.linspace(-1, 1, 15)  # outer corners lower
    upper, lower = upper + slope, lower + slope
    lid = head.patch(look.surface, across, upper)
    if lid is None or len(lid) < 6:
        return
    if opening > 0.12:
        shape = head.patch(
            look.surface,
            np.concatenate((across, across[::-1])),
            np.concatenate((upper, lower[::-1])),
        )
        if shape is not None and len(shape) > 5:
            canvas.paint([shape], _WHITE)
            _iris(canvas, head, look, face, side, shape, opening > 0.55)
    canvas.line(lid, look.lashes, colour(look.line))


def _iris(
    canvas: Canvas,
    head: Turned,
    look: Features,
    face: Face,
    side: float,
    eye: Outline,
    bright: bool,
) -> None:
    free_across, free_up = look.eye_width - 0.55 * look.iris, look.eye_height - 0.6 * look.iris
    across = side * look.eye_across + np.clip(face.eye_yaw * 0.55, -free_across, free_across)
    up = look.eye_up + np.clip(face.eye_pitch * 0.5, -free_up, free_up)
    for size, aside, above, shade in (
        (1.0, 0.0, 0.0, look.iris_colour),
        (0.62, 0.0, 0.0, "#1E130E"),
        (0.27, -0.34, 0.4, "#FFFFFF"),
    )[: 3 if bright else 2]:
        shape = head.patch(
            look.surface,
            across + look.iris * (aside + size * _ROUND[:, 0]),
            up + look.iris * (above + size * _ROUND[:, 1]),
        )
        if shape is not None and len(shape) > 8:
            canvas.paint([shape], sheen(shade, shade), [eye])


def _brow(canvas: Canvas, head: Turned, look: Features, face: Face, side: float) -> None:
    along = np.linspace(-1, 1, 11)
    lift = look.brow_up + 5.5 * face.brow - 1.5 * face.closed
    bow = (
        4.0 * (1 - along**2) - (1.0 + 2.0 * face.brow + 0.08 * max(-face.pitch, 0.0)) * along
    )  # inner ends raised: never an angry look
    line = head.patch(
        look.surface, side * (look.eye_across + 1.5 + look.brow_width * along), lift + bow
    )
    if line is not None and len(line) > 3:
        canvas.line(line, look.stroke, colour(look.brow_line))


def _mouth(canvas: Canvas, head: Turned, look: Features, face: Face) -> None:
    along = np.linspace(-1, 1, 17)
    bow = 1.0 - along**2
    smile = (face.smile + 0.12) * (1.0 - 0.7 * face.rounded)
    width = look.mouth_width * (1.0 + 0.42 * smile) * (1.0 - 0.42 * face.rounded)
    across = width * along
    corners = 7.5 * smile + 0.11 * max(-face.pitch, 0.0)
    line = look.mouth_up + corners * (along**2 - 0.33)
    gap = 17.0 * max(face.opened, 0.4 * max(face.smile - 0.5, 0.0) / 0.4)
    upper = line + gap * 0.16 * bow
    lower = line - gap * 0.84 * np.sqrt(bow)
    edge = head.patch(look.surface, across, upper)
    if edge is None:
        return
    if gap > 1.2:
        shape = head.patch(
            look.surface,
            np.concatenate((across, across[::-1])),
            np.concatenate((upper, lower[::-1])),
        )
        if shape is not None and len(shape) > 5:
            canvas.paint([shape], _MOUTH)
            tongue = head.patch(
                look.surface,
                0.62 * width * _ROUND[:, 0],
                look.mouth_up - gap * 0.95 + 0.42 * gap * _ROUND[:, 1],
            )
            if tongue is not None and len(tongue) > 8:
                canvas.paint([tongue], _TONGUE, [shape])
    canvas.line(edge, look.stroke * 0.8, colour(look.lip))
