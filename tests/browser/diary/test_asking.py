"""What the clinic asks, how the diary reminds, and whom it says to call, as the phone shows it."""

import datetime as dt

import pytest

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.asking import ClinicQuestion, DiaryWishes
from migrainedays.clinic.records.models import ROWS, Clinic
from migrainedays.clinic.records.people import Contact
from migrainedays.diary import Exposure, Goal
from migrainedays.treatment import AdverseEvent

WORDS = {"en": "Hours at a screen", "fr": "Heures devant un écran", "es": "Horas ante una pantalla"}


@pytest.fixture
def listed(clinic):
    """The clinic asks everybody about screens and about walking."""
    screens = ClinicQuestion(question="screens", kind="exposure", asked_of_all=True, **WORDS)
    walk = ClinicQuestion(question="walk", kind="goal", en="Half an hour of walking", asked_of_all=True)
    for question in (screens, walk):
        actions.asking.list_question(question=question, by=clinic)


def tap(phone, key):
    phone.page.locator(f'[data-key="{key}"]').first.click()
    phone.page.locator(f'[data-key="{key}"][aria-pressed=true]').first.wait_for()


def questions_on(phone, date):
    """Which of the questions that go round the screen of a day shows."""
    phone.open(f"#day/{date}")
    phone.page.get_by_role("heading", level=1, name=str(date.day)).wait_for()
    if not phone.page.locator("[data-key=no][aria-pressed=true]").count():
        tap(phone, "no")
    texts = (WORDS["en"], "Your goal: Half an hour of walking", "Do you feel the treatment wearing off?")
    return [text for text in texts if phone.page.get_by_role("heading", name=text).count()]


class TestTheClinicsQuestions:
    def test_one_a_day_goes_round_on_good_days_too(self, listed, phone):
        phone.open("#settings")
        tap(phone, "questiondaily")
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        shown = [questions_on(phone, today - dt.timedelta(days=n)) for n in range(6)]
        assert {len(each) for each in shown} == {1}
        assert sorted(each[0] for each in shown[:3]) == sorted(each[0] for each in shown[3:])
        assert len({each[0] for each in shown}) == 3

    def test_every_third_day_and_never(self, listed, phone):
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        days = [today - dt.timedelta(days=n) for n in range(6)]
        assert sum(len(questions_on(phone, day)) for day in days) == 2
        phone.open("#settings")
        tap(phone, "questionnever")
        assert sum(len(questions_on(phone, day)) for day in days) == 0

    def test_the_answers_arrive_as_exposures_and_goals(self, listed, phone, clinic, ada):
        phone.open("#settings")
        tap(phone, "questiondaily")
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        for n in range(3):
            (shown,) = questions_on(phone, today - dt.timedelta(days=n))
            if shown == WORDS["en"]:
                tap(phone, "exposure/screens/level2")
            elif "walking" in shown:
                tap(phone, "goal/walk/level1")
        phone.sent()
        (exposure,) = queries.rows.all_of(clinic, ada.public_id, Exposure)
        (goal,) = queries.rows.all_of(clinic, ada.public_id, Goal)
        assert (exposure.value.factor, exposure.value.level) == ("screens", 2)
        assert (goal.value.goal, goal.value.level) == ("walk", 1)

    def test_they_are_asked_in_the_language_of_the_screen(self, listed, phone):
        phone.open("#settings")
        tap(phone, "fr")
        tap(phone, "questiondaily")
        today = dt.date.fromisoformat(phone.page.evaluate("() => new Date().toLocaleDateString('sv')"))
        for n in range(3):
            questions_on(phone, today - dt.timedelta(days=n))
            if phone.page.get_by_role("heading", name=WORDS["fr"]).count():
                return
        pytest.fail("no day asked about screens in French")


