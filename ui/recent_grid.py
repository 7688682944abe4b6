"""The recent cases as a grid of cards, as many beside each other as there is room for."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from annotations.words import fold
from ui import theme
from ui.recent_card import RecentCard
from ui.recent_families import Family

_MOST_ACROSS = 4


class RecentGrid(QWidget):
    """Cards of recent cases, filtered by a word. ``chosen`` and ``forgotten`` carry a case's
    path."""

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Recent families")
        self.cards: list[RecentCard] = []
        self._wanted = ""
        theme.state.changed.connect(self._place)

    def show_cases(self, cases: list[tuple[Path, datetime]]) -> None:
        """Show these cases, the last one first."""
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [RecentCard(path, opened, self) for path, opened in cases]
        for card in self.cards:
            card.clicked.connect(lambda _=False, card=card: self.chosen.emit(card.path))
            card.forgotten.connect(self.forgotten)
        self._place()

    def show_family(self, family: Family) -> None:
        """Show what was read from one of the cases."""
        for card in self.cards:
            if card.path == family.path:
                card.show_family(family)

    def filter(self, word: str) -> None:
        """Show only cases with this in their name."""
        self._wanted = fold(word)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(theme.size("tray"), self.minimumHeight())

    def _place(self) -> None:
        gap = theme.space(5)
        least = round((theme.size("tray") + theme.space(7)) * theme.text_scale())
        across = min(max((self.width() + gap) // (least + gap), 1), _MOST_ACROSS)
        width = (self.width() - gap * (across - 1)) // across
        number = bottom = 0
        for card in self.cards:
            shown = self._wanted in fold(card.path.stem)
            card.setVisible(shown)
            if not shown:
                continue
            line, place = divmod(number, across)
            height = card.heightForWidth(width)
            card.setGeometry(place * (width + gap), line * (height + gap), width, height)
            bottom = line * (height + gap) + height
            number += 1
        self.setMinimumHeight(bottom)
