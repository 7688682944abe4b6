"""The first page: recent families, a new case, the demo."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ui import settings, theme
from ui.controls import Button, named
from ui.demo_card import DemoCard
from ui.dropped import files_in
from ui.mark import Mark
from ui.pieces import Disc, Label, noted, row, scaled, wrapped
from ui.reading import Reading
from ui.recent_families import read_families
from ui.recent_grid import RecentGrid

_MANY = 6
_MARK_PX = 30
_CASE = ".vig"
_ON_SCREEN_MS = 60
"""After so long the page itself has been painted, and films may be looked into."""


class StartPage(QWidget):
    """Where one begins.

    ``open_case``        a case to open (its path)
    ``new_case``         a new case with these films (paths; none: only the case)
    ``choose_case``      somebody wants to look for a case
    ``open_demo``        somebody wants the demo
    ``demo_stop_asked``  the demo shall not be drawn to its end
    """

    open_case = Signal(object)
    new_case = Signal(list)
    choose_case = Signal()
    open_demo = Signal()
    demo_stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._reading = Reading(self)
        self._paths: list[Path] = []
        self._look_soon = QTimer(self, singleShot=True, interval=_ON_SCREEN_MS)
        self._drop = _DropCard()
        self._demo = DemoCard()
        self._grid = RecentGrid()
        self._empty = wrapped("The families you work with will be listed here.", "soft")
        self._find = QLineEdit(placeholderText="Find a family")
        self._find.setAcceptDrops(False)  # films that are dropped on it are for the window
        self._build()
        self._connect()

    # What the window asks of it

    def refresh(self) -> None:
        """Show the recent cases as they are now."""
        recent = settings.recent_cases()
        self._grid.show_cases(recent)
        self._empty.setVisible(not recent)
        self._find.setVisible(len(recent) > _MANY)
        self._find.clear()
        in_order = (self._drop.new, self._open, self._find, *self._grid.cards, *self._demo.buttons)
        for one, other in pairwise(in_order):
            self.setTabOrder(one, other)
        self._paths = [path for path, _ in recent]
        self._reading.stop()
        if self.isVisible():
            self._look_soon.start()

    def show_demo_progress(self, fraction: float, doing: str) -> None:
        """Show how far the drawing of the demo is (0 to 1), and what is being done."""
        self._demo.show_progress(fraction, doing)

    def show_demo_resting(self, sentence: str) -> None:
        """Show that no demo is being drawn, and what became of it."""
        self._demo.show_resting(sentence)

    def follow_demo(self, fraction: float, doing: str) -> None:
        """Work goes on: show it, if it is the demo that is being drawn."""
        if self._demo.working:
            self._demo.show_progress(fraction, doing)

    def note_demo_stopped(self) -> None:
        """Work has ended; if that was the demo, it was stopped unless more is said."""
        if self._demo.working:
            self._demo.show_resting("Stopped. Nothing half-made was left.")

    def shut_down(self) -> None:
        """Wait until nothing is read any more."""
        self._look_soon.stop()
        self._reading.shut_down()
        self._demo.shut_down()

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 (Qt's name)
        if files_in(event.mimeData()):
            event.acceptProposedAction()
            self._drop.light_up(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 (Qt's name)
        self._drop.light_up(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 (Qt's name)
        self._drop.light_up(False)
        files = files_in(event.mimeData())
        event.acceptProposedAction()
        cases = [file for file in files if file.suffix.lower() == _CASE]
        if cases:
            self.open_case.emit(cases[0])
        elif files:
            self.new_case.emit(files)

    # What it does by itself

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        if event.key() == Qt.Key.Key_Escape and self._demo.working:
            self.demo_stop_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        if not event.spontaneous():  # a window that comes back has been read already
            self._look_soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._fit()

    def _look(self) -> None:
        """Look into the cases, and draw the picture of the demo."""
        if not self.isVisible():
            return  # it will be shown again
        paths = self._paths
        self._reading.start(lambda progress: read_families(paths, progress))
        self._demo.draw_picture()

    def _forget(self, path: Path) -> None:
        settings.forget_case(path)
        self.refresh()

    def _connect(self) -> None:
        self._drop.new.clicked.connect(lambda: self.new_case.emit([]))
        self._open.clicked.connect(self.choose_case)
        self._grid.chosen.connect(self.open_case)
        self._grid.forgotten.connect(self._forget)
        self._find.textChanged.connect(self._grid.filter)
        self._demo.asked.connect(self.open_demo)
        self._demo.stop_asked.connect(self.demo_stop_asked)
        self._look_soon.timeout.connect(self._look)
        self._reading.read.connect(self._grid.show_family)
        theme.state.changed.connect(self._fit)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find.setFocus)

    # Building

    def _build(self) -> None:
        self._open = Button("Open a case…", "folder-open", key="Ctrl+O")
        self._open.tall = True
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._make_side())
        line.addWidget(self._make_right(), 1)
        named(self._find, "Find a family", "Find a family by its name", "Ctrl+F")
        self._find.setClearButtonEnabled(True)

    def _make_side(self) -> QScrollArea:
        column = self._side_column = QVBoxLayout()
        column.setSpacing(theme.space(4))
        column.addLayout(row(Mark(_MARK_PX), Label("VIG Tool", kind="display"), None, spacing=3))
        column.addWidget(
            wrapped("Find the moments when they were in tune.\nThen watch them together.", "soft")
        )
        column.addSpacing(theme.space(4))
        column.addWidget(self._drop)
        column.addWidget(self._open)
        column.addStretch(1)
        stays = Label("Everything stays on this computer.", "faint", "small")
        column.addLayout(noted("lock-simple", stays))
        self._side = _scrolled(column, "Begin")
        self._side.setObjectName("panel")
        return self._side

    def _make_right(self) -> QScrollArea:
        heading = Label("Recent families", kind="title")
        column = self._right_column = QVBoxLayout()
        column.setSpacing(theme.space(5))
        column.addLayout(row(heading, None, self._find))
        column.addWidget(self._empty)
        column.addWidget(self._grid)
        column.addWidget(self._demo)
        column.addStretch(1)
        return _scrolled(column, "Families")

    def _fit(self) -> None:
        """Less room around everything where the window is small."""
        compact = theme.state.compact
        self._side.setFixedWidth(
            min(scaled(theme.size("tray") + theme.size("tray_compact")), self.width() // 2)
        )
        edge, top = theme.space(5 if compact else 6), theme.space(6 if compact else 7)
        self._side_column.setContentsMargins(edge, top, edge, edge)
        far = edge if compact else theme.space(8)
        self._right_column.setContentsMargins(far, top, far, edge)
        self._find.setMaximumWidth(scaled(theme.size("tray")))


class _DropCard(QWidget):
    """Where films are dropped, and the button for those who do not drag."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("A new case")
        self._lit = False
        self.new = Button("New case…", "plus", "main", "Begin a new case", "Ctrl+N")
        self.new.tall = True
        column = QVBoxLayout(self)
        edge = theme.space(4)
        column.setContentsMargins(edge, theme.space(6), edge, theme.space(6))
        column.setSpacing(theme.space(1))
        heading = wrapped("Drop films here to begin a new case", kind="heading")
        soft = wrapped("They stay where they are, unchanged.", "soft")
        column.addWidget(Disc("film-strip"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.space(2))
        for label in (heading, soft):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(theme.space(4))
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignHCenter)

    def light_up(self, lit: bool) -> None:
        """Show that what is being dragged can be dropped."""
        self._lit = lit
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._lit else "control_border"), 1.2)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.setBrush(theme.colour("accent_soft" if self._lit else "window"))
        corner = theme.radius("dialog")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), corner, corner)
        painter.end()


def _scrolled(column: QVBoxLayout, name: str) -> QScrollArea:
    inner = QWidget()
    inner.setLayout(column)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(inner)
    return area
