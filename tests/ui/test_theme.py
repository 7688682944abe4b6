"""Light and dark are our own palettes, and what is written on them can be read."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.theme import Scheme


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


_TEXTS = ("text", "text_2", "text_3", "accent", "attention", "positive", "remove")
_SURFACES = ("window", "panel", "lane", "lane_alt", "raised", "hover", "selection")
_GROUNDS = dict.fromkeys(_SURFACES, _TEXTS) | {
    "pressed": ("text", "text_2", "positive", "remove"),
    "accent_soft": ("text", "text_2", "text_3", "accent", "accent_hover"),
    "attention_soft": ("text", "text_2", "text_3", "attention"),
    "positive_soft": ("text", "text_2", "positive"),
    "accent": ("on_accent",),
    "accent_hover": ("on_accent",),
}
"""What is written on each ground."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"), [(text, ground) for ground, texts in _GROUNDS.items() for text in texts]
)
def test_text_stands_out_from_what_it_is_written_on(scheme: Scheme, text: str, ground: str) -> None:
    assert _contrast(theme.colour(text, scheme), theme.colour(ground, scheme)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("text", ["text", "text_2", "accent"])
def test_what_is_said_on_the_stage_stands_out_in_both_themes(scheme: Scheme, text: str) -> None:
    assert _contrast(theme.colour(text, "dark"), theme.colour("stage", scheme)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("level", [None, *range(1, 7)])
def test_letters_stand_out_from_the_colours_of_levels(scheme: Scheme, level: int | None) -> None:
    fill = theme.level_colour(level, of=scheme)
    assert _contrast(theme.on_level(fill), fill) >= 4.5


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *(("text", ground) for ground in ("stage", "surface", "button", "button_hover")),
        ("text_2", "stage"),
        ("text_2", "surface"),
        ("on_primary", "primary"),
    ],
)
def test_the_parent_can_read_everything(text: str, ground: str) -> None:
    assert _contrast(theme.parent_colour(text), theme.parent_colour(ground)) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_palette_of_standard_controls_can_be_read(qapp: QApplication, scheme: Scheme) -> None:
    theme.dress(qapp, scheme)
    palette = qapp.palette()
    pairs = [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
        (QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Base),
        (QPalette.ColorRole.ButtonText, QPalette.ColorRole.Button),
        (QPalette.ColorRole.HighlightedText, QPalette.ColorRole.Highlight),
        (QPalette.ColorRole.ToolTipText, QPalette.ColorRole.ToolTipBase),
    ]
    for text, ground in pairs:
        assert _contrast(palette.color(text), palette.color(ground)) >= 4.5, (text, ground)


def test_light_is_light_and_dark_is_dark(qapp: QApplication) -> None:
    assert _luminance(theme.colour("window", "light")) > 0.7
    assert _luminance(theme.colour("window", "dark")) < 0.05


def test_an_unknown_scheme_of_the_system_is_light(qapp: QApplication) -> None:
    assert theme.scheme() in ("light", "dark")
    assert theme.colour("text") == theme.colour("text", theme.scheme())


def test_the_scale_of_fonts_is_in_pixels(qapp: QApplication) -> None:
    assert theme.font("display").pixelSize() > theme.font("body").pixelSize() >= 12
