"""Clips hold exactly the chosen frames, in their own time, and tell nothing else."""

import shutil
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from media.clip_picture import thinning
from media.encoding import write_clip, write_still
from media.errors import EncodingFailed, FrameUndecodable
from media.film import Dynamic, Film
from media.probe import probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden import barcode, damage
from tests.golden.film import shown_track
from tests.golden.films import KINDS
from tests.golden.kinds import Kind
from tests.golden.sound import beep_times
from tests.golden.writing import write
from tests.small_disk import mount_small_disk
from vig_tool.errors import Cancelled

_BT709, _UNSAID, _LIMITED = 1, 2, 1


def _colours_of(path: Path) -> int:
    """The matrix that a film's pictures state."""
    with av.open(str(path)) as container:
        return next(container.decode(shown_track(container))).colorspace


def _frames(path: Path) -> list[tuple[Fraction, VideoFrame]]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        return [
            (frame.pts * stream.time_base, frame)
            for frame in container.decode(stream)
            if frame.pts is not None
        ]


def _picture(frame: VideoFrame) -> NDArray[np.uint8]:
    return np.asarray(frame.to_ndarray(format="bgr24"), np.uint8)


def _sound(path: Path) -> tuple[NDArray[np.float32], int]:
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        blocks = [frame.to_ndarray() for frame in container.decode(stream)]
        return np.concatenate(blocks, axis=1).astype(np.float32), stream.rate


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_clip_holds_exactly_its_frames_in_their_own_time(
    kind: str, golden: Golden, tmp_path: Path
) -> None:
    film, truth = probe(golden(kind).path), golden(kind)
    count = len(truth.numbers)
    first, end = count // 3, count - count // 4
    write_clip(film, first, end, tmp_path / "clip.mp4")

    shown = _frames(tmp_path / "clip.mp4")
    assert [barcode.read(_picture(frame)) for _, frame in shown] == truth.numbers[first:end]
    zero = truth.pts[first]
    assert [time for time, _ in shown] == [
        (pts - zero) * truth.time_base for pts in truth.pts[first:end]
    ]
    frame = shown[0][1]
    width, height = truth.shown_size
    assert (frame.width, frame.height) == (width + width % 2, height + height % 2)
    assert frame.format.name == "yuv420p"
    said = film.track.dynamic is not Dynamic.SDR or _colours_of(film.path) != _UNSAID
    assert frame.colorspace == (_BT709 if said else _UNSAID)
    assert frame.color_range == (_LIMITED if said else 0)
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        assert bool(clip.streams.audio) == truth.has_sound
        assert clip.streams.video[0].codec_context.profile == "High"
        assert clip.streams.video[0].start_time == 0
        assert clip.streams.video[0].sample_aspect_ratio == 1


@pytest.mark.parametrize("kind", ["h264-vfr", "late-start-ts", "edit-empty", "vp9", "h264-mkv"])
def test_the_sound_of_a_clip_is_in_sync(kind: str, golden: Golden, tmp_path: Path) -> None:
    film = probe(golden(kind).path)
    first = 17
    write_clip(film, first, 100, tmp_path / "clip.mp4")
    samples, rate_hz = _sound(tmp_path / "clip.mp4")
    start_s = film.index.start_us(first) / 1e6
    beeps = beep_times(samples, rate_hz) + start_s
    assert len(beeps) >= 2
    # Matroska keeps times in whole milliseconds, and Opus loses one more to its pre-skip.
    assert np.abs(beeps - np.round(beeps)).max() < 0.0015
    length_s = film.index.start_us(100) / 1e6 - start_s
    assert 0 <= samples.shape[1] - length_s * rate_hz < 1024 + 1, "AAC comes in blocks of 1024"
    assert not np.abs(samples[:, round(length_s * rate_hz) + 64 :]).max(initial=0) > 0.01


def test_a_single_frame_can_be_a_clip(golden: Golden, tmp_path: Path) -> None:
    film = probe(golden("h264-vfr").path)
    last = len(film.index) - 1
    write_clip(film, last, last + 1, tmp_path / "clip.mp4")
    ((time, frame),) = _frames(tmp_path / "clip.mp4")
    assert time == 0
    assert barcode.read(_picture(frame)) == golden("h264-vfr").numbers[last]


def test_a_large_film_becomes_1080p_lying_or_standing(tmp_path: Path) -> None:
    for turn, size in ((0, (1920, 1080)), (1, (1080, 1920))):
        kind = Kind(f"large-{turn}", ".mp4", turn=turn, sound=None)
        golden = write(kind, tmp_path / f"large-{turn}.mp4", 3, (2560, 1440), 0)
        write_clip(probe(golden.path), 1, 3, tmp_path / "clip.mp4")
        shown = _frames(tmp_path / "clip.mp4")
        assert {(frame.width, frame.height) for _, frame in shown} == {size}
        assert [barcode.read(_picture(frame)) for _, frame in shown] == golden.numbers[1:3]


