"""Adverse events on the screen: entered after a session, corrected, seen, counted; asked and none is an answer."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.access import Forbidden, NotFound
from migrainedays.clinic.records.adverse_events import EventSeen, EventSite
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import PatientRecord
from migrainedays.clinic.records.people import Signature
from migrainedays.errors import Impossible
from migrainedays.treatment import AdverseEvent, Condition, Injection, Session
from migrainedays.treatment.unwanted import ASKED
from migrainedays.windows import Span
from tests.forms import forms_of
from tests.web.records.conftest import actor, ids_of
from tests.web.treatment.conftest import ON
from tests.web.treatment.test_chart_page import now  # noqa: F401 - a fixture by its name

FIRST, SECOND = dt.date(2026, 8, 3), dt.date(2026, 10, 26)
SITES = (("frontalis", "left", 1), ("trapezius", "right", 2))
PTOSIS = {"new-kind": "ptosis", "new-onset_on": "2026-08-10", "new-severity": "mild", "new-related": "true"}


def points(number):
    return [
        Injection(patient="Dora", session=number, muscle=muscle, side=side, site=site, units=Decimal(5))
        for muscle, side, site in SITES
    ]


@pytest.fixture
def dora(dora, physician, now):  # noqa: F811
    """Dora after two sessions by two versions, with two points each."""
    for number, on in ((1, FIRST), (2, SECOND)):
        session = Session(
            patient="Dora", session=number, date=Span(on, on), protocol="six-trigger-sites", version=str(number),
            product="onabotulinumtoxinA",
        )  # fmt: skip
        actions.treatment.record(patient=dora, session=session, injections=points(number), by=physician)
    return dora


@pytest.fixture
def unwanted(screen, dora):
    """Opens the page of a session, changes some fields of one of its forms and sends it."""

    class Unwanted:
        def open(self, number=1, form="new", role="physician"):
            answer = screen.get(reverse("adverse-events", args=[dora, number]), role)
            assert answer.status_code == 200
            return next(found for found in forms_of(answer) if found.get("form") == [form])

        def send(self, number=1, form="new", role="physician", opened=None, **typed):
            data = {**(opened or self.open(number, form, role)), **typed}
            return screen.post(reverse("adverse-events", args=[dora, number]), data, role)

        def text(self, number=1, role="physician"):
            body = screen.get(reverse("adverse-events", args=[dora, number]), role).content.decode()
            return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))

    return Unwanted()


def events(user, patient):
    return [stored.value for stored in queries.rows.all_of(user, patient, AdverseEvent)]


def sites(user, patient):
    return [stored.value.key[1:] for stored in queries.rows.all_of(user, patient, EventSite)]


def any_after(user, version="1"):
    """After how many sessions of a version of Dora's protocol something is counted."""
    found = queries.adverse_events.rates(user)
    return next(
        rate.sessions_with
        for rate in found
        if (rate.protocol, rate.version, rate.event) == ("six-trigger-sites", version, "any")
    )


def errors(answer):
    return dict(re.findall(r'<p class="error" id="id_([\w-]+)_error">([^<]*)</p>', answer.content.decode()))


# -- entering ----------------------------------------------------------------------------------------------
def test_an_event_with_its_points(unwanted, physician, dora):
    assert unwanted.send(**PTOSIS, **{"new-sites": ["frontalis/left/1"]}).status_code == 302
    assert events(physician, dora) == [
        AdverseEvent(
            patient="Dora", event="ptosis", onset_on=dt.date(2026, 8, 10), session=1, severity="mild", related=True
        )
    ]
    assert sites(physician, dora) == [("ptosis", dt.date(2026, 8, 10), "frontalis", "left", 1)]
    assert "frontalis 1 left" in unwanted.text()
    assert queries.verification.differences() == {}


def test_what_is_not_on_the_list_is_kept_in_own_words(unwanted, physician, dora):
    missing = unwanted.send(**{**PTOSIS, "new-kind": "other"})
    assert "Say what it was" in errors(missing)["new-own_words"]
    unwanted.send(**{**PTOSIS, "new-kind": "other", "new-own_words": "a stiff jaw"})
    assert [e.event for e in events(physician, dora)] == ["a stiff jaw"]
    assert "a stiff jaw" in unwanted.text()
    form = unwanted.open(form="event-0")
    assert (form["event-0-kind"], form["event-0-own_words"]) == (["other"], ["a stiff jaw"])


@pytest.mark.parametrize(("typed", "kept"), [("true", True), ("false", False), ("", None)])
def test_whether_it_is_related_has_three_answers(unwanted, physician, dora, typed, kept):
    unwanted.send(**{**PTOSIS, "new-related": typed})
    assert events(physician, dora)[0].related is kept


