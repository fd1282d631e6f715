"""What is asked beside the day: a questionnaire, times, a reminder, exposures, corrections and gaps."""

import datetime as dt
import json

import icalendar

from migrainedays.clinic.records.models import AttackRow, ExposureRow, ScoreRow
from migrainedays.clinic.records.models.phone import PhoneEntryRow
from migrainedays.diary.phone import Timing, read_operation, timing_of


class TestPhq9:
    def test_an_answer_to_the_ninth_brings_help_before_anything_else_without_a_network(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.open("#phq9")
        phone.page.locator("[data-key='9=1']").click()
        phone.page.get_by_role("alert").get_by_text("speak to somebody now").wait_for()
        assert phone.place_of("#screen .advice")["y"] < phone.place_of("#screen h1")["y"]
        phone.context.set_offline(False)
        phone.sent()
        assert [(score.item, score.value) for score in ScoreRow.objects.read()] == [("9", 1)]
        assert PhoneEntryRow.objects.get().red_flags == ("self_harm",)

    def test_nought_does_not(self, phone):
        phone.open("#phq9")
        phone.page.locator("[data-key='9=0']").click()
        phone.page.locator("[data-key='9=0'][aria-pressed=true]").wait_for()
        assert phone.page.get_by_role("alert").count() == 0


class TestTimes:
    def test_an_attack_over_midnight_ends_the_next_day(self, phone):
        phone.page.locator("[data-key=yes]").click()
        phone.page.locator("details[data-key=where] summary").click()
        for name, time in (("started_at", "22:30"), ("ended_at", "02:00")):
            phone.page.locator(f"input[data-key={name}]").fill(time)
            phone.page.locator(f"input[data-key={name}]").blur()
            phone.page.wait_for_timeout(300)
        phone.sent()
        (attack,) = AttackRow.objects.read()
        assert attack.ended_at - attack.started_at == dt.timedelta(hours=3, minutes=30)
        assert attack.started_at.utcoffset() is not None


class TestReminder:
    def test_it_comes_daily_and_says_nothing_of_health(self, phone):
        phone.open("#settings")
        phone.page.locator("[data-key=reminded-at]").select_option("21")
        with phone.page.expect_download() as download:
            phone.page.locator("[data-key=save-reminder]").click()
        text = download.value.path().read_text()
        (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
        assert (event["SUMMARY"], event["RRULE"]["FREQ"], event["DTSTART"].dt.hour) == ("My days", ["DAILY"], 21)
        assert "head" not in text.lower()


class TestEveryDay:
    def test_an_exposure_on_a_good_day(self, phone):
        phone.page.locator("[data-key=no]").click()
        phone.page.locator("details[data-key=also] summary").click()
        phone.page.locator("[data-key='exposure/bright_light/level2']").click()
        phone.sent()
        (exposure,) = ExposureRow.objects.read()
        assert (exposure.factor, exposure.level) == ("bright_light", 2)

    def test_at_most_one_question_more_than_was_chosen(self, phone):
        phone.open("#settings")
        phone.page.locator("[data-key=questiondaily]").click()
        phone.page.locator("[data-key=questiondaily][aria-pressed=true]").wait_for()
        phone.open("")
        phone.page.locator("[data-key=no]").click()
        phone.page.get_by_text("Do you feel the treatment wearing off?").wait_for()
        assert phone.page.locator("#screen > div > fieldset > section").count() == 2  # the day itself, and one more


class TestLater:
    def test_a_gap_is_filled_by_one_tap(self, phone):
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        phone.open(f"#day/{today - dt.timedelta(days=3)}")
        phone.page.locator("[data-key=no]").click()
        phone.page.locator("[data-key=no][aria-pressed=true]").wait_for()
        phone.open("")
        gap = today - dt.timedelta(days=2)
        phone.page.locator(f"[data-key='gap{gap}']").click()
        phone.page.locator(f"[data-key='gap{gap}']").wait_for(state="detached")
        phone.sent()
        assert PhoneEntryRow.objects.filter(date=gap).count() == 1

    def test_a_closed_day_is_changed_only_by_a_visible_correction(self, phone):
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        phone.open(f"#day/{today - dt.timedelta(days=5)}")
        phone.page.locator("[data-key=no]").click()
        phone.page.get_by_text("This day is closed").wait_for()
        assert phone.page.locator("[data-key=yes]").is_disabled()
        phone.page.get_by_role("button", name="Correct this day").click()
        phone.page.locator("[data-key=yes]").click()
        phone.page.locator("[data-key=yes][aria-pressed=true]").wait_for()
        phone.page.get_by_text("Noted 5 days later · Corrected on").wait_for()
        phone.sent()
        bodies = [read_operation(json.loads(body)) for body in PhoneEntryRow.objects.values_list("body", flat=True)]
        assert sorted(timing_of(each).value for each in bodies) == [Timing.CORRECTION.value, Timing.LATE.value]
