"""What letters say of the cast: numbers with their days, what is lacking, nothing that the record does not hold."""

import dataclasses
import datetime as dt
from decimal import Decimal

import pytest

from migrainedays.course import Course
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import NothingToEvaluate, WrongUse
from migrainedays.reports.documents import KINDS, Letterhead, Order, compose, gaps, wording
from migrainedays.treatment import AdverseEvent, Injection, Person, Preventive
from migrainedays.windows import DAY
from tests import people
from tests.people import FIRST, SESSION_1, course_of
from tests.unit.reports.documents.printed import cited, row_of, tables_of, text_of, written

ANNA, CLARA, DAVID = course_of(people.anna()), course_of(people.clara()), course_of(people.david())
NEVER_SEEN = course_of([Person(patient="Nobody", birth_year=1990)])


def without_days(course: Course, *dates: dt.date) -> Course:
    """The course with some days not entered."""
    kept = tuple(day for day in course.diary.days if day.date not in dates)
    intakes = tuple(intake for intake in course.diary.intakes if intake.date not in dates)
    return dataclasses.replace(course, diary=dataclasses.replace(course.diary, days=kept, intakes=intakes))


def tried(drug: str, days: int, reason: str | None = "inefficacy", dose: str | None = "50 mg") -> Preventive:
    stopped = dt.date(2024, 1, 1) + dt.timedelta(days=days - 1)
    return Preventive(
        patient="Anna", drug=drug, started_on=dt.date(2024, 1, 1), stopped_on=stopped, stop_reason=reason, dose=dose
    )


def having_tried(*preventives: Preventive) -> Course:
    return dataclasses.replace(ANNA, preventives=preventives)


# -- each number opens the days behind it ----------------------------------------------------------------
@pytest.mark.parametrize("kind", ["referral", "authorisation", "continuation", "appeal"])
@pytest.mark.parametrize("someone", people.CAST, ids=lambda someone: someone.__name__)
def test_every_cited_number_has_its_days(someone, kind):
    document = written(course_of(someone()), kind)
    assert cited(document)
    assert {run.to for run in cited(document)} == tables_of(document).keys()


def test_the_days_behind_a_number_add_up_to_it():
    document = written(ANNA, "referral")
    for run in cited(document):
        rows = tables_of(document)[run.to].rows
        assert len(rows) == 28
        assert sum(row[1] == "yes" for row in rows) == int(run.text)


def test_where_days_are_missing_both_bounds_are_cited_and_the_days_are_said_to_be_missing():
    document = written(DAVID, "referral")
    bounded = next(run for run in cited(document) if "–" in run.text)
    low, high = (int(number) for number in bounded.text.split("–"))
    rows = tables_of(document)[bounded.to].rows
    missing = [row for row in rows if row[1] == "not entered"]
    assert sum(row[1] == "yes" for row in rows) == low
    assert low + len(missing) == high
    assert all(row[2:] == ("", "", "", "", "") for row in missing)


def test_the_annex_shows_the_acute_drugs_of_a_day():
    document = written(ANNA, "referral")
    drugs = {row[6] for table in tables_of(document).values() for row in table.rows}
    assert drugs == {"", "sumatriptan"}


def test_the_days_of_an_annex_are_in_order_and_stand_once():
    names = list(tables_of(written(ANNA, "continuation")))
    assert names == sorted(names)
    assert len(names) == len(set(names))


# -- the letter to the referring doctor --------------------------------------------------------------------
def test_the_referrer_reads_what_was_counted_and_that_it_shows_no_cause():
    told = text_of(written(ANNA, "referral"))
    assert "Headache days went from 22 in the 28 days before the first session to 3" in told
    assert "a fall of 86.36 %" in told
    assert "does not show what caused it" in told


def test_a_rise_is_told_as_a_rise():
    worse = [value for value in people.clara() if not isinstance(value, DiaryDay) or value.date < SESSION_1]
    sick = [
        DiaryDay(patient="Clara", date=SESSION_1 + DAY * n, headache=True, minutes=300, peak=2) for n in range(1, 29)
    ]
    assert "a rise of" in text_of(written(course_of([*worse, *sick]), "referral"))


