"""What the user hears when something goes wrong: one sentence, never a traceback."""

import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from vig_tool.errors import VigError, describe

BUG = (
    "Something went wrong inside VIG Tool. What you have tagged is safe. "
    "Please tell us what you were doing."
)


class ErrorDesk(QObject):
    """Takes every error that nobody expected, from any thread, and says it in the window."""

    said = Signal(str)

    def install(self) -> None:
        """Be the one who is told from now on."""
        sys.excepthook = self._take
        threading.excepthook = lambda args: self._take(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _take(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.said.emit(sentence_for(error))
        if sys.stderr is not None and not isinstance(error, VigError | OSError):
            traceback.print_exception(kind, error, trace)  # for the report, not for the user


def sentence_for(error: BaseException) -> str:
    """An error in one sentence for the user."""
    if isinstance(error, VigError):
        return str(error)
    return describe(error) if isinstance(error, OSError) else BUG
