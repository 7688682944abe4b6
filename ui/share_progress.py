"""An export while it runs, and what came of it."""

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from export.sharing import Shared
from ui import theme
from ui.controls import Button
from ui.pieces import Label, Symbol, wrapped
from ui.sharing import Sharing, show_in_folder, told

_TELLS_TIME_FROM = 0.12
_STEPS = 1000


class RunningPage(QWidget):
    """How far the export is. ``hidden_asked``: somebody wants to go on working meanwhile."""

    hidden_asked = Signal()

    def __init__(self, sharing: Sharing) -> None:
        super().__init__()
        self._sharing = sharing
        self._left = Label("", "faint", "small")
        self._bar = QProgressBar(textVisible=False, maximum=_STEPS)
        self._bar.setAccessibleName("How far it is")
        self._doing = Label("", "soft")
        self.stop = Button("Stop", "x", about="Stop; nothing half-made stays")
        self.stop.clicked.connect(sharing.stop)
        self.hide_it = Button("Go on working", look="main", about="Hide this", key="Esc")
        self.hide_it.clicked.connect(self.hidden_asked)
        head = QHBoxLayout()
        head.addWidget(Label("Making the folder", kind="heading"), 1)
        head.addWidget(self._left)
        foot = QHBoxLayout()
        foot.addWidget(self.stop)
        foot.addStretch(1)
        foot.addWidget(self.hide_it)
        card = _card(self)
        card.addLayout(head)
        card.addWidget(self._bar)
        card.addWidget(self._doing)
        card.addWidget(
            wrapped("You can go on working. The Share button says how far it is.", "small", "small")
        )
        card.addSpacing(theme.space(3))
        card.addLayout(foot)
        sharing.progressed.connect(self.show_progress)

    def show_progress(self, fraction: float, doing: str) -> None:
        """Show how far it is, and for how long it still goes on."""
        self._bar.setValue(round(fraction * _STEPS))
        self._doing.setText(doing)
        gone_s = monotonic() - self._sharing.begun_s
        known = fraction >= _TELLS_TIME_FROM
        left_s = gone_s * (1 - fraction) / fraction if known else 0
        self._left.setText(f"about {max(round(left_s), 1)} s left" if known else "")


class DonePage(QWidget):
    """The folder is there. ``left``: that was seen; ``again_asked``: share something else."""

    left = Signal()
    again_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shared: Shared | None = None
        self.told = wrapped("", kind="heading")
        self.notes = wrapped("", "soft")
        self.show_folder = Button("Show in folder", "folder-open", "main", "Open the folder")
        self.show_folder.clicked.connect(self._show_folder)
        again = Button("Share something else", look="flat", about="Choose what to share")
        again.clicked.connect(self.again_asked)
        close = Button("Close", about="Close this", key="Esc")
        close.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(theme.space(3))
        head.addWidget(Symbol("check-circle", "positive", "icon"))
        head.addWidget(self.told, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(again)
        foot.addStretch(1)
        foot.addWidget(close)
        foot.addWidget(self.show_folder)
        card = _card(self)
        card.addLayout(head)
        card.addWidget(self.notes)
        card.addSpacing(theme.space(3))
        card.addLayout(foot)

    def show_result(self, shared: Shared) -> None:
        """Say what was made, and where."""
        self._shared = shared
        self.told.setText(told(shared))
        place = shared.folder.absolute().parent
        self.notes.setText("\n".join([f"It lies in {place}.", *shared.notes]))

    def _show_folder(self) -> None:
        if self._shared is not None:
            show_in_folder(self._shared)


def _card(page: QWidget) -> QVBoxLayout:
    """A card in the middle of a page."""
    card = QFrame()
    card.setObjectName("card")
    card.setMaximumWidth(round(560 * theme.text_scale()))
    inside = QVBoxLayout(card)
    edge = theme.space(5)
    inside.setContentsMargins(edge, edge, edge, edge)
    inside.setSpacing(theme.space(2))
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(card, 8)
    across.addStretch(1)
    down = QVBoxLayout(page)
    down.addStretch(1)
    down.addLayout(across)
    down.addStretch(2)
    return inside
