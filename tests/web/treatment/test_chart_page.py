"""Charting on the screen, without any script: as planned in one step, whatever differs read back first."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.people import Signature
from migrainedays.protocol import shipped
from migrainedays.protocol.rules.answers import QUESTIONS
from migrainedays.treatment import Injection, Session
from tests.web.treatment.conftest import answers, consent, dt, stock_vial

PREEMPT = shipped().version("preempt")
NO = {question.condition: "no" for question in QUESTIONS} | {"other_toxin": "no"}


@pytest.fixture
def now(monkeypatch):
    """It is ten past ten in Paris on the day of the session."""
    from django.utils import timezone

    moment = dt.datetime(2026, 11, 23, 9, 40, tzinfo=dt.UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment


@pytest.fixture
def ready(physician, dora, stocked, now):
    """Dora with her consent, and one open vial."""
    actions.charting.consent(patient=dora, consent=consent(), by=physician)
    return dora


def planned(version=PREEMPT):
    """The rows of the form as the page sends them."""
    rows = {}
    for n, site in enumerate(version.sites, start=1):
        rows[f"p{n}-units"] = "" if site.optional else str(site.units)
        rows[f"p{n}-place"] = f"{site.view} {site.x} {site.y}"
        rows[f"p{n}-reason"] = ""
    return rows


def typed(version=PREEMPT, **more):
    who = {"initials": "D.L.", "birth_year": "1980", "started": "10:31", "clinician": "Dr Harbour", "vials": ["V1"]}
    return {"protocol": f"{version.name}/{version.version}", "step": "check", **who, **NO, **planned(version), **more}


def chart(screen, patient, role="physician", **more):
    return screen.post(reverse("session-chart", args=[patient]), typed(**more), role)


def rules(answer):
    return re.findall(r'data-rule="(\w+)"', answer.content.decode())


def test_as_planned_takes_one_page_and_one_confirmation(screen, physician, ready):
    page = screen.get(reverse("session-chart", args=[ready])).content.decode()
    assert "155 U of onabotulinumtoxinA at 31 sites" in page
    answer = chart(screen, ready)
    assert answer.url == reverse("session", args=[ready, 1])
    session = queries.rows.one(physician, ready, Session, session=1).value
    assert (session.total_units, session.minutes, session.version) == (155, 9, "1")
    points = [stored.value for stored in queries.rows.all_of(physician, ready, Injection, session=1)]
    assert {(p.muscle, p.side, p.site, p.units, p.x, p.y) for p in points} == {
        (s.muscle, s.side, s.site, s.units, s.x, s.y) for s in PREEMPT.planned
    }
    assert {point.vial for point in points} == {"V1"}
    assert queries.rows.one(physician, ready, Signature, session=1) is not None
    assert queries.verification.differences() == {}


def test_no_answer_is_filled_in_for_anybody(screen, ready):
    page = screen.get(reverse("session-chart", args=[ready])).content.decode()
    radios = re.findall(r'<input type="radio"[^>]*>', page)
    assert radios
    assert not any("checked" in radio for radio in radios)
    assert 'name="initials" value' not in page


def test_the_wrong_patient_is_noticed(screen, physician, ready):
    for wrong in ({"initials": "A.L."}, {"birth_year": "1981"}):
        answer = chart(screen, ready, **wrong)
        assert answer.status_code == 422
        assert "Is it the right patient?" in answer.content.decode()
    assert queries.rows.one(physician, ready, Session, session=1) is None


def test_three_differences_are_read_back_with_their_reasons_and_then_signed(screen, physician, ready):
    first = PREEMPT.sites[0]
    change = {
        "p1-units": "0", "p1-reason": "patient's wish",
        "p5-units": "2.5", "p5-reason": "side effect after an earlier session",
        "a1-muscle": first.muscle, "a1-side": first.side, "a1-units": "5", "a1-reason": "pain elsewhere today",
        "a1-place": f"{first.view} {first.x} 0.31",
    }  # fmt: skip
    answer = chart(screen, ready, **change)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert rules(answer) == []
    assert body.count("<em>") == 3
    assert queries.rows.one(physician, ready, Session, session=1) is None
    assert chart(screen, ready, **change, step="sign").status_code == 302
    points = [s.value for s in queries.rows.all_of(physician, ready, Injection, session=1)]
    assert sum(point.units for point in points) == 155 - 5 - Decimal("2.5") + 5
    (added,) = [p for p in points if p.planned_units is None and p.units]
    assert (added.muscle, added.side, added.site) == (first.muscle, first.side, 2)


def test_a_stop_asks_for_a_reason_and_keeps_it(screen, physician, ready):
    answer = chart(screen, ready, pregnancy="yes")
    assert rules(answer) == ["pregnancy"]
    refused = chart(screen, ready, pregnancy="yes", step="sign")
    assert refused.status_code == 422
    assert "This cannot be signed yet" in refused.content.decode()
    chart(screen, ready, pregnancy="yes", step="sign", **{"because-pregnancy": "discussed with the obstetrician"})
    body = screen.get(reverse("session", args=[ready, 1])).content.decode()
    assert "discussed with the obstetrician" in body


def test_a_block_has_no_button_to_sign_and_given_despite_has(screen, physician, ready):
    body = chart(screen, ready, infection_at_site="yes").content.decode()
    assert 'value="sign"' not in body
    assert chart(screen, ready, infection_at_site="yes", step="sign").status_code == 422
    given = {"infection_at_site": "yes", "toxin_in": "on"}
    assert "Given despite" in chart(screen, ready, **given).content.decode()
    answer = chart(screen, ready, **given, step="sign", **{"because-infection_at_site": "seen afterwards"})
    assert answer.status_code == 302
    assert "Given despite" in screen.get(reverse("session", args=[ready, 1])).content.decode()


def test_a_question_left_open_blocks(screen, ready):
    assert rules(chart(screen, ready, pregnancy="")) == ["safety_unanswered"]
    assert rules(chart(screen, ready, other_toxin="unknown")) == ["toxin_elsewhere"]


def test_consent_can_be_given_on_the_page(screen, physician, dora, stocked, now):
    assert rules(chart(screen, dora)) == ["consent"]
    missing = chart(screen, dora, consented="on")
    assert missing.status_code == 422
    given = {"consented": "on", "text_version": "2026-1", "explained_by": "Dr Harbour"}
    assert chart(screen, dora, **given).status_code == 302
    (kept,) = queries.treatment.history(physician, dora, on=now.date()).consents
    assert kept.text_version == "2026-1"


def test_what_was_typed_comes_back_to_be_changed(screen, ready):
    answer = chart(screen, ready, **{"p1-units": "7.5", "p1-reason": "anatomy", "step": "edit"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="p1-units" value="7.5"' in body
    assert 'name="p1-reason" value="anatomy"' in body


def test_a_point_that_cannot_be_is_marked_in_its_row(screen, ready):
    for wrong, says in (
        ({"p1-units": "five"}, "is not a number"),
        ({"p1-units": "5.05"}, "finer than 0.1 unit"),
        ({"p1-place": "nowhere"}, "has no place"),
        ({"a1-units": "5"}, "needs its muscle"),
        ({"a1-muscle": "frontalis"}, "no units"),
    ):
        answer = chart(screen, ready, **wrong)
        assert answer.status_code == 422
        assert says in answer.content.decode()


def test_points_are_drawn_from_the_vials_in_their_order(screen, physician, ready):
    stock_vial(physician, "V2", size=100, diluent="2", lot="D9")
    assert chart(screen, ready, vials=["V2", "V1"]).status_code == 302
    left = {name: vial.left.amount for name, vial in queries.stock.ledger(physician).vials.items()}
    assert left == {"V1": 145, "V2": 0}


def test_an_injector_keeps_and_a_physician_signs(screen, physician, ready):
    assert chart(screen, ready, "injector").status_code == 302
    assert queries.rows.one(physician, ready, Signature, session=1) is None
    assert "not signed" in screen.get(reverse("session", args=[ready, 1])).content.decode()
    screen.post(reverse("session", args=[ready, 1]), {"sign": "1"})
    assert queries.rows.one(physician, ready, Signature, session=1) is not None


def test_a_signed_session_takes_a_note_and_the_sheet_says_what_was_given(screen, ready):
    chart(screen, ready)
    screen.post(reverse("session-note", args=[ready, 1]), {"text": "A bruise on the left."})
    assert "A bruise on the left." in screen.get(reverse("session", args=[ready, 1])).content.decode()
    sheet = screen.get(reverse("session-sheet", args=[ready, 1])).content.decode()
    assert "155 units of onabotulinumtoxinA" in sheet
    assert "Lot C1234" in sheet
    assert "15 Feb 2027" in sheet  # 84 days later


def test_the_next_session_starts_from_the_version_of_the_last(screen, physician, ready):
    six = shipped().version("six-trigger-sites", "1")
    answer = chart(screen, ready, version=six)
    assert answer.status_code in (200, 302)
    if answer.status_code == 200:
        reasons = {f"because-{rule}": "named" for rule in rules(answer)}
        assert chart(screen, ready, version=six, step="sign", **reasons).status_code == 302
    page = screen.get(reverse("session-chart", args=[ready])).content.decode()
    assert "Session 2" in page
    assert 'name="protocol" value="six-trigger-sites/1"' in page


def test_answers_on_record_are_not_asked_again(screen, physician, ready):
    actions.health.record(patient=ready, values=answers(), by=physician)
    page = screen.get(reverse("session-chart", args=[ready])).content.decode()
    assert 'name="allergy"' not in page
    assert 'name="infection_at_site"' in page
