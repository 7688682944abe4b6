"""What dialogs share: a heading, what is in them, a sentence where something was refused."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.focus_ring import FocusRing
from ui.pieces import Label, wrapped


class Form(QDialog):
    """A dialog. ``body`` takes what is on it, ``foot`` its buttons."""

    def __init__(self, heading: str, about: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.heading = wrapped(heading, kind="title")
        self.about = wrapped(about, "soft")
        self.refusal = wrapped("", "warning")
        self.refusal.setAccessibleName("What is to be done")
        self.refusal.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.space(4))
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.space(2))
        column = QVBoxLayout(self)
        edge = theme.space(5)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.space(3))
        column.addWidget(self.heading)
        column.addWidget(self.about)
        column.addSpacing(theme.space(2))
        column.addLayout(self.body, 1)
        column.addWidget(self.refusal)
        column.addSpacing(theme.space(2))
        column.addLayout(self.foot)
        self._ring = FocusRing(self)
        self._ring.expect_if_by_key()

    def say(self, sentence: str) -> None:
        """Say what was refused and why, or nothing any more."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Never larger than the screen."""
        room = self.screen().availableGeometry().size()
        if self.size() != self.size().boundedTo(room):
            self.resize(self.size().boundedTo(room - QSize(theme.space(5), theme.space(6))))
        super().showEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 (Qt's name)
        self._ring.expect()
        return super().focusNextPrevChild(forward)


def field(name: str, control: QWidget) -> QVBoxLayout:
    """A control under its name."""
    label = Label(name, "faint", "small")
    label.setBuddy(control)
    made = QVBoxLayout()
    made.setSpacing(theme.space(1))
    made.addWidget(label)
    made.addWidget(control, 0, Qt.AlignmentFlag(0))
    return made
