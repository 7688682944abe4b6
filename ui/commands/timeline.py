"""Commands for several tags at once, for what the timeline shows, and its menu."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.tags_panel import TagsPanel
from ui.timeline.timeline import Timeline
from ui.workspace import Workspace

_SECOND_US = 1_000_000
_LINE = ""
_OF_TAG = (
    *("loop_selected", "zoom_to_selection", _LINE, "star", "edit_note", _LINE),
    *("start_here", "end_here", "hand_over", _LINE),
    *("copy_tags", "duplicate_tags", "delete"),
)
_OF_CLIP = (
    *("loop_selected", "zoom_to_selection", _LINE, "set_still", "rename_clip", _LINE),
    *("clip_earlier", "clip_later", _LINE, "delete"),
)
_OF_PLACE = (
    *("paste_tags", "select_all", _LINE, "mark_in", "mark_out", "accept", _LINE),
    *("zoom_in", "zoom_out", "zoom_to_frames", "zoom_fit"),
)


class TimelineCommands:
    """Selects, moves and copies tags, and looks closer or elsewhere."""

    def __init__(
        self,
        window: QWidget,
        workspace: Workspace,
        timeline: Timeline,
        panel: TagsPanel,
        actions: Mapping[str, QAction],
    ) -> None:
        self._workspace, self._timeline, self._panel = workspace, timeline, panel
        self._arranging, self._actions = timeline.arranging, actions
        self._menu = QMenu(window)
        timeline.menu_asked.connect(self.pop_up)
        panel.menu_asked.connect(self.pop_up)

    # Selecting

    def select_all(self) -> None:
        """Select all tags of the film; in the list, those that are listed."""
        listed = self._panel.table.hasFocus()
        tags = self._panel.model.listed if listed else self._workspace.tags
        self._workspace.select_tags(tag.id for tag in tags)

    def select_next_too(self) -> None:
        """Select the tag after those that are selected, too."""
        self._select_too(1)

    def select_previous_too(self) -> None:
        """Select the tag before those that are selected, too."""
        self._select_too(-1)

    def _select_too(self, steps: int) -> None:
        """The current tag goes on by one; turning round lets the last ones go again."""
        work = self._workspace
        ids = [tag.id for tag in work.tags]
        if work.tag is None:
            self._actions["next_tag" if steps > 0 else "previous_tag"].trigger()
            return
        place = ids.index(work.tag.id)
        beside = min(max(place + steps, 0), len(ids) - 1)
        chosen, behind = work.selected_ids, place - steps
        last = not (0 <= behind < len(ids) and ids[behind] in chosen)
        if beside != place and last and ids[beside] in chosen:
            chosen -= {ids[place]}
        work.select_tags(chosen | {ids[beside]}, ids[beside])
        work.go_to_tag()

    def select_next_instead(self) -> None:
        """Select the tag after the current one instead of it; others stay selected."""
        self._select_instead(1)

    def select_previous_instead(self) -> None:
        """Select the tag before the current one instead of it; others stay selected."""
        self._select_instead(-1)

    def _select_instead(self, steps: int) -> None:
        """So tags that are no neighbours are selected: add the next one, then go on with it."""
        work = self._workspace
        if (current := work.tag) is None:
            self._select_too(steps)
            return
        ids, chosen = [tag.id for tag in work.tags], work.selected_ids
        place = ids.index(current.id)
        ahead = ids[place + 1 :] if steps > 0 else ids[:place][::-1]
        beside = next((each for each in ahead if each not in chosen), None)
        if beside is not None:
            work.select_tags(chosen - {current.id} | {beside}, beside)
            work.go_to_tag()

    # Moving

    def move_tags_back(self) -> None:
        """The selected tags come one frame earlier."""
        self._arranging.shift_frames(-1)

    def move_tags_on(self) -> None:
        """The selected tags come one frame later."""
        self._arranging.shift_frames(1)

    def move_tags_second_back(self) -> None:
        """The selected tags come one second earlier."""
        self._arranging.shift_us(-_SECOND_US)

    def move_tags_second_on(self) -> None:
        """The selected tags come one second later."""
        self._arranging.shift_us(_SECOND_US)

    def hand_over(self) -> None:
        """The selected tags are about the other person."""
        self._arranging.hand_over()

    # Copying

    def copy_tags(self) -> None:
        """Keep the selected tags, to be pasted."""
        self._arranging.copy()

    def paste_tags(self) -> None:
        """Put copies of what was copied at the frame on screen."""
        self._arranging.paste()

    def duplicate_tags(self) -> None:
        """Put copies of the selected tags at the frame on screen."""
        self._arranging.duplicate()

    # Looking

    def loop_selected(self) -> None:
        """Play what is selected round and round."""
        work = self._workspace
        if work.clip is not None:
            work.loop_clip()
        elif work.tag is not None:
            work.loop_tag()
        else:
            work.say("Select a tag or a clip first. Then it can play round and round.")

    def zoom_to_selection(self) -> None:
        """See what is selected as closely as it can be."""
        self._timeline.zoom_to_selection()

    def zoom_to_frames(self) -> None:
        """See single frames."""
        self._timeline.zoom_to_frames()

    def group_lanes(self) -> None:
        """Let lanes be by level instead of by person, then by code, then by person again."""
        self._timeline.group(self._timeline.grouping.next)

    def lanes_above(self) -> None:
        """See lanes above those in sight."""
        self._timeline.scroll_lanes(-1)

    def lanes_below(self) -> None:
        """See lanes below those in sight."""
        self._timeline.scroll_lanes(1)

    def pan_back(self) -> None:
        """See what comes before."""
        self._timeline.pan(-1)

    def pan_on(self) -> None:
        """See what comes later."""
        self._timeline.pan(1)

    # The menu

    def show_tag_menu(self) -> None:
        """Open the menu for what is selected, there where it is."""
        self.pop_up(self._timeline.menu_place())

    def pop_up(self, place: QPoint) -> None:
        """Open the menu for what is selected, on the screen."""
        if self._menu.isVisible():
            return
        work = self._workspace
        names = _OF_CLIP if work.clip else _OF_TAG if work.tag else _OF_PLACE
        self._menu.clear()
        self._menu.setAccessibleName("Menu of the timeline")
        for name in names:
            if name == _LINE:
                self._menu.addSeparator()
            else:
                self._menu.addAction(self._actions[name])
        self._menu.popup(place)
