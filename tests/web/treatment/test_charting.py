"""A session is kept whole or not at all, frozen to its protocol's text, and drawn from its vials once."""

import dataclasses
import functools
import json
from decimal import Decimal

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.charting import Addendum, Charting, ProtocolText
from migrainedays.clinic.records.models import ROWS, User
from migrainedays.clinic.records.people import Signature
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.clinic.records.refusals import Signed
from migrainedays.diary import DiaryDay
from migrainedays.errors import Impossible, InputRefused
from migrainedays.protocol import VersionChanged, shipped, write_version
from migrainedays.treatment import Injection, Person, Session
from migrainedays.windows import Span
from tests.web.records.test_contention import at_once
from tests.web.treatment.conftest import ON, answers, checked, consent, sheet_of, stock_vial

PREEMPT = shipped().version("preempt")


@pytest.fixture
def ready(physician, dora, stocked):
    """Dora with every answer and her consent on record."""
    actions.health.record(patient=dora, values=answers(), by=physician)
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    return dora


def keep(user, patient, sheet, *, reasons=None, sign=True, version=PREEMPT):
    shown = checked(user, patient, sheet, version)
    found = actions.charting.record(patient=patient, sheet=sheet, reasons=reasons or {}, sign=sign, by=user)
    assert found == shown  # the record finds what the page showed
    return found


def test_a_session_as_planned_is_all_clear_and_signed(physician, ready):
    findings = keep(physician, ready, sheet_of(PREEMPT))
    assert findings.all_clear
    assert queries.rows.one(physician, ready, Signature, session=1) is not None
    assert queries.stock.ledger(physician).vials["V1"].drawn == PREEMPT.total_units
    assert queries.verification.differences() == {}


def test_the_findings_stay_with_the_session_as_they_were(physician, ready):
    def left_out(points):
        return [dataclasses.replace(points[0], units=Decimal(0)), *points[1:]]

    sheet = sheet_of(PREEMPT, change=left_out)
    with pytest.raises(InputRefused, match="without a reason"):
        keep(physician, ready, sheet)
    keep(physician, ready, sheet, reasons={"deviation_without_reason": "the patient asked"})
    kept = queries.treatment.charting(physician, ready, 1)
    assert [f["rule"] for f in json.loads(kept.findings)["findings"]] == ["deviation_without_reason"]
    assert json.loads(kept.reasons) == {"deviation_without_reason": "the patient asked"}
    assert kept.content_hash == PREEMPT.content_hash


def test_what_blocks_is_not_kept_unless_it_was_given(physician, ready):
    actions.health.withdraw(patient=ready, value=answers()[0], revision=1, by=physician, why="asked again")
    sheet = sheet_of(PREEMPT)
    with pytest.raises(InputRefused, match="Not answered"):
        keep(physician, ready, sheet, reasons={"safety_unanswered": "no time"})
    assert queries.rows.one(physician, ready, Session, session=1) is None
    given = sheet_of(PREEMPT, given=True)
    keep(physician, ready, given, reasons={"safety_unanswered": "asked too late"})
    (finding,) = json.loads(queries.treatment.charting(physician, ready, 1).findings)["findings"]
    assert finding["despite"]
    assert finding["countersign"]


def test_a_draw_that_the_vial_does_not_hold_keeps_nothing(physician, ready):
    actions.charting.record(patient=ready, sheet=sheet_of(PREEMPT), reasons={}, by=physician)
    second = sheet_of(PREEMPT, number=2)
    with pytest.raises(InputRefused, match="holds 45 U more, and 155 U are charted"):
        actions.charting.record(patient=ready, sheet=second, reasons={"interval": "named"}, by=physician)
    assert queries.rows.one(physician, ready, Session, session=2) is None
    assert queries.rows.all_of(physician, ready, Injection, session=2) == []
    assert queries.stock.ledger(physician).vials["V1"].left.amount == 45


def test_what_was_given_is_kept_though_the_ledger_cannot_follow(physician, ready):
    stock_vial(physician, "V2", size=100, diluent="2")
    sheet = sheet_of(PREEMPT, vial="V2", given=True)
    keep(physician, ready, sheet, reasons={"vial_overdrawn": "a second vial was not written down"})
    assert "holds only 100 U" in queries.treatment.charting(physician, ready, 1).not_in_ledger
    assert queries.stock.ledger(physician).vials["V2"].left.amount == 100


