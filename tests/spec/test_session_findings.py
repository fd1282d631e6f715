"""Before a session is signed it is checked. Each rule is shown here just below, at and above its limit.

A finding *blocks* (a planned session cannot be signed), *stops* (someone names a reason) or asks to *look*.
"""

import dataclasses
import datetime as dt
import json
from decimal import Decimal

import pytest

from migrainedays.literature import claim
from migrainedays.protocol import Findings, Severity, check, document_of_findings, shipped
from migrainedays.protocol.rules.answers import QUESTIONS
from migrainedays.treatment import Condition, Person
from migrainedays.treatment.consent import Consent
from migrainedays.treatment.dilution import Millilitres
from migrainedays.treatment.history import Baseline
from migrainedays.treatment.products import AbobotulinumtoxinA, OnabotulinumtoxinA
from migrainedays.treatment.stock import Draw
from tests.sessions import (
    NOW,
    PATIENT,
    PREEMPT,
    TODAY,
    ago,
    answers,
    charted,
    charted_units,
    day,
    earlier,
    history,
    injections_of,
    told,
    vial,
)

BLOCK, STOP, LOOK = Severity.BLOCK, Severity.STOP, Severity.LOOK
EXTENDED = shipped().version("preempt-follow-the-pain")
TEMPLATE = shipped().version("six-trigger-sites", "1")


def severity(findings: Findings, rule: str) -> Severity | None:
    """How grave the finding of one rule is, None where the rule found nothing."""
    return next((finding.severity for finding in findings.found if finding.rule == rule), None)


def only(findings: Findings) -> tuple[str, ...]:
    """All that was found, each as its severity and its rule."""
    return tuple(f"{finding.severity.word} {finding.rule}" for finding in findings.found)


# -- a standard session ---------------------------------------------------------------------------------
def test_a_session_as_planned_with_all_answered_is_all_clear_and_says_what_was_checked() -> None:
    findings = check(charted(), PREEMPT, history())
    assert findings.found == ()
    assert findings.all_clear is not None
    assert len(findings.all_clear) >= 15
    assert "no pregnancy" in findings.all_clear
    assert findings.can_be_signed()


def test_with_anything_unknown_there_is_no_all_clear() -> None:
    findings = check(charted(vials=[vial(diluent=None)]), PREEMPT, history())
    assert [f.severity for f in findings.found] == [LOOK]
    assert findings.unknown == ("diluent of vial V1",)
    assert findings.all_clear is None
    assert findings.can_be_signed()


def test_every_finding_names_its_rule_its_sentence_its_inputs_and_its_sources() -> None:
    findings = check(charted(vials=[], product=None), PREEMPT, history(earlier(1, ago(30), None), conditions=()))
    assert len(findings.found) >= 5
    for finding in findings.found:
        assert finding.sentence.endswith(".")
        assert finding.inputs
        assert all(source.source for source in finding.sources)


def test_the_gravest_stands_first() -> None:
    findings = check(charted(vials=[vial(expires_on=ago(1), diluent=None)]), PREEMPT, history(earlier(1, ago(10))))
    assert [f.severity for f in findings.found] == sorted((f.severity for f in findings.found), reverse=True)


def test_the_limits_are_those_of_the_label() -> None:
    """A canary: whoever changes a limit changes this line too, and says why."""
    names = ("interval_days", "cumulative_units", "cumulative_days", "cumulative_look_days", "hours_after_opening")
    assert [claim(f"treatment.{name}").number for name in names] == [84, 400, 84, 92, 24]
    assert claim("treatment.other_toxin_months").number == 4
    assert claim("treatment.indication_headache_days").number == 15


