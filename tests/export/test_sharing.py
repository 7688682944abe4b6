"""An export is there complete, or not at all, and holds exactly what was chosen."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from annotations.model import Answer, Purpose
from export.errors import ConsentMissing, FolderInTheWay, FolderThere, NothingToShare
from export.sharing import Shared, export
from media.errors import EncodingFailed
from tests.export.conftest import Example
from tests.golden import barcode
from tests.small_disk import mount_small_disk
from vig_tool.errors import Cancelled, VigError


def _export(example: Example, purpose: Purpose, folder: Path, replace: bool = False) -> Shared:
    return export(example.snapshot, example.films, purpose, folder, replace)


def _numbers(clip: Path) -> list[int | None]:
    with av.open(str(clip)) as container:
        return [
            barcode.read(np.asarray(frame.to_ndarray(format="bgr24"), np.uint8))
            for frame in container.decode(video=0)
        ]


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.fixture
def ready(example: Example) -> Example:
    """Two clips of two recordings, and everybody said yes to everything."""
    example.add_clip(example.first, 20, 50, still=25)
    example.add_clip(example.second, 7, 30)
    for purpose in Purpose:
        example.everybody_says_yes_to(purpose)
    return example


def test_clips_and_stills_are_exactly_the_chosen_frames(ready: Example, tmp_path: Path) -> None:
    made = _export(ready, Purpose.REVIEW, tmp_path / "For the review")
    folder = tmp_path / "For the review"
    first, second = ready.truths[ready.first.id], ready.truths[ready.second.id]
    assert _numbers(folder / "clips" / "clip-01.mp4") == first.numbers[20:50]
    assert _numbers(folder / "clips" / "clip-02.mp4") == second.numbers[7:30]
    stills = [cv2.imread(str(folder / "stills" / f"clip-0{n}.png")) for n in (1, 2)]
    seen = [barcode.read(np.asarray(still, np.uint8)) for still in stills if still is not None]
    assert seen == [first.numbers[25], second.numbers[18]], "the chosen still; the middle frame"
    assert made.clips == ready.snapshot.clips


def test_what_left_is_told_with_the_hashes_of_the_files(ready: Example, tmp_path: Path) -> None:
    made = _export(ready, Purpose.SUPERVISION, tmp_path / "out")
    assert [file.name for file in made.files] == _files(tmp_path / "out")
    for file in made.files:
        content = (tmp_path / "out" / file.name).read_bytes()
        assert file.sha256 == hashlib.sha256(content).hexdigest()
    departure = ready.case.record_departure(made.purpose, made.clips, made.files, "out")
    assert ready.case.departures() == [departure]


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_parent_s_folder_holds_pictures_and_never_counts(
    purpose: Purpose, ready: Example, tmp_path: Path
) -> None:
    ready.add_tag(ready.first, "smile", "Baby", 5, 15)
    _export(ready, purpose, tmp_path / "out")
    pictures = [
        "clips/clip-01.mp4",
        "clips/clip-02.mp4",
        "stills/clip-01.png",
        "stills/clip-02.png",
    ]
    tables = ["tables/summary.csv", "tables/tags.csv"]
    for_parents = purpose in (Purpose.REVIEW, Purpose.PARENT_COPY)
    assert _files(tmp_path / "out") == (pictures if for_parents else pictures + tables)


def test_no_file_is_called_by_anybody_s_name(ready: Example, tmp_path: Path) -> None:
    _export(ready, Purpose.RESEARCH, tmp_path / "out")
    names = " ".join(_files(tmp_path / "out")).lower()
    for word in ("anna", "baby", "parent", "ellis", "reed"):
        assert word not in names


def test_a_case_without_clips_is_told_so(example: Example, tmp_path: Path) -> None:
    example.everybody_says_yes_to(Purpose.REVIEW)
    with pytest.raises(NothingToShare, match="no clips yet"):
        _export(example, Purpose.REVIEW, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_consent_not_even_the_folder_is_made(ready: Example, tmp_path: Path) -> None:
    ready.say("Parent", Purpose.REVIEW, Answer.NO)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ConsentMissing):
        _export(ready, Purpose.REVIEW, tmp_path / "a" / "b")
    assert sorted(tmp_path.iterdir()) == before


def test_an_existing_folder_is_replaced_only_when_asked(ready: Example, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _export(ready, Purpose.TRAINING, out)
    before = {name: (out / name).stat().st_mtime_ns for name in _files(out)}
    with pytest.raises(FolderThere, match=r"is there already.*Choose another one\.$") as refused:
        _export(ready, Purpose.REVIEW, out)
    assert "--" not in str(refused.value), "a window has no options"
    assert {name: (out / name).stat().st_mtime_ns for name in _files(out)} == before
    (out / ".DS_Store").write_bytes(b"left by looking")
    _export(ready, Purpose.REVIEW, out, replace=True)
    assert not (out / "tables").exists()
    assert len(_files(out)) == 4


def test_a_stranger_s_files_are_never_replaced(ready: Example, tmp_path: Path) -> None:
    out = tmp_path / "Documents"
    (out / "clips").mkdir(parents=True)
    (out / "clips" / "wedding.mp4").write_bytes(b"precious")
    with pytest.raises(FolderInTheWay, match=r"“clips/wedding\.mp4”, which is not from an export"):
        _export(ready, Purpose.REVIEW, out, replace=True)
    assert _files(out) == ["clips/wedding.mp4"]
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(FolderInTheWay, match="is a file"):
        _export(ready, Purpose.REVIEW, tmp_path / "file", replace=True)


@pytest.mark.parametrize("when", [0.0, 0.3, 0.7, 0.95, 0.98, 1.0])
def test_a_stopped_export_leaves_nothing(when: float, ready: Example, tmp_path: Path) -> None:
    def stop(fraction: float, doing: str) -> None:
        if fraction >= when:
            raise Cancelled

    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Cancelled):
        export(
            ready.snapshot,
            ready.films,
            Purpose.RESEARCH,
            tmp_path / "deep" / "out",
            progress=stop,
        )
    assert sorted(tmp_path.rglob("*")) == before


def test_a_stopped_replacement_leaves_the_export_before_as_it_was(
    ready: Example, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    before = _export(ready, Purpose.REVIEW, out)

    def stop(fraction: float, doing: str) -> None:
        if fraction > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(ready.snapshot, ready.films, Purpose.RESEARCH, out, True, stop)
    assert [file.name for file in before.files] == _files(out)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_cannot_be_recorded_has_not_left(ready: Example, tmp_path: Path) -> None:
    class CaseFull(VigError):
        pass

    def refuse(shared: Shared) -> None:
        assert (tmp_path / "deep" / "out" / "clips" / "clip-01.mp4").exists()
        raise CaseFull

    before = sorted(tmp_path.rglob("*"))
    out = tmp_path / "deep" / "out"
    with pytest.raises(CaseFull):
        export(ready.snapshot, ready.films, Purpose.REVIEW, out, record=refuse)
    assert sorted(tmp_path.rglob("*")) == before

    earlier = _export(ready, Purpose.TRAINING, out)
    with pytest.raises(CaseFull):
        export(ready.snapshot, ready.films, Purpose.REVIEW, out, replace=True, record=refuse)
    assert _files(out) == [file.name for file in earlier.files]
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_progress_runs_forward_and_says_which_clip(ready: Example, tmp_path: Path) -> None:
    told: list[tuple[float, str]] = []

    def listen(fraction: float, doing: str) -> None:
        told.append((fraction, doing))

    out = tmp_path / "out"
    export(ready.snapshot, ready.films, Purpose.RESEARCH, out, progress=listen)
    fractions = [fraction for fraction, _ in told]
    assert fractions == sorted(fractions) and fractions[-1] == 1
    assert {"Writing clip 1 of 2", "Writing clip 2 of 2", "Writing still 2 of 2"} <= {
        doing for _, doing in told
    }


def test_what_a_killed_export_left_is_swept_away(ready: Example, tmp_path: Path) -> None:
    (tmp_path / ".out.0a1b2c3d.part" / "clips").mkdir(parents=True)
    (tmp_path / ".out.0a1b2c3d.part" / "clips" / "clip-01.mp4").write_bytes(b"half")
    _export(ready, Purpose.REVIEW, tmp_path / "out")
    assert not (tmp_path / ".out.0a1b2c3d.part").exists()


def test_an_export_that_was_being_replaced_when_the_program_died_comes_back(
    ready: Example, tmp_path: Path
) -> None:
    _export(ready, Purpose.REVIEW, tmp_path / "out")
    (tmp_path / "out").rename(tmp_path / ".out.0a1b2c3d.old")
    with pytest.raises(FolderInTheWay, match="is there already"):
        _export(ready, Purpose.REVIEW, tmp_path / "out")
    assert len(_files(tmp_path / "out")) == 4


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with mount_small_disk(tmp_path / "disk") as folder:
        yield folder


def test_a_full_disk_leaves_nothing(ready: Example, small_disk: Path) -> None:
    with pytest.raises(EncodingFailed, match="The disk is full"):
        _export(ready, Purpose.REVIEW, small_disk / "out")
    assert list(small_disk.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(ready: Example, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VigError) as refusal:
        _export(ready, Purpose.REVIEW, tmp_path / "file" / "out")
    assert "Traceback" not in str(refusal.value) and "Choose another folder" in str(refusal.value)
