"""Questions written down before looking, and looks at them. Neither is ever changed: there is no action for it."""

import json
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records.access import Actor, NotFound, acting
from migrainedays.clinic.records.asked_questions import explored_of, looks_of, open_about
from migrainedays.clinic.records.evidence import LookTaken, RegisteredQuestion
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.library import library_of
from migrainedays.clinic.records.models import ROWS, Clinic, SessionRow, User
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.studying import StudyPlan
from migrainedays.errors import InputRefused

MOST_E = Decimal(10**9)


@transaction.atomic
def register(
    *, protocol: str, versions: tuple[str, str], margin: Decimal, looks: int | None, reason: str, by: Any, why: str = ""
) -> RegisteredQuestion:
    """Write a question down; refused where its versions are not in the library, or are being asked about already."""
    actor = acting(by, Verb.ADD, RegisteredQuestion.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    question = RegisteredQuestion(
        question=str(uuid.uuid4()),
        protocol=protocol,
        version_a=versions[0],
        version_b=versions[1],
        margin=margin,
        looks=looks,
        sceptical_sd=sceptical_sd(),
        reason=reason.strip() or None,
        registered_at=timezone.now(),
        registered_by=_name(actor),
        sessions_then=_sessions(actor, protocol, versions[1]),
        explored_then=explored_of(actor.clinic_id, protocol, versions),
    )
    _refuse_unknown(actor, question)
    if open_about(actor.clinic_id, protocol, versions):
        raise InputRefused(
            "A question about these two versions is open. A second one beside it would make more looks than either "
            "declares."
        )
    keep([question], record=None, by=actor, why=why)
    return question


@transaction.atomic
def look(*, question: str, seen: Mapping[str, Any], by: Any, why: str = "") -> LookTaken:
    """Write down what a look saw; refused beyond the looks that the question declared."""
    actor = acting(by, Verb.ADD, LookTaken.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    asked = registered(actor.clinic_id, question)
    number = next_look(actor.clinic_id, asked)
    taken = LookTaken(
        question=question, look=number, taken_at=timezone.now(), taken_by=_name(actor), **columns_of_answer(seen)
    )
    keep([taken], record=None, by=actor, why=why)
    return taken


def refuse_look(*, question: str, by: Any) -> None:
    """Refused here where the looks are used up, so that nothing is worked out for nobody to see."""
    actor = acting(by, Verb.ADD, LookTaken.table)
    if ROWS[StudyPlan].objects.standing().filter(clinic_id=actor.clinic_id, question=question).exists():
        raise InputRefused("A study asks this question: its looks are taken there, each when it is due.")
    next_look(actor.clinic_id, registered(actor.clinic_id, question))


def columns_of_answer(seen: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a look from the comparison's document with its day, inputs and engine."""
    answer, effect = seen["answer"], seen["answer"]["effect"]
    return {
        "on": seen["on"],
        "patients_a": answer["n"]["A"],
        "patients_b": answer["n"]["B"],
        "effect": Decimal(str(effect["estimate"])),
        "effect_low": Decimal(str(effect["low"])),
        "effect_high": Decimal(str(effect["high"])),
        "e_value": min(Decimal(str(answer["monitoring"]["e_value"])), MOST_E),
        "decision": answer["monitoring"]["decision"],
        "sentence": answer["sentence"],
        "assumptions": "\n".join(answer["assumptions"]),
        "answer": json.dumps(answer, ensure_ascii=False),
        "engine": seen["engine"],
        "inputs": seen["inputs"],
    }


def registered(clinic_id: int, question: str) -> RegisteredQuestion:
    """A question of this clinic; NotFound otherwise."""
    rows = ROWS[RegisteredQuestion].objects.standing().filter(clinic_id=clinic_id, question=question)
    found: list[RegisteredQuestion] = rows.read()
    if not found:
        raise NotFound("There is no such question.")
    return found[0]


def next_look(clinic_id: int, question: RegisteredQuestion) -> int:
    """The number of the next look; InputRefused where the declared ones are used up."""
    taken = len(looks_of(clinic_id, question.question))
    if question.looks is not None and taken >= question.looks:
        declared = "one look, and it was" if question.looks == 1 else f"{question.looks} looks, and all were"
        raise InputRefused(
            f"This question declared {declared} taken. One more would break the promise that the answer rests on; "
            "register another question for what comes from now on."
        )
    return taken + 1


def sceptical_sd() -> Decimal:
    """The prior that every look is held against, in logits."""
    from migrainedays.evidence.question import SCEPTICAL_SD

    return Decimal(str(SCEPTICAL_SD))


def _refuse_unknown(actor: Actor, question: RegisteredQuestion) -> None:
    known = {version.version for version in library_of(actor.clinic_id).versions(question.protocol or "")}
    for version in question.versions:
        if version not in known:
            raise InputRefused(f"The library has no version {version} of {question.protocol}.")


def _sessions(actor: Actor, protocol: str, version: str) -> int:
    rows = SessionRow.objects.visible_to(actor).standing().filter(protocol=protocol, version=version, session__gte=1)
    return int(rows.count())


def _name(actor: Actor) -> str:
    return str(User.objects.get(pk=actor.user_id)) if actor.user_id else actor.role
