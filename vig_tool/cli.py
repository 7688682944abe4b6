"""``vig-tool``: reads the command line and runs a command, or opens the window.

Exit codes: 0 done, 1 wrong use (nothing was tried), 2 could not.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from vig_tool import __version__
from vig_tool.commands import cases, demo, films, keeping, sharing, tagging
from vig_tool.commands.console import Console
from vig_tool.commands.parser import Commands, Parser
from vig_tool.errors import VigError, WrongUse, describe

DONE, WRONG_USE, COULD_NOT = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console()
    try:
        code = _run(words, console)
        console.flush()
    except BrokenPipeError:
        console.hang_up()
        return COULD_NOT
    except (VigError, OSError, KeyboardInterrupt) as reason:
        return _answer_failure(reason, words, console)
    except Exception as bug:  # noqa: BLE001 (the one roof over everything: a bug is no traceback)
        return _answer_bug(bug, words, console)
    return code


def build_parser() -> tuple[Parser, Commands]:
    """The whole grammar: the program and its commands."""
    parser = Parser(
        prog="vig-tool",
        description="Video Interaction Guidance: find, choose and share moments in tune.",
        epilog="Exit codes: 0 done, 1 wrong use, 2 could not. vig-tool COMMAND --help says more.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"vig-tool {__version__}")
    commands = Commands(parser)
    for group in (films, cases, tagging, sharing, keeping, demo):
        group.add_to(commands)
    return parser, commands


def _run(words: list[str], console: Console) -> int:
    if _asks_for_window(words):
        from vig_tool.app import run

        return run(Path(words[0]) if words else None)
    parser, _ = build_parser()
    try:
        arguments = parser.parse_args(words)
    except SystemExit:  # --help and --version have said what they had to say
        return DONE
    if arguments.command is None:
        raise WrongUse("What shall be done? vig-tool --help lists the commands.")
    code: int = arguments.run(arguments, console)
    return code


def _asks_for_window(words: list[str]) -> bool:
    """A case by itself opens in the window, and so does the program without any word, where there
    is a display for it."""
    if not words:
        from vig_tool.app import has_screen

        return has_screen()
    return len(words) == 1 and words[0].lower().endswith(".vig")


def _answer_failure(reason: BaseException, words: list[str], console: Console) -> int:
    code = WRONG_USE if isinstance(reason, WrongUse) else COULD_NOT
    return _answer(_sentence(reason), code, words, console)


def _answer_bug(bug: Exception, words: list[str], console: Console) -> int:
    if os.environ.get("VIG_TOOL_DEBUG"):
        traceback.print_exception(bug)
    kind = type(bug).__name__
    sentence = (
        f"Something went wrong inside VIG Tool ({kind}). Please report it, "
        "with what VIG_TOOL_DEBUG=1 makes the same command print."
    )
    return _answer(sentence, COULD_NOT, words, console)


def _answer(sentence: str, code: int, words: list[str], console: Console) -> int:
    console.remark(f"vig-tool: {sentence}")
    try:
        if "--json" in words:
            console.say_json({"error": sentence})
        console.flush()
    except OSError:
        console.hang_up()
    return code


def _sentence(reason: BaseException) -> str:
    if isinstance(reason, KeyboardInterrupt):
        return "Stopped."
    if isinstance(reason, OSError):
        return describe(reason)
    typed = reason.typed if isinstance(reason, VigError) else ""
    return f"{reason} For example: {typed}" if typed else str(reason)


if __name__ == "__main__":
    sys.exit(main())
