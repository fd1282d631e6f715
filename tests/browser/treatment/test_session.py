"""A session in the browser: as planned, with differences, over a finding, undone, by keys alone; fit for every eye."""

import re
import time

import pytest

from migrainedays.clinic.records import queries
from migrainedays.treatment import Injection
from tests.browser.clinic.test_access import AXE, FOUND, LOOKS, faults
from tests.browser.treatment.conftest import answer_all

CONFIRM = {"name": "Confirm and sign"}


def open_map(tab):
    tab.get_by_text("Change the plan: head map and table").click()
    tab.locator(".can").first.wait_for()


def site(tab, number):
    return tab.locator(f'.head-map [data-number="{number}"]')


def middle(tab, number):
    """Where a site's disc lies on the screen, brought clear of the panel."""
    disc = site(tab, number).locator("circle").first
    disc.evaluate("found => found.scrollIntoView({ block: 'center' })")
    box = disc.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def tap(tab, number, across=0, down=0):
    """Tap a site, or a place so many pixels from it."""
    x, y = middle(tab, number)
    tab.mouse.click(x + across, y + down)


def points(physician, dora):
    return {
        (p.muscle, p.side, p.site): p
        for p in (stored.value for stored in queries.rows.all_of(physician, dora, Injection, session=1))
    }


def test_a_session_as_planned_is_signed_within_a_minute(desk, physician, dora):
    began = time.monotonic()
    tab = desk()
    answer_all(tab)
    tab.get_by_role("button", **CONFIRM).click()
    tab.get_by_text("Session 1 is signed.").wait_for()
    assert time.monotonic() - began < 60
    assert sum(point.units for point in points(physician, dora).values()) == 155


def test_three_differences_by_tapping_are_read_back_and_signed(desk, physician, dora):
    tab = desk()
    answer_all(tab)
    open_map(tab)
    tap(tab, 1)
    tab.get_by_role("button", name="Leave out").click()
    tab.get_by_label("Reason for the difference").fill("patient's wish")
    tap(tab, 3)
    tab.get_by_role("button", name="−2.5 U").click()
    tab.get_by_label("Reason for the difference").fill("anatomy")
    tap(tab, 4)
    tab.get_by_role("button", name="Move", exact=True).click()
    tap(tab, 4, across=12, down=-14)
    tab.get_by_label("Reason for the difference").fill("pain elsewhere today")
    assert "147.5 U, planned 155 U; 3 differing" in tab.locator("[data-total]").inner_text()
    tab.get_by_role("button", **CONFIRM).click()
    tab.get_by_text("read back").first.wait_for()
    assert tab.locator("em").count() == 3
    tab.get_by_role("button", name="Sign", exact=True).click()
    tab.get_by_text("Session 1 is signed.").wait_for()
    kept = [p for p in points(physician, dora).values() if p.reason]
    assert sorted(p.reason for p in kept) == ["anatomy", "pain elsewhere today", "patient's wish"]


def test_a_finding_is_overridden_with_a_reason(desk):
    tab = desk()
    answer_all(tab, Pregnancy="Yes")
    tab.get_by_role("button", **CONFIRM).click()
    tab.get_by_label("Reason to go on").fill("discussed with the obstetrician")
    tab.get_by_role("button", name="Sign", exact=True).click()
    tab.get_by_text("Session 1 is signed.").wait_for()
    assert tab.get_by_text("discussed with the obstetrician").is_visible()


def test_each_step_is_undone(desk):
    tab = desk()
    open_map(tab)
    values = "() => [...document.querySelectorAll('.points input, .points select')].map(field => field.value)"
    states = [tab.evaluate(values)]
    tap(tab, 2)
    for name in ("+2.5 U", "Leave out"):
        tab.get_by_role("button", name=name).click()
        states.append(tab.evaluate(values))
    tab.get_by_role("button", name="Add a point").click()
    tap(tab, 2, across=4, down=2)
    states.append(tab.evaluate(values))
    assert len({tuple(state) for state in states}) == 4
    while len(states) > 1:
        states.pop()
        tab.get_by_role("button", name="Undo").click()
        assert tab.evaluate(values) == states[-1]


def test_everything_can_be_done_by_keys(desk, physician, dora):
    tab = desk()
    answer_all(tab)
    tab.get_by_text("Change the plan: head map and table").press("Enter")
    tab.locator(".can").first.wait_for()
    site(tab, 1).focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("-")
    tab.keyboard.press("m")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")
    for number in (2, 32):
        place = tab.locator(f'tr[data-row="{number}"] [name$="-reason"]')
        place.focus()
        tab.keyboard.type("anatomy")
    tab.get_by_role("button", **CONFIRM).focus()
    tab.keyboard.press("Enter")
    tab.get_by_role("button", name="Sign", exact=True).press("Enter")
    tab.get_by_text("Session 1 is signed.").wait_for()
    kept = points(physician, dora)
    second = kept["corrugator", "right", 1]
    assert (second.units, second.planned_units) == (2.5, 5)
    assert float(second.y) == pytest.approx(0.335)
    assert kept["corrugator", "right", 2].units == 2.5


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_runs_out(desk, dora, look):
    tab = desk(**LOOKS[look])
    pages = [
        f"/patients/{dora}/sessions/today/", "/protocols/", "/protocols/preempt/1/",
        "/protocols/six-trigger-sites/2/from/1/", "/stock/", "/stock/recall/",
    ]  # fmt: skip
    found = [fault for page in pages for fault in faults(tab, page)]
    tab.goto(f"/patients/{dora}/sessions/today/")
    answer_all(tab, Pregnancy="Yes")
    tab.get_by_role("button", **CONFIRM).click()
    tab.get_by_label("Reason to go on").wait_for()
    tab.evaluate("() => window.scrollTo(0, 0)")
    found += faults_here(tab)
    tab.get_by_label("Reason to go on").fill("discussed")
    tab.get_by_role("button", name="Sign", exact=True).click()
    tab.get_by_text("Session 1 is signed.").wait_for()
    found += faults_here(tab)
    found += faults(tab, re.sub(r"^https?://[^/]+", "", tab.url) + "sheet/")
    assert found == []


def faults_here(tab):
    """What axe finds on the page as it stands."""
    tab.evaluate(AXE)
    return tab.evaluate(FOUND)