def test_with_too_few_days_the_change_is_not_told():
    gone = without_days(ANNA, *[FIRST + DAY * n for n in range(12)])
    told = text_of(written(gone, "referral"))
    assert "cannot be told" in told
    assert "too few days were entered in one of the two windows (16 and 28 of 28)" in told
    assert "fall of" not in told.replace("Fall from baseline", "")


def test_without_a_first_session_there_is_no_change_to_tell():
    later = dataclasses.replace(ANNA, sessions=ANNA.sessions[-1:])
    assert "there is no counted baseline" in text_of(written(later, "referral"))


def test_earlier_treatment_is_told_as_it_was_told():
    told = text_of(written(ANNA, "referral"))
    assert "2023-05 a clinic by the sea" in told
    assert "Told before" in told


def test_adverse_events_are_listed_or_said_not_to_be_known():
    assert "whether they were asked about is not" in text_of(written(ANNA, "referral"))
    event = AdverseEvent(patient="Anna", event="ptosis", onset_on=SESSION_1 + DAY * 5, session=1, severity="mild")
    told = text_of(written(dataclasses.replace(ANNA, adverse_events=(event,)), "referral"))
    assert "ptosis 8 February 2025 mild not recorded" in told


def test_the_next_session_follows_the_protocol_where_its_version_is_known():
    assert "the next session can be from 5 January 2026 on" in text_of(written(ANNA, "referral"))
    assert "the next session can be" not in text_of(compose(ANNA, Order(kind="referral")))


def test_one_session_is_one():
    assert "There was one session, on 3 February 2025." in text_of(written(course_of(people.farid()), "referral"))
    untreated = dataclasses.replace(ANNA, sessions=())
    assert "There was no session yet." in text_of(written(untreated, "referral"))


# -- letters to payers -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("sick", "answer"), [(14, "no"), (15, "yes"), (16, "yes")])
def test_fifteen_headache_days_are_asked_for(sick, answer):
    values = [v for v in people.anna() if not isinstance(v, DiaryDay | Intake)]
    days = [
        DiaryDay(patient="Anna", date=FIRST + DAY * n, headache=n < sick, minutes=300 if n < sick else None)
        for n in range(28)
    ]
    shows, met = row_of(written(course_of([*values, *days]), "authorisation"), "At least 15")
    assert met == answer
    assert shows.startswith(f"{sick} in the 28 days before session 1")


def test_the_label_counts_days_of_four_hours():
    values = [v for v in people.anna() if not isinstance(v, DiaryDay | Intake)]
    days = [DiaryDay(patient="Anna", date=FIRST + DAY * n, headache=True, minutes=239) for n in range(28)]
    course = course_of([*values, *days])
    assert row_of(written(course, "authorisation"), "At least 15")[1] == "no"
    assert row_of(written(course, "authorisation", payer="nice"), "At least 15")[1] == "yes"


def test_a_count_that_missing_days_leave_open_is_not_shown():
    gone = without_days(ANNA, *[FIRST + DAY * n for n in range(11)])
    shows, met = row_of(written(gone, "authorisation"), "At least 15")
    assert met == "not shown"
    assert "17 of 28 days entered" in shows


@pytest.mark.parametrize(("days", "answer"), [(59, "no"), (60, "yes"), (61, "yes")])
def test_a_class_counts_from_sixty_days(days, answer):
    course = having_tried(tried("topiramate", 90), tried("propranolol", days))
    assert row_of(written(course, "authorisation"), "Preventives of at least 2")[1] == answer


def test_two_drugs_of_one_class_are_one_class():
    course = having_tried(tried("amitriptyline", 90), tried("venlafaxine", 90))
    shows, met = row_of(written(course, "authorisation"), "Preventives of at least 2")
    assert (shows, met) == ("1: antidepressants", "no")


