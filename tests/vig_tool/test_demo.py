"""The demo does the main job on the demo film, and never harms an earlier demo."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from annotations.case import Case
from media.demo.film import Take
from vig_tool import demo as demo_of
from vig_tool.cli import main
from vig_tool.commands.console import Console
from vig_tool.commands.demo import show_demo
from vig_tool.demo import Demo, default_folder, make_demo
from vig_tool.errors import Cancelled
from vig_tool.progress import Progress, silent

# The part of the story with the first clip, small.
_TAKE = Take(width=320, height=180, from_s=20.0, to_s=33.0)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A small demo; its folder is shared, so that the film is drawn once."""
    return make_demo(tmp_path_factory.mktemp("demo"), silent, _TAKE)


def test_all_that_is_named_is_there(demo: Demo) -> None:
    for name, what in demo.made:
        assert (demo.folder / name).exists(), name
        assert what


def test_the_case_is_tagged_clipped_and_shared(
    demo: Demo, capsys: pytest.CaptureFixture[str]
) -> None:
    with Case.open(demo.case, read_only=True) as case:
        snapshot, departures = case.snapshot(), case.departures()
    assert len(snapshot.tags) > 5
    assert len(snapshot.clips) == 1
    assert snapshot.question
    assert [departure.purpose for departure in departures] == ["review"]
    shared = demo.folder / "For the shared review"
    assert {file.name for file in departures[0].files} == {
        path.relative_to(shared).as_posix() for path in shared.rglob("*") if path.is_file()
    }
    assert main(["check", str(demo.case)]) == 0
    capsys.readouterr()
    assert main(["probe", str(shared / "clips" / "clip-01.mp4"), "--json"]) == 0
    clip = json.loads(capsys.readouterr().out)
    assert abs(clip["duration_us"] - 9_600_000) < 50_000
    assert clip["has_sound"]


def test_a_second_demo_leaves_the_first_alone(demo: Demo) -> None:
    film = demo.folder / "demo-film.mp4"
    before = demo.case.read_bytes(), film.stat().st_mtime_ns
    second = make_demo(demo.folder, silent, _TAKE)
    assert second.case != demo.case
    assert (demo.case.read_bytes(), film.stat().st_mtime_ns) == before


@pytest.mark.parametrize("at", ["Making the case", "Writing"])
def test_a_demo_that_is_stopped_leaves_only_the_film(demo: Demo, at: str) -> None:
    def stop(fraction: float, doing: str) -> None:
        if at in doing:
            raise Cancelled

    before = sorted(demo.folder.rglob("*"))
    with pytest.raises(Cancelled):
        make_demo(demo.folder, stop, _TAKE)
    assert sorted(demo.folder.rglob("*")) == before


def test_what_was_made_is_said(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    whole: Callable[[Path, Progress, Take], Demo] = make_demo
    monkeypatch.setattr(demo_of, "make_demo", lambda to, progress: whole(to, progress, _TAKE))
    assert show_demo(argparse.Namespace(out=demo.folder), Console()) == 0
    said = capsys.readouterr().out
    assert str(demo.folder) in said
    assert "For the shared review" in said


def test_the_demo_goes_among_the_documents_or_home() -> None:
    folder = default_folder()
    assert folder.name == "VIG Tool demo"
    assert folder.parent.is_dir()
