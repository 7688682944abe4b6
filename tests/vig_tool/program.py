"""Running ``vig-tool`` as users do: as a program of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LIMIT_S = 60


@dataclass(frozen=True)
class Ran:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was said, read as JSON."""
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on standard error, without the program's name."""
        lines = self.err.splitlines()
        assert len(lines) == 1, self.err
        assert lines[0].startswith("vig-tool: "), self.err
        return lines[0].removeprefix("vig-tool: ")


def vig_tool(
    *words: str | Path,
    folder: Path | None = None,
    more_env: Mapping[str, str] | None = None,
    python: Sequence[str] = ("-m", "vig_tool"),
    limit_s: float = LIMIT_S,
) -> Ran:
    """Run ``vig-tool`` with these words in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-P", *python, *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **(more_env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=limit_s,
        check=False,
    )
    out, err = (text.decode("utf-8").replace("\r\n", "\n") for text in (ended.stdout, ended.stderr))
    assert "Traceback" not in err, err
    return Ran(ended.returncode, out, err)
