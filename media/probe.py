"""What is this film? Looks at it, lists its frames, and says who will decode it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.container import (
    choose_sound,
    choose_stream,
    describe,
    no_picture,
    open_container,
    packets_of,
)
from media.errors import FilmUnreadable
from media.film import Dynamic, Film, Track
from media.frame_index import FrameIndex
from media.frame_list import Opening, find_frames
from media.index_cache import Findings, load_findings, save_findings
from media.landing import obstacle_to_opencv
from vig_tool.progress import Progress, silent

_PACKETS_TO_FIRST_PICTURE = 600
_LONGEST_S = 7 * 24 * 3600

DAMAGED = (
    "The film is damaged. Every frame that can still be decoded is here; the others are left out."
)
UNEVEN = "Some frames last longer than others, as is usual with phones."
TONED = "The film has more light or colour than a screen shows (HDR); it is toned down."


def probe(path: Path, progress: Progress = silent) -> Film:
    """Look at a film: its picture, every shown frame's time, its sound, and its decoder.

    Milliseconds for an intact MP4 or QuickTime film; a pass over the packets for other
    containers; decoding all of it for a film that is damaged in the middle. What was found is
    remembered under the film's fingerprint (times only, never pictures).
    Raises ``FilmUnreadable`` with a sentence for the user, and passes ``Cancelled`` on.
    """
    opening, picture, has_sound = look(path)
    track = opening.track
    known = load_findings(path, track.stream_index)
    if known is not None:
        return compose(path, opening, has_sound, known)
    index, whole = find_frames(path, opening, progress)
    if (index.end_pts - int(index.pts[0])) * index.time_base > _LONGEST_S:
        raise FilmUnreadable(
            f"“{path.name}” says that it lasts for weeks, so it is damaged. "
            "Copy it from the camera or the phone once more."
        )
    untried = compose(path, opening, has_sound, Findings(index, whole, "it was not tried yet"))
    findings = Findings(index, whole, obstacle_to_opencv(untried, picture))
    save_findings(path, track.stream_index, findings)
    return replace(untried, obstacle=findings.obstacle)


def compose(path: Path, opening: Opening, has_sound: bool, findings: Findings) -> Film:
    """A film from what is seen on opening it and what was found out about it."""
    return Film(
        path=path,
        container=opening.container_name,
        track=opening.track,
        index=findings.index,
        has_sound=has_sound,
        obstacle=findings.obstacle,
        whole=findings.whole,
        warnings=_warnings(findings.index, findings.whole, opening.track),
    )


def _warnings(index: FrameIndex, whole: bool, track: Track) -> tuple[str, ...]:
    said = []
    if not whole:
        said.append(DAMAGED)
    if index.variable_frame_rate:
        said.append(UNEVEN)
    if track.dynamic is not Dynamic.SDR:
        said.append(TONED)
    return tuple(said)


def look(path: Path) -> tuple[Opening, VideoFrame, bool]:
    """Open a film: what it is, its first picture as stored, and whether it has sound.

    This takes no longer for an hour of film than for a minute, and needs no index.
    Raises ``FilmUnreadable``.
    """
    with open_container(path) as container:
        stream = choose_stream(container, path.name)
        first: list[Packet[VideoStream]] = []
        picture = _first_picture(container, stream, first)
        if picture is None:
            raise no_picture(path)
        opening = Opening(
            container_name=container.format.name,
            track=describe(stream, picture),
            track_id=stream.id,
            first_pts=first[0].pts,
            first_dts=first[0].dts,
        )
        has_sound = choose_sound(container) is not None
        return opening, picture, has_sound


def _first_picture(
    container: InputContainer, stream: VideoStream, packets: "list[Packet[VideoStream]]"
) -> VideoFrame | None:
    """The first picture that can be decoded near the start. The packets are handed back too."""
    for packet in _packets(container, stream):
        packets.append(packet)
        try:
            frames = stream.codec_context.decode(packet if packet.size else None)
        except av.FFmpegError:
            continue
        if frames:
            return frames[0]
        if len(packets) > _PACKETS_TO_FIRST_PICTURE:
            break
    return None


def _packets(container: InputContainer, stream: VideoStream) -> "Iterator[Packet[VideoStream]]":
    """The packets of a stream, as far as they can be read."""
    try:
        yield from packets_of(container, stream)
    except av.FFmpegError:
        return
