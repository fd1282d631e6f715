"""A forecast: chances for the coming months of one patient, from the patient's own months and the clinic's others.

It begins with a first session and two windows that hold entries. It is told in three sentences with numbers; it stands
beside what is published and beside the rules, and replaces neither.
"""

import datetime as dt

import pytest

from migrainedays.course import Course
from migrainedays.errors import NothingToEvaluate
from migrainedays.evidence.expectation import expect
from migrainedays.evidence.forecast import Forecast, forecast_patient
from migrainedays.windows import DAY
from tests.unit.evidence.test_forecast import SESSION_1, clinic, make_course

BASELINE = [22, 22]


def foretell(after: list[int], *, others: int = 24, on: dt.date | None = None, sessions: int | None = None) -> Forecast:
    """Anna's forecast after so many headache days a month, in a clinic of so many others."""
    return forecast_patient([make_course("Anna", BASELINE, after, sessions), *clinic(others)], "Anna", on)


def of_first_month(found: Forecast) -> tuple[float, float, float]:
    first = found.windows[0]
    return first.p10, first.p50, first.p90


# -- the fan -----------------------------------------------------------------------------------------------
def test_two_cycles_are_shown_from_tomorrow():
    found = foretell([15, 14, 15])
    assert len(found.windows) == 6
    assert found.windows[0].span.first == found.on + DAY
    assert found.windows[-1].span.last == found.on + 6 * 28 * DAY


def test_it_lies_where_the_patient_s_own_months_lie():
    few, some, many = (of_first_month(foretell([days] * 3)) for days in (4, 12, 22))
    assert few < some < many
    assert few[2] < 12
    assert many[0] > 9


def test_one_month_says_less_than_six():
    once, often = of_first_month(foretell([8])), of_first_month(foretell([8] * 6))
    assert often[2] - often[0] < once[2] - once[0]


def test_one_good_month_is_not_believed_whole():
    assert of_first_month(foretell([2]))[1] > 2


def test_a_diary_that_stopped_makes_it_less_sure():
    now, later = foretell([5] * 6), foretell([5] * 6, on=SESSION_1 + 28 * 14 * DAY)
    assert later.next_months_below < now.next_months_below


def test_what_came_later_than_the_day_asked_about_is_not_used():
    on = SESSION_1 + 84 * DAY
    assert of_first_month(foretell([15, 14, 15], on=on)) == of_first_month(foretell([15, 14, 15, 2, 1, 2], on=on))


# -- the chance that the cycle stays broken -----------------------------------------------------------------
def test_months_below_fifteen_raise_it_and_never_to_certainty():
    chances = [foretell([days] * 6).next_months_below for days in (24, 16, 12, 6)]
    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert 0.9 < chances[-1] < 1


def test_three_months_just_below_are_no_promise():
    assert foretell([14, 14, 14]).next_months_below < 0.85


def test_the_change_is_dated_only_where_there_was_one():
    assert foretell([23, 24, 22, 23, 24, 22]).changed is None
    found = foretell([23, 24, 22, 4, 5, 4])
    assert found.changed is not None
    assert SESSION_1 + 56 * DAY <= found.changed.first <= SESSION_1 + 112 * DAY


# -- the first fall by half ---------------------------------------------------------------------------------
def test_before_the_first_month_every_session_is_open():
    found = foretell([], on=SESSION_1, sessions=1)
    assert all(chance is not None and 0 < chance < 1 for chance in found.first_response.values())


@pytest.mark.parametrize(
    ("after", "known"),
    [
        ([9, 9, 9], {1: 1.0, 2: 0.0, 3: 0.0}),
        ([18, 18, 18, 9, 9, 9], {1: 0.0, 2: 1.0, 3: 0.0}),
        ([18, 18, 18, 18, 18, 18, 9, 9, 9], {1: 0.0, 2: 0.0, 3: 1.0}),
    ],
)
def test_what_has_come_is_known(after, known):
    assert foretell(after).first_response == known


def test_after_three_sessions_without_it_nothing_more_is_claimed():
    assert foretell([18] * 9).first_response == {1: 0.0, 2: 0.0, 3: 0.0}


def test_half_is_judged_with_twenty_entered_days_or_not_at_all():
    assert set(foretell([-1, 9, 9]).first_response.values()) == {None}


# -- a clinic without experience ----------------------------------------------------------------------------
@pytest.mark.parametrize("others", [0, 3, 7])
def test_with_fewer_than_eight_others_what_is_published_stands_in_and_is_named(others):
    found = foretell([15, 14, 15], others=others)
    assert not found.basis.is_fitted
    assert found.assumptions[0].startswith(f"Only {others} other patients")
    assert found.late_months is None


def test_with_eight_the_clinic_speaks_for_itself():
    found = foretell([15, 14, 15], others=9)
    assert found.basis.is_fitted
    assert found.assumptions[0].startswith("This clinic's 9 other patients")
    assert found.basis.weights == {"cycle": 0.5, "level": 0.5}  # nobody can be held out to prefer one model


# -- what is told -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("after", [[15, 14, 15], [6] * 6, [23] * 9])
def test_three_sentences_each_with_a_number(after):
    told = expect(foretell(after))
    assert len(told) == 3
    assert all(sentence.endswith(".") for sentence in told)
    assert all(any(letter.isdigit() for letter in sentence) for sentence in told[:2])


def test_nothing_is_said_to_be_caused():
    found = foretell([15, 14, 15])
    said = " ".join((*expect(found), *found.assumptions)).lower()
    assert not any(word in said for word in ("because of the treatment", "causes", "thanks to", "will respond"))


# -- too little ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("own", "lacking"),
    [
        (make_course("Anna", [22, 22], [], sessions=0), "has no session"),
        (make_course("Anna", [-1], [-1, -1, -1]), "No window of this patient has an entered day"),
        (make_course("Anna", [22], []), "One window only"),
    ],
)
def test_a_sentence_and_no_number(own: Course, lacking: str):
    with pytest.raises(NothingToEvaluate, match=lacking):
        forecast_patient([own, *clinic()], "Anna")
