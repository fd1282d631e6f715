"""Messages on the phone: offered only where the clinic has a key, taken after a yes, shown without health words."""

import json

import pytest

from migrainedays.clinic.records import push
from migrainedays.clinic.records.asking import DiaryWishes
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.models.phone import PushAddressRow

# The browser's own service cannot be reached from here; what it would hand out stands in for it.
STAND_IN = """() => {
    const told = { endpoint: "https://fcm.googleapis.com/fcm/send/x", keys: {
        p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
    window.asked = [];
    PushManager.prototype.subscribe = async (options) => { window.asked.push(options); return { toJSON: () => told }; };
}"""


@pytest.fixture
def key(settings):
    """The clinic has a key."""
    settings.PUSH_KEY = push.Key.of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw", "https://clinic.example")
    return settings.PUSH_KEY


def choose_an_hour(phone):
    phone.ready_without_network()
    phone.open("#settings")
    phone.page.locator("[data-key=reminded-at]").select_option("20")
    phone.page.locator("[data-key=feed]").wait_for()


class TestOffering:
    def test_without_a_key_nothing_is_offered(self, phone):
        choose_an_hour(phone)
        assert phone.page.locator("[data-key=by-push]").count() == 0

    def test_a_yes_is_kept_with_its_address(self, key, new_phone):
        phone = new_phone(permissions=["notifications"]).join()
        choose_an_hour(phone)
        phone.page.evaluate(STAND_IN)
        phone.page.locator("[data-key=by-push]").click()
        phone.page.locator("[data-key=by-push][aria-pressed=true]").wait_for()
        phone.sent()
        (asked,) = phone.page.evaluate("() => window.asked")
        assert asked == {"userVisibleOnly": True, "applicationServerKey": key.public}
        assert PushAddressRow.objects.get().endpoint == "https://fcm.googleapis.com/fcm/send/x"
        assert ROWS[DiaryWishes].objects.get().reminded_by == ("push",)

    def test_a_no_leaves_everything_as_it_was(self, key, phone):
        choose_an_hour(phone)
        phone.page.evaluate("() => { Notification.requestPermission = async () => 'denied'; }")
        phone.page.locator("[data-key=by-push]").click()
        phone.page.get_by_text("This phone does not allow messages").wait_for()
        assert PushAddressRow.objects.count() == 0


class TestShowing:
    def test_the_words_are_those_that_came_and_a_second_takes_the_place_of_the_first(self, new_phone):
        phone = new_phone(permissions=["notifications"]).join()
        phone.ready_without_network()
        session = phone.context.new_cdp_session(phone.page)
        seen = []
        session.on("ServiceWorker.workerRegistrationUpdated", lambda event: seen.extend(event["registrations"]))
        session.send("ServiceWorker.enable")
        phone.page.wait_for_timeout(500)
        origin = phone.address
        for title in ("My days", "Mes jours"):
            session.send(
                "ServiceWorker.deliverPushMessage",
                {
                    "origin": origin,
                    "registrationId": seen[0]["registrationId"],
                    "data": json.dumps({"title": title, "body": "A moment for you?"}),
                },
            )
            phone.page.wait_for_timeout(500)
        shown = phone.page.evaluate(
            "async () => (await (await navigator.serviceWorker.ready).getNotifications())"
            ".map((each) => [each.title, each.body, each.silent])"
        )
        assert shown == [["Mes jours", "A moment for you?", True]]
