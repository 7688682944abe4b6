"""The case and its films cannot be reached from the parent's window's code."""

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[3]
_SEES = """
import sys
import ui.family.window
print("\\n".join(sorted(sys.modules)))
"""


def test_the_window_loads_nothing_that_knows_a_case() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SEES], cwd=_ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    loaded = done.stdout.split()
    assert "ui.family.viewing" in loaded
    roots = {name.partition(".")[0] for name in loaded}
    assert not roots & {"annotations", "export", "sqlite3"}
    unwanted = {"ui.workspace", "ui.projector", "ui.showing", "ui.workbench", "vig_tool.app"}
    assert not unwanted & set(loaded)


def test_its_sources_name_no_case_either() -> None:
    for source in (_ROOT / "ui" / "family").glob("*.py"):
        code = source.read_text(encoding="utf-8")
        for name in ("importlib", "__import__", "annotations", "export", "sqlite3", ".vig"):
            assert name not in code, f"{source.name} speaks of {name}"
