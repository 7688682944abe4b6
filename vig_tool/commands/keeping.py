"""``check``, ``copy`` and ``restore``: whether a case is whole, and its copies."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from vig_tool.commands.console import Console
from vig_tool.commands.opening import open_to_read
from vig_tool.commands.parser import Commands, add_case, add_json
from vig_tool.commands.sentences import count
from vig_tool.errors import VigError

if TYPE_CHECKING:
    from annotations.backups import Backup

_OCCASIONS = {
    "closed": "the case was closed",
    "before-update": "before its format was renewed",
    "before-restore": "before a backup was brought back",
}


class NoSuchBackup(VigError):
    """The case has no backup of that number."""


def add_to(commands: Commands) -> None:
    """Add ``check``, ``copy`` and ``restore``."""
    check = commands.add(
        "check",
        "Look whether a case is whole, and its films are found and unchanged.",
        "check reed.vig",
        check_case,
    )
    add_case(check)
    add_json(check)

    copy = commands.add(
        "copy",
        "Copy a case, safely even while it is open elsewhere.",
        "copy reed.vig stick/reed.vig",
        copy_to,
    )
    add_case(copy)
    copy.add_argument("target", type=Path, metavar="TARGET", help="the new file, or a folder")
    copy.add_argument("--replace", action="store_true", help="write over a file that is there")

    restore = commands.add(
        "restore",
        "Bring a case back to a backup; the present state is kept as a backup first.",
        "restore reed.vig --backup 2",
        bring_back,
    )
    add_case(restore)
    restore.add_argument("--list", action="store_true", help="only list the backups")
    restore.add_argument(
        "--backup", type=int, metavar="N", help="which of those listed; 1 is the newest"
    )


def check_case(arguments: argparse.Namespace, console: Console) -> int:
    """Say all that is wrong with a case and its films."""
    from export.linked_films import find_films

    with open_to_read(arguments.case) as case:
        problems = case.check()
        findings = find_films(case)
    whole = not problems and all(finding.usable for finding in findings)
    if arguments.json:
        console.say_json(
            {
                "case": str(arguments.case),
                "whole": whole,
                "problems": problems,
                "films": [
                    {
                        "found": finding.outcome.value,
                        "file": str(finding.path) if finding.path else None,
                        "sentence": finding.sentence,
                    }
                    for finding in findings
                ],
            }
        )
    else:
        console.say(f"{arguments.case}: {'damaged' if problems else 'the case is whole'}")
        for sentence in (*problems, *(finding.sentence for finding in findings)):
            console.say(f"  {sentence}")
    return 0 if whole else 2


def copy_to(arguments: argparse.Namespace, console: Console) -> int:
    """Copy a case to a file or into a folder."""
    from annotations.backups import copy_case

    target = arguments.target
    if target.is_dir():
        target = target / arguments.case.name
    copy_case(arguments.case, target, replace=arguments.replace)
    console.say(f"Copied {arguments.case} to {target}.")
    return 0


def bring_back(arguments: argparse.Namespace, console: Console) -> int:
    """List the backups, or bring one back."""
    from annotations.backups import list_backups, restore

    backups = list_backups(arguments.case)
    if arguments.list:
        rows = [
            (str(place), _moment(backup), _OCCASIONS.get(backup.reason, backup.reason))
            for place, backup in enumerate(backups, start=1)
        ]
        console.say_table(("number", "kept", "when"), rows)
        return 0
    chosen = _choose(backups, arguments.backup, arguments.case.name)
    restore(arguments.case, chosen.path)
    console.say(f"Brought {arguments.case} back to {_moment(chosen)}.")
    return 0


def _choose(backups: "list[Backup]", number: int | None, name: str) -> "Backup":
    from annotations.backups import last_state

    newest = last_state(backups)
    if newest is None:
        raise NoSuchBackup(f"There is no backup of {name}. Look whether the case has moved.")
    if number is None:
        return newest
    if not 1 <= number <= len(backups):
        raise NoSuchBackup(
            f"{name} has {count(len(backups), 'backup')}, numbered from 1, the newest. "
            f"vig-tool restore {name} --list shows them."
        )
    return backups[number - 1]


def _moment(backup: "Backup") -> str:
    return f"{backup.kept.astimezone():%Y-%m-%d %H:%M:%S}"
