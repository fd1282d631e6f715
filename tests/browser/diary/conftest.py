"""A phone in a real browser: 390 points wide, touched with a thumb, with a network that can be cut."""

import pytest

from migrainedays.clinic.records import actions
from migrainedays.clinic.records.models import PatientRecord
from migrainedays.clinic.records.people import Contact
from migrainedays.clinic.records.practice import Member, Practice
from migrainedays.treatment import Person

PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "en-GB",
    "timezone_id": "Europe/Paris",
}
SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": SWITCHES}


@pytest.fixture
def clinic(transactional_db):
    """The physician of a clinic."""
    member = Member(email="alice@clinic.example", name="Alice")
    practice = Practice(name="Clinic", zone="Europe/Paris")
    return actions.clinics.open_clinic(practice=practice, physician=member, password="a long password")


@pytest.fixture
def ada(clinic):
    """A patient born in 1980."""
    person = Person(patient="", birth_year=1980, zone="Europe/Paris")
    public_id = actions.patients.add(person=person, contact=Contact(patient="", name="Ada Example"), by=clinic)
    return PatientRecord.objects.get(public_id=public_id)


class PhoneAtHand:
    """One phone: its own storage, and a screen."""

    def __init__(self, browser, live_server, clinic, patient, **other):
        self.address = live_server.url.replace("127.0.0.1", "localhost")
        self.context = browser.new_context(**{**PHONE, **other})
        self.page = self.context.new_page()
        self.clinic, self.patient = clinic, patient
        self.errors = []
        self.page.on("pageerror", lambda problem: self.errors.append(str(problem)))

    def join(self):
        code = actions.phones.offer(patient=self.patient.public_id, by=self.clinic)
        self.page.goto(f"{self.address}/diary/#join/{code}")
        self.page.get_by_label("Your year of birth").fill("1980")
        self.page.get_by_role("button", name="Start").click()
        self.sent()
        return self

    def open(self, where=""):
        self.page.goto(f"{self.address}/diary/{where}")
        # Where only what follows the # changed, the old screen still stands until the page heard of it.
        self.page.evaluate("() => new Promise((heard) => setTimeout(heard, 0))")
        self.page.locator("#screen h1").first.wait_for()

    def place_of(self, selector):
        """Where it stands, read in one breath: a screen may be drawn anew between two questions."""
        return self.page.evaluate(
            "(selector) => { const { x, y, width } = document.querySelector(selector).getBoundingClientRect();"
            " return { x, y, width }; }",
            selector,
        )

    def sent(self):
        """Wait until what was tapped is written, and the outbox is empty."""
        self.page.wait_for_timeout(200)
        self.page.locator("#line", has_text="Saved and sent").wait_for()

    def close_and_open(self):
        """The app is closed, and opened again as if from the home screen."""
        self.page.close()
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda problem: self.errors.append(str(problem)))
        self.open()

    def ready_without_network(self):
        """Wait until everything lies on the phone."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")


@pytest.fixture
def new_phone(browser, live_server, clinic, ada):
    """Phones of Ada's; each is looked at for errors at the end."""
    made = []

    def make(**other):
        made.append(PhoneAtHand(browser, live_server, clinic, ada, **other))
        return made[-1]

    yield make
    for phone in made:
        phone.context.close()
        assert phone.errors == []


@pytest.fixture
def phone(new_phone):
    """A phone that joined."""
    return new_phone().join()
