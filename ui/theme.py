"""Colours, sizes, fonts and icons, all from ``tokens.json``; nothing else holds one."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import qtawesome
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from ui.kept_icon import kept
from ui.style_sheet import style_sheet

Scheme = Literal["dark", "light"]
Choice = Literal["system", "dark", "light"]

_GROWING = (
    "row", "button", "field", "transport", "top_bar", "key_cap", "icon_button", "play_button",
    "timeline_header",
)  # fmt: skip

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "lane_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_3",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "line",
    QPalette.ColorRole.Shadow: "line",
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)
_GENERIC_FAMILIES = ("", "sans", "sans serif", "dejavu sans")
_LEAST_CONTRAST = 3.0
_STEP = 4


class _State(QObject):
    """What is in use now. ``changed`` is sent after another scheme, text size or density."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme: Scheme = "light"
        self.text_scale = 1.0
        self.compact = False


state = _State()


@cache
def tokens() -> dict[str, Any]:
    """The design's numbers as they stand in the file."""
    loaded: dict[str, Any] = json.loads(
        Path(__file__).with_name("tokens.json").read_text(encoding="utf-8")
    )
    return loaded


def system_scheme() -> Scheme:
    """Dark where the system asks for dark, else light."""
    asked = QGuiApplication.styleHints().colorScheme()
    return "dark" if asked == Qt.ColorScheme.Dark else "light"


def scheme() -> Scheme:
    """The scheme in use."""
    return state.scheme


def dress(
    app: QApplication,
    of: Scheme | None = None,
    *,
    text_scale: float | None = None,
    compact: bool | None = None,
) -> None:
    """Give the application our palette, fonts and controls, now and whenever these change."""
    state.scheme = of or system_scheme()
    state.text_scale = state.text_scale if text_scale is None else text_scale
    state.compact = state.compact if compact is None else compact
    app.setStyle("Fusion")
    app.setPalette(_palette())
    _font.cache_clear()
    app.setFont(font("body"))
    app.setStyleSheet(style_sheet(tokens(), state.scheme, state.text_scale, size))
    _icon.cache_clear()
    state.changed.emit()


# Colours


def colour(name: str, of: Scheme | None = None) -> QColor:
    """A colour of the scheme in use, or of the one named."""
    return _colour(tokens()[of or state.scheme][name])


def parent_colour(name: str) -> QColor:
    """A colour of the parent's window, which knows no scheme."""
    return _colour(tokens()["parent"][name])


def level_colour(level: int | None, own: str | None = None, of: Scheme | None = None) -> QColor:
    """The colour of a code: that of its level (None: no level), or its own (``#rrggbb``) made
    lighter or darker until it stands out from a lane."""
    chosen = of or state.scheme
    if own is None:
        return _colour(tokens()["levels"][str(level or 0)][chosen])
    return _standing_out(own, chosen)


def on_level(fill: QColor) -> QColor:
    """The colour of text on a code's colour: ink or paper, whichever has the higher contrast."""
    return QColor(_on_level(fill.rgb()))


@cache
def _on_level(rgb: int) -> QColor:
    inks = (_colour(tokens()["on_level"]["ink"]), _colour(tokens()["on_level"]["paper"]))
    return max(inks, key=lambda ink: contrast(ink, QColor(rgb)))


def level_name(level: int) -> str:
    """What a level is called."""
    return str(tokens()["levels"][str(level)]["name"])


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two opaque colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mixed(base: QColor, towards: QColor, share: float) -> QColor:
    """A colour on the way from one to another: 0 is the first, 1 the second."""
    parts = zip(_rgb(base), _rgb(towards), strict=True)
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in parts))


def faded(base: QColor, alpha: float) -> QColor:
    """The same colour, see-through: 0 is not there, 1 is opaque."""
    made = QColor(base)
    made.setAlphaF(alpha)
    return made


# Type


def font(name: str) -> QFont:
    """A font of the scale: micro, small, body, strong, heading, title, display, timecode, …"""
    return QFont(_font(name, state.text_scale))


@cache
def _font(name: str, text_scale: float) -> QFont:
    scale = tokens()["type"][name]
    made = QFont(QGuiApplication.font())
    if (family := _family()) is not None:
        made.setFamily(family)
    made.setPixelSize(round(scale["px"] * text_scale))
    made.setWeight(QFont.Weight(scale["weight"]))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def text_scale() -> float:
    """How much larger than designed the text is shown: 1 to 2."""
    return state.text_scale


@cache
def _family() -> str | None:
    """A good family of the design's list where the system has no interface font of its own."""
    if QGuiApplication.font().family().lower() not in _GENERIC_FAMILIES:
        return None
    there = set(QFontDatabase.families())
    return next((name for name in tokens()["type"]["families"] if name in there), None)


# Space and time


def size(name: str) -> int:
    """A length in device-independent pixels: the compact one in a small window. Rows, fields and
    buttons grow with the text."""
    length: int = _compact_or_not(tokens()["size"], name)
    grows = name.startswith(_GROWING)
    return round(length * state.text_scale) if grows else length


def space(step: int) -> int:
    """A distance of the scale 2, 4, 8, 12, 16, 24, 32, 48, 64, by its place from 0."""
    distance: int = tokens()["space"][step]
    return distance


def radius(name: str) -> int:
    """A corner's radius in pixels: tag, control, card, dialog, parent_picture, …"""
    corner: int = tokens()["radius"][name]
    return corner


def line(name: str) -> int:
    """A line's width in pixels: hair, focus, focus_gap, selected_tag."""
    width: int = tokens()["border"][name]
    return width


def timeline(name: str) -> Any:
    """A measure of the timeline, the compact one in a small window."""
    return _compact_or_not(tokens()["timeline"], name)


def duration_ms(name: str) -> int:
    """How long a movement or a message lasts, in milliseconds."""
    lasts: int = tokens()["motion"][name]
    return lasts


# Icons


def icon(name: str, colour_name: str = "text_2", fill: QColor | None = None) -> QIcon:
    """A Phosphor icon (``play-fill``) in a colour of the scheme, or in ``fill``. Ask again when
    the theme has changed."""
    shown = (fill or colour(colour_name)).name(QColor.NameFormat.HexArgb)
    return _icon(name, shown, colour("disabled").name())


@cache
def _icon(name: str, shown: str, disabled: str) -> QIcon:
    colours = {"color": QColor(shown), "color_disabled": QColor(disabled)}
    return kept(qtawesome.icon(f"ph.{name}", **colours))


# What they share


def _compact_or_not(sizes: Mapping[str, Any], name: str) -> Any:
    return sizes.get(f"{name}_compact", sizes[name]) if state.compact else sizes[name]


def _colour(value: str) -> QColor:
    """Tokens write a colour as #rrggbb or #rrggbbaa; Qt takes the alpha first."""
    return QColor(value if len(value) == 7 else f"#{value[7:]}{value[1:7]}")


def _rgb(of: QColor) -> tuple[float, float, float]:
    return of.redF(), of.greenF(), of.blueF()


def _luminance(of: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _rgb(of)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@cache
def _standing_out(own: str, of: Scheme) -> QColor:
    lane, made = _colour(tokens()[of]["lane"]), QColor(own)
    hue, saturation, lightness = made.hslHue(), made.hslSaturation(), made.lightness()
    towards = _STEP if of == "dark" else -_STEP
    while contrast(made, lane) < _LEAST_CONTRAST and 0 < lightness + towards < 255:
        lightness += towards
        made = QColor.fromHsl(hue, saturation, lightness)
    return made


def _palette() -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, colour(name))
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("disabled"))
    return palette
