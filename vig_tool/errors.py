"""The errors that users may meet. Everything else that is raised is a bug."""

import errno


class VigError(Exception):
    """Something expected went wrong.

    The message is one plain sentence (two at the most) that says what happened and what to do.
    It may be shown to a user as it is: no code, no traceback, no jargon. ``typed`` is what helps on
    the command line, and is told only there.
    """

    def __init__(self, message: str = "", *, typed: str = "") -> None:
        super().__init__(message)
        self.typed = typed


class WrongUse(VigError):
    """The request itself makes no sense, so nothing was tried (exit code 1 on the command line)."""


class Cancelled(VigError):
    """Somebody asked long work to stop; raised by a ``Progress`` and passed on unchanged."""

    def __init__(self, message: str = "Stopped. Nothing was changed.") -> None:
        super().__init__(message)


def describe(error: OSError) -> str:
    """What the operating system refused, in one plain sentence."""
    if error.errno == errno.ENOSPC:
        return "The disk is full. Make some room and try again."
    what = str(error.filename) if error.filename is not None else "A file"
    why = (error.strerror or str(error)).rstrip(".")
    return f"{what} could not be used: {why[:1].lower()}{why[1:]}."
