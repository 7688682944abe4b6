"""The command line's grammar: what a command is called, takes and says of itself."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from vig_tool.commands.console import Console
from vig_tool.errors import WrongUse

Run = Callable[[argparse.Namespace, Console], int]


class Parser(argparse.ArgumentParser):
    """Raises ``WrongUse`` where argparse would print its usage and leave with code 2."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"{message[:1].upper()}{message[1:]}. See: {self.prog} --help")


class Commands:
    """The commands of one program, in the order in which its help lists them."""

    def __init__(self, program: Parser) -> None:
        self._parsers = program.add_subparsers(
            title="commands", metavar="COMMAND", dest="command", parser_class=Parser
        )

    def add(self, name: str, summary: str, example: str, run: Run) -> Parser:
        """A command: one sentence for its help, an example, and what it does.

        ``run`` returns the exit code: 0 done, 2 could not.
        """
        parser: Parser = self._parsers.add_parser(
            name,
            help=summary,
            description=summary,
            epilog=f"example:\n  vig-tool {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        parser.set_defaults(run=run)
        return parser

    @property
    def parsers(self) -> dict[str, Parser]:
        """The parser of each command by its name."""
        return dict(self._parsers.choices)


def add_case(parser: Parser) -> None:
    """Give a command its case."""
    parser.add_argument("case", type=Path, metavar="CASE.vig", help="the case's file")


def add_json(parser: Parser) -> None:
    """Give a command ``--json``."""
    parser.add_argument("--json", action="store_true", help="answer in JSON, for other programs")
