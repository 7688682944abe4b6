"""A key that has nothing to work on says what to do first."""

import pytest

from annotations.edit import Edit
from annotations.model import Role
from tests.ui.conftest import press
from ui.workbench import Workbench


@pytest.mark.parametrize("key", ["Q", "[", "]", ",", ".", "<", ">", "Del"])
def test_without_a_tag_a_key_for_tags_says_so(window: Workbench, key: str) -> None:
    press(window, key)
    assert window.film_page.stage.toast.sentence == "Select a tag first."


@pytest.mark.parametrize(
    "key", ["Ctrl+,", "Ctrl+.", "Ctrl+<", "Ctrl+>", "Ctrl+P", "Alt+Up", "Alt+Down", "Ctrl+I"]
)
def test_without_a_clip_a_key_for_clips_says_so(window: Workbench, key: str) -> None:
    press(window, key)
    assert window.film_page.stage.toast.sentence.startswith("Select a clip first.")


def test_a_title_is_for_a_clip_that_is_there(window: Workbench) -> None:
    press(window, "F2")
    assert window.film_page.stage.toast.sentence.startswith("There are no clips yet.")


def test_a_code_says_who_is_missing_in_the_words_of_the_page_family(window: Workbench) -> None:
    work, recording = window.workspace, window.workspace.recording
    assert recording is not None
    baby = next(person for person in work.people if person.role is Role.INFANT)

    def take_out(edit: Edit) -> None:
        edit.unlink_person(recording.id, baby.id)

    work.edit("Out", take_out)
    toast, where = window.film_page.stage.toast, "Say who is in it on the page Family."
    press(window, next(code.key for code in work.codes if code.who is Role.INFANT))
    assert toast.sentence == f"There is no baby in this film. {where}"
    of_parent = next(code.key for code in work.codes if code.who is Role.PARENT)
    press(window, f"Shift+{of_parent}")
    assert toast.sentence == f"There is nobody else in this film. {where}"
