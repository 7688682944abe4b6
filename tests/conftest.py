"""What all tests share: golden films, real films, a cache folder of their own, and no network."""

import gc
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.golden.films import GoldenFilm, make
from ui.garbage import collect_what_is_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _display in ("DISPLAY", "WAYLAND_DISPLAY"):  # no test opens a window on somebody's screen
    os.environ.pop(_display, None)

Golden = Callable[..., GoldenFilm]

_ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Golden:
    """``golden(kind, frames=…, size=…)``: that golden film, written once a run.

    The file is shared by all tests: copy it before changing it.
    """
    written: dict[tuple[Any, ...], GoldenFilm] = {}

    def film(kind_name: str, **options: Any) -> GoldenFilm:
        key = (kind_name, *sorted(options.items()))
        if key not in written:
            written[key] = make(kind_name, tmp_path_factory.mktemp("golden"), **options)
        return written[key]

    return film


@pytest.fixture(scope="session")
def real_films() -> Path:
    """The folder of real films (``VIG_TOOL_MEDIA``); skips where there is none."""
    folder = Path(os.environ.get("VIG_TOOL_MEDIA", _ROOT.parent / "shared" / "media"))
    if not (folder / "facts.json").is_file():
        pytest.skip(f"no real films in {folder} (set VIG_TOOL_MEDIA)")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing a test does touches the user's own cache or settings."""
    own = tmp_path_factory.mktemp("own")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VIG_TOOL_CACHE", str(own / "cache"))
        patch.setenv("VIG_TOOL_SETTINGS", str(own / "settings.ini"))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_search_in_threads() -> None:
    """As in the program: what Qt made must not die in a thread that happens to search."""
    gc.disable()


@pytest.fixture(autouse=True)
def _search_between_tests() -> Iterator[None]:
    """What a test has left goes here, on the thread that made it."""
    yield
    collect_what_is_due()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A test fails if anything reaches for the network, even where the error is swallowed."""
    reached: list[str] = []

    def forbid(name: str) -> Callable[..., Any]:
        def forbidden(*arguments: Any, **_named: Any) -> Any:
            reached.append(f"{name}{arguments}")
            raise OSError("The program never opens a network connection.")

        return forbidden

    def guard(name: str) -> None:
        real = getattr(socket.socket, name)
        refuse = forbid(name)

        def local_only(self: socket.socket, *arguments: Any) -> Any:
            remote = self.family in (socket.AF_INET, socket.AF_INET6)
            return (refuse if remote else real)(self, *arguments)

        monkeypatch.setattr(socket.socket, name, local_only)

    for name in ("connect", "connect_ex", "sendto"):
        guard(name)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, forbid(name))
    yield
    assert not reached, f"the network was reached for: {reached}"
