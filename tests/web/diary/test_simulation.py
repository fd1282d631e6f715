"""One run of the two hundred phones' study through the real interface and the real tables, with fewer phones."""

import random
import uuid
from types import SimpleNamespace

from migrainedays.clinic.records import actions, journal
from migrainedays.clinic.records.models import Clinic
from migrainedays.diary.phone import read_operation
from migrainedays.treatment import Person
from studies.phone_network import Network
from studies.phone_people import Patient, Store
from studies.phones import compare

PHONES, DAYS = 8, 20


class Api(Store):
    """The server of the study, spoken to over HTTP."""

    def __init__(self, joined):
        super().__init__()
        self.joined = joined

    def take(self, batch, phone, at):
        self.asking = self.joined[phone.id]
        answer = self.asking.send(*batch)
        assert answer["refused"] == []
        return SimpleNamespace(confirmed=[uuid.UUID(identity) for identity in answer["confirmed"]])

    def after(self, number):
        found, more = [], True
        while more:
            answer = self.asking.send(after=number + len(found))
            found += [read_operation(raw) for raw in answer["operations"]]
            more = answer["more"]
        self.keep(found)
        return found


def test_nothing_is_lost_or_invented_on_the_way_through_the_interface(client, clinic, join):
    chance = random.Random(11)
    entries = conflicts = 0
    for _ in range(PHONES // 2):
        public_id = actions.patients.add(person=Person(patient="", birth_year=1980, zone="UTC"), by=clinic)
        patient = Patient(chance, phones=2)
        joined = {}
        for phone in patient.phones:
            at_hand = join(public_id)
            phone.id, phone.diary = uuid.UUID(at_hand.device), uuid.UUID(at_hand.diary)
            joined[phone.id] = at_hand
        patient.server = Api(joined)
        network = Network(chance, patient.server)
        for day in range(DAYS):
            patient.live(day, chance)
            for phone in patient.phones:
                network.exchange(phone, patient.clock(day))
            network.deliver(patient.clock(day))
        network.quieten(patient.phones, patient.clock(DAYS))
        found = compare(patient)
        assert (found.lost, found.invented) == (0, 0)
        entries, conflicts = entries + found.entries, conflicts + found.conflicts
    assert entries > 100
    assert conflicts > 10
    assert journal.differences(Clinic.objects.get().pk) == []
