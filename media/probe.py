"""What is this film? Looks at it, lists its frames, and says who will decode it."""

from dataclasses import replace
from pathlib import Path

import av
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.container import choose_stream, describe, open_container
from media.errors import FilmUnreadable
from media.film import Dynamic, Film, Track
from media.frame_index import FrameIndex
from media.frame_list import find_frames
from media.index_cache import load_index, save_index
from media.landing import choose_decoder
from vig_tool.progress import Progress, silent

_PACKETS_TO_FIRST_PICTURE = 600

DAMAGED = (
    "The film is damaged. Every frame that can still be decoded is here; the others are left out."
)
UNEVEN = "The film has a variable frame rate: its frames are shown for unequal times."
TONED = "The film has more light or colour than a screen shows (HDR); it is toned down."


def probe(path: Path, progress: Progress = silent) -> Film:
    """Look at a film: its picture, every shown frame's time, its sound, and its decoder.

    Milliseconds for an intact MP4 or QuickTime film; a pass over the packets for other
    containers; decoding all of it for a film that is damaged in the middle. What was found is
    remembered under the film's fingerprint (times only, never pictures).
    Raises ``FilmUnreadable`` with a sentence for the user, and passes ``Cancelled`` on.
    """
    with open_container(path) as container:
        stream = choose_stream(container, path.name)
        picture = _first_picture(container, stream, path.name)
        track = describe(stream, picture)
        has_sound = any(sound.codec_context is not None for sound in container.streams.audio)
        container_name = container.format.name
    known = load_index(path, track.stream_index)
    index, whole = known or find_frames(path, track, container_name, progress)
    if known is None:
        save_index(path, track.stream_index, index, whole)
    film = Film(
        path=path,
        container=container_name,
        track=track,
        index=index,
        has_sound=has_sound,
        decoder="pyav",
        decoder_reason="",
        whole=whole,
        warnings=_warnings(index, whole, track),
    )
    decoder, reason = choose_decoder(film, picture)
    return replace(film, decoder=decoder, decoder_reason=reason)


def _warnings(index: FrameIndex, whole: bool, track: Track) -> tuple[str, ...]:
    said = []
    if not whole:
        said.append(DAMAGED)
    if index.variable_frame_rate:
        said.append(UNEVEN)
    if track.dynamic is not Dynamic.SDR:
        said.append(TONED)
    return tuple(said)


def first_picture(path: Path) -> VideoFrame:
    """The first picture of a film, as stored, before anything else is known of it."""
    with open_container(path) as container:
        return _first_picture(container, choose_stream(container, path.name), path.name)


def _first_picture(container: InputContainer, stream: VideoStream, name: str) -> VideoFrame:
    context = stream.codec_context
    try:
        for count, packet in enumerate(container.demux(stream)):
            try:
                frames = context.decode(packet if packet.size else None)
            except av.FFmpegError:
                frames = []
            if frames:
                return frames[0]
            if count > _PACKETS_TO_FIRST_PICTURE:
                break
    except av.FFmpegError:
        pass
    raise FilmUnreadable(
        f"No picture of “{name}” can be decoded: it is damaged. "
        "Copy it from the camera or the phone once more."
    )
