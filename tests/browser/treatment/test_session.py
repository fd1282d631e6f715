"""A session in the browser: as planned, with differences, over a finding, undone, by keys alone; fit for every eye."""

import datetime as dt
import re
import time

import pytest
from django.utils import timezone

from migrainedays.clinic.records import actions, queries
from migrainedays.treatment import Injection, Session
from migrainedays.windows import Span
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


TOOK = "() => performance.getEntriesByType('navigation')[0].duration"
COUNT = """() => addEventListener('click', event => { if (event.isTrusted && event.target.matches('input, button')) {
    sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1; } }, true)"""


def test_a_session_as_planned_is_signed_within_a_minute(desk, physician, dora):
    began = time.monotonic()
    tab = desk()
    tab.evaluate(COUNT)
    taken = [tab.evaluate(TOOK)]
    answer_all(tab)
    tab.get_by_role("button", **CONFIRM).click()
    tab.get_by_text("Session 1 is signed.").wait_for()
    assert time.monotonic() - began < 60
    # The first time ten questions stand open, later six; beside them one confirmation, and two fields are typed.
    assert int(tab.evaluate("() => sessionStorage.taps")) == 10 + 1
    taken.append(tab.evaluate(TOOK))
    assert max(taken) < 5000, taken
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


FIELDS = "() => [...document.querySelectorAll('.points input, .points select')].map(field => field.value)"


def field(tab, number, name):
    return tab.locator(f'tr[data-row="{number}"] [name$="-{name}"]').input_value()


def test_a_point_is_mirrored_over_the_midline_and_back_by_undo(desk):
    """Sites 4 and 6 are the first of frontalis on the patient's left and right."""
    tab = desk()
    open_map(tab)
    before = tab.evaluate(FIELDS)
    tap(tab, 4)
    tab.get_by_role("button", name="+2.5 U").click()
    tab.get_by_role("button", name="Move", exact=True).click()
    tap(tab, 4, across=10, down=-12)
    tab.get_by_label("Reason for the difference").fill("anatomy")
    changed = tab.evaluate(FIELDS)
    tab.get_by_role("button", name="Mirror", exact=True).click()
    view, x, y = field(tab, 4, "place").split()
    assert field(tab, 6, "place").split() == [view, f"{1 - float(x):.3f}".rstrip("0"), y]
    assert (field(tab, 6, "units"), field(tab, 6, "reason")) == ("7.5", "anatomy")
    assert "Mirrored to the patient's RIGHT" in tab.locator("[data-said]").inner_text()
    tab.get_by_role("button", name="Undo").click()
    assert tab.evaluate(FIELDS) == changed != before


def test_an_added_point_is_mirrored_once_and_into_the_other_side_view(desk):
    """Site 8 is the first of temporalis on the patient's left; the rows that are added begin at 32."""
    tab = desk()
    open_map(tab)
    site(tab, 8).focus()
    for key in ("a", "+", "r", "r"):
        tab.keyboard.press(key)
    view, x, y = field(tab, 32, "place").split()
    assert (view, field(tab, 32, "side"), field(tab, 32, "units")) == ("left", "left", "5")
    other, its, down = field(tab, 33, "place").split()
    assert (other, down, field(tab, 33, "side"), field(tab, 33, "muscle")) == ("right", y, "right", "temporalis")
    assert float(its) == pytest.approx(1 - float(x))
    assert field(tab, 34, "units") == ""  # the second time it was there already


def test_a_whole_side_is_mirrored_by_one_key_and_undone_by_one(desk):
    tab = desk()
    open_map(tab)
    site(tab, 6).focus()
    tab.keyboard.press("a")  # one more on the right, which the image of the left does not have
    site(tab, 4).focus()
    for key in ("-", "ArrowRight", "0", "a"):
        tab.keyboard.press(key)
    before = tab.evaluate(FIELDS)
    tab.keyboard.press("R")
    assert [field(tab, n, "units") for n in (4, 5, 6, 7)] == ["2.5", "0", "2.5", "0"]
    assert (field(tab, 33, "side"), field(tab, 33, "units")) == ("left", "2.5")
    sides = [field(tab, n, "side") for n in range(32, 38) if field(tab, n, "units")]
    assert sorted(sides) == ["left", "right"]
    tab.keyboard.press("u")
    assert tab.evaluate(FIELDS) == before


def test_what_lies_on_the_midline_has_no_other_side(desk):
    tab = desk()
    open_map(tab)
    before = tab.evaluate(FIELDS)
    site(tab, 3).focus()
    tab.keyboard.press("r")
    assert "has no other side" in tab.locator("[data-said]").inner_text()
    assert tab.evaluate(FIELDS) == before


