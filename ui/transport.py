"""Under the picture: where we are, the marks, and the keys of a player."""

from collections.abc import Mapping
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.actions import tip
from ui.choosing import Choosing
from ui.look_button import LookButton
from ui.looking import Looking
from ui.pieces import scaled
from ui.sound_button import SoundButton
from ui.speed_button import SpeedButton
from ui.steady_label import SteadyLabel
from ui.times import clock, frame_number, seconds, short_clock
from ui.workspace import Workspace

Label = TypeVar("Label", bound=QLabel)

_CLIP, _CLIP_KEY = "Clip  ⏎", "⏎"
_NEVER_FOLDED = ("step_back", "toggle_playing", "step_on")
_RIGHT = ("again", "toggle_loop", "full_screen")
_CENTRE = ("second_back", "step_back", "toggle_playing", "step_on", "second_on")


class Transport(QWidget):
    """Frame number, time and duration of the frame on screen; play and steps; marks and clip."""

    def __init__(
        self,
        workspace: Workspace,
        choosing: Choosing,
        looking: Looking,
        actions: Mapping[str, QAction],
    ) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Transport")
        self._workspace = workspace
        self._choosing = choosing
        self._actions = actions
        self._time = _named(SteadyLabel(self), "Time")
        self._frame = _named(SteadyLabel(self), "Frame on screen")
        self._of = _named(QLabel(self), "Length of the film")
        self._marks = _named(QLabel(self), "In and out marks")
        self._marks.setObjectName("marks")
        self._marks_words = ""
        self._clip = self._clip_button()
        self._tools = {name: self._tool(name) for name in (*_CENTRE, *_RIGHT)}
        self._speed = SpeedButton(workspace.deck, actions, self)
        self._sound = SoundButton(workspace.deck, actions, self)
        self._look = LookButton(looking, actions, self)
        self._note = self._note_button()
        self._rows = QHBoxLayout(), QHBoxLayout()
        self._lay_out()
        projector = workspace.projector
        projector.moved.connect(self._show_place)
        projector.film_changed.connect(self._show_film)
        projector.playing_changed.connect(self._show_playing)
        workspace.recording_changed.connect(self._show_film)
        choosing.marks_changed.connect(self._show_marks)
        actions["toggle_loop"].setCheckable(True)
        actions["toggle_loop"].triggered.connect(self._show_loop)  # where there was nothing to loop
        workspace.deck.changed.connect(self._show_loop)
        theme.state.changed.connect(self._dress)
        self._dress()
        self._show_film()
        self._show_marks()

    # Building

    def _lay_out(self) -> None:
        left = QHBoxLayout()
        left.setSpacing(theme.space(3))
        stacked = QVBoxLayout()
        stacked.setSpacing(0)
        stacked.addStretch()
        stacked.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignLeft)
        stacked.addWidget(self._of)
        stacked.addStretch()
        left.addWidget(self._time)
        left.addLayout(stacked)
        left.addWidget(self._marks, 0, Qt.AlignmentFlag.AlignVCenter)
        left.addWidget(self._clip)
        left.addStretch()
        centre, right = self._rows
        for name in _CENTRE:
            centre.addWidget(self._tools[name])
        right.addStretch()
        at_the_right = (
            self._note,
            self._tools["again"],
            self._tools["toggle_loop"],
            self._speed,
            self._sound,
            self._look,
            self._tools["full_screen"],
        )
        for widget in at_the_right:
            right.addWidget(widget)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.space(3), 0, theme.space(3), 0)
        grid.addLayout(left, 0, 0)
        grid.addLayout(centre, 0, 1)
        grid.addLayout(right, 0, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        for before, after in pairwise((self._tools[_CENTRE[-1]], *at_the_right)):
            self.setTabOrder(before, after)

    def _tool(self, name: str) -> QToolButton:
        action = self._actions[name]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(action.text())
        if name in _CENTRE and name != "toggle_playing":
            button.setAutoRepeat(True)
        if name == "toggle_playing":
            button.setObjectName("play")
        return button

    def _clip_button(self) -> QPushButton:
        button = QPushButton(_CLIP, self)
        button.setAccessibleName("Make a clip")
        button.setToolTip(tip("Make a clip from the marks, else from the selected tag", "Return"))
        button.clicked.connect(lambda: self._choosing.make_clip())
        return button

    def _note_button(self) -> QToolButton:
        """What the film is, said quietly, where it can be read again."""
        button = QToolButton(self)
        button.setAccessibleName("About this film")
        button.clicked.connect(lambda: self._actions["about_film"].trigger())
        return button

    # How much room there is

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Frame number, time and play are always there; the rest folds away."""
        shown = [self._time, self._frame, *(self._tools[name] for name in _NEVER_FOLDED)]
        widths = sum(widget.minimumSizeHint().width() for widget in shown)
        widths += self._clip.minimumSizeHint().height() + self._clip.iconSize().width()
        return QSize(widths + len(shown) * theme.space(3), theme.size("transport"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Where it is narrow, buttons go that have a key and a line in a menu."""
        there = self._workspace.projector.film is not None
        tools = self._tools
        groups: list[list[QWidget]] = [
            [self._note],
            [tools["full_screen"], tools["again"]],
            [tools["second_back"], tools["second_on"]],
            [tools["toggle_loop"], self._look],
            [self._sound],
            [self._speed],
        ]
        for widget in (widget for group in groups for widget in group):
            widget.setVisible(there or widget is not self._note)
        self._marks.setText(self._marks_words)
        self._marks.setVisible(any(mark is not None for mark in self._choosing.marks))
        for words in (_CLIP, _CLIP_KEY):
            self._clip.setText(words)
            if self._fits():
                return
        for some in groups:
            for widget in some:
                widget.hide()
            if self._fits():
                return
        self._clip.setText("")
        if not self._fits():
            self._marks.hide()  # they are seen on the timeline too

    def _fits(self) -> bool:
        layout = self.layout()
        assert layout is not None
        layout.activate()
        return layout.sizeHint().width() <= self.width()

    # Showing

    def _show_place(self, _frame: int = 0) -> None:
        projector = self._workspace.projector
        whole, _, part = clock(projector.time_us).partition(".")
        colour = theme.colour("text_2").name()
        self._time.write(f"{whole}<span style='color:{colour}'>.{part}</span>")
        self._frame.write(f"frame {frame_number(projector.frame)}")

    def _show_film(self) -> None:
        there = self._workspace.projector.film is not None
        for label in (self._time, self._frame, self._of):
            label.setVisible(there)
        self._clip.setVisible(there)
        self._fold()
        index = self._workspace.index
        last = 0 if index is None else len(index) - 1
        self._frame.keep_room(f"frame {frame_number(last)}")
        self._time.keep_room(clock(self._workspace.duration_us))
        self._of.setText(f"of {clock(self._workspace.duration_us).partition('.')[0]}")
        self._show_place()

    def _show_playing(self, playing: bool) -> None:
        name = "pause-fill" if playing else "play-fill"
        ground = theme.colour("window")
        self._actions["toggle_playing"].setIcon(theme.icon(name, fill=ground))

    def _show_loop(self) -> None:
        round_ = self._workspace.deck.loop is not None
        self._actions["toggle_loop"].setChecked(round_)
        self._actions["toggle_loop"].setIcon(theme.icon("repeat", "accent" if round_ else "text_2"))

    def _show_marks(self) -> None:
        in_us, out_us = self._choosing.marks
        begins = "…" if in_us is None else short_clock(in_us)
        ends = "…" if out_us is None else short_clock(out_us)
        if theme.state.compact and in_us is not None and out_us is not None:
            self._marks_words = f"[ {seconds(out_us - in_us)} ]"
        elif in_us is not None and out_us is not None:
            self._marks_words = f"[ {begins} – {ends} ]  {seconds(out_us - in_us)}"
        else:
            self._marks_words = f"[ {begins} – {ends} ]"
        self._fold()

    def _dress(self) -> None:
        self.setFixedHeight(theme.size("transport"))
        side = scaled(theme.size("icon"))
        for row in self._rows:
            row.setSpacing(theme.space(0 if theme.state.compact else 2))
        for tool in self._tools.values():
            tool.setIconSize(QSize(side, side))
        self._time.setFont(theme.font("timecode"))
        self._time.setTextFormat(Qt.TextFormat.RichText)
        for label in (self._frame, self._of):
            label.setFont(theme.font("small"))
            label.setObjectName("soft")
        self._marks.setFont(theme.font("small"))
        self._clip.setIcon(theme.icon("plus", "text"))
        self._note.setIcon(theme.icon("info"))
        self._note.setToolTip(self._actions["about_film"].toolTip())
        self._show_playing(self._workspace.projector.playing)
        self._show_loop()
        self._show_place()
        self._show_marks()


def _named(label: Label, name: str) -> Label:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAccessibleName(name)
    return label
