"""From the first question to the story told and taken back, in a real browser: `make story` prints each step."""

import dataclasses
import datetime as dt
import io
import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from pypdf import PdfReader

from migrainedays.clinic.jobs.sending import send_due
from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.enquiring import Enquiry, Website
from migrainedays.clinic.records.people import Contact, Visit
from migrainedays.clinic.records.scheduling import WEEKDAYS, Room, WorkingHours
from migrainedays.clinic.web.site import guarding
from migrainedays.exchange.folder import folder_of
from migrainedays.treatment import Session
from migrainedays.windows import DAY, Span
from tests import people
from tests.browser.clinic.conftest import open_desk, physician, sign_in  # noqa: F401 - fixtures by their names
from tests.browser.diary.conftest import PHONE
from tests.browser.evidence.conftest import worked
from tests.browser.treatment.conftest import answer_all
from tests.web.treatment.conftest import stock_vial

LIVED = 116  # days since the session: four months, as far as a test can live them
WRITE = """async ([last, sick, until]) => {
    const { write } = await import("/static/diary/entries.js");
    const { getState } = await import("/static/diary/store.js");
    const { shift, today } = await import("/static/diary/calendar.js");
    const device = await getState("device");
    for (let n = last; n >= until; n -= 1) await write(device, shift(today(), -n), { headache: n % 28 < sick });
}"""


@pytest.fixture
def step(capsys):
    """Prints the name of a step once it has passed."""

    def passed(name):
        with capsys.disabled():
            print(f"  passed: {name}")

    return passed


@pytest.fixture
def practice(physician, monkeypatch):  # noqa: F811
    """A practice with its pages shown, a room, hours, a vial, and six other people with one session each."""
    actions.site.describe(website=Website(shown=True, town="Lakeview"), revision=0, by=physician)
    monkeypatch.setattr(guarding, "LEAST_SECONDS", 0)
    cache.clear()
    actions.scheduling.keep_room(room=Room(room="East", in_use=True), by=physician)
    hours = [WorkingHours(weekday=weekday, opens=9 * 60, closes=17 * 60) for weekday in WEEKDAYS]
    actions.scheduling.keep_hours(hours=hours, by=physician)
    for number in range(6):
        actions.folders.take_in(folder=folder_of(list(_like_anna(f"P{number}"))), by=physician)
    then = timezone.now() - dt.timedelta(days=LIVED)
    stock_vial(physician, at=then.replace(hour=6))
    return physician


def _like_anna(number):
    for value in people.anna():
        if not (isinstance(value, Session) and value.session > 1):
            yield dataclasses.replace(value, patient=number)


