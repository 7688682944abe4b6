"""Asking and telling in a box of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget

from ui.actions import tip
from ui.forms.form import Form
from ui.pieces import scaled

_TOLD_WIDTH_PX = 460


def ask(dialog: QDialog) -> None:
    """Show a dialog until it is answered, and let go of it."""
    try:
        dialog.exec()
    finally:
        dialog.deleteLater()


def confirm(parent: QWidget, title: str, text: str, do: str, leave: str) -> bool:
    """Ask whether something shall be done that cannot be taken back. ``do`` and ``leave`` are the
    words on the buttons; Enter and Esc leave it."""
    box = QMessageBox(parent)
    box.setWindowTitle("VIG Tool")
    box.setText(title)
    box.setInformativeText(text)
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
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
    told = Form(title, text, parent)
    told.setMinimumWidth(scaled(_TOLD_WIDTH_PX))
    done = QPushButton("OK")
    done.setObjectName("main")
    done.setDefault(True)
    done.setToolTip(tip("Close this", "Return"))
    done.clicked.connect(told.accept)
    told.foot.addStretch()
    told.foot.addWidget(done)
    done.setFocus()
    ask(told)