def test_a_fast_film_is_thinned_evenly_to_sixty_frames_a_second(tmp_path: Path) -> None:
    kind = Kind("fast", ".mp4", rate_hz=Fraction(120), sound=None)
    golden = write(kind, tmp_path / "fast.mp4", 60, (320, 180), 0)
    write_clip(probe(golden.path), 10, 40, tmp_path / "clip.mp4")
    shown = _frames(tmp_path / "clip.mp4")
    assert [barcode.read(_picture(frame)) for _, frame in shown] == golden.numbers[10:40:2]
    assert {b - a for (a, _), (b, _) in pairwise(shown)} == {Fraction(1, 60)}
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        assert clip.duration == 250_000


@pytest.mark.parametrize(
    ("frames", "seconds", "step"), [(605, 10, 1), (606, 10, 2), (1199, 10, 2), (2400, 10, 4)]
)
def test_only_films_that_are_really_faster_than_sixty_are_thinned(
    frames: int, seconds: float, step: int
) -> None:
    assert thinning(frames, seconds) == step


_COLOURS = ((200, 60, 40), (40, 180, 60), (50, 70, 210), (128, 128, 128), (235, 200, 40))


def _film_of_patches(path: Path, matrix: int, colour_range: int, size: tuple[int, int]) -> Film:
    """Flat colours, written with a matrix and a range and tagged so."""
    picture = np.repeat(np.array(_COLOURS, np.uint8), size[0] // len(_COLOURS), axis=0)
    picture = np.broadcast_to(picture, (size[1], *picture.shape)).copy()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", 25, options={"crf": "4", "bf": "0"})
        context = stream.codec_context
        context.width, context.height = picture.shape[1], picture.shape[0]
        context.pix_fmt = "yuv420p"
        context.colorspace, context.color_range = matrix, colour_range
        for _ in range(3):
            frame = VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                format="yuv420p", dst_colorspace=matrix, dst_color_range=colour_range
            )
            frame.colorspace, frame.color_range = matrix, colour_range
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return probe(path)