def test_an_event_of_another_drug(unwanted, physician, dora):
    unwanted.send(**PTOSIS, **{"new-drug": "topiramate"})
    assert events(physician, dora)[0].drug == "topiramate"
    assert any_after(physician) == 0


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("kind", "", "This field is required"),
        ("kind", "gout", "Select a valid choice"),
        ("onset_on", "", "This field is required"),
        ("onset_on", "2026-08-02", "This is before the session of 2026-08-03"),
        ("onset_on", "2026-11-24", "This day is not here yet"),
        ("onset_on", "10.8.2026", "write YYYY-MM-DD"),
        ("resolved_on", "2026-08-09", "lies before the onset"),
        ("resolved_on", "2026-11-24", "This day is not here yet"),
        ("severity", "awful", "Select a valid choice"),
        ("sites", "nose/left/1", "Select a valid choice"),
    ],
)
def test_a_bad_field_is_told_beside_it_and_nothing_typed_is_lost(unwanted, physician, dora, field, typed, says):
    answer = unwanted.send(**{**PTOSIS, "new-drug": "topiramate", f"new-{field}": typed})
    assert answer.status_code == 422
    assert says in errors(answer)[f"new-{field}"]
    back = next(found for found in forms_of(answer) if found.get("form") == ["new"])
    assert back["new-drug"] == ["topiramate"]
    if field in ("onset_on", "resolved_on"):
        assert back[f"new-{field}"] == [typed]
    assert events(physician, dora) == []


def test_the_first_day_it_can_begin_is_that_of_the_session(unwanted, physician, dora):
    assert unwanted.send(**{**PTOSIS, "new-onset_on": "2026-08-03"}).status_code == 302
    assert len(events(physician, dora)) == 1


def test_the_same_event_twice_is_told(unwanted, physician, dora):
    unwanted.send(**PTOSIS)
    answer = unwanted.send(**{**PTOSIS, "new-severity": "severe"})
    assert "stands already" in errors(answer)["new-onset_on"]
    assert [e.severity for e in events(physician, dora)] == ["mild"]


# -- correcting --------------------------------------------------------------------------------------------
def test_it_is_over_since_some_day(unwanted, physician, dora):
    unwanted.send(**PTOSIS)
    assert "goes on" in unwanted.text()
    unwanted.send(form="event-0", **{"event-0-resolved_on": "2026-09-15"})
    (stored,) = queries.rows.all_of(physician, dora, AdverseEvent)
    assert (stored.value.resolved_on, stored.revision) == (dt.date(2026, 9, 15), 2)
    assert "over since 15 Sep 2026" in unwanted.text()


def test_points_move_with_an_event_that_began_on_another_day(unwanted, physician, dora):
    unwanted.send(**PTOSIS, **{"new-sites": ["frontalis/left/1"]})
    unwanted.send(
        form="event-0", **{"event-0-onset_on": "2026-08-12", "event-0-sites": ["trapezius/right/2", "frontalis/left/1"]}
    )
    assert [e.onset_on for e in events(physician, dora)] == [dt.date(2026, 8, 12)]
    assert sites(physician, dora) == [
        ("ptosis", dt.date(2026, 8, 12), "frontalis", "left", 1),
        ("ptosis", dt.date(2026, 8, 12), "trapezius", "right", 2),
    ]
    assert queries.verification.differences() == {}


def test_a_point_is_taken_away_again(unwanted, physician, dora):
    unwanted.send(**PTOSIS, **{"new-sites": ["frontalis/left/1"]})
    unwanted.send(form="event-0", **{"event-0-sites": []})
    assert sites(physician, dora) == []


def test_what_was_entered_in_error_is_taken_back_with_its_points(unwanted, physician, dora):
    unwanted.send(**PTOSIS, **{"new-sites": ["frontalis/left/1"]})
    unwanted.send(form="event-0", withdraw="1", **{"event-0-onset_on": "nonsense"})
    assert (events(physician, dora), sites(physician, dora)) == ([], [])
    assert {act.why for act in queries.history.history(physician, dora)[:2]} == {"entered in error"}
    assert queries.verification.differences() == {}


def test_a_page_sent_as_it_was_opened_writes_nothing(unwanted, physician, dora):
    unwanted.send(**PTOSIS, **{"new-sites": ["frontalis/left/1"]})
    before = len(queries.history.history(physician, dora))
    assert unwanted.send(form="event-0").status_code == 302
    assert len(queries.history.history(physician, dora)) == before


