"""What can be edited in a case: one method for each kind of edit."""

import getpass
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypedDict

from annotations.checks import check, check_text, existing
from annotations.errors import EditRefused
from annotations.model import (
    Absence,
    Clip,
    Code,
    Codebook,
    Consent,
    Family,
    Fingerprint,
    Kind,
    Person,
    Recording,
    Role,
    Row,
    Status,
    Tag,
    Who,
)
from annotations.recordings import stored_path
from annotations.rows import AnyRow, Rows


class Made(TypedDict):
    """What every new row starts with."""

    id: str
    author: str
    created: str
    modified: str


def now() -> str:
    """This moment in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def user_name() -> str:
    """Who is working: the name of the account on this computer, or nothing if it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def made_by(author: str) -> Made:
    """A new UUID, the author and the time."""
    moment = now()
    return {"id": str(uuid.uuid4()), "author": author, "created": moment, "modified": moment}


class Edit:
    """One step of work on a case, given out by ``Case.edit``: all of it is kept, or nothing.

    ``add_…`` methods return the new row. ``change_…`` methods take a row with new values, as made
    by ``dataclasses.replace``, and return it with its new time. An edit that makes no sense raises
    ``EditRefused``. ``changed`` names the tables that were touched, once the edit is on disk.
    """

    def __init__(self, rows: Rows, author: str, case_folder: Path) -> None:
        self._rows = rows
        self._author = author
        self._case_folder = case_folder
        self.changed: frozenset[str] = frozenset()

    # The case

    def set_question(self, question: str) -> None:
        """Sets the helping question of the family."""
        (family,) = self._rows.all(Family)
        self._change(replace(family, question=question))

    # People

    def add_person(self, name: str, role: Role) -> Person:
        """Adds somebody, who is then in every recording."""
        order = self._next(Person)
        return self._add(Person(**self._made(), name=name.strip(), role=role, order=order))

    def change_person(self, person: Person) -> Person:
        """Renames somebody, or changes their role."""
        return self._change(replace(person, name=person.name.strip()))

    def delete_person(self, person_id: str) -> None:
        """Takes somebody out who has no tags and gave no answer about sharing.

        Whoever was asked stays: their no must not fall away with them.
        """
        person = existing(self._rows, Person, person_id, "person")
        self._refuse_tagged(person.name, person_id=person_id)
        if self._rows.count(Consent, person_id=person_id):
            raise EditRefused(
                f"{person.name} has answered about sharing, so they stay in the case. "
                "Take them out of a recording they are not in."
            )
        self._rows.delete(Person, person_id)

    def unlink_person(self, recording_id: str, person_id: str) -> None:
        """Notes that somebody is not in a recording."""
        if not self._absences(recording_id, person_id):
            made = self._made()
            self._add(Absence(**made, recording_id=recording_id, person_id=person_id))

    def link_person(self, recording_id: str, person_id: str) -> None:
        """Notes that somebody is in a recording after all."""
        for absence in self._absences(recording_id, person_id):
            self._rows.delete(Absence, absence.id)

    # The vocabulary

    def add_codebook(self, name: str, purpose: Literal["film", "review"]) -> Codebook:
        """Adds an empty codebook."""
        order = self._next(Codebook)
        return self._add(Codebook(**self._made(), name=name.strip(), purpose=purpose, order=order))

    def change_codebook(self, codebook: Codebook) -> Codebook:
        """Renames a codebook. Its codes are changed one by one."""
        return self._change(codebook)

    def delete_codebook(self, codebook_id: str) -> None:
        """Takes a codebook away that no recording uses, with its codes."""
        codebook = existing(self._rows, Codebook, codebook_id, "codebook")
        if self._rows.count(Recording, codebook_id=codebook_id):
            raise EditRefused(f"{codebook.name} is used by a recording, so it stays.")
        self._rows.delete(Codebook, codebook_id)

    def add_code(
        self,
        codebook_id: str,
        short: str,
        label: str,
        *,
        who: Who,
        kind: Kind,
        key: str = "",
        level: int | None = None,
        colour: str | None = None,
    ) -> Code:
        """Adds a code to a codebook, after its others."""
        return self._add(
            Code(
                **self._made(),
                codebook_id=codebook_id,
                short=short.strip(),
                label=label.strip(),
                key=key,
                level=level,
                who=who,
                kind=kind,
                colour=colour,
                order=self._next(Code, codebook_id=codebook_id),
            )
        )

    def change_code(self, code: Code) -> Code:
        """Changes a code. Its kind stays once it has tags."""
        return self._change(code)

    def delete_code(self, code_id: str) -> None:
        """Takes a code away that has no tags."""
        code = existing(self._rows, Code, code_id, "code")
        self._refuse_tagged(code.label, code_id=code_id)
        self._rows.delete(Code, code_id)

    # Recordings

    def add_recording(
        self,
        film: Path,
        fingerprint: Fingerprint,
        *,
        name: str | None = None,
        codebook_id: str | None = None,
        cycle: int = 1,
    ) -> Recording:
        """Links a film. Its name is the file's unless another is given, and its codebook the first
        one for family films."""
        return self._add(
            Recording(
                **self._made(),
                path=stored_path(film, self._case_folder),
                last_seen=str(film.absolute()),
                name=name or film.name,
                fingerprint=fingerprint,
                codebook_id=codebook_id or self._film_codebook(),
                cycle=cycle,
                order=self._next(Recording),
            )
        )

    def relink_recording(self, recording_id: str, film: Path) -> Recording:
        """Notes where a recording's film is now. That it is the same film is for the caller to
        find out (``recordings.find_film``)."""
        recording = existing(self._rows, Recording, recording_id, "recording")
        place = stored_path(film, self._case_folder)
        return self._change(replace(recording, path=place, last_seen=str(film.absolute())))

    def change_recording(self, recording: Recording) -> Recording:
        """Changes a recording's name, cycle or codebook."""
        return self._change(recording)

    def turn_recording(self, recording_id: str, quarters: int) -> Recording:
        """Turns a recording's pictures on by quarter turns clockwise; negative ones turn back."""
        recording = existing(self._rows, Recording, recording_id, "recording")
        return self._change(replace(recording, turn=(recording.turn + quarters) % 4))

    def delete_recording(self, recording_id: str) -> None:
        """Takes a recording out of the case with its tags and clips. The film is not touched."""
        self._delete(Recording, recording_id, "recording")

    # Tags

    def add_tag(
        self,
        recording_id: str,
        code_id: str,
        person_id: str | None,
        start_us: int,
        end_us: int | None = None,
        *,
        note: str = "",
        star: bool = False,
        status: Status = Status.TAGGED,
    ) -> Tag:
        """Tags a moment or a stretch of time. The times must be boundaries of the film's frames."""
        return self._add(
            Tag(
                **self._made(),
                recording_id=recording_id,
                code_id=code_id,
                person_id=person_id,
                start_us=start_us,
                end_us=end_us,
                note=note,
                star=star,
                status=status,
            )
        )

    def change_tag(self, tag: Tag) -> Tag:
        """Changes a tag."""
        return self._change(tag)

    def delete_tag(self, tag_id: str) -> None:
        """Takes a tag away."""
        self._delete(Tag, tag_id, "tag")

    # Clips

    def add_clip(
        self,
        recording_id: str,
        start_us: int,
        end_us: int,
        *,
        title: str = "",
        reason: str = "",
        question: str = "",
        caption: str = "",
        still_us: int | None = None,
    ) -> Clip:
        """Chooses a clip, last in order. The times must be boundaries of the film's frames."""
        return self._add(
            Clip(
                **self._made(),
                recording_id=recording_id,
                start_us=start_us,
                end_us=end_us,
                title=title,
                reason=reason,
                question=question,
                caption=caption,
                still_us=still_us,
                order=self._next(Clip),
            )
        )

    def change_clip(self, clip: Clip) -> Clip:
        """Changes a clip."""
        return self._change(clip)

    def delete_clip(self, clip_id: str) -> None:
        """Takes a clip away. The others keep their order."""
        self._delete(Clip, clip_id, "clip")

    def order_clips(self, clip_ids: Sequence[str]) -> None:
        """Puts all clips of the case into a new order."""
        clips = {clip.id: clip for clip in self._rows.all(Clip)}
        if sorted(clips) != sorted(clip_ids):
            raise EditRefused("The new order must name every clip of the case once.")
        for order, clip_id in enumerate(clip_ids):
            if clips[clip_id].order != order:
                self._change(replace(clips[clip_id], order=order))

    # What they share

    def _made(self) -> Made:
        return made_by(self._author)

    def _add(self, row: AnyRow) -> AnyRow:
        check_text(row)
        check(row, self._rows)
        self._rows.insert(row)
        return row

    def _change(self, row: AnyRow) -> AnyRow:
        row = replace(row, modified=now())
        check_text(row)
        check(row, self._rows)
        if not self._rows.update(row):
            raise EditRefused(f"That {type(row).__name__.lower()} is no longer in the case.")
        return row

    def _delete(self, kind: type[Row], row_id: str, what: str) -> None:
        existing(self._rows, kind, row_id, what)
        self._rows.delete(kind, row_id)

    def _next(self, kind: type[Person | Codebook | Code | Recording | Clip], **equal: str) -> int:
        return max((row.order for row in self._rows.all(kind, **equal)), default=-1) + 1

    def _absences(self, recording_id: str, person_id: str) -> list[Absence]:
        return self._rows.all(Absence, recording_id=recording_id, person_id=person_id)

    def _film_codebook(self) -> str:
        for codebook in self._rows.all(Codebook):
            if codebook.purpose == "film":
                return codebook.id
        raise EditRefused("The case has no codebook for family films. Add one first.")

    def _refuse_tagged(self, name: str, **equal: str) -> None:
        count = self._rows.count(Tag, **equal)
        if count:
            tags = "a tag" if count == 1 else f"{count} tags"
            raise EditRefused(f"{name} has {tags}. Delete or change them first.")
