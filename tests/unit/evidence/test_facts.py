"""What a clinic's results need of one patient, clause by clause."""

import datetime as dt

import pytest

from migrainedays.diary import DiaryDay, Exposure, Intake, Tri
from migrainedays.evidence.facts import Facts, facts_of
from migrainedays.treatment import Preventive
from migrainedays.windows import DAY
from tests.diaries import ANNA
from tests.treated import SESSION_1, evaluated, session_on, treated

YES, NO, OPEN = Tri.YES, Tri.NO, Tri.INDETERMINATE


def facts(values, **options) -> Facts:
    return facts_of(evaluated(list(values), **options))


def preventive(started: int, stopped: int | None, drug: str = "topiramate") -> Preventive:
    """From one day after session 1 to another."""
    end = None if stopped is None else SESSION_1 + DAY * stopped
    return Preventive(patient=ANNA, drug=drug, started_on=SESSION_1 + DAY * started, stopped_on=end)


def intakes(first: dt.date, count: int) -> list[Intake]:
    return [Intake(patient=ANNA, date=first + DAY * n, drug="sumatriptan") for n in range(count)]


# -- first responses ------------------------------------------------------------------------------------
def test_the_first_yes_ends_what_is_counted() -> None:
    found = facts(treated(20, [18, 18, 18], [8, 8, 8], [4, 4, 4]))
    assert found.responses == ((1, NO), (2, YES))


def test_a_session_that_cannot_be_judged_stays_open() -> None:
    found = facts(treated(20, [None, 18, 18], [8, 8, 8]))
    assert found.responses == ((1, OPEN), (2, YES))


def test_a_window_that_has_not_been_lived_is_not_counted() -> None:
    found = facts(treated(20, [18, 18, 18], [8]), on=session_on(2) + 10 * DAY)
    assert [session for session, _ in found.responses] == [1]


def test_without_a_baseline_every_session_stays_open() -> None:
    assert {answer for _, answer in facts(treated(None, [4, 4, 4], [4, 4, 4])).responses} == {OPEN}


def test_without_a_session_nobody_is_treated() -> None:
    assert facts(treated(20)) == Facts(treated=False)


# -- the cycle -------------------------------------------------------------------------------------------
def test_days_until_the_cycle_broke() -> None:
    found = facts(treated(20, [8, 8, 8], [8, 8, 8]))
    assert found.broken is not None
    assert found.broken.came
    assert found.broken.days == (found.broken.seen_on - SESSION_1).days
    assert found.broken.days == 83  # the last of three windows of which the first begins with session 1


def test_a_cycle_that_did_not_break_is_followed_to_the_last_window() -> None:
    found = facts(treated(20, [19, 18, 19], [18, 17, 18]))
    assert found.broken is not None
    assert not found.broken.came
    assert found.broken.seen_on > session_on(2)
    assert found.returned is None


def test_a_broken_cycle_that_returned() -> None:
    found = facts(treated(20, [8, 8, 8], [20, 20, 20], [20, 20, 20]))
    assert found.returned is not None
    assert found.returned.came


def test_who_was_below_the_threshold_has_no_cycle_to_break() -> None:
    found = facts(treated(9, [8, 8, 8]))
    assert found.below_before
    assert (found.broken, found.returned, found.unseen) == (None, None, False)


def test_without_a_window_after_session_1_the_cycle_cannot_be_judged() -> None:
    found = facts(treated(20, []))
    assert found.unseen
    assert found.broken is None


# -- what was left off ------------------------------------------------------------------------------------
def answer(name: str, values) -> Tri | None:
    found = facts(values)
    assert found.answers is not None
    return found.answers[name]


def test_headache_free_is_judged_on_the_latest_window_by_its_bounds() -> None:
    assert answer("headache_free", treated(20, [8, 4, 0])) is YES
    assert answer("headache_free", treated(20, [0, 0, 3])) is NO


def test_a_missing_day_keeps_a_window_from_being_headache_free() -> None:
    values = treated(20, [8, 4, 0])
    last = max(value.date for value in values if isinstance(value, DiaryDay))
    gap = [value for value in values if not (isinstance(value, DiaryDay) and value.date == last - 3 * DAY)]
    assert answer("headache_free", gap) is OPEN


def test_off_acute_drugs_concerns_those_who_took_some_before() -> None:
    before = intakes(SESSION_1 - 20 * DAY, 5)
    assert answer("off_acute", [*treated(20, [8, 4, 0]), *before]) is YES
    late = intakes(SESSION_1 + 70 * DAY, 1)
    assert answer("off_acute", [*treated(20, [8, 4, 0]), *before, *late]) is NO
    assert answer("off_acute", [*treated(20, [8, 4, 0]), *late]) is None


def test_where_acute_drugs_were_not_asked_nothing_is_known() -> None:
    assert answer("off_acute", treated(20, [8, 4, 0])) is OPEN
    assert answer("off_acute", [*treated(None, [8, 4, 0]), *intakes(SESSION_1 + 1 * DAY, 1)]) is OPEN


@pytest.mark.parametrize(
    ("preventives", "verdict"),
    [
        ([preventive(-90, 40)], YES),
        ([preventive(-90, None)], NO),
        ([preventive(-90, 40), preventive(-90, None, "candesartan")], NO),
        ([preventive(-90, 40), preventive(50, None, "candesartan")], NO),
        ([preventive(-90, -30)], None),
        ([preventive(20, 40)], None),
        ([], OPEN),
    ],
)
def test_off_preventives(preventives: list[Preventive], verdict: Tri | None) -> None:
    assert answer("off_preventives", [*treated(20, [8, 8, 8]), *preventives]) is verdict


# -- abilities --------------------------------------------------------------------------------------------
def exposures(first: dt.date, count: int) -> list[Exposure]:
    """Bright light every other day, noted at ten in the morning."""
    at = dt.time(10, tzinfo=dt.UTC)
    dates = [first + 2 * n * DAY for n in range(count)]
    return [
        Exposure(patient=ANNA, date=date, factor="bright_light", at=dt.datetime.combine(date, at), level=2)
        for date in dates
    ]


def test_an_ability_that_was_never_asked_is_not_there() -> None:
    assert facts(treated(20, [8, 8, 8])).abilities == {}


def test_too_few_exposures_leave_an_ability_open() -> None:
    values = [*treated(20, [8, 8, 8]), *exposures(SESSION_1 - 20 * DAY, 3), *exposures(SESSION_1 + 2 * DAY, 3)]
    assert facts(values).abilities == {"bright_light": OPEN}
