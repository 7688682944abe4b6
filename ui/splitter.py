"""The dividers of the film page."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ui import settings, theme

_STEP_PX = 16
_ARROWS = {
    Qt.Orientation.Horizontal: {Qt.Key.Key_Left: -_STEP_PX, Qt.Key.Key_Right: _STEP_PX},
    Qt.Orientation.Vertical: {Qt.Key.Key_Up: -_STEP_PX, Qt.Key.Key_Down: _STEP_PX},
}
_RESTORES = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Splitter(QSplitter):
    """A splitter that is remembered by its name. Arrow keys move it where it has the focus; a
    double click or Enter restores the design."""

    def __init__(self, orientation: Qt.Orientation, name: str) -> None:
        super().__init__(orientation)
        self._name = name
        self._density = ""
        self._remembers = True
        self._dragged = False
        self._design: list[int] = []
        self.splitterMoved.connect(self._note_drag)
        self.setHandleWidth(theme.line("hair"))
        self.setChildrenCollapsible(False)
        self.setAccessibleName(f"Divider: {name}")

    def design(self, sizes: list[int]) -> None:
        """The sizes that a double click restores; taken at once where nobody has dragged it."""
        self._design = sizes
        if not self._dragged:
            self.setSizes(sizes)

    def begin_anew(self, *, remembered: bool) -> None:
        """Be as designed; with ``remembered``, as it was left."""
        self._dragged, self._remembers = False, remembered
        self.restore()

    def restore(self) -> None:
        """Take the remembered sizes, or the design's."""
        self._density = " (compact)" if theme.state.compact else ""
        if theme.text_scale() > 1:
            self._density += f" ({theme.text_scale():.0%})"
        orientation = self.orientation()
        state = settings.layout(self._name + self._density) if self._remembers else None
        self._dragged = state is not None and self.restoreState(state)
        self.setOrientation(orientation)
        if not self._dragged and self._design:
            self.setSizes(self._design)
        for place in range(1, self.count()):
            handle = self.handle(place)
            handle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            handle.setAccessibleName(self.accessibleName())
            arrows = "← →" if self.orientation() == Qt.Orientation.Horizontal else "↑ ↓"
            handle.setToolTip(f"Drag to resize ({arrows}); a double click restores it (Enter)")
            handle.installEventFilter(self)

    def remember(self) -> None:
        """Keep the sizes of now, where somebody has chosen them."""
        if self._dragged and self._remembers:
            settings.remember_layout(self._name + self._density, self.saveState())

    def _note_drag(self, _place: int, _number: int) -> None:
        self._dragged = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._be_as_designed()
            return True
        if isinstance(event, QKeyEvent) and isinstance(watched, QSplitterHandle):
            return self._take_key(watched, event)
        return False

    def _take_key(self, handle: QSplitterHandle, event: QKeyEvent) -> bool:
        step_px = _ARROWS[self.orientation()].get(Qt.Key(event.key()))
        if event.modifiers() or (step_px is None and event.key() not in _RESTORES):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # here it is no step of the film
        elif event.type() != QEvent.Type.KeyPress:
            return False
        elif step_px is None:
            self._be_as_designed()
        else:
            across = self.orientation() == Qt.Orientation.Horizontal
            self.moveSplitter(
                (handle.x() if across else handle.y()) + step_px, self.indexOf(handle)
            )
        return True

    def _be_as_designed(self) -> None:
        self._dragged = False
        self.setSizes(self._design)