def test_a_check_is_kept_with_the_limits_as_they_were() -> None:
    findings = check(charted(), PREEMPT, history(earlier(1, ago(83))))
    kept = json.loads(json.dumps(document_of_findings(findings)))
    assert kept["findings"] == [
        {
            "rule": "interval",
            "severity": "stop",
            "sentence": "The last toxin was 83 days ago (here, chronic migraine); 84 are the least.",
            "inputs": {"days since the last toxin": "83", "limit in days": "84"},
            "unknown": [],
            "countersign": False,
            "despite": False,
            "sources": [
                {
                    "claim": "treatment.interval_days",
                    "says": claim("treatment.interval_days").says,
                    "source": claim("treatment.interval_days").source,
                    "verified": True,
                    "limit": "84",
                    "unit": "days",
                }
            ],
        }
    ]
    assert kept["all_clear"] is False
    assert len(kept["checked"]) >= 15
    assert findings.found[0].verified
    assert findings.found[0].interrupts


def test_what_rests_on_a_source_that_was_not_seen_says_so() -> None:
    findings = check(charted(), PREEMPT, history(conditions=answers(neuromuscular=True)))
    assert not findings.found[0].verified


# -- questions about health -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("allergy", BLOCK),
        ("infection_at_site", BLOCK),
        ("neuromuscular", STOP),
        ("dysphagia", STOP),
        ("breathing", STOP),
        ("aminoglycoside", STOP),
        ("muscle_relaxant", STOP),
        ("pregnancy", STOP),
        ("lactation", LOOK),
        ("anticoagulant", LOOK),
    ],
)
def test_a_yes_is_found_and_a_no_is_not(condition: str, expected: Severity) -> None:
    yes = check(charted(), PREEMPT, history(conditions=answers(**{condition: True})))
    assert severity(yes, condition) == expected
    assert len(yes.found) == 1
    no = check(charted(), PREEMPT, history(conditions=answers(**{condition: False})))
    assert no.found == ()


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("allergy", "The patient has a known allergy to the toxin or to a component of it"),
        ("infection_at_site", "There is an infection at an injection site"),
        ("neuromuscular", "The patient has a neuromuscular disease"),
        ("dysphagia", "The patient has trouble swallowing"),
        ("breathing", "The patient has trouble breathing"),
        ("aminoglycoside", "The patient takes an aminoglycoside antibiotic"),
        ("muscle_relaxant", "The patient takes a muscle relaxant"),
        ("pregnancy", "The patient is pregnant"),
        ("lactation", "The patient is breast-feeding"),
        ("anticoagulant", "The patient takes an anticoagulant"),
    ],
)
def test_each_answer_is_said_as_a_person_would_say_it(condition: str, sentence: str) -> None:
    assert {question.condition for question in QUESTIONS} >= {condition}
    (said,) = check(charted(), PREEMPT, history(conditions=answers(**{condition: True}))).found
    assert said.sentence == f"{sentence}, as answered on 2026-06-01."
    detailed = tuple(
        dataclasses.replace(c, detail="since March") if c.condition == condition else c
        for c in answers(**{condition: True})
    )
    (said,) = check(charted(), PREEMPT, history(conditions=detailed)).found
    assert said.sentence == f"{sentence} (since March), as answered on 2026-06-01."


def test_every_question_has_its_sentence() -> None:
    for question in QUESTIONS:
        assert question.yes.startswith(("The patient ", "There is "))
        assert "has or takes" not in question.yes


@pytest.mark.parametrize(
    "condition",
    ["allergy", "infection_at_site", "neuromuscular", "dysphagia", "breathing", "aminoglycoside", "pregnancy"],
)
def test_an_unanswered_question_blocks_whether_it_was_skipped_or_never_asked(condition: str) -> None:
    skipped = check(charted(), PREEMPT, history(conditions=answers(**{condition: None})))
    never = tuple(c for c in answers() if c.condition != condition)
    for findings in (skipped, check(charted(), PREEMPT, history(conditions=never))):
        assert only(findings) == ("block safety_unanswered",)
        assert severity(findings, "safety_unanswered") == BLOCK
        assert findings.unknown
        assert not findings.can_be_signed(reasons=["safety_unanswered"])


def test_all_unanswered_questions_are_one_finding() -> None:
    findings = check(charted(), PREEMPT, history(conditions=()))
    assert only(findings) == ("block safety_unanswered",)
    assert len(findings.found[0].unknown) == 10


