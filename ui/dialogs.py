"""Asking and telling in a box of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QWidget


def ask(dialog: QDialog) -> None:
    """Show a dialog until it is answered, and let go of it."""
    try:
        dialog.exec()
    finally:
        dialog.deleteLater()


def tell(parent: QWidget, title: str, text: str) -> None:
    """Say something that must not be missed."""
    box = QMessageBox(parent)
    box.setWindowTitle(title)
    box.setText(title)
    box.setInformativeText(text)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
    ask(box)
