"""Undoing an import: everything that it wrote and nobody changed since is taken back; the journal keeps all of it.

A new row is withdrawn, a row that the import changed gets back what stood there before. What was changed since, what is
signed, and a patient who has entries of another origin stay as they are, each with its reason.
"""

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from migrainedays.clinic.records import journal
from migrainedays.clinic.records.access import Actor, NotFound, acting
from migrainedays.clinic.records.importing import Import
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import NOUNS, ROWS, Clinic, Entry, PatientRecord, Row, SignatureRow
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.projecting import tell_phones
from migrainedays.columns import Value, key_of
from migrainedays.errors import InputRefused
from migrainedays.treatment import Injection, Person, Session

UNDO = "undo of"
CHANGED, SIGNED, NEEDED = "it was changed since", "its session is signed", "there are entries of another origin"
CHUNK = 500

Place = tuple[str, int | None, tuple[Any, ...]]  # noun, the patient's row id, key


class Line(NamedTuple):
    """One row that the import wrote: where it stands, its value then, in which revision."""

    place: Place
    value: Value
    revision: int


class Here(NamedTuple):
    """What stands in a table now."""

    pk: int
    revision: int
    withdrawn: bool


class Kept(NamedTuple):
    """A row that was left as it is, and why."""

    value: Value
    why: str


@dataclasses.dataclass(frozen=True, slots=True)
class Undone:
    """What became of an import's rows, by table; every row that stays, with its reason."""

    withdrawn: Mapping[str, int]
    restored: Mapping[str, int]
    kept: tuple[Kept, ...]


def mark_of(value: Import) -> str:
    """What the journal says beside each row of an import."""
    return f"{value.why} {value.taking}"


