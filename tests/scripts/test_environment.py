"""What the scripts do on a machine where something is missing, played with stand-ins for the
system's own programs. On a bare system they were tried by hand; CI runs them for real."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the scripts are for Linux"
)

_SCRIPTS = Path(__file__).parents[2] / "scripts"
_QT = "libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 libpulse0"


class _Machine:
    """A checkout in a folder with blanks, on a machine whose programs are stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.programs = folder / "bin"
        self.programs.mkdir()
        self.checkout = folder / "a check out"
        self.log = folder / "log"
        shutil.copytree(_SCRIPTS, self.checkout / "scripts")
        self.put("ldconfig", "exit 0")
        self.put("uv", "exit 0")
        self.put("apt-get", f'echo "$*" >>"{self.log}"; exit ${{APT_ENDS:-0}}')

    def put(self, name: str, script: str) -> None:
        program = self.programs / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    def run(self, user_id: int, **env: str) -> subprocess.CompletedProcess[str]:
        self.put("id", f"echo {user_id}")
        plain = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
        return subprocess.run(
            [self.checkout / "scripts" / "demo"],
            env={**plain, "PATH": f"{self.programs}:{plain['PATH']}", **env},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> _Machine:
    return _Machine(tmp_path)


def test_a_user_is_given_the_one_line_to_run(machine: _Machine) -> None:
    ended = machine.run(user_id=1000)
    assert ended.returncode == 2
    *_, line = ended.stderr.splitlines()
    assert line.startswith(f"sudo apt-get install -y --no-install-recommends {_QT}")
    assert len(ended.stderr.splitlines()) == 2
    assert not machine.log.exists()


def test_root_has_it_installed(machine: _Machine) -> None:
    machine.run(user_id=0)
    update, install = machine.log.read_text().splitlines()
    assert update == "update"
    assert install.startswith(f"install -y --no-install-recommends {_QT}")


def test_where_there_is_a_screen_its_libraries_are_asked_for_too(machine: _Machine) -> None:
    ended = machine.run(user_id=1000, DISPLAY=":0")
    assert "libxcb-cursor0" in ended.stderr


def test_without_uv_and_without_venv_the_line_says_so_too(machine: _Machine) -> None:
    machine.put("uv", "exit 1")
    machine.put("python3", "exit 1")
    assert machine.run(user_id=1000).stderr.rstrip().endswith(" python3-venv")


def test_an_install_that_fails_is_a_sentence(machine: _Machine) -> None:
    ended = machine.run(user_id=0, APT_ENDS="100")
    assert ended.returncode == 2
    assert "could not be installed" in ended.stderr


def test_what_is_there_is_not_installed_again(machine: _Machine) -> None:
    names = [
        *("libEGL.so.1", "libGL.so.1", "libgthread-2.0.so.0", "libdbus-1.so.3"),
        *("libfontconfig.so.1", "libxkbcommon.so.0", "libpulse.so.0"),
    ]
    machine.put("ldconfig", f"echo {' '.join(names)}")
    ended = machine.run(user_id=1000)
    assert "libegl1" not in ended.stderr
    assert not machine.log.exists()


@pytest.mark.parametrize("name", ["demo", "test", "check", "environment.sh"])
def test_the_scripts_are_sound_bash(name: str) -> None:
    assert subprocess.run(["bash", "-n", _SCRIPTS / name], check=False).returncode == 0
    assert name == "environment.sh" or os.access(_SCRIPTS / name, os.X_OK)
