"""Showing the moments to the family: with everybody's yes only, and nothing is left behind."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotations.case import Case
from annotations.edit import Edit
from annotations.model import Answer, Purpose, Role, Snapshot
from export.linked_films import link_films, look_at_new
from media.probe import probe
from tests.conftest import Golden
from tests.ui.family.moments import number_on
from ui import theme
from ui.family.viewing import Stand
from ui.showing import PrivateFolder, Showing, remove_left_over
from ui.workbench import Workbench

_ROOT = Path(__file__).resolve().parents[2]
_DIES = """
import sys, time
from ui.showing import PrivateFolder
folder = PrivateFolder()
(folder.path / "clip-01.mp4").write_bytes(b"a face")
print(folder.path, flush=True)
time.sleep(60)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def case(golden: Golden, tmp_path: Path) -> Iterator[Case]:
    """Two clips of a film; nobody was asked yet."""
    film = golden("h264-long-gop", frames=120, size=(320, 180)).path
    with Case.create(tmp_path / "family.vig") as case:
        link_films(case, [film], look_at_new([film]))
        recording, index = case.snapshot().recordings[0], probe(film).index
        with case.edit("Clips") as edit:
            for first, caption in ((20, "You waited."), (70, "She looked at you.")):
                start, end = index.start_us(first), index.start_us(first + 15)
                edit.add_clip(recording.id, start, end, caption=caption, title="secret title")
        yield case


@pytest.fixture
def showing(qtbot: QtBot, qapp: QApplication, temporary: Path) -> Iterator[Showing]:
    theme.dress(qapp, "dark", text_scale=1.0)
    showing = Showing()
    yield showing
    showing.shut_down()


def _everybody_says(case: Case, answer: Answer) -> None:
    for person in case.snapshot().people:
        case.set_consent(person.id, Purpose.REVIEW, answer, person.name, "spoken")


def _start(showing: Showing, case: Case) -> None:
    clips = case.snapshot().clips
    showing.start(case.snapshot, clips, case.path.parent, QApplication.primaryScreen())


def test_the_clips_are_cut_shown_and_removed(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    departures = case.departures()
    with qtbot.waitSignal(showing.opened, timeout=20_000):
        _start(showing, case)
        assert showing.busy
    window = showing.window
    assert window is not None
    assert [moment.caption for moment in window.viewing.moments] == [
        "You waited.",
        "She looked at you.",
    ]
    qtbot.waitUntil(lambda: number_on(window.picture.image) == 20)
    (folder,) = [path for path in temporary.iterdir() if path.is_dir()]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = sorted(path.name for path in folder.rglob("*") if path.is_file())
    assert files == ["clip-01.mp4", "clip-01.png", "clip-02.mp4", "clip-02.png"]
    QTest.keyClick(window, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: number_on(window.picture.image) in range(70, 85))
    qtbot.waitUntil(lambda: window.viewing.stand is Stand.RESTING)
    assert number_on(window.picture.image) == 77

    with qtbot.waitSignal(showing.ended):
        QTest.keyClick(window, Qt.Key.Key_Escape)
    assert list(temporary.iterdir()) == []
    assert not showing.busy
    assert case.departures() == departures


@pytest.mark.parametrize("answer", [Answer.UNASKED, Answer.NO])
def test_without_everybodys_yes_nothing_is_cut(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path, answer: Answer
) -> None:
    if answer is Answer.NO:
        _everybody_says(case, answer)
    with qtbot.waitSignal(showing.failed, timeout=20_000) as told:
        _start(showing, case)
    assert "the shared review" in told.args[0]
    assert showing.window is None
    assert not showing.busy
    assert list(temporary.iterdir()) == []


def test_a_lost_film_is_told(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path, tmp_path: Path, golden: Golden
) -> None:
    _everybody_says(case, Answer.YES)
    copy = tmp_path / "elsewhere.mp4"
    copy.write_bytes(golden("h264-vfr", frames=120, size=(320, 180)).path.read_bytes())
    link_films(case, [copy], look_at_new([copy]))
    with case.edit("Clip") as edit:
        edit.add_clip(case.snapshot().recordings[1].id, 0, 500_000)
    copy.unlink()
    with qtbot.waitSignal(showing.failed, timeout=20_000) as told:
        _start(showing, case)
    assert "elsewhere" in told.args[0]
    assert list(temporary.iterdir()) == []


def test_cutting_is_stopped(qtbot: QtBot, showing: Showing, case: Case, temporary: Path) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.ended, timeout=20_000):
        _start(showing, case)
        showing.cancel()
    assert showing.window is None
    assert not showing.busy
    assert list(temporary.iterdir()) == []


