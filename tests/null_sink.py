"""A loudspeaker that nobody hears: a sound server of our own, and what was played on it."""

import os
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 48_000
NEEDED = ("pulseaudio", "pactl", "parec")
"""The programs; Debian's packages ``pulseaudio`` and ``pulseaudio-utils`` bring them."""
_PATIENCE_S = 10.0


def is_possible() -> bool:
    """Whether this machine has what it takes."""
    return all(shutil.which(program) for program in NEEDED)


class NullSink:
    """PulseAudio in a folder of its own, with one sink, ``nul``; any process can play into it whose
    environment holds ``variables`` before it first looks for loudspeakers."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._socket = folder / "pulse"
        self._program: subprocess.Popen[bytes] | None = None
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    @property
    def variables(self) -> dict[str, str]:
        """What a process that plays into it has in its environment."""
        return {
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_RUNTIME_PATH": str(self._folder),
            "PULSE_STATE_PATH": str(self._folder),
            "PULSE_COOKIE": str(self._folder / "cookie"),
        }

    @property
    def environment(self) -> dict[str, str]:
        """The whole environment of such a process."""
        return {**os.environ, **self.variables}

    def start(self) -> None:
        """Run, and wait until it answers."""
        self._socket.unlink(missing_ok=True)
        self._program = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--exit-idle-time=-1", "--daemonize=no", "--log-level=error"),
                f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
                "--load=module-null-sink sink_name=nul norewinds=1",
            ],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        ends_s = time.monotonic() + _PATIENCE_S
        while self._control("info").returncode:
            if time.monotonic() > ends_s or self._program.poll() is not None:
                self.kill()
                raise RuntimeError("PulseAudio did not start.")
            time.sleep(0.02)

    def kill(self) -> None:
        """Be gone at once, as a loudspeaker whose plug is pulled."""
        if self._program is not None:
            self._program.kill()
            self._program.wait()
            self._program = None

    def change_default(self, name: str) -> None:
        """Plug in another sink, and make it the system's own."""
        for words in (
            ("load-module", "module-null-sink", f"sink_name={name}", "norewinds=1"),
            ("set-default-sink", name),
        ):
            self._control(*words).check_returncode()

    def _control(self, *words: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            ["pactl", *words], env=self.environment, capture_output=True, check=False
        )


class Recording:
    """What is played on a sink from now on, until ``stop``."""

    def __init__(self, sink: NullSink, name: str = "nul") -> None:
        self._blocks: list[tuple[float, bytes]] = []
        self._program = subprocess.Popen(
            [
                *("parec", "-d", f"{name}.monitor", "--raw", "--format=s16le"),
                *(f"--rate={RATE_HZ}", "--channels=1", "--latency-msec=10"),
            ],
            env=sink.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        ends_s = time.monotonic() + _PATIENCE_S
        while not self._blocks:
            if time.monotonic() > ends_s:
                self.stop()
                raise RuntimeError("Nothing can be recorded from PulseAudio.")
            time.sleep(0.005)

    def stop(self) -> tuple[NDArray[np.float32], float]:
        """All that was played, from -1 to 1, and when its first sample was heard, by
        ``time.perf_counter``."""
        self._program.terminate()
        self._thread.join()
        self._program.wait()
        assert self._program.stdout is not None
        self._program.stdout.close()
        samples = np.frombuffer(b"".join(block for _, block in self._blocks), "<i2")
        ends_s = np.cumsum([len(block) // 2 for _, block in self._blocks]) / RATE_HZ
        came_s = np.array([at for at, _ in self._blocks])
        # A block never comes before it was heard; the one that came soonest tells when that was.
        began_s = float(np.min(came_s - ends_s)) if len(came_s) else 0.0
        return (samples / 32768).astype(np.float32), began_s

    def _read(self) -> None:
        assert self._program.stdout is not None
        rest = b""
        while block := self._program.stdout.read(4800):
            block, at_s = rest + block, time.perf_counter()
            whole = len(block) // 2 * 2
            self._blocks.append((at_s, block[:whole]))
            rest = block[whole:]
