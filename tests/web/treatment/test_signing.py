"""No way leads to a signature without the check: the page, the actions, an import, a forged value are all walked."""

import dataclasses
import json
from decimal import Decimal

import pytest
from django.urls import get_resolver, reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound, operator
from migrainedays.clinic.records.charting import Addendum, Charting
from migrainedays.clinic.records.models import ROWS, SignatureRow
from migrainedays.clinic.records.people import Countersignature, Signature
from migrainedays.clinic.records.refusals import Signed
from migrainedays.errors import Impossible, InputRefused
from migrainedays.exchange.tables import TABLES
from migrainedays.protocol import shipped
from migrainedays.treatment import Injection, Session
from migrainedays.windows import Span
from tests.web.records.conftest import sign_despite, staff
from tests.web.treatment.conftest import AT, ON, answers, consent, dt, sheet_of, vial_act

PREEMPT = shipped().version("preempt")


@pytest.fixture
def ready(physician, dora, stocked):
    """Dora with every answer and her consent on record."""
    actions.health.record(patient=dora, values=answers(), by=physician)
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    return dora


def typed_in(by, patient, *, points=(), **columns):
    """A session as the plain form enters it."""
    row = {"date": Span(ON, ON), "protocol": "preempt", "version": "1", "product": "onabotulinumtoxinA"}
    session = Session(patient="Dora", **{"session": 1, "total_units": Decimal(155), **row, **columns})
    actions.treatment.record(patient=patient, session=session, injections=points, by=by)
    return session


def charted(by, patient, **sheet):
    """A session that is charted and kept for a physician's signature."""
    return actions.charting.record(patient=patient, sheet=sheet_of(PREEMPT, **sheet), reasons={}, by=by)


def signature(user, patient, number=1):
    return queries.rows.one(user, patient, Signature, session=number)


def kept(user, patient, number=1):
    return queries.treatment.charting(user, patient, number)


def findings_kept(user, patient):
    return {finding["rule"]: finding for finding in json.loads(kept(user, patient).findings)["findings"]}


def page(screen, patient, role="physician", number=1, **posted):
    address = reverse("session", args=[patient, number])
    return screen.post(address, posted, role) if posted else screen.get(address, role)


# -- the action -----------------------------------------------------------------------------------------
def test_a_session_that_was_typed_in_is_checked_before_it_is_signed(physician, ready):
    typed_in(physician, ready)
    with pytest.raises(InputRefused, match="This cannot be signed yet"):
        actions.treatment.sign(patient=ready, session=1, by=physician)
    assert signature(physician, ready) is None
    assert kept(physician, ready) is None
    found = sign_despite(physician, ready)
    assert set(found.rules) == {"units_missing", "deviation_without_reason"}
    assert signature(physician, ready) is not None
    assert findings_kept(physician, ready).keys() == set(found.rules)
    assert set(json.loads(kept(physician, ready).reasons)) == set(found.rules)
    assert queries.verification.differences() == {}


def test_a_session_that_took_place_is_recorded_despite_what_would_block_it(physician, dora):
    """Nothing was asked and no consent is there; it was given all the same, and the record says so."""
    typed_in(physician, dora)
    sign_despite(physician, dora)
    despite = findings_kept(physician, dora)["safety_unanswered"]
    assert despite["despite"]
    assert despite["countersign"]
    assert despite["severity"] == "stop"
    assert despite["sentence"].startswith("Given despite: Not answered")
    assert kept(physician, dora).given is True


def test_reasons_of_only_some_findings_do_not_do(physician, ready):
    typed_in(physician, ready)
    for reasons in ({"units_missing": "told so"}, {"units_missing": "told so", "deviation_without_reason": "  "}):
        with pytest.raises(InputRefused, match="without a reason"):
            actions.treatment.sign(patient=ready, session=1, reasons=reasons, by=physician)
    assert signature(physician, ready) is None


