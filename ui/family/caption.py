"""What the parent reads under the picture."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ui import theme

_LINES = 2
_SHRINK = 0.94


class Caption(QLabel):
    """A sentence in the middle, on one line or on two of about the same length. A longer one is
    set smaller, down to the size of the buttons, and only then cut off."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._layout = QTextLayout()

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(" ".join(text.split()))
        self.setAccessibleName(self.text())

    def set_in(self, width: int) -> int:
        """Set the words in a width; returns the height that they take (of one line at least)."""
        font = theme.font("parent_caption")
        least = theme.font("parent_button").pixelSize()
        layout = _set(self.text(), font, width)
        while layout.lineCount() > _LINES and font.pixelSize() > least:
            font.setPixelSize(max(int(font.pixelSize() * _SHRINK), least))
            layout = _set(self.text(), font, width)
        if layout.lineCount() > _LINES:
            layout = _set(_cut(self.text(), layout), font, width)
        self._layout = _balanced(layout, font, width)
        return max(_height(self._layout), self.one_line_px())

    @staticmethod
    def one_line_px() -> int:
        """The height of one line in the usual size."""
        return round(QFontMetricsF(theme.font("parent_caption")).height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setPen(theme.parent_colour("text"))
        across = (self.width() - self._layout.boundingRect().width()) / 2
        down = (self.height() - _height(self._layout)) / 2
        self._layout.draw(painter, QPointF(across, down))
        painter.end()


def _set(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignHCenter)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += line.height()
    layout.endLayout()
    return layout


def _balanced(layout: QTextLayout, font: QFont, width: int) -> QTextLayout:
    """The same words on as many lines, in the narrowest width that holds them."""
    lines, least, most = layout.lineCount(), 0, width
    if lines < 2:
        return layout
    while most - least > font.pixelSize() // 2:
        middle = (least + most) // 2
        if _set(layout.text(), font, middle).lineCount() > lines:
            least = middle
        else:
            most = middle
    return _set(layout.text(), font, most)


def _cut(text: str, layout: QTextLayout) -> str:
    end = layout.lineAt(_LINES).textStart()
    return text[: max(end - 2, 0)].rstrip() + "…"


def _height(layout: QTextLayout) -> int:
    return round(sum(layout.lineAt(place).height() for place in range(layout.lineCount())))
