"""Writing lines of the vials' ledger: one clinic's ledger is written by one person at a time."""

import dataclasses
from typing import Any

from migrainedays.clinic.records import keeping
from migrainedays.clinic.records.access import Actor
from migrainedays.clinic.records.charting import VialAct, ledger_of
from migrainedays.clinic.records.models import ROWS, Clinic, Stored
from migrainedays.treatment import Vial
from migrainedays.treatment.stock import Stock, VialState


def hold(by: Actor) -> None:
    """Keep everybody else of this clinic from the ledger until the transaction ends."""
    Clinic.objects.select_for_update().get(pk=by.clinic_id)


def acts_of(clinic_id: int, **where: Any) -> list[VialAct]:
    """The lines of a clinic's ledger."""
    found: list[VialAct] = ROWS[VialAct].objects.standing().filter(clinic_id=clinic_id, **where).read()
    return found


def enter(act: VialAct, *, by: Actor, why: str = "") -> VialState:
    """Add a line; Impossible, with its sentence, where that cannot have happened. The ledger is held by the caller."""
    before = acts_of(by.clinic_id, vial=act.vial)
    act = dataclasses.replace(act, number=len(before) + 1)
    state = _after(ledger_of(before), act)
    keeping.keep([act], record=None, by=by, why=why)
    follow(state, by=by, why=why)
    return state


def _after(stock: Stock, act: VialAct) -> VialState:
    return stock.apply(act.action()).vials[act.vial]


def follow(state: VialState, *, by: Actor, why: str) -> None:
    """Bring the vial's own row, which leaves in exchange folders, to what the ledger says."""
    vial = Vial(
        vial=state.vial,
        product=state.size.product,
        lot=state.lot,
        expires_on=state.expires_on,
        size_units=state.size.amount,
        diluent_ml=state.diluent.amount if state.diluent else None,
        opened_at=state.opened_at,
        discarded_at=state.discarded_at,
    )
    rows = ROWS[Vial].objects.standing().filter(clinic_id=by.clinic_id, vial=state.vial)
    stored: list[Stored[Vial]] = rows.stored()
    keeping.keep([vial], record=None, by=by, why=why, revision=stored[0].revision if stored else 0)
