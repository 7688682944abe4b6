"""The card that offers the demo, and shows how far it is while it is drawn."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.controls import Button
from ui.pieces import Label, Still, scaled, wrapped
from ui.reading import Reading
from ui.small_pictures import demo_picture

_PICTURE_PX = 216


class DemoCard(QFrame):
    """``asked``: the demo shall open; ``stop_asked``: drawing it shall end."""

    asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("The demo")
        self._still = Still(theme.size("tray_compact"))
        self._state = wrapped(look="faint", kind="small")
        self._state.setAccessibleName("State of the demo")
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName("Progress of the demo")
        self._open = Button("Open the demo", "play-circle", about="Open the demo family")
        self._stop = Button("Stop", "x", about="Stop drawing; nothing half-made stays", key="Esc")
        self._stop.setIcon(theme.icon("x"))
        self._open.clicked.connect(self.asked)
        self._stop.clicked.connect(self._ask_to_stop)
        self._lay_out()
        self._reading = Reading(self)
        self._reading.read.connect(self._still.show_picture)
        self.show_resting("")

    def draw_picture(self) -> None:
        """Draw the demo family, where that has not been done."""
        if self._still.picture is None:
            self._reading.start(lambda _progress: iter([demo_picture(_PICTURE_PX)]))

    def shut_down(self) -> None:
        """Wait until nothing is drawn any more."""
        self._reading.shut_down()

    @property
    def buttons(self) -> tuple[Button, Button]:
        """Open and Stop, of which one is shown."""
        return self._open, self._stop

    @property
    def working(self) -> bool:
        """Whether the demo is being drawn."""
        return not self._stop.isHidden()

    def show_progress(self, fraction: float, doing: str) -> None:
        """Show how far the drawing is."""
        self._bar.setValue(round(fraction * 1000))
        self._show(doing, working=True)

    def show_resting(self, sentence: str) -> None:
        """Show the card as it is when nothing is drawn, with a sentence on what became of it."""
        self._show(sentence, working=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        narrow = self.width() < 3 * scaled(theme.size("tray"))
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._line.setDirection(down if narrow else across)

    def _show(self, sentence: str, working: bool) -> None:
        focused = self._open.hasFocus() or self._stop.hasFocus()
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))
        self._bar.setVisible(working)
        self._stop.setVisible(working)
        self._open.setVisible(not working)
        if focused:
            (self._stop if working else self._open).setFocus()

    def _ask_to_stop(self) -> None:
        self._state.setText("Stopping …")
        self.stop_asked.emit()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.space(1))
        words.addStretch()
        words.addWidget(Label("New here? Try the demo family", kind="heading"))
        words.addWidget(
            wrapped(
                "A three-minute film, tagged and ready. Step through it, add a tag, make a clip. "
                "You can break nothing.",
                "soft",
            )
        )
        words.addWidget(self._bar)
        words.addWidget(self._state)
        words.addStretch()
        buttons = QWidget()
        column = QVBoxLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._open)
        column.addWidget(self._stop)
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        edge = theme.space(4)
        line.setContentsMargins(edge, edge, edge, edge)
        line.setSpacing(theme.space(4) + theme.space(1))
        line.addWidget(self._still)
        line.addLayout(words, 1)
        line.addWidget(buttons)
