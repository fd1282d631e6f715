"""Many phones at once: every request is answered, and each entry is there once."""

import json
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from migrainedays.clinic.records import actions, journal
from migrainedays.clinic.records.models import Clinic, DayRow
from migrainedays.clinic.records.models.phone import PhoneEntryRow
from migrainedays.treatment import Person
from tests.web.diary.conftest import TODAY, dt

PHONES, ENTRIES = 24, 7


@pytest.mark.django_db(transaction=True)
def test_two_dozen_phones_send_a_week_each_twice(live_server, client, join, clinic):
    phones = []
    for n in range(PHONES // 2):
        person = Person(patient=f"p{n}", birth_year=1980, zone="Europe/Paris")
        patient = actions.patients.add(person=person, by=clinic)
        phones += [join(patient), join(patient)]  # two phones of one patient meet on the same days
    batches = [
        [phone.raw({"function": n % 3}, date=TODAY - dt.timedelta(days=n)) for n in range(ENTRIES)] for phone in phones
    ]

    def send(n):
        request = urllib.request.Request(
            f"{live_server.url}/api/diary/entries",
            json.dumps({"entries": batches[n]}).encode(),
            {**phones[n].headers, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, len(json.load(answer)["confirmed"])

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, [n for n in range(PHONES) for _ in range(2)]))
    connections.close_all()
    assert answers == [(200, ENTRIES)] * PHONES * 2
    assert PhoneEntryRow.objects.count() == PHONES * ENTRIES
    assert DayRow.objects.count() == PHONES // 2 * ENTRIES
    assert journal.differences(Clinic.objects.get().pk) == []
