"""``new``, ``add``, ``person`` and ``consent``: a case, its films, its people, what they said."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotations.model import Answer, Person, Purpose, Role, Snapshot
from vig_tool.commands.console import Console
from vig_tool.commands.opening import open_to_edit, open_to_read
from vig_tool.commands.parser import Commands, add_case, add_json
from vig_tool.commands.sentences import count
from vig_tool.errors import VigError, WrongUse

if TYPE_CHECKING:
    from annotations.case import Case
    from annotations.model import Fingerprint

ALL = "all"


class NobodyOfThatName(VigError):
    """The case has no such person."""


def add_to(commands: Commands) -> None:
    """Add ``new``, ``add``, ``person`` and ``consent``."""
    new = commands.add(
        "new",
        "Make a case for one family, with its films; they stay where they are.",
        "new reed.vig kitchen.mp4",
        make_case,
    )
    add_case(new)
    new.add_argument("films", nargs="*", type=Path, metavar="FILM")

    add = commands.add(
        "add",
        "Add films to a case, or show it where a lost one is now.",
        "add reed.vig bath.mov",
        add_films,
    )
    add_case(add)
    add.add_argument("films", nargs="+", type=Path, metavar="FILM")

    person = commands.add(
        "person",
        "Add somebody who is in the films.",
        "person reed.vig Jo --role practitioner",
        add_person,
    )
    add_case(person)
    person.add_argument("name", metavar="NAME", help="a short name, chosen with the family")
    person.add_argument("--role", required=True, choices=[role.value for role in Role])

    consent = commands.add(
        "consent",
        "Record what somebody said to a purpose; without an answer, list what everybody said.",
        'consent reed.vig all review yes --by Jo --how "form signed 3 May"',
        answer_or_list,
    )
    add_case(consent)
    consent.add_argument(
        "answer",
        nargs="*",
        metavar="PERSON PURPOSE ANSWER",
        help="a name, a role that one person has, or all; "
        f"{', '.join(Purpose)} or all; yes, no or unasked",
    )
    consent.add_argument("--by", default="", metavar="NAME", help="who gave the answer")
    consent.add_argument("--how", default="", metavar="WORDS", help="how it was given")
    add_json(consent)


def make_case(arguments: argparse.Namespace, console: Console) -> int:
    """A new case. The films are looked at first: one that cannot be read leaves no case behind."""
    from annotations.case import Case
    from export.linked_films import link_films

    prints = _look_at(arguments.films, console)
    with Case.create(arguments.case) as case, _taken_back(case):
        if arguments.films:
            link_films(case, arguments.films, prints)
    console.say(f"Made {arguments.case} with {count(len(arguments.films), 'film')}.")
    return 0


def add_films(arguments: argparse.Namespace, console: Console) -> int:
    """Link films to a case, all of them or none; one that was lost is found again."""
    from export.linked_films import link_films

    with open_to_edit(arguments.case) as case:
        link_films(case, arguments.films, _look_at(arguments.films, console))
    console.say(f"Added {count(len(arguments.films), 'film')} to {arguments.case}.")
    return 0


def _look_at(films: Sequence[Path], console: Console) -> "list[Fingerprint]":
    from export.linked_films import look_at_new

    with console.progress() as progress:
        return look_at_new(films, progress)


@contextmanager
def _taken_back(case: "Case") -> Iterator[None]:
    """A case that was made a moment ago goes again if its films cannot be linked."""
    try:
        yield
    except VigError:
        case.close()
        case.path.unlink()
        raise


def add_person(arguments: argparse.Namespace, console: Console) -> int:
    """Somebody new, who is then in every recording."""
    with open_to_edit(arguments.case) as case, case.edit(f"Add {arguments.name}") as edit:
        person = edit.add_person(arguments.name, Role(arguments.role))
    console.say(f"Added {person.name} ({person.role}).")
    return 0


def answer_or_list(arguments: argparse.Namespace, console: Console) -> int:
    """With three words an answer is recorded, with none all answers are listed."""
    words = arguments.answer
    if len(words) not in (0, 3):
        raise WrongUse("An answer takes a person, a purpose, and yes, no or unasked.")
    if not words:
        with open_to_read(arguments.case) as case:
            snapshot = case.snapshot()
    else:
        purposes, answer = _purposes(words[1]), _answer(words[2])
        with open_to_edit(arguments.case) as case:
            for person in _people(case.snapshot(), words[0]):
                for purpose in purposes:
                    case.set_consent(
                        person.id, purpose, answer, who=arguments.by, how=arguments.how
                    )
            snapshot = case.snapshot()
    _say_consents(snapshot, arguments.json, console)
    return 0


def _people(snapshot: Snapshot, name: str) -> tuple[Person, ...]:
    person = snapshot.person_called(name)
    if person is not None:
        return (person,)
    if name == ALL:
        return snapshot.people
    known = ", ".join(person.name for person in snapshot.people)
    raise NobodyOfThatName(f"Nobody in this case is called {name}. There are: {known}.")


def _purposes(word: str) -> tuple[Purpose, ...]:
    if word == ALL:
        return tuple(Purpose)
    try:
        return (Purpose(word),)
    except ValueError:
        known = ", ".join(Purpose)
        raise WrongUse(f"There is no purpose {word!r}. There are: {known}, or all.") from None


def _answer(word: str) -> Answer:
    try:
        return Answer(word)
    except ValueError:
        raise WrongUse(f"The answer is yes, no or unasked, not {word!r}.") from None


def _say_consents(snapshot: Snapshot, as_json: bool, console: Console) -> None:
    given = {(row.person_id, row.purpose): row for row in snapshot.consents}
    rows = []
    for person in snapshot.people:
        for purpose in Purpose:
            row = given.get((person.id, purpose))
            rows.append(
                {
                    "person": person.name,
                    "role": person.role.value,
                    "purpose": purpose.value,
                    "answer": snapshot.answer(person.id, purpose).value,
                    "who": row.who if row else "",
                    "when": row.when if row else "",
                    "how": row.how if row else "",
                }
            )
    if as_json:
        console.say_json(rows)
    else:
        head = ("person", "role", "purpose", "answer", "who", "when", "how")
        console.say_table(head, [tuple(row[name] for name in head) for row in rows])