def test_two_who_correct_the_same_event_both_see_it(unwanted, physician, dora):
    unwanted.send(**PTOSIS)
    first, second = unwanted.open(form="event-0"), unwanted.open(form="event-0", role="injector")
    unwanted.send(form="event-0", opened=first, **{"event-0-severity": "severe"})
    answer = unwanted.send(form="event-0", role="injector", opened=second, **{"event-0-severity": "moderate"})
    assert answer.status_code == 422
    assert "Somebody else was quicker" in answer.content.decode()
    assert [e.severity for e in events(physician, dora)] == ["severe"]
    again = next(found for found in forms_of(answer) if found.get("form") == ["event-0"])
    assert unwanted.send(form="event-0", role="injector", opened=again).status_code == 302
    assert [e.severity for e in events(physician, dora)] == ["moderate"]


@pytest.mark.parametrize("form", ["event-7", "", "asked-2", "constructor"])
def test_a_form_that_is_not_on_the_page_is_refused(screen, dora, form):
    answer = screen.post(reverse("adverse-events", args=[dora, 1]), {"form": form})
    assert answer.status_code == 400


# -- tied to a session -------------------------------------------------------------------------------------
def test_what_a_phone_told_can_be_tied_to_the_session_before_it(unwanted, physician, dora):
    loose = AdverseEvent(patient="Dora", event="neck pain", onset_on=dt.date(2026, 8, 20), severity="mild")
    actions.health.record(patient=dora, values=[loose], by=physician)
    assert "not tied to a session" in unwanted.text(1)
    assert "not tied to a session" not in unwanted.text(2)
    assert any_after(physician) == 0
    unwanted.send(form="event-0")
    (tied,) = events(physician, dora)
    assert (tied.session, tied.event) == (1, "neck pain")
    assert any_after(physician) == 1


def test_there_is_no_page_for_a_session_that_is_not_there(screen, dora, physician):
    assert screen.get(reverse("adverse-events", args=[dora, 7])).status_code == 404
    told = Session(patient="Dora", session=0, date=Span.read("2024"))
    actions.treatment.record(patient=dora, session=told, by=physician)
    assert screen.get(reverse("adverse-events", args=[dora, 0])).status_code == 404
    assert screen.get(reverse("session", args=[dora, 0])).status_code in (200, 404)


def test_a_signed_session_still_takes_its_adverse_events(unwanted, physician, dora):
    signature = Signature(patient="Dora", session=1, signed_at=timezone.now(), signed_by="Dr Harbour")
    with transaction.atomic():
        keep([signature], record=PatientRecord.objects.get(public_id=dora), by=actor(physician))
    assert unwanted.send(**PTOSIS).status_code == 302
    assert len(events(physician, dora)) == 1


def test_events_stand_on_the_session_and_on_the_patient(screen, unwanted, dora):
    session = screen.get(reverse("session", args=[dora, 1])).content.decode()
    assert "Not asked yet, which is not the same as none." in session
    unwanted.send(**PTOSIS)
    for shown in (reverse("session", args=[dora, 1]), reverse("patient", args=[dora])):
        assert "Drooping lid (ptosis)" in screen.get(shown).content.decode()
    assert "Drooping lid" not in screen.get(reverse("session", args=[dora, 2])).content.decode()


def test_the_analyst_reads_and_writes_nothing(screen, unwanted, dora):
    unwanted.send(**PTOSIS)
    body = screen.get(reverse("adverse-events", args=[dora, 1]), "analyst").content.decode()
    assert "Drooping lid" in body
    assert "Add an adverse event" not in body
    assert screen.post(reverse("adverse-events", args=[dora, 1]), {"form": "new"}, "analyst").status_code == 403


# -- asked -------------------------------------------------------------------------------------------------
def test_asked_and_none_is_an_answer(screen, unwanted, physician, dora):
    assert "That is not the same as none" in unwanted.text()
    unwanted.send(form="asked", **{"asked-asked_on": "2026-08-24", "asked-answer": "no"})
    assert "Asked: none" in unwanted.text()
    assert "None, as asked on 24 Aug 2026." in screen.get(reverse("session", args=[dora, 1])).content.decode()
    assert "That is not the same as none" in unwanted.text(2)
    kept = [s.value for s in queries.rows.all_of(physician, dora, Condition, condition=ASKED)]
    assert kept == [Condition(patient="Dora", condition=ASKED, asked_on=dt.date(2026, 8, 24), answer=False)]


