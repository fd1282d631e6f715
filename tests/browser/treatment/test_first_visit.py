"""The first visit and adverse events in a real browser: by keys alone, and fit for every eye."""

import datetime as dt
import time
from decimal import Decimal

import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.charting import ConsentGiven
from migrainedays.treatment import AdverseEvent, Condition, Injection, Preventive, Session
from migrainedays.windows import Span
from tests.browser.clinic.conftest import sign_in
from tests.browser.clinic.test_access import AXE, FOUND, LOOKS, faults

FIVE_MINUTES = 300  # seconds


@pytest.fixture
def at(open_desk, dora):
    """Opens a page of Dora's."""

    def opened(page, **look):
        tab = open_desk(**look)
        tab.set_default_navigation_timeout(90_000)  # the first page of a run wakes the whole clinic
        sign_in(tab)
        tab.goto(f"/patients/{dora}/{page}")
        return tab

    return opened


@pytest.fixture
def after(physician, dora):
    """Dora after her first session, a fortnight ago."""
    on = timezone.now().date() - dt.timedelta(days=14)
    session = Session(patient="Dora", session=1, date=Span(on, on), protocol="preempt", version="1")
    point = Injection(patient="Dora", session=1, muscle="frontalis", side="left", site=1, units=Decimal(5))
    actions.treatment.record(patient=dora, session=session, injections=[point], by=physician)
    return on


def held(user, patient, value_class):
    return [stored.value for stored in queries.rows.all_of(user, patient, value_class)]


def focused(tab):
    """The name of the field in focus, and its value."""
    return tab.evaluate("() => [document.activeElement.name || '', document.activeElement.value || '']")


def tab_to(tab, name):
    """Go on with the tabulator key until a field is reached; a page that never reaches it has a trap."""
    for _ in range(200):
        tab.keyboard.press("Tab")
        if focused(tab)[0] == name:
            return
    raise AssertionError(f"{name} is not reached by the tabulator key")


def write(tab, name, text):
    tab_to(tab, name)
    tab.keyboard.type(text)


def choose(tab, name, steps):
    """Move so many answers on within a question."""
    tab_to(tab, name)
    for _ in range(steps):
        tab.keyboard.press("ArrowRight")


def test_a_first_visit_by_keys_alone_in_under_five_minutes(at, physician, dora):
    began = time.monotonic()
    tab = at("first-visit/")
    write(tab, "person-migraine_attacks_before", "300")
    write(tab, "person-aura_attacks_before", "0")
    choose(tab, "q-chronic_migraine-answer", 2)
    choose(tab, "q-allergy-answer", 1)
    choose(tab, "q-neuromuscular-answer", 1)
    choose(tab, "q-acute_drugs-answer", 2)
    write(tab, "q-acute_drugs-detail", "sumatriptan 50 mg")
    write(tab, "preventive-0-drug", "topiramate")
    write(tab, "preventive-0-dose", "50 mg")
    write(tab, "preventive-0-started_on", "2024")
    write(tab, "elsewhere-0-date", "2023-05")
    write(tab, "elsewhere-0-place", "Another practice")
    write(tab, "elsewhere-0-total_units", "152.5")
    tab.keyboard.press("Enter")
    tab.get_by_text("changes are kept.").wait_for()
    assert time.monotonic() - began < FIVE_MINUTES
    answers = {(c.condition, c.answer) for c in held(physician, dora, Condition)}
    assert answers == {
        ("chronic_migraine", True),
        ("allergy", False),
        ("neuromuscular", False),
        ("acute_drugs", True),
    }
    assert [(p.drug, p.dose) for p in held(physician, dora, Preventive)] == [
        ("topiramate", "50 mg; begun 2024 as told")
    ]
    assert [str(s.date) for s in held(physician, dora, Session)] == ["2023-05"]
    assert len(held(physician, dora, ConsentGiven)) == 1  # what stood there stands as it was
    assert not {"patients", "conditions", "preventives", "sessions"} & set(queries.verification.differences())


