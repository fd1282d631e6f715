"""Without a network: everything that is tapped is kept, and arrives once."""

import datetime as dt
import json

from migrainedays.clinic.records.models import DayRow, IntakeRow
from migrainedays.clinic.records.models.phone import PhoneEntryRow

DAYS = 30


def tap(phone, name):
    phone.page.get_by_role("button", name=name, exact=True).first.click()


def waiting(phone, count):
    words = "1 entry" if count == 1 else f"{count} entries"
    phone.page.locator("#line", has_text=f"{words} not sent yet").wait_for()


def enter_days(phone, count):
    """Answer so many days back from today, a headache on every other one."""
    today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
    dates = [today - dt.timedelta(days=n) for n in range(count)]
    for n, date in enumerate(dates):
        phone.page.goto(f"{phone.address}/diary/#day/{date}")
        phone.page.get_by_role("heading", level=1, name=str(date.day)).wait_for()
        tap(phone, "Yes" if n % 2 else "No")
        waiting(phone, n + 1)
    return dates


class TestAMonthInAPlane:
    def test_thirty_days_offline_closed_opened_and_sent_are_thirty_days_once_each(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        dates = enter_days(phone, DAYS)
        phone.close_and_open()
        waiting(phone, DAYS)
        assert DayRow.objects.count() == 0
        phone.context.set_offline(False)
        phone.sent()
        assert set(DayRow.objects.values_list("date", "headache")) == {(d, bool(n % 2)) for n, d in enumerate(dates)}
        assert PhoneEntryRow.objects.count() == DAYS
        phone.close_and_open()
        phone.sent()
        assert PhoneEntryRow.objects.count() == DAYS

    def test_the_app_opens_to_today_with_no_network(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.close_and_open()
        phone.page.get_by_role("heading", level=1).filter(has_text="Today").wait_for()
        phone.page.get_by_role("button", name="No", exact=True).wait_for()

    def test_more_than_one_batch_holds(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.page.evaluate(
            """async () => {
                const { write } = await import("/static/diary/entries.js");
                const { getState } = await import("/static/diary/store.js");
                const { shift, today } = await import("/static/diary/calendar.js");
                const device = await getState("device");
                for (let n = 0; n < 120; n += 1) await write(device, shift(today(), -n), { headache: false });
            }"""
        )
        phone.close_and_open()
        waiting(phone, 120)
        phone.context.set_offline(False)
        phone.sent()
        assert DayRow.objects.count() == PhoneEntryRow.objects.count() == 120


class TestWhatLiesOnThePhone:
    READ = """async () => {
        const { openDB } = await import("/static/diary/vendor/idb/idb.js");
        const database = await openDB("diary");
        const key = await database.get("state", "key");
        const sealed = await database.getAll("operations");
        const text = sealed.map((each) => new TextDecoder("latin1").decode(each.box)).join("");
        const taken = await crypto.subtle.exportKey("raw", key).then(() => "taken", () => "kept");
        return [sealed.length, text.includes("headache") || text.includes("my secret"), taken];
    }"""

    def test_entries_are_sealed_with_a_key_that_cannot_be_taken_out(self, phone):
        tap(phone, "No")
        phone.sent()
        phone.page.locator("details[data-key=more] summary").click()
        phone.page.locator("textarea").fill("my secret")
        phone.page.locator("textarea").blur()
        phone.sent()
        assert phone.page.evaluate(self.READ) == [2, False, "kept"]

    def test_leaving_takes_everything_off_the_phone(self, phone):
        tap(phone, "No")
        phone.sent()
        phone.page.on("dialog", lambda dialog: dialog.accept())
        phone.open("#settings")
        tap(phone, "Take it off this phone")
        phone.page.get_by_label("Your year of birth").wait_for()
        kept = (
            "async () => (await (await import('/static/diary/vendor/idb/idb.js')).openDB('diary')).count('operations')"
        )
        assert phone.page.evaluate(kept) == 0
        assert DayRow.objects.count() == 1


class TestKilledInTheMiddleOfASync:
    def test_before_the_clinic_heard(self, phone):
        phone.ready_without_network()
        phone.context.route("**/api/diary/entries", lambda route: route.abort())
        tap(phone, "No")
        waiting(phone, 1)
        phone.page.close()
        phone.context.unroute("**/api/diary/entries")
        phone.page = phone.context.new_page()
        phone.open()
        phone.sent()
        assert PhoneEntryRow.objects.count() == 1

    def test_after_the_clinic_heard_and_before_the_phone_knew(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        enter_days(phone, 5)
        lost = []

        def lose_the_answer(route):
            lost.append(route.fetch().status)
            route.abort()

        phone.context.route("**/api/diary/entries", lose_the_answer, times=1)
        phone.context.set_offline(False)
        phone.page.wait_for_timeout(300)
        phone.page.close()
        phone.page = phone.context.new_page()
        phone.open()
        phone.sent()
        assert lost == [200]
        assert PhoneEntryRow.objects.count() == 5
        assert DayRow.objects.count() == 5

    def test_what_is_tapped_while_a_batch_is_under_way_goes_with_the_next(self, phone):
        tap(phone, "Yes")
        tap(phone, "Strong")
        tap(phone, "Light hurts")
        phone.sent()
        assert list(DayRow.objects.values_list("peak", "photophobia")) == [(3, True)]

    def test_a_tap_that_slipped_is_taken_back_by_another(self, phone):
        tap(phone, "No")
        phone.page.locator("[data-key=no][aria-pressed=true]").click()
        phone.page.locator("[data-key=no][aria-pressed=false]").wait_for()
        phone.sent()
        assert DayRow.objects.filter(withdrawn=False).count() == 0


class TestTwoPhones:
    def test_both_answers_are_kept_and_the_patient_is_asked(self, new_phone):
        phone, tablet = new_phone().join(), new_phone().join()
        for each in (phone, tablet):
            each.ready_without_network()
            each.context.set_offline(True)
        tap(phone, "Yes")
        waiting(phone, 1)
        tap(tablet, "No")
        waiting(tablet, 1)
        for each in (phone, tablet):
            each.context.set_offline(False)
            each.sent()
        assert DayRow.objects.get().headache is None
        phone.close_and_open()
        phone.page.get_by_text("Two of your phones say different things").wait_for()
        phone.page.locator(".ask").get_by_role("button", name="Yes").click()
        phone.page.get_by_text("Two of your phones say different things").wait_for(state="detached")
        phone.sent()
        assert DayRow.objects.get().headache is True
        bodies = [
            json.loads(body)["changes"]["headache"] for body in PhoneEntryRow.objects.values_list("body", flat=True)
        ]
        assert sorted(bodies) == [False, True, True]

    def test_a_revoked_phone_says_so_and_keeps_what_is_written(self, phone, clinic, ada):
        from migrainedays.clinic.records import actions, queries

        (device,) = queries.phones.devices(clinic, ada.public_id)
        actions.phones.revoke(patient=ada.public_id, device=device.device, by=clinic)
        tap(phone, "No")
        phone.page.locator("#line", has_text="This phone was stopped by your clinic").wait_for()
        assert not IntakeRow.objects.exists()
        assert PhoneEntryRow.objects.count() == 0


class TestAWarningSign:
    def test_advice_comes_at_once_without_a_network(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.open("#help")
        tap(phone, "Trouble breathing")
        phone.page.get_by_role("alert").get_by_text("Call your emergency number now: 112.").wait_for()

    def test_words_in_a_note_bring_it_up_in_three_languages(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        said = {"English": ("hard to swallow", "Call your emergency number now"),
                "Français": ("du mal à avaler", "Appelez tout de suite les urgences"),
                "Español": ("me cuesta tragar", "Llame ahora a emergencias")}  # fmt: skip
        for language, (note, advice) in said.items():
            phone.page.goto(f"{phone.address}/diary/#settings")
            tap(phone, language)
            phone.page.goto(f"{phone.address}/diary/#")
            if language == "English":
                tap(phone, "No")
                phone.page.locator("details[data-key=more] summary").click()
            phone.page.locator("textarea").fill(note)
            phone.page.locator("textarea").blur()
            phone.page.get_by_role("alert").get_by_text(advice).wait_for()
