"""Boxes are changed where they are meant to be, and nowhere else."""

from pathlib import Path
from shutil import copyfile

import av
import pytest
from av.stream import Disposition

from tests.conftest import Golden
from tests.golden.boxes import move_metadata_first, top_boxes


def kinds(path: Path) -> list[bytes]:
    return [kind for kind, _, _ in top_boxes(path.read_bytes())]


def test_the_moov_box_is_where_the_kind_says(golden: Golden) -> None:
    assert kinds(golden("faststart").path).index(b"moov") == 1
    assert kinds(golden("h264-phone").path)[-1] == b"moov"
    assert kinds(golden("fragmented").path).count(b"moof") > 2


def test_a_film_without_metadata_to_move_stays_as_it_is(golden: Golden, tmp_path: Path) -> None:
    copy = Path(copyfile(golden("edit-list-cut").path, tmp_path / "copy.mp4"))
    move_metadata_first(copy)
    assert copy.stat().st_size == golden("edit-list-cut").path.stat().st_size
    with av.open(copy) as container:
        assert len(list(container.decode(video=0))) == len(golden("edit-list-cut").numbers)


def test_only_films_with_the_moov_last_are_changed(golden: Golden, tmp_path: Path) -> None:
    copy = Path(copyfile(golden("faststart").path, tmp_path / "copy.mp4"))
    with pytest.raises(ValueError, match="does not stand last"):
        move_metadata_first(copy)


def test_the_cover_picture_stands_before_the_film(golden: Golden) -> None:
    with av.open(golden("cover-first").path) as container:
        first = container.streams.video[0]
        assert first.disposition & Disposition.attached_pic
        assert len(container.streams.video) == 2
