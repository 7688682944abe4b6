"""The first window: what the program is, and the demo to try it on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.tasks import Task
from vig_tool.progress import Progress

MakeDemo = Callable[[Progress], Path]


class StartWindow(QWidget):
    """Says what VIG Tool is, and makes the demo. ``make_demo`` returns the folder it filled."""

    def __init__(self, make_demo: MakeDemo) -> None:
        super().__init__()
        self._make_demo = make_demo
        self._task: Task | None = None
        self._folder: Path | None = None
        self.setWindowTitle("VIG Tool")
        self._build()
        self._show_resting("Nothing is sent anywhere: the demo is drawn on this computer.")

    def _build(self) -> None:
        space = theme.tokens()["space"]
        column = QVBoxLayout(self)
        column.setContentsMargins(space[7], space[7], space[7], space[6])
        column.setSpacing(space[4])
        column.addLayout(self._heading())
        column.addWidget(
            _label("Find the moments when they were in tune.\nThen watch them together.", "soft")
        )
        column.addSpacing(space[4])
        column.addWidget(self._card())
        column.addStretch()
        column.addLayout(self._foot())
        self.setMinimumWidth(620)

    def _heading(self) -> QHBoxLayout:
        title = _label("VIG Tool")
        title.setFont(theme.font("display"))
        row = QHBoxLayout()
        row.setSpacing(theme.tokens()["space"][4])
        row.addWidget(_Mark())
        row.addWidget(title)
        row.addStretch()
        return row

    def _card(self) -> QFrame:
        space = theme.tokens()["space"]
        card = QFrame()
        card.setObjectName("card")
        card.setAccessibleName("The demo")
        column = QVBoxLayout(card)
        column.setContentsMargins(space[5], space[5], space[5], space[5])
        column.setSpacing(space[3])
        heading = _label("New here? Try the demo family")
        heading.setFont(theme.font("heading"))
        self._state = _label("", "soft")
        self._state.setAccessibleName("State of the demo")
        self._state.setWordWrap(True)
        self._state.setMinimumHeight(2 * theme.tokens()["type"]["body"]["line"])
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._bar.setAccessibleName("Progress of the demo")
        keeps_its_place = self._bar.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(keeps_its_place)
        self._make = _button("&Make the demo", "Ctrl+D", "Draw the demo film and do the job on it")
        self._make.setObjectName("main")
        self._make.clicked.connect(self._start)
        self._stop = _button("&Stop", "Esc", "Stop making the demo; nothing half-made stays")
        self._stop.clicked.connect(self._ask_to_stop)
        self._show = _button("Show in &folder", "Ctrl+O", "Open the folder with the demo")
        self._show.clicked.connect(self._open_folder)
        buttons = QHBoxLayout()
        for button in (self._make, self._stop, self._show):
            buttons.addWidget(button)
        buttons.addStretch()
        for widget in (
            heading,
            _label(
                "A drawn film of a parent and a baby, tagged, clipped and ready to share.\n"
                "You can break nothing."
            ),
            self._bar,
            self._state,
        ):
            column.addWidget(widget)
        column.addLayout(buttons)
        return card

    def _foot(self) -> QHBoxLayout:
        close = _button("&Close", "Ctrl+W", "Close VIG Tool")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addWidget(_label("Everything stays on this computer.", "soft"))
        row.addStretch()
        row.addWidget(close)
        return row

    def _start(self) -> None:
        self._task = task = Task(self._make_demo, self)
        task.progressed.connect(self._show_progress)
        task.succeeded.connect(self._show_made)
        task.failed.connect(self._show_resting)
        task.stopped.connect(lambda: self._show_resting("Stopped. Nothing half-made was left."))
        self._show_progress(0.0, "Starting")
        self._set_buttons(making=True)
        task.start()

    def _ask_to_stop(self) -> None:
        if self._task is not None:
            self._state.setText("Stopping …")
            self._task.cancel()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _show_progress(self, fraction: float, doing: str) -> None:
        self._bar.setValue(round(fraction * 1000))
        self._state.setText(doing)

    def _show_made(self, folder: Path) -> None:
        self._folder = folder
        self._show_resting(f"Made: {folder}")
        self._show.setFocus()

    def _show_resting(self, sentence: str) -> None:
        self._state.setText(sentence)
        self._set_buttons(making=False)

    def _set_buttons(self, making: bool) -> None:
        self._bar.setVisible(making)
        self._make.setVisible(not making)
        self._stop.setVisible(making)
        self._show.setVisible(not making and self._folder is not None)
        (self._stop if making else self._make).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        event.accept()


class _Mark(QWidget):
    """The program's mark: a large disc and a small one that meet."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("VIG Tool's mark")

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(38, 32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().highlight())
        painter.drawEllipse(1, 6, 25, 25)
        painter.setBrush(self.palette().windowText())
        painter.drawEllipse(18, 3, 18, 18)
        painter.end()


def _label(text: str, name: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(text: str, key: str, purpose: str) -> QPushButton:
    button = QPushButton(text)
    button.setShortcut(QKeySequence(key))
    button.setToolTip(f"{purpose} ({key})")
    button.setAccessibleName(text.replace("&", ""))
    button.setAccessibleDescription(purpose)
    return button
