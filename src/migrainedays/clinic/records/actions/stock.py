"""Vials and their ledger: every act is a line, and what cannot have happened is refused."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction

from migrainedays.clinic.records import ledger
from migrainedays.clinic.records.access import acting
from migrainedays.clinic.records.charting import VialAct, line_of
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.models import ROWS
from migrainedays.clinic.records.policies import Verb
from migrainedays.errors import Impossible
from migrainedays.treatment import Vial
from migrainedays.treatment.products import product_named
from migrainedays.treatment.stock import Action, Stock, VialState, replay

FOR_SESSIONS = "draw"  # entered with the session that it was drawn for


@transaction.atomic
def receive(*, vial: Vial, by: Any, why: str = "") -> None:
    """Take a vial into stock."""
    keep([vial], record=None, by=acting(by, Verb.ADD, Vial.table), why=why)


@transaction.atomic
def correct(*, vial: Vial, revision: int, by: Any, why: str = "") -> int:
    """Correct a vial that was read at `revision` and is not in the ledger; returns the new revision."""
    actor = acting(by, Verb.CORRECT, Vial.table)
    if ledger.acts_of(actor.clinic_id, vial=vial.vial):
        raise Impossible(Vial.table, "vial", vial.vial, "is kept by the ledger; enter what was done to it there")
    return keep([vial], record=None, by=actor, why=why, revision=revision)


@transaction.atomic
def act(*, act: VialAct, by: Any, why: str = "") -> VialState:
    """Enter one line of the ledger (its number is given here); returns the vial as it stands then."""
    if act.act == FOR_SESSIONS or act.act is None:
        raise Impossible(VialAct.table, "act", act.act, "is entered with its session")
    actor = acting(by, Verb.ADD if act.act == "receive" else Verb.CORRECT, VialAct.table)
    ledger.hold(actor)
    if act.act == "receive":
        act = _received(act, actor.clinic_id)
    return ledger.enter(act, by=actor, why=why)


@transaction.atomic
def prepare(
    *, vials: Sequence[str], ml_per_100_units: Decimal, at: dt.datetime, by: Any, why: str = ""
) -> list[VialState]:
    """Open closed vials and make each up with the diluent of a protocol, as two lines of the ledger a vial."""
    stock = ledger.acts_of(acting(by, Verb.CORRECT, VialAct.table).clinic_id, act="receive")
    received = {line.vial: line for line in stock}
    made: list[VialState] = []
    for vial in vials:
        if vial not in received:
            raise Impossible(VialAct.table, "vial", vial, "was never received")
        line = received[vial]
        diluent = ml_per_100_units * (line.units or Decimal(0)) / 100
        opened = VialAct(vial=vial, number=1, act="open", at=at, product=line.product)
        act(act=opened, by=by, why=why)
        filled = dataclasses.replace(opened, act="reconstitute", diluent_ml=diluent)
        made.append(act(act=filled, by=by, why=why))
    return made


@transaction.atomic
def take_over(*, actions: Sequence[Action], by: Any, why: str = "") -> Stock:
    """Enter the whole history of vials that are not in the ledger yet, all or none; Impossible where it cannot be."""
    actor = acting(by, Verb.ADD, VialAct.table)
    acting(by, Verb.CORRECT, VialAct.table)
    ledger.hold(actor)
    taken = replay(actions)
    for vial in taken.vials:
        if ledger.acts_of(actor.clinic_id, vial=vial):
            raise Impossible(VialAct.table, "vial", vial, "is kept by the ledger already")
    numbers: Counter[str] = Counter()
    lines = []
    for action in actions:
        numbers[action.vial] += 1
        lines.append(line_of(action, numbers[action.vial]))
    keep(lines, record=None, by=actor, why=why)
    for state in taken.vials.values():
        ledger.follow(state, by=actor, why=why)
    return taken


def _received(act: VialAct, clinic_id: int) -> VialAct:
    if ROWS[Vial].objects.standing().filter(clinic_id=clinic_id, vial=act.vial).exists():
        raise Impossible(VialAct.table, "vial", act.vial, "is the number of another vial already")
    for column in ("lot", "expires_on", "units", "at"):
        if not getattr(act, column):
            raise Impossible(VialAct.table, column, None, "is missing; a vial is received with it")
    return dataclasses.replace(act, product=product_named(act.product or "").product)
