"""Finding every frame of a film by the cheapest way that can be trusted."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from media.boxes import CutOff, NotPlain
from media.container import MP4, no_picture, open_container, set_threads, video_stream
from media.decode_index import Decoded, index_by_decoding
from media.demux_index import index_from_packets, read_packet_times
from media.film import Film, Track
from media.frame_index import FrameIndex
from media.moov_index import index_from_moov
from media.proven_keys import keep_proven_keys
from media.pyav_decoder import PyAvDecoder
from vig_tool.progress import Progress, part, silent

# A film this cheap to decode (frames x pixels, a second or two) is checked whole.
_WHOLE_CHECK_PX = 1_200_000_000
_FIRST_FRAMES = 24
_SPOTS = 12


@dataclass(frozen=True)
class _Promise:
    """What a film's file says of its frames, before any was decoded."""

    index: FrameIndex
    cut_off: bool = False


@dataclass(frozen=True)
class Opening:
    """What is known once a film is open: the container's name, its track, that track's id in the
    file, and the times of its first packet in ticks (None where it does not say)."""

    container_name: str
    track: Track
    track_id: int
    first_pts: int | None
    first_dts: int | None


def find_frames(
    path: Path, opening: Opening, progress: Progress = silent
) -> tuple[FrameIndex, bool]:
    """Every frame of a film that can be shown, and whether the film is whole.

    What the file promises is held against what comes out of the decoder: everywhere in a short
    film, at the start, the end and twelve places between in a long one. Where the two differ,
    all of the film is decoded once.
    Raises ``FilmUnreadable`` where nothing can be decoded.
    """
    track = opening.track
    promise = _promise(path, opening, part(progress, 0.0, 0.5))
    rest = part(progress, 0.5, 1.0)
    if promise is None or _is_short(promise.index, track):
        return _settle(path, opening, promise, rest)
    film = _provisional(path, opening, promise.index, whole=not promise.cut_off)
    if promise.cut_off:
        return _without_lost_end(film), False
    if _keeps_its_promise(film):
        return promise.index, True
    return _settle(path, opening, promise, rest)


def _promise(path: Path, opening: Opening, progress: Progress) -> _Promise | None:
    """The index that the file promises; None where it contradicts itself."""
    cut_off = False
    try:
        if opening.container_name == MP4:
            return _Promise(promised_by_moov(path, opening))
    except CutOff:
        cut_off = True
    except NotPlain:
        pass
    with open_container(path) as container:
        stream = video_stream(container, opening.track.stream_index)
        times = read_packet_times(container, stream, progress)
        if not times.whole and not times.cut_off:
            return None
        try:
            return _Promise(index_from_packets(times, stream), cut_off or times.cut_off)
        except NotPlain:
            return None


def promised_by_moov(path: Path, opening: Opening) -> FrameIndex:
    """The index in an MP4 or QuickTime film's moov box, on the clock of the demuxer, which may
    begin at another zero. Raises ``NotPlain`` where only a pass over the packets can tell."""
    if opening.first_pts is None or opening.first_dts is None:
        raise NotPlain("no first time")
    index = index_from_moov(path, opening.track_id)
    shift = opening.first_pts - int(index.key_pts[0])
    return replace(
        index,
        pts=index.pts + shift,
        end_pts=index.end_pts + shift,
        key_pts=index.key_pts + shift,
        key_dts=index.key_dts + (opening.first_dts - int(index.key_dts[0])),
    )


def _is_short(index: FrameIndex, track: Track) -> bool:
    return len(index) * track.coded_width * track.coded_height <= _WHOLE_CHECK_PX


def _settle(
    path: Path, opening: Opening, promise: _Promise | None, progress: Progress
) -> tuple[FrameIndex, bool]:
    """Decode all of the film. Where it keeps its promise, the promised index is the answer."""
    decoded = _decode_all(path, opening, True, part(progress, 0.0, 0.4))
    if not decoded.whole:
        decoded = _decode_all(path, opening, False, part(progress, 0.4, 0.7))
    index, whole = decoded.index, decoded.whole
    if promise is not None:
        whole = whole and not promise.cut_off
        if index.labels is None and np.array_equal(promise.index.pts, index.pts):
            index = promise.index
    if not decoded.whole:
        film = _provisional(path, opening, decoded.index, whole=False)
        index = keep_proven_keys(film, decoded, part(progress, 0.7, 1.0))
    return index, whole


def _decode_all(path: Path, opening: Opening, threads: bool, progress: Progress) -> Decoded:
    """Decode a film from start to end; a damaged one without threads, as it will be shown."""
    with open_container(path) as container:
        stream = video_stream(container, opening.track.stream_index)
        set_threads(stream, threads)
        try:
            return index_by_decoding(container, stream, progress)
        except NotPlain:
            raise no_picture(path) from None


def _provisional(path: Path, opening: Opening, index: FrameIndex, whole: bool) -> Film:
    return Film(
        path=path,
        container=opening.container_name,
        track=opening.track,
        index=index,
        has_sound=False,
        obstacle="its frames are not known yet",
        whole=whole,
    )


def _keeps_its_promise(film: Film) -> bool:
    decoder = PyAvDecoder(film)
    try:
        count = len(film.index)
        spots = [round(count * (spot + 0.5) / _SPOTS) for spot in range(_SPOTS)]
        return (
            _comes_whole(decoder, 0, min(_FIRST_FRAMES, count) - 1)
            and all(_key_comes(decoder, film.index, spot) for spot in spots)
            and _comes_whole(decoder, max(count - 2, 0), count - 1)
        )
    finally:
        decoder.close()


def _comes_whole(decoder: PyAvDecoder, first: int, last: int) -> bool:
    came = [number for number, _ in decoder.frames(first, last)]
    return came == list(range(first, last + 1))


def _key_comes(decoder: PyAvDecoder, index: FrameIndex, number: int) -> bool:
    """Whether the key frame before a frame can be decoded, or is one that is never shown."""
    if index.number_of(int(index.key_pts[index.key_before(number)])) is None:
        return True
    return decoder.key_frame(number) is not None


def _without_lost_end(film: Film) -> FrameIndex:
    """The index without the last frames, where the end of the film is missing."""
    index = film.index
    place = max(index.key_before(len(index) - 1) - 1, 0)
    first = int(index.key_numbers[place])
    decoder = PyAvDecoder(film)
    try:
        came = [number for number, _ in decoder.frames(first, len(index) - 1)]
    finally:
        decoder.close()
    return index.only(np.array([*range(first), *came], np.int64))
