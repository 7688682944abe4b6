"""The sound of the film that is played: opened once, by whoever wants it first."""

from threading import Lock, Thread

from media.errors import FilmUnreadable
from media.film import Film
from media.played_sound import PlayedSound


class FilmSound:
    """One film's sound at a time. Any thread may ask."""

    def __init__(self) -> None:
        self._sound: PlayedSound | None = None
        self._of: tuple[object, int] | None = None
        self._opening = Lock()
        self._closed = False
        self._ahead: Thread | None = None

    def prepare(self, film: Film) -> None:
        """Open it ahead of time, in a thread of its own."""
        if self._ahead is None:
            self._ahead = Thread(target=self.of, args=(film,), name="sound", daemon=True)
            self._ahead.start()

    def of(self, film: Film) -> PlayedSound | None:
        """The sound of a film, opened now if it is not yet; None where none can be read."""
        which = film.path, int(film.index.pts[0])
        with self._opening:
            if self._closed:
                return None
            if which != self._of:
                self._let_go()
                self._of = which
                self._sound = _open(film)
            return self._sound

    def close(self) -> None:
        """Let go of the file, after whoever reads it just now. It is not opened again."""
        with self._opening:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self._sound is not None:
            self._sound.close()
        self._sound = self._of = None


def _open(film: Film) -> PlayedSound | None:
    if not film.has_sound:
        return None
    try:
        return PlayedSound(film)
    except (FilmUnreadable, OSError):  # the pictures can still be played
        return None