def pdf_words(download):
    with open(download.path(), "rb") as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def test_the_whole_story(open_desk, live_server, browser, practice, step, monkeypatch):  # noqa: F811
    by = practice
    today = timezone.localdate()
    treated_on = today - LIVED * DAY

    visitor = open_desk()
    visitor.goto("/practice/")
    visitor.get_by_role("link", name="Ask us a question").click()
    visitor.get_by_label("Your name").fill("Wilma Quandt")
    visitor.get_by_label("E-mail").fill("wilma@example.org")
    visitor.get_by_label("Your question").fill("I have had migraine for years and live far away.")
    visitor.wait_for_timeout(1100)
    visitor.get_by_role("button", name="Send").click()
    visitor.get_by_role("heading", name="Thank you").wait_for()
    step("an enquiry on the website")

    desk = open_desk()
    sign_in(desk)
    desk.get_by_role("link", name="Enquiries").click()
    desk.get_by_role("link", name="Wilma Quandt").click()
    desk.get_by_label("Call back", exact=True).check()
    desk.get_by_label("What was said or done").fill("Called; wants to begin.")
    desk.get_by_role("button", name="Keep it").click()
    desk.get_by_text("1 waits for an answer").wait_for()
    desk.get_by_role("link", name="Wilma Quandt").click()
    step("the call is logged")

    desk.get_by_role("button", name="Take up as a patient").click()
    desk.get_by_role("heading", name="Wilma Quandt").wait_for()
    [enquiry] = [stored.value for stored in queries.rows.stock(by, Enquiry)]
    patient = next(listed.id for listed in queries.patients.search(by) if listed.number == enquiry.number)
    stored = queries.patients.get(by, patient)
    person = dataclasses.replace(stored.person.value, birth_year=1980, sex="female")
    actions.patients.correct(patient=patient, person=person, revision=stored.person.revision, by=by)
    wants = dataclasses.replace(stored.contact.value, wants_reminders=True)
    actions.patients.reach(patient=patient, contact=wants, revision=stored.contact.revision, by=by)
    assert wants == Contact(
        patient=enquiry.number, name="Wilma Quandt", email="wilma@example.org", language="en", wants_reminders=True
    )
    step("a patient is made, nothing retyped")

    desk.goto(f"/patients/{patient}/phones/")
    desk.get_by_role("button", name="Make a link").click()
    link = desk.locator("section a", has_text="#join/").get_attribute("href")
    code = link.split("#join/")[1]
    context = browser.new_context(**PHONE)
    phone = context.new_page()
    address = live_server.url.replace("127.0.0.1", "localhost")
    phone.goto(f"{address}/diary/#join/{code}")
    phone.get_by_label("Your year of birth").fill("1980")
    phone.get_by_role("button", name="Start").click()
    phone.locator("#line", has_text="Saved and sent").wait_for()
    step("the diary is joined")

    phone.evaluate(WRITE, [LIVED + 28, 20, LIVED + 1])
    phone.reload()
    phone.locator("#line", has_text="Saved and sent").wait_for()
    baseline = queries.course(by, patient).diary.days
    assert {day.date for day in baseline} == set(Span.before(treated_on))
    step("the baseline is kept")

    desk.goto(f"/patients/{patient}/sessions/today/?on={treated_on}")
    answer_all(desk)
    desk.get_by_label("Initials").fill("WQ")
    desk.locator("#id_started").fill("09:00")
    _consent(desk)
    desk.get_by_role("button", name="Confirm and sign").click()
    _sign(desk)
    [session] = queries.course(by, patient).sessions_here
    assert session.on == treated_on
    step("the first session is charted as planned")

    phone.evaluate(WRITE, [LIVED, 6, 0])
    phone.reload()
    phone.locator("#line", has_text="Saved and sent").wait_for()
    assert len(queries.course(by, patient).diary.days) == 28 + LIVED + 1
    context.close()
    step("the diary is kept for four months")

    desk.goto(f"/patients/{patient}/visit/")
    desk.locator(".offers button").first.click()
    desk.get_by_text("Booked for").wait_for()
    [visit] = [stored.value for stored in queries.rows.all_of(by, patient, Visit)]
    assert visit.at.date() >= treated_on + 84 * DAY
    step("the second session is proposed and booked")

    moved = dataclasses.replace(visit, at=(timezone.now() + dt.timedelta(days=20)).replace(hour=10, minute=0))
    [stored_visit] = queries.rows.all_of(by, patient, Visit)
    actions.visits.correct(patient=patient, visit=moved, revision=stored_visit.revision, by=by)
    before = len(mail.outbox)
    with monkeypatch.context() as later:
        noon = (timezone.now() + dt.timedelta(days=19)).replace(hour=11, minute=0)
        later.setattr("django.utils.timezone.now", lambda: noon)
        send_due()
        send_due()
    told = mail.outbox[before:]
    assert [message.to for message in told] == [["wilma@example.org"]]
    assert "migraine" not in (told[0].subject + told[0].body).lower().replace("migraine days", "")
    step("the reminder is sent once")

    desk.goto(f"/patients/{patient}/")
    desk.get_by_text("Headache days in windows of 28 days").first.wait_for()
    step("the course is shown")

    desk.goto(f"/patients/{patient}/documents/")
    desk.get_by_label("Letter to the payer: to go on").check()
    with desk.expect_download() as downloaded:
        desk.get_by_role("button", name="Write it as PDF").click()
    words = pdf_words(downloaded.value)
    assert "From 20 to 6, a fall of 70 %" in words
    step("the letter for going on has the counted days")

    desk.goto(f"/patients/{patient}/story/")
    desk.get_by_text("Note a consent").click()
    desk.get_by_label("Explained by").fill("Dr Harbour")
    desk.get_by_label("Version of the text").fill("1")
    desk.get_by_label("May be shown on the website").check()
    desk.get_by_role("button", name="Note it").click()
    desk.get_by_text("explained by Dr Harbour").wait_for()
    desk.get_by_label("The patient's own words").fill("I wear my hair in a ponytail again.")
    desk.get_by_role("button", name="Keep the sentences").click()
    desk.get_by_label("I wear my hair in a ponytail again.").check()
    desk.get_by_role("button", name="Keep the sentences").click()
    desk.get_by_role("button", name="Work it out").click()
    desk.get_by_text("Waiting for its turn").wait_for()
    worked()
    desk.get_by_role("link", name="Show it").click()
    desk.get_by_role("button", name="Release it on the website").click()
    desk.get_by_text("Everybody can read it.").wait_for()
    visitor.goto("/practice/en/stories/")
    visitor.get_by_role("link", name="Chronic migraine treated with botulinum toxin").click()
    visitor.get_by_text("I wear my hair in a ponytail again.").wait_for()
    read = visitor.locator("main").inner_text()
    assert not re.search(rf"Quandt|Wilma|{enquiry.number}\b.*patient|{treated_on}", read)
    page = visitor.url
    step("the story is told with consent, and names nobody")

    desk.get_by_role("button", name="Consent was taken back").click()
    desk.get_by_text("taken back").first.wait_for()
    assert visitor.goto(page).status == 404
    visitor.goto("/practice/en/stories/")
    visitor.get_by_text("No story is released at the moment.").wait_for()
    step("consent is taken back, and the page is gone")


def _consent(desk):
    """Consent to treatment, where the sheet asks for it."""
    section = desk.locator("section[aria-labelledby=asked]")
    section.get_by_label("Version of the text that was explained").fill("1")
    section.get_by_label("Explained by").fill("Dr Harbour")
    for box in section.locator("details input[type=checkbox]").all():
        box.check()


def _sign(desk):
    """Sign at once, or after the read-back where the sheet asks to look again."""
    signed, again = desk.get_by_text("Session 1 is signed."), desk.get_by_role("button", name="Sign", exact=True)
    signed.or_(again).or_(desk.get_by_role("alert")).first.wait_for()
    refused = desk.locator(".error, [role=alert]").all_inner_texts()
    places = desk.locator(".error").evaluate_all("found => found.map(each => each.id)")
    assert refused == [], f"{refused} at {places}"
    if again.count():
        again.click()
    signed.wait_for()
