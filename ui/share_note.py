"""What came of an export that ended while nobody was looking at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from export.sharing import Shared
from ui import theme
from ui.controls import Button
from ui.manners import put_away
from ui.pieces import Symbol, scaled, wrapped
from ui.sharing import Sharing, show_in_folder, told

_WIDTH_PX = 620


class ShareNote(QFrame):
    """A card at the foot of a window. It stays until it is answered, the next export begins or the
    case is left; the focus stays where it is. If it has the keys when it goes, ``rest`` takes them.
    """

    def __init__(self, window: QWidget, sharing: Sharing, rest: Callable[[], object]) -> None:
        super().__init__(window)
        self.setObjectName("floating")
        self.setAccessibleName("What came of sharing")
        self._window, self._give_keys_on = window, rest
        self._silent = False
        self._shared: Shared | None = None
        self._sign = Symbol("check-circle", "positive", "icon")
        self.words = wrapped()
        self.show_folder = Button("Show in folder", "folder-open", about="Open the folder")
        self.show_folder.clicked.connect(self._show_in_folder)
        self.close_it = Button("Close", look="flat", about="Close this", key="Esc")
        self.close_it.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space(4), theme.space(2), theme.space(2), theme.space(2))
        row.setSpacing(theme.space(3))
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_folder)
        row.addWidget(self.close_it)
        self.hide()
        sharing.began.connect(self.dismiss)
        sharing.left.connect(self.dismiss)
        sharing.finished.connect(self._tell)
        sharing.failed.connect(self._tell_failure)
        theme.state.changed.connect(self.place)

    @contextmanager
    def silenced(self) -> Iterator[None]:
        """Say nothing meanwhile: what comes of it is seen elsewhere."""
        self.dismiss()
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def dismiss(self) -> bool:
        """Take it away. Whether it was there."""
        was_there = not self.isHidden()
        put_away(self, self._give_keys_on)
        return was_there

    def place(self) -> None:
        """Lie at the foot of the window, in its middle."""
        window, edge = self._window, theme.space(5)
        width = min(scaled(_WIDTH_PX), window.width() - 2 * edge)
        row = self.layout()
        assert row is not None
        height = row.heightForWidth(width)
        left, top = (window.width() - width) // 2, window.height() - height - edge
        self.setGeometry(left, top, width, height)

    def _tell(self, shared: Shared) -> None:
        self._shared = shared
        self._sign.set_icon("check-circle", "positive")
        self._say(told(shared), shown=True)

    def _tell_failure(self, sentence: str) -> None:
        self._sign.set_icon("warning-circle", "attention")
        self._say(sentence, shown=False)

    def _say(self, sentence: str, *, shown: bool) -> None:
        if self._silent:
            return
        self.words.setText(sentence)
        self.setAccessibleDescription(sentence)
        if shown:
            self.show_folder.show()
        else:
            put_away(self.show_folder, self._give_keys_on)
        self.show()
        self.place()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _show_in_folder(self) -> None:
        self.dismiss()
        if self._shared is not None:
            show_in_folder(self._shared)
