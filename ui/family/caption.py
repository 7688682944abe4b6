"""What the parent reads under the picture."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from ui import theme

_LINES, _SMALL_LINES = 2, 3
_SHRINK = 0.94


class Caption(QLabel):
    """A sentence in the middle, on one line or on two of about the same length. A longer one is
    set smaller, then on three lines; only what is longer than that is cut off."""

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
        self._layout = _balanced(_fitted(self.text(), width), width)
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


def _fitted(text: str, width: int) -> QTextLayout:
    """The words in the largest letters in which they are not too many lines."""
    font = theme.font("parent_caption")
    small = theme.font("parent_button").pixelSize()
    least = round(small / theme.text_scale())
    while True:
        layout = _set(text, font, width)
        lines = _LINES if font.pixelSize() > small else _SMALL_LINES
        if layout.lineCount() <= lines:
            return layout
        if font.pixelSize() <= least:
            return _set(_cut(layout, lines), font, width)
        font.setPixelSize(max(int(font.pixelSize() * _SHRINK), least))


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


def _balanced(layout: QTextLayout, width: int) -> QTextLayout:
    """The same words on as many lines, in the narrowest width that holds them."""
    lines, font = layout.lineCount(), layout.font()
    least, most = 0, width
    if lines < 2:
        return layout
    while most - least > font.pixelSize() // 2:
        middle = (least + most) // 2
        if _set(layout.text(), font, middle).lineCount() > lines:
            least = middle
        else:
            most = middle
    return _set(layout.text(), font, most)


def _cut(layout: QTextLayout, lines: int) -> str:
    """As many words as so many lines hold."""
    end = layout.lineAt(lines).textStart() - 2
    return layout.text()[:end].rsplit(" ", 1)[0] + "…"


def _height(layout: QTextLayout) -> int:
    return round(sum(layout.lineAt(place).height() for place in range(layout.lineCount())))
