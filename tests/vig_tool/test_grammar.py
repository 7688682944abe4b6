"""What can be said to ``vig-tool``, what it says of itself, and what it answers to nonsense."""

import json
import re
import shlex
from pathlib import Path

import pytest

from vig_tool import __version__
from vig_tool.cli import build_parser, main

_ROOT = Path(__file__).parents[2]
_PARSER, _COMMANDS = build_parser()
_NAMES = sorted(_COMMANDS.parsers)
_REFERENCE = (_ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def _chapter(name: str) -> str:
    found = re.search(rf"^### vig-tool {name}\n(.*?)(?=^##|\Z)", _REFERENCE, re.M | re.S)
    assert found, f"docs/command-line.md says nothing of vig-tool {name}"
    return found[1]


def test_all_commands_of_the_first_version_are_there() -> None:
    wanted = (
        "probe frames new add person consent tag clip tags check copy restore export summary demo"
    )
    assert sorted(wanted.split()) == _NAMES


@pytest.mark.parametrize("name", _NAMES)
def test_each_command_says_what_it_does_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([name, "--help"]) == 0
    said = capsys.readouterr().out
    example = re.search(rf"example:\n  vig-tool ({name} .*)", said)
    assert example
    _PARSER.parse_args(shlex.split(example[1]))
    assert re.search(r"[A-Z][^\n]{20,}", said)


@pytest.mark.parametrize("name", _NAMES)
def test_each_command_and_option_is_in_the_reference_with_examples_that_parse(name: str) -> None:
    chapter = _chapter(name)
    options = re.findall(r"--[a-z-]+", _COMMANDS.parsers[name].format_help())
    for option in set(options) - {"--help"}:
        assert option in chapter, f"{option} of vig-tool {name} is not in docs/command-line.md"
    examples = re.findall(r"```sh\nvig-tool (.*)\n```", chapter)
    assert examples
    for example in examples:
        _PARSER.parse_args(shlex.split(example))


def test_the_reference_knows_no_other_commands() -> None:
    assert sorted(re.findall(r"^### vig-tool (\S+)", _REFERENCE, re.M)) == _NAMES


def test_help_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"vig-tool {__version__}\n"
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(re.search(rf"^    {name} ", said, re.M) for name in _NAMES)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ([], "What shall be done?"),
        (["sing"], "sing"),
        (["probe"], "FILM"),
        (["probe", "film.mp4", "--loud"], "--loud"),
        (["frames", "film.mp4", "--out", "x"], "N"),
        (["frames", "film.mp4", "-1", "--out", "x"], "-1"),
        (["frames", "film.mp4", "one", "--out", "x"], "one"),
        (["frames", "film.mp4", "1", "--out", "x", "--decoder", "vlc"], "vlc"),
        (["frames", "film.mp4", "1"], "--out"),
        (["person", "a.vig", "Jo"], "--role"),
        (["person", "a.vig", "Jo", "--role", "king"], "king"),
        (["consent", "a.vig", "Jo"], "a person, a purpose"),
        (["consent", "a.vig", "Jo", "fun", "yes"], "fun"),
        (["consent", "a.vig", "Jo", "review", "maybe"], "maybe"),
        (["export", "a.vig", "--purpose", "fun", "--out", "x"], "fun"),
        (["export", "a.vig", "--out", "x"], "--purpose"),
        (["restore", "a.vig", "--backup", "first"], "first"),
    ],
)
def test_wrong_use_is_one_sentence_and_exit_code_1(
    words: list[str], part: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("vig-tool: ")
    assert len(said.err.splitlines()) == 1
    assert part in said.err


def test_wrong_use_with_json_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["probe", "--json"]) == 1
    assert "FILM" in json.loads(capsys.readouterr().out)["error"]