def test_a_preventive_begun_after_the_first_session_was_not_tried_before_it():
    late = dataclasses.replace(tried("propranolol", 90), started_on=SESSION_1, stopped_on=SESSION_1 + 90 * DAY)
    course = having_tried(tried("topiramate", 90), late)
    assert row_of(written(course, "authorisation"), "Preventives of at least 2")[1] == "no"


@pytest.mark.parametrize(
    ("reasons", "answer"),
    [
        (("inefficacy", "intolerance", "contraindication"), "yes"),
        (("inefficacy", "intolerance", "other"), "no"),
        (("inefficacy", "intolerance", None), "not shown"),
    ],
)
def test_nice_asks_for_three_that_failed(reasons, answer):
    drugs = ("topiramate", "propranolol", "amitriptyline")
    course = having_tried(*(tried(drug, 90, reason) for drug, reason in zip(drugs, reasons, strict=True)))
    assert row_of(written(course, "authorisation", payer="nice"), "At least 3 preventives")[1] == answer


def test_no_preventive_on_record_is_not_no_preventive_tried():
    document = written(having_tried(), "authorisation")
    assert row_of(document, "Preventives of at least 2") == ("The record does not state it", "not shown")
    assert "does not say whether any was tried" in text_of(document)


@pytest.mark.parametrize(("born", "answer"), [(2006, "yes"), (2007, "not shown"), (2008, "no"), (None, "not shown")])
def test_the_age_is_known_to_the_year_of_birth(born, answer):
    course = dataclasses.replace(ANNA, person=dataclasses.replace(ANNA.person, birth_year=born))
    assert row_of(written(course, "authorisation"), "Age")[1] == answer


def test_overuse_below_every_limit_needs_no_managing_and_at_one_it_is_not_shown():
    assert row_of(written(ANNA, "authorisation", payer="nice"), "Medication overuse")[1] == "yes"
    pills = tuple(Intake(patient="Anna", date=FIRST + DAY * n, drug="sumatriptan", purpose="acute") for n in range(10))
    over = dataclasses.replace(ANNA, diary=dataclasses.replace(ANNA.diary, intakes=pills))
    shows, met = row_of(written(over, "authorisation", payer="nice"), "Medication overuse")
    assert met == "not shown"
    assert "reach an overuse limit" in shows


def test_going_on_asks_for_what_beginning_asked_and_more():
    begin = written(ANNA, "authorisation", payer="nice")
    go_on = written(ANNA, "continuation", payer="nice")
    assert row_of(go_on, "A fall in headache days of at least 30 % after 2 cycles")[1] == "yes"
    with pytest.raises(ValueError, match="not enough values"):
        row_of(begin, "A fall in headache days")


def test_no_response_is_said_in_the_letter_too():
    assert row_of(written(CLARA, "continuation", payer="nice"), "A fall in headache days")[1] == "no"


def test_a_cycle_that_has_not_been_lived_is_not_shown():
    early = compose(ANNA, Order(kind="continuation", payer="nice"), on=SESSION_1 + 40 * DAY)
    assert row_of(early, "A fall in headache days")[1] == "not shown"


def test_the_shortest_interval_and_the_most_units_are_told():
    document = written(ANNA, "continuation")
    assert row_of(document, "At least 84 days between") == ("The shortest was 84 days", "yes")
    assert row_of(document, "Not more than 400 units in 84 days") == ("At most 155 U", "yes")


def test_a_dose_elsewhere_that_may_lie_within_the_days_leaves_the_units_open():
    near = dataclasses.replace(ANNA.sessions[0], date=None)
    course = dataclasses.replace(ANNA, sessions=(near, *ANNA.sessions[1:]))
    assert row_of(written(course, "continuation"), "Not more than 400")[1] == "not shown"


