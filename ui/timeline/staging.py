"""From the workspace to a scene: what is on the timeline now, kept until it changes."""

from annotations.model import Clip, Code
from ui import settings
from ui.running import Running
from ui.tagging import Tagging
from ui.timeline.arrays import TagArrays, most_rows, tag_arrays
from ui.timeline.axis import Axis
from ui.timeline.grouping import Grouping
from ui.timeline.lanes import Lanes, lanes_of
from ui.timeline.layout import bands, placed
from ui.timeline.look import Looks, looks_of
from ui.timeline.overlay import Stretch
from ui.timeline.scene import Scene
from ui.timeline.sprites import Sprites
from ui.timeline.tag_layer import TagLayer
from ui.workspace import Workspace

_LIKELY_US = 10_000_000
"""For how long a row should be free when an interval begins in it."""


class Staging:
    """Makes scenes. ``forget`` what has changed; the rest is not made again."""

    def __init__(self, workspace: Workspace, tagging: Tagging) -> None:
        self._workspace, self._tagging = workspace, tagging
        self._lanes = Lanes(settings.lanes())
        self._codes: list[Code] = []
        self._looks: Looks = looks_of(())
        self._sprites, self._layer = Sprites(), TagLayer()
        self._tags: TagArrays | None = None
        self._rows: dict[tuple[str, str | None], int] = {}

    @property
    def grouping(self) -> Grouping:
        """What the tags of one lane share."""
        return self._lanes.grouping

    def group(self, grouping: Grouping) -> None:
        """Let lanes be by something else; that is remembered."""
        settings.choose_lanes(grouping)
        self._lanes = Lanes(grouping)
        self._rows.clear()
        self.forget_tags()

    def forget_tags(self) -> None:
        """Tags, codes or people have changed."""
        self._tags = None

    def forget_looks(self) -> None:
        """How everything looks has changed."""
        self._codes, self._looks, self._tags = [], looks_of(()), None
        self._sprites, self._layer = Sprites(), TagLayer()

    @property
    def tags(self) -> TagArrays:
        """The tags of the recording on the stage."""
        if self._tags is None:
            self._tags = self._read()
        return self._tags

    def scene(
        self, axis: Axis, height_px: int, scrolled_px: float, film: bool, sound: bool
    ) -> Scene:
        """Everything that lies still, the lanes scrolled; ``film``, ``sound``: whether there is any
        to be seen."""
        tags = self.tags
        used = [max(tags.rows_in(lane), 1) for lane in range(len(self._lanes.heads))]
        for stretch in self.running(0, 0):
            used[stretch.lane] = max(used[stretch.lane], stretch.row + 1)
        clips = self._clips()
        return Scene(
            axis=axis,
            bands=bands(height_px, used, film, sound, scrolled_px),
            lanes=self._lanes,
            looks=self._looks,
            tags=tags,
            seen=placed(tags, axis),
            clips=tuple(clip for _number, clip in clips),
            numbers=tuple(number for number, _clip in clips),
            index=self._workspace.index,
            sprites=self._sprites,
            layer=self._layer,
        )

    def running(self, start_us: int, end_us: int) -> tuple[Stretch, ...]:
        """What runs, up to the frame with these boundaries."""
        tags, shown = self.tags, []
        for each in self._tagging.running:
            lane = self._lanes.find(each.code.id, each.person_id)
            place = self._looks.places.get(each.code.id)
            if lane is not None and place is not None:
                row = self._row_of(each, lane, tags)
                shown.append(
                    Stretch(lane, row, *each.span(start_us, end_us), self._looks.looks[place])
                )
        return tuple(shown)

    def _row_of(self, running: Running, lane: int, tags: TagArrays) -> int:
        """The row an interval runs in; it stays there."""
        key = running.code.id, running.person_id
        if key not in self._rows:
            row = tags.free_row(lane, running.start_us, running.start_us + _LIKELY_US)
            while (lane, row) in self._taken(key) and row + 1 < most_rows():
                row += 1
            self._rows[key] = row
        return self._rows[key]

    def forget_rows(self) -> None:
        """Other intervals run: keep the rows of those that still do. Lanes may come and go."""
        running = self._tagging.running
        keys = {(each.code.id, each.person_id) for each in running}
        self._rows = {key: row for key, row in self._rows.items() if key in keys}
        lanes = lanes_of(self.grouping, self._workspace, running)
        if lanes.places != self._lanes.places:
            self.forget_tags()

    def _taken(self, but: tuple[str, str | None]) -> set[tuple[int, int]]:
        taken = ((self._lanes.find(*key), row) for key, row in self._rows.items() if key != but)
        return {(lane, row) for lane, row in taken if lane is not None}

    def _read(self) -> TagArrays:
        work = self._workspace
        self._sprites.forget("overview")
        self._lanes = lanes_of(self.grouping, work, self._tagging.running)
        if work.recording is None:
            return tag_arrays((), self._lanes, {})
        codes = [code for book in work.snapshot.codebooks for code in book.codes]
        if codes != self._codes:
            self._codes, self._looks = codes, looks_of(codes)
        return tag_arrays(work.tags, self._lanes, self._looks.places)

    def _clips(self) -> list[tuple[int, Clip]]:
        work = self._workspace
        recording = work.recording
        if recording is None:
            return []
        numbered = enumerate(work.clips, start=1)
        return [(number, clip) for number, clip in numbered if clip.recording_id == recording.id]
