"""What to tell this patient now: three sentences, from any forecast, without a number that is not in it."""

import dataclasses
import datetime as dt
import re

import pytest

from migrainedays.evidence.expectation import expect
from migrainedays.evidence.forecast import ComingWindow, Forecast, forecast_patient
from migrainedays.evidence.interval import Interval
from migrainedays.evidence.judging import Judging
from migrainedays.evidence.late_months import LateMonths
from migrainedays.evidence.to_json import forecast_to_json
from migrainedays.windows import DAY, Span
from tests.unit.evidence.test_forecast import clinic, make_course

TODAY = dt.date(2025, 6, 1)


@pytest.fixture(scope="module")
def plain() -> Forecast:
    """A forecast with its figures set by hand."""
    found = forecast_patient([make_course("Anna", [21, 20], [15, 14, 16]), *clinic(10)], "Anna")
    return dataclasses.replace(
        found,
        on=TODAY,
        windows=(ComingWindow(Span.after(TODAY), 3.6, 8.4, 15.5, 2),),
        first_response={1: 0.0, 2: 0.3, 3: 0.2},
        published={1: 0.493, 2: 0.113, 3: 0.103},
        next_months_below=0.42,
        late_months=LateMonths(Interval(1.2, 0.4, 2.1), 2.7),
        judging=(Judging("NICE TA260", "nice_ta260.cycles", 2, TODAY + 30 * DAY),),
    )


def test_the_coming_month(plain: Forecast) -> None:
    assert expect(plain)[0] == (
        "Of ten patients like this one, eight have between 4 and 16 headache days from 2025-06-02 to 2025-06-29, half "
        "of them 8 or fewer."
    )


def test_the_change_with_what_is_published(plain: Forecast) -> None:
    assert expect(plain)[1] == (
        "The chance that headache days fall by half by session 3 is 50 % (pooled PREEMPT: 71 %), and the chance that "
        "the next 3 windows all stay below 15 headache days is 42 %."
    )


def test_when_to_judge_and_wearing_off(plain: Forecast) -> None:
    told = expect(plain)[2]
    assert told.startswith("Before 2025-07-01 it is too early to judge: NICE TA260 asks about session 2.")
    assert told.endswith("against the second (+0.4 to +2.1); published elsewhere: +2.7.")


def test_without_third_months_the_last_sentence_is_shorter(plain: Forecast) -> None:
    assert expect(dataclasses.replace(plain, late_months=None))[2] == (
        "Before 2025-07-01 it is too early to judge: NICE TA260 asks about session 2."
    )


@pytest.mark.parametrize("session", [1, 2, 3])
def test_a_response_that_came_is_told_with_its_session(plain: Forecast, session: int) -> None:
    known = {n: float(n == session) for n in (1, 2, 3)}
    told = expect(dataclasses.replace(plain, first_response=known))[1]
    assert told.startswith(f"Headache days fell by half for the first time after session {session};")
    assert "PREEMPT" not in told


def test_only_sessions_with_a_chance_are_added_up(plain: Forecast) -> None:
    told = expect(dataclasses.replace(plain, first_response={1: 0.4, 2: 0.1, 3: None}))[1]
    assert "by session 2 is 50 % (pooled PREEMPT: 61 %)" in told


def test_a_day_that_is_today_is_not_too_early(plain: Forecast) -> None:
    today = (dataclasses.replace(plain.judging[0], on=TODAY),)
    assert expect(dataclasses.replace(plain, judging=today))[2].startswith("Every published rule can be judged now.")


def test_every_number_told_is_one_of_the_forecast_s(plain: Forecast) -> None:
    document = re.findall(r"\d+(?:\.\d+)?", str(forecast_to_json(dataclasses.replace(plain, assumptions=()))))
    rounded = {f"{float(number):.0f}" for number in document} | {f"{100 * float(number):.0f}" for number in document}
    sums = {"50", "71", "10", "2018"}
    for number in re.findall(r"\d+", " ".join(expect(plain)[:2])):
        assert number.lstrip("0") in rounded | sums | {n.lstrip("0") for n in rounded}, number


def test_the_document_carries_the_same_sentences(plain: Forecast) -> None:
    assert tuple(forecast_to_json(plain)["sentences"]) == expect(plain)
