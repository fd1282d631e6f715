"""A study as people live it: designed, begun, offered on a sheet, consented to, opened, and the session signed."""

import pytest
from playwright.sync_api import expect

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.studying import Allocation, StudyPlan
from migrainedays.evidence import study_proposal
from migrainedays.treatment import Session
from tests.browser.clinic.test_access import AXE, FOUND, LOOKS, faults
from tests.browser.evidence.conftest import worked
from tests.browser.treatment.conftest import answer_all, dora  # noqa: F401 - a fixture
from tests.web.study.conftest import designed, enrol, propose
from tests.web.study.test_studies import use_up


def fault_free(tab):
    tab.evaluate(AXE)
    return tab.evaluate(FOUND) == []


def test_from_the_design_to_the_signed_session(desk, physician, dora, monkeypatch):  # noqa: F811
    monkeypatch.setattr(study_proposal, "STUDIES", 8)
    tab = desk("/evidence/studies/")
    tab.get_by_role("link", name="Design a study").click()
    tab.get_by_label("Difference worth finding").fill("4")
    tab.get_by_label("Patients in a month of 28 days").fill("6")
    tab.get_by_role("button", name="Work out the size").click()
    expect(tab.get_by_text("Waiting for its turn")).to_be_visible()
    worked()
    expect(tab.get_by_role("heading", name="Keep it as a plan")).to_be_visible(timeout=15_000)
    tab.get_by_label("Why it is asked").fill("Do the temples need more?")
    tab.get_by_role("button", name="Keep the plan").click()
    tab.get_by_role("link", name="The protocol, for a board").click()
    expect(tab.get_by_role("heading", name="Looks and stopping")).to_be_visible()
    tab.get_by_role("link", name="To the study").click()
    tab.get_by_role("button", name="Begin the study").click()
    expect(tab.get_by_text("The study has begun.")).to_be_visible()

    tab.goto(f"/patients/{dora}/sessions/today/")
    tab.get_by_role("link", name="Take part").click()
    expect(tab.get_by_text("Nobody can know it or choose it before consent")).to_be_visible()
    assert not ROWS[Allocation].objects.exists()
    tab.get_by_label("Version of the text that was explained").fill("2026-1")
    tab.get_by_label("The patient has read what both versions are").check()
    tab.get_by_role("button", name="Keep the consent and open the version").click()
    (given,) = ROWS[Allocation].objects.read()
    expect(tab.get_by_text(f"Allocated to six-trigger-sites, version {given.version}")).to_be_visible()
    expect(tab.get_by_text("This sheet is that version.")).to_be_visible()

    answer_all(tab)
    tab.get_by_role("button", name="Confirm and sign").click()
    sign = tab.get_by_role("button", name="Sign", exact=True)
    signed = tab.get_by_text("Session 1 is signed.")
    expect(sign.or_(signed)).to_be_visible()
    if sign.is_visible():
        sign.click()
    expect(signed).to_be_visible()
    session = queries.rows.one(physician, dora, Session, session=1).value
    assert (session.protocol, session.version) == ("six-trigger-sites", given.version)
    (plan,) = ROWS[StudyPlan].objects.read()
    tab.goto(f"/evidence/studies/{plan.study}/")
    expect(tab.get_by_text(f"1 of {plan.patients} places given")).to_be_visible()
    assert queries.studies.one(physician, plan.study).elsewise == 0


def test_with_the_keyboard_alone_a_consent_is_kept(desk, physician, dora):  # noqa: F811
    plan = actions.studies.begin(study=designed(physician).study, by=physician)
    tab = desk(f"/patients/{dora}/studies/{plan.study}/")
    tab.get_by_label("Version of the text that was explained").focus()
    tab.keyboard.type("2026-1")
    tab.get_by_label("The patient has read what both versions are").focus()
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("Allocated to six-trigger-sites")).to_be_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page_of_a_study(desk, physician, dora, look):  # noqa: F811
    planned, running = designed(physician), designed(physician)
    proposal = propose(physician)
    tab = desk("/evidence/studies/", **LOOKS[look])
    pages = ["/evidence/studies/", "/evidence/studies/new/", f"/evidence/studies/new/?run={proposal}"]
    pages += [f"/evidence/studies/{planned.study}/", f"/evidence/studies/{planned.study}/protocol/"]
    found = [fault for address in pages for fault in faults(tab, address)]
    running = actions.studies.begin(study=running.study, by=physician)
    of_patient = (f"/patients/{dora}/studies/{running.study}/", f"/patients/{dora}/sessions/today/")
    found += [fault for address in of_patient for fault in faults(tab, address)]
    enrol(physician, running, dora)
    found += [fault for address in of_patient for fault in faults(tab, address)]
    found += faults(tab, f"/evidence/studies/{running.study}/")
    use_up(physician, running)
    found += faults(tab, f"/evidence/studies/{running.study}/")
    actions.studies.end(study=running.study, by=physician)
    found += faults(tab, f"/evidence/studies/{running.study}/")
    assert found == []


@pytest.mark.parametrize("look", ["light", "phone in the dark"])
def test_axe_finds_nothing_on_what_is_refused(desk, physician, dora, look):  # noqa: F811
    tab = desk("/evidence/studies/new/", **LOOKS[look])
    tab.get_by_label("Difference worth finding").fill("0")
    tab.get_by_role("button", name="Work out the size").click()
    tab.get_by_text("Say which difference would change what you do").wait_for()
    assert fault_free(tab)
    plan = actions.studies.begin(study=designed(physician).study, by=physician)
    tab.goto(f"/patients/{dora}/studies/{plan.study}/")
    tab.get_by_role("button", name="Keep the consent and open the version").click()
    tab.get_by_text("Without consent nobody takes part").wait_for()
    assert fault_free(tab)
    tab.goto(f"/evidence/studies/{plan.study}/")
    tab.get_by_text("Stop it early").click()
    tab.get_by_role("button", name="Stop the study").click()
    tab.get_by_text("Say why the study is stopped").wait_for()
    assert fault_free(tab)