@pytest.mark.parametrize("size", [(320, 160), (1280, 720)])
@pytest.mark.parametrize("colour_range", [1, 2])
@pytest.mark.parametrize("matrix", [1, 5, 6])
def test_colours_are_converted_and_not_merely_labelled(
    matrix: int, colour_range: int, size: tuple[int, int], tmp_path: Path
) -> None:
    film = _film_of_patches(tmp_path / "film.mp4", matrix, colour_range, size)
    write_clip(film, 0, 2, tmp_path / "clip.mp4")
    frame = _frames(tmp_path / "clip.mp4")[0][1]
    assert (frame.colorspace, frame.color_range) == (_BT709, _LIMITED)
    rgb = frame.to_ndarray(format="rgb24", src_colorspace="ITU709", src_color_range="MPEG")
    step = rgb.shape[1] // len(_COLOURS)
    seen = rgb[rgb.shape[0] // 2, step // 2 :: step][: len(_COLOURS)].astype(int)
    assert np.abs(seen - np.array(_COLOURS)).max() <= 4


@pytest.mark.parametrize("kind", ["h264-phone", "mjpeg-avi", "turned-90-mirrored", "hlg"])
def test_a_clip_looks_like_the_film(kind: str, golden: Golden, tmp_path: Path) -> None:
    film = probe(golden(kind).path)
    write_clip(film, 30, 33, tmp_path / "clip.mp4")
    with FrameReader(film) as reader, FrameReader(probe(tmp_path / "clip.mp4")) as again:
        difference = reader.picture(30).astype(int) - again.picture(0)
    assert np.abs(difference.mean(axis=(0, 1))).max() < 2
    assert np.abs(difference).mean() < 4


def test_nothing_of_the_film_s_metadata_is_in_the_clip(golden: Golden, tmp_path: Path) -> None:
    film = tmp_path / "phone.mov"
    secrets = {
        "location": "+51.4779-000.0015/",
        "com.apple.quicktime.model": "Secret Phone 9",
        "creation_time": "2024-05-06T07:08:09.000000Z",
        "comment": "Anna at home",
    }
    with (
        av.open(str(golden("h264-phone").path)) as source,
        av.open(str(film), "w", options={"movflags": "use_metadata_tags"}) as target,
    ):
        target.metadata.update(secrets)
        streams = {}
        for stream in source.streams:
            assert isinstance(stream, (av.VideoStream, av.AudioStream))
            streams[stream.index] = target.add_stream_from_template(stream)
            streams[stream.index].metadata["handler_name"] = "Secret handler"
            streams[stream.index].metadata["creation_time"] = secrets["creation_time"]
        for packet in source.demux():
            if packet.dts is not None:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
        target.set_chapters(
            [
                {
                    "id": 1,
                    "start": 0,
                    "end": 1000,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "Secret chapter"},
                }
            ]
        )
    assert b"Secret" in film.read_bytes()
    write_clip(probe(film), 5, 40, tmp_path / "clip.mp4")
    written = (tmp_path / "clip.mp4").read_bytes()
    for secret in (b"Secret", b"51.47", b"Anna", b"2024", b"Lavf", b"Lavc"):
        assert secret not in written
    with av.open(str(tmp_path / "clip.mp4")) as clip:
        assert set(clip.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
        assert clip.chapters() == []
        assert len(clip.streams) == 2
        for stream in clip.streams:
            assert set(stream.metadata) <= {"language", "handler_name", "vendor_id"}
            assert stream.metadata["handler_name"] in {"VideoHandler", "SoundHandler"}
    assert written.index(b"moov") < written.index(b"mdat"), "it can be played while it loads"


def _stop_half_way(fraction: float, doing: str) -> None:
    if fraction > 0.5:
        raise Cancelled


def test_a_cancelled_clip_leaves_nothing_behind(golden: Golden, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        write_clip(probe(golden("h264-phone").path), 0, 90, tmp_path / "clip.mp4", _stop_half_way)
    assert list(tmp_path.iterdir()) == []


def test_a_cancelled_clip_leaves_the_one_before_as_it_was(golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "clip.mp4").write_bytes(b"the clip from yesterday")
    with pytest.raises(Cancelled):
        write_clip(probe(golden("h264-phone").path), 0, 90, tmp_path / "clip.mp4", _stop_half_way)
    assert (tmp_path / "clip.mp4").read_bytes() == b"the clip from yesterday"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mount_small_disk(tmp_path / "disk") as folder:
        yield folder


def test_a_full_disk_is_told_in_a_sentence(golden: Golden, small_disk: Path) -> None:
    film = probe(golden("h264-phone").path)
    with pytest.raises(EncodingFailed, match=r"^The disk is full, so “clip.mp4” could not be"):
        write_clip(film, 0, 120, small_disk / "clip.mp4")
    noise = np.random.default_rng(1).integers(0, 255, (400, 400, 3), np.uint8)
    with pytest.raises(EncodingFailed, match="The disk is full"):
        write_still(noise, small_disk / "still.png")
    assert list(small_disk.iterdir()) == []


def test_a_folder_that_is_not_there_is_told_in_a_sentence(golden: Golden, tmp_path: Path) -> None:
    with pytest.raises(EncodingFailed, match="Choose another folder"):
        write_clip(probe(golden("h264-phone").path), 0, 9, tmp_path / "missing" / "clip.mp4")


def test_a_damaged_frame_stops_the_clip_and_is_named(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    shutil.copy(golden("h264-phone").path, path)
    film = probe(path)
    damage.overwrite(path, path, size=12_000)  # the card fails after the film was looked at
    with FrameReader(film) as reader:
        lost = [number for number in range(len(film.index)) if not _readable(reader, number)]
    assert lost, "the damage hit no frame"
    with pytest.raises(FrameUndecodable, match=f"^Frame {lost[0]} of “film.mp4” .* is damaged"):
        write_clip(film, max(lost[0] - 5, 0), len(film.index), tmp_path / "clip.mp4")
    assert list(tmp_path.iterdir()) == [path]
    write_clip(film, 0, lost[0], tmp_path / "clip.mp4")
    assert len(_frames(tmp_path / "clip.mp4")) == lost[0]


def _readable(reader: FrameReader, number: int) -> bool:
    try:
        reader.picture(number)
    except FrameUndecodable:
        return False
    return True


def test_frames_outside_the_film_are_a_bug(golden: Golden, tmp_path: Path) -> None:
    film = probe(golden("h264-phone").path)
    for first, end in ((-1, 5), (5, 5), (0, len(film.index) + 1)):
        with pytest.raises(ValueError, match="not all in a film"):
            write_clip(film, first, end, tmp_path / "clip.mp4")


def test_a_still_is_the_picture_itself_and_nothing_more(tmp_path: Path) -> None:
    picture = np.random.default_rng(2).integers(0, 255, (33, 47, 3), np.uint8)
    target = tmp_path / "Zoë’s still.png"
    write_still(picture, target)
    written = target.read_bytes()
    read = cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_COLOR)
    assert read is not None and (read == picture).all()
    assert [name for name in (b"tEXt", b"iTXt", b"zTXt", b"tIME", b"eXIf") if name in written] == []
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_each_real_film_can_be_clipped(real_films: Path, tmp_path: Path) -> None:
    names = [
        path for path in real_films.iterdir() if path.suffix in {".mp4", ".mov", ".mkv", ".ts"}
    ]
    assert len(names) >= 12
    for path in names:
        film = probe(path)
        first = len(film.index) // 4
        end = min(first + 12, len(film.index))
        write_clip(film, first, end, tmp_path / "clip.mp4")
        shown = _frames(tmp_path / "clip.mp4")
        pts, base = film.index.pts, film.index.time_base
        wanted = [int(pts[number] - pts[first]) * base for number in range(first, end)]
        if (
            thinning(end - first, (film.index.start_us(end) - film.index.start_us(first)) / 1e6)
            == 1
        ):
            assert [time for time, _ in shown] == wanted, path.name
        assert b"ISO6709" not in (tmp_path / "clip.mp4").read_bytes()