def test_todays_questions_are_asked_today_and_standing_ones_hold() -> None:
    yesterday = answers(ago(1))
    findings = check(charted(), PREEMPT, history(conditions=yesterday))
    (finding,) = findings.found
    assert set(finding.unknown) == {
        "infection at an injection site",
        "an aminoglycoside antibiotic",
        "a muscle relaxant",
        "pregnancy",
        "breast-feeding",
        "toxin given elsewhere for anything (none, some, or not known)",
    }


def test_an_answer_that_has_run_out_is_no_answer() -> None:
    def allergy(until: dt.date) -> tuple[Condition, ...]:
        old = Condition(patient=PATIENT, condition="allergy", asked_on=ago(50), answer=False, until=until)
        return (*(c for c in answers() if c.condition != "allergy"), old)

    assert check(charted(), PREEMPT, history(conditions=allergy(TODAY))).found == ()
    assert only(check(charted(), PREEMPT, history(conditions=allergy(ago(1))))) == ("block safety_unanswered",)


def test_a_drug_taken_until_next_week_still_counts_at_todays_session() -> None:
    until = Condition(
        patient=PATIENT, condition="aminoglycoside", asked_on=ago(3), answer=True, until=TODAY, detail="gentamicin"
    )
    others = tuple(c for c in answers() if c.condition != "aminoglycoside")
    findings = check(charted(), PREEMPT, history(conditions=(*others, until)))
    assert only(findings) == ("stop aminoglycoside",)
    assert "gentamicin" in findings.found[0].sentence


def test_the_latest_answer_counts() -> None:
    earlier_yes = Condition(patient=PATIENT, condition="pregnancy", asked_on=ago(84), answer=True)
    assert check(charted(), PREEMPT, history(conditions=(earlier_yes, *answers()))).found == ()


def test_a_man_is_not_asked_about_pregnancy_and_someone_unknown_is() -> None:
    without = tuple(c for c in answers() if c.condition not in ("pregnancy", "lactation"))
    man = Person(patient=PATIENT, sex="male", birth_year=1980)
    assert check(charted(), PREEMPT, history(conditions=without, person=man)).found == ()
    for person in (Person(patient=PATIENT, birth_year=1980), Person(patient=PATIENT, sex="other", birth_year=1980)):
        assert only(check(charted(), PREEMPT, history(conditions=without, person=person))) == (
            "block safety_unanswered",
        )


# -- consent --------------------------------------------------------------------------------------------
def consent(**changes: object) -> Consent:
    given = Consent(patient=PATIENT, text_version="3", given_on=TODAY, explained_by="Dr Demo", off_label_named=True)
    return dataclasses.replace(given, **changes)


def test_missing_consent_stops() -> None:
    findings = check(charted(), PREEMPT, history(consents=()))
    assert severity(findings, "consent") == STOP
    assert not findings.can_be_signed()
    assert findings.can_be_signed(reasons=["consent"])


@pytest.mark.parametrize(
    ("held", "found"),
    [
        (consent(given_on=TODAY), False),
        (consent(given_on=TODAY + dt.timedelta(days=1)), True),
        (consent(given_on=ago(9), withdrawn_on=TODAY), True),
        (consent(given_on=ago(9), withdrawn_on=TODAY + dt.timedelta(days=1)), False),
    ],
)
def test_consent_holds_from_its_day_until_it_is_taken_back(held: Consent, found: bool) -> None:
    assert (severity(check(charted(), PREEMPT, history(consents=(held,))), "consent") == STOP) is found


def test_consent_to_an_off_label_protocol_names_that() -> None:
    unnamed = history(consents=(consent(off_label_named=False),))
    assert only(check(charted(TEMPLATE), TEMPLATE, unnamed)) == ("stop consent_off_label",)
    assert check(charted(), PREEMPT, unnamed).found == ()
    assert check(charted(TEMPLATE), TEMPLATE, history(consents=(consent(),))).found == ()


