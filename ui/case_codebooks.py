"""The codebooks of a case: what they are for, and the way to their codes."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui import theme
from ui.controls import Button
from ui.in_words import counted
from ui.pieces import Card, Label, clear_layout, row, wrapped
from ui.workspace import Workspace

_FOR = {"film": "for family films", "review": "for films of the shared review"}


class CodebooksCard(Card):
    """``edit_codebook``: the codes of one (its id) shall be edited."""

    edit_codebook = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__("Codes")
        self._workspace = workspace
        self.buttons: dict[str, Button] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.space(2))
        self.body.addLayout(self._list)

    def refresh(self) -> None:
        """Show the codebooks as they are in the case."""
        clear_layout(self._list)
        self.buttons.clear()
        for book in self._workspace.snapshot.codebooks:
            words = QVBoxLayout()
            words.setSpacing(theme.space(0))
            words.addWidget(Label(book.name, kind="strong"))
            about = f"{counted(len(book.codes), 'code')}, {_FOR[book.purpose]}"
            words.addWidget(wrapped(about, "faint", "small"))
            button = Button("Edit…", "sliders-horizontal", "flat", f"Edit the codes of {book.name}")
            button.setAccessibleName(f"Edit the codes of {book.name}")
            button.clicked.connect(lambda _=False, key=book.id: self.edit_codebook.emit(key))
            self.buttons[book.id] = button
            line = row(spacing=2)
            line.addLayout(words, 1)
            line.addWidget(button)
            self._list.addLayout(line)