def test_what_was_charted_and_kept_is_checked_again_when_it_is_signed(physician, roles, ready):
    """Between the charting and the signature the vial was put in quarantine."""
    assert charted(roles["injector"], ready).all_clear
    actions.stock.act(act=vial_act("quarantine", at=AT), by=physician)
    with pytest.raises(InputRefused, match="is in quarantine"):
        actions.treatment.sign(patient=ready, session=1, reasons={"vial_quarantined": "seen too late"}, by=physician)
    reasons = {"vial_quarantined": "seen too late"}
    actions.treatment.sign(patient=ready, session=1, reasons=reasons, given=True, by=physician)
    assert findings_kept(physician, ready)["vial_quarantined"]["despite"]
    assert json.loads(kept(physician, ready).reasons) == reasons


def test_the_units_that_it_drew_itself_do_not_speak_against_it(physician, roles, ready):
    charted(roles["injector"], ready)
    assert queries.stock.ledger(physician).vials["V1"].left.amount == 45
    assert queries.treatment.findings(physician, ready, 1).all_clear
    actions.treatment.sign(patient=ready, session=1, by=physician)


def test_the_reasons_given_at_charting_hold_at_the_signature(physician, roles, ready):
    def less(points):
        return [dataclasses.replace(points[0], units=Decimal("2.5")), *points[1:]]

    reasons = {"deviation_without_reason": "the patient asked"}
    sheet = sheet_of(PREEMPT, change=less)
    actions.charting.record(patient=ready, sheet=sheet, reasons=reasons, by=roles["injector"])
    actions.treatment.sign(patient=ready, session=1, by=physician)
    assert json.loads(kept(physician, ready).reasons) == reasons


def test_a_reason_without_its_finding_is_not_kept(physician, ready):
    sheet = sheet_of(PREEMPT)
    actions.charting.record(patient=ready, sheet=sheet, reasons={"interval": "not needed"}, sign=True, by=physician)
    assert json.loads(kept(physician, ready).reasons) == {}


def test_a_session_is_signed_once(physician, ready):
    charted(physician, ready)
    actions.treatment.sign(patient=ready, session=1, by=physician)
    with pytest.raises(Signed, match="Session 1 is signed"):
        actions.treatment.sign(patient=ready, session=1, by=physician)


@pytest.mark.parametrize(
    "protocol", [{"protocol": None, "version": None}, {"protocol": "elsewhere"}, {"version": "99"}]
)
def test_without_a_version_to_check_against_nothing_is_signed(physician, ready, protocol):
    typed_in(physician, ready, **protocol)
    with pytest.raises(InputRefused, match="names no protocol version of the library here"):
        actions.treatment.sign(patient=ready, session=1, by=physician)


def test_a_session_elsewhere_stays_as_it_was_told(physician, ready):
    typed_in(physician, ready, session=0, place="Hill clinic", date=Span.read("2020"))
    with pytest.raises(InputRefused, match="stays as it was told"):
        actions.treatment.sign(patient=ready, session=0, by=physician)


def test_a_session_that_names_another_version_than_it_was_charted_with_blocks(physician, ready):
    charted(physician, ready)
    session = queries.rows.one(physician, ready, Session, session=1)
    other = dataclasses.replace(session.value, protocol="six-trigger-sites", version="2")
    actions.treatment.correct(patient=ready, value=other, revision=session.revision, by=physician)
    with pytest.raises(InputRefused, match="names protocol six-trigger-sites"):
        actions.treatment.sign(patient=ready, session=1, reasons={"protocol_version": "no"}, by=physician)


# -- the charting ---------------------------------------------------------------------------------------
def test_the_charting_signs_over_its_own_check_and_nobody_brings_another(physician, dora, stocked):
    """Nothing was asked: whatever a caller thinks, the record looks for itself."""
    with pytest.raises(InputRefused, match="Not answered"):
        actions.charting.record(
            patient=dora, sheet=sheet_of(PREEMPT), reasons={"safety_unanswered": "no"}, sign=True, by=physician
        )
    with pytest.raises(TypeError):
        actions.charting.record(patient=dora, sheet=sheet_of(PREEMPT), findings=None, reasons={}, by=physician)
    assert signature(physician, dora) is None
    assert queries.rows.all_of(physician, dora, Session) == []