# -- days since the last toxin --------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "expected"), [(83, STOP), (84, None), (85, None)])
def test_under_84_days_since_the_last_toxin_stops(days: int, expected: Severity | None) -> None:
    findings = check(charted(), PREEMPT, history(earlier(1, ago(days))))
    assert severity(findings, "interval") == expected
    assert findings.unknown == ()


def test_toxin_elsewhere_for_something_else_counts_for_the_interval() -> None:
    elsewhere = earlier(0, ago(40), "20", place="a skin clinic", indication="wrinkles")
    findings = check(charted(), PREEMPT, history(earlier(1, ago(90)), elsewhere))
    assert severity(findings, "interval") == STOP
    assert "a skin clinic" in findings.found[0].sentence


@pytest.mark.parametrize(("told", "expected"), [("2026-02", None), ("2026-03", STOP), ("2026", STOP), ("2025", None)])
def test_of_a_dose_told_by_month_or_year_the_latest_day_counts(told: str, expected: Severity | None) -> None:
    """1 June is 93 days after the end of February and 62 after the end of March."""
    findings = check(charted(), PREEMPT, history(earlier(0, told, place="elsewhere")))
    assert severity(findings, "interval") == expected
    if expected:
        assert "the day of the last toxin" in findings.unknown
        assert " to " in next(f.sentence for f in findings.found if f.rule == "interval")


def test_of_a_dose_told_by_month_that_is_too_early_on_each_of_its_days_nothing_is_unknown() -> None:
    findings = check(charted(), PREEMPT, history(earlier(0, "2026-05", place="elsewhere")))
    assert findings.found[0].sentence.startswith("The last toxin was 1 to 31 days ago (elsewhere")
    assert findings.unknown == ()


def test_a_dose_without_any_date_may_be_of_yesterday() -> None:
    findings = check(charted(), PREEMPT, history(earlier(0, None, place="elsewhere")))
    assert severity(findings, "interval") == STOP
    assert findings.unknown
    assert "an unknown number of days ago" in next(f.sentence for f in findings.found if f.rule == "interval")


def test_a_protocol_with_a_longer_interval_only_asks_to_look() -> None:
    slower = dataclasses.replace(PREEMPT, interval_days=98)
    assert severity(check(charted(), slower, history(earlier(1, ago(97)))), "protocol_interval") == LOOK
    assert check(charted(), slower, history(earlier(1, ago(98)))).found == ()


def test_a_session_after_this_one_is_not_before_it() -> None:
    assert check(charted(), PREEMPT, history(earlier(1, ago(90)), earlier(3, ago(-10)))).found == ()


# -- units in 84 days, over all indications -------------------------------------------------------------
@pytest.mark.parametrize(("units", "expected"), [("244.9", None), ("245", None), ("245.1", STOP)])
def test_over_400_units_in_84_days_stops_and_needs_a_countersignature(units: str, expected: Severity | None) -> None:
    """155 U today."""
    findings = check(charted(), PREEMPT, history(earlier(1, ago(84), units)))
    assert severity(findings, "cumulative_units") == expected
    assert all(f.countersign for f in findings.found if f.rule == "cumulative_units")


@pytest.mark.parametrize(("days", "expected"), [(83, STOP), (84, STOP), (85, LOOK), (91, LOOK), (92, LOOK), (93, None)])
def test_days_85_to_92_ask_to_look(days: int, expected: Severity | None) -> None:
    findings = check(charted(), PREEMPT, history(earlier(1, ago(days), "300")))
    assert severity(findings, "cumulative_units") == expected
    told = [finding.sentence for finding in findings.found if finding.rule == "cumulative_units"]
    assert [sentence.endswith("the most is 400 U in 84 days.") for sentence in told] == [expected == LOOK] * len(told)


