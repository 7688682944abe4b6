"""Closer, farther, how close, and which lanes: the controls at the head of the timeline."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from ui import theme
from ui.pieces import scaled
from ui.timeline.lanes_button import LanesButton

_STEPS = 1000


class ZoomBar(QWidget):
    """``closer`` and ``farther`` are asked for by buttons, ``wanted`` (0 to 1) by the slider, other
    lanes by the button ``lanes``."""

    closer = Signal()
    farther = Signal()
    wanted = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._out = self._button("Farther", "See more of the film (Ctrl+−)")
        self._in = self._button("Closer", "Look closer (Ctrl+=)")
        self._out.clicked.connect(self.farther)
        self._in.clicked.connect(self.closer)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._slider.setAccessibleName("Zoom of the timeline")
        self._slider.setToolTip("How close to look (Ctrl+0 shows the whole film)")
        self._slider.valueChanged.connect(lambda value: self.wanted.emit(value / _STEPS))
        self.lanes = LanesButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(1), 0, theme.space(1), 0)
        row.setSpacing(theme.space(0))
        row.addWidget(self._out)
        row.addWidget(self._slider, 1)
        row.addWidget(self._in)
        row.addWidget(self.lanes)
        self.dress()

    def dress(self) -> None:
        """Take the icons and sizes of the theme of now."""
        size = scaled(theme.size("icon_small"))
        side = size + theme.space(2)
        for button, name in (
            (self._out, "magnifying-glass-minus"),
            (self._in, "magnifying-glass-plus"),
            (self.lanes, "caret-down"),
        ):
            button.setObjectName("head")
            button.setIcon(theme.icon(name))
            button.setIconSize(QSize(size, size))
            button.setFixedSize(side, side)

    def show_closeness(self, closeness: float) -> None:
        """Let the slider say how close one looks, 0 to 1."""
        blocker = QSignalBlocker(self._slider)
        self._slider.setValue(round(closeness * _STEPS))
        blocker.unblock()
        self._in.setEnabled(closeness < 1)
        self._out.setEnabled(closeness > 0)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAccessibleName(name)
        button.setToolTip(tip)
        button.setAutoRepeat(True)
        return button
