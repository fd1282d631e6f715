"""What the screen calls saved is saved: said after the store's own word, and still there after a crash."""

import datetime as dt

import pytest

from migrainedays.clinic.records.models import DayRow
from migrainedays.clinic.records.models.phone import PhoneEntryRow

# Notes the order in which the store completes and the screen speaks.
WATCH = """() => {
    window.order = [];
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
        const made = original.call(this, stores, mode, options);
        if ([].concat(stores).includes("operations") && mode === "readwrite") {
            window.order.push("begun " + options?.durability);
            made.addEventListener("complete", () => window.order.push("complete"));
        }
        return made;
    };
    const said = () => {
        if (document.querySelector("[data-key=no][aria-pressed=true]")) window.order.push("pressed");
        if (/not sent yet/.test(document.getElementById("line").textContent)) window.order.push("said");
    };
    new MutationObserver(said).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
FULL = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"


@pytest.fixture
def offline(phone):
    """A phone that lies in a plane, with nothing written."""
    phone.ready_without_network()
    phone.context.set_offline(True)
    return phone


def no(phone):
    return phone.page.get_by_role("button", name="No", exact=True).first


class TestSaved:
    def test_the_screen_speaks_after_the_stores_own_word_and_the_store_is_asked_to_be_strict(self, offline):
        offline.page.evaluate(WATCH)
        no(offline).click()
        offline.page.locator("#line", has_text="1 entry not sent yet").wait_for()
        order = offline.page.evaluate("() => window.order")
        assert order[:2] == ["begun strict", "complete"]
        assert {"pressed", "said"} <= set(order[2:])

    def test_a_full_phone_says_that_nothing_was_saved(self, offline):
        offline.page.evaluate(FULL)
        no(offline).click()
        offline.page.locator("#line", has_text="This was not saved").wait_for()
        assert offline.page.locator("[data-key=no][aria-pressed=true]").count() == 0
        offline.close_and_open()
        assert offline.page.locator("[data-key=no][aria-pressed=true]").count() == 0


class TestGoneInTheSameInstant:
    def test_what_was_said_to_be_saved_outlives_a_crash(self, offline):
        today = dt.date.fromisoformat(offline.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        for n in range(5):
            offline.open(f"#day/{today - dt.timedelta(days=n)}")
            no(offline).click()
            offline.page.locator("[data-key=no][aria-pressed=true]").wait_for()
            offline.page.close()  # in the instant in which the button shows its tick
            offline.page = offline.context.new_page()
        offline.open()
        offline.page.locator("#line", has_text="5 entries not sent yet").wait_for()
        offline.context.set_offline(False)
        offline.sent()
        assert DayRow.objects.filter(headache=False).count() == PhoneEntryRow.objects.count() == 5

    def test_a_tap_and_a_close_leave_all_of_it_or_nothing(self, offline):
        for _ in range(3):
            no(offline).click(no_wait_after=True)
            offline.page.close()
            offline.page = offline.context.new_page()
            offline.open()
            if offline.page.locator("[data-key=no][aria-pressed=true]").count():
                break
        kept = offline.page.locator("[data-key=no][aria-pressed=true]").count()
        offline.context.set_offline(False)
        offline.sent()
        assert DayRow.objects.count() == PhoneEntryRow.objects.count() == kept

    def test_words_that_were_being_typed_are_taken_when_the_app_goes_away(self, offline):
        no(offline).click()
        offline.page.locator("[data-key=more] summary").click()
        offline.page.locator("textarea").fill("a bright day")
        offline.page.evaluate("() => dispatchEvent(new Event('pagehide'))")
        offline.page.locator("#line", has_text="2 entries not sent yet").wait_for()
        offline.close_and_open()
        offline.page.locator("[data-key=more] summary").click()
        assert offline.page.locator("textarea").input_value() == "a bright day"

    def test_a_refused_entry_and_its_reason_are_kept_in_one_step(self, phone):
        phone.page.evaluate(
            """async () => {
                const { keepAnswer, getState } = await import("/static/diary/store.js");
                const { today } = await import("/static/diary/calendar.js");
                const entry = { date: today(), changes: { peak: 9 } };
                const gone = { id: "x", position: 0, field: "peak", reason: "is too much", entry };
                await keepAnswer({ confirmed: [], refused: [gone], operations: [], after: 0, until: 0 });
                if ((await getState("refused")).length !== 1) throw new Error("not kept");
            }"""
        )
        phone.close_and_open()
        phone.open("#settings")
        phone.page.get_by_text("is too much").wait_for()


class TestNothingLiesOpen:
    def test_what_came_back_from_the_clinic_is_sealed_too(self, phone):
        phone.page.locator("#line", has_text="Saved and sent").wait_for()
        kinds = phone.page.evaluate(
            """async () => {
                const { openDB } = await import("/static/diary/vendor/idb/idb.js");
                const database = await openDB("diary");
                const names = await database.getAllKeys("state");
                return Promise.all(names.map(async (name) => [name, Boolean((await database.get("state", name)).box)]));
            }"""
        )
        sealed = dict(kinds)
        assert sealed["mine"]
        assert sealed["device"]
        assert {name for name, closed in sealed.items() if not closed} <= {"key", "cursor"}
