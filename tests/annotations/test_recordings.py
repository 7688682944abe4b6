"""A film that was moved is found again; another film under its name is noticed."""

from pathlib import Path

import pytest

from annotations.case import Case
from annotations.model import Recording
from annotations.recordings import Finding, Outcome, find_film, take_fingerprint

CONTENT = b"the very film" * 1000


@pytest.fixture
def film(tmp_path: Path) -> Path:
    folder = tmp_path / "films"
    folder.mkdir()
    film = folder / "play.mp4"
    film.write_bytes(CONTENT)
    return film


@pytest.fixture
def path(tmp_path: Path, film: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    with Case.create(folder / "family.vig") as case, case.edit("Add") as edit:
        edit.add_recording(film, take_fingerprint(film, 10_000_000))
        other = tmp_path / "phone" / "bath.mp4"
        other.parent.mkdir()
        other.write_bytes(b"another film")
        edit.add_recording(other, take_fingerprint(other, 10_000_000))
    return case.path


def find(path: Path) -> tuple[Recording, Finding]:
    with Case.open(path, read_only=True) as case:
        snapshot = case.snapshot()
    recording = snapshot.recordings[0]
    finding = find_film(recording, snapshot, path.parent)
    assert finding.sentence.endswith(".")
    assert "play.mp4" in finding.sentence
    return recording, finding


def test_a_film_that_stayed_is_found(path: Path, film: Path) -> None:
    _, finding = find(path)
    assert (finding.outcome, finding.path, finding.usable) == (Outcome.FOUND, film, True)


def test_a_case_and_its_films_move_together(path: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("stick").mkdir()
    for folder in ("films", "work"):
        (tmp_path / folder).rename(tmp_path / "stick" / folder)
    _, finding = find(tmp_path / "stick" / "work" / "family.vig")
    assert finding.outcome is Outcome.FOUND
    assert finding.path == tmp_path / "stick" / "films" / "play.mp4"


def test_a_case_that_moved_alone_still_knows_where_its_films_are(
    path: Path, tmp_path: Path, film: Path
) -> None:
    away = tmp_path / "somewhere" / "deep"
    away.mkdir(parents=True)
    path.rename(away / "family.vig")
    _, finding = find(away / "family.vig")
    assert (finding.outcome, finding.path) == (Outcome.MOVED, film)


@pytest.mark.parametrize("place", ["work/play.mp4", "phone/play.mp4", "films/renamed.mp4"])
def test_a_moved_or_renamed_film_is_found_nearby(
    path: Path, tmp_path: Path, film: Path, place: str
) -> None:
    film.rename(tmp_path / place)
    recording, finding = find(path)
    assert (finding.outcome, finding.path) == (Outcome.MOVED, tmp_path / place)
    assert finding.path is not None
    with Case.open(path) as case, case.edit("Moved") as edit:
        edit.relink_recording(recording.id, finding.path)
    assert find(path)[1].outcome is Outcome.FOUND


def test_a_film_that_is_nowhere_is_asked_for(path: Path, film: Path, tmp_path: Path) -> None:
    (tmp_path / "attic").mkdir()
    film.rename(tmp_path / "attic" / "play.mp4")
    _, finding = find(path)
    assert (finding.outcome, finding.path, finding.usable) == (Outcome.MISSING, None, False)


@pytest.mark.parametrize("content", [CONTENT[:-1], CONTENT[:-1] + b"!", b"", CONTENT * 2])
def test_another_film_under_the_same_name_is_noticed(
    path: Path, film: Path, content: bytes
) -> None:
    film.write_bytes(content)
    _, finding = find(path)
    assert (finding.outcome, finding.path, finding.usable) == (Outcome.CHANGED, film, False)


def test_the_right_film_nearby_counts_more_than_a_wrong_one_in_its_place(
    path: Path, tmp_path: Path, film: Path
) -> None:
    film.rename(tmp_path / "work" / "play.mp4")
    film.write_bytes(b"another film")
    _, finding = find(path)
    assert (finding.outcome, finding.path) == (Outcome.MOVED, tmp_path / "work" / "play.mp4")


def test_a_folder_with_the_films_name_is_no_film(path: Path, film: Path) -> None:
    film.unlink()
    film.mkdir()
    assert find(path)[1].outcome is Outcome.MISSING


def test_a_folder_that_may_not_be_looked_into_holds_no_film(
    path: Path, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film.unlink()

    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", refuse)
    assert find(path)[1].outcome is Outcome.MISSING