def test_sessions_too_close_are_said():
    close = dataclasses.replace(ANNA.sessions[2], date=dataclasses.replace(ANNA.sessions[1].date))
    moved = dataclasses.replace(
        close.date, first=ANNA.sessions[1].date.first + 83 * DAY, last=ANNA.sessions[1].date.last + 83 * DAY
    )
    course = dataclasses.replace(ANNA, sessions=(ANNA.sessions[1], dataclasses.replace(close, date=moved)))
    assert row_of(written(course, "continuation"), "At least 84 days between") == ("The shortest was 83 days", "no")


@pytest.mark.parametrize(("payer", "marked"), [("nice", False), ("medicare", True), ("us-generic", True)])
def test_a_policy_that_was_not_seen_is_marked(payer, marked):
    told = text_of(written(ANNA, "authorisation", payer=payer))
    assert ("was not seen in the original source" in told) == marked
    assert "23 November 2026" in told


def test_an_appeal_before_the_first_session_is_about_beginning():
    untreated = dataclasses.replace(ANNA, sessions=())
    document = written(untreated, "appeal")
    assert row_of(document, "At least 15")[0] == "There is no session 1 with 28 days before it"
    assert "reconsider the refusal" in text_of(document)


def test_the_letter_says_how_many_points_are_shown():
    course = having_tried(tried("topiramate", 90), tried("propranolol", 90))
    assert "each of the 3 points" in text_of(written(course, "authorisation"))
    assert "2 of the 3 points" in text_of(written(having_tried(), "authorisation"))


# -- what is lacking ---------------------------------------------------------------------------------------
def lacking(course: Course) -> list[str]:
    from migrainedays.classification import profile
    from migrainedays.course import evaluate

    return [gap.said(wording("en")) for gap in gaps(evaluate(course, profile("LEIDEN_2023")))]


def test_nothing_is_lacking_of_a_full_record():
    assert lacking(having_tried(tried("topiramate", 90))) == []


def test_each_gap_is_named():
    days = tuple(
        dataclasses.replace(day, minutes=None, peak=None) if day.date < FIRST + 6 * DAY and day.headache else day
        for day in ANNA.diary.days
    )
    sick = sum(day.headache and day.minutes is None for day in days)
    course = dataclasses.replace(
        without_days(ANNA, FIRST + 27 * DAY),
        person=dataclasses.replace(ANNA.person, birth_year=None),
        preventives=(tried("moonstone", 90, None, None),),
    )
    diary = dataclasses.replace(ANNA.diary, days=days[:27] + days[28:], intakes_kept=False, intakes=())
    assert lacking(dataclasses.replace(course, diary=diary)) == [
        "1 of the 28 days before the first session were not entered.",
        f"The duration is missing on {sick} headache days.",
        f"The strength is missing on {sick} headache days.",
        "Acute drugs are not kept in the diary.",
        "The year of birth is not recorded.",
        "moonstone has no reason for stopping.",
        "moonstone has no dose.",
        "moonstone is of no class that is known here.",
    ]


def test_a_record_without_a_baseline_or_preventives_says_so():
    told = lacking(dataclasses.replace(ANNA, sessions=(), preventives=()))
    assert "There is no session 1 with a counted baseline." in told
    assert "No preventive is on record." in told


def test_days_missing_at_the_end_of_the_latest_cycle_are_a_gap():
    gone = without_days(course_of(people.eva()), FIRST + 350 * DAY, FIRST + 351 * DAY)
    assert "2 of the last 28 days of the latest cycle were not entered." in lacking(gone)


# -- the patient's sheet -----------------------------------------------------------------------------------
def points(*units: str) -> tuple[Injection, ...]:
    return tuple(
        Injection(
            patient="Anna", session=4, muscle="temporalis", side="left", site=n, units=Decimal(amount), view="left",
            x=Decimal("0.5"), y=Decimal("0.3"),
        )
        for n, amount in enumerate(units, 1)
    )  # fmt: skip


def test_the_sheet_says_what_was_given_and_when_to_call_for_help():
    told = text_of(written(dataclasses.replace(ANNA, injections=points("12.5", "2.5")), "session"))
    assert "155 U of onabotulinumtoxinA were injected at 2 points." in told
    assert "temporalis 2 15" in told
    assert "trouble swallowing, speaking or breathing" in told
    assert "In the 28 days before the first session you entered 28 days; 22 of them had headache." in told


