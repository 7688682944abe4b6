"""The golden films: ``make("h264-long-gop", folder)`` writes one and says what it shows."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from tests.golden.boxes import Edit
from tests.golden.changes import cut_by_copy, edited, with_cover_first
from tests.golden.film import GoldenFilm, Shown
from tests.golden.kinds import Kind
from tests.golden.writing import write

__all__ = ["KINDS", "GoldenFilm", "Kind", "Shown", "make"]

_FRAGMENTED = "frag_keyframe+empty_moov+default_base_moof"
_FRAGMENTED_LATER = "frag_keyframe+delay_moov+default_base_moof"
_WRAP_S = Fraction(954_429, 10)
"""0.8 s before the 33 bits of a transport stream's clock run over."""

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
    Kind("hevc-open-gop", ".mp4", codec="libx265", gop=15, b_frames=3, open_gop=True),
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
    Kind("hevc-mkv", ".mkv", codec="libx265", gop=60, b_frames=3),
    Kind("hevc-ts", ".ts", codec="libx265", gop=30, b_frames=3),
    Kind("vp9-mkv", ".mkv", codec="libvpx-vp9", gop=60),
    Kind("h264-avi-b-frames", ".avi", gop=60, b_frames=3, sound="pcm_s16le"),
    Kind("vfr-mov", ".mov", uneven=True),
    Kind("vfr-mkv", ".mkv", uneven=True, gop=60, b_frames=2),
    # where the film begins and ends
    Kind("edit-list-cut", ".mp4", gop=60, b_frames=3, change=cut_by_copy(Fraction(131, 100))),
    Kind("edit-list-cut-mov", ".mov", gop=60, change=cut_by_copy(Fraction(27, 10))),
    Kind(
        "edit-list-ends-early",
        ".mp4",
        b_frames=3,
        change=edited(Edit(Fraction(0), Fraction(3))),
    ),
    Kind(
        "edits-several",
        ".mp4",
        change=edited(Edit(Fraction(1, 2), Fraction(1)), Edit(Fraction(5, 2), Fraction(1))),
    ),
    Kind("edit-empty", ".mp4", b_frames=2, starts_s=Fraction(1), sound_from_s=Fraction(0)),
    Kind("edit-none", ".mp4", b_frames=2, muxing={"use_editlist": "0"}),
    Kind("negative-composition", ".mp4", b_frames=2, muxing={"movflags": "negative_cts_offsets"}),
    Kind("faststart", ".mp4", b_frames=2, muxing={"movflags": "faststart"}),
    Kind("fragmented", ".mp4", b_frames=2, muxing={"movflags": _FRAGMENTED}),
    Kind("fragmented-edit-list", ".mp4", b_frames=2, muxing={"movflags": _FRAGMENTED_LATER}),
    Kind("late-start-mkv", ".mkv", b_frames=2, starts_s=Fraction(5)),
    Kind("late-start-ts", ".ts", b_frames=2, starts_s=Fraction(7)),
    Kind(
        "negative-start-ts",
        ".ts",
        b_frames=2,
        starts_s=_WRAP_S,
        muxing={"mpegts_copyts": "1", "avoid_negative_ts": "disabled"},
    ),
    # how the picture is shown
    *(
        Kind(f"turned-{turn * 90}{'-mirrored' * mirrored}", ".mp4", turn=turn, mirrored=mirrored)
        for turn in range(4)
        for mirrored in (False, True)
        if turn or mirrored
    ),
    Kind("turned-90-mov", ".mov", turn=1),
    Kind("turned-270-mkv", ".mkv", turn=3),
    Kind("wide-pixels", ".mp4", pixel_aspect=Fraction(4, 3)),
    Kind("narrow-pixels", ".mp4", pixel_aspect=Fraction(8, 9)),
    Kind("wide-pixels-turned", ".mp4", pixel_aspect=Fraction(4, 3), turn=1),
    Kind("wide-pixels-mkv", ".mkv", pixel_aspect=Fraction(16, 11)),
    Kind(
        "wide-pixels-ts",
        ".ts",
        codec="mpeg2video",
        size=(240, 180),
        gop=12,
        pixel_aspect=Fraction(4, 3),
        sound="mp2",
    ),
    Kind("odd-size-mjpeg", ".avi", "mjpeg", "yuvj420p", size=(161, 121), sound="pcm_s16le"),
    Kind("odd-size-vp9", ".webm", "libvpx-vp9", size=(161, 121), sound="libopus"),
    Kind("odd-size-mpeg4", ".mp4", "mpeg4", size=(161, 121)),
    Kind("odd-size-h264", ".mp4", pixel_format="yuv444p", size=(161, 121)),
    Kind("odd-size-h264-turned", ".mp4", pixel_format="yuv444p", size=(161, 121), turn=1),
    Kind("cropped-h264", ".mp4", size=(334, 202)),
    # what is in the picture
    Kind("h264-422", ".mp4", pixel_format="yuv422p", b_frames=2),
    Kind("h264-444", ".mp4", pixel_format="yuv444p", b_frames=2),
    Kind("h264-10bit", ".mp4", pixel_format="yuv420p10le", b_frames=2),
    Kind("h264-full-range", ".mp4", pixel_format="yuvj420p", b_frames=2),
    Kind("h264-interlaced", ".mp4", rate_hz=Fraction(25), b_frames=2, interlaced=True),
    Kind(
        "mpeg2-interlaced",
        ".ts",
        codec="mpeg2video",
        size=(720, 576),
        rate_hz=Fraction(25),
        gop=12,
        b_frames=2,
        interlaced=True,
        pixel_aspect=Fraction(16, 15),
        sound="mp2",
    ),
    Kind("hlg", ".mov", "libx265", "yuv420p10le", gop=30, b_frames=2, dynamic="hlg"),
    Kind("pq", ".mp4", "libx265", "yuv420p10le", gop=30, b_frames=2, dynamic="pq"),
    Kind("wide-colours", ".mp4", "libx265", "yuv420p10le", b_frames=2, dynamic="wide"),
    # other tracks
    Kind("second-track-default", ".mp4", b_frames=2, other_track=True),
    Kind("second-track-default-mkv", ".mkv", b_frames=2, other_track=True),
    Kind("cover-first", ".mp4", b_frames=2, change=with_cover_first),
    Kind("no-sound", ".mp4", b_frames=2, sound=None),
    Kind("no-sound-mkv", ".mkv", b_frames=2, sound=None),
    Kind("sound-late", ".mp4", b_frames=2, sound_from_s=Fraction(3, 2)),
    Kind("sound-short", ".mp4", b_frames=2, sound_short_s=Fraction(3, 2)),
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
