"""Whatever is pressed, clicked, dragged or dropped: only the given moments are ever shown."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import Golden
from ui.family.moment import Moment

_INPUTS = 3200
_ROOT = Path(__file__).resolve().parents[3]
_SYSTEM = (
    "/usr",
    "/etc",
    "/lib",
    "/proc",
    "/sys",
    "/var/cache/fontconfig",
    "memfd:",
    "anon_inode:",
)


def test_a_storm_of_random_inputs_shows_nothing_else(
    moments: list[Moment], golden: Golden, tmp_path: Path
) -> None:
    for moment in moments:
        shutil.copy(moment.path, tmp_path)
        shutil.copy(moment.still, tmp_path)
    secret = tmp_path / "secret.mp4"  # dropped and typed at the window, beside its own clips
    shutil.copy(golden("h264-long-gop", frames=120, size=(320, 180)).path, secret)

    words = [str(tmp_path), "20261123", str(_INPUTS)]
    done = subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-m", "tests.ui.family.storm", *words],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)

    assert told["strangers"] == []
    assert told["windows"] == []
    assert told["complaints"] == []
    assert told["threads"] == []
    assert told["pictures"] > 100
    assert set(told["stands"]) >= {"PLAYING", "PAUSED", "RESTING", "OVER"}
    assert told["places"] == [0, 1, 2]
    assert told["closed"] > 3
    opened = {name.removeprefix("file:") for name in told["opened"]}
    given = {str(tmp_path / moment.path.name) for moment in moments}
    assert given <= opened
    assert [name for name in opened if not _expected(name, tmp_path)] == []
    assert str(secret) not in opened


def _expected(name: str, folder: Path) -> bool:
    """Whether a file is one of the moments, a part of the program, or of the system."""
    path = Path(name)
    if path.parent == folder:
        return path.stem in ("0", "1", "2") and path.suffix in (".mp4", ".png")
    program = (sys.prefix, sys.base_prefix, *_SYSTEM)
    ours = path.is_relative_to(_ROOT) and path.suffix in (".py", ".pyc", ".json")
    frame_times = path.is_relative_to(os.environ["VIG_TOOL_CACHE"])
    return ours or frame_times or name.startswith(program)
