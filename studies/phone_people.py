"""The phones of the simulation and the people who hold them."""

import dataclasses
import datetime as dt
import itertools
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from migrainedays.diary.phone import MergedDay, Operation, Outcome, merge, read_operation, receive, write_operation
from migrainedays.diary.phone.field import Held

DAYS = 60
FIRST = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)  # over the change to summer time in Europe and America
ZONES = (
    "Europe/Paris",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Tokyo",
    "Pacific/Auckland",
    "Pacific/Kiritimati",
)
SKEW = 25 * 60  # minutes by which a phone's clock may be wrong
FIELDS: Mapping[str, tuple[Any, ...]] = {
    "headache": (True, False),
    "peak": (1, 2, 3),
    "minutes": (60, 240, 720),
    "nausea": (True, False),
    "function": (0, 1, 2, 3),
    "exposure/bright_light/level": (0, 1, 2, 3),
    "intake/a/drug": ("sumatriptan", "naproxen"),
    "intake/a/relieved": (True, False),
    "note": ("long day", "rested", "<script>alert(1)</script>"),
}
Clock = Mapping[uuid.UUID, int]
Truth = dict[dt.date, dict[str, set[Held]]]


@dataclasses.dataclass(frozen=True)
class Entered:
    """An entry as the observer saw it made: with a vector clock that never crosses the network."""

    operation: Operation
    seen: Clock

    def before(self, other: "Entered") -> bool:
        device = self.operation.device
        return self.operation.id != other.operation.id and other.seen.get(device, 0) >= self.seen[device]


class Store:
    """Operations by id, in the order in which they came, and the day that they make."""

    def __init__(self) -> None:
        self.operations: dict[uuid.UUID, Operation] = {}
        self.by_date: dict[dt.date, list[Operation]] = defaultdict(list)

    def keep(self, operations: Iterable[Operation]) -> None:
        for operation in operations:
            if operation.id not in self.operations:
                self.operations[operation.id] = operation
                self.by_date[operation.date].append(operation)

    def on(self, date: dt.date) -> list[Operation]:
        return self.by_date.get(date, [])

    def dates(self) -> set[dt.date]:
        return set(self.by_date)

    def day(self, date: dt.date) -> MergedDay:
        return merge(self.on(date))


class Server(Store):
    """The clinic without HTTP and without a database: `receive`, and what came after a number."""

    def take(self, batch: list[Any], phone: "Phone", at: dt.datetime) -> Outcome:
        outcome = receive(batch, diary=phone.diary, device=phone.id, received_at=at, stored=self.operations)
        self.keep(outcome.accepted)
        return outcome

    def after(self, number: int) -> list[Operation]:
        return list(itertools.islice(self.operations.values(), number, None))


class Phone(Store):
    """A phone: what it has seen, what it has not yet had confirmed, and how far it has read."""

    def __init__(self, identity: uuid.UUID, diary: uuid.UUID, skew: dt.timedelta) -> None:
        super().__init__()
        self.id, self.diary, self.skew = identity, diary, skew
        self.zone = ZONES[0]
        self.outbox: dict[uuid.UUID, Operation] = {}
        self.cursor = 0
        self.clock: dict[uuid.UUID, int] = defaultdict(int)
        self.clocks: dict[uuid.UUID, Clock] = {}

    def enter(self, identity: uuid.UUID, date: dt.date, changes: dict[str, Held], at: dt.datetime) -> Entered:
        """Write on this phone, whose clock says what it says; the day's revisions here become the parents."""
        raw = {
            "id": str(identity),
            "diary": str(self.diary),
            "device": str(self.id),
            "date": date.isoformat(),
            "claimed_at": (at + self.skew).astimezone(ZoneInfo(self.zone)).isoformat(),
            "zone": self.zone,
            "changes": changes,
            "parents": [str(operation.id) for operation in self.on(date)],
            "correction": True,
        }
        operation = read_operation(raw)
        self.clock[self.id] += 1
        self.clocks[operation.id] = dict(self.clock)
        self.keep([operation])
        self.outbox[operation.id] = operation
        return Entered(operation, self.clocks[operation.id])

    def batch(self) -> list[dict[str, Any]]:
        return [write_operation(operation) for operation in self.outbox.values()]

    def confirm(self, confirmed: Iterable[uuid.UUID]) -> None:
        for identity in confirmed:
            self.outbox.pop(identity, None)

    def read(self, after: int, operations: list[Operation], clocks: Mapping[uuid.UUID, Clock]) -> None:
        """Take what the server has after a number; an answer to an older question than ours may overlap."""
        if after > self.cursor:
            return
        self.cursor = max(self.cursor, after + len(operations))
        self.keep(operations)
        for operation in operations:
            for device, count in clocks[operation.id].items():
                self.clock[device] = max(self.clock[device], count)


class Patient:
    """One person with one or two phones, who sometimes enters a day late, travels, and changes what was said."""

    def __init__(self, chance: random.Random, phones: int) -> None:
        self.diary = _identity(chance)
        self.server = Server()
        skews = [dt.timedelta(minutes=chance.randint(-SKEW, SKEW)) for _ in range(phones)]
        self.phones = [Phone(_identity(chance), self.diary, skew) for skew in skews]
        self.entered: list[Entered] = []

    def clock(self, day: int) -> dt.datetime:
        return FIRST + dt.timedelta(days=day)

    def live(self, day: int, chance: random.Random) -> None:
        if chance.random() < 0.05:
            zone = chance.choice(ZONES)
            for phone in self.phones:
                phone.zone = zone
        for phone in self.phones:
            for _ in range(chance.choice((0, 1, 1, 2))):
                back = chance.choice((0, 0, 0, 1, 3))
                date = (self.clock(day) - dt.timedelta(days=back)).astimezone(ZoneInfo(phone.zone)).date()
                entry = phone.enter(_identity(chance), date, _changes(chance), self.clock(day))
                self.entered.append(entry)

    def truth(self) -> Truth:
        """What each field of each day must hold, from the observer's vector clocks alone."""
        writers: dict[dt.date, dict[str, list[Entered]]] = defaultdict(lambda: defaultdict(list))
        for entry in self.entered:
            for name in entry.operation.changes:
                writers[entry.operation.date][name].append(entry)
        return {
            date: {
                name: {
                    entry.operation.changes[name]
                    for entry in entries
                    if not any(entry.before(later) for later in entries)
                }
                for name, entries in fields.items()
            }
            for date, fields in writers.items()
        }


def people(chance: random.Random, phones: int) -> Iterator[Patient]:
    """Patients with one phone or with two, until there are `phones` phones."""
    while phones:
        count = min(chance.choice((1, 2)), phones)
        yield Patient(chance, count)
        phones -= count


def _identity(chance: random.Random) -> uuid.UUID:
    return uuid.UUID(int=chance.getrandbits(128), version=4)


def _changes(chance: random.Random) -> dict[str, Held]:
    names = chance.sample(sorted(FIELDS), chance.choice((1, 1, 2, 3)))
    changes = {name: chance.choice(FIELDS[name]) for name in names}
    if changes.get("headache") is False and {"peak", "minutes"} & set(changes):
        changes["headache"] = True
    return changes
