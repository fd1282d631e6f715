"""The levels, days and visits of the demo's stories."""

import datetime as dt

import numpy as np
import pytest

from migrainedays.simulation.demo.cast import CAST
from migrainedays.simulation.demo.days import chances
from migrainedays.simulation.demo.story import Story
from migrainedays.simulation.demo.treatments import (
    next_session_on,
    session_days,
    treatments_of,
    vials_of,
    working_day,
)
from migrainedays.treatment import Injection, Session

ON = dt.date(2026, 11, 23)  # a Monday


def story(**changes: object) -> Story:
    given: dict[str, object] = {
        "patient": "T", "given_name": "Test", "family_name": "Person", "age": 40, "before": 20.0, "diary_from": 140,
        "after": (8.0,), "sessions": (105,), **changes,
    }  # fmt: skip
    return Story(**given)  # type: ignore[arg-type]


def test_the_level_before_the_first_session_is_the_story_s() -> None:
    level = 28 * chances(story(), ON)
    assert level[:36] == pytest.approx(20)
    assert len(level) == 141


def test_a_session_leads_to_its_level_within_two_weeks() -> None:
    level = 28 * chances(story(), ON)
    after = level[35:]
    assert (np.diff(after[:14]) <= 0).all()
    assert after[14:60] == pytest.approx(8)


def test_what_wears_off_comes_back_towards_the_end() -> None:
    after = 28 * chances(story(wears_off=6.0), ON)[35:]
    assert after[20:60] == pytest.approx(8)
    assert after[-1] == pytest.approx(14)


def test_the_next_session_starts_from_where_the_last_led() -> None:
    level = 28 * chances(story(sessions=(105, 14), after=(8.0, 2.0)), ON)
    assert level[-20] == pytest.approx(8)
    assert level[-1] == pytest.approx(2, abs=0.1)


@pytest.mark.parametrize("before", [28.0, 0.0])
def test_a_chance_stays_one(before: float) -> None:
    found = chances(story(before=before, after=(28.0,), wears_off=9.0), ON)
    assert found.min() > 0
    assert found.max() <= 1


def test_sessions_on_a_weekend_move_to_the_friday_before() -> None:
    days = {session_days(story(sessions=(ago,)), ON)[0] for ago in range(100, 107)}
    assert all(day.weekday() < 5 for day in days)
    assert session_days(story(sessions=(1,)), ON)[0] == ON - dt.timedelta(days=3)


def test_a_day_ahead_moves_to_the_monday_after_and_today_stays_today() -> None:
    saturday = dt.date(2026, 11, 21)
    assert working_day(ON, 5) == ON + dt.timedelta(days=7)
    assert working_day(saturday, 0) == saturday
    assert next_session_on(story(), ON) is None
    assert next_session_on(story(next_in=3), ON) == ON + dt.timedelta(days=3)


@pytest.mark.parametrize("one", CAST, ids=lambda one: one.patient)
def test_each_of_the_cast_has_a_level_for_each_session_and_room_between(one: Story) -> None:
    assert len(one.after) == len(one.sessions)
    assert list(one.sessions) == sorted(one.sessions, reverse=True)
    assert not one.sessions or one.diary_from >= one.sessions[0] + 28
    if one.next_in is not None and one.sessions:
        assert one.sessions[-1] + one.next_in >= 84


@pytest.mark.parametrize("one", CAST, ids=lambda one: one.patient)
def test_totals_are_the_sums_of_the_injections(one: Story) -> None:
    values = list(treatments_of(one, ON))
    for session in values:
        if isinstance(session, Session) and not session.is_elsewhere:
            given = [i.units for i in values if isinstance(i, Injection) and i.session == session.session]
            assert session.total_units == sum(units for units in given if units is not None)
            assert len(given) == 6


def test_each_vial_has_a_lot_and_is_not_expired() -> None:
    vials = list(vials_of(CAST, ON))
    assert len({vial.vial for vial in vials}) == len(vials)
    for vial in vials:
        assert vial.lot
        assert vial.expires_on
        assert vial.opened_at
        assert vial.discarded_at
        assert vial.expires_on > vial.opened_at.date()
        assert (vial.discarded_at - vial.opened_at).total_seconds() < 24 * 3600
