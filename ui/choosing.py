"""Choosing clips: in and out marks, and the tray."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from annotations.edit import Edit
from annotations.model import Clip, Tag
from ui.workspace import Workspace

_LEAD_US = 1_000_000
"""What a clip made from a tag shows before and after it."""

_SELECT_FIRST = "Select a clip first."

LONG_US = 10_000_000
PLENTY = 3


class Choosing(QObject):
    """Marks and clips of the case. ``marks_changed``: the in or the out mark is another one."""

    marks_changed = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._marks: dict[str, tuple[int | None, int | None]] = {}
        workspace.case_changed.connect(self._begin_anew)
        workspace.recording_changed.connect(self.marks_changed)

    # Marks

    @property
    def marks(self) -> tuple[int | None, int | None]:
        """The in mark and the out mark of the recording on the stage, as boundaries."""
        recording = self._workspace.recording
        return (None, None) if recording is None else self._marks.get(recording.id, (None, None))

    def mark_in(self) -> None:
        """Mark in before the frame on screen. An out mark that would come before it goes."""
        if not self._workspace.sees_frame():
            return
        start_us, out_us = self._workspace.projector.time_us, self.marks[1]
        self._set_marks(start_us, out_us if out_us is not None and out_us > start_us else None)

    def mark_out(self) -> None:
        """Mark out after the frame on screen, so that it is included."""
        if not self._workspace.sees_frame():
            return
        end_us, in_us = self._workspace.projector.end_us, self.marks[0]
        self._set_marks(in_us if in_us is not None and in_us < end_us else None, end_us)

    def clear_marks(self) -> bool:
        """Take both marks away. Whether there was one."""
        there = self.marks != (None, None)
        if there:
            self._set_marks(None, None)
        return there

    def _set_marks(self, in_us: int | None, out_us: int | None) -> None:
        recording = self._workspace.recording
        if recording is not None and self._workspace.projector.film is not None:
            self._marks[recording.id] = (in_us, out_us)
            self.marks_changed.emit()

    # Clips

    def make_clip(self) -> None:
        """Make a clip from the marks, else from the selected tag with a second around it."""
        work = self._workspace
        recording = work.recording
        found, title = self._from_marks(), ""
        if recording is None or work.index is None:
            return
        if found is None and work.tag is not None:
            if not work.knows(work.tag.start_us, work.tag.until_us + _LEAD_US):
                return
            found, title = self._around(work.tag), work.snapshot.code(work.tag.code_id).label
        if found is None:
            work.say("Mark in and out first (I and O), or select a tag. Then Enter makes a clip.")
            return
        start_us, end_us = found
        clip = work.edit(
            "Make a clip",
            lambda edit: edit.add_clip(recording.id, start_us, end_us, title=title),
        )
        if clip is not None:
            self._set_marks(None, None)  # or the next Enter would make it again
            work.say(self._gentle_hint(clip) or "A clip was added to the tray.", undo=True)
            work.select_clip(clip.id)

    def _from_marks(self) -> tuple[int, int] | None:
        in_us, out_us = self.marks
        return None if in_us is None or out_us is None else (in_us, out_us)

    def _around(self, tag: Tag) -> tuple[int, int]:
        index = self._workspace.index
        assert index is not None
        first = index.boundary_near(max(tag.start_us - _LEAD_US, 0))
        last = index.boundary_near(min(tag.until_us + _LEAD_US, index.duration_us))
        return index.start_us(first), index.start_us(max(last, first + 1))

    def _gentle_hint(self, clip: Clip) -> str | None:
        if clip.end_us - clip.start_us > LONG_US:
            return "A clip was added. Ten seconds are often enough."
        if len(self._workspace.clips) > PLENTY:
            return "A clip was added. Three are plenty for one review."
        return None

    # Changing a clip

    def change(self, clip: Clip, label: str = "Change the clip", merge: str | None = None) -> bool:
        """Write a clip with new values. Whether it was done; the user is told why not. ``merge`` as
        with ``Workspace.edit``."""
        return self._workspace.edit(label, lambda edit: edit.change_clip(clip), merge) is not None

    def set_still_here(self) -> None:
        """Let the frame on screen be the still of the selected clip, or of the only clip around
        it. It may be any frame of the clip."""
        work = self._workspace
        clip, time_us = work.clip, work.projector.time_us
        recording = work.recording
        if clip is None or recording is None:
            work.say(f"{_SELECT_FIRST} Then the frame on screen can become its still.")
        elif clip.recording_id != recording.id or not clip.start_us <= time_us < clip.end_us:
            work.say("Go to a frame of the clip first. Then it can become its still.")
        elif work.sees_frame() and self.change(replace(clip, still_us=time_us), "Choose the still"):
            work.say("This frame is the clip’s still now.", undo=True)

    def trim(self, edge: Literal["start", "end"], frames: int) -> None:
        """Move an edge of the selected clip by frames; the picture follows it."""
        work = self._workspace
        clip, index, recording = work.clip, work.index, work.recording
        if clip is None or index is None or recording is None:
            work.say(_SELECT_FIRST)
            return
        if clip.recording_id != recording.id:
            work.go_to_clip()
            return
        if not work.knows(clip.start_us, clip.end_us):
            return
        first, end = index.boundary_near(clip.start_us), index.boundary_near(clip.end_us)
        first, end = (first + frames, end) if edge == "start" else (first, end + frames)
        if not 0 <= first < end <= len(index) or not work.knows(index.start_us(end)):
            return
        merge = f"{edge} of {clip.id}"
        if self.set_range(clip, index.start_us(first), index.start_us(end), merge):
            work.projector.go(end - 1 if edge == "end" else first)

    def set_range(self, clip: Clip, start_us: int, end_us: int, merge: str | None = None) -> bool:
        """Let a clip have another range; a still that lies outside falls back on our choice.
        Whether it was done; the user is told why not. ``merge`` as with ``Workspace.edit``."""
        still_us = clip.still_us
        if still_us is not None and not start_us <= still_us < end_us:
            still_us = None
        changed = replace(clip, start_us=start_us, end_us=end_us, still_us=still_us)
        return self.change(changed, "Trim the clip", merge)

    def move(self, steps: int) -> None:
        """Move the selected clip up or down the tray."""
        clip = self._workspace.clip
        if clip is None:
            self._workspace.say(_SELECT_FIRST)
            return
        ids = [each.id for each in self._workspace.clips]
        place = ids.index(clip.id)
        wanted = min(max(place + steps, 0), len(ids) - 1)
        if wanted != place:
            ids.insert(wanted, ids.pop(place))
            self.order(ids)

    def order(self, clip_ids: list[str]) -> None:
        """Put the clips into another order."""
        self._edit("Order the clips", lambda edit: edit.order_clips(clip_ids))

    def delete(self) -> None:
        """Delete the selected clip; the next one is selected."""
        work = self._workspace
        if (clip := work.clip) is None:
            return
        ids = [each.id for each in work.clips]
        place = ids.index(clip.id)
        after = ids[place + 1] if place + 1 < len(ids) else ids[place - 1] if place else None
        if self._edit("Delete the clip", lambda edit: edit.delete_clip(clip.id)):
            work.select_clip(after)
            work.say("Deleted the clip", undo=True)

    def play_clip(self) -> None:
        """Play the selected clip from its start to its end."""
        work = self._workspace
        clip, index, recording = work.clip, work.index, work.recording
        if clip is None or recording is None:
            work.say(_SELECT_FIRST)
            return
        if clip.recording_id != recording.id:
            work.go_to_clip()
            work.once_seen(self.play_clip)
            return
        if index is None:
            return
        if not work.knows(clip.start_us, clip.end_us):
            work.go_to_clip()
            return
        first, until = index.frame_at(clip.start_us), index.boundary_near(clip.end_us)
        work.deck.play_once(first, until)

    def _edit(self, label: str, do: Callable[[Edit], None]) -> bool:
        def done(edit: Edit) -> bool:
            do(edit)
            return True

        return self._workspace.edit(label, done) is not None

    def _begin_anew(self) -> None:
        self._marks.clear()
        self.marks_changed.emit()
