"""Who may write to a case: one writer at a time, held by the operating system.

The lock ends with its process, even with one that is killed. On Windows a locked file cannot be
read by others, so the writer's name stands in a second file beside it.
"""

import os
import platform
from contextlib import suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from annotations.errors import CaseBusy

_WINDOWS: Final = os.name == "nt"


class WriterLock:
    """Held from construction to ``release``. Raises ``CaseBusy`` (with the writer's name) where
    somebody else holds it and ``OSError`` where the folder allows no lock."""

    def __init__(self, case: Path, author: str) -> None:
        self._path = case.with_name(f".{case.name}.lock")
        self._note = case.with_name(f".{case.name}.writer")
        self._lock = FileLock(self._path, timeout=0, thread_local=False, fallback_to_soft=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise CaseBusy(f"{case.name} is open elsewhere, by {self._holder()}.") from None
        try:
            self._note.write_text(f"{author or 'somebody'} on {platform.node()}", encoding="utf-8")
        except OSError:
            self.release()
            raise

    def release(self) -> None:
        """Lets others write. May be called twice."""
        if not self._lock.is_locked:
            return
        self._tidy(self._note)
        if _WINDOWS:
            self._lock.release()
            self._tidy(self._path)
        else:
            # Removed while it is held: whoever opened it meanwhile sees that it is gone.
            self._tidy(self._path)
            self._lock.release()

    def _holder(self) -> str:
        try:
            return self._note.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return "somebody else"

    @staticmethod
    def _tidy(path: Path) -> None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
