"""The list of keys, made from the commands and the codes themselves."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Code
from ui import theme
from ui.actions import COMMANDS, MENUS, key_name, tip

_COLUMNS = 3


class KeysPage(QDialog):
    """Everything that has a key, by menu; and the letters of the codes in use."""

    def __init__(self, codes: tuple[Code, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAccessibleName("List of keys")
        title = _label("Keys", "title")
        columns = QHBoxLayout()
        columns.setSpacing(theme.space(6))
        made = [_section(name, rows) for name, rows in _sections(codes)]
        for column in _spread(made):
            stack = QVBoxLayout()
            stack.setSpacing(theme.space(5))
            for section in column:
                stack.addWidget(section)
            stack.addStretch()
            columns.addLayout(stack, 1)
        inner = QWidget()
        inner.setObjectName("panel")
        inner.setLayout(columns)
        scroll = QScrollArea()
        scroll.setObjectName("panel")
        scroll.setAccessibleName("Keys")
        scroll.setWidgetResizable(True)
        scroll.setWidget(inner)
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.setToolTip(tip("Close the list of keys", "Esc"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme.space(5)] * 4)
        whole.setSpacing(theme.space(4))
        whole.addWidget(title)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self.resize(min(1080, parent.width() - 80), min(720, parent.height() - 60))


def _sections(codes: tuple[Code, ...]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for menu in MENUS:
        rows = [
            (" or ".join(dict.fromkeys(map(key_name, command.keys))), command.text.rstrip("…"))
            for command in COMMANDS
            if command.menu == menu
        ]
        if menu == "Play":
            rows.append(("K + J", "With K held down: one frame back"))
            rows.append(("K + L", "With K held down: one frame on"))
        if menu == "Tag":
            rows.append(("Shift + letter", "The same code for the other person"))
        yield menu, rows
    if codes:
        yield "Codes of this film", [(code.key, code.label) for code in codes if code.key]


def _spread(sections: list[QWidget]) -> list[list[QWidget]]:
    """The sections in columns of about the same height, in their order."""
    heights = [section.sizeHint().height() for section in sections]
    most = max(1, int(_COLUMNS / theme.text_scale()))
    aim, filled = sum(heights) / most, 0.0
    columns: list[list[QWidget]] = [[]]
    for section, height in zip(sections, heights, strict=True):
        if columns[-1] and filled + height / 2 > aim and len(columns) < most:
            columns.append([])
            filled = 0.0
        columns[-1].append(section)
        filled += height
    return columns


def _section(name: str, rows: list[tuple[str, str]]) -> QWidget:
    section = QWidget()
    grid = QGridLayout(section)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(theme.space(1))
    grid.setHorizontalSpacing(theme.space(4))
    grid.addWidget(_label(name, "heading"), 0, 0, 1, 2)
    for place, (keys, text) in enumerate(rows, 1):
        shown = _label(keys, "strong")
        grid.addWidget(shown, place, 0)
        said = _label(text, "body")
        said.setObjectName("soft")
        said.setWordWrap(True)
        grid.addWidget(said, place, 1)
    grid.setColumnStretch(1, 1)
    return section


def _label(text: str, font: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(theme.font(font))
    return label
