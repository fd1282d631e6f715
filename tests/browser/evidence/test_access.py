"""The evidence for every eye: axe finds nothing on any of its pages, with answers and without, and nothing runs out."""

import pytest

from migrainedays.clinic import weighing
from migrainedays.clinic.records.actions import runs
from tests.browser.clinic.test_access import LOOKS, faults
from tests.web.evidence.conftest import VERSIONS, register, work

PAGES = ("/evidence/", "/evidence/versions/", "/evidence/questions/", "/evidence/questions/new/")


def test_axe_finds_nothing_before_anything_is_worked_out(desk, weighed_clinic):
    tab = desk("/evidence/")
    patient = f"/patients/{weighed_clinic['W-07']}"
    pages = (*PAGES, f"{patient}/unusual/", f"{patient}/forecast/")
    assert [fault for address in pages for fault in faults(tab, address)] == []


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_answers(desk, physician, weighed_clinic, look):
    patient = str(weighed_clinic["W-07"])
    of_patient = [(kind, {"patient": patient}) for kind in ("surprise", "forecast")]
    for kind, asked in (("results", {}), ("versions", VERSIONS), *of_patient):
        work(weighing.ask(kind, asked, physician))
    question = register(physician, looks=5).question
    work(weighing.ask("look", {"question": question}, physician))
    tab = desk("/evidence/", **LOOKS[look])
    pages = (
        *PAGES,
        f"/evidence/questions/{question}/",
        *(f"/patients/{patient}/{page}/" for page in ("unusual", "forecast")),
    )
    assert [fault for address in pages for fault in faults(tab, address)] == []


@pytest.mark.parametrize("look", ["light", "phone in the dark"])
@pytest.mark.parametrize("state", ["waiting", "running", "stopped", "refused", "failed"])
def test_axe_finds_nothing_on_a_run(desk, physician, look, state):
    run = weighing.ask("results", {}, physician)
    if state == "running":
        runs.begin(run)
        runs.advance(run, done=5, of=13, doing="courses")
    elif state == "stopped":
        runs.stop(run=run, by=physician)
    elif state == "refused":
        runs.refuse(run, sentence="Too few patients: at least 5 are needed.")
    elif state == "failed":
        runs.fail(run)
    tab = desk("/evidence/", **LOOKS[look])
    assert faults(tab, "/evidence/") == []
