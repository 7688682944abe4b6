"""The room, which never changes and is painted once: window, sofa, picture, plant and mat."""

from dataclasses import dataclass

import cv2
import numpy as np

from media.demo.canvas import Canvas, Picture, colour, ellipse, outline, sheen
from media.demo.skeleton import point


@dataclass(frozen=True, eq=False)
class Room:
    """``ground`` is what the figures are drawn on; ``shade`` (multiplied, 255 is 1) and ``glow``
    (added) are the light that then falls on them. Everything moves within the stage, so the ground
    has its light already everywhere else."""

    ground: Picture
    shade: Picture
    glow: Picture

    def light(self, picture: Picture) -> None:
        """Lets the room's light fall on the stage of a picture."""
        stage = _stage(picture)
        shaded = cv2.multiply(picture[stage], self.shade[stage], scale=1.0 / 255.0)
        picture[stage] = cv2.add(shaded, self.glow[stage])


def _stage(picture: Picture) -> tuple[slice, slice]:
    height, width = picture.shape[:2]
    return slice(height * 13 // 90, height), slice(width * 17 // 160, width * 128 // 160)


def paint_room(width: int, height: int) -> Room:
    """The room at a size in pixels (16:9)."""
    large = np.zeros((height * 2, width * 2, 3), np.uint8)
    canvas = Canvas(large)
    _wall(canvas)
    _window(canvas)
    _picture(canvas)
    _sofa(canvas)
    _plant(canvas)
    soft = 5.0 * canvas.scale
    large[:] = cv2.GaussianBlur(large, (0, 0), soft)
    _floor(canvas)
    _basket(canvas)
    _shadows(canvas)
    ground = np.empty((height, width, 3), np.uint8)
    cv2.resize(large, (width, height), ground, interpolation=cv2.INTER_AREA)
    shade, glow = _light(width, height)
    ground = _grain(ground)
    unlit = ground[_stage(ground)].copy()
    cv2.add(cv2.multiply(ground, shade, scale=1.0 / 255.0), glow, ground)
    ground[_stage(ground)] = unlit
    return Room(ground, shade, glow)


def _wall(canvas: Canvas) -> None:
    wall = outline("M-20 -20L1620 -20L1620 720L-20 720Z")
    canvas.paint([wall], sheen("#EAD8BC", "#A58B70"))


def _window(canvas: Canvas) -> None:
    canvas.paint([outline("M70 -20L400 -20L400 450L70 450Z")], sheen("#FFFBEF", "#FDEBC8"))
    canvas.paint(
        [ellipse(point(150, 440), 150, 90), ellipse(point(330, 455), 140, 70)],
        sheen("#C9D3AE", "#AEBF97"),
        [outline("M70 -20L400 -20L400 450L70 450Z")],
    )
    for bar in ("M229 -20L241 -20L241 450L229 450Z", "M70 204L400 204L400 216L70 216Z"):
        canvas.fill([outline(bar)], colour("#DDC9A8"))
    canvas.fill([outline("M50 446L424 446L424 470L50 470Z")], colour("#E6D3B4"))
    curtains = (
        "M20 -20C60 200 40 380 10 560L110 560C130 380 118 180 100 -20Z",
        "M380 -20C392 180 402 380 436 560L350 560C352 380 356 180 350 -20Z",
    )
    for curtain in curtains:
        canvas.paint([outline(curtain)], sheen("#F3E6CF", "#DBC8A8"))


def _picture(canvas: Canvas) -> None:
    canvas.fill([outline("M1120 70L1340 70L1340 250L1120 250Z")], colour("#9C7F61"))
    inner = outline("M1136 86L1324 86L1324 234L1136 234Z")
    canvas.paint([inner], sheen("#EEDFC2", "#DCC8A4"))
    canvas.paint([ellipse(point(1190, 250), 90, 60)], sheen("#A9B795", "#8FA081"), [inner])
    canvas.paint([ellipse(point(1290, 256), 90, 50)], sheen("#8C9A83", "#7C8A75"), [inner])
    canvas.paint([ellipse(point(1250, 148), 28, 28)], sheen("#E39B6C", "#CF8255", True))


def _sofa(canvas: Canvas) -> None:
    back = "M500 470C500 420 540 400 600 400L1370 400C1440 400 1470 430 1470 490L1470 720L500 720Z"
    canvas.paint([outline(back)], sheen("#A3B199", "#81907B"))
    canvas.paint([outline("M520 560L1450 560L1450 740L520 740Z")], sheen("#8B9A83", "#748370"))
    for seam in ("M830 410L836 410L836 720L830 720Z", "M1150 410L1156 410L1156 720L1150 720Z"):
        canvas.paint([outline(seam)], sheen("#7E8C77", "#6E7C69"), strength=0.6)
    cushion = outline(
        "M1252 400L1420 424C1440 428 1446 440 1442 458L1424 560L1244 548C1230 546 "
        "1226 530 1228 516L1240 416C1242 404 1246 400 1252 400Z"
    )
    canvas.paint([cushion], sheen("#E0A678", "#BD8155"))
    arm = "M1440 520C1440 480 1540 480 1540 530L1540 740L1440 740Z"
    canvas.paint([outline(arm)], sheen("#94A38B", "#73826D"))


def _plant(canvas: Canvas) -> None:
    leaves = (
        "M1540 640C1520 500 1530 380 1580 280C1600 400 1590 520 1570 640Z",
        "M1540 640C1490 570 1480 480 1490 400C1530 460 1560 540 1560 640Z",
        "M1560 640C1590 550 1600 480 1640 430C1640 540 1620 600 1590 640Z",
    )
    for leaf in leaves:
        canvas.paint([outline(leaf)], sheen("#86A07A", "#56704F"))
    canvas.paint([outline("M1512 630L1630 630L1620 760L1524 760Z")], sheen("#CC8A60", "#A2663F"))


def _floor(canvas: Canvas) -> None:
    floor = outline("M-20 700L1620 700L1620 920L-20 920Z")
    canvas.paint([floor], sheen("#B8987A", "#876A51"), blur=6.0)
    for x in range(-100, 1700, 190):
        slant = (x - 800) * 0.18
        board = np.array([[x, 700], [x + 3, 700], [x + slant + 5, 920], [x + slant, 920]])
        canvas.paint([board.astype(np.float64)], sheen("#8A6C52", "#755A44"), strength=0.35)
    for width, height, light, dark in (
        (760, 128, "#CDBA9A", "#B39B7A"),
        (728, 114, "#A8B598", "#8B9A80"),
        (704, 106, "#E6D6B9", "#CBB592"),
        (560, 76, "#EAD9BC", "#D3BE9B"),
    ):
        canvas.paint([ellipse(point(830, 840), width, height)], sheen(light, dark), blur=3.0)


def _basket(canvas: Canvas) -> None:
    canvas.paint(
        [ellipse(point(190, 862), 150, 26)], sheen("#5A3F2A", "#5A3F2A"), strength=0.3, blur=30.0
    )
    heap = [ellipse(point(150, 748), 70, 40), ellipse(point(230, 744), 60, 46)]
    canvas.paint(heap[:1], sheen("#F2E6D0", "#D9C6A6", True))
    canvas.paint(heap[1:], sheen("#A9BDB8", "#7F9CA0", True))
    canvas.paint(
        [outline("M80 750L300 750C300 800 290 850 276 866L104 866C90 850 80 800 80 750Z")],
        sheen("#D7B183", "#A97F53"),
    )
    for y in (775, 803, 831):
        weave = np.array([[84.0 + (y - 750) * 0.1, y], [296.0 - (y - 750) * 0.1, y]])
        canvas.line(weave, 5, colour("#B98F60"))
    canvas.paint([outline("M72 742L308 742L306 762L74 762Z")], sheen("#E2C094", "#BC9264"))


def _shadows(canvas: Canvas) -> None:
    dark = sheen("#5E432D", "#5E432D")
    for x, y, width, height in ((560, 868, 330, 34), (1060, 862, 260, 30)):
        canvas.paint([ellipse(point(x, y), width, height)], dark, strength=0.42, blur=46.0)


def _light(width: int, height: int) -> tuple[Picture, Picture]:
    """A darker edge, and a warm glow from the window."""
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    edge = np.clip((np.hypot((x - 0.52) * 1.15, y - 0.5) - 0.42) / 0.5, 0.0, 1.0) ** 1.6
    shade = 1.0 - edge[..., None] * np.array([0.36, 0.30, 0.25])
    near = np.clip(1.0 - np.hypot(x - 0.14, (y - 0.2) * 0.75) / 0.72, 0.0, 1.0) ** 1.7
    glow = near[..., None] * np.array([26.0, 44.0, 56.0])
    return np.rint(shade * 255.0).astype(np.uint8), np.rint(glow).astype(np.uint8)


def _grain(picture: Picture) -> Picture:
    """A trace of grain, always the same, so that soft surfaces do not fall into bands."""
    noise = np.random.default_rng(5).normal(0.0, 1.1, picture.shape[:2])[..., None]
    return np.clip(np.rint(picture + noise), 0, 255).astype(np.uint8)
