"""The rules on earlier doses, against a count by hand that walks through the calendar day by day."""

import dataclasses
import datetime as dt
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from migrainedays.protocol import Severity, check, due
from migrainedays.protocol.rules.doses import days_since, months_before
from migrainedays.treatment import Session
from migrainedays.treatment.history import Dose
from migrainedays.windows import Span
from tests.sessions import PREEMPT, TODAY, ago, charted, earlier, history

DAYS = st.integers(0, 150)
AMOUNTS = st.integers(0, 4000).map(lambda tenths: Decimal(tenths) / 10)
PRODUCTS = st.sampled_from(["onabotulinumtoxinA", "Botox", "incobotulinumtoxinA", "Dysport", None])
GIVEN = st.lists(st.tuples(DAYS, st.none() | AMOUNTS, PRODUCTS), max_size=4)
OURS = {"onabotulinumtoxinA", "Botox"}


def sessions(given_doses: list[tuple[int, Decimal | None, str | None]]) -> tuple[Session, ...]:
    return tuple(
        dataclasses.replace(earlier(-n, ago(days), None, place="elsewhere"), total_units=units, product=product)
        for n, (days, units, product) in enumerate(given_doses)
    )


def by_hand(doses: list[tuple[int, Decimal | None, str | None]], last_day: int) -> Decimal:
    """Units of our product on each of the days from today back to `last_day`, and today's 155."""
    total = Decimal(155)
    for days_back in range(last_day + 1):
        for days, units, product in doses:
            if days == days_back and product in OURS and units is not None:
                total += units
    return total


@settings(deadline=None, max_examples=300)
@given(GIVEN)
@example([(84, Decimal(245), "Botox")])
@example([(84, Decimal("245.1"), "Botox")])
@example([(85, Decimal("245.1"), "onabotulinumtoxinA")])
@example([(93, Decimal("245.1"), "onabotulinumtoxinA")])
def test_every_rule_on_doses_agrees_with_a_count_by_hand(doses: list[tuple[int, Decimal | None, str | None]]) -> None:
    record = dataclasses.replace(history(), sessions=sessions(doses))
    findings = {f.rule: f.severity for f in check(charted(), PREEMPT, record).found}

    assert ("interval" in findings) is any(days < 84 for days, _, _ in doses)
    over_84, over_92 = by_hand(doses, 84) > 400, by_hand(doses, 92) > 400
    expected = Severity.STOP if over_84 else Severity.LOOK if over_92 else None
    assert findings.get("cumulative_units") == expected

    recent = [dose for dose in doses if ago(dose[0]) >= dt.date(2026, 2, 1)]
    assert ("other_toxin" in findings) is any(p is not None and p not in OURS for _, _, p in recent)
    assert ("unknown_dose" in findings) is any(units is None or p is None for _, units, p in recent)


@settings(deadline=None)
@given(GIVEN, st.integers(1, 4000))
def test_more_toxin_never_makes_a_finding_less_grave(
    doses: list[tuple[int, Decimal | None, str | None]], tenths: int
) -> None:
    def worst(held: tuple[Session, ...]) -> Severity | None:
        found = check(charted(), PREEMPT, dataclasses.replace(history(), sessions=held)).found
        return max((f.severity for f in found), default=None)

    before = worst(sessions(doses))
    after = worst((*sessions(doses), earlier(-9, ago(50), str(Decimal(tenths) / 10), place="elsewhere")))
    assert after is not None
    assert before is None or after >= before


@given(st.dates(dt.date(2000, 1, 31), dt.date(2060, 12, 31)), st.integers(0, 30))
def test_months_before_lands_in_the_right_month_and_never_later_in_it(day: dt.date, months: int) -> None:
    found = months_before(day, months)
    assert (day.year * 12 + day.month) - (found.year * 12 + found.month) == months
    assert found.day <= day.day
    if found.day < day.day:
        assert (found + dt.timedelta(days=1)).day == 1


@given(st.integers(0, 400), st.integers(0, 400))
def test_days_since_a_span_are_those_of_its_ends(first: int, length: int) -> None:
    span = Span(ago(first + length), ago(first))
    dose = Dose(span, None, None, "chronic migraine", None)
    assert days_since(dose, TODAY) == (first, first + length)
    assert all(first <= (TODAY - day).days <= first + length for day in span)


@given(st.lists(st.integers(0, 2000), min_size=1, max_size=6), st.integers(1, 200))
def test_the_next_session_is_never_within_84_days_of_any_toxin(days: list[int], interval: int) -> None:
    held = [earlier(-n, ago(back)) for n, back in enumerate(days)]
    found = due(held, dataclasses.replace(PREEMPT, interval_days=interval))
    assert found is not None
    assert all((found.on - ago(back)).days >= 84 for back in days)
    assert found.on == ago(min(days)) + dt.timedelta(days=max(84, interval))
    assert check_interval(found.on, held)


def check_interval(on: dt.date, held: list[Session]) -> bool:
    """A session on the day that is due is not stopped for its interval."""
    at = dt.datetime.combine(on, dt.time(10), dt.UTC)
    session = charted(date=Span(on, on), at=at, number=99)
    record = dataclasses.replace(history(), sessions=tuple(held))
    return "interval" not in check(session, PREEMPT, record).rules
