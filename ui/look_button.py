"""The button for looking closely: zoom, light and the way up in one small pop-over."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QMenu, QSlider, QToolButton, QWidget, QWidgetAction

from media.shown import MOST_LIFT, Lift
from ui import theme
from ui.actions import tip
from ui.looking import Looking
from ui.pieces import Label, scaled

_SLIDER_PX = 180
_NEAR = ("picture_closer", "picture_farther", "picture_fit", "picture_pixels")
_LIGHT = ("as_filmed",)
_WAY_UP = ("turn_right", "turn_left")


class LookButton(QToolButton):
    """Shows whether the picture is seen as it was filmed; pressed, lets it be seen otherwise."""

    def __init__(self, looking: Looking, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._looking = looking
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.setAccessibleName("Picture")
        for name in _NEAR:
            menu.addAction(actions[name])
        menu.addSeparator()
        self.light = _Light(looking, actions)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self.light)
        menu.addAction(holder)
        for names in (_LIGHT, _WAY_UP):
            for name in names:
                menu.addAction(actions[name])
            if names is _LIGHT:
                menu.addSeparator()
        self.setMenu(menu)
        looking.changed.connect(self._show)
        theme.state.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        looking = self._looking
        side = scaled(theme.size("icon"))
        self.setIconSize(QSize(side, side))
        otherwise = bool(looking.zoom_words or looking.lift)
        self.setIcon(theme.icon("magnifying-glass-plus", "accent" if otherwise else "text_2"))
        words = "Look closer: zoom and light"
        if looking.zoom_words:
            words += f", {looking.zoom_words} now"
        self.setAccessibleName(words)
        self.setToolTip(tip(words, "+"))


class _Light(QWidget):
    """How light the picture is, by hand."""

    def __init__(self, looking: Looking, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._looking = looking
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(
            theme.space(4), theme.space(2), theme.space(4), theme.space(2)
        )
        self._grid.setHorizontalSpacing(theme.space(3))
        self._grid.addWidget(Label("For dark rooms, on screen only", "soft"), 0, 0, 1, 3)
        self.brightness, self._bright = self._row(1, "Brightness", actions["brighter"], self._take)
        self.contrast, self._hard = self._row(2, "Contrast", actions["more_contrast"], self._take)
        looking.changed.connect(self._show)
        self._show()

    def _row(
        self, place: int, name: str, more: QAction, take: Callable[[], None]
    ) -> tuple[QSlider, Label]:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-MOST_LIFT, MOST_LIFT)
        slider.setPageStep(2)
        slider.setTickInterval(MOST_LIFT)
        slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        slider.setMinimumWidth(_SLIDER_PX)
        slider.setAccessibleName(name)
        slider.setToolTip(tip(f"{name}: more", more.shortcut().toString()))
        slider.valueChanged.connect(lambda _step: take())
        words = Label("0")
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words.setMinimumWidth(words.fontMetrics().horizontalAdvance("+10"))
        for column, widget in enumerate((Label(name), slider, words)):
            self._grid.addWidget(widget, place, column)
        return slider, words

    def _take(self) -> None:
        self._looking.set_lift(Lift(self.brightness.value(), self.contrast.value()))

    def _show(self) -> None:
        lift = self._looking.lift
        for slider, words, steps in (
            (self.brightness, self._bright, lift.brightness),
            (self.contrast, self._hard, lift.contrast),
        ):
            blocked = slider.blockSignals(True)
            slider.setValue(steps)
            slider.blockSignals(blocked)
            words.setText(f"{steps:+d}".replace("-", "−") if steps else "0")
