"""The timeline's painting: ms a repaint at 1600×300, beside QGraphicsView in the same run.

The real timeline of a film with 100, 10,000 and 100,000 tags of seven people and both together: the
whole film and a sixtieth of it. QGraphicsView shows the same tags in the same colours and rows over
its index of places (BSP), each an item of Qt's own that paints without Python: rounded bars with
letters and labels, discs with letters and stems; and, for comparison, as plain rectangles. Only
ours has a ruler, an overview, a film strip and a sound wave, too.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsLineItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from annotations.case import Case
from annotations.model import BOTH, Kind, Role, Tag
from benchmarks.table import Row, finish, parser, percentile
from export.linked_films import link_films, look_at_new
from tests.golden.films import make
from ui import theme
from ui.choosing import Choosing
from ui.tagging import Tagging
from ui.timeline.axis import Axis
from ui.timeline.layout import Band
from ui.timeline.look import Look
from ui.timeline.timeline import Timeline
from ui.workspace import Workspace

_WIDTH_PX, _HEIGHT_PX = 1600, 300
_FRAMES, _PEOPLE, _CLOSE = 3600, 7, 60
_COUNTS = (100, 10_000, 100_000)
_AT_LEAST = {10_000: 8.0, 100_000: 20.0}


def main() -> None:
    """Measure, print, and write the table."""
    options = parser(__doc__).parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        os.environ["VIG_TOOL_CACHE"] = str(Path(name) / "cache")
        app = QApplication([])
        theme.dress(app, "dark")
        workspace, timeline = open_timeline(Path(name))
        for count in _COUNTS:
            rows += measure(workspace, timeline, count, 5 if options.quick else 15)
        timeline.backdrop.shut_down()
        workspace.projector.shut_down()
        workspace.close_case()
    finish("timeline", rows, options)


def open_timeline(folder: Path) -> tuple[Workspace, "Clocked"]:
    """The timeline of a film of two minutes, its film strip and sound wave complete."""
    film = make("h264-phone", folder, frames=_FRAMES, size=(128, 72)).path
    case = Case.create(folder / "family.vig")
    link_films(case, [film], look_at_new([film]))
    with case.edit("People") as edit:
        for number in range(_PEOPLE - 2):
            edit.add_person(f"Person {number}", Role.OTHER)
    workspace = Workspace()
    timeline = Clocked(workspace, Tagging(workspace), Choosing(workspace))
    timeline.resize(_WIDTH_PX, _HEIGHT_PX)
    timeline.show()
    workspace.open_case(case)
    _wait(lambda: workspace.projector.film is not None and workspace.projector.at_rest)
    timeline.repaint()
    _wait(lambda: not timeline.backdrop.busy)
    return workspace, timeline


def fill(workspace: Workspace, count: int) -> None:
    """Let the case on the screen have so many tags."""
    index, recording = workspace.index, workspace.recording
    assert index is not None and recording is not None
    chance = np.random.default_rng(0)
    last = len(index) - 1
    first = np.sort(chance.integers(0, last, count))
    until = np.minimum(first + 1 + chance.exponential(3, count).astype(int), last + 1)
    codes, people = workspace.codes, [person.id for person in workspace.people]
    tags = []
    for number, (start, end) in enumerate(zip(first.tolist(), until.tolist(), strict=True)):
        code = codes[number % len(codes)]
        tags.append(
            Tag(
                id=f"{number:06}",
                author="",
                created="",
                modified="",
                recording_id=recording.id,
                code_id=code.id,
                person_id=None if code.who == BOTH else people[number % len(people)],
                start_us=index.start_us(start),
                end_us=None if code.kind is Kind.POINT else index.start_us(end),
            )
        )
    # Written one by one to a case a hundred thousand would take minutes, and paint the same.
    workspace._snapshot = replace(workspace.snapshot, tags=tuple(tags))
    workspace.changed.emit(frozenset({"tag"}))


def peer(timeline: Timeline, shown: Axis, *, plain: bool) -> QGraphicsView:
    """The same tags as items of a scene: rounded bars with their letters and labels, discs with
    their letters and stems; or ``plain`` rectangles."""
    scene, items = timeline.scene(), QGraphicsScene()
    left_px = float(shown.xs_of(np.zeros(1, np.int64))[0])
    items.setSceneRect(left_px, 0, shown.duration_us / shown.us_per_px, _HEIGHT_PX)
    items.setBackgroundBrush(theme.colour("lane"))
    tags = scene.tags
    columns = (shown.xs_of(tags.start_us), shown.xs_of(tags.end_us), tags.lane, tags.row)
    for place, (left, right, lane, row) in enumerate(
        zip(*(each.tolist() for each in columns), strict=True)
    ):
        bar, look = scene.bands.lanes[lane].bar(row), scene.looks.looks[tags.code[place]]
        least_px = theme.timeline("bar_min_width")
        box = QRectF(left, bar.top_px, max(right - left, least_px), bar.height_px)
        if plain:
            item = QGraphicsRectItem(box)
            item.setPen(Qt.PenStyle.NoPen)
            item.setBrush(look.fill)
            items.addItem(item)
        elif tags.point[place]:
            _add_point(items, left, bar, scene.bands.lanes[lane].band.top_px, look)
        else:
            _add_bar(items, box, look)
    view = QGraphicsView(items)
    items.setParent(view)
    view.setRenderHint(QPainter.RenderHint.Antialiasing, not plain)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
    view.resize(_WIDTH_PX, _HEIGHT_PX)
    view.show()
    view.centerOn(items.sceneRect().center())
    QApplication.processEvents()
    return view


def _add_bar(items: QGraphicsScene, box: QRectF, look: Look) -> None:
    outline = QPainterPath()
    outline.addRoundedRect(box, theme.radius("tag"), theme.radius("tag"))
    item = QGraphicsPathItem(outline)
    item.setPen(Qt.PenStyle.NoPen)
    item.setBrush(look.fill)
    items.addItem(item)
    if box.width() >= theme.timeline("key_from_width"):
        wide = box.width() >= theme.timeline("label_from_width")
        _add_text(item, f"{look.key} {look.label}" if wide else look.key, box, look)


def _add_point(
    items: QGraphicsScene, middle_px: float, bar: Band, top_px: float, look: Look
) -> None:
    side = bar.height_px
    stem = QGraphicsLineItem(middle_px, top_px + 2, middle_px, bar.top_px + 1)
    stem.setPen(QPen(look.fill, theme.timeline("point_stem")))
    disc = QGraphicsEllipseItem(middle_px - side / 2, bar.top_px, side, side)
    disc.setPen(Qt.PenStyle.NoPen)
    disc.setBrush(look.fill)
    items.addItem(stem)
    items.addItem(disc)
    _add_text(disc, look.key, disc.rect(), look)


def _add_text(item: QGraphicsItem, text: str, box: QRectF, look: Look) -> None:
    shown = QGraphicsSimpleTextItem(text, item)
    shown.setFont(theme.font("micro"))
    shown.setBrush(look.ink)
    shown.setPos(box.left() + 2, box.center().y() - shown.boundingRect().height() / 2)


def measure(workspace: Workspace, timeline: "Clocked", count: int, turns: int) -> list[Row]:
    """All in turns, so that a machine that is busy for a while is busy for everybody."""
    fill(workspace, count)
    rows = []
    axis = timeline.axis.fitted()
    closer = axis.zoomed(_CLOSE, axis.left_px + axis.width_px / 2)
    for what, shown in (("whole film", axis), (f"1/{_CLOSE} of it", closer)):
        timeline.view.take(shown)
        same = peer(timeline, shown, plain=False)
        plain = peer(timeline, shown, plain=True)
        took: dict[str, list[float]] = {name: [] for name in ("ours", "same", "plain", "playhead")}
        for turn in range(turns + 1):
            took["ours"].append(_clocked(lambda: _repaint_all(timeline)))
            took["same"].append(_clocked(same.viewport().repaint))
            took["plain"].append(_clocked(plain.viewport().repaint))
            took["playhead"].append(_move_playhead(workspace, timeline, turn))
        rows += _judged(f"{count:,} tags, {what}", what == "whole film", count, took)
        for view in (same, plain):
            view.close()
            view.deleteLater()
        QApplication.processEvents()
    return rows


def _judged(name: str, whole: bool, count: int, took: dict[str, list[float]]) -> list[Row]:
    # The first turn of each warms up.
    ours, same, plain, moved = (percentile(each[1:], 50) for each in took.values())
    rows = [
        Row.noted(f"{name}: VIG Tool", ours, "ms"),
        Row.noted(f"{name}: QGraphicsView, the same bars and letters", same, "ms"),
        Row.noted(f"{name}: QGraphicsView, plain rectangles", plain, "ms"),
    ]
    if whole and count in _AT_LEAST:
        faster = f"{name}: QGraphicsView / VIG Tool"
        rows.append(Row.at_least(faster, same / ours, "×", _AT_LEAST[count]))
        rows.append(Row.noted(f"{faster}, plain rectangles", plain / ours, "×"))
    share = f"{name}: moving only the playhead / a full repaint"
    return [*rows, Row.at_most(share, moved / ours, "×", 0.1)]


def _repaint_all(timeline: Timeline) -> None:
    """Lay out and paint everything anew, as when the view has moved."""
    timeline.scene().layer.forget()
    timeline.forget_picture()
    timeline.repaint()


def _move_playhead(workspace: Workspace, timeline: "Clocked", turn: int) -> float:
    """The news that another frame is on screen, and the painting that it asks for."""
    projector = workspace.projector
    projector.go(1795 + turn % 10)
    _wait(lambda: projector.at_rest)
    QApplication.processEvents()
    painted, spent_ms = timeline.painted, timeline.spent_ms
    projector.frame += 1
    took_ms = _clocked(lambda: projector.moved.emit(projector.frame))
    _wait(lambda: timeline.painted > painted)
    projector.frame -= 1
    assert timeline.painted == painted + 1
    return took_ms + timeline.spent_ms - spent_ms


class Clocked(Timeline):
    """The timeline, with a note of how often it was painted and how long that took."""

    painted, spent_ms = 0, 0.0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        self.spent_ms += _clocked(lambda: super(Clocked, self).paintEvent(event))
        self.painted += 1


def _clocked(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1000


def _wait(until: Callable[[], bool]) -> None:
    ends = time.monotonic() + 60
    while not until():
        QApplication.processEvents()
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.0005)


if __name__ == "__main__":
    main()
