"""On today's sheet: what followed the session before, one tap for none, and what is missing shown as not asked."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.treatment import AdverseEvent, Condition, Session
from migrainedays.treatment.unwanted import ASKED
from migrainedays.windows import Span
from tests.forms import forms_of
from tests.web.treatment.conftest import ON
from tests.web.treatment.test_chart_page import now, ready  # noqa: F401 - fixtures by their names

FIRST, SECOND = dt.date(2026, 6, 1), dt.date(2026, 8, 24)
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def treated(ready, physician):  # noqa: F811
    """Dora after two sessions, before her third."""
    for number, on in ((1, FIRST), (2, SECOND)):
        session = Session(
            patient="Dora", session=number, date=Span(on, on), protocol="preempt", version="1",
            product="onabotulinumtoxinA",
        )  # fmt: skip
        actions.treatment.record(patient=ready, session=session, by=physician)
    return ready


@pytest.fixture
def sheet(screen, treated):
    """The part of today's sheet that asks."""

    class Sheet:
        address = reverse("session-chart", args=[treated])

        def body(self, role="physician", **query):
            answer = screen.get(self.address, role, data=query)
            assert answer.status_code == 200
            return answer.content.decode()

        def text(self, **query):
            part = self.body(**query).partition('id="since"')[2].partition("</section>")[0]
            return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part))

        def form(self, **query):
            return next(found for found in forms_of(screen.get(self.address, data=query)) if found.get("form"))

        def tap(self, script=False, role="physician", **changes):
            data = self.form() | {"asked-answer": "no"} | changes
            headers = SCRIPT if script else {}
            return screen.post(reverse("adverse-events", args=[treated, 2]), data, role, headers=headers)

    return Sheet()


def answers(user, patient):
    found = queries.rows.all_of(user, patient, Condition, condition=ASKED)
    return sorted((stored.value.asked_on, stored.value.answer) for stored in found)


def event(physician, patient, **columns):
    given = {"event": "ptosis", "onset_on": dt.date(2026, 9, 1), "session": 2, "severity": "mild"} | columns
    actions.health.record(patient=patient, values=[AdverseEvent(patient="Dora", **given)], by=physician)


def test_missing_is_shown_as_not_asked_and_nothing_is_filled_in(sheet, physician, treated):
    text = sheet.text()
    assert "Adverse events since session 2, 24 Aug 2026" in text
    assert "Not asked That is not the same as none." in text
    assert answers(physician, treated) == []


def test_one_tap_says_none_and_is_kept_at_once(sheet, physician, treated):
    answer = sheet.tap()
    assert (answer.status_code, answer.url) == (302, sheet.address)
    assert answers(physician, treated) == [(ON, False)]
    assert "Asked: none on 23 Nov 2026" in sheet.text()
    assert "None since" not in sheet.text()


def test_with_a_script_only_this_part_changes_and_nothing_typed_is_lost(sheet, physician, treated):
    answer = sheet.tap(script=True)
    assert answer.status_code == 200
    body = answer.content.decode()
    assert "Asked: none" in body
    assert "initials" not in body
    assert answers(physician, treated) == [(ON, False)]


def test_an_event_is_recorded_on_its_own_form_and_leads_back(screen, sheet, physician, treated):
    assert 'form="sheet" name="step" value="aside">Record one' in sheet.body()
    page = screen.get(reverse("adverse-events", args=[treated, 2]), data={"back": "chart"})
    assert "Back to today&#x27;s session" in page.content.decode() or "Back to today's session" in page.content.decode()
    form = next(found for found in forms_of(page) if found.get("form") == ["new"])
    typed = {"new-kind": "ptosis", "new-onset_on": "2026-09-01", "new-severity": "mild"}
    answer = screen.post(reverse("adverse-events", args=[treated, 2]), form | typed)
    assert (answer.status_code, answer.url) == (302, sheet.address)
    assert re.search(r"(?i)droop|ptosis", sheet.text())


def test_from_elsewhere_the_form_leads_back_to_itself(screen, treated):
    page = reverse("adverse-events", args=[treated, 2])
    form = next(found for found in forms_of(screen.get(page)) if found.get("form") == ["new"])
    answer = screen.post(page, form | {"new-kind": "ptosis", "new-onset_on": "2026-09-01"})
    assert answer.url == page


def test_with_events_one_tap_says_that_these_are_all(sheet, physician, treated):
    event(physician, treated)
    assert "These, and no others" in sheet.text()
    assert 'value="yes">' in sheet.body().partition('id="since"')[2].partition("</section>")[0]
    sheet.tap(**{"asked-answer": "yes"})
    assert answers(physician, treated) == [(ON, True)]


def test_none_beside_an_event_is_refused_with_a_sentence(sheet, physician, treated):
    event(physician, treated)
    body = sheet.tap(script=True).content.decode()
    assert "Here it says none, and an event stands above." in body
    assert answers(physician, treated) == []


def test_an_event_of_another_drug_is_none_of_the_toxins(sheet, physician, treated):
    event(physician, treated, drug="topiramate")
    sheet.tap()
    assert answers(physician, treated) == [(ON, False)]


def test_asked_by_telephone_in_between_it_is_asked_again(sheet, physician, treated):
    earlier = Condition(patient="Dora", condition=ASKED, asked_on=dt.date(2026, 9, 14), answer=False)
    actions.health.record(patient=treated, values=[earlier], by=physician)
    text = sheet.text()
    assert "Asked: none on 14 Sep 2026; not asked since" in text
    assert "None since" in text
    sheet.tap()
    assert answers(physician, treated) == [(dt.date(2026, 9, 14), False), (ON, False)]


def test_an_event_of_a_phone_is_pointed_at(sheet, physician, treated):
    event(physician, treated, session=None)
    assert "1 event since then is tied to no session." in sheet.text()


def test_a_first_session_has_nothing_before_it(screen, ready):  # noqa: F811
    assert 'id="since"' not in screen.get(reverse("session-chart", args=[ready])).content.decode()


def test_a_late_record_asks_about_the_session_before_that_day(sheet, screen, physician, treated):
    on = {"on": "2026-07-01"}
    assert "since session 1, 1 Jun 2026" in sheet.text(**on)
    form = sheet.form(**on)
    assert form["asked-asked_on"] == ["2026-07-01"]
    answer = screen.post(reverse("adverse-events", args=[treated, 1]), form | {"asked-answer": "no"})
    assert answer.url == f"{sheet.address}?on=2026-07-01"
    assert answers(physician, treated) == [(dt.date(2026, 7, 1), False)]


def test_it_counts_as_asked_for_the_session_before_alone(sheet, physician, treated):
    sheet.tap()
    first, second = (queries.adverse_events.after_session(physician, treated, n) for n in (1, 2))
    assert first.asked is None
    assert second.asked is not None
    assert second.asked.value.asked_on == timezone.now().date()


def test_two_people_who_answer_at_once_are_told(sheet, physician, treated):
    opened = sheet.form()
    sheet.tap()
    answer = sheet.tap(script=True, **opened | {"asked-answer": "no"})
    assert answer.status_code == 200
    assert answers(physician, treated) == [(ON, False)]


def test_an_injector_asks_too(sheet, physician, treated):
    sheet.tap(role="injector")
    assert answers(physician, treated) == [(ON, False)]
