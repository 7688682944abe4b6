"""Qt for Python 6.12.0 gives references away on Python 3.11, until the program dies."""

import sys
import tomllib
from pathlib import Path

import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

_ROOT = Path(__file__).parents[2]
_ROUNDS = 1000


class _Speaker(QObject):
    said = Signal()


def test_qt_keeps_the_references_it_is_lent(qapp: QApplication) -> None:
    widget, speaker = QWidget(), _Speaker()
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(_ROUNDS):
        qapp.processEvents()
        speaker.said.emit()
        widget.update()
        widget.setWindowTitle("")
    after = sys.getrefcount(None), sys.getrefcount(True)
    for count_before, count_after in zip(before, after, strict=True):
        assert count_after > count_before - _ROUNDS // 2


def test_the_project_asks_for_a_sound_qt() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [line for line in project["project"]["dependencies"] if line.startswith("PySide6")]
    assert len(wanted) == 2
    assert all(line.endswith("<6.12") for line in wanted)
    assert tuple(map(int, PySide6.__version__.split(".")[:2])) < (6, 12)
