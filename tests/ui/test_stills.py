"""Stills are made beside the window, and made again when a lost film is there."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

import media.probe
from annotations.model import Clip, Recording, Snapshot
from annotations.recordings import Finding, Outcome, find_film
from export.stills import still_of
from media.film import Film
from tests.ui.chosen import wait_for_stills, workspace_with_clips
from ui import stills as made_in
from ui.stills import Stills, stills_of
from ui.workspace import Workspace
from vig_tool.errors import Cancelled
from vig_tool.progress import Progress


@pytest.fixture
def workspace(qtbot: QtBot, qapp: QApplication, case_path: Path) -> Iterator[Workspace]:
    with workspace_with_clips(qtbot, qapp, case_path) as made:
        yield made
        stills_of(made).shut_down()


def _has_all(stills: Stills, clips: tuple[Clip, ...]) -> bool:
    return all(stills.picture(clip) is not None for clip in clips)


def test_closing_a_case_stops_the_look_at_a_film_and_does_not_wait_for_it(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looking, go_on, stopped = threading.Event(), threading.Event(), threading.Event()

    def look_slowly(path: Path, progress: Progress) -> Film:
        looking.set()
        go_on.wait(20.0)
        try:
            progress(0.5, "Looking")
        except Cancelled:
            stopped.set()
            raise
        return media.probe.probe(path)

    monkeypatch.setattr(made_in, "probe", look_slowly)
    stills = stills_of(workspace)
    qtbot.waitUntil(looking.is_set, timeout=10_000)
    before_s = time.monotonic()
    try:
        workspace.close_case()
        assert time.monotonic() - before_s < 5.0
        assert not stills.busy
    finally:
        go_on.set()
    stills.shut_down()
    assert stopped.is_set()


def test_a_film_that_is_found_again_has_its_stills(
    qtbot: QtBot, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording = workspace.snapshot.recordings[1]
    back = tmp_path / "back" / "meal.mp4"

    def find(wanted: Recording, snapshot: Snapshot, folder: Path) -> Finding:
        if wanted.id == recording.id and not back.exists():
            return Finding(Outcome.MISSING, None, "It is gone.")
        return find_film(wanted, snapshot, folder)

    monkeypatch.setattr(made_in, "find_film", find)
    stills, clip = stills_of(workspace), workspace.clips[2]
    wait_for_stills(qtbot, workspace)
    assert stills.picture(clip) is None
    back.parent.mkdir()
    back.write_bytes(Path(recording.last_seen).read_bytes())
    workspace.edit("Find", lambda edit: edit.relink_recording(recording.id, back))
    qtbot.waitUntil(lambda: _has_all(stills, workspace.clips), timeout=10_000)


def test_a_still_that_fails_unexpectedly_is_tried_once_and_the_others_come(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    bad = workspace.clips[1].id

    def fail(clip: Clip, film: Film) -> int:
        tried.append(clip.id)
        if clip.id == bad:
            raise ZeroDivisionError
        return still_of(clip, film)

    monkeypatch.setattr(made_in, "still_of", fail)
    with capture_exceptions() as raised:
        stills = stills_of(workspace)
        wait_for_stills(qtbot, workspace)
        qtbot.wait(200)
    assert not stills.busy and tried.count(bad) == 1
    assert [stills.picture(clip) is None for clip in workspace.clips] == [False, True, False]
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
