"""Phones that Hypothesis drives: whatever happens in between, after quiet nothing is lost, invented or overwritten."""

import datetime as dt
import random
import uuid

import hypothesis.strategies as st
from hypothesis import given, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from migrainedays.diary import DiaryDay
from migrainedays.diary.phone import merge, read_operation, receive, values_of, write_operation
from migrainedays.diary.phone.operation import Operation
from studies.phone_network import Network
from studies.phone_people import FIELDS, FIRST, ZONES, Patient
from studies.phones import compare, run
from tests.phone import DIARY, PHONE, TABLET, raw

CHANGES = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.none(), min_size=1, max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: st.sampled_from((*FIELDS[name], None)) for name in names})
)


def _sound(changes):
    felt = changes.get("peak") or changes.get("minutes")
    return {**changes, "headache": True} if felt and changes.get("headache") is False else changes


@st.composite
def histories(draw):
    """Operations of one day on two devices, each of which had some of the earlier ones on its screen."""
    made: list[Operation] = []
    for changes in draw(st.lists(CHANGES.map(_sound), min_size=1, max_size=7)):
        seen = draw(st.sets(st.sampled_from([str(each.id) for each in made]))) if made else set()
        written = raw(changes, device=str(draw(st.sampled_from((PHONE, TABLET)))), parents=sorted(seen))
        made.append(read_operation(written | {"id": str(draw(st.uuids(version=4)))}))
    return made


class TestMerge:
    @given(histories(), st.randoms())
    def test_neither_order_nor_repetition_matters(self, operations, chance):
        again = operations + chance.sample(operations, len(operations) // 2)
        chance.shuffle(again)
        assert merge(again) == merge(operations)

    @given(histories())
    def test_each_answer_was_written_by_somebody(self, operations):
        day = merge(operations)
        written = {(name, value) for each in operations for name, value in each.changes.items()}
        held = [*day.values.items(), *((n, version.value) for n, found in day.conflicts.items() for version in found)]
        assert set(held) <= written
        assert set(day.values) | set(day.conflicts) == {name for name, _ in written}

    @given(histories())
    def test_what_nobody_replaced_is_still_there(self, operations):
        day = merge(operations)
        for each in operations:
            if not any(each.id in other.parents for other in operations):
                for name, value in each.changes.items():
                    versions = [version.value for version in day.conflicts.get(name, ())] or [day.values[name]]
                    assert value in versions

    @given(histories())
    def test_a_merged_day_is_always_a_possible_day(self, operations):
        for value in values_of(merge(operations), "Ada"):
            if isinstance(value, DiaryDay) and value.headache is False:
                assert not value.minutes
                assert not value.peak

    @given(histories())
    def test_an_entry_comes_back_as_it_was_written(self, operations):
        for operation in operations:
            assert read_operation(write_operation(operation)) == operation


class TestAnythingAtAll:
    """What is not an entry is refused with a sentence; nothing but a refusal ever comes out."""

    LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.uuids().map(str)
    ANYTHING = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=10), inner))

    @given(st.data())
    @settings(max_examples=300)
    def test_is_answered(self, data):
        entry = raw({"headache": True})
        for name in data.draw(st.sets(st.sampled_from(sorted(entry)), min_size=1)):
            entry[name] = data.draw(self.ANYTHING)
        if isinstance(entry["changes"], dict):
            entry["changes"] |= {data.draw(st.sampled_from(sorted(FIELDS))): data.draw(self.ANYTHING)}
        outcome = receive([entry, self], diary=DIARY, device=PHONE, received_at=FIRST, stored={})
        assert len(outcome.accepted) + len(outcome.refused) == 2
        assert all(refusal.reason for refusal in outcome.refused)


class TwoPhones(RuleBasedStateMachine):
    """One person, two phones, a network that fails when Hypothesis says so."""

    def __init__(self):
        super().__init__()
        self.patient = Patient(random.Random(1), phones=2)
        self.network = Network(random.Random(2), self.patient.server)
        self.now = FIRST
        self.made = 0

    @rule(which=st.sampled_from((0, 1)), changes=CHANGES.map(_sound), back=st.integers(0, 2))
    def enter(self, which, changes, back):
        phone = self.patient.phones[which]
        self.made += 1
        identity = uuid.UUID(int=self.made, version=4)
        date = (self.now - dt.timedelta(days=back)).date()
        self.patient.entered.append(phone.enter(identity, date, changes, self.now))
        self.network.clocks |= phone.clocks

    @rule(which=st.sampled_from((0, 1)))
    def send(self, which):
        self.network.exchange(self.patient.phones[which], self.now)

    @rule()
    def deliver(self):
        self.network.deliver(self.now)

    @rule(hours=st.integers(1, 30), zone=st.sampled_from(ZONES))
    def travel(self, hours, zone):
        self.now += dt.timedelta(hours=hours)
        for phone in self.patient.phones:
            phone.zone = zone

    @invariant()
    def nothing_leaves_an_outbox_before_the_clinic_has_it(self):
        for phone in self.patient.phones:
            for entry in self.patient.entered:
                if entry.operation.device == phone.id:
                    held = {*phone.outbox, *self.patient.server.operations}
                    assert entry.operation.id in held

    def teardown(self):
        self.network.quieten(self.patient.phones, self.now)
        found = compare(self.patient)
        assert (found.lost, found.invented) == (0, 0)


TestTwoPhones = TwoPhones.TestCase
TestTwoPhones.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


class TestTheStudy:
    def test_it_finds_nothing_lost(self):
        found = run(7, phones=12, days=20)
        assert (found.lost, found.invented) == (0, 0)
        assert found.conflicts > 0

    def test_it_would_notice_a_merge_that_believes_the_phones_clocks(self, monkeypatch):
        monkeypatch.setattr(Operation, "replaces", lambda self, other: self.claimed_at > other.claimed_at)
        assert run(7, phones=12, days=20).invented > 0

    def test_it_would_notice_a_phone_that_forgets_before_it_is_confirmed(self, monkeypatch):
        monkeypatch.setattr("studies.phone_people.Phone.batch", _forget)
        assert run(7, phones=12, days=20).lost > 0


def _forget(phone):
    sent = [write_operation(operation) for operation in phone.outbox.values()]
    phone.outbox.clear()
    return sent