def test_doses_for_every_indication_are_summed() -> None:
    bladder = earlier(0, ago(60), "200", place="urology", indication="overactive bladder")
    findings = check(charted(), PREEMPT, history(earlier(1, ago(84), "100"), bladder))
    assert severity(findings, "cumulative_units") == STOP
    inputs = dict(next(f.inputs for f in findings.found if f.rule == "cumulative_units"))
    assert inputs["today"] == "155 U".removesuffix(" U")
    assert set(inputs.values()) >= {"200 U", "100 U"}


def test_a_session_without_a_total_is_summed_from_its_points() -> None:
    points = tuple(dataclasses.replace(i, session=1, units=Decimal(8)) for i in injections_of(PREEMPT))
    findings = check(charted(), PREEMPT, history(earlier(1, ago(84), None), injections=points))
    assert severity(findings, "cumulative_units") == STOP  # 155 + 248 = 403


# -- other products, unknown doses ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "expected"), [("2026-01-31", None), ("2026-02-01", STOP), ("2026-02-02", STOP), ("2026-02", STOP)]
)
def test_another_toxin_within_4_months_stops(on: str, expected: Severity | None) -> None:
    findings = check(charted(), PREEMPT, history(earlier(0, on, "500", product="Dysport", place="elsewhere")))
    assert severity(findings, "other_toxin") == expected


def test_units_of_another_product_are_in_no_sum() -> None:
    other = earlier(0, ago(90), "1000", product="abobotulinumtoxinA", place="elsewhere")
    findings = check(charted(), PREEMPT, history(other))
    assert only(findings) == ("stop other_toxin",)
    assert findings.unknown == ()
    unsized = check(charted(), PREEMPT, history(dataclasses.replace(other, total_units=None)))
    assert "the size of that dose" in unsized.unknown
    assert "neither added nor converted" in findings.found[0].sentence


def test_brand_and_generic_name_are_one_product() -> None:
    assert check(charted(), PREEMPT, history(earlier(0, ago(90), "100", product="Botox", place="x"))).found == ()


@pytest.mark.parametrize("lacking", ["total_units", "product"])
def test_a_dose_of_unknown_size_or_product_is_a_finding_of_its_own(lacking: str) -> None:
    told = earlier(0, ago(100), "100", place="elsewhere")
    findings = check(charted(), PREEMPT, history(dataclasses.replace(told, **{lacking: None})))
    assert only(findings) == ("stop unknown_dose",)
    assert severity(findings, "unknown_dose") == STOP
    assert findings.unknown
    long_ago = dataclasses.replace(told, **{lacking: None}, date=day("2025"))
    assert check(charted(), PREEMPT, history(long_ago)).found == ()


def test_not_knowing_whether_toxin_was_given_elsewhere_stops() -> None:
    findings = check(charted(), PREEMPT, history(conditions=answers(other_toxin=None)))
    assert only(findings) == ("stop toxin_elsewhere",)
    assert severity(findings, "toxin_elsewhere") == STOP
    assert findings.unknown


def test_some_toxin_elsewhere_stops_until_its_dose_is_on_record() -> None:
    some = answers(other_toxin=True)
    assert only(check(charted(), PREEMPT, history(conditions=some))) == ("stop toxin_elsewhere",)
    recorded = (earlier(1, ago(84)), earlier(0, ago(100), "20", place="a skin clinic"))
    assert check(charted(), PREEMPT, history(*recorded, conditions=some)).found == ()


# -- vials ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("expires_on", "expected"), [(ago(1), BLOCK), (TODAY, None), (ago(-1), None)])
def test_an_expired_lot_blocks(expires_on: dt.date, expected: Severity | None) -> None:
    findings = check(charted(vials=[vial(expires_on=expires_on)]), PREEMPT, history())
    assert severity(findings, "vial_expired") == expected


@pytest.mark.parametrize(
    ("open_for", "expected"),
    [
        (dt.timedelta(hours=23, minutes=59), None),
        (dt.timedelta(hours=24), None),
        (dt.timedelta(hours=24, seconds=1), BLOCK),
    ],
)
def test_a_vial_open_for_over_24_hours_blocks(open_for: dt.timedelta, expected: Severity | None) -> None:
    findings = check(charted(vials=[vial(opened_at=NOW - open_for)]), PREEMPT, history())
    assert severity(findings, "vial_hours") == expected


