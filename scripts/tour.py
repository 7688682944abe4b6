"""Makes the pictures of docs/tour.md: the real window on the demo and on a real film.

    python scripts/tour.py --demo DEMO.vig [--film FILM] [--out docs/tour]

Each page in light and dark, at 1280 × 720 and 1920 × 1080. Keys do what a practitioner would do.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from annotations.case import Case
from annotations.model import Answer, Kind, Purpose, Role, Snapshot, Tag
from export.linked_films import link_films, look_at_new
from media.probe import probe
from tests.null_sink import NullSink, is_possible
from ui import theme
from ui.forms.consent_form import ConsentForm
from ui.share_dialog import ShareDialog
from ui.workbench import Workbench

_SIZES = ((1280, 720), (1920, 1080))
_QUALITY = 88
_SHARE = (1060, 660)
# What is tagged on the real film: key, first and last second, Shift.
_SCRIPT = (
    ("G", 1.0, 4.5, False),
    ("T", 0.5, 7.0, False),
    ("V", 2.2, 3.4, False),
    ("A", 2.0, None, False),
    ("R", 2.6, None, False),
    ("P", 3.6, 5.0, False),
    ("M", 4.8, 6.8, False),
    ("H", 5.2, None, False),
    ("B", 2.0, 6.6, False),
    ("W", 1.2, 6.0, False),
)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", type=Path, required=True, help="the demo's case")
    parser.add_argument("--film", type=Path, help="a real film, for pictures of its own")
    parser.add_argument("--out", type=Path, default=Path("docs/tour"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        os.environ["VIG_TOOL_SETTINGS"] = str(folder / "settings.ini")
        if is_possible():  # with a loudspeaker, as on most computers
            os.environ.update(stack.enter_context(NullSink(folder / "pulse")).variables)
        app = QApplication([])
        demo = _copy_of_demo(options.demo, folder / "demo")
        for scheme in ("light", "dark"):
            for size in _SIZES:
                theme.dress(app, scheme, text_scale=1.0)  # type: ignore[arg-type]
                camera = _Camera(options.out, f"{scheme}-{size[0]}")
                with _window(size) as window:
                    _tour_of_demo(window, demo, camera)
                if scheme == "dark":
                    with _window(size) as window:
                        _tour_of_showing(window, demo, options.out, size)
                if options.film:
                    case = _case_of(options.film, folder / f"{scheme}{size[0]}")
                    with _window(size) as window:
                        _tour_of_film(window, case, camera)
        app.processEvents()


class _Camera:
    """Takes pictures of widgets under names of their own."""

    def __init__(self, folder: Path, look: str) -> None:
        self._folder = folder
        self._look = look

    def take(self, name: str, widget: QWidget) -> None:
        _settle(0.3)
        path = self._folder / f"{name}-{self._look}.jpg"
        assert widget.grab().toImage().save(str(path), "JPG", _QUALITY), path
        print(path)


def _tour_of_demo(window: Workbench, demo: Path, camera: _Camera) -> None:
    window.show_start()
    _settle(1.5)
    camera.take("start", window)
    window.cases.open_case(demo)
    _wait(window)
    projector = window.workspace.projector
    clip = window.workspace.clips[0]
    index = window.workspace.index
    assert index is not None
    projector.go_us(clip.start_us + 1_500_000)
    _wait(window)
    window.film_page.timeline.zoom_in()
    window.film_page.timeline.zoom_in()
    window.workspace.select_tag(_tag_near(window).id)
    running = next(code for code in window.workspace.codes if code.kind is Kind.INTERVAL)
    window.tagging.press(running)
    window.do("mark_in")
    for _ in range(45):
        window.do("step_on")
    _wait(window)
    window.do("mark_out")
    _await_strip(window)
    camera.take("workbench", window)
    window.choosing.clear_marks()
    window.tagging.cancel_running()
    _settle(7.0)
    window.show_family_page()
    _settle(1.0)
    camera.take("family", window)
    _dialogs(window, camera)


def _dialogs(window: Workbench, camera: _Camera) -> None:
    window.show_film_page()
    person = window.workspace.snapshot.people[-1]
    dialogs: list[tuple[str, QDialog]] = [
        ("share", ShareDialog(window.workspace, window.sharing, window)),
        ("consent", ConsentForm(window.workspace, person.id, Purpose.TRAINING, window)),
    ]
    for name, dialog in dialogs:
        dialog.show()
        if name == "share":  # larger than the screen that Qt makes up where there is none
            dialog.setMaximumSize(*_SHARE)
            dialog.resize(*_SHARE)
        _settle(1.5)
        camera.take(name, dialog)
        dialog.close()


def _tour_of_showing(window: Workbench, demo: Path, out: Path, size: tuple[int, int]) -> None:
    """The parent's window knows no scheme: one picture playing, one at rest."""
    window.cases.open_case(demo)
    _wait(window)
    window.show_to_family()
    ends = time.monotonic() + 120
    while (family := window.showing.window) is None:
        QApplication.processEvents()
        assert time.monotonic() < ends, "the moments were never ready"
    family.showNormal()
    family.resize(*size)
    family.activateWindow()
    camera = _Camera(out, str(size[0]))
    _settle(1.0)
    QTest.keyClick(family, Qt.Key.Key_Space)
    _settle(2.0)
    camera.take("moment-playing", family)
    _settle(10.0)
    camera.take("moment-resting", family)
    family.close()
    _settle(0.5)


