"""Colours, sizes and fonts, all from ``tokens.json``; nothing else holds one."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

Scheme = Literal["dark", "light"]

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "lane_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_3",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.Mid: "line",
}
_TEXT_ROLES = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
)


@cache
def tokens() -> dict[str, Any]:
    """The design's numbers as they stand in the file."""
    loaded: dict[str, Any] = json.loads(
        Path(__file__).with_name("tokens.json").read_text(encoding="utf-8")
    )
    return loaded


def scheme() -> Scheme:
    """Dark where the system asks for dark, else light."""
    asked = QGuiApplication.styleHints().colorScheme()
    return "dark" if asked == Qt.ColorScheme.Dark else "light"


def colour(name: str, of: Scheme | None = None) -> QColor:
    """A colour of the scheme in use, or of the one named."""
    return QColor(tokens()[of or scheme()][name])


def font(name: str) -> QFont:
    """A font of the scale: body, heading, title, display, …"""
    scale = tokens()["type"][name]
    made = QFont(QGuiApplication.font())
    made.setPixelSize(scale["px"])
    made.setWeight(QFont.Weight(scale["weight"]))
    return made


def size(name: str) -> int:
    """A length in device-independent pixels."""
    length: int = tokens()["size"][name]
    return length


def dress(app: QApplication, of: Scheme | None = None) -> None:
    """Give the application our palette, font and controls. Called again when the scheme changes."""
    chosen = of or scheme()
    app.setStyle("Fusion")
    app.setPalette(_palette(chosen))
    app.setFont(font("body"))
    app.setStyleSheet(_style_sheet(chosen))


def _palette(of: Scheme) -> QPalette:
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, colour(name, of))
    for role in _TEXT_ROLES:
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("disabled", of))
    return palette


def _style_sheet(of: Scheme) -> str:
    names = {name: value for name, value in tokens()[of].items() if isinstance(value, str)}
    radius, border = tokens()["radius"], tokens()["border"]
    return f"""
        QFrame#card {{ background: {names["panel"]}; border-radius: {radius["card"]}px;
            border: {border["hair"]}px solid {names["line"]}; }}
        QLabel#soft {{ color: {names["text_2"]}; }}
        QPushButton {{ background: {names["raised"]}; color: {names["text"]};
            border: {border["hair"]}px solid {names["control_border"]};
            border-radius: {radius["control"]}px; padding: 0 16px;
            min-height: {size("button") - 2}px; }}
        QPushButton:hover {{ background: {names["hover"]}; }}
        QPushButton:pressed {{ background: {names["pressed"]}; }}
        QPushButton:disabled {{ color: {names["disabled"]}; border-color: {names["line"]}; }}
        QPushButton#main:enabled {{ background: {names["accent"]}; color: {names["on_accent"]};
            border-color: {names["accent"]}; font-weight: 600; }}
        QPushButton#main:hover:enabled {{ background: {names["accent_hover"]}; }}
        QPushButton:focus, QPushButton#main:focus {{
            border: {border["focus"]}px solid {names["focus"]}; }}
        QProgressBar {{ background: {names["lane"]}; border: none; border-radius: 4px;
            min-height: 8px; max-height: 8px; }}
        QProgressBar::chunk {{ background: {names["accent"]}; border-radius: 4px; }}
    """
