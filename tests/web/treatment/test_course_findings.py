"""What the stored diary says before a session: the indication at the first, the continuation rules later."""

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.course.rules.stopping import CONTINUE, GOAL, NON_RESPONSE, NOT_PROVEN
from migrainedays.diary import DiaryDay
from migrainedays.protocol import shipped
from migrainedays.treatment import Person, Session
from migrainedays.windows import Span
from tests.web.treatment.conftest import ON, answers, checked, consent, dt, sheet_of, stock_vial

PREEMPT = shipped().version("preempt")
CYCLE = dt.timedelta(days=84)


@pytest.fixture
def patient(physician):
    """Somebody with every answer and consent, and an empty diary."""
    found = actions.patients.add(person=Person(patient="Dora", birth_year=1980, sex="female"), by=physician)
    actions.health.record(patient=found, values=answers(), by=physician)
    actions.charting.consent(patient=found, consent=consent(on=ON - 4 * CYCLE), by=physician)
    stock_vial(physician)
    return found


def diary(by, patient, span, headaches, *, entered=None):
    """So many headache days at the head of a span; the last days beyond `entered` have no entry."""
    days = list(span)[: entered if entered is not None else None]
    entries = [DiaryDay(patient="Dora", date=day, headache=n < headaches) for n, day in enumerate(days)]
    actions.diary.record(patient=patient, entries=entries, by=by)


def treated(by, patient, *, months, baseline=20):
    """Three sessions twelve weeks apart, the last twelve weeks before today; headache days of each 28 days since."""
    first = ON - 3 * CYCLE
    diary(by, patient, Span.before(first), baseline)
    for number in (1, 2, 3):
        on = first + (number - 1) * CYCLE
        session = Session(patient="Dora", session=number, date=Span(on, on), product="onabotulinumtoxinA")
        actions.treatment.record(patient=patient, session=session, by=by)
    for n, headaches in enumerate(months):
        start = first + dt.timedelta(days=28 * n)
        diary(by, patient, Span(start, start + dt.timedelta(days=27)), headaches)


def found(user, patient, number=1):
    return checked(user, patient, sheet_of(PREEMPT, number=number), PREEMPT)


# -- the first session ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("headaches", "rules"), [(14, ("indication",)), (15, ()), (16, ())])
def test_at_the_first_session_the_stored_diary_shows_the_indication_or_asks_to_look(
    physician, patient, headaches, rules
):
    diary(physician, patient, Span.before(ON), headaches)
    assert found(physician, patient).rules == rules


def test_days_that_were_not_entered_could_have_been_headache_days(physician, patient):
    """20 of 28 days entered, 10 of them with headache: up to 18."""
    diary(physician, patient, Span.before(ON), 10, entered=20)
    assert found(physician, patient).rules == ()


def test_too_few_entries_are_no_baseline(physician, patient):
    diary(physician, patient, Span.before(ON), 10, entered=10)
    findings = found(physician, patient)
    assert findings.rules == ("indication",)
    assert findings.unknown == ("headache days in the 28 days before treatment",)
    assert findings.all_clear is None


def test_the_finding_stays_with_the_session_whatever_is_entered_later(physician, patient):
    diary(physician, patient, Span.before(ON), 14)
    actions.charting.record(patient=patient, sheet=sheet_of(PREEMPT), reasons={}, sign=True, by=physician)
    day = queries.rows.one(physician, patient, DiaryDay, date=ON - dt.timedelta(days=1))
    corrected = DiaryDay(patient="Dora", date=day.value.date, headache=True)
    actions.diary.correct(patient=patient, entry=corrected, revision=day.revision, by=physician)
    kept = queries.treatment.charting(physician, patient, 1)
    assert '"headache days at baseline": "14 to 14"' in kept.findings
    assert queries.treatment.history(physician, patient, on=ON).baseline.low == 15


def test_the_day_of_the_session_is_no_day_of_its_baseline(physician, patient):
    diary(physician, patient, Span.before(ON), 14)
    diary(physician, patient, Span(ON, ON), 1)
    assert found(physician, patient).rules == ("indication",)


# -- later sessions -------------------------------------------------------------------------------------
def verdicts(user, patient, on=ON):
    return {told.rule: told.verdict for told in queries.treatment.history(user, patient, on=on).continuation}


def test_before_a_first_session_no_rule_is_judged(physician, patient):
    diary(physician, patient, Span.before(ON), 20)
    assert verdicts(physician, patient) == {}


@pytest.mark.parametrize(
    ("months", "nice", "ehf"),
    [
        ((18,) * 9, NON_RESPONSE, NON_RESPONSE),  # 10 % fewer
        ((14,) * 6 + (16,) * 3, CONTINUE, CONTINUE),  # 30 % fewer, then 16
        ((12,) * 9, GOAL, CONTINUE),  # below 15 for three months, not below 10
        ((8,) * 9, GOAL, GOAL),
        ((), NOT_PROVEN, NOT_PROVEN),
    ],
)
def test_the_continuation_rules_are_judged_from_the_stored_course(physician, patient, months, nice, ehf):
    treated(physician, patient, months=months)
    assert verdicts(physician, patient) == {"nice_ta260": nice, "ehf_2018": ehf}
    findings = found(physician, patient, number=4)
    assert [f.inputs[0] for f in findings.found if f.rule == "continuation"] == [
        (name, NON_RESPONSE) for name, verdict in (("NICE TA260", nice), ("EHF 2018", ehf)) if verdict == NON_RESPONSE
    ]
    assert len(findings.notes) == [nice, ehf].count(GOAL)
    assert "indication" not in findings.rules


def test_a_finding_of_the_course_says_its_numbers_and_its_sources(physician, patient):
    treated(physician, patient, months=(18,) * 9)
    told = [f for f in found(physician, patient, number=4).found if f.rule == "continuation"]
    assert len(told) == 2
    for finding in told:
        assert not finding.interrupts
        assert "20" in finding.sentence
        assert finding.sources


def test_it_is_judged_by_what_was_lived_before_the_day_of_the_session(physician, patient):
    """Recorded late, the second session is judged by its own day: nothing was proven then."""
    treated(physician, patient, months=(18,) * 9)
    second = ON - 2 * CYCLE
    assert verdicts(physician, patient, on=second) == {"nice_ta260": NOT_PROVEN, "ehf_2018": NOT_PROVEN}
    assert verdicts(physician, patient, on=ON - 3 * CYCLE) == {}


def test_a_stored_session_is_no_part_of_the_course_that_it_is_judged_by(physician, patient):
    treated(physician, patient, months=(18,) * 9)
    before = queries.treatment.history(physician, patient, on=ON).continuation
    session = Session(patient="Dora", session=4, date=Span(ON, ON), protocol="preempt", version="1")
    actions.treatment.record(patient=patient, session=session, by=physician)
    assert queries.treatment.history(physician, patient, on=ON).continuation == before
    assert "continuation" in queries.treatment.findings(physician, patient, 4).rules