class TestWishes:
    def test_what_is_chosen_without_a_network_reaches_the_clinic_later(self, phone, clinic, ada):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.open("#settings")
        phone.page.locator("[data-key=reminded-at]").select_option("7")
        tap(phone, "sparse")
        assert ROWS[DiaryWishes].objects.count() == 0
        phone.close_and_open()
        phone.open("#settings")
        assert phone.page.locator("[data-key=reminded-at]").input_value() == "7"
        phone.context.set_offline(False)
        phone.page.locator("[data-key=feed]").wait_for()
        (stored,) = queries.rows.all_of(clinic, ada.public_id, DiaryWishes)
        assert (stored.value.reminded_at, stored.value.rhythm, stored.value.reminded_in) == (7, "every_third_day", "en")

    def test_e_mail_is_offered_only_where_the_clinic_has_an_address(self, phone, clinic, ada):
        phone.open("#settings")
        phone.page.locator("[data-key=reminded-at]").select_option("20")
        phone.page.locator("[data-key=feed]").wait_for()
        assert phone.page.locator("[data-key=by-email]").count() == 0
        contact = Contact(patient=ada.patient, name="Ada Example", email="ada@post.example")
        actions.patients.reach(patient=ada.public_id, contact=contact, revision=1, by=clinic)
        phone.close_and_open()
        phone.sent()
        phone.open("#settings")
        tap(phone, "by-email")
        phone.sent()
        phone.page.wait_for_timeout(300)
        assert ROWS[DiaryWishes].objects.get().reminded_by == ("email",)

    def test_the_feed_opens_as_a_calendar(self, phone):
        phone.open("#settings")
        phone.page.locator("[data-key=reminded-at]").select_option("20")
        link = phone.page.locator("[data-key=feed]")
        link.wait_for()
        address = link.get_attribute("href")
        assert address.startswith("webcal://localhost")
        answer = phone.page.request.get(address.replace("webcal", "http", 1))
        assert "RRULE:FREQ=DAILY" in answer.text()


class TestWhomToCall:
    def test_the_clinics_numbers_stand_on_the_screen_without_a_network(self, phone):
        phone.ready_without_network()
        phone.context.set_offline(True)
        phone.open("#phq9")
        phone.page.locator('[data-key="9=1"]').click()
        calls = phone.page.get_by_role("alert").locator("a.call")
        assert calls.all_text_contents() == ["3114", "112"]
        assert calls.first.get_attribute("href") == "tel:3114"

    def test_where_no_number_is_certain_none_is_named(self, new_phone, clinic, ada):
        Clinic.objects.update(zone="Pacific/Auckland")
        type(ada).objects.filter(pk=ada.pk).update(zone="Pacific/Auckland")
        phone = new_phone().join()
        phone.open("#help")
        phone.page.get_by_text("Call your local emergency number now.").first.wait_for()
        phone.page.locator("[data-key=breathing]").click()
        phone.page.get_by_role("alert").get_by_text("Call your local emergency number now.").wait_for()
        assert phone.page.locator("a.call").count() == 0
        assert not any(number in phone.page.content() for number in ("112", "911", "999"))


class TestSideEffects:
    def test_how_bad_it_is_is_said_in_one_tap_and_reaches_the_record(self, phone, clinic, ada):
        tap(phone, "no")
        phone.page.locator("details[data-key=more] summary").click()
        phone.page.locator("[data-key=effect]").fill("heavy eyelid")
        phone.page.locator("[data-key=effect]").blur()
        said = phone.page.locator(".taken", has_text="heavy eyelid")
        said.get_by_role("button", name="Medium").click()
        said.locator("[aria-pressed=true]").wait_for()
        phone.sent()
        (event,) = queries.rows.all_of(clinic, ada.public_id, AdverseEvent)
        assert (event.value.event, event.value.severity) == ("heavy eyelid", "moderate")

    def test_what_was_opened_stays_open_though_the_screen_is_drawn_anew_in_the_same_instant(self, phone):
        tap(phone, "no")
        shown = phone.page.evaluate(
            "() => { const more = () => document.querySelector('details[data-key=more]'); const first = more();"
            " first.querySelector('summary').click(); dispatchEvent(new HashChangeEvent('hashchange'));"
            " return [more() === first, more().open]; }"
        )
        assert shown == [False, True]
        phone.page.locator("details[data-key=more] summary").click()
        tap(phone, "yes")
        assert phone.page.locator("details[data-key=more]").get_attribute("open") is None
