"""What a film is, said before it is used, and what is wrong with one that is none."""

import hashlib
import json
import random
import shutil
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from media.cache_folder import cache_folder
from media.container import choose_stream, open_container
from media.demux_index import index_from_packets, read_packet_times
from media.errors import FilmUnreadable
from media.film import Film
from media.frame_index import FrameIndex
from media.frame_list import promised_by_moov
from media.index_cache import load_findings
from media.probe import look, probe
from media.reader import FrameReader
from tests.conftest import Golden
from tests.golden import barcode, damage
from tests.golden.film import GoldenFilm
from tests.golden.films import KINDS
from vig_tool.errors import Cancelled

_MP4_KINDS = [name for name, kind in KINDS.items() if kind.suffix in (".mp4", ".mov")]
_BEYOND_MOOV = ("edits-several", "fragmented", "fragmented-edit-list")


def _packet_index(path: Path) -> FrameIndex:
    with open_container(path) as container:
        stream = choose_stream(container, path.name)
        return index_from_packets(read_packet_times(container, stream), stream)


@pytest.mark.parametrize("kind", [name for name in _MP4_KINDS if name not in _BEYOND_MOOV])
def test_the_moov_box_says_what_a_pass_over_the_packets_says(kind: str, golden: Golden) -> None:
    path = golden(kind).path
    by_moov = promised_by_moov(path, look(path)[0])
    by_packets = _packet_index(path)
    np.testing.assert_array_equal(by_moov.pts, by_packets.pts)
    # A demuxer hands out one more key frame behind the end of an edit: it is never needed.
    needed = by_packets.key_pts <= by_packets.pts[-1]
    np.testing.assert_array_equal(by_moov.key_pts, by_packets.key_pts[needed])
    np.testing.assert_array_equal(by_moov.key_dts, by_packets.key_dts[needed])
    assert by_moov.end_pts == by_packets.end_pts
    assert by_moov.time_base == by_packets.time_base
    assert by_moov.reordered == by_packets.reordered


def test_real_films_are_what_their_facts_say(real_films: Path) -> None:
    facts = json.loads((real_films / "facts.json").read_text(encoding="utf-8"))
    for name, fact in facts.items():
        if fact["frames_decoded"] == 0:
            with pytest.raises(FilmUnreadable, match="damaged"):
                probe(real_films / name)
            continue
        film = probe(real_films / name)
        ticks = "\n".join(map(str, film.index.file_pts.tolist())).encode("ascii")
        assert len(film.index) == fact["frames_decoded"], name
        assert hashlib.sha256(ticks).hexdigest()[:16] == fact["pts_sha256_16"], name
        turn = fact["rotation"] if fact["rotation"] in (-90, 90, 180, -180) else 0
        assert film.track.rotation == turn, name
        size = (fact["width"], fact["height"])
        assert (film.width, film.height) == (size[::-1] if turn in (-90, 90) else size), name
        assert film.has_sound is bool(fact["audio"]), name
        assert film.track.codec == fact["codec"], name
        assert film.whole is not name.startswith("broken"), name


def test_every_frame_of_the_real_films_can_be_shown(real_films: Path) -> None:
    for path in sorted(real_films.glob("broken-*.mp4")):
        film = probe(path)
        with FrameReader(film) as reader:
            for number in (*range(len(film.index)), *reversed(range(len(film.index)))):
                assert reader.picture(number).shape == (film.height, film.width, 3)


def test_damaged_films_look_the_same_jumped_into_as_played_through(real_films: Path) -> None:
    for name in ("broken-timestamps.mp4", "broken-middle.mp4"):
        film = probe(real_films / name)
        with FrameReader(film) as reader:
            played = [reader.picture(number).copy() for number in range(len(film.index))]
        for number in random.Random(4).sample(range(len(film.index)), 24):
            with FrameReader(film) as reader:
                assert np.array_equal(reader.picture(number), played[number]), (name, number)


def test_a_damaged_film_is_entered_behind_the_damage(golden: Golden, tmp_path: Path) -> None:
    truth = golden("h264-phone", frames=150)
    film = probe(damage.overwrite(truth.path, tmp_path / "hurt.mp4", at=0.5, size=3000))
    numbers = _numbers_of(film, truth)
    with FrameReader(film) as reader:
        assert [
            barcode.read(reader.picture(n)) for n in range(len(numbers) - 20, len(numbers))
        ] == (numbers[-20:])
    assert int(film.index.key_numbers[-1]) > len(film.index) * 0.7


