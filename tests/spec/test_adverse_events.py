"""Adverse events after a session. Nobody asked is not the same as nothing happened.

Whether all adverse events were asked about after a session is an answer of its own, with its day. A session without
that answer and without a report is unknown: it is in no rate, and widens what the rate could be.
"""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrainedays.literature import claim
from migrainedays.protocol.unwanted import ANY, Rate, rates, wilson
from migrainedays.treatment import AdverseEvent, Condition, Session
from migrainedays.treatment.unwanted import ASKED, EVENTS, SERIOUS, after_sessions, is_serious, named
from migrainedays.windows import Span

FIRST, SECOND = dt.date(2026, 3, 2), dt.date(2026, 5, 26)
DAY = dt.timedelta(days=1)


def session(number: int = 1, on: dt.date = FIRST, patient: str = "P1", version: str | None = "1") -> Session:
    return Session(
        patient=patient, session=number, date=Span(on, on), protocol="six-trigger-sites", version=version,
        product="onabotulinumtoxinA",
    )  # fmt: skip


def event(name: str = "ptosis", number: int | None = 1, patient: str = "P1", **more: object) -> AdverseEvent:
    return AdverseEvent(patient=patient, event=name, onset_on=FIRST + 5 * DAY, session=number, **more)


def asked(on: dt.date, answer: bool | None = False, patient: str = "P1") -> Condition:
    return Condition(patient=patient, condition=ASKED, asked_on=on, answer=answer)


def followed(*conditions: Condition, events: tuple[AdverseEvent, ...] = ()) -> list[bool]:
    """For two sessions: whether it was asked after each."""
    sessions = [session(1, FIRST), session(2, SECOND)]
    return [after.is_known for after in after_sessions(sessions, events, conditions)]


def one(found: tuple[Rate, ...], kind: str, version: str = "1") -> Rate:
    (rate,) = (rate for rate in found if (rate.event, rate.version) == (kind, version))
    return rate


# -- was it asked? -----------------------------------------------------------------------------------------
def test_without_an_answer_no_session_was_followed_up() -> None:
    assert followed() == [False, False]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (FIRST - DAY, [False, False]),
        (FIRST, [False, False]),  # on the day itself, before it could show
        (FIRST + DAY, [True, False]),
        (SECOND - DAY, [True, False]),
        (SECOND, [True, False]),  # asked at the next session, about the one before
        (SECOND + DAY, [False, True]),
        (SECOND + 400 * DAY, [False, True]),
    ],
)
def test_an_answer_belongs_to_the_session_before_it(on: dt.date, expected: list[bool]) -> None:
    assert followed(asked(on)) == expected
    assert followed(asked(on, answer=True)) == expected


def test_a_question_that_was_not_answered_was_not_asked() -> None:
    assert followed(asked(FIRST + 14 * DAY, answer=None)) == [False, False]


def test_another_question_is_not_this_one() -> None:
    other = Condition(patient="P1", condition="allergy", asked_on=FIRST + 14 * DAY, answer=False)
    assert followed(other) == [False, False]


def test_of_several_answers_the_last_counts() -> None:
    early, late = asked(FIRST + DAY), asked(FIRST + 30 * DAY, answer=True)
    (after,) = after_sessions([session()], [], [late, early])
    assert after.asked == late


def test_a_session_elsewhere_or_without_a_day_is_not_followed_here() -> None:
    told = Session(patient="P1", session=0, date=Span.read("2025"))
    assert after_sessions([told], [event(number=0)], []) == ()


def test_events_are_those_tied_to_the_session_by_their_onset() -> None:
    late = AdverseEvent(patient="P1", event="neck_pain", onset_on=FIRST + 9 * DAY, session=1)
    (after, second) = after_sessions(
        [session(2, SECOND), session(1)], [late, event(), event("flu_like", None), event("x", 7)], []
    )
    assert [e.event for e in after.events] == ["ptosis", "neck_pain"]
    assert second.events == ()


# -- the rates ---------------------------------------------------------------------------------------------
def clinic(with_it: int, none: int, not_asked: int, version: str = "1") -> tuple[Rate, ...]:
    """One session a patient: with a reported ptosis, asked without one, and never asked."""
    total = with_it + none + not_asked
    sessions = [session(patient=f"P{n}", version=version) for n in range(total)]
    events = [event(patient=f"P{n}") for n in range(with_it)]
    conditions = [asked(FIRST + 20 * DAY, patient=f"P{n}") for n in range(with_it, with_it + none)]
    return rates(sessions, events, conditions)


def test_a_rate_with_its_denominator_its_unknown_and_its_interval() -> None:
    rate = one(clinic(3, 9, 8), "ptosis")
    assert (rate.sessions, rate.known, rate.unknown, rate.sessions_with) == (20, 12, 8, 3)
    assert rate.share == Fraction(1, 4)
    assert (rate.low, rate.high) == wilson(3, 12)
    assert rate.bounds == (Fraction(3, 20), Fraction(11, 20))


def test_never_asked_is_unknown_and_no_none() -> None:
    rate = one(clinic(1, 0, 9), "ptosis")
    assert (rate.known, rate.share) == (1, 1)
    assert rate.bounds == (Fraction(1, 10), 1)
    assert (rate.low, rate.high) == wilson(1, 1)


def test_where_nothing_is_known_everything_is_possible() -> None:
    rate = one(clinic(0, 0, 5), ANY)
    assert (rate.share, rate.low, rate.high, rate.bounds) == (None, 0.0, 1.0, (0, 1))


