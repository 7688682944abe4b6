"""One edge of a tag: its time and frame, a frame less or more, and "this frame"."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from ui import theme
from ui.actions import tip
from ui.pieces import Label, scaled
from ui.shortened import Shortened


class TagEdge(QWidget):
    """A row of the tag editor.

    ``nudged``    a frame less (-1) or more (+1) is wanted
    ``set_here``  the frame on screen is wanted
    """

    nudged = Signal(int)
    set_here = Signal()

    def __init__(self, word: str, keys: tuple[str, str, str], icon: str) -> None:
        super().__init__()
        self._icons: dict[QToolButton, str] = {}
        self._word = Label(word, "faint", "small")
        self._time = Label(kind="body")
        self._frame = Shortened("", "faint", "small")
        self._time.setAccessibleName(f"{word} time")
        self._frame.setAccessibleName(f"{word} frame")
        earlier, later, here = keys
        back = self._button("caret-left", f"{word} one frame earlier", earlier)
        on = self._button("caret-right", f"{word} one frame later", later)
        this = self._button(icon, f"{word} at the frame on screen", here)
        for button in (back, on):
            button.setAutoRepeat(True)
        back.clicked.connect(lambda: self.nudged.emit(-1))
        on.clicked.connect(lambda: self.nudged.emit(1))
        this.clicked.connect(self.set_here)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(1))
        row.addWidget(self._word)
        row.addWidget(self._time)
        row.addSpacing(theme.space(1))
        row.addWidget(self._frame, 1)
        for button in (back, on, this):
            row.addWidget(button)
        theme.state.changed.connect(self.dress)
        self.dress()

    def show_time(self, time: str, frame: str) -> None:
        """Show where the edge is."""
        self._time.setText(time)
        self._frame.setText(frame)

    def dress(self) -> None:
        """Take icons and widths of the theme in use."""
        side = scaled(theme.size("icon_small"))
        for button, icon in self._icons.items():
            button.setIcon(theme.icon(icon))
            button.setIconSize(QSize(side, side))
        self._word.setFixedWidth(scaled(theme.space(6)) + theme.space(1))

    def _button(self, icon: str, about: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(about)
        button.setToolTip(tip(about, key))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icons[button] = icon
        return button