@transaction.atomic
def undo(*, taking: str, by: Any) -> Undone:
    """Take back a whole import; InputRefused where that was done already."""
    actor = acting(by, Verb.CORRECT, Import.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    stored = ROWS[Import].objects.standing().filter(clinic=actor.clinic_id, **{"taking": taking}).stored()
    if not stored:
        raise NotFound("There is no such import.")
    if stored[0].value.undone_at is not None:
        raise InputRefused("This import was taken back already.")
    undoing = _Undoing(actor, mark_of(stored[0].value))
    for noun in undoing.order():
        undoing.table(noun)
    done = dataclasses.replace(stored[0].value, undone_at=timezone.now())
    keep([done], record=None, by=actor, revision=stored[0].revision, why=undoing.why)
    for record, values in undoing.days.items():
        tell_phones(values, patient=undoing.records[record].public_id, by=by)
    return Undone(dict(undoing.withdrawn), dict(undoing.restored), tuple(undoing.kept))


class _Undoing:
    """One import on its way out."""

    def __init__(self, by: Actor, mark: str) -> None:
        self.by, self.why = by, f"{UNDO} {mark}"
        self.lines: dict[str, dict[Place, Line]] = defaultdict(dict)
        for entry in Entry.objects.filter(clinic_id=by.clinic_id, why=mark).select_related("patient").order_by("pk"):
            by.must(Verb.CORRECT, entry.noun)
            for line in lines_of(entry):
                self.lines[entry.noun][line.place] = line
        ids = {place[1] for places in self.lines.values() for place in places}
        self.records = PatientRecord.objects.in_bulk([pk for pk in ids if pk is not None])
        self.withdrawn: Counter[str] = Counter()
        self.restored: Counter[str] = Counter()
        self.kept: list[Kept] = []
        self.days: dict[int, list[Value]] = defaultdict(list)
        signed = SignatureRow.objects.standing().filter(patient__in=self.records)
        self.signed = set(signed.values_list("patient_id", "session"))

    def order(self) -> list[str]:
        """The tables, what depends on another before what it depends on."""
        return sorted(self.lines, key=list(NOUNS).index, reverse=True)

    def table(self, noun: str) -> None:
        """Take back the rows of one table."""
        model, lines = NOUNS[noun], self.lines[noun]
        now = standing(model, self.by.clinic_id)
        gone: list[tuple[Line, Here]] = []
        for line in lines.values():
            here = now.get(line.place)
            if here is None or here.withdrawn:
                continue
            why = self._reason(line, here)
            if why:
                self.kept.append(Kept(line.value, why))
            elif (before := self._before(line)) is None:
                gone.append((line, here))
            else:
                self._restore(line, here, before)
        self._withdraw(model, gone)

    def _reason(self, line: Line, here: Here) -> str | None:
        """Why a row must stay; None where it may go."""
        _, patient, _ = line.place
        if isinstance(line.value, Session | Injection) and (patient, line.value.session) in self.signed:
            return SIGNED
        if here.revision != line.revision:
            return CHANGED
        return NEEDED if isinstance(line.value, Person) and _is_needed(patient) else None

    def _before(self, line: Line) -> Value | None:
        """What stood there before the import; None where nothing did."""
        if line.revision == 1:
            return None
        noun, patient, _ = line.place
        entries = Entry.objects.filter(clinic_id=self.by.clinic_id, noun=noun, patient_id=patient).order_by("-pk")
        for entry in entries.iterator():
            for row in entry.rows:
                if row["revision"] == line.revision - 1 and _place(entry, row) == line.place:
                    return None if row.get("withdrawn") else _value(entry, row)
        return None

    def _restore(self, line: Line, here: Here, before: Value) -> None:
        record = self.records.get(line.place[1] or 0)
        keep([before], record=record, by=self.by, revision=here.revision, why=self.why)
        self.restored[line.place[0]] += 1
        self._tell(line)

    def _withdraw(self, model: type[Row], gone: Sequence[tuple[Line, Here]]) -> None:
        set_withdrawn(model, [here.pk for _, here in gone], withdrawn=True)
        rows: dict[int | None, list[journal.Cells]] = defaultdict(list)
        for line, here in gone:
            rows[line.place[1]].append(journal.line(line.value, here.revision + 1, withdrawn=True))
            self.withdrawn[line.place[0]] += 1
            self._tell(line)
        for patient, told in rows.items():
            record = PatientRecord.objects.get(pk=patient) if patient is not None else None
            journal.append(by=self.by, patient=record, noun=model.noun, rows=told, why=self.why)

    def _tell(self, line: Line) -> None:
        if line.place[1] is not None:
            self.days[line.place[1]].append(line.value)


def lines_of(entry: Entry) -> Iterator[Line]:
    """The rows of one entry of the journal as values, withdrawals left out."""
    for row in entry.rows if entry.noun in NOUNS else ():
        if not row.get("withdrawn"):
            yield Line(_place(entry, row), _value(entry, row), row["revision"])


def places_of(entry: Entry) -> Iterator[tuple[Place, int]]:
    """Where each row of one entry stands, and in which revision, withdrawals too."""
    for row in entry.rows if entry.noun in NOUNS else ():
        yield _place(entry, row), row["revision"]


def standing(model: type[Row], clinic_id: int) -> dict[Place, Here]:
    """Every row of one table of a clinic, those withdrawn too, by its place."""
    owner = {"patient": "patient_id", "clinic": "clinic_id"}[model.owner] if model is not PatientRecord else "pk"
    keys = [] if model is PatientRecord else _keys(model)
    rows = model.objects.filter(**{model.clinic_path: clinic_id}).values_list(
        "pk", "revision", "withdrawn", owner, *keys
    )
    whose = model.owner == "patient" or model is PatientRecord
    return {
        (model.noun, owned if whose else None, tuple(key)): Here(pk, revision, withdrawn)
        for pk, revision, withdrawn, owned, *key in rows
    }


def set_withdrawn(model: type[Row], pks: Sequence[int], *, withdrawn: bool) -> None:
    """Withdraw rows, or let them stand again, each in a new revision; the caller writes the journal."""
    for start in range(0, len(pks), CHUNK):
        rows = model.objects.filter(pk__in=pks[start : start + CHUNK])
        rows.update(withdrawn=withdrawn, revision=F("revision") + 1)


def _is_needed(patient: int | None) -> bool:
    """Whether anything else stands about a patient."""
    about = {"patient": patient}
    tables = (row for row in ROWS.values() if row.owner == "patient" and row is not PatientRecord)
    return any(row.objects.standing().filter(**about).exists() for row in tables)


def _keys(model: type[Row]) -> list[str]:
    return [name for name in key_of(model.value_class) if name != model.owner]


def _place(entry: Entry, row: journal.Cells) -> Place:
    model = NOUNS[entry.noun]
    if model is PatientRecord:
        return entry.noun, entry.patient_id, ()
    value = _value(entry, row)
    return entry.noun, entry.patient_id, tuple(getattr(value, name) for name in _keys(model))


def _value(entry: Entry, row: journal.Cells) -> Value:
    """A row of the journal as a value; a patient's rows do not repeat the number."""
    model = NOUNS[entry.noun]
    number = {"patient": entry.patient.patient} if model.owner == "patient" and entry.patient else {}
    return journal.value_of(model.value_class, {**row["value"], **number} if number else row["value"])
