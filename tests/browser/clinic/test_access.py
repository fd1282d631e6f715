"""Every page for every eye: axe finds nothing in light, in dark and on a phone, and nothing runs out of the window."""

from pathlib import Path

import pytest

from tests.browser.clinic.conftest import sign_in

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
FOUND = """async () => (await axe.run()).violations.map(
    found => found.id + ': ' + found.nodes.map(node => node.target.join(' ')).join(', '))"""
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}},
    "phone in the dark": {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}},
}
OPEN = ("/account/login/", "/account/password/reset/", "/design/", "/join/never-given/", "/nothing/")
SIGNED_IN = (
    "/today/", "/patients/", "/patients/new/", "/import/", "/staff/", "/clinic/", "/clinic/billing/", "/account/2fa/",
    "/account/password/change/", "/protocols/", "/protocols/adverse-events/", "/protocols/six-trigger-sites/2/",
    "/protocols/six-trigger-sites/2/from/1/", "/stock/", "/stock/recall/",
    "/enquiries/", "/enquiries/new/", "/website/",
)  # fmt: skip
OF_PATIENT = (
    "",
    "?show=all",
    "contact/",
    "first-visit/",
    "day/",
    "visit/",
    "sessions/new/",
    "sessions/1/",
    "sessions/1/adverse-events/",
    "sessions/today/",
    "phones/",
    "sheet/",
    "sheet/type/",
    "documents/",
    "expectations/",
    "story/",
)


def faults(tab, address):
    """What axe finds on a page with all its details open, and how far it runs out of the window."""
    answer = tab.goto(address)
    assert answer.status in (200, 404), f"{address} answered {answer.status}"
    tab.evaluate("() => document.querySelectorAll('details').forEach(found => { found.open = true })")
    tab.evaluate(AXE)
    found = tab.evaluate(FOUND)
    over = tab.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{address} {fault}" for fault in found] + ([f"{address} runs out by {over} px"] if over > 0 else [])


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_any_page(open_desk, patients, look):
    tab = open_desk(**LOOKS[look])
    found = [fault for address in OPEN for fault in faults(tab, address)]
    sign_in(tab)
    pages = (*SIGNED_IN, *(f"/patients/{patients.anna}/{page}" for page in OF_PATIENT))
    found += [fault for address in pages for fault in faults(tab, address)]
    assert found == []


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_a_refused_form(open_desk, patients, look):
    tab = open_desk(**LOOKS[look])
    sign_in(tab)
    tab.goto(f"/patients/{patients.anna}/sessions/new/")
    tab.get_by_label("Units in all").fill("many")
    tab.get_by_role("button", name="Save the session").click()
    tab.get_by_text("is not a number").wait_for()
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []


@pytest.mark.parametrize("look", ["light", "phone in the dark"])
def test_axe_finds_nothing_while_a_folder_is_taken_in(open_desk, physician, folder, look):
    tab = open_desk(**LOOKS[look])
    sign_in(tab)
    days = folder / "days.csv"
    days.write_text(
        days.read_text() + "Anna,2026-02-30" + "," * (days.read_text().splitlines()[0].count(",") - 1) + "\n"
    )
    tab.goto("/import/")
    tab.get_by_label("Files").set_input_files(sorted(folder.glob("*.csv")))
    tab.get_by_role("button", name="Check the files").click()
    tab.get_by_text("does not exist").first.wait_for()
    tab.evaluate(AXE)
    assert tab.evaluate(FOUND) == []


def test_axe_finds_nothing_on_the_opening(open_desk, transactional_db):
    tab = open_desk()
    assert faults(tab, "/welcome/") == []


def test_twice_the_text_stays_within_the_window(open_desk, patients):
    """200 % text on a wide screen is the same page on half as many points."""
    tab = open_desk(viewport={"width": 720, "height": 500})
    sign_in(tab)
    assert faults(tab, f"/patients/{patients.anna}/") == []


def test_axe_would_find_a_fault(open_desk, transactional_db):
    """A test that cannot fail proves nothing: an input without a label is found."""
    tab = open_desk()
    tab.goto("/design/")
    tab.evaluate("() => document.querySelector('main').append(document.createElement('input'))")
    tab.evaluate(AXE)
    assert any(fault.startswith("label") for fault in tab.evaluate(FOUND))
