"""A workspace and tagging on a real case, for tests of one part of the window."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.edit import Edit
from annotations.model import Code, Person, Role, Tag
from ui import theme
from ui.tagging import Tagging
from ui.workspace import Workspace


@dataclass
class Desk:
    """What a part of the window is given, and words for what tests ask of it."""

    work: Workspace
    tagging: Tagging
    qtbot: QtBot

    def code(self, key: str) -> Code:
        """The code with a key."""
        return next(code for code in self.work.codes if code.key == key)

    def person(self, role: Role) -> Person:
        """The first person with a role."""
        return next(person for person in self.work.people if person.role is role)

    def edit(self, do: Callable[[Edit], object]) -> None:
        """One edit from elsewhere in the window."""
        self.work.edit("Edit", do)

    def go(self, frame: int) -> None:
        """Show a frame and wait for it."""
        self.work.projector.go(frame)
        self.qtbot.waitUntil(lambda: self.work.projector.frame == frame, timeout=10_000)

    def tag(self, key: str, first: int, last: int | None = None, note: str = "") -> Tag:
        """A tag on the person its code is about, from frame to frame inclusive."""
        work, code, index = self.work, self.code(key), self.work.index
        assert index is not None and work.recording is not None
        person, recording = self.tagging.whom(code, False), work.recording
        made = work.edit(
            f"Tag: {code.label}",
            lambda edit: edit.add_tag(
                recording.id,
                code.id,
                None if person is None else person.id,
                index.start_us(first),
                None if last is None else index.end_us(last),
                note=note,
            ),
        )
        assert made is not None
        return made


@contextmanager
def desk_on(case_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Desk]:
    """A desk on a case, its first film on the stage; closed in the end."""
    theme.dress(qapp, "dark", text_scale=1.0, compact=False)
    work = Workspace()
    tagging = Tagging(work)
    work.open_case(Case.open(case_path))
    qtbot.waitUntil(lambda: work.projector.film is not None and work.projector.at_rest)
    try:
        yield Desk(work, tagging, qtbot)
    finally:
        work.projector.shut_down()
        work.close_case()