@pytest.mark.parametrize(("wasted", "expected"), [("44.9", None), ("45", None), ("45.1", BLOCK)])
def test_a_vial_that_holds_too_little_blocks(wasted: str, expected: Severity | None) -> None:
    """200 U in the vial, 155 U charted."""
    findings = check(charted(vials=[vial(wasted=Decimal(wasted))]), PREEMPT, history())
    assert severity(findings, "vial_overdrawn") == expected


def test_a_quarantined_or_discarded_vial_blocks() -> None:
    assert only(check(charted(vials=[vial(quarantined=True)]), PREEMPT, history())) == ("block vial_quarantined",)
    later = vial(discarded_at=NOW + dt.timedelta(minutes=1))
    assert check(charted(vials=[later]), PREEMPT, history()).found == ()
    thrown = vial(discarded_at=NOW)
    assert only(check(charted(vials=[thrown]), PREEMPT, history())) == ("block vial_discarded",)


def test_a_vial_of_another_product_blocks() -> None:
    other = vial(units=AbobotulinumtoxinA(500), diluent=Millilitres.of("10"))
    assert severity(check(charted(vials=[other]), PREEMPT, history()), "vial_product") == BLOCK


def test_a_vial_typed_by_hand_or_not_named_stops() -> None:
    assert only(check(charted(vials=[]), PREEMPT, history())) == ("stop vial_typed",)
    unnamed = charted(injections=injections_of(PREEMPT, vial=None))
    assert only(check(unnamed, PREEMPT, history())) == ("stop vial_unnamed",)


def test_a_vial_shared_with_another_patient_and_another_dilution_ask_to_look() -> None:
    draw = Draw(vial="V1", at=NOW, units=OnabotulinumtoxinA(20), patient="P2", session=1)
    assert only(check(charted(vials=[vial(draws=(draw,))]), PREEMPT, history())) == ("look vial_shared",)
    own = dataclasses.replace(draw, patient=PATIENT)
    assert check(charted(vials=[vial(draws=(own,))]), PREEMPT, history()).found == ()
    findings = check(charted(vials=[vial(diluent=Millilitres.of(8))]), PREEMPT, history())
    assert only(findings) == ("look dilution",)
    assert "8 mL" in findings.found[0].sentence
    assert "4 mL" in findings.found[0].sentence


def test_when_a_vial_was_opened_must_be_known() -> None:
    findings = check(charted(vials=[vial(opened_at=None)]), PREEMPT, history())
    assert severity(findings, "vial_hours") == LOOK
    assert findings.all_clear is None


# -- the plan -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("units", "expected"), [("155.1", None), ("194.9", None), ("195", None), ("195.1", STOP)])
def test_over_the_protocols_cap_stops(units: str, expected: Severity | None) -> None:
    uncapped = dataclasses.replace(PREEMPT, caps={})
    assert severity(check(charted_units(units), uncapped, history()), "protocol_cap") == expected


@pytest.mark.parametrize(("units", "expected"), [("9.9", None), ("10", None), ("10.1", STOP)])
def test_over_a_muscles_cap_stops(units: str, expected: Severity | None) -> None:
    """Corrugator: 10 U at most, both sides together."""
    assert severity(check(charted_units(units), PREEMPT, history()), "muscle_cap") == expected


@pytest.mark.parametrize(("units", "expected"), [("4.9", None), ("5", None), ("5.1", STOP)])
def test_over_a_points_cap_stops(units: str, expected: Severity | None) -> None:
    first = injections_of(EXTENDED)
    optional = next(site for site in EXTENDED.sites if site.optional)
    point = dataclasses.replace(
        first[0],
        muscle=optional.muscle,
        side=optional.side,
        site=optional.site,
        units=Decimal(units),
        view=optional.view,
        x=optional.x,
        y=optional.y,
        reason="pain elsewhere today",
    )
    findings = check(charted(EXTENDED, injections=(*first, point)), EXTENDED, history())
    assert severity(findings, "site_cap") == expected
    told = [finding.sentence for finding in findings.found if finding.rule == "site_cap"]
    assert told == (["5.1 U at temporalis 5, patient's LEFT; 5 U are the most there."] if expected else [])


