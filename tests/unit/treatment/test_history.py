"""What is known of a patient before a session: doses, answers, consent."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.treatment import Condition, Injection
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.history import History
from tests.sessions import PATIENT, TODAY, ago, earlier


def point(session: int, site: int, units: str | None) -> Injection:
    amount = None if units is None else Decimal(units)
    return Injection(patient=PATIENT, session=session, muscle="procerus", side="middle", site=site, units=amount)


def asked(on: dt.date, answer: bool | None, **more: object) -> Condition:
    return Condition(patient=PATIENT, condition="allergy", asked_on=on, answer=answer, **more)


# -- doses -----------------------------------------------------------------------------------------------
def test_a_told_total_counts_before_the_sum_of_the_points() -> None:
    history = History(patient=PATIENT, injections=(point(1, 1, "5"), point(1, 2, "7.5")))
    assert history.units_of(earlier(1, ago(90), "100")) == 100
    assert history.units_of(earlier(1, ago(90), None)) == Decimal("12.5")


@pytest.mark.parametrize(
    "points", [(), (point(1, 1, None),), (point(1, 1, "5"), point(1, 2, None)), (point(2, 1, "5"),)]
)
def test_units_of_which_a_part_is_not_known_are_not_known(points: tuple[Injection, ...]) -> None:
    assert History(patient=PATIENT, injections=points).units_of(earlier(1, ago(90), None)) is None


def test_points_of_nothing_are_known_to_be_nothing() -> None:
    history = History(patient=PATIENT, injections=(point(1, 1, "0"),))
    assert history.units_of(earlier(1, ago(90), None)) == 0


@pytest.mark.parametrize(
    ("on", "counted"),
    [(TODAY, True), (ago(-1), False), ("2026", True), ("2026-06", True), ("2026-07", False), (None, True)],
)
def test_a_dose_that_could_lie_before_today_is_among_the_earlier_ones(on: dt.date | str | None, counted: bool) -> None:
    history = History(patient=PATIENT, sessions=(earlier(0, on, place="elsewhere"),))
    assert bool(list(history.doses(on=TODAY, leaving_out=1))) is counted


def test_the_session_itself_is_left_out() -> None:
    history = History(patient=PATIENT, sessions=(earlier(1, TODAY), earlier(0, ago(90))))
    assert [dose.given for dose in history.doses(on=TODAY, leaving_out=1)] == [earlier(0, ago(90)).date]


def test_a_blank_indication_is_chronic_migraine() -> None:
    told = earlier(0, ago(90), place="urology", indication="overactive bladder")
    history = History(patient=PATIENT, sessions=(told, earlier(1, ago(90))))
    assert [dose.indication for dose in history.doses(on=TODAY, leaving_out=2)] == [
        "overactive bladder",
        "chronic migraine",
    ]


# -- answers ---------------------------------------------------------------------------------------------
def test_the_latest_answer_by_that_day_holds() -> None:
    old, new, future = asked(ago(100), True), asked(ago(10), False), asked(ago(-10), True)
    history = History(patient=PATIENT, conditions=(future, new, old))
    assert history.answer("allergy", TODAY) == new
    assert history.answer("allergy", ago(50)) == old
    assert history.answer("allergy", ago(101)) is None
    assert history.answer("allergy", ago(-10)) == future
    assert history.answer("breathing", TODAY) is None


@pytest.mark.parametrize(("until", "held"), [(ago(1), False), (TODAY, True), (ago(-1), True), (None, True)])
def test_an_answer_holds_until_its_last_day(until: dt.date | None, held: bool) -> None:
    history = History(patient=PATIENT, conditions=(asked(ago(10), True, until=until),))
    assert (history.answer("allergy", TODAY) is not None) is held


def test_an_answer_that_ran_out_lets_an_older_one_stand() -> None:
    short, standing = asked(ago(5), True, until=ago(2)), asked(ago(90), False)
    assert History(patient=PATIENT, conditions=(short, standing)).answer("allergy", TODAY) == standing


# -- consent ---------------------------------------------------------------------------------------------
def test_consent_holds_from_its_day_until_the_day_it_is_taken_back() -> None:
    consent = Consent(patient=PATIENT, text_version="1", given_on=ago(10), explained_by="Dr Demo", withdrawn_on=ago(3))
    assert [consent.holds_on(ago(n)) for n in (11, 10, 4, 3, 2)] == [False, True, True, False, False]
    assert dataclasses.replace(consent, withdrawn_on=None).holds_on(TODAY)