def test_the_pain_areas_are_shown_and_put_away(desk):
    tab = desk()
    open_map(tab)
    days = tab.locator(".head-map .pain-days").first
    assert days.is_visible()
    tab.get_by_label("Show where it hurt").uncheck()
    assert not days.is_visible()
    tab.get_by_label("Show where it hurt").check()
    assert days.is_visible()


@pytest.mark.parametrize("look", LOOKS)
def test_targets_are_large_enough_for_a_glove(desk, look):
    """A tap 20 px beside a site finds it where no other is nearer, on a phone a tap on it; buttons are 44 px high."""
    tab = desk(**LOOKS[look])
    open_map(tab)
    for number in (3, 8, 13, 20, 31):
        tap(tab, number, down=0 if "phone" in look else -20 if number < 20 else 20)
        assert f"Site {number}:" in tab.locator("[data-said]").inner_text()
    tab.get_by_role("button", name="Next site").click()
    assert "Site 1:" in tab.locator("[data-said]").inner_text()
    heights = [button.bounding_box()["height"] for button in tab.locator("[data-panel] button").all()]
    assert min(heights) >= 44


@pytest.fixture
def treated(physician, dora):
    """Dora after a session of twelve weeks ago."""
    on = (timezone.now() - dt.timedelta(days=84)).date()
    session = Session(
        patient="Dora", session=1, date=Span(on, on), protocol="preempt", version="1", product="onabotulinumtoxinA"
    )
    actions.treatment.record(patient=dora, session=session, by=physician)


@pytest.mark.parametrize("look", LOOKS)
def test_one_tap_says_that_nothing_unwanted_followed_and_loses_nothing_typed(treated, desk, look):
    tab = desk(**LOOKS[look])
    tab.get_by_label("Initials").fill("DL")
    part = tab.get_by_role("region", name="Adverse events since session 1")
    assert "That is not the same as none." in part.inner_text()
    part.get_by_role("button", name="None").click()
    part.get_by_text("Asked: none").wait_for()
    assert tab.get_by_label("Initials").input_value() == "DL"
    assert faults_here(tab) == []
    part.get_by_role("button", name="Record one").click()
    tab.get_by_label("What happened").select_option("ptosis")
    tab.get_by_label("Began on").fill((timezone.now() - dt.timedelta(days=70)).date().isoformat())
    tab.get_by_role("button", name="Keep the event").click()
    tab.wait_for_url("**/sessions/today/")
    part.get_by_text("began").wait_for()
    assert tab.get_by_label("Initials").input_value() == "DL"


TOUCHED = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SCALE = "() => document.querySelector('[data-view=front]').getScreenCTM().a"
BESIDE = 12  # pixels by which a finger misses


def touch(tab, number, across=0, down=0):
    """A finger on a site, or so many pixels beside it."""
    x, y = middle(tab, number)
    tab.touchscreen.tap(x + across, y + down)


def said(tab):
    return tab.locator("[data-said]").inner_text()


