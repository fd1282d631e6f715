"""The same texts in each language, with the same values in them."""

import datetime as dt
import string
from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.classification import Count
from migrainedays.errors import WrongUse
from migrainedays.reports.documents import LANGUAGES, wording
from migrainedays.windows import Span


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_text(language):
    assert wording(language).texts.keys() == wording("en").texts.keys()
    assert all(text.strip() for text in wording(language).texts.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_the_same_values_in_each_language(language):
    english = wording("en").texts
    assert {key: places(text) for key, text in wording(language).texts.items()} == {
        key: places(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", ["fr", "es"])
def test_a_translation_is_one(language):
    english, other = wording("en").texts, wording(language).texts
    same = {key for key, text in other.items() if text == english[key] and len(text.split()) > 3}
    assert same == set()


@pytest.mark.parametrize(
    ("language", "day"), [("en", "3 February 2025"), ("fr", "3 février 2025"), ("es", "3 de febrero de 2025")]
)
def test_a_date_is_written_as_the_language_writes_it(language, day):
    assert wording(language).day(dt.date(2025, 2, 3)) == day


@pytest.mark.parametrize(("language", "share"), [("en", "29.5 %"), ("fr", "29,5 %"), ("es", "29,5 %")])
def test_a_share_is_cut_and_never_rounded_over_a_threshold(language, share):
    assert wording(language).percent(Fraction(59, 200)) == share
    assert wording(language).percent(Fraction(29999, 100000)).startswith("29")


def test_what_is_not_known_is_said():
    say = wording("en")
    assert say.day(None) == say.told(None) == say.named("class", None) == "not recorded"
    assert say.number(None) == ""


def test_a_date_is_told_as_exactly_as_it_is_known():
    say = wording("en")
    assert say.told(Span.read("2023-05")) == "2023-05"
    assert say.told(Span.read("2023")) == "2023"
    assert say.told(Span.read("2023-05-04")) == "4 May 2023"


def test_a_count_is_one_number_or_both_bounds():
    say = wording("en")
    assert say.count(Count(12, 12, 12, None)) == "12"
    assert say.count(Count(12, 12, 15, None)) == "12–15"
    assert wording("fr").count(Count(12, 12, 15, None)) == "12–15"


def test_units_keep_their_tenth():
    assert wording("es").number(Decimal("12.5")) == "12,5"
    assert wording("en").number(Decimal(155)) == "155"


def test_a_rise_is_called_a_rise():
    assert wording("en").change(Fraction(-1, 4)) == "a rise of 25 %"
    assert wording("en").change(Fraction(1, 4)) == "a fall of 25 %"


def test_a_name_of_the_clinics_own_stands_as_it_is():
    assert wording("fr").named("factor", "piano") == "piano"
    assert wording("fr").named("factor", "tied_hair") == "cheveux attachés"


def test_another_language_is_wrong_use():
    with pytest.raises(WrongUse, match="There are: en, fr, es"):
        wording("de")