def _tour_of_film(window: Workbench, case: Path, camera: _Camera) -> None:
    window.cases.open_case(case)
    _wait(window)
    index = window.workspace.index
    assert index is not None
    window.workspace.projector.go_us(3_200_000)
    _wait(window)
    window.workspace.select_tag(_tag_near(window).id)
    _await_strip(window)
    camera.take("real-film", window)
    window.do("group_lanes")
    window.do("group_lanes")
    _await_strip(window)
    camera.take("by-code", window)
    window.do("group_lanes")


def _tag_near(window: Workbench) -> Tag:
    time_us = window.workspace.projector.time_us
    return min(window.workspace.tags, key=lambda tag: abs(tag.start_us - time_us))


def _copy_of_demo(demo: Path, folder: Path) -> Path:
    """A copy with its film beside it, so that nothing the tour does changes the original."""
    folder.mkdir()
    for path in demo.parent.iterdir():
        if path.suffix == ".mp4":
            (folder / path.name).symlink_to(path.resolve())
    copy = folder / "Demo family.vig"
    shutil.copyfile(demo, copy)
    return copy


def _case_of(film: Path, folder: Path) -> Path:
    """A case with a real film, tagged a little."""
    folder.mkdir()
    path = folder / "Mia and Jo.vig"
    with Case.create(path) as case:
        link_films(case, [film], look_at_new([film]))
        snapshot = case.snapshot()
        index = probe(film).index
        (recording,) = snapshot.recordings
        with case.edit("Tag") as edit:
            for person, name in zip(snapshot.people, ("Mia", "Jo"), strict=False):
                edit.change_person(replace(person, name=name))
            for key, first_s, last_s, _shifted in _SCRIPT:
                code = next(code for code in snapshot.codebooks[0].codes if code.key == key)
                start = index.frame_at(first_s * 1e6)
                end_us = None if last_s is None else index.end_us(index.frame_at(last_s * 1e6))
                who = _who(snapshot, code.who)
                edit.add_tag(recording.id, code.id, who, index.start_us(start), end_us)
            start_us = index.start_us(index.frame_at(2e6))
            end_us = index.end_us(index.frame_at(6.6e6))
            edit.add_clip(
                recording.id,
                start_us,
                end_us,
                title="You waited",
                caption="You waited. She looked at you.",
            )
        for person in case.snapshot().people:
            case.set_consent(person.id, Purpose.REVIEW, Answer.YES, "Jo", "spoken")
    return path


def _who(snapshot: Snapshot, who: str) -> str | None:
    people = {person.role: person.id for person in snapshot.people}
    return people.get(Role(who)) if who != "both" else None


@contextmanager
def _window(size: tuple[int, int]) -> Iterator[Workbench]:
    window = Workbench(lambda progress: Path())
    window.resize(*size)
    window.show()
    window.activateWindow()
    _settle(0.3)
    yield window
    window.close()
    window.deleteLater()
    _settle(0.2)


def _wait(window: Workbench) -> None:
    projector = window.workspace.projector
    ends = time.monotonic() + 30
    while projector.film is None or not projector.at_rest:
        QApplication.processEvents()
        assert time.monotonic() < ends, "the picture never came"
    _settle(0.3)


def _await_strip(window: Workbench) -> None:
    """Until the film strip and the sound wave are there."""
    _settle(1.0)
    ends = time.monotonic() + 60
    while window.film_page.timeline.backdrop.busy:
        QApplication.processEvents()
        assert time.monotonic() < ends, "the film strip was never ready"
    _settle(0.5)


def _settle(seconds: float) -> None:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        QApplication.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    main()
