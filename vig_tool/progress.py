"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol


class Progress(Protocol):
    """Called now and then by long work, from whichever thread does the work.

    ``fraction`` runs from 0 to 1, ``doing`` is a short phrase for the user ("Writing clip 2 of 3").
    To stop the work, raise ``vig_tool.errors.Cancelled``: the work tidies up and passes it on.
    """

    def __call__(self, fraction: float, doing: str) -> None: ...


def silent(fraction: float, doing: str) -> None:
    """A ``Progress`` that nobody watches."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """A ``Progress`` for one part of the work: its 0 to 1 are ``start`` to ``end`` of all."""

    def scaled(fraction: float, doing: str) -> None:
        progress(start + (end - start) * fraction, doing)

    return scaled