def test_asked_at_the_next_session_is_about_the_one_before(unwanted):
    unwanted.send(form="asked", **{"asked-asked_on": str(SECOND), "asked-answer": "no"})
    assert "Asked: none" in unwanted.text(1)
    assert "Not asked" in unwanted.text(2)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("2026-08-03", "from the day after it"),
        ("2026-11-24", "This day is not here yet"),
        ("soon", "write YYYY-MM-DD"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_asked(unwanted, on, says):
    answer = unwanted.send(form="asked", **{"asked-asked_on": on, "asked-answer": "no"})
    assert says in errors(answer)["asked-asked_on"]


def test_none_and_one_on_record_cannot_both_be(unwanted):
    unwanted.send(**PTOSIS)
    answer = unwanted.send(form="asked", **{"asked-asked_on": "2026-08-24", "asked-answer": "no"})
    assert "an event stands above" in errors(answer)["asked-answer"]
    assert unwanted.send(form="asked", **{"asked-asked_on": "2026-08-24", "asked-answer": "yes"}).status_code == 302
    assert "Asked: some" in unwanted.text()


def test_a_slip_in_the_answer_is_corrected_on_its_day(unwanted, physician, dora):
    unwanted.send(form="asked", **{"asked-asked_on": "2026-08-24", "asked-answer": "no"})
    unwanted.send(form="asked", **{"asked-answer": "yes"})
    (stored,) = queries.rows.all_of(physician, dora, Condition, condition=ASKED)
    assert (stored.value.answer, stored.revision) == (True, 2)


# -- serious -----------------------------------------------------------------------------------------------
SERIOUS = {"new-kind": "dysphagia", "new-onset_on": "2026-11-20", "new-severity": "moderate"}


def test_a_serious_event_waits_at_the_head_of_today_until_it_is_seen(screen, unwanted, physician, dora):
    assert "nobody has seen" not in screen.get(reverse("today")).content.decode()
    unwanted.send(2, **SERIOUS)
    body = screen.get(reverse("today")).content.decode()
    assert "Trouble swallowing (dysphagia)" in body
    assert "Dora Lind" in body
    assert body.index("nobody has seen") < body.index("Who comes")
    seen = {"event": "dysphagia", "onset_on": "2026-11-20", "done": "called her: mild, no choking; review on Friday"}
    assert screen.post(reverse("event-seen", args=[dora]), seen, "injector").status_code == 302
    assert "nobody has seen" not in screen.get(reverse("today")).content.decode()
    assert "called her" in unwanted.text(2)
    assert queries.verification.differences() == {}


@pytest.mark.parametrize("kind", ["dysphagia", "breathing", "aspiration", "anaphylaxis"])
def test_each_serious_kind_waits(unwanted, physician, dora, kind):
    unwanted.send(2, **{**SERIOUS, "new-kind": kind})
    (waiting,) = queries.adverse_events.waiting(physician, on=ON)
    assert (waiting.event.event, waiting.id) == (kind, dora)


@pytest.mark.parametrize("kind", ["ptosis", "neck_weakness", "neck_pain", "headache_flare", "flu_like"])
def test_other_kinds_do_not(unwanted, physician, kind):
    unwanted.send(2, **{**SERIOUS, "new-kind": kind, "new-severity": "severe"})
    assert queries.adverse_events.waiting(physician, on=ON) == []


def test_what_a_phone_calls_swallowing_waits_too(physician, dora):
    told = AdverseEvent(patient="Dora", event="swallowing", onset_on=dt.date(2026, 11, 20))
    actions.health.record(patient=dora, values=[told], by=physician)
    assert [w.event.event for w in queries.adverse_events.waiting(physician, on=ON)] == ["swallowing"]


@pytest.mark.parametrize(("ended_ago", "waits"), [(None, True), (0, True), (90, True), (91, False), (400, False)])
def test_what_ended_long_ago_is_history(physician, dora, ended_ago, waits):
    ended = None if ended_ago is None else ON - dt.timedelta(days=ended_ago)
    told = AdverseEvent(patient="Dora", event="dysphagia", onset_on=dt.date(2025, 1, 5), resolved_on=ended)
    actions.health.record(patient=dora, values=[told], by=physician)
    assert bool(queries.adverse_events.waiting(physician, on=ON)) is waits


def test_one_that_is_seen_is_seen_once_and_needs_what_was_done(screen, unwanted, physician, dora):
    unwanted.send(2, **SERIOUS)
    about = {"event": "dysphagia", "onset_on": "2026-11-20"}
    screen.post(reverse("event-seen", args=[dora]), {**about, "done": "  "})
    assert queries.adverse_events.waiting(physician, on=ON)
    for done in ("called her", "called her too"):
        assert screen.post(reverse("event-seen", args=[dora]), {**about, "done": done}).status_code == 302
    (kept,) = queries.rows.all_of(physician, dora, EventSeen)
    assert kept.value.done == "called her"


def test_seen_says_what_was_done():
    with pytest.raises(Impossible, match="say what was done"):
        EventSeen(patient="Dora", event="dysphagia", onset_on=ON, done=" ")


def test_an_event_that_is_not_there_cannot_be_seen(screen, physician, dora):
    missing = {"event": "dysphagia", "onset_on": "2026-11-20", "done": "called"}
    assert screen.post(reverse("event-seen", args=[dora]), missing).status_code == 404
    assert screen.post(reverse("event-seen", args=[dora]), {**missing, "onset_on": "20 Nov"}).status_code == 400
    with pytest.raises(NotFound):
        actions.health.see_event(patient=dora, event="x", onset_on=ON, done="y", by=physician)


@pytest.mark.parametrize("role", ["front_desk", "analyst", "admin"])
def test_other_roles_neither_see_it_waiting_nor_answer_it(screen, unwanted, roles, dora, role):
    unwanted.send(2, **SERIOUS)
    about = {"event": "dysphagia", "onset_on": "2026-11-20", "done": "called"}
    assert screen.post(reverse("event-seen", args=[dora]), about, role).status_code in (403, 404)
    if role != "admin":
        assert "nobody has seen" not in screen.get(reverse("today"), role).content.decode()
    with pytest.raises(Forbidden):
        queries.adverse_events.waiting(roles[role], on=ON)


def test_another_clinics_events_wait_for_others(unwanted, physician, elsewhere):
    greta = ids_of(elsewhere)["Greta"]
    told = AdverseEvent(patient="Greta", event="anaphylaxis", onset_on=ON)
    actions.health.record(patient=greta, values=[told], by=elsewhere)
    assert queries.adverse_events.waiting(physician, on=ON) == []
    assert [w.number for w in queries.adverse_events.waiting(elsewhere, on=ON)] == ["Greta"]
    assert queries.adverse_events.rates(elsewhere) == () or all(
        rate.protocol != "six-trigger-sites" for rate in queries.adverse_events.rates(elsewhere)
    )


# -- rates -------------------------------------------------------------------------------------------------
def rates_page(screen, role="physician"):
    body = screen.get(reverse("protocol-unwanted"), role).content.decode()
    section = body[body.index(">six-trigger-sites</h2>") :] if "six-trigger" in body else body
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", section, re.DOTALL)
    return body, [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells]


def test_rates_by_version_with_the_unknown_beside_them(screen, unwanted):
    unwanted.send(**PTOSIS)
    body, cells = rates_page(screen)
    assert "1 sessions, 1 unknown" in body
    row = cells.index("Drooping lid (ptosis)")
    assert cells[row : row + 8] == ["Drooping lid (ptosis)", "1", "1", "1", "0", "100 %", "21 %–100 %", "100 %–100 %"]
    second = row + 9
    assert cells[second : second + 8] == ["Drooping lid (ptosis)", "2", "0", "0", "1", "–", "–", "0 %–100 %"]


def test_asking_makes_the_second_version_known(screen, unwanted):
    unwanted.send(**PTOSIS)
    unwanted.send(2, form="asked", **{"asked-asked_on": "2026-11-23", "asked-answer": "no"})
    _, cells = rates_page(screen)
    second = cells.index("Drooping lid (ptosis)") + 9
    assert cells[second : second + 7] == ["Drooping lid (ptosis)", "2", "0", "1", "0", "0 %", "0 %–79 %"]


def test_what_was_published_stands_beside_it_with_what_was_not_seen_marked(screen, unwanted):
    unwanted.send(**PTOSIS)
    body, cells = rates_page(screen)
    published = cells[cells.index("Drooping lid (ptosis)") + 8]
    assert re.sub(r"\s+", " ", published) == "2.5 % COMPEL; 5.4 % REPOSE; 11 % Hull; 4.0 % PREEMPT unverified"
    assert "count patients over a whole study, not sessions" in body
    assert "10.1186/s10194-019-0976-1" in body


def test_the_words_never_say_that_one_causes_the_other(screen, unwanted):
    unwanted.send(**PTOSIS)
    body, _ = rates_page(screen)
    assert "is associated with the session before it" in body
    assert not re.search(r"\bcause[sd]\b", body)


def test_a_clinic_without_sessions_says_so(physician):
    client = Client()
    client.force_login(physician)
    assert "No session here names a protocol version yet." in client.get(reverse("protocol-unwanted")).content.decode()