def test_a_yes_taken_back_while_it_is_cut_shows_nothing(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.failed, timeout=20_000) as told:
        _start(showing, case)
        _everybody_says(case, Answer.NO)  # nobody calls check: it looks itself before it opens
    assert told.args[0].endswith("said no to sharing for the shared review, so nothing is shown.")
    assert showing.window is None and not showing.busy
    assert list(temporary.iterdir()) == []


def test_a_yes_taken_back_while_it_is_shown_closes_the_window(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.opened, timeout=20_000):
        _start(showing, case)
    showing.check()
    assert showing.window is not None, "nothing has changed"
    _everybody_says(case, Answer.NO)
    with qtbot.waitSignal(showing.ended):
        showing.check()
    assert showing.window is None and list(temporary.iterdir()) == []


def test_a_moment_taken_out_while_it_is_cut_is_not_shown(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.failed, timeout=20_000) as told:
        _start(showing, case)
        with case.edit("Not that one") as edit:
            edit.delete_clip(case.snapshot().clips[0].id)
    assert told.args[0].startswith("A moment was taken out just now")
    assert showing.window is None and list(temporary.iterdir()) == []


def test_a_moment_taken_out_while_it_is_shown_closes_the_window(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.opened, timeout=20_000):
        _start(showing, case)
    with case.edit("Not that one") as edit:
        edit.delete_clip(case.snapshot().clips[1].id)
    with qtbot.waitSignal(showing.ended):
        showing.check()
    assert showing.window is None and list(temporary.iterdir()) == []


