"""How the pictures of any film become the pictures of a clip: upright, square, even, BT.709."""

from dataclasses import dataclass
from math import ceil

from av.filter import Graph
from av.video.frame import VideoFrame

from media.film import Track

_LONG_PX, _SHORT_PX = 1920, 1080
LIMITED, _FULL = 1, 2
_BT709, UNSAID = 1, 2
# The numbers of ITU-T H.273 and the names that FFmpeg's scale filter knows for them.
_MATRICES = {
    _BT709: "bt709",
    4: "fcc",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    9: "bt2020nc",
    10: "bt2020c",
}
_Step = tuple[str, str | None]
_TURNING: tuple[tuple[_Step, ...], ...] = (
    (),
    (("transpose", "clock"),),
    (("hflip", None), ("vflip", None)),
    (("transpose", "cclock"),),
)
_SCALING = "bicubic+accurate_rnd+full_chroma_int"


@dataclass(frozen=True)
class ClipSize:
    """``picture`` is what is shown, ``padded`` the even size that is written (pixels, upright)."""

    picture: tuple[int, int]
    padded: tuple[int, int]


def size_for(track: Track) -> ClipSize:
    """The size of a clip: as shown, but no larger than 1080p lying or standing."""
    width, height = track.shown_size
    long, short = max(width, height), min(width, height)
    factor = min(1.0, _LONG_PX / long, _SHORT_PX / short)
    picture = max(round(width * factor), 1), max(round(height * factor), 1)
    return ClipSize(picture, (picture[0] + picture[0] % 2, picture[1] + picture[1] % 2))


class PictureChain:
    """Turns decoded pictures into the encoder's, without a detour through RGB.

    A picture that is right as it is passes through untouched. ``upright`` says that the pictures
    come turned, mirrored and with square pixels already; ``sample`` is one of them.

    ``matrix`` is the clip's (ITU-T H.273): BT.709, to which other known ones are converted. A film
    that does not say keeps its colours as they are and says nothing again, so that every player
    shows the clip as it shows the film.
    """

    def __init__(self, track: Track, sample: VideoFrame, *, upright: bool = False) -> None:
        self.size = size_for(track)
        self.matrix = _BT709 if not _is_yuv(sample) or _matrix(sample) else UNSAID
        self._turn = 0 if upright else track.turn
        self._mirrored = track.mirrored and not upright
        self._made_for: tuple[object, ...] | None = None
        self._graph: Graph | None = None

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        """The picture as it is encoded: YUV 4:2:0, 8 bit, limited range; times kept."""
        made_for = (frame.width, frame.height, frame.format.name, _matrix(frame), _is_full(frame))
        if made_for != self._made_for:
            self._made_for = made_for
            self._graph = None if self._is_right(frame) else self._build(frame)
        if self._graph is not None:
            pts, time_base = frame.pts, frame.time_base
            self._graph.vpush(frame)
            frame = self._graph.vpull()
            frame.pts, frame.time_base = pts, time_base
        frame.pict_type = 0  # else the encoder repeats the film's own choice of key frames
        frame.colorspace = frame.color_primaries = frame.color_trc = self.matrix
        frame.color_range = LIMITED
        return frame

    def _is_right(self, frame: VideoFrame) -> bool:
        return (
            frame.format.name == "yuv420p"
            and (frame.width, frame.height) == self.size.picture == self.size.padded
            and self._turn == 0
            and not self._mirrored
            and not self._is_converted(frame)
            and not _is_full(frame)
        )

    def _is_converted(self, frame: VideoFrame) -> bool:
        """Whether the colours have to be written down in another way."""
        return self.matrix == _BT709 and _matrix(frame) not in (None, _MATRICES[_BT709])

    def _build(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        source = graph.add(
            "buffer",
            video_size=f"{frame.width}x{frame.height}",
            pix_fmt=frame.format.name,
            time_base=str(frame.time_base),
            pixel_aspect="1/1",
            colorspace=str(frame.colorspace),
            range=str(frame.color_range),
        )
        steps = [("scale", self._scaling(frame)), *self._steps()]
        nodes = [source, *(graph.add(name, arguments) for name, arguments in steps)]
        graph.link_nodes(*nodes, graph.add("buffersink")).configure()
        return graph

    def _scaling(self, frame: VideoFrame) -> str:
        width, height = self.size.picture
        if self._turn % 2:
            width, height = height, width
        given = "full" if _is_full(frame) else "limited"
        colours = f"in_range={given}:out_range=limited" if _is_yuv(frame) else "out_range=limited"
        if self._is_converted(frame):
            colours += f":in_color_matrix={_matrix(frame)}"
        if self.matrix == _BT709:
            colours += ":out_color_matrix=bt709"
        return f"{width}:{height}:flags={_SCALING}:{colours}"

    def _steps(self) -> list[_Step]:
        """Colour at half size cannot be turned or padded at an odd edge: there it is kept full."""
        odd = self.size.picture != self.size.padded
        steps: list[_Step] = [("format", "yuv444p" if odd else "yuv420p")]
        if self._mirrored:
            steps.append(("hflip", None))
        steps += _TURNING[self._turn]
        if odd:
            width, height = self.size.padded
            steps += [("pad", f"{width}:{height}:0:0"), ("scale", f"flags={_SCALING}")]
            steps.append(("format", "yuv420p"))
        return steps


def _is_yuv(frame: VideoFrame) -> bool:
    return not (frame.format.is_rgb or frame.format.name.startswith(("gray", "mono", "pal")))


def _matrix(frame: VideoFrame) -> str | None:
    """The name of the matrix by which the picture says it was coded; None where it does not."""
    return _MATRICES.get(frame.colorspace) if _is_yuv(frame) else None


def _is_full(frame: VideoFrame) -> bool:
    return frame.color_range == _FULL or frame.format.name.startswith("yuvj")


def thinning(frames: int, duration_s: float) -> int:
    """Which frames of a fast film are kept: every n-th, so that at most about 60 a second remain.

    Only films that are really faster than 60.5 a second on average are thinned.
    """
    return max(ceil(frames / duration_s / 60.5), 1) if duration_s > 0 else 1
