"""How each encoder is told to make a film of a kind."""

import os
from collections.abc import Callable
from typing import Any

import av
from av.video.reformatter import ColorPrimaries, Colorspace, ColorTrc
from av.video.stream import VideoStream

from tests.golden.kinds import Kind

os.environ.setdefault("SVT_LOG", "1")  # the AV1 encoder chats on stderr otherwise

_UNIT = 65_536
_TRANSFERS = {
    "wide": (ColorTrc.BT2020_10, "bt2020-10"),
    "hlg": (ColorTrc.ARIB_STD_B67, "arib-std-b67"),
    "pq": (ColorTrc.SMPTE2084, "smpte2084"),
}


def add_picture(
    container: av.container.OutputContainer, kind: Kind, size: tuple[int, int], bit_rate: int
) -> VideoStream:
    """A video stream of a kind. ``bit_rate`` is in bits a second; 0 lets the encoder choose."""
    stream = container.add_stream(
        kind.codec,
        rate=kind.rate_hz,
        options=_options(kind, bit_rate),
        width=size[0],
        height=size[1],
        time_base=kind.time_base,
        bit_rate=bit_rate,
    )
    assert isinstance(stream, VideoStream)
    stream.pix_fmt = kind.pixel_format
    context = stream.codec_context
    if kind.codec == "libx265" and kind.suffix in (".mp4", ".mov"):
        context.codec_tag = "hvc1"  # what phones write
    if kind.pixel_aspect != 1:
        context.sample_aspect_ratio = kind.pixel_aspect
    _tag_colours(stream, kind)
    if kind.turn or kind.mirrored:
        stream.set_display_matrix(display_matrix(kind.turn, kind.mirrored))
    return stream


def _tag_colours(stream: VideoStream, kind: Kind) -> None:
    if kind.dynamic == "sdr" and not kind.bt709:
        return
    context = stream.codec_context
    if kind.bt709:
        context.color_primaries = ColorPrimaries.BT709
        context.color_trc = ColorTrc.BT709
        context.colorspace = Colorspace.ITU709
        return
    context.color_primaries = ColorPrimaries.BT2020
    context.color_trc = _TRANSFERS[kind.dynamic][0]
    context.colorspace = Colorspace.BT2020


def display_matrix(turn: int, mirrored: bool) -> list[int]:
    """The nine numbers (ISO/IEC 14496-12, 8.3.2) that first flip a picture left to right, if
    asked, and then turn it clockwise by quarters."""
    a, b, c, d = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))[turn]
    if mirrored:
        a, b = -a, -b
    return [a * _UNIT, b * _UNIT, 0, c * _UNIT, d * _UNIT, 0, 0, 0, 1 << 30]


def _options(kind: Kind, bit_rate: int) -> dict[str, str]:
    build = _BUILDERS.get(kind.codec, _plain)
    return {**build(kind, bit_rate), **kind.options}


def _x264(kind: Kind, bit_rate: int) -> dict[str, str]:
    parameters = {
        **_gop(kind),
        "scenecut": 0,
        "b-pyramid": "normal" if kind.b_frames > 1 else "none",
        "open-gop": int(kind.open_gop),
    }
    if kind.interlaced:
        parameters["tff"] = 1
    if bit_rate:
        parameters |= {"vbv-maxrate": bit_rate // 1000, "vbv-bufsize": bit_rate // 1000}
    return {"preset": "veryfast", "x264-params": _joined(parameters)}


def _x265(kind: Kind, bit_rate: int) -> dict[str, str]:
    parameters = {
        **_gop(kind),
        "scenecut": 0,
        "open-gop": int(kind.open_gop),
        "log-level": "none",
    }
    if kind.dynamic != "sdr":
        transfer = _TRANSFERS[kind.dynamic][1]
        parameters |= {"colorprim": "bt2020", "transfer": transfer, "colormatrix": "bt2020nc"}
    return {"preset": "ultrafast", "x265-params": _joined(parameters)}


def _vp9(kind: Kind, bit_rate: int) -> dict[str, str]:
    """In one pass, only this way of coding makes alternate reference (hidden) frames."""
    return {
        "g": str(kind.gop),
        "keyint_min": str(kind.gop),
        "deadline": "realtime",
        "cpu-used": "6",
        "auto-alt-ref": "1",
        "lag-in-frames": "25",
        **({} if bit_rate else {"b": "800000"}),
    }


def _av1(kind: Kind, bit_rate: int) -> dict[str, str]:
    return {"preset": "10", "g": str(kind.gop), **({} if bit_rate else {"crf": "35"})}


def _mjpeg(kind: Kind, bit_rate: int) -> dict[str, str]:
    return {"flags": "+qscale", "global_quality": str(4 * 118)}


def _plain(kind: Kind, bit_rate: int) -> dict[str, str]:
    """FFmpeg's own encoders (MPEG-2, MPEG-4)."""
    flags = "+ilme+ildct" if kind.interlaced else ""
    closed = "" if kind.open_gop else "+cgop"
    return {
        "g": str(kind.gop),
        "bf": str(kind.b_frames),
        "sc_threshold": "1000000000",
        **({"flags": flags + closed} if flags + closed else {}),
        **({} if bit_rate else {"b": "2000000"}),
    }


def _gop(kind: Kind) -> dict[str, Any]:
    return {"keyint": kind.gop, "min-keyint": kind.gop, "bframes": kind.b_frames}


def _joined(parameters: dict[str, Any]) -> str:
    return ":".join(f"{name}={value}" for name, value in parameters.items())


_BUILDERS: dict[str, Callable[[Kind, int], dict[str, str]]] = {
    "libx264": _x264,
    "libx265": _x265,
    "libvpx-vp9": _vp9,
    "libsvtav1": _av1,
    "mjpeg": _mjpeg,
}
