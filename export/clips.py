"""The clips of an export."""

from collections.abc import Mapping
from pathlib import Path

from annotations.model import Clip
from export.consent import Cleared
from media.encoding import write_clip
from media.film import Film
from vig_tool.progress import Progress, part

Films = Mapping[str, Film]
"""Films by the id of their recording."""


def frames_of(clip: Clip, film: Film) -> range:
    """The frames of a clip: all that begin in its half-open range, at least one."""
    first = film.index.frame_at(clip.start_us)
    end = film.index.boundary_near(clip.end_us)
    return range(first, max(end, first + 1))


def file_stem(place: int, count: int) -> str:
    """What the files of a clip are called, by its place from 0. Never by what it shows."""
    return f"clip-{place + 1:0{max(len(str(count)), 2)}}"


def write_clips(cleared: Cleared, films: Films, folder: Path, progress: Progress) -> None:
    """Write every cleared clip as ``clip-01.mp4`` and so on into ``folder``.

    Raises what ``media.encoding.write_clip`` raises.
    """
    count = len(cleared.clips)
    for place, clip in enumerate(cleared.clips):
        doing = f"Writing clip {place + 1} of {count}"
        step = _saying(doing, part(progress, place / count, (place + 1) / count))
        step(0.0, doing)
        film = films[clip.recording_id]
        frames = frames_of(clip, film)
        target = folder / f"{file_stem(place, count)}.mp4"
        write_clip(film, frames.start, frames.stop, target, step)


def _saying(phrase: str, progress: Progress) -> Progress:
    def told(fraction: float, doing: str) -> None:
        progress(fraction, phrase)

    return told