class TestAFingerOnAPhone:
    """Sites 4 and 5 are neighbours on the left of frontalis; at 390 px 22 px lie between them."""

    def test_two_neighbouring_sites_are_placed_by_touch(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        before = {number: field(tab, number, "place") for number in range(1, 32)}
        for number, miss, across, down in ((4, BESIDE, 8, -14), (5, -BESIDE, 10, 9)):
            for _ in range(2):  # the first brings the place closer, where it is not close yet
                touch(tab, number, across=miss)
            assert said(tab).startswith(f"Site {number}:")
            tab.get_by_role("button", name="Move", exact=True).tap()
            scale = tab.evaluate(SCALE)
            touch(tab, number, across=across, down=down)
            view, x, y = field(tab, number, "place").split()
            was = before[number].split()
            assert view == "front"
            assert float(x) - float(was[1]) == pytest.approx(across / scale / 600, abs=0.002)
            assert float(y) - float(was[2]) == pytest.approx(down / scale / 700, abs=0.002)
        left = {number: place for number, place in before.items() if number not in (4, 5)}
        assert {number: field(tab, number, "place") for number in left} == left

    def test_what_a_finger_covers_is_offered_by_name(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        touch(tab, 4, across=BESIDE)
        assert "lie close together" in said(tab)
        offered = tab.get_by_role("group", name="Sites close together").get_by_role("button")
        names = [button.inner_text().partition(":")[0] for button in offered.all()]
        assert {"Site 4", "Site 5"} <= set(names)
        assert min(button.bounding_box()["height"] for button in offered.all()) >= 44
        assert faults_here(tab) == []
        offered.filter(has_text="Site 4:").tap()
        assert said(tab).startswith("Site 4:")
        assert not offered.first.is_visible()

    def test_sites_of_the_enlarged_picture_lie_a_finger_apart(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        touch(tab, 3)
        boxes = [site(tab, number).locator("circle").first.bounding_box() for number in range(1, 8)]
        places = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
        gaps = [((a - c) ** 2 + (b - d) ** 2) ** 0.5 for n, (a, b) in enumerate(places) for c, d in places[n + 1 :]]
        assert min(gaps) >= 44
        touch(tab, 3)
        tab.get_by_role("button", name="Enlarge").tap()
        assert tab.locator("svg.is-close").count() == 0

    def test_a_point_is_added_at_the_exact_place(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        tab.get_by_role("button", name="Add a point").tap()
        touch(tab, 4, down=-4)
        assert said(tab) == "Enlarged: tap the exact place."
        assert field(tab, 32, "place") == ""
        _, _, y = field(tab, 4, "place").split()
        scale = tab.evaluate(SCALE)
        touch(tab, 4, down=-25)
        view, _, its = field(tab, 32, "place").split()
        assert view == "front"
        assert float(y) - float(its) == pytest.approx(25 / scale / 700, abs=0.002)

    def test_the_tools_cover_neither_the_chosen_site_nor_half_of_the_window(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        for number in (31, 25, 4):
            site(tab, number).focus()
            disc, tools = (
                site(tab, number).locator("circle").first.bounding_box(),
                tab.locator("[data-panel]").bounding_box(),
            )
            assert disc["y"] + disc["height"] < tools["y"] or disc["y"] > tools["y"] + tools["height"]
            assert tools["height"] < 844 / 3

    def test_a_site_that_stands_alone_is_taken_at_once(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        for number in (1, 2, 3, 4, 5, 7):  # of the front only site 6 is left
            tab.locator(f'tr[data-row="{number}"] [name$="-place"]').fill("back 0.5 0.9")
            tab.locator(f'tr[data-row="{number}"] [name$="-place"]').blur()
        touch(tab, 6, across=BESIDE)
        assert said(tab).startswith("Site 6:")
        assert tab.locator("svg.is-close").count() == 0

    def test_a_mouse_needs_no_closer_look(self, desk):
        tab = desk(viewport={"width": 390, "height": 844})
        open_map(tab)
        tap(tab, 4)
        assert said(tab).startswith("Site 4:")
        assert tab.locator("svg.is-close").count() == 0

    def test_keys_enlarge_follow_and_go_back(self, desk):
        tab = desk(**TOUCHED)
        open_map(tab)
        site(tab, 1).focus()
        tab.keyboard.press("z")
        assert said(tab).startswith("Site 1:")
        close = tab.locator("svg.is-close")
        assert close.count() == 1
        for number in (2, 3, 4, 5):
            tab.keyboard.press("ArrowRight")
            disc, picture = site(tab, number).locator("circle").first.bounding_box(), close.bounding_box()
            assert picture["x"] <= disc["x"] + disc["width"] / 2 <= picture["x"] + picture["width"]
            assert picture["y"] <= disc["y"] + disc["height"] / 2 <= picture["y"] + picture["height"]
        assert tab.get_by_role("button", name="Enlarge").get_attribute("aria-pressed") == "true"
        tab.keyboard.press("Escape")
        assert close.count() == 0


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_runs_out(desk, dora, look):
    tab = desk(**LOOKS[look])
    pages = [
        f"/patients/{dora}/sessions/today/", "/protocols/", "/protocols/preempt/1/",
        "/protocols/six-trigger-sites/2/from/1/", "/stock/", "/stock/recall/",
    ]  # fmt: skip
    late = (timezone.now() - dt.timedelta(days=2)).date()
    pages += [f"/patients/{dora}/sessions/new/", f"/patients/{dora}/sessions/today/?on={late}"]
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


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_before_a_session_is_signed_and_countersigned(desk, physician, dora, look):
    """A session that was typed in: its findings, the refusal, the signature, the call for a second one."""
    on = timezone.now().date()
    typed = Session(
        patient="Dora", session=1, date=Span(on, on), protocol="preempt", version="1", product="onabotulinumtoxinA"
    )
    actions.treatment.record(patient=dora, session=typed, by=physician)
    tab = desk(**LOOKS[look])
    address = f"/patients/{dora}/sessions/1/"
    found = faults(tab, address)
    tab.get_by_role("button", name="Sign the session").click()
    tab.get_by_text("Not signed").first.wait_for()
    found += faults_here(tab)
    for reason in tab.get_by_label("Reason to go on").all():
        reason.fill("told so")
    tab.get_by_role("button", name="Sign the session").click()
    tab.get_by_text("A second person signs under this").wait_for()
    found += faults_here(tab)
    assert found == []
