"""Moving and copying the selected tags: in time, and from one person to another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from annotations.edit import Edit
from annotations.model import BOTH, Tag
from ui.tag_shift import shifted, within
from ui.tagging import SELECT_FIRST
from ui.workspace import Workspace


@dataclass(frozen=True)
class _Run:
    """Moves by keys, one after the other: what was there at first, how far it is by now, and where
    that put it. Counted from the first, so that there and back is where it began, whatever the
    spacing of the frames on the way."""

    first: tuple[Tag, ...]
    by_us: int
    places: frozenset[tuple[str, int, int | None]]


class Arranging(QObject):
    """What can be done with all selected tags at once. Each is one step of work."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._run: _Run | None = None
        self._copied: tuple[Tag, ...] = ()
        workspace.case_changed.connect(self._begin_anew)

    # In time

    def shift_frames(self, frames: int) -> None:
        """Move the selected tags by frames: the current one by exactly so many, the others by as
        much time. The picture follows its start."""
        tag, index = self._workspace.tag, self._workspace.index
        if tag is None or index is None:
            self._ask_for_tag()
            return
        wanted = min(max(index.boundary_near(tag.start_us) + frames, 0), len(index))
        self._shift(index.start_us(wanted) - tag.start_us)

    def shift_us(self, by_us: int) -> None:
        """Move the selected tags by a time."""
        if self._workspace.tag is None:
            self._ask_for_tag()
        else:
            self._shift(by_us)

    def _shift(self, by_us: int) -> None:
        work = self._workspace
        tags, index, current = work.selected_tags, work.index, work.tag
        if index is None or current is None or not self._knows(tags):
            return
        run = self._run if self._run and self._run.places == _places(tags) else None
        if run is None:
            run = _Run(tags, 0, frozenset())
        else:
            # From where the current one stands now, not from where rounding might have put it.
            (first,) = (tag for tag in run.first if tag.id == current.id)
            by_us += current.start_us - first.start_us
        by_us = within(run.first, by_us, index)
        moved = shifted(run.first, by_us, index)
        if not work.knows(*(tag.until_us for tag in moved)):
            return
        now = {tag.id: tag for tag in tags}
        moved = [replace(now[tag.id], start_us=tag.start_us, end_us=tag.end_us) for tag in moved]
        if self.put(moved, "Move", merge="move " + " ".join(sorted(now))):
            self._run = _Run(run.first, by_us, _places(moved))
            work.go_to_tag()

    # From person to person

    def may_be(self, tag: Tag, person_id: str | None) -> bool:
        """Whether a tag can be about somebody: both together only where its code says so, or where
        it was about them before."""
        of_both = self._workspace.snapshot.code(tag.code_id).who == BOTH or tag.person_id is None
        return person_id is not None or of_both

    def hand_over(self) -> None:
        """Let the selected tags be about the next person in the film; after the last about both
        together, where that can be."""
        tags = self._workspace.selected_tags
        changed = [after for tag in tags if (after := self._handed_on(tag)) != tag]
        if not tags:
            self._ask_for_tag()
        elif changed:
            self.put(changed, "Change the person of")
        else:
            self._workspace.say("There is no other person to give it to.")

    def _handed_on(self, tag: Tag) -> Tag:
        people: list[str | None] = [person.id for person in self._workspace.people]
        people += [None] if self.may_be(tag, None) else []
        if tag.person_id not in people:
            return tag
        following = people[(people.index(tag.person_id) + 1) % len(people)]
        return replace(tag, person_id=following)

    # Copies

    def copy(self) -> None:
        """Keep the selected tags, to be pasted elsewhere."""
        work = self._workspace
        if tags := work.selected_tags:
            self._copied = tags
            here = "Ctrl+V puts a copy at the frame on screen."
            work.say(f"Copied {work.name_of(tags)}. {here}")
        else:
            self._ask_for_tag()

    def paste(self) -> None:
        """Put copies of what was copied at the frame on screen, the first of them just there."""
        if self._copied:
            self._copy_here(self._copied)
        else:
            self._workspace.say("Nothing was copied yet. Select a tag and press Ctrl+C first.")

    def duplicate(self) -> None:
        """Put copies of the selected tags at the frame on screen."""
        if tags := self._workspace.selected_tags:
            self._copy_here(tags)
        else:
            self._ask_for_tag()

    def _copy_here(self, tags: Sequence[Tag]) -> None:
        work, index = self._workspace, self._workspace.index
        if index is None or not work.sees_frame():
            return
        there = [tag for tag in tags if self._can_be(tag)]
        if not there:
            work.say("What was copied had a code or a person that is gone. Nothing was pasted.")
            return
        by_us = work.projector.time_us - min(tag.start_us for tag in there)
        copies = shifted(there, by_us, index)
        if not work.knows(*(tag.until_us for tag in copies)) or not self.add(copies):
            return
        if (left_out := len(tags) - len(there)) > 0:
            work.say(f"{left_out} of {len(tags)} were left out: their code or person is gone.")

    def _can_be(self, tag: Tag) -> bool:
        """Whether a tag that was kept is about a code and a person that are still there."""
        case = self._workspace.snapshot
        codes = (code.id for book in case.codebooks for code in book.codes)
        people = (None, *(person.id for person in case.people))
        return tag.code_id in codes and tag.person_id in people

    # Edits

    def put(self, tags: Sequence[Tag], verb: str, merge: str | None = None) -> bool:
        """Write tags with new values, as one step. Whether it was done and something is new."""
        work = self._workspace
        before = {tag.id: tag for tag in work.tags}
        changed = [tag for tag in tags if tag != before.get(tag.id)]
        if not changed:
            return False

        def do(edit: Edit) -> bool:
            for tag in changed:
                edit.change_tag(tag)
            return True

        return bool(work.edit(f"{verb} {work.name_of(tags)}", do, merge))

    def add(self, tags: Sequence[Tag]) -> bool:
        """Add copies of tags as they are given to the recording on the stage, as one step; they
        are selected then. Whether it was done."""
        work, recording = self._workspace, self._workspace.recording
        if recording is None:
            return False

        def do(edit: Edit) -> list[Tag]:
            return [
                edit.add_tag(
                    recording.id,
                    tag.code_id,
                    tag.person_id,
                    tag.start_us,
                    tag.end_us,
                    note=tag.note,
                    star=tag.star,
                    status=tag.status,
                )
                for tag in tags
            ]

        made = work.edit(f"Copy {work.name_of(tags)}", do)
        if made:
            work.select_tags(tag.id for tag in made)
        return bool(made)

    # What they share

    def _knows(self, tags: Sequence[Tag]) -> bool:
        return self._workspace.knows(*(tag.until_us for tag in tags))

    def _ask_for_tag(self) -> None:
        self._workspace.say(SELECT_FIRST)

    def _begin_anew(self) -> None:
        self._run, self._copied = None, ()


def _places(tags: Sequence[Tag]) -> frozenset[tuple[str, int, int | None]]:
    return frozenset((tag.id, tag.start_us, tag.end_us) for tag in tags)
