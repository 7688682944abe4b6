"""Files that are dragged onto the window."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def files_in(carried: QMimeData) -> list[Path]:
    """The files of this computer among what is dragged or dropped."""
    return [Path(url.toLocalFile()) for url in carried.urls() if url.isLocalFile()]
