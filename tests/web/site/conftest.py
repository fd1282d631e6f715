"""The practice's public pages, shown, and somebody who visits them without signing in."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from migrainedays.clinic.records import actions, queries
from migrainedays.clinic.records.enquiring import Enquiry, Website
from migrainedays.clinic.web.site import guarding
from tests.web.pages.conftest import screen, treated  # noqa: F401 - fixtures by their names
from tests.web.records.conftest import clara, clinic, elsewhere, patients, physician, roles  # noqa: F401

WORDS = {"name": "Wilma Quandt", "email": "wilma@example.org", "phone": "", "message": "I have had migraine for years."}


@pytest.fixture
def shown(physician, monkeypatch):  # noqa: F811
    """The pages are shown, and this practice is the one of the installation."""
    website = Website(
        shown=True, street="Harbour Street 1", town="Lakeview", phone="+1 555 0100", email="hello@practice.example"
    )
    actions.site.describe(website=website, revision=0, by=physician)
    own = physician.membership.clinic_id
    monkeypatch.setattr("migrainedays.clinic.records.queries.site.the_clinic", lambda: own)
    cache.clear()
    return website


@pytest.fixture
def visitor(shown):
    """Somebody with a browser, who takes the time that people take."""

    class Visitor:
        def __init__(self):
            self.client = Client()

        def get(self, page, language="en", **given):
            return self.client.get(reverse(f"site-{page}", kwargs={"language": language, **given}))

        def ask(self, language="en", ticket=None, **words):
            given = WORDS | words | {"ticket": ticket or aged_ticket()}
            return self.client.post(reverse("site-ask", args=[language]), given)

    return Visitor()


def aged_ticket(seconds: int = 60) -> str:
    """A ticket as it is when the form was open for a while."""
    import time
    from unittest import mock

    now = time.time()
    with mock.patch("time.time", return_value=now - seconds):
        return guarding.ticket()


@pytest.fixture
def enquiries(physician):  # noqa: F811
    """What the practice received."""
    return lambda: [stored.value for stored in queries.rows.stock(physician, Enquiry)]
