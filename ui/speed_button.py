"""The button that says how fast the film plays, with all speeds to choose from."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from media.tempo import SPEEDS
from ui import theme
from ui.actions import tip
from ui.deck import Deck

_FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


def speed_words(speed: float) -> str:
    """A speed as it is printed: ``½×``, ``1¼×``, backwards ``−1×``."""
    whole, part = divmod(abs(speed), 1)
    if part and part not in _FRACTIONS:
        shown = f"{abs(speed):g}"
    else:
        shown = (f"{whole:.0f}" if whole or not part else "") + _FRACTIONS.get(part, "")
    return f"{'−' if speed < 0 else ''}{shown}×"


class SpeedButton(QToolButton):
    """Shows the speed; pressed, lets one be chosen."""

    def __init__(self, deck: Deck, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._deck = deck
        self.setObjectName("speed")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setToolTip(tip("How fast it plays: faster", actions["faster"].shortcut().toString()))
        menu = QMenu(self)
        menu.setAccessibleName("Speed")
        group = QActionGroup(menu)
        self._choices: dict[float, QAction] = {}
        for speed in SPEEDS:
            choice = menu.addAction(speed_words(speed))
            choice.setCheckable(True)
            choice.triggered.connect(lambda _=False, speed=speed: deck.set_speed(speed))
            group.addAction(choice)
            self._choices[speed] = choice
        menu.addSeparator()
        for name in ("slower", "faster", "slow_motion"):
            menu.addAction(actions[name])
        self.setMenu(menu)
        deck.changed.connect(self._show)
        theme.state.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        words = speed_words(self._deck.shown_speed)
        self.setText(words)
        self.setAccessibleName(f"Speed, {words}")
        self._choices[self._deck.speed].setChecked(True)
        self.setProperty("on", self._deck.shown_speed != 1)
        self.style().polish(self)
        self._keep_room()

    def _keep_room(self) -> None:
        """Room for the longest, so that nothing beside it moves when the speed does."""
        self.setFont(theme.font("body"))
        widest = max(self.fontMetrics().horizontalAdvance(speed_words(-each)) for each in SPEEDS)
        self.setMinimumWidth(widest + 2 * theme.space(3))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self._keep_room()  # the style has set another font and least width
        return done
