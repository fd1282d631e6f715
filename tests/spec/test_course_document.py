"""The document of one patient, section by section and each compared whole: what others read of a course."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from migrainedays.course import patient_to_json
from migrainedays.diary import DiaryDay, Exposure, Goal, Intake
from migrainedays.treatment import AdverseEvent, Injection, Person, Preventive, Session
from migrainedays.windows import DAY, Span
from tests.diaries import ANNA
from tests.treated import SESSION_1, evaluated, months, session_on, treated, without

WORN = treated(20, (8, 9, 12), (7, 8, 14), (7,))
SINCE = "from the baseline, from cycle 2 on."
NAMES = (
    "patient days windows baseline sessions rules cycle milestones abilities stress_days goals preventives_stopped "
    "acute_side_effects treatments notes"
)


def document(values, **options):
    return patient_to_json(evaluated(values, **options))


def test_the_sections_stand_in_their_order():
    assert list(document(WORN)) == NAMES.split()
    assert list(document([Person(patient=ANNA)])) == NAMES.split()


def test_nobody_has_an_empty_document():
    found = document([Person(patient=ANNA)])
    assert found["patient"] == ANNA
    assert found["days"] == {"entries": 0, "missing": 0, "headache_days": 0}
    assert found["baseline"] is None
    lists = ("windows", "sessions", "abilities", "stress_days", "goals", "preventives_stopped")
    assert all(found[name] == [] for name in (*lists, "acute_side_effects", "treatments", "notes"))


def test_days_windows_and_baseline_are_those_of_the_course():
    evaluation = evaluated(WORN)
    found = patient_to_json(evaluation)
    assert found["days"] == {"entries": 227, "missing": 0, "headache_days": 85}
    assert found["windows"] == [window.to_json() for window in evaluation.followed.windows]
    assert found["baseline"] == evaluation.followed.baseline.to_json()


def test_missing_days_are_those_between_the_first_and_the_last():
    gone = Span(SESSION_1 + DAY, SESSION_1 + 5 * DAY)
    assert document(list(without(treated(20, (8,)), gone)))["days"]["missing"] == 5
    alone = [Person(patient=ANNA), DiaryDay(patient=ANNA, date=SESSION_1, headache=True)]
    assert document(alone)["days"] == {"entries": 1, "missing": 0, "headache_days": 1}


def test_each_session_with_its_windows_its_falls_and_its_wearing_off():
    evaluation = evaluated(WORN)
    one, two, three = patient_to_json(evaluation)["sessions"]
    cycle = evaluation.followed.cycles[1]
    assert two == {
        "session": 2,
        "date": str(session_on(2)),
        "protocol": None,
        "version": None,
        "product": None,
        "units": None,
        "before": cycle.before.to_json(),
        "first": cycle.first.to_json(),
        "last": cycle.last.to_json(),
        "reduction_from_baseline": Fraction(13, 20),
        "reduction_from_baseline_rounded": 0.65,
        "reduction_from_before": Fraction(5, 12),
        "reduction_last": Fraction(3, 10),
        "wearing_off": {
            "index": Fraction(6),
            "verdict": "indeterminate",
            "why": "14 headache days in the last 28 against 8 on days 29 to 56. "
            "2 of the latest 2 cycles show it; mean -14.6 to 23.6 days.",
            "mean_low_rounded": -14.559,
            "mean_high_rounded": 23.559,
        },
    }
    assert one["wearing_off"] == {
        "index": Fraction(3),
        "verdict": "indeterminate",
        "why": "12 headache days in the last 28 against 9 on days 29 to 56. 1 of 2 cycles can be looked at.",
        "mean_low_rounded": None,
        "mean_high_rounded": None,
    }
    assert (three["session"], three["last"], three["reduction_last"]) == (3, None, None)
    assert three["wearing_off"]["why"] == "The cycle has no next session yet."


def test_a_session_names_its_protocol_its_product_and_its_units():
    here = Session(
        patient=ANNA, session=1, date=Span(SESSION_1, SESSION_1), protocol="preempt", version="1",
        product="onabotulinumtoxinA", total_units=Decimal("155.5"),
    )  # fmt: skip
    [found] = document([Person(patient=ANNA), *months(16, first=SESSION_1 - 28 * DAY), here])["sessions"]
    named = {name: found[name] for name in ("protocol", "version", "product", "units")}
    assert named == {"protocol": "preempt", "version": "1", "product": "onabotulinumtoxinA", "units": 155.5}
    assert (found["reduction_from_baseline"], found["reduction_from_baseline_rounded"]) == (None, None)


def test_thirds_are_exact_and_rounded_beside():
    [found] = document(treated(21, (14,)))["sessions"]
    assert found["reduction_from_baseline"] == Fraction(1, 3)
    assert found["reduction_from_baseline_rounded"] == 0.333


def test_a_rule_has_its_claims_and_whether_they_were_seen():
    rules = document(WORN)["rules"]
    assert rules["responder_30"] == {
        "verdict": "yes",
        "by_bounds": "yes",
        "why": "From 20 to 7 headache days in 28, a fall of 65 %; 30 % is asked for.",
        "session": 3,
        "claims": ["response.responder_30"],
        "verified": True,
    }
    assert rules["ihs_2025"]["verified"] is False


def test_the_cycle_by_the_chosen_definition_and_by_all():
    cycle = document(treated(20, (8, 9, 12), (7,)))["cycle"]
    by_definition = cycle.pop("by_definition")
    assert cycle == {
        "state": "broken",
        "since": "2026-05-24",
        "definition": "nice_reversion",
        "probability": None,
        "why": "Days in the latest windows: 20, 8, 9, 12, 7. "
        "NICE reversion to episodic migraine: below 15 in 3 windows in a row.",
        "next": "2 windows in a row below 15 would be called holding; "
        "2 windows in a row of 15 days or more would be called returned.",
        "history": [
            {"state": "chronic", "since": "2026-03-01"},
            {"state": "easing", "since": "2026-03-29"},
            {"state": "broken", "since": "2026-05-24"},
        ],
    }
    assert list(by_definition) == ["ehf_low_frequency", "ihs_modest", "ihs_optimal", "nice_reversion"]
    assert by_definition["nice_reversion"] == cycle
    assert by_definition["ihs_modest"] == {
        "state": "not_evaluable",
        "since": None,
        "definition": "ihs_modest",
        "probability": None,
        "why": "The latest windows are not decided by what was entered.",
        "next": "A window whose entered days decide whether it lies below 7.",
        "history": [],
    }


def test_milestones_say_what_they_ask_for():
    found = document(treated(20, (8, 9, 12), (7,)))["milestones"]
    in_a_row = "in each of 3 windows in a row on treatment."
    assert found == [
        {"level": "L0", "reached_on": "2026-03-02", "says": "Treatment begun."},
        {"level": "L1", "reached_on": "2026-06-23", "says": f"A fall of at least 30 % {SINCE}"},
        {"level": "L2", "reached_on": "2026-06-23", "says": f"A fall of at least 50 % {SINCE}"},
        {"level": "L3", "reached_on": "2026-05-24", "says": f"Episodic: fewer than 15 headache days {in_a_row}"},
        {"level": "L4", "reached_on": None, "says": f"Low frequency: fewer than 10 headache days {in_a_row}"},
        {
            "level": "L5", "reached_on": None,
            "says": "Optimal control: fewer than 4 days with migraine or more than mild headache, acute drugs working, "
            + in_a_row,
        },
        {
            "level": "L6", "reached_on": None,
            "says": f"Freedom: 0 days with migraine or more than mild headache {in_a_row}",
        },
        {
            "level": "L7", "reached_on": None,
            "says": "Durable: the cycle stays broken for at least 24 weeks after the last session.",
        },
    ]  # fmt: skip


def test_each_milestone_names_its_claim():
    assert [(step.level, step.claims) for step in evaluated(WORN).milestones] == [
        ("L0", ()),
        ("L1", ("response.responder_30",)),
        ("L2", ("response.responder_50",)),
        ("L3", ("nice_ta260.episodic",)),
        ("L4", ("ehf_2018.low_frequency",)),
        ("L5", ("ihs_2025.optimal",)),
        ("L6", ("ihs_2025.freedom",)),
        ("L7", ("cycle.durable_weeks",)),
    ]


def test_abilities_and_stress_days_count_what_followed():
    def met(n, factor, level):
        moment = dt.datetime.combine(SESSION_1 + DAY * n, dt.time(10), dt.UTC)
        return Exposure(patient=ANNA, date=SESSION_1 + DAY * n, factor=factor, level=level, at=moment)

    days = [DiaryDay(patient=ANNA, date=SESSION_1 + DAY * n, headache=n == 2) for n in range(1, 7)]
    asked = [met(1, "stress", 2), met(4, "stress", 1), met(5, "stress", 0)]
    drug = Intake(patient=ANNA, date=SESSION_1 + DAY * 4, drug="ibuprofen", purpose="acute")
    here = Session(patient=ANNA, session=1, date=Span(SESSION_1, SESSION_1))
    found = document([Person(patient=ANNA, zone="UTC"), here, *days, *asked, drug])
    assert found["abilities"] == [
        {
            "factor": "stress",
            "cycle": 1,
            "exposed": 2,
            "at_risk": 2,
            "headache_24h": 1,
            "acute_24h": 0,
            "unexposed_rate": Fraction(0),
            "unexposed": 1,
            "verdict": "not_enough",
            "why": "0 exposures at risk before, 2 since; at least 5 each are asked for.",
        }
    ]
    assert found["stress_days"] == [
        {"cycle": 1, "stress_days": 2, "acute_on_stress_days": 1, "other_days": 1, "acute_on_other_days": 0}
    ]


def test_goals_preventives_and_side_effects():
    values = [
        *treated(20, (8,)),
        *[Goal(patient=ANNA, goal=name, date=SESSION_1, level=level) for name, level in (("a", 1), ("b", 1), ("c", 0))],
        Preventive(
            patient=ANNA, drug="topiramate", started_on=SESSION_1 - DAY, stopped_on=SESSION_1, stop_reason="other"
        ),
        AdverseEvent(patient=ANNA, event="palpitation", onset_on=SESSION_1, drug="sumatriptan", severity="mild"),
        AdverseEvent(patient=ANNA, event="ptosis", onset_on=SESSION_1),
    ]
    found = document(values)
    assert found["goals"] == [{"date": "2026-03-02", "goals": 3, "t_rounded": 59.13}]
    assert found["preventives_stopped"] == [{"drug": "topiramate", "stopped_on": "2026-03-02", "reason": "other"}]
    assert found["acute_side_effects"] == [
        {"event": "palpitation", "drug": "sumatriptan", "onset_on": "2026-03-02", "severity": "mild"}
    ]


def test_treatments_here_and_elsewhere_stand_side_by_side():
    elsewhere = Session(
        patient=ANNA, session=0, date=Span.read("2024-05"), place="by the sea", product="abobotulinumtoxinA",
        recalled_before=Decimal(25), recalled_after=Decimal("12.5"), drugs_then="triptans", side_effects="stiff neck",
    )  # fmt: skip
    undated = Session(patient=ANNA, session=-1)
    evaluation = evaluated([*treated(20, (8,)), elsewhere, undated])
    first, told, counted = patient_to_json(evaluation)["treatments"]
    nothing = {
        "session": -1, "date": None, "place": None, "product": None, "units": None, "told_before": None,
        "told_after": None, "counted_before": None, "counted_after": None, "drugs_then": None, "side_effects": None,
    }  # fmt: skip
    assert first == nothing
    assert told == {
        "session": 0, "date": "2024-05", "place": "by the sea", "product": "abobotulinumtoxinA", "units": None,
        "told_before": 25, "told_after": 12.5, "counted_before": None, "counted_after": None,
        "drugs_then": "triptans", "side_effects": "stiff neck",
    }  # fmt: skip
    [cycle] = evaluation.followed.cycles
    assert counted == nothing | {
        "session": 1,
        "date": "2026-03-02",
        "counted_before": cycle.before.headache_days.to_json(),
        "counted_after": cycle.first.headache_days.to_json(),
    }


def test_units_are_whole_where_they_are_whole():
    points = [
        Injection(patient=ANNA, session=1, muscle="procerus", side="middle", site=n, units=Decimal("2.5"))
        for n in (1, 2)
    ]
    [found] = document([*treated(20, (8,)), *points])["sessions"]
    assert found["units"] == 5
    assert isinstance(found["units"], int)


NO_SESSION_1 = "There is no session 1, so there is no baseline and no rule can be judged against it."
OUT_OF_ORDER = "The dates of the sessions do not rise with their numbers; look at them first."


@pytest.mark.parametrize(
    ("values", "notes"),
    [
        (treated(20, (9,)), []),
        ([value for value in treated(20, (9, 9, 9), (9,)) if getattr(value, "session", None) != 1], [NO_SESSION_1]),
        (
            treated(20, (18, 18, 18), (17, 17, 17), (9,), (8,)),
            ["A late responder: a fall of half was first reached after session 3."],
        ),
        (treated(20, (9, 9, 9), (18, 18, 18), (9,)), []),
        (
            [
                *[value for value in treated(20, (18, 18, 18)) if not isinstance(value, Session)],
                Session(patient=ANNA, session=1, date=Span(SESSION_1, SESSION_1)),
                Session(patient=ANNA, session=2, date=Span(SESSION_1 - DAY, SESSION_1 - DAY)),
            ],
            [OUT_OF_ORDER],
        ),
    ],
)
def test_notes_say_what_to_look_at_first(values, notes):
    assert document(values)["notes"] == notes
