"""What must be true of a row before it is kept: what SQLite's own constraints cannot say kindly."""

from dataclasses import fields
from functools import singledispatch

from annotations.errors import EditRefused
from annotations.model import BOTH, Absence, Clip, Code, Codebook, Kind, Person, Recording, Row, Tag
from annotations.rows import AnyRow, Rows
from annotations.words import fold


def check_text(row: Row) -> None:
    """Refuses text that a case file cannot hold: zero characters and halves of characters."""
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, str):
            shown = value.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")
            if shown != value:
                raise EditRefused(
                    f"The {field.name.replace('_', ' ')} “{shown}” holds characters that cannot "
                    "be kept. Write it another way."
                )


@singledispatch
def check(row: Row, rows: Rows) -> None:
    """Raises ``EditRefused`` where a new or changed row does not fit the rest of the case."""


@check.register
def _(person: Person, rows: Rows) -> None:
    if not person.name.strip():
        raise EditRefused("A person needs a name. A short one will do.")
    if fold(person.name) in (BOTH, "all"):
        raise EditRefused(f"“{person.name}” stands for several people. Choose another name.")
    for other in rows.all(Person):
        if other.id != person.id and fold(other.name) == fold(person.name):
            raise EditRefused(
                f"There is already somebody called {other.name}. Choose another name."
            )


@check.register
def _(codebook: Codebook, rows: Rows) -> None:
    if not codebook.name.strip():
        raise EditRefused("A codebook needs a name.")


@check.register
def _(code: Code, rows: Rows) -> None:
    existing(rows, Codebook, code.codebook_id, "codebook")
    if not fold(code.short) or not fold(code.label):
        raise EditRefused("A code needs a short name and a label.")
    if code.level is not None and not 1 <= code.level <= 6:
        raise EditRefused(f"The level of {code.label} must be from 1 to 6, or none.")
    for other in rows.all(Code, codebook_id=code.codebook_id):
        if other.id != code.id:
            _check_beside(code, other)
    before = rows.get(Code, code.id)
    moved = before and (before.kind, before.codebook_id) != (code.kind, code.codebook_id)
    if moved and rows.count(Tag, code_id=code.id):
        raise EditRefused(f"{code.label} has tags, so its kind and codebook stay as they are.")


def _check_beside(code: Code, other: Code) -> None:
    if {fold(code.short), fold(code.label)} & {fold(other.short), fold(other.label)}:
        raise EditRefused(f"There is already a code called {other.label}. Choose another name.")
    if code.key and code.key.casefold() == other.key.casefold():
        raise EditRefused(f"The key {code.key} already sets {other.label}. Choose another key.")


@check.register
def _(recording: Recording, rows: Rows) -> None:
    existing(rows, Codebook, recording.codebook_id, "codebook")
    if not recording.name.strip():
        raise EditRefused("A recording needs a name.")
    if recording.fingerprint.duration_us <= 0:
        raise EditRefused(f"{recording.name} has no pictures that last. Choose another film.")
    if recording.turn not in range(4):
        raise EditRefused("A film is turned by whole quarters, from 0 to 3.")
    for other in rows.all(Recording, sample_hash=recording.fingerprint.sample_hash):
        if other.id != recording.id:
            raise EditRefused(f"{recording.name} is already in this case, as {other.name}.")
    before = rows.get(Recording, recording.id)
    other_words = before and before.codebook_id != recording.codebook_id
    if other_words and rows.count(Tag, recording_id=recording.id):
        raise EditRefused(f"{recording.name} has tags, so it keeps its codebook.")


@check.register
def _(absence: Absence, rows: Rows) -> None:
    recording = existing(rows, Recording, absence.recording_id, "recording")
    person = existing(rows, Person, absence.person_id, "person")
    if rows.count(Tag, recording_id=recording.id, person_id=person.id):
        raise EditRefused(
            f"{person.name} has tags in {recording.name}, so {person.name} must be in it. "
            "Delete those tags first."
        )


@check.register
def _(tag: Tag, rows: Rows) -> None:
    recording = existing(rows, Recording, tag.recording_id, "recording")
    code = existing(rows, Code, tag.code_id, "code")
    if code.codebook_id != recording.codebook_id:
        raise EditRefused(f"{code.label} is not in the codebook of {recording.name}.")
    if tag.person_id is not None:
        person = existing(rows, Person, tag.person_id, "person")
        if rows.count(Absence, recording_id=recording.id, person_id=person.id):
            raise EditRefused(f"{person.name} is not in {recording.name}. Link them first.")
    if code.kind is Kind.POINT and tag.end_us is not None:
        raise EditRefused(f"{code.label} marks a moment, so it has no end.")
    if code.kind is Kind.INTERVAL and tag.end_us is None:
        raise EditRefused(f"{code.label} lasts for a while, so it needs an end.")
    _check_range(recording, tag.start_us, tag.end_us)


@check.register
def _(clip: Clip, rows: Rows) -> None:
    recording = existing(rows, Recording, clip.recording_id, "recording")
    _check_range(recording, clip.start_us, clip.end_us)
    if clip.still_us is not None and not clip.start_us <= clip.still_us < clip.end_us:
        raise EditRefused("The still must be a picture of its clip. Choose one inside.")


def _check_range(recording: Recording, start_us: int, end_us: int | None) -> None:
    duration_us = recording.fingerprint.duration_us
    if not 0 <= start_us < duration_us or (end_us is not None and end_us > duration_us):
        raise EditRefused(
            f"That time is outside of {recording.name}, which lasts {duration_us / 1e6:.3f} s."
        )
    if end_us is not None and end_us <= start_us:
        raise EditRefused("The end must come after the start.")


def existing(rows: Rows, kind: type[AnyRow], row_id: str, what: str) -> AnyRow:
    """The row with this id. Raises ``EditRefused`` if it is gone."""
    row = rows.get(kind, row_id)
    if row is None:
        raise EditRefused(f"That {what} is no longer in the case.")
    return row
