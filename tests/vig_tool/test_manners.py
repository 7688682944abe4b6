"""How ``vig-tool`` behaves as a program: quick, silent on the network, calm when interrupted."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.vig_tool.program import vig_tool

_WATCH = """
import json, sys
reached = []
def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        reached.append(event)
sys.addaudithook(watch)
from vig_tool.cli import main
code = main(sys.argv[1:])
sys.stderr.write("\\n" + json.dumps([reached, sorted(sys.modules)]))
sys.exit(code)
"""


def _watched(*words: str | Path, folder: Path | None = None) -> tuple[int, list[str], set[str]]:
    """Exit code, what was reached for on the network, and the modules loaded at the end."""
    ran = vig_tool(*words, folder=folder, python=("-c", _WATCH))
    reached, loaded = json.loads(ran.err.splitlines()[-1])
    return ran.code, reached, set(loaded)


def _all_commands(folder: Path, film: Path) -> list[list[str]]:
    (folder / "tags.csv").write_text("code,person,start_s,end_s\nsmile,Baby,0.1,0.9\n")
    (folder / "clips.csv").write_text("start_s,end_s,title\n0.1,0.9,Look\n")
    case = "a.vig"
    return [
        ["probe", str(film), "--json"],
        ["frames", str(film), "3", "--out", "pictures"],
        ["new", case],
        ["add", case, str(film)],
        ["person", case, "Jo", "--role", "other"],
        ["consent", case, "all", "all", "yes"],
        ["tag", case, "tags.csv"],
        ["clip", case, "clips.csv"],
        ["tags", case],
        ["check", case],
        ["copy", case, "b.vig"],
        ["restore", case],
        ["export", case, "--purpose", "research", "--out", "shared"],
        ["summary", case, "b.vig", "--out", "summary.csv"],
    ]


def test_no_command_reaches_for_the_network_or_loads_qt(golden: Golden, tmp_path: Path) -> None:
    commands = _all_commands(tmp_path, golden("h264-vfr").path)
    for words in commands:
        code, reached, loaded = _watched(*words, folder=tmp_path)
        assert code == 0, words
        assert reached == [], words
        assert "vig_tool.cli" in loaded
        assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6"))}, words


def test_help_loads_nothing_heavy() -> None:
    code, _, loaded = _watched("export", "--help")
    assert code == 0
    assert not loaded & {"av", "cv2", "numpy", "pandas", "PySide6", "sqlite3", "platformdirs"}


def test_a_playlist_called_film_reaches_nobody(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/film.ts"
        for name in ("film.mp4", "film.m3u8", "http:film.mp4"):
            (tmp_path / name).write_text(
                f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}\n"
            )
            assert vig_tool("probe", name, folder=tmp_path).code == 2
        assert vig_tool("probe", address, folder=tmp_path).code == 2
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_bug_is_a_sentence_and_a_traceback_only_for_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from vig_tool import cli

    def bug(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "_run", bug)
    monkeypatch.delenv("VIG_TOOL_DEBUG", raising=False)
    assert cli.main([]) == 2
    said = capsys.readouterr().err
    assert "Please report it" in said
    assert "Traceback" not in said
    monkeypatch.setenv("VIG_TOOL_DEBUG", "1")
    assert cli.main([]) == 2
    assert "Traceback" in capsys.readouterr().err


def test_an_old_code_page_gets_all_it_can_show(golden: Golden, tmp_path: Path) -> None:
    film = tmp_path / "\u5bb6 film.mp4"
    film.write_bytes(golden("h264-vfr").path.read_bytes())
    ran = vig_tool("probe", film.name, folder=tmp_path, more_env={"PYTHONIOENCODING": "ascii"})
    assert ran.code == 0
    assert "\\u5bb6 film.mp4" in ran.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_reader_who_has_enough_is_no_accident(golden: Golden) -> None:
    command = [sys.executable, "-P", "-m", "vig_tool", "probe", str(golden("h264-vfr").path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_said(golden: Golden) -> None:
    command = [sys.executable, "-P", "-m", "vig_tool", "probe", str(golden("h264-vfr").path)]
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ended.returncode == 2
    assert ended.stderr.decode().count("\n") == 1


_LONG_WORK = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
from vig_tool import cli
from vig_tool.commands import films

def look(arguments, console):
    with console.progress() as progress:
        print("begun", flush=True)
        for _ in range(int(sys.argv[1])):
            progress(0.5, "Looking")
            time.sleep(0.01)
    return 0

films.probe_films = look
sys.exit(cli.main(["probe", "film.mp4"]))
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are sent differently there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopping_is_tidy_and_said(number: signal.Signals) -> None:
    command = [sys.executable, "-P", "-c", _LONG_WORK, "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        guard = threading.Timer(30, running.kill)
        guard.start()
        assert running.stdout.readline() == b"begun\n"
        running.send_signal(number)
        _, said = running.communicate()
        guard.cancel()
    assert running.returncode == 2
    assert said.decode() == "vig-tool: Stopped. Nothing was changed.\n"


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
def test_progress_is_one_line_on_a_terminal_and_leaves_no_trace() -> None:
    import pty

    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this machine has no pseudo-terminals")
    with subprocess.Popen(
        [sys.executable, "-P", "-c", _LONG_WORK, "30"],
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    ) as running:
        os.close(theirs)
        seen = b""
        try:
            while chunk := os.read(ours, 1000):
                seen += chunk
        except OSError:  # the other end was closed
            pass
    os.close(ours)
    assert running.returncode == 0
    assert b" 50%  Looking" in seen
    assert b"\n" not in seen
    assert seen.endswith(b"\r")
