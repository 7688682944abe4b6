"""A random walk through the window: real keys and mouse, a model of the case kept beside it.

``scripts/walk-window.py`` walks far; ``test_walk.py`` walks a little.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotations import history
from annotations.model import BOTH, Code, Kind, Snapshot
from media.frame_index import FrameIndex
from tests.ui.conftest import number_on, press
from ui.workbench import Workbench

_PATIENCE_S = 20.0
_SIZES = ((1120, 640), (1280, 720), (1500, 820), (1920, 1080))
_SECOND_US = 1_000_000


@dataclass(frozen=True)
class ModelTag:
    """What a tag should be."""

    recording_id: str
    code_id: str
    person_id: str | None
    start_us: int
    end_us: int | None
    star: bool = False


@dataclass(frozen=True)
class ModelClip:
    """What a clip should be."""

    recording_id: str
    start_us: int
    end_us: int


@dataclass(frozen=True)
class Model:
    """What the case should hold: tags by id, clips by id in their order."""

    tags: Mapping[str, ModelTag] = field(default_factory=dict)
    clips: Mapping[str, ModelClip] = field(default_factory=dict)


class Walk:
    """Walks a window. ``numbers`` holds, for each bar-coded recording's name, the number in the
    picture of each frame; other recordings are held against ``looks``: a picture's likeness."""

    def __init__(
        self,
        window: Workbench,
        seed: int,
        numbers: Mapping[str, list[int]],
        alike: Callable[[Path, int, QImage], bool] | None = None,
    ) -> None:
        self.window = window
        self.chance = random.Random(seed)
        self._numbers = numbers
        self._alike = alike
        self._model = Model()
        self._past: list[Model] = []
        self._future: list[Model] = []
        self._merge: tuple[str, str] | None = None
        self._unmoved: dict[str, ModelTag] = {}
        self._moved: dict[str, ModelTag] = {}
        self._running: dict[tuple[str, str, str | None], tuple[int, int]] = {}
        self._order: list[tuple[str, str, str | None]] = []
        self.pictures = 0
        self.checked = 0
        self.wrong: list[str] = []
        self.done: list[str] = []
        window.workspace.projector.pictured.connect(self._look)

    # The walk

    def go(self, actions: int) -> None:
        """Do so many things, and hold the window against the model all along."""
        with mock.patch.object(history, "MERGES_WITHIN_S", float("inf")):
            self._go(actions)

    def _go(self, actions: int) -> None:
        ways: list[tuple[int, Callable[[], None]]] = [
            (20, self._step),
            (8, self._leap),
            (5, self._ends),
            (8, self._scrub),
            (16, self._tag),
            (8, self._edit),
            (3, self._star),
            (4, self._clip),
            (3, self._trim),
            (3, self._delete),
            (7, self._undo),
            (6, self._redo),
            (2, self._switch),
            (2, self._resize),
            (1, self._theme),
            (2, self._play),
            (3, self._cancel),
            (3, self._select),
            (4, self._select_too),
            (5, self._move),
            (2, self._duplicate),
            (1, self._hand_over),
            (1, self._group),
        ]
        chosen = self.chance.choices(
            [way for _, way in ways], [weight for weight, _ in ways], k=actions
        )
        for place, way in enumerate(chosen):
            self.done.append(way.__name__)
            way()
            if self.chance.random() < 0.3:
                QApplication.processEvents()
            if place % 10 == 0:
                self.settle()
                self.compare()
        self.settle()
        self.compare()

    def settle(self) -> None:
        """Wait until the frame asked for is on screen."""
        projector = self.window.workspace.projector
        ends = time.monotonic() + _PATIENCE_S
        while time.monotonic() < ends:
            QApplication.processEvents()
            if projector.film is not None and projector.at_rest:
                return
            time.sleep(0.0005)
        name = None if projector.film is None else projector.film.path.name
        raise AssertionError(
            f"the picture never came: {name}, {projector.state}; last: {self.done[-6:]}"
        )

    def compare(self) -> None:
        """Hold the case against the model."""
        snapshot = self.window.workspace.snapshot
        tags = {
            tag.id: ModelTag(
                tag.recording_id, tag.code_id, tag.person_id, tag.start_us, tag.end_us, tag.star
            )
            for tag in snapshot.tags
        }
        clips = {
            clip.id: ModelClip(clip.recording_id, clip.start_us, clip.end_us)
            for clip in snapshot.clips
        }
        assert tags == dict(self._model.tags), _difference(tags, self._model.tags)
        assert clips == dict(self._model.clips)
        assert list(clips) == list(self._model.clips), "the order of the clips"
        assert len(self.window.tagging.running) == len(self._running_here())
        assert not self.wrong, self.wrong[:5]

    # What is done

    def _step(self) -> None:
        for _ in range(self.chance.choice([1, 1, 1, 3, 8])):
            press(self.window, self.chance.choice(["Left", "Right"]))

    def _leap(self) -> None:
        press(
            self.window,
            self.chance.choice(["Shift+Left", "Shift+Right", "Ctrl+Left", "Ctrl+Right"]),
        )

    def _ends(self) -> None:
        press(self.window, self.chance.choice(["Home", "End"]))

    def _scrub(self) -> None:
        timeline = self.window.film_page.timeline
        y = 20
        start = QPoint(self.chance.randrange(140, timeline.width() - 10), y)
        QTest.mousePress(timeline, Qt.MouseButton.LeftButton, pos=start)
        for _ in range(self.chance.randrange(1, 6)):
            QTest.mouseMove(timeline, QPoint(self.chance.randrange(140, timeline.width() - 10), y))
            QApplication.processEvents()
        end = QPoint(self.chance.randrange(140, timeline.width() - 10), y)
        QTest.mouseRelease(timeline, Qt.MouseButton.LeftButton, pos=end)

    def _tag(self) -> None:
        self.settle()
        work = self.window.workspace
        code = self.chance.choice([code for code in work.codes if code.key])
        shifted = code.who != BOTH and self.chance.random() < 0.3
        person = self.window.tagging.whom(code, shifted)
        person_id = None if person is None else person.id
        press(self.window, f"Shift+{code.key}" if shifted else code.key)
        self._expect_tag(code, person_id)

    def _expect_tag(self, code: Code, person_id: str | None) -> None:
        work = self.window.workspace
        recording = work.recording
        assert recording is not None
        index, frame = self._index, work.projector.frame
        start_us, end_us = index.start_us(frame), index.end_us(frame)
        key = (recording.id, code.id, person_id)
        if code.kind is Kind.POINT:
            self._expect_new(ModelTag(recording.id, code.id, person_id, start_us, None))
        elif key in self._running:
            began_us, first_end_us = self._running.pop(key)
            self._order.remove(key)
            self._expect_new(
                ModelTag(
                    recording.id,
                    code.id,
                    person_id,
                    min(began_us, start_us),
                    max(first_end_us, end_us),
                )
            )
        else:
            self._running[key] = (start_us, end_us)
            self._order.append(key)

    def _expect_new(self, tag: ModelTag) -> None:
        new = {tag.id for tag in self._snapshot.tags} - set(self._model.tags)
        assert len(new) == 1, "one key makes one tag"
        self._expect(replace(self._model, tags={**self._model.tags, new.pop(): tag}))

    def _edit(self) -> None:
        key = self.chance.choice([",", ".", "<", ">", "[", "]"])
        for _ in range(self.chance.choice([1, 1, 4])):
            self._edit_by(key)

    def _edit_by(self, key: str) -> None:
        self.settle()
        selected = self.window.workspace.tag
        frame = self.window.workspace.projector.frame
        press(self.window, key)
        if selected is None:
            return
        tag, index = self._model.tags[selected.id], self._index
        start_us, end_us = tag.start_us, tag.end_us
        if key in ",.":
            moved = index.boundary_near(start_us) + (1 if key == "." else -1)
            if not 0 <= moved <= len(index):
                return
            start_us = index.start_us(moved)
        elif key in "<>" and end_us is not None:
            moved = index.boundary_near(end_us) + (1 if key == ">" else -1)
            if not 0 <= moved <= len(index):
                return
            end_us = index.start_us(moved)
        elif key == "[":
            start_us = index.start_us(frame)
        elif key == "]" and end_us is not None:
            end_us = index.end_us(frame)
        else:
            return
        if end_us is None and start_us >= index.duration_us:
            return
        if end_us is None or start_us < end_us:
            merge = None if key in "[]" else (selected.id, "start" if key in ",." else "end")
            self._expect_changed(selected.id, replace(tag, start_us=start_us, end_us=end_us), merge)

    def _star(self) -> None:
        chosen = self._chosen()
        press(self.window, "Q")
        if chosen:
            star = not all(tag.star for tag in chosen.values())
            self._expect_all({key: replace(tag, star=star) for key, tag in chosen.items()})

    def _chosen(self) -> dict[str, ModelTag]:
        """What is selected, as the model has it."""
        return {key: self._model.tags[key] for key in self.window.workspace.selected_ids}

    def _expect_all(
        self, tags: Mapping[str, ModelTag], merge: tuple[str, str] | None = None
    ) -> None:
        """These tags have new values now, if any is new."""
        if any(self._model.tags[key] != tag for key, tag in tags.items()):
            self._expect(replace(self._model, tags={**self._model.tags, **tags}), merge)

    def _select_too(self) -> None:
        for _ in range(self.chance.choice([1, 1, 2, 5])):
            press(self.window, self.chance.choice(["Shift+Down", "Shift+Down", "Shift+Up"]))

    def _move(self) -> None:
        key, frames = self.chance.choice([("Ctrl+Shift+Right", 1), ("Ctrl+Shift+Left", -1)])
        for _ in range(self.chance.choice([1, 1, 4])):
            self._move_by(key, frames)

    def _move_by(self, key: str, frames: int) -> None:
        """Whole moves are counted from where the first of them began."""
        self.settle()
        current, chosen, index = self.window.workspace.tag, self._chosen(), self._index
        press(self.window, key)
        if current is None:
            return
        if _times(self._moved) != _times(chosen):
            self._unmoved = chosen
        wanted = index.boundary_near(current.start_us) + frames
        by_us = index.start_us(min(max(wanted, 0), len(index)))
        by_us -= self._unmoved[current.id].start_us
        later = _later(self._unmoved, by_us, index)
        self._moved = {
            key: replace(tag, start_us=later[key].start_us, end_us=later[key].end_us)
            for key, tag in chosen.items()
        }
        self._expect_all(self._moved, ("move", " ".join(sorted(chosen))))

    def _duplicate(self) -> None:
        self.settle()
        work, chosen, index = self.window.workspace, self._chosen(), self._index
        here_us = index.start_us(work.projector.frame)
        press(self.window, "Ctrl+D")
        if not chosen:
            return
        first_us = min(tag.start_us for tag in chosen.values())
        copies = list(_later(chosen, here_us - first_us, index).values())
        found = {
            tag.id: ModelTag(
                tag.recording_id, tag.code_id, tag.person_id, tag.start_us, tag.end_us, tag.star
            )
            for tag in self._snapshot.tags
            if tag.id not in self._model.tags
        }
        assert sorted(map(repr, found.values())) == sorted(map(repr, copies)), "the copies"
        self._expect(replace(self._model, tags={**self._model.tags, **found}))

    def _hand_over(self) -> None:
        changed = {key: self._handed_on(tag) for key, tag in self._chosen().items()}
        changed = {key: tag for key, tag in changed.items() if tag != self._model.tags[key]}
        press(self.window, "Ctrl+Shift+P")
        if changed:
            self._expect_all(changed)

    def _handed_on(self, tag: ModelTag) -> ModelTag:
        people: list[str | None] = [person.id for person in self.window.workspace.people]
        if tag.person_id is None or self._snapshot.code(tag.code_id).who == BOTH:
            people.append(None)
        if tag.person_id not in people:
            return tag
        following = people[(people.index(tag.person_id) + 1) % len(people)]
        return replace(tag, person_id=following)

    def _expect_changed(
        self, tag_id: str, tag: ModelTag, merge: tuple[str, str] | None = None
    ) -> None:
        self._expect_all({tag_id: tag}, merge)

    def _clip(self) -> None:
        self.settle()
        recording = self.window.workspace.recording
        assert recording is not None
        press(self.window, "I")
        first = self.window.workspace.projector.frame
        press(self.window, self.chance.choice(["Right", "Shift+Right"]))
        self.settle()
        last = self.window.workspace.projector.frame
        press(self.window, "O")
        press(self.window, "Return")
        new = {clip.id for clip in self._snapshot.clips} - set(self._model.clips)
        assert len(new) == 1, "Enter makes one clip"
        clip = ModelClip(recording.id, self._index.start_us(first), self._index.end_us(last))
        self._expect(replace(self._model, clips={**self._model.clips, new.pop(): clip}))

    def _trim(self) -> None:
        way = self.chance.choice(
            [("Ctrl+,", 0, -1), ("Ctrl+.", 0, 1), ("Ctrl+<", 1, -1), ("Ctrl+>", 1, 1)]
        )
        for _ in range(self.chance.choice([1, 1, 4])):
            self._trim_by(*way)

    def _trim_by(self, key: str, edge: int, frames: int) -> None:
        self.settle()
        clip = self.window.workspace.clip
        recording = self.window.workspace.recording
        if clip is None or recording is None or clip.recording_id != recording.id:
            return
        press(self.window, key)
        index = self._index
        ends = [index.boundary_near(clip.start_us), index.boundary_near(clip.end_us)]
        ends[edge] += frames
        if 0 <= ends[0] < ends[1] <= len(index):
            changed = ModelClip(clip.recording_id, index.start_us(ends[0]), index.start_us(ends[1]))
            clips = {**self._model.clips, clip.id: changed}
            self._expect(replace(self._model, clips=clips), (clip.id, str(edge)))

    def _delete(self) -> None:
        chosen, clip = self._chosen(), self.window.workspace.clip
        press(self.window, "Del")
        if clip is not None:
            left = {key: value for key, value in self._model.clips.items() if key != clip.id}
            self._expect(replace(self._model, clips=left))
        elif chosen:
            kept = {key: value for key, value in self._model.tags.items() if key not in chosen}
            self._expect(replace(self._model, tags=kept))

    def _undo(self) -> None:
        press(self.window, "Ctrl+Z")
        if self._past:
            self._merge = None
            self._future.append(self._model)
            self._model = self._past.pop()

    def _redo(self) -> None:
        press(self.window, "Ctrl+Shift+Z")
        if self._future:
            self._merge = None
            self._past.append(self._model)
            self._model = self._future.pop()

    def _switch(self) -> None:
        press(self.window, self.chance.choice(["Ctrl+PgDown", "Ctrl+PgUp"]))
        self.settle()

    def _resize(self) -> None:
        self.window.resize(*self.chance.choice(_SIZES))

    def _theme(self) -> None:
        press(self.window, "F9")

    def _group(self) -> None:
        press(self.window, "Ctrl+7")

    def _play(self) -> None:
        press(self.window, "Space")
        ends = time.monotonic() + self.chance.randrange(20, 300) / 1000
        while time.monotonic() < ends:  # QTest's own waiting keeps decoding from going on
            QApplication.processEvents()
            time.sleep(0.001)
        projector = self.window.workspace.projector
        if projector.playing:
            press(self.window, "Space")

    def _cancel(self) -> None:
        here = self._running_here()
        if here:
            self._running.pop(here[-1])
            self._order.remove(here[-1])
        press(self.window, "Esc")

    def _select(self) -> None:
        press(self.window, self.chance.choice(["Alt+Left", "Alt+Right"]))

    # What is expected

    def _expect(self, model: Model, merge: tuple[str, str] | None = None) -> None:
        """Nudges of one edge (``merge``) that follow each other are one step."""
        if merge is None or merge != self._merge:
            self._past.append(self._model)
        self._merge = merge
        self._future.clear()
        self._model = model

    def _running_here(self) -> list[tuple[str, str, str | None]]:
        recording = self.window.workspace.recording
        return [key for key in self._order if recording is not None and key[0] == recording.id]

    @property
    def _snapshot(self) -> Snapshot:
        return self.window.workspace.snapshot

    @property
    def _index(self) -> FrameIndex:
        index = self.window.workspace.index
        assert index is not None
        return index

    def _look(self, number: int, picture: QImage) -> None:
        """Every picture that comes on screen is the frame it claims."""
        self.pictures += 1
        recording = self.window.workspace.recording
        if recording is None:
            return
        numbers = self._numbers.get(recording.name)
        if numbers is not None:
            self.checked += 1
            read = number_on(picture)
            if read != numbers[number]:
                self.wrong.append(f"{recording.name}: frame {number} shows {read}")
        elif self._alike is not None and self.chance.random() < 0.1:
            film = self.window.workspace.projector.film
            assert film is not None
            self.checked += 1
            if not self._alike(film.path, number, picture):
                self.wrong.append(f"{recording.name}: frame {number} looks different")


