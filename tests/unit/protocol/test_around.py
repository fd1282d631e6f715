"""When the next session is due, who is eligible, how often something unwanted followed."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.protocol import deviations, due, eligibility, shipped, wilson
from migrainedays.treatment import Preventive
from migrainedays.treatment.history import Baseline, History
from tests.sessions import PREEMPT, earlier, injections_of

JANUARY = dt.date(2026, 1, 5)


# -- when ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("interval", "days"), [(70, 84), (84, 84), (98, 98)])
def test_due_by_the_protocol_and_never_before_84_days(interval: int, days: int) -> None:
    found = due([earlier(1, JANUARY)], dataclasses.replace(PREEMPT, interval_days=interval))
    assert found is not None
    assert found.on == JANUARY + dt.timedelta(days=days)
    assert not found.uncertain
    assert [found.days_early(found.on - dt.timedelta(days=n)) for n in (1, 0, -1)] == [1, 0, 0]


def test_the_last_toxin_of_any_kind_counts() -> None:
    elsewhere = earlier(0, JANUARY + dt.timedelta(days=30), "20", product="Dysport", place="elsewhere")
    found = due([earlier(1, JANUARY), elsewhere], PREEMPT)
    assert found is not None
    assert found.on == JANUARY + dt.timedelta(days=114)


def test_a_session_told_by_month_counts_to_its_last_day() -> None:
    found = due([earlier(0, "2026-02", place="elsewhere")], PREEMPT)
    assert found is not None
    assert (found.on, found.uncertain, found.after) == (dt.date(2026, 5, 23), True, "2026-02")


def test_without_a_dated_session_nothing_holds_back() -> None:
    assert due([], PREEMPT) is None
    assert due([earlier(0, None)], PREEMPT) is None


# -- who -------------------------------------------------------------------------------------------------
def tried(*reasons: str | None) -> tuple[Preventive, ...]:
    return tuple(
        Preventive(patient="P1", drug=f"drug {n}", started_on=JANUARY, stop_reason=reason)
        for n, reason in enumerate(reasons)
    )


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(15, 20, "yes"), (14, 15, "indeterminate"), (10, 14, "no"), (14, 14, "no")]
)
def test_chronic_migraine_by_the_bounds_of_the_baseline(low: int, high: int, verdict: str) -> None:
    history = History(patient="P1", baseline=Baseline(low=low, high=high, evaluable=True))
    assert eligibility(history)[0].verdict == verdict


@pytest.mark.parametrize(
    ("reasons", "verdict"),
    [
        ((), "indeterminate"),
        (("inefficacy", "intolerance"), "no"),
        (("inefficacy", "intolerance", "contraindication"), "yes"),
        (("inefficacy", "intolerance", "other"), "indeterminate"),
        (("inefficacy", "intolerance", None), "indeterminate"),
    ],
)
def test_three_preventives_before(reasons: tuple[str | None, ...], verdict: str) -> None:
    criterion = eligibility(History(patient="P1", preventives=tried(*reasons)))[1]
    assert criterion.verdict == verdict
    assert criterion.claim == "treatment.preventives_before"


def test_without_a_baseline_nothing_is_said() -> None:
    assert eligibility(History(patient="P1"))[0].verdict == "indeterminate"


# -- differences from the plan ---------------------------------------------------------------------------
def test_each_kind_of_difference_from_the_plan() -> None:
    points = list(injections_of(PREEMPT))
    points[1] = dataclasses.replace(points[1], units=Decimal(0), reason="patient's wish")
    points[2] = dataclasses.replace(points[2], units=Decimal("2.5"))
    points[3] = dataclasses.replace(points[3], y=Decimal("0.3"))
    added = dataclasses.replace(points[4], site=9)
    found = deviations([*points[1:], added], PREEMPT)
    assert [(d.kind, d.key, d.reason) for d in found] == [
        ("removed", ("corrugator", "left", 1), None),
        ("removed", ("corrugator", "right", 1), "patient's wish"),
        ("units", ("procerus", "middle", 1), None),
        ("moved", ("frontalis", "left", 1), None),
        ("added", ("frontalis", "left", 9), None),
    ]


def test_a_point_without_coordinates_is_where_it_was_planned() -> None:
    points = [dataclasses.replace(i, x=None, y=None, view=None) for i in injections_of(PREEMPT)]
    assert deviations(points, PREEMPT) == ()


def test_nothing_given_at_a_site_that_is_not_planned_is_no_difference() -> None:
    nothing = dataclasses.replace(injections_of(PREEMPT)[0], site=9, units=Decimal(0))
    assert deviations([*injections_of(PREEMPT), nothing], PREEMPT) == ()
    extended = shipped().version("preempt-follow-the-pain")
    optional = next(site for site in extended.sites if site.optional)
    declined = dataclasses.replace(nothing, muscle=optional.muscle, side=optional.side, site=optional.site)
    assert deviations([*injections_of(extended), declined], extended) == ()


# -- what was unwanted -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("events", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (18, 716, 0.0160, 0.0394), (0, 0, 0, 1)],
)
def test_wilson_intervals_as_in_tables(events: int, of: int, low: float, high: float) -> None:
    assert wilson(events, of) == (pytest.approx(low, abs=2e-4), pytest.approx(high, abs=2e-4))


def test_a_higher_level_is_a_wider_interval() -> None:
    assert wilson(3, 20, level=0.99)[0] < wilson(3, 20)[0] < 0.15 < wilson(3, 20)[1] < wilson(3, 20, level=0.99)[1]
