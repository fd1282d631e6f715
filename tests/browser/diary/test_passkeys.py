"""A passkey, by Chromium's own virtual authenticator: offered at joining, and it opens a diary whose key was lost."""

from pathlib import Path

import pytest

from migrainedays.clinic.records import actions, journal, queries
from migrainedays.clinic.records.models import Clinic
from migrainedays.clinic.records.models.phone import DeviceRow, PasskeyRow, PhoneEntryRow

AXE = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
FORGET = """async () => {
    const { forgetAll } = await import("/static/diary/store.js");
    await forgetAll();
}"""


@pytest.fixture
def able(new_phone):
    """A phone that can make passkeys: finger or face says yes at once."""
    phone = new_phone()
    session = phone.context.new_cdp_session(phone.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    phone.authenticator = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    phone.session = session
    return phone


def join(phone):
    code = actions.phones.offer(patient=phone.patient.public_id, by=phone.clinic)
    phone.page.goto(f"{phone.address}/diary/#join/{code}")
    phone.page.get_by_label("Your year of birth").fill("1980")
    phone.page.get_by_role("button", name="Start").click()
    phone.page.get_by_role("heading", level=1, name="Keep your diary safe").wait_for()


def make(phone):
    phone.page.locator("[data-key=make-passkey]").click()
    phone.page.get_by_role("heading", level=1).filter(has_text="Today").wait_for()


def forget(phone):
    """The phone loses everything that it kept, as a browser may after weeks."""
    phone.page.evaluate(FORGET)
    phone.page.reload()
    phone.page.locator("[data-key=open-again]").wait_for()


class TestJoining:
    def test_it_is_offered_and_kept(self, able, clinic):
        join(able)
        make(able)
        (passkey,) = PasskeyRow.objects.read()
        (device,) = DeviceRow.objects.read()
        assert passkey.device == device.device
        assert journal.differences(Clinic.objects.get().pk) == []

    def test_not_now_leaves_the_key_of_the_phone(self, able):
        join(able)
        able.page.locator("[data-key=later]").click()
        able.page.locator("[data-key=no]").click()
        able.sent()
        assert PasskeyRow.objects.count() == 0
        assert PhoneEntryRow.objects.count() == 1

    def test_it_is_not_offered_where_the_phone_cannot(self, phone):
        assert phone.page.get_by_role("heading", name="Keep your diary safe").count() == 0
        phone.open("#settings")
        assert phone.page.locator("[data-key=make-passkey]").count() == 0

    def test_what_the_phones_own_list_shows_says_nothing_of_health(self, able):
        join(able)
        make(able)
        found = able.session.send("WebAuthn.getCredentials", {"authenticatorId": able.authenticator})["credentials"]
        assert len(found) == 1
        shown = f"{found[0].get('userName')} {found[0].get('userDisplayName')}"
        assert "My days" in shown
        assert "Ada" not in shown


class TestALostKey:
    def test_it_opens_the_same_diary_with_all_that_was_sent(self, able, clinic, ada):
        join(able)
        make(able)
        able.page.locator("[data-key=no]").click()
        able.sent()
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.page.locator("[data-key=no][aria-pressed=true]").wait_for()
        able.sent()
        assert PhoneEntryRow.objects.count() == 1
        assert len(queries.phones.devices(clinic, ada.public_id)) == 2
        assert journal.differences(Clinic.objects.get().pk) == []

    def test_a_phone_that_was_stopped_stays_stopped(self, able, clinic, ada):
        join(able)
        make(able)
        (device,) = queries.phones.devices(clinic, ada.public_id)
        actions.phones.revoke(patient=ada.public_id, device=device.device, by=clinic)
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.page.get_by_role("alert").get_by_text("No diary was opened").wait_for()
        assert len(queries.phones.devices(clinic, ada.public_id)) == 1

    def test_so_does_one_that_it_opened_later(self, able, clinic, ada):
        join(able)
        make(able)
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.sent()
        newest = queries.phones.devices(clinic, ada.public_id)[-1]
        actions.phones.revoke(patient=ada.public_id, device=newest.device, by=clinic)
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.page.get_by_role("alert").get_by_text("No diary was opened").wait_for()

    def test_a_finger_that_does_not_fit_opens_nothing(self, able, clinic, ada):
        join(able)
        make(able)
        able.session.send("WebAuthn.setUserVerified", {"authenticatorId": able.authenticator, "isUserVerified": False})
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.page.get_by_role("alert").get_by_text("No diary was opened").wait_for()
        assert len(queries.phones.devices(clinic, ada.public_id)) == 1

    def test_an_answer_works_once(self, able, clinic, ada):
        join(able)
        make(able)
        taken = []
        able.page.on("request", lambda request: taken.append(request) if request.url.endswith("/diary/open") else None)
        forget(able)
        able.page.locator("[data-key=open-again]").click()
        able.sent()
        (request,) = taken
        again = able.page.request.post(
            request.url, data=request.post_data, headers={"Content-Type": "application/json"}
        )
        assert again.status == 403
        assert len(queries.phones.devices(clinic, ada.public_id)) == 2


class TestTheStaffs:
    def test_a_physician_adds_a_passkey_on_a_page_that_axe_finds_whole(self, browser, live_server, client, clinic):
        client.force_login(clinic)
        context = browser.new_context(viewport={"width": 1100, "height": 800})
        address = live_server.url.replace("127.0.0.1", "localhost")
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/account/2fa/webauthn/add/")
        if page.locator("input[type=password]").count():  # asked once more who it is
            page.locator("input[type=password]").fill("a long password")
            page.locator("main button[type=submit]").first.click()
            page.wait_for_url("**/webauthn/add/**")
        assert page.evaluate("() => document.documentElement.lang") == "en"
        page.evaluate(AXE.read_text())
        assert page.evaluate("async () => (await axe.run()).violations.map((v) => [v.id, v.nodes[0].html])") == []
        context.close()