def test_what_was_changed_while_it_was_cut_is_not_shown_as_it_was(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    with qtbot.waitSignal(showing.failed, timeout=20_000) as told:
        _start(showing, case)
        clip = case.snapshot().clips[0]
        with case.edit("Caption") as edit:
            edit.change_clip(replace(clip, caption="You smiled."))
    assert told.args[0] == "The moments were changed just now. Show them once more."
    assert showing.window is None and list(temporary.iterdir()) == []


def _clips_of_both_films(window: Workbench) -> None:
    def add(edit: Edit) -> None:
        for recording in window.workspace.snapshot.recordings:
            edit.add_clip(recording.id, 0, 500_000)

    window.workspace.edit("Clips", add)


def _answer_with(monkeypatch: pytest.MonkeyPatch, press: str) -> list[str]:
    """Press a button of the dialog that asks; what stood in it comes into the list."""
    read: list[str] = []

    def answer(dialog: QDialog) -> None:
        read.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.show()
        buttons = {each.text(): each for each in dialog.findChildren(QPushButton)}
        buttons[press].click()
        assert not dialog.isVisible()

    monkeypatch.setattr("ui.showing_question.ask", answer)
    return read


def test_where_one_film_lacks_a_yes_the_others_moments_can_be_shown(
    qtbot: QtBot, window: Workbench, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, work = window.workspace.case, window.workspace
    assert case is not None
    _everybody_says(case, Answer.YES)
    gran = work.edit("Gran", lambda edit: edit.add_person("Gran", Role.OTHER))
    assert gran is not None
    first, _second = work.snapshot.recordings
    work.edit("Not there", lambda edit: edit.unlink_person(first.id, gran.id))
    _clips_of_both_films(window)
    read = _answer_with(monkeypatch, "Show 1 moment")
    window.show_to_family()
    assert any("Gran has not been asked about the shared review" in text for text in read)
    assert not any("vig-tool" in text for text in read)
    qtbot.waitUntil(lambda: window.showing.window is not None, timeout=20_000)
    assert window.showing.window is not None
    assert len(window.showing.window.viewing.moments) == 1
    window.showing.cancel()


def test_from_not_yet_it_is_one_step_to_write_down_the_answer(
    qtbot: QtBot, window: Workbench, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _clips_of_both_films(window)
    _answer_with(monkeypatch, "Record Baby’s answer…")
    asked: list[tuple[str, Purpose]] = []
    monkeypatch.setattr(window, "_record_answer", lambda *what: asked.append(what))
    window.show_to_family()
    assert asked == [(window.workspace.snapshot.people[0].id, Purpose.REVIEW)]
    assert not window.showing.busy


def test_with_the_last_answer_written_down_the_showing_begins(
    qtbot: QtBot, window: Workbench, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = window.workspace.case
    assert case is not None
    _clips_of_both_films(window)
    _baby, parent = window.workspace.snapshot.people
    case.set_consent(parent.id, Purpose.REVIEW, Answer.YES, "Jo", "spoken")
    _answer_with(monkeypatch, "Record Baby’s answer…")
    monkeypatch.setattr(
        window,
        "_record_answer",
        lambda who, purpose: case.set_consent(who, purpose, Answer.YES, "Jo", "spoken"),
    )
    window.show_to_family()
    qtbot.waitUntil(lambda: window.showing.window is not None, timeout=20_000)
    window.showing.cancel()


def test_a_no_that_somebody_else_wrote_down_is_heard(
    qtbot: QtBot, make_window: Callable[[], Workbench], case_path: Path, temporary: Path
) -> None:
    with Case.open(case_path) as writer:
        _everybody_says(writer, Answer.YES)
        recording = writer.snapshot().recordings[0]
        with writer.edit("Clip") as edit:
            edit.add_clip(recording.id, 0, 500_000)
        window = make_window()
        window.cases.open_case(case_path)
        assert window.workspace.read_only
        _everybody_says(writer, Answer.NO)
        with pytest.MonkeyPatch.context() as patch:
            read = _answer_with(patch, "Cancel")
            window.show_to_family()
        assert any("said no to the shared review" in text for text in read)
        assert not window.showing.busy


def test_a_caption_that_is_still_being_written_is_the_one_that_is_shown(
    qtbot: QtBot, window: Workbench, temporary: Path
) -> None:
    case, work = window.workspace.case, window.workspace
    assert case is not None
    _everybody_says(case, Answer.YES)
    recording = work.snapshot.recordings[0]
    clip = work.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, 500_000))
    assert clip is not None
    work.select_clip(clip.id)
    window.film_page.tray.editor._caption.setPlainText("You waited.")
    window.show_to_family()
    qtbot.waitUntil(lambda: window.showing.window is not None, timeout=20_000)
    assert window.showing.window is not None
    assert [each.caption for each in window.showing.window.viewing.moments] == ["You waited."]
    window.showing.cancel()


def test_a_showing_of_a_case_that_was_let_go_never_opens(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    open_case: list[Snapshot] = [case.snapshot()]
    with qtbot.waitSignal(showing.ended, timeout=20_000):
        showing.start(
            lambda: open_case[0] if open_case else None,
            case.snapshot().clips,
            case.path.parent,
            QApplication.primaryScreen(),
        )
        open_case.clear()
    assert showing.window is None and list(temporary.iterdir()) == []


@pytest.mark.parametrize("opened", [False, True], ids=["while cutting", "while it shows"])
def test_opening_another_family_ends_the_showing_of_the_first(
    qtbot: QtBot, window: Workbench, temporary: Path, tmp_path: Path, opened: bool
) -> None:
    other = tmp_path / "other.vig"
    Case.create(other).close()
    first = window.workspace.case
    assert first is not None
    _everybody_says(first, Answer.YES)
    recording = window.workspace.snapshot.recordings[0]
    window.workspace.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, 500_000))
    window.show_to_family()
    assert window.task_strip.busy
    if opened:
        qtbot.waitUntil(lambda: window.showing.window is not None, timeout=20_000)
    window.cases.open_case(other)
    qtbot.waitUntil(lambda: not window.showing.busy, timeout=20_000)
    assert window.showing.window is None and not window.task_strip.busy
    assert not [path for path in temporary.iterdir() if path.is_dir()]


def test_the_film_does_not_play_on_behind_the_familys_window(
    qtbot: QtBot, window: Workbench, temporary: Path
) -> None:
    first, projector = window.workspace.case, window.workspace.projector
    assert first is not None
    _everybody_says(first, Answer.YES)
    recording = window.workspace.snapshot.recordings[0]
    window.workspace.edit("Clip", lambda edit: edit.add_clip(recording.id, 0, 500_000))
    window.show_to_family()
    window.workspace.deck.set_speed(0.1)
    window.do("toggle_playing")
    qtbot.waitUntil(lambda: window.showing.window is not None, timeout=20_000)
    assert not projector.playing
    window.showing.cancel()


def test_leaving_the_program_leaves_nothing(
    qtbot: QtBot, showing: Showing, case: Case, temporary: Path
) -> None:
    _everybody_says(case, Answer.YES)
    _start(showing, case)
    showing.shut_down()
    assert list(temporary.iterdir()) == []
    with qtbot.waitSignal(showing.opened, timeout=20_000):
        _start(showing, case)
    showing.shut_down()
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="kills as POSIX does")
def test_what_a_killed_program_left_is_removed_at_the_next_start(temporary: Path) -> None:
    left_by = [
        subprocess.Popen(
            [sys.executable, "-c", _DIES],
            cwd=_ROOT,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    folders = [Path((process.stdout or sys.stdin).readline().strip()) for process in left_by]
    dead = left_by[0]
    try:
        dead.send_signal(signal.SIGKILL)
        dead.wait()
        assert (folders[0] / "clip-01.mp4").is_file()
        mine = PrivateFolder()
        remove_left_over()
        assert not folders[0].exists()
        assert (folders[1] / "clip-01.mp4").is_file()
        assert mine.path.is_dir()
        mine.remove()
    finally:
        for process in left_by:
            process.kill()
            process.communicate()
    remove_left_over()
    assert list(temporary.iterdir()) == []
