"""Lets the system have back what nobody uses any more."""

import ctypes
import sys
from functools import cache
from typing import Final

_ARENA_MAX: Final = -8
"""``M_ARENA_MAX`` in the C library's malloc.h."""
_ARENAS: Final = 2


def share_heaps() -> None:
    """Let all threads take memory from the same few heaps. Before any thread is begun.

    The GNU C library gives each thread a heap of its own, where pictures that were let go stay for
    the next thread in vain: over half an hour of changing films that was a gigabyte. Other
    libraries give large blocks back by themselves, and nothing is done.
    """
    if (library := _library()) is not None:
        library.mallopt(_ARENA_MAX, _ARENAS)


def give_back() -> None:
    """Give back what was freed. Takes some ten milliseconds, in the thread that asks."""
    if (library := _library()) is not None:
        library.malloc_trim(0)


@cache
def _library() -> ctypes.CDLL | None:
    """The C library, where it is the GNU one."""
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
