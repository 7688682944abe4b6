"""Sound is read sample by sample, on the clock of the pictures."""

import shutil
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from media.errors import FilmUnreadable
from media.film import Film
from media.probe import probe
from media.sound import SoundReader
from tests.conftest import Golden
from tests.golden.sound import beep_times


def _whole(film: Film) -> tuple[NDArray[np.float32], int]:
    with SoundReader(film) as reader:
        end = film.index.duration_us * reader.rate_hz // 1_000_000
        return reader.samples(0, end), reader.rate_hz


_KINDS = [
    "h264-phone",
    "h264-mkv",
    "h264-ts",
    "vp9",
    "mpeg2-ps",
    "mpeg4-avi",
    "edit-list-cut",
    "edit-empty",
    "fragmented",
    "late-start-ts",
    "negative-start-ts",
]


@pytest.mark.parametrize("kind", _KINDS)
def test_any_part_is_the_same_as_that_part_of_the_whole(kind: str, golden: Golden) -> None:
    film = probe(golden(kind).path)
    whole, rate_hz = _whole(film)
    # Matroska keeps times in whole milliseconds; everything else is right to the sample.
    slack = rate_hz // 1000 if golden(kind).path.suffix in {".mkv", ".webm"} else 0
    random = np.random.default_rng(7)
    with SoundReader(film) as reader:
        for _ in range(12):
            first = int(random.integers(slack, whole.shape[1] - 5000 - slack))
            end = first + int(random.integers(1, 5000))
            part = reader.samples(first, end)
            assert part.shape == (reader.channels, end - first)
            nearest = min(
                np.abs(part - whole[:, first + lag : end + lag]).max()
                for lag in range(-slack, slack + 1)
            )
            # Lossy decoders carry a trace of where they began; a shift would be far larger.
            assert nearest < 4e-3


@pytest.mark.parametrize("kind", _KINDS)
def test_a_beep_at_each_whole_second_is_heard_there(kind: str, golden: Golden) -> None:
    film = probe(golden(kind).path)
    whole, rate_hz = _whole(film)
    beeps = beep_times(whole, rate_hz)
    if kind == "edit-list-cut":  # its first picture is not at a whole second of the sound
        beeps = beeps - beeps[0]
    assert len(beeps) >= 2
    assert np.abs(beeps - np.round(beeps)).max() < 0.0015


def test_before_the_sound_starts_and_after_it_ends_there_is_silence(golden: Golden) -> None:
    late, rate_hz = _whole(probe(golden("sound-late").path))
    quarter = rate_hz // 4
    assert not late[:, :quarter].any()
    assert late[:, -quarter:].any()
    short, _ = _whole(probe(golden("sound-short").path))
    assert short[:, :quarter].any()
    assert not short[:, -quarter:].any()


def test_beyond_both_ends_of_the_film_there_is_silence(golden: Golden) -> None:
    film = probe(golden("mpeg4-avi").path)
    with SoundReader(film) as reader:
        end = film.index.duration_us * reader.rate_hz // 1_000_000
        assert not reader.samples(-1000, 0).any()
        assert not reader.samples(end + 5000, end + 9000).any()
        assert reader.samples(5, 5).shape == (reader.channels, 0)


def test_a_damaged_packet_is_silent_and_shifts_nothing(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    shutil.copy(golden("h264-phone").path, path)
    before, rate_hz = _whole(probe(path))
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(audio=0) if packet.size]
    data = bytearray(path.read_bytes())
    for packet in packets[60:64]:
        assert packet.pos is not None
        data[packet.pos : packet.pos + packet.size] = b"\xff" * packet.size
    path.write_bytes(data)
    after, _ = _whole(probe(path))
    assert after.shape == before.shape
    lost = slice(1024 * 58, 1024 * 66)
    changed = np.abs(after - before).max(axis=0) > 1e-4
    assert changed[lost].any(), "the damage was not heard"
    changed[lost] = False
    assert not changed.any()
    assert np.abs(after[:, lost]).max() < 1
    assert rate_hz == 48_000


def _film_with_tone(path: Path, rate_hz: int, layout: str, codec: str) -> Film:
    """Grey pictures for two seconds, with a 440 Hz tone at half level."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", 25)
        video.codec_context.width = video.codec_context.height = 64
        audio = container.add_stream(codec, rate_hz)
        assert isinstance(audio, av.AudioStream)
        audio.codec_context.layout = layout
        for _ in range(50):
            picture = np.full((64, 64, 3), 128, np.uint8)
            container.mux(video.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(2 * rate_hz) / rate_hz)
        channels = av.AudioLayout(layout).nb_channels
        packed = np.repeat(tone.astype(np.float32), channels)[np.newaxis]
        frame = AudioFrame.from_ndarray(packed, "flt", layout)
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, 0, Fraction(1, rate_hz)
        container.mux(audio.encode(frame))
        for stream in (video, audio):
            container.mux(stream.encode(None))
    return probe(path)


@pytest.mark.parametrize(
    ("rate_hz", "layout", "codec", "suffix"),
    [
        (22_050, "mono", "aac", ".mp4"),
        (44_100, "stereo", "pcm_s16le", ".mov"),
        (96_000, "stereo", "flac", ".mkv"),
        (48_000, "5.1", "aac", ".mp4"),
        (48_000, "7.1", "aac", ".mp4"),
        (48_000, "7.1", "pcm_s16le", ".mkv"),
        (8_000, "mono", "pcm_s16le", ".avi"),
    ],
)
def test_any_rate_and_any_number_of_channels(
    rate_hz: int, layout: str, codec: str, suffix: str, tmp_path: Path
) -> None:
    film = _film_with_tone(tmp_path / f"film{suffix}", rate_hz, layout, codec)
    with SoundReader(film) as reader:
        assert reader.rate_hz == rate_hz
        assert reader.layout == ("mono" if layout == "mono" else "stereo")
        samples = reader.samples(rate_hz // 2, rate_hz * 3 // 2)[0]
    at_440_hz = np.abs(np.fft.rfft(samples))[440] / len(samples) * 2
    assert np.abs(samples).max() <= 1
    assert at_440_hz == pytest.approx(0.5, rel=0.05 if layout in {"mono", "stereo"} else 0.5)


def test_a_film_without_sound_has_nothing_to_read(golden: Golden) -> None:
    film = probe(golden("no-sound").path)
    with pytest.raises(FilmUnreadable, match="has no sound"):
        SoundReader(film)
