"""The two vocabularies that a new case starts with."""

import re

import pytest

from annotations.codebooks import DEFAULTS, FILM, REVIEW, CodebookDraft
from annotations.model import BOTH, Kind, Role


@pytest.mark.parametrize("codebook", DEFAULTS, ids=lambda codebook: codebook.purpose)
def test_keys_and_names_are_unambiguous_and_free_of_commands(codebook: CodebookDraft) -> None:
    keys = [code.key for code in codebook.codes]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("JKLIOQ")
    assert all(re.fullmatch("[A-Z]", key) for key in keys)
    shorts = [code.short for code in codebook.codes]
    assert len(set(shorts)) == len(shorts)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", short) for short in shorts)


def test_the_film_set_has_all_levels_that_suit_a_family_film() -> None:
    by_short = {code.short: code for code in FILM.codes}
    assert {code.level for code in FILM.codes} == {None, 1, 2, 3, 4, 5}
    assert {code.short for code in FILM.codes if code.who == BOTH} == {
        *("back-and-forth", "doing-together", "shared-focus", "coming-back"),
    }
    assert by_short["smile"].kind is Kind.INTERVAL
    assert by_short["names"].kind is Kind.POINT
    assert {code.who for code in FILM.codes if code.level is None} == {Role.INFANT}


def test_the_review_set_is_about_the_practitioner() -> None:
    assert {code.level for code in REVIEW.codes} == {None, 1, 2, 3, 4, 5, 6}
    assert sum(code.who is Role.PRACTITIONER for code in REVIEW.codes) == 6