def test_a_row_is_added_by_its_button_and_the_focus_goes_there(at):
    tab = at("first-visit/")
    tab.locator("[name=preventive-0-drug]").fill("topiramate")
    tab.get_by_role("button", name="Add a preventive").click()
    tab.locator("[name=preventive-2-drug]").wait_for()
    assert focused(tab) == ["preventive-2-drug", ""]
    assert tab.locator("[name=preventive-0-drug]").input_value() == "topiramate"


def test_details_are_asked_only_of_a_yes(at):
    tab = at("first-visit/")
    question = tab.get_by_role("group", name="Muscle relaxant")
    detail = question.get_by_label("Which")
    assert not detail.is_visible()
    question.get_by_label("Yes").check()
    assert detail.is_visible()
    question.get_by_label("Not asked").check()
    assert not detail.is_visible()


def test_what_is_wrong_is_shown_and_what_was_typed_is_still_there(at, physician, dora):
    tab = at("first-visit/")
    tab.locator("[name=elsewhere-0-total_units]").fill("152.55")
    tab.get_by_role("button", name="Keep it").last.click()
    tab.get_by_text("is finer than 0.1 unit").wait_for()
    assert tab.locator("[name=elsewhere-0-total_units]").input_value() == "152.55"
    assert held(physician, dora, Session) == []


def test_an_adverse_event_by_keys_alone(at, after, physician, dora):
    tab = at("sessions/1/adverse-events/")
    tab_to(tab, "new-kind")
    tab.keyboard.type("Droop")
    tab_to(tab, "new-onset_on")
    tab.locator("[name=new-onset_on]").fill(str(after))
    choose(tab, "new-severity", 1)
    choose(tab, "new-related", 1)
    tab_to(tab, "new-drug")
    tab.keyboard.press("Enter")
    tab.get_by_text("It is kept.").wait_for()
    assert held(physician, dora, AdverseEvent) == [
        AdverseEvent(patient="Dora", event="ptosis", onset_on=after, session=1, severity="mild", related=True)
    ]


def test_a_serious_one_is_at_the_head_of_the_day_until_it_is_seen(at, after):
    tab = at("sessions/1/adverse-events/")
    tab.locator("[name=new-kind]").select_option("dysphagia")
    tab.locator("[name=new-onset_on]").fill(str(after))
    tab.get_by_role("button", name="Keep the event").click()
    tab.get_by_text("until somebody has seen it").wait_for()
    tab.goto("/today/")
    tab.get_by_role("heading", name="Serious adverse events nobody has seen").wait_for()
    tab.get_by_label("What was done").fill("called her")
    tab.get_by_role("button", name="Seen").click()
    tab.get_by_role("heading", name="Who comes").wait_for()
    assert tab.get_by_role("heading", name="Serious adverse events").count() == 0


def test_that_none_came_is_said_in_two_taps(at, after):
    tab = at("sessions/1/adverse-events/")
    tab.get_by_label("Asked: none").check()
    tab.get_by_role("button", name="Keep the answer").click()
    tab.get_by_text("All adverse events since this session were asked about").wait_for()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_these_pages(at, after, dora, look):
    tab = at("first-visit/", **LOOKS[look])
    pages = (
        f"/patients/{dora}/first-visit/",
        f"/patients/{dora}/sessions/1/adverse-events/",
        f"/patients/{dora}/sessions/1/",
        f"/patients/{dora}/",
        "/protocols/adverse-events/",
    )
    assert [fault for page in pages for fault in faults(tab, page)] == []


@pytest.mark.parametrize("look", ["light", "phone in the dark"])
def test_axe_finds_nothing_where_something_is_refused_or_waits(at, after, dora, look):
    tab = at("first-visit/", **LOOKS[look])
    tab.get_by_role("group", name="Muscle relaxant").get_by_label("Yes").check()
    tab.locator("[name=person-birth_year]").fill("88")
    tab.get_by_role("button", name="Keep it").last.click()
    tab.get_by_text("Not saved yet").wait_for()
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []
    tab.goto(f"/patients/{dora}/sessions/1/adverse-events/")
    tab.locator("[name=new-kind]").select_option("breathing")
    tab.get_by_role("button", name="Keep the event").click()
    tab.get_by_text("This field is required").wait_for()
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []
    tab.locator("[name=new-onset_on]").fill(str(after))
    tab.get_by_role("button", name="Keep the event").click()
    assert faults(tab, "/today/") == []
