"""Tests stand apart from the world: no network, and a cache folder of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

REACHING = """
import socket

def test_that_swallows_the_error():
    try:
        socket.create_connection(("203.0.113.1", 9), timeout=0.1)
    except OSError:
        pass

def test_that_connects_by_itself():
    with socket.socket() as one:
        try:
            one.connect(("127.0.0.1", 9))
        except OSError:
            pass

def test_that_stays_at_home():
    pass
"""


def test_tests_have_a_cache_of_their_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    cache = Path(os.environ["VIG_TOOL_CACHE"])
    assert cache.is_dir()
    assert tmp_path_factory.getbasetemp() in cache.parents


def test_a_test_that_reaches_for_the_network_fails(tmp_path: Path) -> None:
    (tmp_path / "test_reaching.py").write_text(REACHING)
    (tmp_path / "conftest.py").write_text("from tests.conftest import _no_network\n")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "3 passed, 2 errors" in done.stdout
    assert "the network was reached for" in done.stdout
