"""A workspace on a real case with clips of bar-coded films."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.model import Answer, Purpose, Recording
from media.probe import probe
from ui import theme
from ui.stills import stills_of
from ui.workspace import Workspace

RANGES = ((10, 40), (30, 50), (5, 25))
"""The frames of the clips; the third is of the second recording."""


@contextmanager
def workspace_with_clips(qtbot: QtBot, app: QApplication, path: Path) -> Iterator[Workspace]:
    """Three clips, and everybody said yes to the shared review; the first film is on."""
    theme.dress(app, "dark", text_scale=1.0, compact=False)
    workspace = Workspace()
    workspace.open_case(Case.open(path))
    qtbot.waitUntil(lambda: workspace.projector.film is not None, timeout=10_000)
    first, second = workspace.snapshot.recordings
    for frames, recording, title in zip(
        RANGES, (first, first, second), ("You waited", "Taking turns", ""), strict=True
    ):
        _add_clip(workspace, recording, frames, title)
    say_yes(workspace, Purpose.REVIEW)
    yield workspace
    workspace.close_case()
    workspace.projector.shut_down()


def _add_clip(
    workspace: Workspace, recording: Recording, frames: tuple[int, int], title: str
) -> None:
    index = probe(Path(recording.last_seen)).index
    start_us, end_us = (index.start_us(number) for number in frames)
    workspace.edit("Clip", lambda edit: edit.add_clip(recording.id, start_us, end_us, title=title))


def say_yes(workspace: Workspace, purpose: Purpose) -> None:
    """Everybody says yes to a purpose."""
    for person in workspace.snapshot.people:
        answer(workspace, person.name, purpose, Answer.YES)


def answer(workspace: Workspace, name: str, purpose: Purpose, said: Answer) -> None:
    """Somebody says something."""
    assert workspace.case is not None
    (person,) = [each for each in workspace.snapshot.people if each.name == name]
    workspace.case.set_consent(person.id, purpose, said, name, "spoken")


def titles(workspace: Workspace) -> list[str]:
    """The titles of the clips in their order."""
    return [clip.title for clip in workspace.clips]


def wait_for_stills(qtbot: QtBot, workspace: Workspace) -> None:
    """Wait until every clip has its still."""
    stills = stills_of(workspace)
    qtbot.waitUntil(lambda: not stills.busy, timeout=15_000)


def show(qtbot: QtBot, widget: QWidget, width_px: int, height_px: int) -> None:
    """Show a widget in a size, and let it have the keys."""
    qtbot.addWidget(widget)
    widget.resize(width_px, height_px)
    widget.show()
    widget.activateWindow()
    qtbot.waitActive(widget)
