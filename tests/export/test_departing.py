"""Clips leave from any thread; the case is met only where it is written down that they left."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotations.case import Case
from annotations.model import Answer, Purpose, Role
from export.departing import depart, record, share
from export.errors import ConsentMissing
from export.linked_films import link_films, look_at_new
from export.sharing import Shared
from tests.conftest import Golden


@pytest.fixture
def case(golden: Golden, tmp_path: Path) -> Iterator[Case]:
    """Two films with a clip each; everybody said yes to the shared review."""
    films = [golden(kind, frames=60).path for kind in ("h264-vfr", "h264-phone")]
    with Case.create(tmp_path / "reed.vig") as case:
        link_films(case, films, look_at_new(films))
        with case.edit("Clips") as edit:
            for recording in case.snapshot().recordings:
                edit.add_clip(recording.id, 0, recording.fingerprint.duration_us)
        for person in case.snapshot().people:
            case.set_consent(person.id, Purpose.REVIEW, Answer.YES, person.name, "spoken")
        yield case


def test_some_of_the_clips_leave_from_another_thread(case: Case, tmp_path: Path) -> None:
    snapshot, out = case.snapshot(), tmp_path / "out"
    chosen = snapshot.clips[1:]
    left: list[Shared] = []
    work = threading.Thread(
        target=lambda: share(snapshot, tmp_path, Purpose.REVIEW, out, left.append, clips=chosen)
    )
    work.start()
    work.join(60)
    assert [shared.clips for shared in left] == [chosen]
    assert sorted(p.name for p in out.rglob("*.*")) == ["clip-01.mp4", "clip-01.png"]
    record(case, left[0])
    (departure,) = case.departures()
    assert [each.clip_id for each in departure.clips] == [chosen[0].id]
    assert departure.folder == str(out.absolute())


def test_consent_is_asked_for_the_chosen_clips_only(case: Case, tmp_path: Path) -> None:
    first, _second = case.snapshot().recordings
    with case.edit("Gran") as edit:
        gran = edit.add_person("Gran", Role.OTHER)
        edit.unlink_person(first.id, gran.id)
    snapshot = case.snapshot()
    with pytest.raises(ConsentMissing, match="Gran"):
        depart(case, Purpose.REVIEW, tmp_path / "all")
    share(snapshot, tmp_path, Purpose.REVIEW, tmp_path / "some", print, clips=snapshot.clips[:1])
    assert (tmp_path / "some").is_dir() and not (tmp_path / "all").exists()


def test_a_film_that_moved_is_found_and_its_place_is_told(case: Case, tmp_path: Path) -> None:
    recording = case.snapshot().recordings[0]
    copy = tmp_path / "moved.mp4"
    copy.write_bytes(Path(recording.last_seen).read_bytes())
    with case.edit("Lose") as edit:
        edit.relink_recording(recording.id, tmp_path / "gone.mp4")
    depart(case, Purpose.REVIEW, tmp_path / "out")
    assert case.snapshot().recordings[0].last_seen == str(copy)