def _later(tags: Mapping[str, ModelTag], by_us: int, index: FrameIndex) -> dict[str, ModelTag]:
    """Tags by a time later, all inside the film, on boundaries and as long as they can be."""
    times = index.boundaries_us.tolist()
    room_us = min(
        (times[-2] if tag.end_us is None else times[-1])
        - (tag.start_us if tag.end_us is None else tag.end_us)
        for tag in tags.values()
    )
    by_us = min(max(by_us, -min(tag.start_us for tag in tags.values())), room_us)
    if by_us == 0:
        return dict(tags)
    later = {}
    for key, tag in tags.items():
        start_us = _nearest(times[:-1], tag.start_us + by_us)
        end_us = None
        if tag.end_us is not None:
            after = [each for each in times if each > start_us]
            end_us = _nearest(after, start_us + tag.end_us - tag.start_us)
        later[key] = replace(tag, start_us=start_us, end_us=end_us)
    return later


def _times(tags: Mapping[str, ModelTag]) -> dict[str, tuple[int, int | None]]:
    return {key: (tag.start_us, tag.end_us) for key, tag in tags.items()}


def _nearest(times: list[int], time_us: int) -> int:
    """The nearest of some times; of two that are as near, the earlier."""
    return min(times, key=lambda each: (abs(each - time_us), each))


def _difference(found: Mapping[str, ModelTag], expected: Mapping[str, ModelTag]) -> str:
    lines = [
        f"{key}: {found.get(key)} instead of {expected.get(key)}"
        for key in {*found, *expected}
        if found.get(key) != expected.get(key)
    ]
    return "\n".join(lines[:5])
