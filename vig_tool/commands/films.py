"""``probe`` and ``frames``: what a film is, and any of its frames as a picture."""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from media.errors import FrameUndecodable
from vig_tool.commands.console import Console
from vig_tool.commands.parser import Commands, add_json
from vig_tool.commands.sentences import clock, count
from vig_tool.errors import Cancelled, VigError, describe
from vig_tool.progress import Progress, part

if TYPE_CHECKING:
    from media.film import Film
    from media.reader import FrameReader

Facts = dict[str, object]


class NoSuchFrame(VigError):
    """The film is shorter than the frame asked for."""


def add_to(commands: Commands) -> None:
    """Add ``probe`` and ``frames``."""
    probe = commands.add(
        "probe", "Say what a film is and how it is read.", "probe kitchen.mp4 --json", probe_films
    )
    probe.add_argument("films", nargs="+", type=Path, metavar="FILM")
    add_json(probe)

    frames = commands.add(
        "frames",
        "Write frames of a film as PNG pictures, each exactly the frame asked for.",
        "frames kitchen.mp4 0 123 --out pictures",
        write_frames,
    )
    frames.add_argument("film", type=Path, metavar="FILM")
    frames.add_argument(
        "numbers", nargs="+", type=_frame_number, metavar="N", help="a frame's number, from 0"
    )
    frames.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the pictures"
    )
    frames.add_argument(
        "--decoder",
        choices=("auto", "opencv", "pyav"),
        default="auto",
        help="who reads the film (default: auto, whichever is proven exact)",
    )
    add_json(frames)


def _frame_number(word: str) -> int:
    number = int(word) if word.isascii() and word.isdigit() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"{word!r} is no frame number: they count up from 0")
    return number


_frame_number.__name__ = "frame number"


def probe_films(arguments: argparse.Namespace, console: Console) -> int:
    """Describe each film. One that cannot be read does not keep the others from being read."""
    with console.progress() as progress:
        answers = list(_probe_each(arguments.films, progress))
    if arguments.json:
        console.say_json(answers[0] if len(answers) == 1 else answers)
    for answer in answers:
        if "error" in answer:
            console.remark(f"vig-tool: {answer['error']}")
        elif not arguments.json:
            _say_facts(answer, console)
    return 2 if any("error" in answer for answer in answers) else 0


def _probe_each(paths: list[Path], progress: Progress) -> Iterator[Facts]:
    from media.probe import probe

    for place, path in enumerate(paths):
        step = part(progress, place / len(paths), (place + 1) / len(paths))
        try:
            yield _facts(path, probe(path, step))
        except Cancelled:
            raise
        except VigError as reason:
            yield {"file": str(path), "error": str(reason)}
        except OSError as reason:
            yield {"file": str(path), "error": describe(reason)}


def _facts(path: Path, film: "Film") -> Facts:
    index = film.index
    ticks = "\n".join(map(str, index.file_pts.tolist()))
    return {
        "file": str(path),
        "frames": len(index),
        "duration_us": index.duration_us,
        "codec": film.track.codec,
        "width": film.width,
        "height": film.height,
        "rotation": film.track.rotation,
        "variable_frame_rate": index.variable_frame_rate,
        "has_sound": film.has_sound,
        "decoder": film.decoder,
        "decoder_reason": film.decoder_reason,
        "first_pts": int(index.file_pts[0]),
        "time_base": f"{index.time_base.numerator}/{index.time_base.denominator}",
        "pts_sha256": hashlib.sha256(ticks.encode("ascii")).hexdigest(),
        "warnings": list(film.warnings),
    }


def _say_facts(facts: Facts, console: Console) -> None:
    turned = f", turned by {facts['rotation']} degrees" if facts["rotation"] else ""
    rate = ", variable frame rate" if facts["variable_frame_rate"] else ""
    length = clock(int(str(facts["duration_us"])))
    console.say(str(facts["file"]))
    console.say(f"  picture   {facts['width']} x {facts['height']}, {facts['codec']}{turned}")
    console.say(f"  length    {length}, {count(int(str(facts['frames'])), 'frame')}{rate}")
    console.say(f"  sound     {'yes' if facts['has_sound'] else 'none'}")
    console.say(f"  reading   {facts['decoder_reason']}")
    warnings = facts["warnings"]
    for warning in warnings if isinstance(warnings, list) else ():
        console.say(f"  warning   {warning}")


def write_frames(arguments: argparse.Namespace, console: Console) -> int:
    """Write each frame asked for. One that cannot be decoded is named; the others are written."""
    from media.probe import probe
    from media.reader import FrameReader

    with console.progress() as progress:
        film = probe(arguments.film, part(progress, 0, 0.5))
        arguments.out.mkdir(parents=True, exist_ok=True)
        with FrameReader(film, arguments.decoder) as reader:
            answers = list(
                _write_each(reader, arguments.numbers, arguments.out, part(progress, 0.5, 1))
            )
    if arguments.json:
        console.say_json(answers)
    for answer in answers:
        if "error" in answer:
            console.remark(f"vig-tool: {answer['error']}")
        elif not arguments.json:
            console.say(f"{answer['file']}  {clock(int(str(answer['time_us'])))}")
    return 2 if any("error" in answer for answer in answers) else 0


def _write_each(
    reader: "FrameReader", numbers: list[int], folder: Path, progress: Progress
) -> Iterator[Facts]:
    for place, number in enumerate(numbers):
        progress(place / len(numbers), f"Writing frame {number}")
        try:
            yield _write_frame(reader, number, folder)
        except (NoSuchFrame, FrameUndecodable) as reason:
            yield {"number": number, "error": str(reason)}


def _write_frame(reader: "FrameReader", number: int, folder: Path) -> Facts:
    from media.encoding import write_still

    film = reader.film
    if number >= len(film.index):
        raise NoSuchFrame(
            f"{film.path.name} has no frame {number}: "
            f"its {count(len(film.index), 'frame')} are numbered 0 to {len(film.index) - 1}."
        )
    target = folder / f"{number:06}.png"
    write_still(reader.picture(number), target)
    return {
        "number": number,
        "time_us": film.index.start_us(number),
        "pts": int(film.index.file_pts[number]),
        "decoder": reader.decoder_of(number),
        "file": str(target),
    }
