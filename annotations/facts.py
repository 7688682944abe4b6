"""Facts: what was answered about sharing, and what left the case. They are only ever added to."""

from collections.abc import Sequence

from annotations.edit import made_by, now
from annotations.errors import EditRefused
from annotations.model import (
    Answer,
    Clip,
    Consent,
    DepartedClip,
    DepartedFile,
    Departure,
    Person,
    Purpose,
)
from annotations.rows import Rows


def present_answers(rows: Rows) -> dict[tuple[str, Purpose], Consent]:
    """The latest answer of each person for each purpose."""
    return {(row.person_id, row.purpose): row for row in rows.all(Consent)}


def add_answer(rows: Rows, consent: Consent) -> bool:
    """Records an answer. True where it takes a yes back."""
    if rows.get(Person, consent.person_id) is None:
        raise EditRefused("That person is no longer in the case.")
    before = present_answers(rows).get((consent.person_id, consent.purpose))
    rows.insert(consent)
    return before is not None and before.answer is Answer.YES and consent.answer is not Answer.YES


def departure(
    author: str,
    purpose: Purpose,
    clips: Sequence[Clip],
    files: Sequence[DepartedFile],
    *,
    folder: str,
    when: str | None,
) -> Departure:
    """A new record of what leaves: the ranges of the clips, so that it can be told even when the
    clips themselves are gone, and the files. ``when`` is now unless given."""
    return Departure(
        **made_by(author),
        when=when or now(),
        purpose=purpose,
        folder=folder,
        clips=tuple(
            DepartedClip(clip.id, clip.recording_id, clip.start_us, clip.end_us) for clip in clips
        ),
        files=tuple(files),
    )
