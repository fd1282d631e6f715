"""Age on the day of a session. Migraine is an indication of the toxin in adults: 18 years and over.

The record knows the year of birth and no day, so most patients have one of two ages. Someone born in 2008 is 17 or
18 during the whole of 2026, and 18 for certain on its last day only.
"""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.literature import claim
from migrainedays.protocol import Findings, Severity, check
from migrainedays.protocol.rules.age import age_on
from migrainedays.treatment import Person
from migrainedays.treatment.charting import Charting
from tests.sessions import NOW, PATIENT, PREEMPT, charted, day, history


def found(birth_year: int | None, on: str = "2026-06-01", given: bool = False, **columns: Any) -> Findings:
    """The findings on a session that is otherwise clear, for somebody born in a year."""
    person = Person(patient=PATIENT, sex="female", birth_year=birth_year)
    return check(on_day(on, given, **columns), PREEMPT, history(person=person))


def on_day(on: str, given: bool = False, **columns: Any) -> Charting:
    return charted(at=NOW, given=given, date=day(on), **columns)


def ages(findings: Findings) -> list[tuple[str, tuple[str, ...]]]:
    """Severity and unknowns of the finding of this rule."""
    return [(f.severity.word, f.unknown) for f in findings.found if f.rule == "age"]


UNSURE = ("whether this year's birthday is past",)


# -- on a day in the middle of the year --------------------------------------------------------------------
@pytest.mark.parametrize(
    ("birth_year", "expected"),
    [
        (2015, [("stop", ())]),
        (2009, [("stop", ())]),  # 16 or 17
        (2008, [("look", UNSURE)]),  # 17 or 18
        (2007, []),  # 18 or 19
        (1950, []),
    ],
)
def test_below_at_and_above_eighteen(birth_year: int, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert ages(found(birth_year)) == expected


def test_who_is_certainly_under_eighteen_is_treated_with_a_named_reason_only() -> None:
    findings = found(2010)
    assert not findings.can_be_signed()
    assert findings.can_be_signed(reasons=["age"])
    assert "under 18 years" in findings.found[0].sentence
    assert dict(findings.found[0].inputs) == {"age in years": "15 to 16", "adult from": "18"}


def test_who_may_be_seventeen_is_shown_and_asks_no_reason() -> None:
    findings = found(2008)
    assert findings.can_be_signed()
    assert findings.all_clear is None  # something is unknown, so nothing is called clear
    assert "17 or 18 years" in findings.found[0].sentence


def test_a_year_of_birth_that_is_not_known_is_no_adult() -> None:
    assert ages(found(None)) == [("look", ("year of birth",))]
    without = check(charted(), PREEMPT, history(person=None))
    assert ages(without) == [("look", ("year of birth",))]
    assert without.all_clear is None


# -- on the edges of the year ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-12-31", [("stop", ())]),  # 17 for certain
        ("2026-01-01", [("look", UNSURE)]),  # 18 today, or not yet
        ("2026-12-30", [("look", UNSURE)]),
        ("2026-12-31", []),  # the last birthday of the year is today
        ("2027-01-01", []),
    ],
)
def test_the_year_in_which_someone_born_in_2008_comes_of_age(on: str, expected: list[object]) -> None:
    person = Person(patient=PATIENT, sex="female", birth_year=2008)
    clear = history(person=person)
    assert ages(check(on_day(on), PREEMPT, clear)) == expected


@given(
    born=st.dates(min_value=dt.date(1930, 1, 1), max_value=dt.date(2026, 12, 31)),
    on=st.dates(min_value=dt.date(2027, 1, 1), max_value=dt.date(2060, 12, 31)),
)
def test_the_true_age_is_always_one_of_the_two(born: dt.date, on: dt.date) -> None:
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    least, most = age_on(on, born.year)
    assert least <= age <= most <= least + 1


def test_nobody_is_younger_than_newly_born() -> None:
    assert age_on(dt.date(2026, 6, 1), 2026) == (0, 0)


# -- what the rule rests on, and what it leaves alone ------------------------------------------------------
def test_the_limit_is_a_claim_whose_number_was_not_seen_and_the_finding_says_so() -> None:
    limit = claim("treatment_age.adult_years")
    assert (limit.number, limit.unit, limit.verified) == (18, "years", False)
    assert not found(2012).found[0].verified


def test_another_indication_has_its_own_ages() -> None:
    assert ages(found(2015, indication="spasticity")) == []
    assert ages(found(2015, indication="episodic migraine")) == [("stop", ())]


def test_what_was_given_is_recorded_with_the_same_reason() -> None:
    (finding,) = [f for f in found(2012, given=True).found if f.rule == "age"]
    assert (finding.severity, finding.despite) == (Severity.STOP, False)
