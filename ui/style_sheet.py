"""How the standard controls look, written from the design's numbers."""

from collections.abc import Callable, Mapping
from typing import Any


def style_sheet(
    tokens: Mapping[str, Any], scheme: str, text_scale: float, size: Callable[[str], int]
) -> str:
    """Qt's style sheet for a scheme; ``size`` gives a length as it is now.

    Widgets are told apart by their object names:

    ``card`` ``panel`` ``bar``     surfaces; ``floating`` lies over others
    ``soft`` ``faint`` ``warning`` labels in quieter colours, or that ask for attention
    ``main`` ``flat`` ``remove`` ``segment`` ``link``  buttons; ``head`` a small one at the head of
    the timeline
    """
    names: dict[str, str] = {name: value[:7] for name, value in tokens[scheme].items()}
    radius, border = tokens["radius"], tokens["border"]
    hair, corner = border["hair"], radius["control"]
    button, icon_button, play = size("button"), size("icon_button"), size("play_button")
    small = round(tokens["type"]["small"]["px"] * text_scale)
    line = round(tokens["type"]["body"]["line"] * text_scale)
    menu_edge = 8 if text_scale < 1.75 else 6  # so that all menus fit the smallest window
    # At the designed size the style's own icons are right.
    icon_px = round(size("icon_small") * text_scale)
    icons = f"QToolButton, QPushButton {{ icon-size: {icon_px}px; }}" if text_scale > 1 else ""
    return f"""
        {icons}
        QMainWindow, QDialog, QStackedWidget#pages {{ background: {names["window"]}; }}
        QWidget#panel, QScrollArea#panel, QScrollArea#panel > QWidget > QWidget {{
            background: {names["panel"]}; }}
        QWidget#bar {{ background: {names["panel"]};
            border-bottom: {hair}px solid {names["line"]}; }}
        QWidget#foot {{ background: {names["panel"]}; border-top: {hair}px solid {names["line"]}; }}
        QFrame#card {{ background: {names["panel"]}; border-radius: {radius["card"]}px;
            border: {hair}px solid {names["line"]}; }}
        QFrame#floating {{ background: {names["raised"]}; border-radius: {radius["card"]}px;
            border: {hair}px solid {names["control_border"]}; }}
        QFrame#rule {{ background: {names["line"]}; border: none; max-height: {hair}px; }}
        QFrame#notice {{ background: {names["attention_soft"]}; border-radius: {radius["card"]}px;
            border: none; }}
        QLabel#soft {{ color: {names["text_2"]}; }}
        QLabel#faint {{ color: {names["text_3"]}; }}
        QLabel#small {{ color: {names["text_2"]}; font-size: {small}px; }}
        QLabel#warning {{ color: {names["attention"]}; }}
        QLabel#positive {{ color: {names["positive"]}; }}

        QPushButton {{ background: {names["raised"]}; color: {names["text"]};
            border: {hair}px solid {names["control_border"]};
            border-radius: {corner}px; padding: 0 14px; min-height: {button - 2}px; }}
        QPushButton, QToolButton, QComboBox {{ outline: none; }}
        QPushButton:hover {{ background: {names["hover"]}; }}
        QPushButton:pressed {{ background: {names["pressed"]}; }}
        QPushButton:disabled {{ color: {names["disabled"]}; border-color: {names["line"]}; }}
        QPushButton#main:enabled {{ background: {names["accent"]}; color: {names["on_accent"]};
            border-color: {names["accent"]}; font-weight: 600; }}
        QPushButton#main:hover:enabled {{ background: {names["accent_hover"]};
            border-color: {names["accent_hover"]}; }}
        QPushButton#remove:enabled {{ color: {names["remove"]}; }}
        QPushButton#flat, QPushButton#link {{ background: transparent;
            border-color: transparent; }}
        QPushButton#flat:hover {{ background: {names["hover"]}; }}
        QPushButton#link {{ color: {names["accent"]}; padding: 0 4px; }}
        QPushButton#link:hover {{ color: {names["accent_hover"]}; text-decoration: underline; }}
        QPushButton#answer_yes, QPushButton#answer_no, QPushButton#answer_unasked {{
            background: transparent; border-color: transparent; text-align: left;
            padding: 0 8px; color: {names["text_2"]}; }}
        QPushButton#answer_yes {{ color: {names["positive"]}; }}
        QPushButton#answer_unasked {{ color: {names["attention"]}; }}
        QPushButton#answer_yes:hover, QPushButton#answer_no:hover,
        QPushButton#answer_unasked:hover {{ background: {names["hover"]}; }}
        QToolButton {{ background: transparent; color: {names["text"]}; border: none;
            border-radius: {corner}px; padding: 0 4px;
            min-height: {icon_button - 4}px; min-width: {icon_button - 12}px; }}
        QToolButton#head {{ padding: 0; min-height: {icon_px + 8}px;
            min-width: {icon_px + 8}px; }}
        QToolButton:hover {{ background: {names["hover"]}; }}
        QToolButton:pressed {{ background: {names["pressed"]}; }}
        QToolButton:checked {{ background: {names["accent_soft"]}; color: {names["accent"]}; }}
        QToolButton:disabled {{ color: {names["disabled"]}; }}
        QToolButton#play {{ background: {names["text"]}; border-radius: {play // 2}px; padding: 0;
            min-width: {play}px; max-width: {play}px; min-height: {play}px;
            max-height: {play}px; }}
        QToolButton#play:hover {{ background: {names["text_2"]}; }}
        QToolButton#play:disabled {{ background: {names["line"]}; }}
        QLabel#marks {{ background: {names["accent_soft"]}; color: {names["accent"]};
            border-radius: {corner}px; padding: 4px 8px; font-weight: 600; }}
        QToolButton::menu-indicator {{ image: none; }}
        QFrame#segments {{ background: {names["hover"]}; border: {hair}px solid {names["line"]};
            border-radius: {corner + 2}px; }}
        QToolButton#segment {{ padding: 0 12px; color: {names["text_2"]}; }}
        QToolButton#segment:checked {{ background: {names["raised"]}; color: {names["text"]};
            font-weight: 600; }}

        QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateTimeEdit {{
            background: {names["raised"]}; color: {names["text"]};
            border: {hair}px solid {names["control_border"]}; border-radius: {corner}px;
            padding: 0 8px; min-height: {button - 4}px;
            selection-background-color: {names["accent"]};
            selection-color: {names["on_accent"]}; }}
        QPlainTextEdit {{ padding: 4px; min-height: {line + 8}px; }}
        QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
            border: {hair}px solid {names["focus"]}; }}
        QLineEdit#place, QPlainTextEdit#place {{ background: transparent;
            border-color: transparent; padding: 2px 0; margin-left: -3px; }}
        QPlainTextEdit#place {{ min-height: 0; }}
        QLineEdit#place:hover, QPlainTextEdit#place:hover {{ background: {names["hover"]}; }}
        QLineEdit#place:focus, QPlainTextEdit#place:focus {{ background: {names["raised"]};
            border-color: {names["focus"]}; }}
        QLineEdit:disabled, QComboBox:disabled {{ color: {names["disabled"]}; }}
        QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ background: transparent; border: none;
            padding: 0; min-height: 0; }}
        QAbstractSpinBox QLineEdit {{ padding: 0 8px; }}
        QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
        QComboBox::drop-down {{ border: none; width: 22px; }}
        QComboBox QAbstractItemView {{ background: {names["raised"]}; color: {names["text"]};
            border: {hair}px solid {names["line"]};
            selection-background-color: {names["selection"]}; selection-color: {names["text"]}; }}
        QCheckBox, QRadioButton {{ color: {names["text"]}; spacing: 8px; }}

        QMenuBar {{ background: transparent; color: {names["text_2"]}; }}
        QMenuBar::item {{ background: transparent; padding: 6px {menu_edge}px;
            border-radius: {corner}px; }}
        QMenuBar::item:selected {{ background: {names["hover"]}; color: {names["text"]}; }}
        QMenu {{ background: {names["raised"]}; color: {names["text"]};
            border: {hair}px solid {names["line"]}; border-radius: {corner}px; padding: 4px; }}
        QMenu::item {{ padding: 6px 24px 6px 10px; border-radius: {radius["tag"]}px; }}
        QMenu::item:selected {{ background: {names["selection"]}; color: {names["text"]}; }}
        QMenu::item:disabled {{ color: {names["disabled"]}; }}
        QMenu::icon {{ padding-left: 8px; }}
        QMenu::separator {{ background: {names["line"]}; height: {hair}px; margin: 4px 8px; }}
        QToolTip {{ background: {names["raised"]}; color: {names["text"]};
            border: {hair}px solid {names["line"]}; padding: 4px 6px; }}

        QSplitter::handle {{ background: {names["line"]}; }}
        QSplitter::handle:hover {{ background: {names["accent"]}; }}
        QTableView, QListView, QTreeView, QListWidget, QTableWidget {{
            background: {names["panel"]}; border: none; color: {names["text"]};
            selection-background-color: {names["selection"]};
            selection-color: {names["text"]}; outline: none; gridline-color: {names["line"]}; }}
        QTableView#codes::item {{ padding-left: 5px; }}
        QHeaderView {{ background: {names["panel"]}; }}
        QHeaderView::section {{ background: {names["panel"]}; color: {names["text_3"]};
            border: none; border-bottom: {hair}px solid {names["line"]}; padding: 4px 8px; }}
        QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
        QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
        QScrollBar::handle {{ background: {names["control_border"]}; border-radius: 3px;
            margin: 2px; min-height: 28px; min-width: 28px; }}
        QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
        QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
        QScrollArea {{ background: transparent; border: none; }}
        QProgressBar {{ background: {names["lane"]}; border: none; border-radius: 4px;
            min-height: 8px; max-height: 8px; }}
        QProgressBar::chunk {{ background: {names["accent"]}; border-radius: 4px; }}
        QSlider::groove:horizontal {{ background: {names["line"]}; height: 4px;
            border-radius: 2px; }}
        QSlider::handle:horizontal {{ background: {names["text_2"]}; width: 12px;
            margin: -4px 0; border-radius: 6px; }}
    """