@pytest.mark.parametrize(("units", "expected"), [("74.9", LOOK), ("75", None), ("75.1", None)])
def test_under_the_least_that_a_protocol_names_asks_to_look(units: str, expected: Severity | None) -> None:
    findings = check(charted_units(units, TEMPLATE), TEMPLATE, history())
    assert severity(findings, "protocol_least") == expected


def test_optional_points_may_be_given_or_not() -> None:
    assert check(charted(EXTENDED), EXTENDED, history()).found == ()
    everything = dataclasses.replace(
        EXTENDED, sites=tuple(dataclasses.replace(site, optional=False) for site in EXTENDED.sites)
    )
    full = charted(EXTENDED, injections=injections_of(everything))
    assert full.total_units == 195
    assert check(full, EXTENDED, history()).found == ()


def test_a_difference_without_a_reason_stops_and_with_one_does_not() -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], units=Decimal("2.5"))
    findings = check(charted(injections=points), PREEMPT, history())
    assert only(findings) == ("stop deviation_without_reason",)
    assert "2.5 U at left corrugator 1 where 5 U are planned" in findings.found[0].sentence
    points[0] = dataclasses.replace(points[0], reason="side effect after an earlier session")
    assert check(charted(injections=points), PREEMPT, history()).found == ()


def test_units_that_are_not_given_block() -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], units=None)
    assert severity(check(charted(injections=points), PREEMPT, history()), "units_missing") == BLOCK
    assert severity(check(charted(injections=[]), PREEMPT, history()), "units_missing") == BLOCK


def test_one_side_twice_and_the_other_not_at_all_asks_to_look() -> None:
    points = [i for i in injections_of(TEMPLATE) if (i.muscle, i.side) != ("temporalis", "right")]
    left = next(i for i in points if (i.muscle, i.side) == ("temporalis", "left"))
    left_out = next(i for i in injections_of(TEMPLATE) if (i.muscle, i.side) == ("temporalis", "right"))
    points += [
        dataclasses.replace(left, site=2, reason="anatomy"),
        dataclasses.replace(left_out, units=Decimal(0), reason="anatomy"),
    ]
    findings = check(charted(TEMPLATE, injections=points), TEMPLATE, history())
    assert only(findings) == ("look same_side_twice",)
    assert "patient's LEFT" in findings.found[0].sentence
    assert severity(findings, "same_side_twice") == LOOK


def test_a_point_that_lies_on_the_other_side_than_it_says_stops() -> None:
    points = list(injections_of(PREEMPT))
    points[0] = dataclasses.replace(points[0], x=1 - points[0].x, reason="anatomy")
    findings = check(charted(injections=points), PREEMPT, history())
    assert only(findings) == ("stop side_against_place",)
    assert severity(findings, "side_against_place") == STOP


def test_a_session_of_another_version_or_product_is_found() -> None:
    assert severity(check(charted(EXTENDED), PREEMPT, history()), "protocol_version") == BLOCK
    assert severity(check(charted(product=None), PREEMPT, history()), "product") == BLOCK
    other = check(charted(product="incobotulinumtoxinA"), PREEMPT, history())
    assert severity(other, "product") == STOP
    assert severity(other, "other_toxin") == STOP


# -- the indication -------------------------------------------------------------------------------------
@pytest.mark.parametrize(("high", "expected"), [(14, LOOK), (15, None), (16, None)])
def test_at_the_first_session_the_upper_bound_of_the_baseline_is_asked(high: int, expected: Severity | None) -> None:
    first = charted(number=1)
    shown = Baseline(low=10, high=high, evaluable=True)
    findings = check(first, PREEMPT, dataclasses.replace(history(baseline=shown), sessions=()))
    assert severity(findings, "indication") == expected


