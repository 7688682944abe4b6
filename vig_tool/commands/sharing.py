"""``export`` and ``summary``: what leaves the case."""

import argparse
from pathlib import Path

from annotations.model import Purpose
from vig_tool.commands.console import Console
from vig_tool.commands.opening import open_to_edit, open_to_read
from vig_tool.commands.parser import Commands, add_case
from vig_tool.commands.sentences import count


def add_to(commands: Commands) -> None:
    """Add ``export`` and ``summary``."""
    export = commands.add(
        "export",
        "Write the clips and stills for a purpose to which everybody in them said yes.",
        'export reed.vig --purpose review --out "For the review"',
        export_case,
    )
    add_case(export)
    export.add_argument("--purpose", required=True, choices=[p.value for p in Purpose])
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="the new folder")
    export.add_argument(
        "--replace", action="store_true", help="take the place of an earlier export"
    )

    summary = commands.add(
        "summary",
        "Count the tags of one or more cases, by recording, code and person.",
        "summary reed.vig ellis.vig --out summary.csv",
        summarise_cases,
    )
    summary.add_argument("cases", nargs="+", type=Path, metavar="CASE.vig")
    summary.add_argument("--out", type=Path, required=True, metavar="FILE.csv")


def export_case(arguments: argparse.Namespace, console: Console) -> int:
    """Write what leaves, and write down in the case that it left."""
    from export.departing import depart
    from export.errors import FolderThere

    purpose, out = Purpose(arguments.purpose), arguments.out
    try:
        with open_to_edit(arguments.case) as case, console.progress() as progress:
            shared = depart(case, purpose, out, arguments.replace, progress)
    except FolderThere as there:
        raise FolderThere(
            f"The folder “{out.absolute().name}” is there already. "
            "Choose another one, or say --replace to write it anew."
        ) from there
    console.say(f"{arguments.out}: {count(len(shared.clips), 'clip')} for {arguments.purpose}")
    for file in shared.files:
        console.say(f"  {file.name}")
    for note in shared.notes:
        console.remark(f"vig-tool: {note}")
    return 0


def summarise_cases(arguments: argparse.Namespace, console: Console) -> int:
    """Write what the tags of the cases add up to."""
    from export.summary import write_summary

    snapshots = {}
    for path in arguments.cases:
        with open_to_read(path) as case:
            snapshots[path] = case.snapshot()
    write_summary(snapshots, arguments.out)
    console.say(f"{arguments.out}: {count(len(snapshots), 'case')}")
    return 0
