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


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_it_is_written_on(qapp: QApplication, scheme: Scheme) -> None:
    theme.dress(qapp, scheme)
    palette = qapp.palette()
    pairs = [
        (QPalette.ColorRole.WindowText, QPalette.ColorRole.Window),
        (QPalette.ColorRole.Text, QPalette.ColorRole.Base),
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