@pytest.mark.parametrize("baseline", [None, Baseline(low=16, high=28, evaluable=False)])
def test_a_first_session_without_an_evaluable_baseline_asks_to_look(baseline: Baseline | None) -> None:
    findings = check(charted(number=1), PREEMPT, dataclasses.replace(history(baseline=baseline), sessions=()))
    assert severity(findings, "indication") == LOOK
    assert findings.unknown
    assert findings.all_clear is None


def test_later_sessions_ask_the_continuation_rule_instead() -> None:
    few = Baseline(low=3, high=4, evaluable=True)
    assert check(charted(), PREEMPT, history(baseline=few)).found == ()
    (none,) = check(charted(), PREEMPT, history(continuation=told("non_response"))).found
    assert (none.severity, none.rule, none.inputs) == (LOOK, "continuation", (("NICE TA260", "non_response"),))
    assert none.sentence == "By NICE TA260 the response is not enough to go on as before. It is so."
    reached = check(charted(), PREEMPT, history(continuation=told("goal_reached_review")))
    assert reached.found == ()
    assert reached.notes == ("By NICE TA260 the goal is reached: a review of whether to go on is due. It is so.",)
    assert reached.all_clear is not None


def test_continuation_rules_stand_side_by_side_and_are_never_merged() -> None:
    both = (*told("non_response"), *told("goal_reached_review", rule="ehf_2018"))
    findings = check(charted(), PREEMPT, history(continuation=both))
    assert only(findings) == ("look continuation",)
    assert findings.notes[0].startswith("By EHF 2018 the goal is reached")
    twice = (*told("non_response"), *told("non_response", rule="ehf_2018"))
    assert only(check(charted(), PREEMPT, history(continuation=twice))) == ("look continuation",) * 2
    first = dataclasses.replace(history(continuation=both), sessions=())
    assert check(charted(number=1), PREEMPT, first).found == ()
    assert check(charted(number=1), PREEMPT, first).notes == ()


@pytest.mark.parametrize("verdict", ["continue", "not_proven"])
def test_a_course_that_goes_on_or_is_not_proven_says_nothing(verdict: str) -> None:
    findings = check(charted(), PREEMPT, history(continuation=told(verdict)))
    assert (findings.found, findings.notes) == ((), ())


def test_a_session_typed_in_without_points_counts_with_its_total() -> None:
    typed = charted(injections=[], total_units=Decimal("155"))
    assert typed.total_units == 155
    above = check(typed, PREEMPT, history(earlier(1, ago(84), "245.1")))
    assert severity(above, "cumulative_units") == STOP
    at = check(typed, PREEMPT, history(earlier(1, ago(84), "245")))
    assert severity(at, "cumulative_units") is None
    assert charted(injections=[]).total_units == 0


def test_another_indication_is_not_held_to_chronic_migraine() -> None:
    findings = check(
        charted(number=1, indication="cervical dystonia"),
        PREEMPT,
        dataclasses.replace(history(baseline=None), sessions=()),
    )
    assert findings.found == ()


# -- what is already given can always be recorded -------------------------------------------------------
def test_what_was_given_is_recorded_despite_everything_with_a_reason_and_a_countersignature() -> None:
    expired = [vial(expires_on=ago(1))]
    planned = check(charted(vials=expired), PREEMPT, history(conditions=answers(allergy=True)))
    assert len(planned.of(BLOCK)) == 2
    assert not planned.can_be_signed(reasons=planned.rules)
    given = check(charted(vials=expired, given=True), PREEMPT, history(conditions=answers(allergy=True)))
    assert given.of(BLOCK) == ()
    assert {f.rule for f in given.found} == {"vial_expired", "allergy"}
    assert all(f.despite and f.countersign and f.sentence.startswith("Given despite: ") for f in given.found)
    assert not given.can_be_signed()
    assert given.can_be_signed(reasons=given.rules)
