"""Tagging: a key at the frame on screen becomes a tag; tags are changed frame by frame."""

from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import QObject, Signal

from annotations.edit import Edit
from annotations.model import BOTH, Code, Kind, Person, Role, Tag
from ui.roles import ROLE_WORDS
from ui.running import Running, RunningIntervals
from ui.workspace import Workspace

Edge = Literal["start", "end"]

SELECT_FIRST: Final = "Select a tag first."


class Tagging(QObject):
    """Tags the recording on the stage.

    ``running_changed``  an interval began, ended, or was cancelled
    ``people_changed``   another person leads their role
    """

    running_changed = Signal()
    people_changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._intervals = RunningIntervals()
        self._leads: dict[Role, str] = {}
        workspace.case_changed.connect(self._begin_anew)
        workspace.changed.connect(self._follow)

    # Who

    def whom(self, code: Code, shifted: bool) -> Person | None:
        """Who a code is about: the leading person of its role; with Shift the other one, which is
        the next of the same role, else the first of another. None: both together, or nobody."""
        if code.who == BOTH:
            return None
        same = self._of_role(code.who)
        others = [person for person in self._workspace.people if person not in same]
        if not shifted:
            return same[0] if same else None
        return same[1] if len(same) > 1 else others[0] if others else None

    def key_of(self, running: Running) -> str:
        """The key that ends an interval: with Shift where it is about the other person."""
        leading = self.whom(running.code, False)
        plain = running.person_id is None or (
            leading is not None and leading.id == running.person_id
        )
        return running.code.key if plain else f"Shift+{running.code.key}"

    def lead(self, person: Person) -> None:
        """Let a person be the one whom the keys of their role are about."""
        self._leads[person.role] = person.id
        self.people_changed.emit()

    def leading(self, role: Role) -> list[Person]:
        """Who of the recording on the stage has a role; the one its keys are about is first."""
        return self._of_role(role)

    def _of_role(self, role: str) -> list[Person]:
        same = [person for person in self._workspace.people if person.role == role]
        return sorted(same, key=lambda person: self._leads.get(person.role) != person.id)

    # Keys

    @property
    def running(self) -> tuple[Running, ...]:
        """What runs in the recording on the stage."""
        recording = self._workspace.recording
        return () if recording is None else self._intervals.of(recording.id)

    def press(self, code: Code, shifted: bool = False) -> None:
        """Tag the frame on screen: a point at once, an interval once to begin and again to end."""
        work, projector = self._workspace, self._workspace.projector
        recording = work.recording
        if recording is None or projector.film is None:
            return
        person = self.whom(code, shifted)
        if person is None and code.who != BOTH:
            missing = _missing(code, shifted)
            work.say(f"There is {missing} in this film. Say who is in it on the page Family.")
            return
        if work.case is not None and work.case.read_only_reason is not None:
            work.say(work.case.read_only_reason)
            return
        if not work.sees_frame():
            return
        person_id = None if person is None else person.id
        if code.kind is Kind.POINT:
            self._add(code, person_id, projector.time_us, None)
        elif (running := self._intervals.find(recording.id, code.id, person_id)) is not None:
            self._end(running)
        else:
            begun = Running(recording.id, code, person_id, projector.time_us, projector.end_us)
            self._intervals.begin(begun)
            self.running_changed.emit()

    def cancel_running(self) -> bool:
        """Forget the interval that began last. Whether there was one."""
        if not self.running:
            return False
        last = self.running[-1]
        self._intervals.end(last)
        self.running_changed.emit()
        self._workspace.say(f"“{last.code.label}” was not tagged.")
        return True

    def _end(self, running: Running) -> None:
        projector = self._workspace.projector
        start_us, end_us = running.span(projector.time_us, projector.end_us)
        if self._add(running.code, running.person_id, start_us, end_us) is not None:
            self._intervals.end(running)
            self.running_changed.emit()

    def _add(
        self, code: Code, person_id: str | None, start_us: int, end_us: int | None
    ) -> Tag | None:
        recording = self._workspace.recording
        assert recording is not None
        tag = self._workspace.edit(
            f"Tag: {code.label}",
            lambda edit: edit.add_tag(recording.id, code.id, person_id, start_us, end_us),
        )
        if tag is not None:
            self._workspace.select_tag(tag.id)
        return tag

    # Changing a tag

    def star(self) -> None:
        """Star the selected tags; where all have one, take their stars away."""
        tags = self._workspace.selected_tags
        starred = all(tag.star for tag in tags)
        verb = "Take the star from" if starred else "Star"

        def do(edit: Edit) -> None:
            for tag in tags:
                if tag.star is starred:
                    edit.change_tag(replace(tag, star=not starred))

        if tags:
            self._workspace.edit(f"{verb} {self._workspace.name_of(tags)}", do)
        else:
            self._workspace.say(SELECT_FIRST)

    def set_edge_here(self, edge: Edge) -> None:
        """Let the selected tag begin, or end, with the frame on screen."""
        work, projector = self._workspace, self._workspace.projector
        if (tag := work.tag) is None:
            work.say(SELECT_FIRST)
        elif work.sees_frame():
            time_us = projector.end_us if edge == "end" else projector.time_us
            self.set_edge(tag, edge, time_us)

    def nudge(self, edge: Edge, frames: int) -> None:
        """Move an edge of the selected tag by frames; the picture follows it."""
        work = self._workspace
        tag, index = work.tag, work.index
        if tag is None or index is None:
            work.say(SELECT_FIRST)
            return
        if edge == "end" and tag.end_us is None:
            work.say("This tag marks one moment, so it has no end.")
            return
        stored = tag.start_us if tag.end_us is None or edge == "start" else tag.end_us
        if not work.knows(stored):
            return
        boundary = index.boundary_near(stored) + frames
        if not 0 <= boundary <= len(index) or not work.knows(index.start_us(boundary)):
            return
        if self.set_edge(tag, edge, index.start_us(boundary), merge=f"{edge} of {tag.id}"):
            work.projector.go(boundary - 1 if edge == "end" else boundary)

    def set_edge(self, tag: Tag, edge: Edge, time_us: int, merge: str | None = None) -> bool:
        """Put an edge of a tag on a boundary. An end never comes to lie before its start. Whether
        it was done; the user is told why not."""
        if time_us == (tag.end_us if edge == "end" else tag.start_us):
            return True  # it is there already
        if edge == "start" and (tag.end_us is None or time_us < tag.end_us):
            return self.change(replace(tag, start_us=time_us), "Move the start of", merge)
        if edge == "end" and tag.end_us is not None and time_us > tag.start_us:
            return self.change(replace(tag, end_us=time_us), "Move the end of", merge)
        if edge == "end" and tag.end_us is None:
            self._workspace.say("This tag marks one moment, so it has no end.")
        else:
            self._workspace.say("A tag ends after it begins. Move the other end first.")
        return False

    def change(self, tag: Tag, verb: str = "Change", merge: str | None = None) -> bool:
        """Write a tag with new values. Whether it was done; the user is told why not. ``merge`` as
        with ``Workspace.edit``."""
        label = self._workspace.snapshot.code(tag.code_id).label
        edited = self._workspace.edit(f"{verb} {label}", lambda edit: edit.change_tag(tag), merge)
        return edited is not None

    def delete(self) -> None:
        """Delete the selected tags; the one after them is selected."""
        work = self._workspace
        if not (gone := work.selected_tags):
            work.say(SELECT_FIRST)
            return
        ids = {tag.id for tag in gone}
        last = max(place for place, tag in enumerate(work.tags) if tag.id in ids)
        before = [tag.id for tag in work.tags[:last] if tag.id not in ids]
        after = [tag.id for tag in work.tags[last + 1 :]] or before[-1:]
        what = work.name_of(gone)

        def do(edit: Edit) -> bool:
            for tag in gone:
                edit.delete_tag(tag.id)
            return True

        if work.edit(f"Delete {what}", do):
            work.select_tag(next(iter(after), None))
            work.say(f"Deleted {what}", undo=True)

    def _follow(self, tables: frozenset[str]) -> None:
        """Codes and people have changed: what cannot be tagged any more runs no longer."""
        if not tables & {"code", "codebook", "person", "absence", "recording"}:
            return
        gone = self._intervals.follow(self._workspace.snapshot)
        if gone:
            labels = ", ".join(f"“{each.code.label}”" for each in gone)
            self._workspace.say(f"{labels} runs no longer.")
        self.running_changed.emit()

    def _begin_anew(self) -> None:
        self._intervals.clear()
        self._leads.clear()
        self.running_changed.emit()


def _missing(code: Code, shifted: bool) -> str:
    """Who is not there to be tagged with a code, in words."""
    anybody_else = shifted or code.who is Role.OTHER
    return "nobody else" if anybody_else else f"no {ROLE_WORDS[code.who]}"
