"""``demo``: the whole job, once, on a film that is drawn here, then shown in the window."""

import argparse
from pathlib import Path

from vig_tool.commands.console import Console
from vig_tool.commands.parser import Commands


def add_to(commands: Commands) -> None:
    """Add ``demo``."""
    demo = commands.add(
        "demo",
        "Draw the demo film, do the whole job on it, and open it where there is a display.",
        'demo --out "my demo"',
        show_demo,
    )
    demo.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="the folder for all of it (default: VIG Tool demo, among your documents)",
    )


def show_demo(arguments: argparse.Namespace, console: Console) -> int:
    """Make the demo and say what was made and where."""
    from vig_tool.app import has_screen, run
    from vig_tool.demo import default_folder, make_demo

    folder = arguments.out or default_folder()
    folder.mkdir(parents=True, exist_ok=True)
    console.remark(f"Making the demo in {folder.absolute()}. The film takes a minute or two.")
    with console.progress() as progress:
        demo = make_demo(folder, progress)
    console.say(f"The demo is in {demo.folder}")
    console.say()
    for name, what in demo.made:
        console.say(f"  {name}")
        console.say(f"      {what}")
    console.flush()
    return run(demo.case) if has_screen() else 0