def test_an_injector_charts_and_does_not_sign(roles, ready):
    with pytest.raises(Forbidden):
        actions.charting.record(patient=ready, sheet=sheet_of(PREEMPT), reasons={}, sign=True, by=roles["injector"])
    assert queries.rows.all_of(roles["injector"], ready, Session) == []


# -- values that somebody brings ------------------------------------------------------------------------
FORGED = (
    Signature(patient="Dora", session=1, signed_at=AT, signed_by="Dr Harbour"),
    Countersignature(patient="Dora", session=1, signed_at=AT, signed_by="Dr Harbour"),
    Charting(patient="Dora", session=1, findings='{"findings": [], "all_clear": true}', reasons="{}"),
    Addendum(patient="Dora", session=1, number=1, text="All well.", written_at=AT, written_by="Dr Harbour"),
)


@pytest.mark.parametrize("value", FORGED, ids=lambda value: value.table)
def test_a_forged_value_is_refused_by_every_action_that_takes_values(physician, clinic, ready, value):
    typed_in(physician, ready)
    for by in (physician, operator(clinic.pk)):
        attempts = (
            lambda by=by: actions.diary.record(patient=ready, entries=[value], by=by),
            lambda by=by: actions.health.record(patient=ready, values=[value], by=by),
            lambda by=by: actions.treatment.record(patient=ready, session=value, by=by),
            lambda by=by: actions.treatment.correct(patient=ready, value=value, revision=0, by=by),
            lambda by=by: actions.health.correct(patient=ready, value=value, revision=0, by=by),
            lambda by=by: actions.diary.correct(patient=ready, entry=value, revision=0, by=by),
            lambda by=by: actions.treatment.withdraw(patient=ready, value=value, revision=1, by=by, why="no"),
        )
        for attempt in attempts:
            with pytest.raises(Impossible, match="by nothing else"):
                attempt()
    assert not SignatureRow.objects.exists()
    assert ROWS[type(value)].objects.count() == 0


def test_a_signature_is_not_taken_back(physician, clinic, ready):
    charted(physician, ready)
    actions.treatment.sign(patient=ready, session=1, by=physician)
    stored = signature(physician, ready)
    for by in (physician, operator(clinic.pk)):
        with pytest.raises(Impossible):
            actions.treatment.withdraw(patient=ready, value=stored.value, revision=1, by=by, why="in error")
    assert signature(physician, ready) == stored


def test_no_folder_brings_a_signature_or_a_charting():
    assert {Signature, Countersignature, Charting, Addendum}.isdisjoint(TABLES.values())


def test_no_address_of_the_programming_interface_writes_a_session():
    """Sessions are signed on pages only; an address that is added here has to be walked above."""
    addresses = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    patterns = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
    assert addresses
    assert not any("session" in pattern or "sign" in pattern for pattern in patterns if pattern.startswith("api"))


# -- the page -------------------------------------------------------------------------------------------
def test_the_page_shows_what_stands_before_the_signature_and_asks_for_each_reason(screen, physician, ready):
    typed_in(physician, ready)
    body = page(screen, ready).content.decode()
    assert "Sign as it was saved" not in body
    assert 'name="because-units_missing"' in body
    assert 'name="because-deviation_without_reason"' in body
    assert "Given despite" in body


@pytest.mark.parametrize("reasons", [{}, {"because-units_missing": "told so"}, {"because-interval": "another rule"}])
def test_the_page_refuses_a_signature_without_its_reasons(screen, physician, ready, reasons):
    typed_in(physician, ready)
    answer = page(screen, ready, sign="1", **reasons)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "This cannot be signed yet" in body
    for typed in reasons.values():
        assert (typed in body) is ("because-units_missing" in reasons)
    assert signature(physician, ready) is None


def test_the_page_signs_with_its_reasons(screen, physician, ready):
    typed_in(physician, ready)
    reasons = {"because-units_missing": "told so", "because-deviation_without_reason": "told so"}
    assert page(screen, ready, sign="1", **reasons).status_code == 302
    assert signature(physician, ready) is not None


