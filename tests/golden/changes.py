"""What happens to films after they were recorded: cutting by copying, editing, cover pictures."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from shutil import copyfile

import av
import cv2
from av.stream import Disposition, Stream

from tests.golden import scenery
from tests.golden.boxes import Edit, move_metadata_first, set_edits
from tests.golden.film import GoldenFilm, Shown, describe, shown_track
from tests.golden.kinds import Change


def cut_by_copy(start_s: Fraction) -> Change:
    """Cut the beginning off without encoding, as editing programs do.

    The packets since the last key frame stay in the file, before time zero, and an edit list
    hides them.
    """

    def cut(film: GoldenFilm, target: Path) -> GoldenFilm:
        _copy_from(film, target, start_s)
        shown = [one for one in film.shown if one.time_s >= start_s]
        return _changed(film, target, shown)

    return cut


def edited(*edits: Edit) -> Change:
    """Give the film an edit list of its own. Edits that overlap are not understood here."""

    def edit(film: GoldenFilm, target: Path) -> GoldenFilm:
        copyfile(film.path, target)
        set_edits(target, list(edits))
        return _changed(film, target, _after(film.shown, edits))

    return edit


def with_cover_first(film: GoldenFilm, target: Path) -> GoldenFilm:
    """Add a cover picture, and put it where readers meet it before the film."""
    cover = cv2.imencode(".jpg", scenery.cover())[1].tobytes()
    _copy_from(film, target, Fraction(0), cover)
    move_metadata_first(target)
    return _changed(film, target, film.shown)


def _changed(film: GoldenFilm, target: Path, shown: Sequence[Shown]) -> GoldenFilm:
    changed = describe(target, film.kind, shown, (1, 1), film.has_sound)
    return GoldenFilm(**{**vars(changed), "shown_size": film.shown_size})


def _after(shown: Sequence[Shown], edits: Sequence[Edit]) -> list[Shown]:
    """The frames as an edit list shows them."""
    result: list[Shown] = []
    now_s = Fraction(0)
    for edit in edits:
        if edit.media_s is not None:
            end_s = edit.media_s + edit.duration_s
            result += [
                Shown(one.number, one.time_s - edit.media_s + now_s)
                for one in shown
                if edit.media_s <= one.time_s < end_s
            ]
        now_s += edit.duration_s
    return result


def _copy_from(film: GoldenFilm, target: Path, start_s: Fraction, cover: bytes = b"") -> None:
    """Copy the packets from the key frame before ``start_s`` on, which becomes time zero."""
    with av.open(film.path) as source, av.open(target, "w") as copy:
        video = shown_track(source)
        streams: dict[int, Stream] = {video.index: copy.add_stream_from_template(video)}
        for sound in source.streams.audio:
            streams[sound.index] = copy.add_stream_from_template(sound)
        if cover:
            _add_cover(copy, cover)
        source.seek(round(start_s * av.time_base), backward=True)
        for packet in source.demux(list(source.streams)):
            if packet.pts is None or packet.dts is None or packet.stream_index not in streams:
                continue
            time_s = packet.pts * packet.time_base
            if packet.stream_index != video.index and time_s < start_s:
                continue
            moved = round(start_s / packet.time_base)
            packet.pts -= moved
            packet.dts -= moved
            packet.stream = streams[packet.stream_index]
            copy.mux(packet)


def _add_cover(container: av.container.OutputContainer, cover: bytes) -> None:
    stream = container.add_mux_stream("mjpeg", width=scenery.COVER_PX, height=scenery.COVER_PX)
    stream.disposition = Disposition.attached_pic
    packet = av.Packet(cover)
    packet.stream = stream
    packet.pts = packet.dts = 0
    packet.time_base = Fraction(1, 90_000)
    packet.is_keyframe = True
    container.mux(packet)
