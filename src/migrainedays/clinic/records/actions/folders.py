"""Taking an exchange folder into the clinic: all of it or nothing, and the same folder twice changes nothing.

What is new is added. A row whose key is stored with another value is *changed*: it is listed, and written as a new
revision only where that is asked for. A signed session, and its injected points, are never changed.
"""

import dataclasses
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import bulk, journal
from migrainedays.clinic.records.access import Actor, acting
from migrainedays.clinic.records.actions.imports import UNDO, Place, mark_of, places_of, set_withdrawn, standing
from migrainedays.clinic.records.importing import Import
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS, Clinic, Entry, PatientRecord, Row, SignatureRow
from migrainedays.clinic.records.people import DiaryPlan
from migrainedays.clinic.records.policies import Verb
from migrainedays.columns import Value, key_of
from migrainedays.diary import DiaryDay, Intake
from migrainedays.errors import InputRefused
from migrainedays.exchange.folder import Folder
from migrainedays.exchange.tables import TABLES
from migrainedays.treatment import Injection, Person, Session

Progress = Callable[[int], None]


class Change(NamedTuple):
    """A row that stands here with another value than in the folder; `why_not` says why it was left as it is."""

    here: Value | None
    there: Value
    written: bool
    why_not: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What became of a folder: rows added and unchanged by table, and every row that differs."""

    added: Mapping[str, int]
    unchanged: Mapping[str, int]
    changed: tuple[Change, ...]


@transaction.atomic
def take_in(
    *, folder: Folder, by: Any, update: bool = False, why: str = "import", progress: Progress | None = None
) -> Taken:
    """Take a folder into the clinic of `by`; with `update`, changed rows become new revisions.

    `progress` is called with the number of rows done since it was called last.
    """
    noted = Import(taking=secrets.token_hex(4), why=why, at=timezone.now())
    taking = _Taking(_allowed(folder, by, update), update, mark_of(noted), progress or (lambda rows: None))
    Clinic.objects.select_for_update().get(pk=taking.by.clinic_id)
    taking.people(folder.values(Person))
    taking.refuse_days_without_intakes(folder)
    if folder.has(Intake):
        taking.table(DiaryPlan, [DiaryPlan(patient=number, keeps_intakes=True) for number in folder.patients])
    for value_class in ROWS:
        if value_class is not Person and folder.tables.get(value_class.table) and value_class.table in TABLES:
            taking.table(value_class, folder.values(value_class))
    taking.close()
    rows = sum(taking.added.values()) + sum(change.written for change in taking.changed)
    if rows:
        keep([dataclasses.replace(noted, rows=rows)], record=None, by=taking.by, why=why)
    return Taken(dict(taking.added), dict(taking.unchanged), tuple(taking.changed))


def _allowed(folder: Folder, by: Any, update: bool) -> Actor:
    actor = acting(by, Verb.ADD, Person.table)
    for noun in folder.tables:
        for verb in [Verb.ADD, Verb.CORRECT][: 1 + update]:
            actor.must(verb, noun)
    return actor


class _Old(NamedTuple):
    """What stands under a key."""

    revision: int
    withdrawn: bool
    value: Value


@dataclasses.dataclass
class _Taking:
    """One folder on its way in: the records of its patients, and what has been done so far."""

    by: Actor
    update: bool
    why: str
    progress: Progress
    records: dict[str, PatientRecord] = dataclasses.field(default_factory=dict)
    known: set[str] = dataclasses.field(default_factory=set)
    lines: dict[tuple[str, str], list[journal.Cells]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    added: dict[str, int] = dataclasses.field(default_factory=lambda: defaultdict(int))
    unchanged: dict[str, int] = dataclasses.field(default_factory=lambda: defaultdict(int))
    changed: list[Change] = dataclasses.field(default_factory=list)

    def people(self, persons: Sequence[Person]) -> None:
        """Match patients by their number; open records for those who are new."""
        self.known = set(self._numbers().values_list("patient", flat=True))
        new = [person for person in persons if person.patient not in self.known]
        rows = [(self.by.clinic_id, person) for person in new]
        PatientRecord.objects.bulk_create(
            [PatientRecord(clinic_id=self.by.clinic_id, **_columns(person)) for _, person in rows]
        )
        wanted = {person.patient for person in persons}
        self.records = {record.patient: record for record in self._numbers() if record.patient in wanted}
        for person in new:
            self._note_new(person)
        self._compare(Person, [person for person in persons if person.patient in self.known])

    def table(self, value_class: type[Value], values: Sequence[Value]) -> None:
        """Sort the values of one table into new, unchanged and changed; write the new ones."""
        new = self._compare(value_class, values)
        model = ROWS[value_class]
        bulk.insert(model, [(self._owner(model, value), value) for value in new])
        for value in new:
            self._note_new(value)
        self.progress(len(values))

    def refuse_days_without_intakes(self, folder: Folder) -> None:
        """A folder that never asked for drugs must not make drug-free days of a diary that does ask for them."""
        if folder.has(Intake):
            return
        keeping = ROWS[DiaryPlan].objects.standing().filter(patient__clinic_id=self.by.clinic_id, keeps_intakes=True)
        asked = {plan.patient for plan in keeping.read()}
        stored = self._stored(DiaryDay) if asked else {}
        for day in folder.values(DiaryDay) if asked else ():
            if day.patient in asked and day.key not in stored:
                raise InputRefused(
                    f"Patient {day.patient} keeps drugs in the diary here, and this folder brings new days without an "
                    "intakes table; they would read as days without drugs. Add intakes.csv (its header alone, where "
                    "drugs were asked and none was taken), or leave these days out."
                )

    def close(self) -> None:
        """Write the journal: one entry a patient and noun."""
        now = timezone.now()
        entries = [self._entry(patient, noun, rows, now) for (patient, noun), rows in self.lines.items()]
        Entry.objects.bulk_create(entries, batch_size=500)
        grown = {entry.patient_id for entry in entries}
        records = [record for record in self.records.values() if record.pk in grown]
        PatientRecord.objects.bulk_update(records, ["entries"], batch_size=200)

    def _numbers(self) -> Any:
        return PatientRecord.objects.filter(clinic_id=self.by.clinic_id)

    def _owner(self, model: type[Row], value: Value) -> int:
        if model.owner == "clinic":
            return self.by.clinic_id
        return int(self.records[_patient(value)].pk)

    def _note_new(self, value: Value) -> None:
        self.added[value.table] += 1
        self.lines[_patient(value), value.table].append(journal.line(value, 1))

    def _entry(self, patient: str, noun: str, rows: list[journal.Cells], now: Any) -> Entry:
        record = self.records.get(patient)
        if record is not None:
            record.entries += 1
        return Entry(
            clinic_id=self.by.clinic_id, patient=record, number=record.entries if record else 0,
            who_id=self.by.user_id, role=self.by.role, at=now, why=self.why, noun=noun, rows=rows,
        )  # fmt: skip

    def _compare(self, value_class: type[Value], values: Sequence[Value]) -> list[Value]:
        """The values that are new; those that differ are listed and, where asked, written."""
        stored = self._stored(value_class)
        signed = self._signed() if value_class in (Session, Injection) else set()
        new: list[Value] = []
        again: list[tuple[Value, _Old]] = []
        for value in values:
            old = stored.get(value.key)
            is_signed = bool(signed) and (value.key[:2] in signed)
            if old is None and not is_signed:
                new.append(value)
            elif old is not None and old.withdrawn and self._was_undone(value, old):
                again.append((value, old))
            elif old is not None and old.value == value and not old.withdrawn:
                self.unchanged[value.table] += 1
            else:
                self._change(old, value, is_signed)
        if again:
            self._let_stand_again(value_class, again)
        return new

    def _was_undone(self, value: Value, old: _Old) -> bool:
        """Whether a row is withdrawn because its import was taken back, and for no other reason."""
        return self.undone.get(self._place(value)) == old.revision

    @cached_property
    def undone(self) -> Mapping[Place, int]:
        """The revision in which each row was taken back together with its import."""
        entries = Entry.objects.filter(clinic_id=self.by.clinic_id, why__startswith=f"{UNDO} ").select_related(
            "patient"
        )
        return {place: revision for entry in entries.order_by("pk") for place, revision in places_of(entry)}

    def _let_stand_again(self, value_class: type[Value], again: Sequence[tuple[Value, _Old]]) -> None:
        """Take in once more what was taken back: the same rows at once, those that differ now one by one."""
        here = standing(ROWS[value_class], self.by.clinic_id)
        same = [(value, old) for value, old in again if old.value == value]
        set_withdrawn(ROWS[value_class], [here[self._place(value)].pk for value, _ in same], withdrawn=False)
        for value, old in same:
            self.lines[_patient(value), value.table].append(journal.line(value, old.revision + 1))
        for value in (value for value, old in again if old.value != value):
            record = self.records.get(_patient(value))
            keep([value], record=record, by=self.by, why=self.why)
            if record is not None:
                record.refresh_from_db(fields=["entries"])
        self.added[value_class.table] += len(again)

    def _place(self, value: Value) -> Place:
        record = self.records.get(_patient(value))
        return value.table, record.pk if record else None, _key(value)

    def _stored(self, value_class: type[Value]) -> dict[tuple[Any, ...], _Old]:
        if not self.known and ROWS[value_class].owner == "patient":
            return {}
        model = ROWS[value_class]
        found: dict[tuple[Any, ...], _Old] = {}
        for withdrawn in (False, True):
            rows = model.objects.filter(**{model.clinic_path: self.by.clinic_id}, withdrawn=withdrawn)
            found |= {s.value.key: _Old(s.revision, withdrawn, s.value) for s in rows.stored()}
        return found

    def _signed(self) -> set[tuple[str, int]]:
        rows = SignatureRow.objects.standing().filter(patient__clinic_id=self.by.clinic_id)
        return set(rows.values_list("patient__patient", "session"))

    def _change(self, old: _Old | None, value: Value, is_signed: bool) -> None:
        here = None if old is None or old.withdrawn else old.value
        if is_signed:
            self.changed.append(Change(here, value, False, "the session is signed"))
            return
        if self.update and old is not None:
            record = self.records.get(_patient(value))
            revision = 0 if old.withdrawn else old.revision
            keep([value], record=record, by=self.by, why=self.why, revision=revision)
            if record is not None:
                record.refresh_from_db(fields=["entries"])
        self.changed.append(Change(here, value, self.update, "" if self.update else "stands here with another value"))


def _patient(value: Value) -> str:
    return str(getattr(value, "patient", ""))


def _key(value: Value) -> tuple[Any, ...]:
    """What identifies a row within its patient, as `imports.places_of` says it."""
    model = ROWS[type(value)]
    return () if model is PatientRecord else tuple(getattr(value, n) for n in key_of(type(value)) if n != model.owner)


def _columns(value: Value) -> dict[str, Any]:
    return {name: getattr(value, name) for name in ROWS[type(value)].lookups()}


def sentences(changes: Sequence[Change]) -> Iterator[str]:
    """Each change in words: which row, which columns, what stands here and what the folder says."""
    for change in changes:
        where = f"{change.there.table} {' · '.join(map(str, change.there.key))}"
        yield f"{where}: {_difference(change)}" + (f" ({change.why_not})" if change.why_not else "")


def _difference(change: Change) -> str:
    if change.here is None:
        return "was withdrawn here, the folder has it"
    here, there = journal.cells_of(change.here), journal.cells_of(change.there)
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return "; ".join(f"{name} {here.get(name, 'blank')} here, {there.get(name, 'blank')} there" for name in names)