def test_a_signed_session_only_takes_notes(physician, ready):
    keep(physician, ready, sheet_of(PREEMPT))
    stored = queries.rows.one(physician, ready, Session, session=1)
    with pytest.raises(Signed):
        actions.treatment.correct(
            patient=ready, value=dataclasses.replace(stored.value, minutes=9), revision=1, by=physician
        )
    actions.charting.add_note(patient=ready, session=1, text="Bruise on the left.", by=physician)
    actions.charting.add_note(patient=ready, session=1, text="Gone after a week.", by=physician)
    notes = [stored.value for stored in queries.rows.all_of(physician, ready, Addendum, session=1)]
    assert [(note.number, note.text, note.written_by) for note in notes] == [
        (1, "Bruise on the left.", "Dr Harbour"),
        (2, "Gone after a week.", "Dr Harbour"),
    ]
    with pytest.raises(Impossible, match="says something"):
        actions.charting.add_note(patient=ready, session=1, text="  ", by=physician)


def test_a_note_needs_a_signature(physician, ready):
    keep(physician, ready, sheet_of(PREEMPT), sign=False)
    with pytest.raises(InputRefused, match="not signed yet"):
        actions.charting.add_note(patient=ready, session=1, text="Too early.", by=physician)


def own_version(**changes):
    return dataclasses.replace(PREEMPT, name="harbour-own", published=False, off_label=True, **changes)


def test_a_clinics_own_version_is_added_once_and_never_changed(physician, ready, elsewhere):
    text = write_version(own_version())
    added = actions.protocols.add(text=text, by=physician)
    assert actions.protocols.add(text=text, by=physician) == added  # the same file again changes nothing
    with pytest.raises(InputRefused, match="with other content"):
        actions.protocols.add(text=text.replace("Dr", "Prof") + "# other\n", by=physician)
    assert queries.protocols.version(physician, "harbour-own", "1").content_hash == added.content_hash
    assert "harbour-own" not in queries.protocols.library(elsewhere).names()


def test_a_version_that_a_session_used_is_refused_when_its_text_is_another(physician, ready):
    version = actions.protocols.add(text=write_version(own_version()), by=physician)
    keep(physician, ready, sheet_of(version), version=version)
    changed = write_version(own_version(rationale="Written again behind the clinic's back."))
    ROWS[ProtocolText].objects.filter(name="harbour-own").update(text=changed)
    with pytest.raises(VersionChanged, match="frozen"):
        queries.protocols.version(physician, "harbour-own", "1")
    with pytest.raises(VersionChanged):
        actions.charting.record(
            patient=ready,
            sheet=sheet_of(version, number=2),
            reasons={},
            by=physician,
        )


def test_only_those_who_treat_chart(roles, ready, physician):
    sheet = sheet_of(PREEMPT)
    for role in ("front_desk", "analyst", "admin"):
        with pytest.raises(Exception, match="may not add chartings"):
            actions.charting.record(patient=ready, sheet=sheet, reasons={}, by=roles[role])
    actions.charting.record(patient=ready, sheet=sheet, reasons={}, by=roles["injector"])
    assert isinstance(queries.treatment.charting(roles["injector"], ready, 1), Charting)


def test_two_people_sign_one_session_and_one_vial_is_drawn_once(transactional_db):
    """Both charted the same session from the same vial; one is kept, the other is told."""
    by, patient = committed()
    actions.health.record(patient=patient, values=answers(), by=by)
    actions.charting.consent(patient=patient, consent=consent(), by=by)
    stock_vial(by)

    def sign(points):
        user = User.objects.get(pk=by.pk)
        sheet = sheet_of(PREEMPT, change=points)
        actions.charting.record(patient=patient, sheet=sheet, reasons={}, sign=True, by=user)

    def other(points):
        return [dataclasses.replace(points[0], units=Decimal("2.5"), reason="anatomy"), *points[1:]]

    outcomes = at_once(functools.partial(sign, None), functools.partial(sign, other))
    assert sum(outcome is None for outcome in outcomes) == 1
    (told,) = [outcome for outcome in outcomes if outcome is not None]
    assert isinstance(told, InputRefused)
    drawn = queries.stock.ledger(by).vials["V1"].drawn
    points = [stored.value for stored in queries.rows.all_of(by, patient, Injection, session=1)]
    assert drawn == sum(point.units for point in points)
    assert len(queries.stock.ledger(by).vials["V1"].draws) == 1
    assert queries.verification.differences() == {}


def committed():
    """A clinic that is really committed, with Dora as its patient."""
    by = actions.clinics.open_clinic(
        practice=Practice(name="Harbour", zone="Europe/Paris"), physician=Member(email="a@b.example"), password=None
    )
    patient = actions.patients.add(person=Person(patient="Dora", birth_year=1980, sex="female"), by=by)
    days = [DiaryDay(patient="Dora", date=day, headache=n < 20) for n, day in enumerate(Span.before(ON))]
    actions.diary.record(patient=patient, entries=days, by=by)
    return by, patient
