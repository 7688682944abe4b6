"""What was acknowledged is on disk, even if the program is killed at that very moment."""

import re
import subprocess
import sys
from pathlib import Path

SOAK = Path(__file__).parents[2] / "scripts" / "soak-case.py"


def test_no_acknowledged_edit_is_lost_when_the_program_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(SOAK), "--kills", "10", "--longest", "0.6"],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    figures = re.fullmatch(r"10 kills, (\d+) acknowledged steps, 0 problems\n", done.stdout)
    assert figures
    assert int(figures[1]) >= 10