def test_a_last_frame_without_a_length_is_still_a_frame(real_films: Path) -> None:
    film = probe(real_films / "phone-hevc-vfr-rotated-two-tracks.mp4")
    assert np.all(np.diff(film.index.boundaries_us) > 0)


def test_both_decoders_give_the_same_picture_of_real_films(real_films: Path) -> None:
    compared = 0
    for path in sorted(real_films.glob("*.m*")):
        if path.name.startswith("broken") or probe(path).decoder != "opencv":
            continue
        film = probe(path)
        spots = [0, 1, len(film.index) // 2, len(film.index) - 1]
        with FrameReader(film, "opencv") as opencv, FrameReader(film, "pyav") as pyav:
            for number in spots:
                one, other = opencv.picture(number), pyav.picture(number)
                assert np.abs(one.astype(int) - other.astype(int)).max() <= 2, (path.name, number)
                compared += 1
    assert compared > 20


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_film_cut_off_keeps_the_frames_that_came(
    share: float, golden: Golden, tmp_path: Path
) -> None:
    truth = golden("faststart")
    film = probe(damage.cut_off(truth.path, tmp_path / "cut.mp4", share))
    assert not film.whole
    assert film.decoder == "pyav"
    assert "damaged" in film.warnings[0]
    count = len(film.index)
    assert count == pytest.approx(share * len(truth.numbers), rel=0.3)
    _assert_all_right(film, _numbers_of(film, truth))


def test_a_long_film_cut_off_is_not_decoded_whole(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.frame_list._WHOLE_CHECK_PX", 0)
    monkeypatch.setattr("media.frame_list.index_by_decoding", None)
    truth = golden("faststart")
    film = probe(damage.cut_off(truth.path, tmp_path / "cut.mp4", 0.55))
    assert not film.whole
    _assert_all_right(film, _numbers_of(film, truth))


def test_a_long_whole_film_is_only_sampled(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("media.frame_list._WHOLE_CHECK_PX", 0)
    monkeypatch.setattr("media.frame_list.index_by_decoding", None)
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path))
    for kind in ("h264-long-gop", "h264-mkv", "edit-list-cut", "hevc-open-gop", "mpeg2-ts"):
        truth = golden(kind)
        film = probe(truth.path)
        assert film.whole
        assert film.index.pts.tolist() == truth.pts


def test_damage_in_the_middle_leaves_the_rest(golden: Golden, tmp_path: Path) -> None:
    truth = golden("h264-phone", frames=150)
    film = probe(damage.overwrite(truth.path, tmp_path / "hurt.mp4", at=0.5, size=3000))
    assert not film.whole
    assert len(truth.numbers) * 0.6 < len(film.index) <= len(truth.numbers)
    known = set(truth.pts)
    assert all(int(pts) in known for pts in film.index.pts)
    # What was coded before the damage is exact.
    with FrameReader(film) as reader:
        for number in range(int(len(truth.numbers) * 0.4)):
            assert barcode.read(reader.picture(number)) == truth.numbers[number]


def test_films_that_were_joined_are_shown_one_after_the_other(
    golden: Golden, tmp_path: Path
) -> None:
    truth = golden("mpeg2-ts")
    joined = tmp_path / "joined.ts"
    joined.write_bytes(truth.path.read_bytes() * 2)
    film = probe(joined)
    assert film.index.duration_us > 1.8 * probe(truth.path).index.duration_us
    _assert_all_right(film, truth.numbers * 2)


def _numbers_of(film: Film, truth: GoldenFilm) -> list[int]:
    """What the frames of a damaged film should show: the last ones may lack a neighbour."""
    return [truth.numbers[truth.pts.index(int(pts))] for pts in film.index.pts]


def _assert_all_right(film: Film, numbers: list[int]) -> None:
    with FrameReader(film) as reader:
        for number in (*range(len(film.index)), *reversed(range(len(film.index)))):
            assert barcode.read(reader.picture(number)) == numbers[number]


def test_files_that_are_no_films_are_told_in_one_sentence(golden: Golden, tmp_path: Path) -> None:
    text, empty = tmp_path / "text.mp4", tmp_path / "empty.mp4"
    damage.text(text)
    damage.empty(empty)
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\n#EXTINF:9,\nhttp://example.invalid/film.ts\n", encoding="ascii")
    no_moov = damage.cut_off(golden("h264-phone").path, tmp_path / "unfinished.mp4", 0.8)
    cases = {
        tmp_path / "gone.mp4": "is not there",
        tmp_path: "is a folder",
        empty: "is empty",
        text: "cannot be read as a film",
        playlist: "cannot be read as a film",
        no_moov: "cannot be read as a film",
    }
    for path, words in cases.items():
        with pytest.raises(FilmUnreadable, match=words) as told:
            probe(path)
        assert "\n" not in str(told.value)


def test_a_film_in_an_unknown_codec_is_told(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "new-camera.mp4"
    path.write_bytes(golden("h264-phone").path.read_bytes().replace(b"avc1", b"zzzz"))
    with pytest.raises(FilmUnreadable, match="does not know"):
        probe(path)


def test_a_film_of_weeks_is_damaged(golden: Golden, tmp_path: Path) -> None:
    path = tmp_path / "card.avi"
    whole = golden("mpeg4-avi").path.read_bytes()
    stream = whole.index(b"vids")
    path.write_bytes(whole[: stream + 20] + b"\0\0\0\x7f" + whole[stream + 24 :])
    with pytest.raises(FilmUnreadable, match="weeks"):
        probe(path)


def test_broken_boxes_are_damage_and_no_bug(golden: Golden, tmp_path: Path) -> None:
    sound = golden("edit-list-cut").path.read_bytes()
    moov = sound.rindex(b"moov")
    spots = [
        place - 4
        for kind in (b"mvhd", b"tkhd", b"mdhd", b"elst", b"stts", b"stsz", b"stsc", b"stco")
        if (place := sound.find(kind, moov)) >= 0
    ]
    assert len(spots) == 8
    for spot in spots:
        for size in (8, 9, 12, 1 << 31):
            path = tmp_path / f"{spot}-{size}.mp4"
            path.write_bytes(sound[:spot] + size.to_bytes(4, "big") + sound[spot + 4 :])
            with suppress(FilmUnreadable):
                assert len(probe(path).index) > 0


def test_sound_alone_is_no_film(golden: Golden, tmp_path: Path) -> None:
    import av

    path = tmp_path / "voice.mp4"
    with av.open(golden("h264-phone").path) as source, av.open(path, "w") as target:
        sound = source.streams.audio[0]
        copy = target.add_stream_from_template(sound)
        for packet in source.demux(sound):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)
    with pytest.raises(FilmUnreadable, match="only sound"):
        probe(path)


def test_the_index_is_remembered_without_pictures(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))
    path = golden("h264-avi-b-frames").path
    first = probe(path)
    monkeypatch.setattr("media.probe.find_frames", None)
    again = probe(path)
    for name in ("pts", "key_pts", "key_dts", "labels", "key_labels"):
        np.testing.assert_array_equal(getattr(first.index, name), getattr(again.index, name))
    assert (first.index.end_pts, first.index.time_base) == (
        again.index.end_pts,
        again.index.time_base,
    )
    kept = [file for file in cache_folder().rglob("*") if file.is_file()]
    assert [file.suffix for file in kept] == [".npz"]


def test_a_film_that_was_damaged_in_its_middle_is_looked_at_again(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Stands for a film of more than two mebibytes, whose middle is not in its fingerprint.
    monkeypatch.setattr("media.cache_folder.head_and_tail_hash", lambda film: "the same")
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))
    film = tmp_path / "film.mp4"
    shutil.copyfile(golden("h264-phone", frames=150).path, film)
    assert probe(film).whole
    damage.overwrite(film, film, size=3000)
    assert not probe(film).whole


def test_a_spoilt_cache_is_made_again(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))
    truth = golden("h264-mkv")
    probe(truth.path)
    [kept] = (tmp_path / "cache").rglob("*.npz")
    kept.write_bytes(kept.read_bytes()[:100])
    assert load_findings(truth.path, 0) is None
    assert probe(truth.path).index.pts.tolist() == truth.pts


def test_looking_through_a_film_can_be_stopped(
    golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIG_TOOL_CACHE", str(tmp_path / "cache"))

    def stop(fraction: float, doing: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        probe(golden("h264-mkv").path, stop)
    assert not list(tmp_path.rglob("*.npz"))
