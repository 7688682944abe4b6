"""The button that says whether the film can be heard, and how loud."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ui import theme
from ui.actions import tip
from ui.deck import LOUDEST_DB, QUIETEST_DB, STEP_DB, Deck
from ui.pieces import scaled

_SLIDER_PX = 220


def volume_words(db: int) -> str:
    """A loudness as it is printed: ``as filmed``, ``+6 dB``."""
    if db == 0:
        return "as filmed"
    return f"{'+' if db > 0 else '−'}{abs(db)} dB"


class SoundButton(QToolButton):
    """Shows whether there is sound; pressed, lets it be louder or silent."""

    def __init__(self, deck: Deck, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._deck, self._mute = deck, actions["mute"]
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._level = _Level(deck, actions["louder"], actions["quieter"])
        menu = QMenu(self)
        menu.setAccessibleName("Sound")
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self._level)
        menu.addAction(holder)
        menu.addSeparator()
        for name in ("louder", "quieter", "mute"):
            menu.addAction(actions[name])
        menu.aboutToShow.connect(self._level.slider.setFocus)
        self.setMenu(menu)
        deck.changed.connect(self._show)
        theme.state.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        deck = self._deck
        silence = deck.silence
        quiet = deck.muted or bool(silence)
        side = scaled(theme.size("icon"))
        self.setIconSize(QSize(side, side))
        lifted = "accent" if deck.volume_db > 0 and not quiet else "text_2"
        self.setIcon(theme.icon("speaker-slash" if quiet else "speaker-high", lifted))
        self._mute.setText("Sound on" if deck.muted else "Mute")
        if silence:
            words = silence
        elif deck.muted:
            words = "The sound is off"
        else:
            words = f"Sound: {volume_words(deck.volume_db)}"
        self.setAccessibleName(words)
        self.setToolTip(tip(words, self._mute.shortcut().toString()))


class _Level(QWidget):
    """How loud it is, by hand."""

    def __init__(self, deck: Deck, louder: QAction, quieter: QAction) -> None:
        super().__init__()
        self._deck = deck
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(QUIETEST_DB, LOUDEST_DB)
        self.slider.setSingleStep(STEP_DB)
        self.slider.setPageStep(2 * STEP_DB)
        self.slider.setTickInterval(LOUDEST_DB)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.slider.setAccessibleName("How loud, in decibels")
        self.slider.setToolTip(tip("How loud: louder", louder.shortcut().toString()))
        self.slider.setMinimumWidth(_SLIDER_PX)
        self.slider.valueChanged.connect(self._choose)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        title = QLabel("Louder helps to hear a quiet baby")
        title.setObjectName("soft")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addSpacing(theme.space(4))
        head.addWidget(self._words)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space(4), theme.space(3), theme.space(4), theme.space(2))
        column.addLayout(head)
        column.addWidget(self.slider)
        deck.changed.connect(self._show)
        self._show()

    def _choose(self, db: int) -> None:
        if db != self._deck.volume_db:
            self._deck.set_volume(db)

    def _show(self) -> None:
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(self._deck.volume_db)
        self.slider.blockSignals(blocked)
        words = "silent" if self._deck.muted else volume_words(self._deck.volume_db)
        self._words.setText(words)
