"""Asking and telling in a box of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QWidget

from ui.actions import tip


def ask(dialog: QDialog) -> None:
    """Show a dialog until it is answered, and let go of it."""
    try:
        dialog.exec()
    finally:
        dialog.deleteLater()


def confirm(parent: QWidget, title: str, text: str, do: str, leave: str) -> bool:
    """Ask whether something shall be done that cannot be taken back. ``do`` and ``leave`` are the
    words on the buttons; Enter and Esc leave it."""
    box = _box(parent, title, text)
    done = box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
    left = box.addButton(leave, QMessageBox.ButtonRole.RejectRole)
    done.setToolTip(tip(do, "Space"))
    left.setToolTip(tip(leave, "Esc"))
    left.setObjectName("main")
    box.setDefaultButton(left)
    box.setEscapeButton(left)
    ask(box)
    return box.clickedButton() == done


def tell(parent: QWidget, title: str, text: str) -> None:
    """Say something that must not be missed."""
    ask(_box(parent, title, text))


def _box(parent: QWidget, title: str, text: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("VIG Tool")
    box.setText(title)
    box.setInformativeText(text)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    return box
