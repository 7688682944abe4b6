"""What can be said about the selected clip, and how it is trimmed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotations.model import Clip
from ui import theme
from ui.actions import tip
from ui.choosing import LONG_US, Choosing
from ui.note_field import NoteField
from ui.pieces import Label, wrapped
from ui.resting_text import RestingText
from ui.times import clock, seconds
from ui.workspace import Workspace

_LARGE = 1.6
_TEXT_LINES = 3
_LONG_CAPTION = 120
"""From so many letters on, the parent's window may have to cut a caption."""

_LABELS = {"title": "Title of the clip", "reason": "Reason of the clip", "caption": "Caption"}


class ClipEditor(QFrame):
    """The selected clip; the tray hides it where there is none. ``unfolded``: its fields are shown,
    or not."""

    unfolded = Signal(bool)

    def __init__(self, workspace: Workspace, choosing: Choosing) -> None:
        super().__init__()
        self._workspace, self._choosing = workspace, choosing
        self._clip_id: str | None = None
        self._buttons: list[tuple[QToolButton, str]] = []
        self._texts: dict[str, RestingText] = {}
        self.setObjectName("foot")
        self.setAccessibleName("The selected clip")
        self._build()
        workspace.selected.connect(self._follow)
        workspace.changed.connect(lambda _tables: self._show_clip())
        for about_to in (workspace.leaving, workspace.settling):
            about_to.connect(self.flush)
        theme.state.changed.connect(self._dress)
        self._dress()
        self._follow()

    # Building

    def _build(self) -> None:
        self._place = Label("", kind="strong")
        self._fold = self._button(
            "caret-down", "Fields of this clip", "Title, reason, caption and length", "Space", None
        )
        self._fold.clicked.connect(lambda: self.unfold(not self.is_unfolded))
        self._head = head = QHBoxLayout()
        head.setContentsMargins(theme.space(3), theme.space(1), theme.space(1), theme.space(1))
        head.setSpacing(0)
        head.addWidget(self._place, 1)
        choose = self._choosing
        for icon, name, about, key, do in (
            ("play", "Play the clip", "Play this clip", "Ctrl+P", choose.play_clip),
            (
                "image",
                "Use this frame as the still",
                "The frame on screen becomes the still",
                "Ctrl+I",
                choose.set_still_here,
            ),
            ("trash", "Delete the clip", "Delete this clip", "Del", choose.delete),
        ):
            head.addWidget(self._button(icon, name, about, key, do))
        head.addWidget(self._fold)
        self._form = QScrollArea(widgetResizable=True)
        self._form.setObjectName("panel")
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._form.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._fields = self._build_form()
        self._form.setWidget(self._fields)
        self._form.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self._form, 1)

    def _build_form(self) -> QWidget:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(theme.space(3), 0, theme.space(2), theme.space(3))
        column.setSpacing(theme.space(1))
        self._title = QLineEdit(maxLength=200)
        self._title.setAcceptDrops(False)  # films that are dropped on it are for the window
        self._reason, self._caption = NoteField(_TEXT_LINES), NoteField(_TEXT_LINES)
        for name, heading, key, field in (
            ("title", "Title", "F2", self._title),
            ("reason", "Why this moment?", "Tab", self._reason),
            ("caption", "What the parent will read", "Tab", self._caption),
        ):
            label = Label(heading, "small", "small")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
            field.setAccessibleName(heading)
            field.setToolTip(tip(heading, key))
            self._texts[name] = RestingText(field, self._writer(name))
        self._reads_best = wrapped("A short caption reads best.", "warning", "small")
        self._reads_best.hide()
        self._caption.textChanged.connect(self._show_caption_hint)
        column.addWidget(self._reads_best)
        column.addSpacing(theme.space(1))
        self._start, self._end = Label("", kind="small"), Label("", kind="small")
        column.addLayout(self._edge_row("Start", self._start, "start", "Ctrl+,", "Ctrl+."))
        column.addLayout(self._edge_row("End", self._end, "end", "Ctrl+<", "Ctrl+>"))
        column.addLayout(self._order_row())
        self._length = wrapped("", "small", "small")
        column.addWidget(self._length)
        column.addStretch(1)
        return form

    def _edge_row(
        self,
        heading: str,
        time: QLabel,
        edge: Literal["start", "end"],
        back_key: str,
        on_key: str,
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        name = Label(heading, "small", "small")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(name, 1)
        trim = self._choosing.trim
        # The ring around a button with the focus must not lie on the time.
        beside = theme.line("focus") + theme.line("focus_gap")
        for icon, step, key in (("minus", -1, back_key), ("plus", 1, on_key)):
            when = "earlier" if step < 0 else "later"
            about = f"{heading} of the clip one frame {when}"
            button = self._button(icon, about, about, key, partial(trim, edge, step))
            button.setAutoRepeat(True)
            row.addWidget(button)
            if step < 0:
                row.addSpacing(beside)
                row.addWidget(time)
                row.addSpacing(beside)
        return row

    def _order_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        name = Label("In the tray", "small", "small")
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(name, 1)
        move = self._choosing.move
        for icon, about, key, step in (
            ("arrow-up", "Earlier in the tray", "Alt+Up", -1),
            ("arrow-down", "Later in the tray", "Alt+Down", 1),
        ):
            row.addWidget(self._button(icon, about, about, key, partial(move, step)))
        return row

    def _button(
        self, icon: str, name: str, about: str, key: str, do: Callable[[], object] | None
    ) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(tip(about, key))
        if do is not None:
            button.clicked.connect(lambda: do())
        self._buttons.append((button, icon))
        return button

    # What is shown

    def unfold(self, shown: bool) -> None:
        """Show the fields, or only the line of buttons."""
        if self._form.isHidden() == shown:
            focus = QApplication.focusWidget()
            if not shown and focus is not None and self._form.isAncestorOf(focus):
                self.focus_fold()  # else Qt gives the keys to whatever comes next
            self._form.setVisible(shown)
            self._dress()
            self.unfolded.emit(shown)

    @property
    def is_unfolded(self) -> bool:
        """Whether the fields are shown."""
        return not self._form.isHidden()

    def focus_title(self) -> None:
        """Write the title."""
        if self._clip_id is not None:
            self.unfold(True)
            self._title.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._title.selectAll()
            self._form.ensureWidgetVisible(self._title)

    def focus_fold(self) -> None:
        """Have the keys, and change nothing."""
        self._fold.setFocus(Qt.FocusReason.OtherFocusReason)

    def folded_height_px(self) -> int:
        """How high its line of buttons is."""
        return self._head.sizeHint().height() + theme.line("hair")

    def wanted_height_px(self) -> int:
        """How high it is when everything in it is seen."""
        if not self.is_unfolded:
            return self.folded_height_px()
        outside = self.minimumSizeHint().height() - self._form.minimumSizeHint().height()
        return outside + self._fields.sizeHint().height() + theme.space(2)

    def flush(self) -> None:
        """Write down now what was typed."""
        for text in self._texts.values():
            text.flush()

    def _follow(self) -> None:
        clip = self._workspace.clip
        if (clip.id if clip else None) != self._clip_id:
            self.flush()
            self._clip_id = clip.id if clip else None
        self._show_clip()

    def _show_clip(self) -> None:
        clip = self._find(self._clip_id)
        if clip is None:
            return
        for name, text in self._texts.items():
            text.show(getattr(clip, name), clip.id)
        self._show_caption_hint()
        place = self._workspace.clips.index(clip) + 1
        self._place.setText(f"Clip {place}" if theme.text_scale() < _LARGE else f"{place}")
        self._start.setText(clock(clip.start_us))
        self._end.setText(clock(clip.end_us))
        length_us = clip.end_us - clip.start_us
        long = length_us > LONG_US
        hint = " Ten seconds are often enough." if long else ""
        self._length.setText(f"It lasts {seconds(length_us)}.{hint}")
        self._length.set_look("warning" if long else "small")
        for widget in (self._title, self._reason, self._caption):
            widget.setReadOnly(self._workspace.read_only)

    def _show_caption_hint(self) -> None:
        self._reads_best.setVisible(len(self._caption.toPlainText().strip()) > _LONG_CAPTION)

    def _find(self, clip_id: str | None) -> Clip | None:
        return next((each for each in self._workspace.clips if each.id == clip_id), None)

    def _writer(self, name: str) -> Callable[[str, str], bool]:
        def write(clip_id: str, text: str) -> bool:
            clip = self._find(clip_id)
            if clip is None or getattr(clip, name) == text:
                return True
            changed = replace(clip, **{name: text})  # type: ignore[arg-type]
            return self._choosing.change(changed, _LABELS[name])

        return write

    def _dress(self) -> None:
        for button, icon in self._buttons:
            shown = "caret-up" if button is self._fold and not self.is_unfolded else icon
            button.setIcon(theme.icon(shown))
        for box in (self._reason, self._caption):
            box.setFixedHeight(box.sizeHint().height())
