"""The golden films: ``make("h264-long-gop", folder)`` writes one and says what it shows."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from tests.golden.film import GoldenFilm, Shown
from tests.golden.kinds import Kind
from tests.golden.writing import write

__all__ = ["KINDS", "GoldenFilm", "Kind", "Shown", "make"]

_ROWS = [
    Kind("h264-long-gop", ".mp4", gop=100, b_frames=3),
    Kind("h264-phone", ".mp4"),
    Kind("h264-phone-mov", ".mov"),
    Kind("h264-vfr", ".mp4", uneven=True, gop=60, b_frames=2),
    Kind("h264-mkv", ".mkv", gop=60, b_frames=3),
    Kind("h264-ts", ".ts", gop=30, b_frames=2, muxing={"max_delay": "700000"}),
    Kind(
        "h264-ts-open-gop",
        ".ts",
        rate_hz=Fraction(25),
        gop=15,
        b_frames=2,
        open_gop=True,
        sound="ac3",
        muxing={"max_delay": "700000"},
    ),
    Kind("hevc", ".mp4", codec="libx265", gop=60, b_frames=3),
    Kind("hevc-10bit", ".mp4", codec="libx265", pixel_format="yuv420p10le", gop=60, b_frames=3),
    Kind("hevc-open-gop", ".mp4", codec="libx265", gop=30, b_frames=3, open_gop=True),
    Kind("vp9", ".webm", codec="libvpx-vp9", gop=60, sound="libopus"),
    Kind("av1", ".mp4", codec="libsvtav1", gop=60),
    Kind("av1-mkv", ".mkv", codec="libsvtav1", gop=60),
    Kind("av1-webm", ".webm", codec="libsvtav1", gop=60, sound="libopus"),
    Kind("mpeg2-ts", ".ts", codec="mpeg2video", gop=12, b_frames=2, open_gop=True, sound="mp2"),
    Kind("mpeg2-ps", ".mpg", codec="mpeg2video", gop=12, b_frames=2, open_gop=True, sound="mp2"),
    Kind("mpeg4-avi", ".avi", codec="mpeg4", gop=50, sound="pcm_s16le"),
    Kind("mpeg4-avi-b-frames", ".avi", codec="mpeg4", gop=50, b_frames=2, sound="pcm_s16le"),
    Kind("mpeg4", ".mp4", codec="mpeg4", gop=50),
    Kind("mpeg4-b-frames", ".mp4", codec="mpeg4", gop=50, b_frames=2),
    Kind("h264-avi", ".avi", sound="pcm_s16le"),
    Kind("mjpeg-avi", ".avi", codec="mjpeg", pixel_format="yuvj420p", sound="pcm_s16le"),
    Kind("mjpeg-mov", ".mov", codec="mjpeg", pixel_format="yuvj422p", sound="pcm_s16le"),
    Kind("mjpeg-mkv", ".mkv", codec="mjpeg", pixel_format="yuvj420p"),
]

KINDS = {row.name: row for row in _ROWS}


def make(
    kind_name: str,
    folder: Path,
    *,
    frames: int | None = None,
    size: tuple[int, int] | None = None,
    gop: int | None = None,
    bit_rate: int = 0,
) -> GoldenFilm:
    """Write a film of a kind into a folder.

    ``frames``, ``size`` (stored width and height) and ``gop`` stand in for the kind's own;
    ``bit_rate`` is in bits a second, 0 for constant quality.
    """
    kind = KINDS[kind_name]
    kind = replace(kind, gop=gop) if gop else kind
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (kind.name + kind.suffix)
    if kind.change is None:
        return write(kind, path, frames or kind.frames, size or kind.size, bit_rate)
    before = folder / f"{kind.name}-before{kind.suffix}"
    film = write(kind, before, frames or kind.frames, size or kind.size, bit_rate)
    changed = kind.change(film, path)
    before.unlink()
    return changed
