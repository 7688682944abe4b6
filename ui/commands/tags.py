"""Commands for the selected tag."""

from ui.tagging import Tagging
from ui.tags_panel import TagsPanel
from ui.workspace import Workspace


class TagCommands:
    """Edits the selected tag, and goes from one tag to the next."""

    def __init__(self, workspace: Workspace, tagging: Tagging, panel: TagsPanel) -> None:
        self._workspace, self._tagging, self._panel = workspace, tagging, panel

    def star(self) -> None:
        """Star the selected tag."""
        self._tagging.star()

    def edit_note(self) -> None:
        """Write a note for the selected tag."""
        self._panel.focus_note()

    def start_here(self) -> None:
        """The selected tag begins with the frame on screen."""
        self._tagging.set_edge_here("start")

    def end_here(self) -> None:
        """The selected tag ends with the frame on screen."""
        self._tagging.set_edge_here("end")

    def start_back(self) -> None:
        """The selected tag begins one frame earlier."""
        self._tagging.nudge("start", -1)

    def start_on(self) -> None:
        """The selected tag begins one frame later."""
        self._tagging.nudge("start", 1)

    def end_back(self) -> None:
        """The selected tag ends one frame earlier."""
        self._tagging.nudge("end", -1)

    def end_on(self) -> None:
        """The selected tag ends one frame later."""
        self._tagging.nudge("end", 1)

    def next_tag(self) -> None:
        """Select the next tag and go to it."""
        self._select_beside(1)

    def previous_tag(self) -> None:
        """Select the tag before and go to it."""
        self._select_beside(-1)

    def _select_beside(self, steps: int) -> None:
        work = self._workspace
        ids = [tag.id for tag in work.tags]
        if not ids:
            return
        if work.tag is not None:
            place = min(max(ids.index(work.tag.id) + steps, 0), len(ids) - 1)
        else:
            earlier = sum(tag.start_us <= work.projector.time_us for tag in work.tags)
            place = min(max(earlier if steps > 0 else earlier - 1, 0), len(ids) - 1)
        work.select_tag(ids[place])
        work.go_to_tag()