def test_asked_of_all_and_none_found_is_a_rate_of_nought_with_an_upper_end() -> None:
    rate = one(clinic(0, 20, 0), ANY)
    assert (rate.share, rate.low) == (0, 0.0)
    assert rate.high == pytest.approx(0.1611, abs=1e-4)  # by Wilson's own formula: z²/(n + z²)


def test_an_event_of_another_kind_leaves_this_kind_unknown_where_nobody_asked() -> None:
    found = rates([session()], [event("neck_pain")], [])
    assert (one(found, ANY).unknown, one(found, "neck_pain").unknown) == (0, 0)
    both = rates([session(), session(patient="P2")], [event("neck_pain"), event("ptosis", patient="P2")], [])
    assert one(both, "ptosis").unknown == 1


def test_each_version_has_its_own_sessions_and_a_kind_that_never_came_is_nought() -> None:
    sessions = [session(), session(2, SECOND, version="2")]
    found = rates(sessions, [event()], [asked(SECOND), asked(SECOND + 30 * DAY)])
    assert [(r.version, r.event, r.sessions_with, r.sessions, r.unknown) for r in found] == [
        ("1", "any", 1, 1, 0),
        ("1", "ptosis", 1, 1, 0),
        ("2", "any", 0, 1, 0),
        ("2", "ptosis", 0, 1, 0),
    ]


def test_what_does_not_belong_to_the_toxin_of_a_session_is_not_counted() -> None:
    sessions = [session(), session(patient="P2"), session(patient="P3", version=None)]
    events = [
        event(related=False),
        event(drug="topiramate"),
        event(number=None),
        event(patient="P3"),
        event(patient="P2"),
        event("Eyelid ptosis", patient="P2", severity="mild", related=True),  # the same by another name
    ]
    rate = one(rates(sessions, events), "ptosis")
    assert (rate.sessions_with, rate.sessions, rate.unknown) == (1, 2, 1)


def test_two_patients_of_one_number_of_session_are_two() -> None:
    found = rates([session(), session(patient="P2")], [event(), event(patient="P2")])
    assert one(found, "ptosis").sessions_with == 2


def test_a_clinic_without_sessions_has_no_rates() -> None:
    assert rates([], [event()], [asked(SECOND)]) == ()


@given(with_it=st.integers(0, 30), none=st.integers(0, 30), not_asked=st.integers(0, 30))
def test_what_asking_could_still_show_always_holds_the_rate(with_it: int, none: int, not_asked: int) -> None:
    for rate in clinic(with_it, none, not_asked):
        least, most = rate.bounds
        assert 0 <= least <= most <= 1
        assert rate.share is None or least <= rate.share <= most
        assert rate.known + rate.unknown == rate.sessions
        assert rate.share is None or rate.low <= rate.share <= rate.high


@given(with_it=st.integers(0, 20), none=st.integers(0, 20), not_asked=st.integers(1, 20))
def test_to_ask_one_more_never_makes_the_unknown_larger(with_it: int, none: int, not_asked: int) -> None:
    before, after = one(clinic(with_it, none, not_asked), ANY), one(clinic(with_it, none + 1, not_asked - 1), ANY)
    assert (after.unknown, after.sessions) == (before.unknown - 1, before.sessions)
    assert after.bounds[1] < before.bounds[1]
    assert after.bounds[0] == before.bounds[0]


# -- names -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("ptosis", "ptosis"),
        ("Eyelid ptosis", "ptosis"),
        ("eyelid_ptosis", "ptosis"),
        ("neck pain", "neck_pain"),
        ("Neck-Weakness", "neck_weakness"),
        ("swallowing", "dysphagia"),  # as a phone names a warning sign
        ("breathing", "breathing"),
        ("flu-like", "flu_like"),
        ("  a stiff jaw ", "a stiff jaw"),
        ("Ptose", "Ptose"),
    ],
)
def test_one_event_has_one_name(said: str, name: str) -> None:
    assert named(said) == name


def test_a_name_of_the_list_is_its_own() -> None:
    assert [named(name) for name in EVENTS] == list(EVENTS)


@pytest.mark.parametrize("said", [*SERIOUS, "Swallowing", "trouble breathing", "Anaphylaxis"])
def test_what_is_serious_is_known_by_every_name(said: str) -> None:
    assert is_serious(said)


@pytest.mark.parametrize("said", ["ptosis", "neck pain", "a stiff jaw", ""])
def test_what_is_not_serious_is_not(said: str) -> None:
    assert not is_serious(said)


# -- what was published ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("key", "percent"),
    [
        ("compel_neck_pain", 4.1),
        ("compel_ptosis", 2.5),
        ("compel_neck_weakness", 1.4),
        ("compel_injection_site_pain", 2.0),
        ("compel_any", 18.3),
        ("repose_ptosis", 5.4),
        ("repose_neck_pain", 2.8),
        ("hull_headache_flare", 4.3),
        ("hull_dysphagia", 2.0),
        ("hull_ptosis", 11.0),
        ("cm_pass_dysphagia", 0.3),
    ],
)
def test_the_published_shares_are_exact_and_round_to_what_was_printed(key: str, percent: float) -> None:
    value = claim(f"adverse_events.{key}").number
    assert isinstance(value, Fraction)
    assert round(float(100 * value), 1) == percent


def test_the_label_was_read_from_memory_and_says_so() -> None:
    assert not claim("adverse_events.label_ptosis").verified
    assert not claim("adverse_events.cm_pass_dysphagia").verified
