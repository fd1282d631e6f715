"""The vials of the clinic, and who was given what of a lot."""

import dataclasses
from typing import Any
from uuid import UUID

from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import VialAct, ledger_of
from migrainedays.clinic.records.ledger import acts_of
from migrainedays.clinic.records.models import ROWS, PatientRecord
from migrainedays.clinic.records.policies import Verb
from migrainedays.treatment import AdverseEvent, Injection, Session, Vial
from migrainedays.treatment.stock import Stock
from migrainedays.treatment.vial_choice import Recalled, recall


@dataclasses.dataclass(frozen=True, slots=True)
class FromLot:
    """A session that drew from a lot, with the patient to call."""

    id: UUID
    found: Recalled


def ledger(user: Any) -> Stock:
    """All vials as the ledger has them."""
    actor = acting(user, Verb.READ, VialAct.table)
    return ledger_of(acts_of(actor.clinic_id))


def of_lot(user: Any, lot: str) -> list[FromLot]:
    """Every session that drew from a lot, with what was reported after it."""
    acting(user, Verb.READ, Injection.table)
    found = recall(
        lot.strip(),
        vials=_all(user, Vial),
        sessions=_all(user, Session),
        injections=_all(user, Injection),
        events=_all(user, AdverseEvent),
    )
    numbers = {one.patient for one in found}
    records = PatientRecord.objects.visible_to(user).filter(patient__in=numbers)
    ids = dict(records.values_list("patient", "public_id"))
    return [FromLot(ids[one.patient], one) for one in found]


def _all(user: Any, value_class: Any) -> list[Any]:
    rows: list[Any] = ROWS[value_class].objects.visible_to(user).standing().read()
    return rows
