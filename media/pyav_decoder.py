"""Exact frames by PyAV: for films on which OpenCV cannot be proven, and where it is much dearer."""

from collections.abc import Iterator
from itertools import chain

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from media.container import open_container, packets_of, pass_over_others, set_threads, video_stream
from media.film import DecoderName, Film
from media.picture import FramePicture, Picture

# Where seeking to a key frame lands differs between containers, so these are tried in turn:
# its own time, then ever further back (seconds).
_BACK_OFFS_S = (0.7, 3.0, 15.0)
# Landing on a key frame costs about as much as decoding this many frames.
_LANDING_COST = 4
# How much of plain decoding is left where disposable pictures are skipped (measured: 0.61 to
# 0.65 in films with B-frames).
_SHARE_DECODED = 0.65
_NEAR_KEY = 32
_GO_ON = -1
_DISPOSABLE_CODECS = ("h264", "hevc", "mpeg2video", "mpeg1video", "mpeg4")

Numbered = tuple[int, VideoFrame]


class PyAvDecoder:
    """Lands on the key frame at or before a frame, decodes on, and accepts only its very pts.

    On the way to a frame, pictures that no other picture needs are not decoded; those that are
    handed out are the same to the bit as in plain decoding.
    """

    name: DecoderName = "pyav"

    def __init__(self, film: Film) -> None:
        self._film = film
        self._index = film.index
        self._skips = film.index.reordered and film.whole and film.track.codec in _DISPOSABLE_CODECS
        self._way = 0
        self._running: Iterator[Numbered] | None = None
        self._at = -1
        self._wanted_pts = film.index.pts[0]
        self._alone = False
        self._plain = film.whole and film.index.labels is None
        self._open()

    def _open(self) -> None:
        self._container: InputContainer = open_container(self._film.path)
        self._stream = video_stream(self._container, self._film.track.stream_index)
        set_threads(self._stream, self._film.whole)
        pass_over_others(self._container, self._stream)
        self._packets: Iterator[Packet[VideoStream]] = iter(())

    def close(self) -> None:
        """Let go of the file."""
        self._running = None
        self._container.close()

    def cost(self, number: int) -> float:
        """About how many frames have to be decoded to reach frame ``number``."""
        start = self._index.key_number(number)
        if self.goes_on_to(number):
            start = self._at
        return (number - start) * (_SHARE_DECODED if self._skips else 1.0)

    def pictures(self, first: int, last: int) -> Iterator[tuple[int, Picture]]:
        """The frames ``first`` to ``last``, in order; one that cannot be decoded is left out."""
        for number, frame in self.frames(first, last):
            yield number, FramePicture(frame, self._film.track)

    def frames(self, first: int, last: int) -> Iterator[tuple[int, VideoFrame]]:
        """The same as raw frames: stored orientation, size and colours."""
        self._wanted_pts = self._index.pts[first]
        self._alone = first == last and self._plain and self._is_near_key(first)
        for number, frame in self._reach(first):
            self._at = number
            if number > last:
                self._running = None
                return
            yield number, frame
            if number == last:
                return

    def key_frame(self, number: int) -> tuple[int, VideoFrame] | None:
        """The key frame at or before frame ``number``, decoded alone: quick, for scrubbing.

        None where that picture is never shown, or damaged.
        """
        packet = self._land(self._index.key_before(number))
        self._running = None
        if packet is None:
            return None
        context = self._stream.codec_context
        context.skip_frame = "DEFAULT"
        frames = self._decode(packet) + self._decode(None)
        context.flush_buffers()
        for frame in frames:
            shown = self._number_of(frame)
            if shown is not None:
                return shown, frame
        return None

    def _reach(self, first: int) -> Iterator[Numbered]:
        """Frames from ``first`` on; where it cannot be decoded, from the next one that can."""
        starts = self._starts(first)
        for start in starts:
            run = self._run_from(start)
            head = next((pair for pair in run if pair[0] >= first), None)
            if head is None:
                continue
            if start == starts[-1] or (head[0] == first and self._may_be_shown(head[1])):
                yield head
                for pair in run:  # noqa: UP028  "yield from" would end the run with this request
                    yield pair
                return

    def _may_be_shown(self, frame: VideoFrame) -> bool:
        """A whole film has no corrupt frames: one that comes out so was landed on too late."""
        return not (self._film.whole and frame.is_corrupt)

    def _starts(self, first: int) -> list[int]:
        """The places in the list of key frames to start from, best first.

        A second try from one key frame further back is for those after which pictures still lean
        on what came before. A damaged film has only proven key frames, and its very beginning.
        """
        place = self._index.key_before(first)
        starts = [place, max(place - 1, 0) if self._film.whole else 0]
        starts = sorted(set(starts), reverse=True)
        return [_GO_ON, *starts] if self.goes_on_to(first) else starts

    def goes_on_to(self, number: int) -> bool:
        """Whether decoding on is about as cheap as landing on a later key frame."""
        if self._running is None or self._at >= number:
            return False
        key = self._index.key_number(number)
        return number - self._at <= number - key + _LANDING_COST

    def _run_from(self, start: int) -> Iterator[Numbered]:
        if start != _GO_ON:
            packet = self._land(start)
            self._running = None if packet is None else self._decode_on(packet, start)
        return iter(()) if self._running is None else self._running

    def _decode_on(self, landed: "Packet[VideoStream]", place: int) -> Iterator[Numbered]:
        """All frames from a key packet on, numbered; those that are not shown are left out."""
        context = self._stream.codec_context
        labels = self._index.key_labels
        label = 0 if labels is None else int(labels[place])
        for packet in chain([landed], _until_damage(self._packets)):
            if labels is not None and packet.size:
                packet.pts = label
                label += 1
            context.skip_frame = "NONREF" if self._may_be_skipped(packet) else "DEFAULT"
            frames = self._decode(packet if packet.size else None)
            ends = self._alone and packet.pts == self._wanted_pts and not packet.is_discard
            if ends:
                # All that the wanted picture leans on is in: ask for it before more is decoded.
                frames += self._decode(None)
                context.flush_buffers()
            for frame in frames:
                number = self._number_of(frame)
                if number is not None:
                    yield number, frame
            if ends:
                break
        self._running = None

    def _is_near_key(self, number: int) -> bool:
        """Whether landing anew on a frame costs little, so that its run may be broken off."""
        key = self._index.key_number(number)
        return number - key <= _NEAR_KEY

    def _may_be_skipped(self, packet: "Packet[VideoStream]") -> bool:
        return self._skips and packet.pts is not None and packet.pts < self._wanted_pts

    def _number_of(self, frame: VideoFrame) -> int | None:
        return None if frame.pts is None else self._index.number_of(frame.pts)

    def _decode(self, packet: "Packet[VideoStream] | None") -> list[VideoFrame]:
        """What comes out for a packet: nothing for a damaged one, and decoding goes on."""
        try:
            return self._stream.codec_context.decode(packet)
        except av.FFmpegError:
            return []

    def _land(self, place: int) -> "Packet[VideoStream] | None":
        """Stand on the key packet at a place in the list of key frames, and return it.

        Seeks, then walks packets, undecoded, until that very packet arrives; where it has already
        passed, seeks further back, and at last opens the film afresh. What worked is remembered.
        """
        for way in range(self._way, len(_BACK_OFFS_S) + 2):
            if not self._seek(place, way):
                continue
            self._packets = packets_of(self._container, self._stream)
            packet = self._walk_to_key(place)
            if packet is not None:
                self._way = min(way, len(_BACK_OFFS_S))
                return packet
        return None

    def _seek(self, place: int, way: int) -> bool:
        if way > len(_BACK_OFFS_S):
            former = self._container
            self._open()  # first: where the film has gone, the decoder stays as it was
            former.close()
            return True
        target = int(self._index.key_pts[place])
        if self._index.labels is not None:
            target = int(self._index.key_dts[place])
        if way > 0:
            dts = int(self._index.key_dts[place])
            target = dts - int(_BACK_OFFS_S[way - 1] / self._index.time_base)
        try:
            self._container.seek(target, stream=self._stream, backward=True)
        except av.FFmpegError:
            return False
        return True

    def _walk_to_key(self, place: int) -> "Packet[VideoStream] | None":
        pts, dts = int(self._index.key_pts[place]), int(self._index.key_dts[place])
        by_dts = self._index.labels is not None
        try:
            for packet in self._packets:
                if not packet.size:
                    return None
                found = packet.dts == dts if by_dts else packet.pts == pts
                if found and (packet.is_keyframe or place == 0):
                    return packet
                if packet.dts is not None and packet.dts > dts:
                    return None
        except av.FFmpegError:
            return None
        return None


def _until_damage(packets: "Iterator[Packet[VideoStream]]") -> "Iterator[Packet[VideoStream]]":
    """Packets up to a place from which none can be read; a disk that does not answer is told."""
    try:
        yield from packets
    except OSError:
        raise
    except av.FFmpegError:
        return