def test_on_the_page_what_blocks_is_signed_only_as_given(screen, physician, roles, ready):
    charted(roles["injector"], ready)
    actions.stock.act(act=vial_act("quarantine", at=AT), by=physician)
    body = page(screen, ready).content.decode()
    assert 'name="toxin_in"' in body
    assert "because-vial_quarantined" not in body
    assert page(screen, ready, sign="1", **{"because-vial_quarantined": "no"}).status_code == 422
    shown = page(screen, ready, sign="1", toxin_in="1")
    assert shown.status_code == 422
    assert "because-vial_quarantined" in shown.content.decode()
    signed = page(screen, ready, sign="1", toxin_in="1", **{"because-vial_quarantined": "seen too late"})
    assert signed.status_code == 302
    assert "Given despite" in page(screen, ready).content.decode()


def test_the_page_says_why_nothing_can_be_checked(screen, physician, ready):
    typed_in(physician, ready, protocol=None, version=None)
    body = page(screen, ready).content.decode()
    assert "names no protocol version" in body
    assert 'name="sign"' not in body
    assert page(screen, ready, sign="1").status_code == 422


def test_a_session_elsewhere_has_no_button_to_sign(screen, physician, ready):
    with pytest.raises(NotFound):
        queries.treatment.findings(physician, ready, 7)
    typed_in(physician, ready)
    assert 'name="sign"' in page(screen, ready).content.decode()
    for role in ("injector", "analyst"):
        assert 'name="sign"' not in page(screen, ready, role).content.decode()
        assert page(screen, ready, role, sign="1").status_code == 403


# -- the second signature -------------------------------------------------------------------------------
@pytest.fixture
def despite(physician, dora):
    """A session of Dora that was given though nothing had been asked, and signed."""
    typed_in(physician, dora)
    sign_despite(physician, dora)
    return dora


def test_somebody_else_countersigns_what_was_given_despite_a_block(screen, physician, roles, despite):
    assert "A second person signs under this" in page(screen, despite).content.decode()
    assert page(screen, despite, "injector", countersign="1").status_code == 302
    (second,) = [stored.value for stored in queries.rows.all_of(physician, despite, Countersignature)]
    assert second.signed_by == "injector of Harbour"
    body = page(screen, despite).content.decode()
    assert "Second signature" in body
    assert "injector of Harbour" in body
    assert 'name="countersign"' not in body
    assert queries.verification.differences() == {}


def test_nobody_countersigns_their_own_signature(screen, physician, clinic, despite):
    answer = page(screen, despite, countersign="1")
    assert answer.status_code == 422
    assert "that of somebody else" in answer.content.decode()
    with pytest.raises(InputRefused, match="somebody else"):
        actions.treatment.countersign(patient=despite, session=1, by=operator(clinic.pk))
    assert queries.rows.all_of(physician, despite, Countersignature) == []


def test_another_physician_countersigns_and_does_so_once(physician, clinic, despite):
    actions.treatment.countersign(patient=despite, session=1, by=(second := staff(clinic, "physician")))
    with pytest.raises(InputRefused, match="has its second signature already"):
        actions.treatment.countersign(patient=despite, session=1, by=second)


def test_there_is_nothing_to_countersign_where_no_finding_asks_for_it(physician, roles, ready):
    charted(physician, ready)
    for _ in range(2):
        with pytest.raises(InputRefused, match="Nothing in session 1 asks"):
            actions.treatment.countersign(patient=ready, session=1, by=roles["injector"])
        if signature(physician, ready) is None:
            actions.treatment.sign(patient=ready, session=1, by=physician)


