"""Side effects under two versions: counts, shares, difference."""

import datetime as dt

import pytest

from migrainedays.columns import Value
from migrainedays.course import Course
from migrainedays.errors import Impossible, NothingToEvaluate
from migrainedays.evidence.arms import by_version
from migrainedays.evidence.side_effects import ANY, compare_adverse_events, compare_side_effects
from migrainedays.evidence.to_json import side_effects_to_json
from migrainedays.treatment import AdverseEvent, Condition, Person, Session
from migrainedays.windows import Span


def test_counts_and_denominators_are_in_the_sentence() -> None:
    found = compare_side_effects("neck pain", (4, 100), (9, 90))
    assert "9 of 90 sessions under B and 4 of 100 under A" in found.sentence
    assert found.difference.estimate == pytest.approx(0.06)
    assert found.difference.low < 0 < found.difference.high
    assert 0.9 < found.probability_more < 0.98


def test_swapping_the_versions_turns_the_sign() -> None:
    there, back = compare_side_effects("ptosis", (4, 100), (9, 90)), compare_side_effects("ptosis", (9, 90), (4, 100))
    assert there.difference.low == pytest.approx(-back.difference.high)


def test_no_event_at_all_still_has_an_upper_limit() -> None:
    found = compare_side_effects("ptosis", (0, 40), (0, 40))
    assert found.shares[0].low == 0.0
    assert 0.02 < found.shares[0].high < 0.09
    assert found.probability_more == pytest.approx(0.5, abs=0.02)


def test_jeffreys_interval_of_a_textbook_case() -> None:
    share = compare_side_effects("ptosis", (10, 100), (10, 100)).shares[0]
    assert (share.low, share.high) == (pytest.approx(0.0526, abs=5e-4), pytest.approx(0.1700, abs=5e-4))


def test_no_session_is_refused() -> None:
    with pytest.raises(NothingToEvaluate, match="No session"):
        compare_side_effects("ptosis", (0, 0), (1, 10))
    with pytest.raises(Impossible):
        compare_side_effects("ptosis", (11, 10), (1, 10))


ON = dt.date(2025, 1, 6)
ARMS = by_version("p", ("1", "2"))


def make_course(patient: str, version: str, *events: str, asked: bool = True, related: bool | None = None) -> Course:
    """One session with what was reported 5 days later, asked about 30 days later."""
    values: list[Value] = [Session(patient=patient, session=1, date=Span(ON, ON), protocol="p", version=version)]
    for event in events:
        onset = ON + dt.timedelta(days=5)
        values.append(AdverseEvent(patient=patient, event=event, onset_on=onset, session=1, related=related))
    if asked:
        later = ON + dt.timedelta(days=30)
        values.append(Condition(patient=patient, condition="adverse_events", asked_on=later, answer=bool(events)))
    return Course.of(Person(patient=patient), values, intakes_kept=False)


def make_clinic() -> list[Course]:
    return [
        make_course("A1", "1"),
        make_course("A2", "1", "ptosis"),
        make_course("A3", "1", "ptosis", asked=False),
        make_course("B1", "2", "neck pain", "drooping lid"),
        make_course("B2", "2"),
        make_course("B3", "2", "flu-like", related=False),
    ]


def test_sessions_are_counted_that_were_asked_about() -> None:
    found = compare_adverse_events(make_clinic(), ARMS)
    counts = {one.event: one.counts for one in found.events}
    assert counts == {ANY: ((1, 2), (1, 3)), "neck_pain": ((0, 2), (1, 3)), "ptosis": ((1, 2), (1, 3))}
    assert found.not_asked == (1, 0)
    assert "nobody asked after 1 sessions under A and 0 under B" in found.assumptions[0]


def test_a_side_that_was_never_asked_is_declined_with_what_would_suffice() -> None:
    courses = [make_course("A1", "1", "ptosis", asked=False), make_course("B1", "2")]
    with pytest.raises(NothingToEvaluate, match=r"no session under 1, and not after 1: .* would suffice"):
        compare_adverse_events(courses, ARMS)


def test_what_is_asked_after_the_day_of_judging_is_not_known_yet() -> None:
    with pytest.raises(NothingToEvaluate, match="no session under 1"):
        compare_adverse_events(make_clinic(), ARMS, on=ON + dt.timedelta(days=10))


def test_the_document_has_counts_and_denominators_of_both_sides() -> None:
    told = side_effects_to_json("p", compare_adverse_events(make_clinic(), ARMS))
    assert told["question"] == {"protocol": "p", "versions": ["1", "2"], "outcome": "adverse_events"}
    first = told["events"][0]
    assert (first["event"], first["A"]) == (ANY, {"sessions_with": 1, "sessions": 2})
    assert first["difference"]["low"] < first["difference"]["estimate"] < first["difference"]["high"]
    assert told["not_asked"] == {"A": 1, "B": 0}