def test_without_points_the_sheet_says_that_they_are_not_in_the_record():
    assert "The single points are not in this record." in text_of(written(ANNA, "session"))


def test_an_earlier_session_proposes_no_next_one():
    told = text_of(written(ANNA, "session", session=2))
    assert "Your session of 28 April 2025" in told
    assert "Your next session" not in told


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_map_speaks_the_patients_language(language):
    told = text_of(written(dataclasses.replace(ANNA, injections=points("12.5")), "session", language))
    for english in ("patient's", "Front", "Back", "face"):
        assert english not in told.replace("Face", "") or english == "face"
    assert wording(language)("map_side_left") in told


def test_units_not_known_are_said_not_to_be():
    unknown = tuple(dataclasses.replace(session, total_units=None) for session in ANNA.sessions)
    assert "not recorded of onabotulinumtoxinA" in text_of(
        written(dataclasses.replace(ANNA, sessions=unknown), "session")
    )


# -- the physician's page ----------------------------------------------------------------------------------
def test_the_physicians_page_begins_with_the_cycle():
    told = text_of(written(ANNA, "visit"))
    assert "The cycle: holding, since 20 July 2025." in told
    assert told.index("The cycle") < told.index("Sessions") < told.index("Rules of response")


def test_a_rule_that_rests_on_unverified_numbers_is_marked():
    assert "(unverified)" in text_of(written(ANNA, "visit"))


def test_drugs_stand_beside_the_limits_of_overuse():
    assert "triptans 3 10" in text_of(written(ANNA, "visit"))
    unkept = dataclasses.replace(ANNA, diary=dataclasses.replace(ANNA.diary, intakes=(), intakes_kept=False))
    assert "Overuse begins at" not in text_of(written(unkept, "visit"))


def test_current_preventives_and_adverse_events_are_named():
    taken = Preventive(patient="Anna", drug="candesartan", started_on=FIRST)
    event = AdverseEvent(patient="Anna", event="neck weakness", onset_on=SESSION_1 + DAY)
    told = text_of(written(dataclasses.replace(ANNA, preventives=(taken,), adverse_events=(event,)), "visit"))
    assert "Preventives taken now: candesartan." in told
    assert "neck weakness (4 February 2025)" in told


# -- wrong use and nothing to tell -------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_of_nobody_nothing_is_written(kind):
    with pytest.raises(NothingToEvaluate, match="no diary day and no session"):
        written(NEVER_SEEN, kind)


def test_a_summary_needs_its_session():
    with pytest.raises(NothingToEvaluate, match="no session 9 here"):
        written(ANNA, "session", session=9)
    with pytest.raises(NothingToEvaluate, match="no session here"):
        written(dataclasses.replace(ANNA, sessions=()), "session")


@pytest.mark.parametrize(
    ("order", "lists"),
    [
        ({"kind": "poem"}, "session, visit"),
        ({"kind": "visit", "language": "de"}, "en, fr, es"),
        ({"kind": "appeal", "payer": "nobody"}, "medicare, nice, us-generic"),
    ],
)
def test_what_is_not_there_is_named_with_what_is(order, lists):
    with pytest.raises(WrongUse, match=lists):
        compose(ANNA, Order(**order))


def test_a_name_stands_only_where_the_letterhead_has_one():
    named = written(ANNA, "referral", letterhead=Letterhead(patient="Anna Ament", practice=("The practice",)))
    assert "Anna Ament, born 1984" in text_of(named)
    assert "Patient Anna, born 1984" in text_of(written(ANNA, "referral"))


def test_a_document_tells_only_what_was_known_on_its_day():
    document = compose(ANNA, Order(kind="referral"), on=SESSION_1 + 30 * DAY)
    told = text_of(document)
    assert "There was one session" in told
    assert "from 22 in the 28 days before the first session to 8" in told
    assert document.on == SESSION_1 + 30 * DAY
