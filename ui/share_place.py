"""Where to: the name of the new folder, and the folder it comes to lie in."""

import re
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.actions import tip
from ui.controls import Button
from ui.pieces import Label

# What one of the systems does not allow in the name of a folder, or takes for something else.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class SharePlace(QWidget):
    """Where the folder is made. ``changed``: it is another place, or the name is another one."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parent_folder = Path()
        self._is_chosen = False
        self._suggested = ""
        self.name = QLineEdit(maxLength=120)
        self.name.setAcceptDrops(False)
        self.name.setAccessibleName("Name of the folder")
        self.name.setToolTip(tip("What the new folder is called", "Tab"))
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        heading = Label("Where", "small", "small")
        heading.setBuddy(self.name)
        self._where = Label("", "faint", "small")
        self._where.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.change = Button("Change…", look="link", about="Make it in another folder")
        self.change.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.setSpacing(theme.space(2))
        line.addWidget(self.name, 1)
        line.addWidget(self.change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(heading)
        column.addLayout(line)
        column.addWidget(self._where)

    @property
    def folder(self) -> Path:
        """The folder that is to be made."""
        return self._parent_folder / self.name.text().strip()

    @property
    def problem(self) -> str:
        """Why no folder can be called that; nothing if one can."""
        name = self.name.text().strip()
        if not name:
            return "Give the folder a name."
        if _FORBIDDEN.search(name) or name.endswith(".") or name.startswith("."):
            return "A folder cannot be called that. Use letters, numbers and blanks."
        return ""

    def suggest(self, parent_folder: Path, name: str) -> None:
        """Make it there, unless somebody chose another place; and call it that, unless somebody
        wrote another name."""
        if not self._is_chosen:
            self._put_in(parent_folder)
        self.rename(name if self.has_our_name else self.name.text())

    def rename(self, name: str) -> None:
        """Call it otherwise; that is no more somebody's own name than the one before."""
        if self.has_our_name:
            self._suggested = name
        self.name.setText(name)

    @property
    def has_our_name(self) -> bool:
        """Whether the name is one that was suggested, and nobody's own."""
        return self.name.text() == self._suggested

    def _put_in(self, parent_folder: Path) -> None:
        self._parent_folder = parent_folder
        self._show_where()
        self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._show_where()

    def _show_where(self) -> None:
        metrics = QFontMetrics(self._where.font())
        words = f"in {self._parent_folder}"
        self._where.setText(
            metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, self._where.width())
        )
        self._where.setAccessibleName(words)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where to", str(self._parent_folder))
        if chosen:
            self._is_chosen = True
            self._put_in(Path(chosen))
