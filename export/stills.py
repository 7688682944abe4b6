"""The stills of an export: one picture for each clip."""

from pathlib import Path

from annotations.model import Clip
from export.clips import Films, file_stem, frames_of
from export.consent import Cleared
from media.encoding import write_still
from media.film import Film
from media.reader import FrameReader
from vig_tool.progress import Progress


def still_of(clip: Clip, film: Film) -> int:
    """The frame of a clip’s still: the chosen one, else the middle one; never outside the clip."""
    frames = frames_of(clip, film)
    if clip.still_us is None:
        return frames[len(frames) // 2]
    return min(max(film.index.frame_at(clip.still_us), frames[0]), frames[-1])


def write_stills(cleared: Cleared, films: Films, folder: Path, progress: Progress) -> None:
    """Write the still of every cleared clip as ``clip-01.png`` and so on into ``folder``.

    Raises what ``FrameReader`` and ``media.encoding.write_still`` raise.
    """
    count = len(cleared.clips)
    for place, clip in enumerate(cleared.clips):
        progress(place / count, f"Writing still {place + 1} of {count}")
        film = films[clip.recording_id]
        with FrameReader(film) as reader:
            picture = reader.picture(still_of(clip, film))
        write_still(picture, folder / f"{file_stem(place, count)}.png")
