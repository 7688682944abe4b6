"""Keys on the Family page of the real window: what it has a use for is no command of the film."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import press
from ui.case_film import FilmRow
from ui.roles import ROLE_WORDS
from ui.workbench import Workbench


def first_film(window: Workbench) -> FilmRow:
    return next(iter(window.case_page.films.rows.values()))


@pytest.mark.parametrize("key", ["Esc", "Return"])
def test_a_key_that_leaves_a_field_takes_the_keys_out_of_it(
    qtbot: QtBot, window: Workbench, key: str
) -> None:
    window.show_family_page()
    for field in (first_film(window).name, window.case_page.question.text):
        field.setFocus()
        press(window, key)
        qtbot.waitUntil(window.case_page.hasFocus)


def test_the_letter_of_a_code_finds_a_word_in_a_box_of_choices(window: Workbench) -> None:
    window.show_family_page()
    role = next(iter(window.case_page.people.rows.values())).role
    letters = {code.key for code in window.workspace.codes}
    word = next(word for word in ROLE_WORDS.values() if word[0].upper() in letters)
    role.setCurrentText(next(other for other in ROLE_WORDS.values() if other[0] != word[0]))
    role.setFocus()
    press(window, word[0].upper())
    assert role.currentText()[0] == word[0]
    assert window.workspace.tags == ()
    window.show_film_page()
    press(window, word[0].upper())
    assert window.workspace.tags or window.tagging.running


def test_esc_leaves_the_recording_in_and_does_nothing_else(window: Workbench) -> None:
    press(window, "I")
    window.show_family_page()
    line = first_film(window)
    line.take_out.click()
    assert line.keep.hasFocus()
    press(window, "Esc")
    assert not line.sure.isVisible() and line.take_out.hasFocus()
    assert window.choosing.marks != (None, None)
    press(window, "Esc")
    assert window.choosing.marks != (None, None), "they are not seen on this page"