def test_the_second_signature_stands_under_the_first(physician, roles, ready):
    sheet = sheet_of(PREEMPT, given=True, change=lambda points: points[:-1])
    actions.health.withdraw(patient=ready, value=answers()[0], revision=1, by=physician, why="asked again")
    reasons = {"safety_unanswered": "too late", "deviation_without_reason": "the patient's wish"}
    actions.charting.record(patient=ready, sheet=sheet, reasons=reasons, by=physician)
    with pytest.raises(InputRefused, match="is not signed yet"):
        actions.treatment.countersign(patient=ready, session=1, by=roles["injector"])


def test_who_may_countersign(screen, roles, elsewhere, despite):
    for role in ("front_desk", "analyst", "admin"):
        with pytest.raises((Forbidden, NotFound)):
            actions.treatment.countersign(patient=despite, session=1, by=roles[role])
    with pytest.raises(NotFound):
        actions.treatment.countersign(patient=despite, session=1, by=elsewhere)
    assert page(screen, despite, "analyst", countersign="1").status_code == 403


def test_over_400_units_in_84_days_asks_for_the_second_signature(physician, roles, ready):
    """Two sessions of 200 U within twelve weeks were told; 155 U more are 555."""
    for number, days in ((-1, 30), (0, 60)):
        day = ON - dt.timedelta(days=days)
        told = Session(
            patient="Dora", session=number, date=Span(day, day), place="Hill", product="Botox", total_units=Decimal(200)
        )
        actions.treatment.record(patient=ready, session=told, by=physician)
    findings = queries.treatment.history(physician, ready, on=ON)
    assert len(findings.sessions) == 2
    reasons = {"cumulative_units": "spasticity, agreed with the neurologist", "interval": "agreed"}
    found = actions.charting.record(patient=ready, sheet=sheet_of(PREEMPT), reasons=reasons, sign=True, by=physician)
    assert [f.countersign for f in found.found if f.rule == "cumulative_units"] == [True]
    actions.treatment.countersign(patient=ready, session=1, by=roles["injector"])


def test_points_that_name_no_vial_are_named_in_a_session_that_was_typed_in(physician, ready):
    point = Injection(patient="Dora", session=1, muscle="procerus", side="middle", site=1, units=Decimal(5))
    typed_in(physician, ready, points=[point], total_units=None)
    assert "vial_unnamed" in sign_despite(physician, ready).rules


def test_what_waits_for_a_signature_stands_on_the_first_page(screen, physician, roles, elsewhere, ready):
    """First for the physician's, then, where a finding asks for it, for a second person's."""
    assert "Waits for a signature" not in screen.get(reverse("today")).content.decode()
    actions.health.withdraw(patient=ready, value=answers()[0], revision=1, by=physician, why="asked again")
    reasons = {"safety_unanswered": "too late"}
    actions.charting.record(patient=ready, sheet=sheet_of(PREEMPT, given=True), reasons=reasons, by=roles["injector"])
    (open_one,) = queries.treatment.waiting(physician)
    assert (open_one.number, open_one.session, open_one.second) == ("Dora", 1, False)
    assert reverse("session", args=[ready, 1]) in screen.get(reverse("today")).content.decode()
    actions.treatment.sign(patient=ready, session=1, by=physician)
    assert [one.second for one in queries.treatment.waiting(physician)] == [True]
    assert "a second person signs" in screen.get(reverse("today"), "injector").content.decode()
    assert queries.treatment.waiting(elsewhere) == []
    actions.treatment.countersign(patient=ready, session=1, by=roles["injector"])
    assert queries.treatment.waiting(physician) == []
    assert "Waits for a signature" not in screen.get(reverse("today")).content.decode()


def test_the_front_desk_learns_nothing_of_signatures(screen, physician, roles, ready):
    charted(roles["injector"], ready)
    assert len(queries.treatment.waiting(physician)) == 1
    assert "Waits for a signature" not in screen.get(reverse("today"), "front_desk").content.decode()
    with pytest.raises(Forbidden):
        queries.treatment.waiting(roles["front_desk"])


def test_a_session_that_was_typed_in_or_imported_waits_for_nobody(physician, ready):
    """A clinic that brings years of sessions is not asked to sign them all."""
    typed_in(physician, ready)
    assert queries.treatment.waiting(physician) == []
