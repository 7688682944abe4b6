"""The window: from the command line, on a screen; and a sentence where there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotations.case import Case
from vig_tool import __version__, app, cli
from vig_tool.demo import Demo
from vig_tool.progress import silent

_ROOT = Path(__file__).resolve().parent.parent.parent
_LOOK = """
import sys
from PySide6.QtWidgets import QApplication

def look(self=None):
    window = QApplication.topLevelWidgets()
    (bench,) = [widget for widget in window if type(widget).__name__ == "Workbench"]
    case = bench.workspace.case
    print("visible" if bench.isVisible() else "hidden", case.path.name if case else "no case")
    bench.close()
    return 0

QApplication.exec = look
from vig_tool.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _run(*words: str, **more_env: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **more_env}
    return subprocess.run(
        [sys.executable, "-c", _LOOK, *words],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        env=env,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_a_screen_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert app.main([]) == 2
    assert "no screen" in capsys.readouterr().err
    assert cli.main(["family.vig"]) == 2
    assert "no screen" in capsys.readouterr().err


def test_without_qts_libraries_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtWidgets", None)
    assert app.main([]) == 2
    assert "system libraries" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--help"], 0, "usage: vig-tool-window [-h] [--version] [CASE.vig]"),
        (["-h"], 0, "usage: vig-tool-window"),
        (["--version"], 0, f"vig-tool {__version__}"),
        (["--hlep"], 1, "takes a case and nothing else"),
        (["one.vig", "two.vig"], 1, "takes a case and nothing else"),
    ],
)
def test_the_window_s_own_command_knows_its_words(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    code: int,
    said: str,
) -> None:
    opened: list[Path | None] = []

    def run(case: Path | None) -> int:
        opened.append(case)
        return 0

    monkeypatch.setattr(app, "run", run)
    assert app.main(words) == code
    told = capsys.readouterr()
    assert said in (told.out if code == 0 else told.err)
    assert opened == []
    assert app.main(["family.vig"]) == app.main([]) == 0
    assert opened == [Path("family.vig"), None]


def test_a_case_by_itself_opens_in_the_window(tmp_path: Path) -> None:
    with Case.create(tmp_path / "family.vig"):
        pass
    done = _run(str(tmp_path / "family.vig"))
    assert done.stdout.split() == ["visible", "family.vig"], done.stderr
    assert done.returncode == 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have a screen")
def test_without_any_word_the_window_opens_where_there_is_a_display() -> None:
    done = _run(DISPLAY=":99")
    assert done.stdout.split() == ["visible", "no", "case"], done.stderr


def test_the_demo_is_made_once_and_opened_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made_in: list[Path] = []

    def make_demo(folder: Path, _progress: object) -> Demo:
        made_in.append(folder)
        (folder / "a.vig").write_bytes(b"")
        return Demo(folder, folder / "a.vig", ())

    monkeypatch.setattr(app, "make_demo", make_demo)
    monkeypatch.setattr(app, "default_folder", lambda: tmp_path)
    assert app._open_demo(silent) == tmp_path / "a.vig"
    assert app._open_demo(silent) == tmp_path / "a.vig"
    assert made_in == [tmp_path]


def test_the_window_is_shown(qtbot: QtBot, qapp: QApplication) -> None:
    window = app.open_window(qapp)
    qtbot.addWidget(window)
    assert window.isVisible() and window.start_page.isVisible()
    window.close()
