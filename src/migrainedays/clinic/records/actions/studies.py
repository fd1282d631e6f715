"""A fair comparison from its plan to its end. What was planned is never changed: there is no action for it."""

import dataclasses
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from migrainedays.clinic.records import sealing
from migrainedays.clinic.records import studies as kept
from migrainedays.clinic.records.access import Actor, NotFound, acting
from migrainedays.clinic.records.actions import questions
from migrainedays.clinic.records.asked_questions import open_about
from migrainedays.clinic.records.evidence import LookTaken
from migrainedays.clinic.records.keeping import keep
from migrainedays.clinic.records.library import library_of
from migrainedays.clinic.records.models import Clinic, Run, Stored
from migrainedays.clinic.records.policies import Verb
from migrainedays.clinic.records.signing import name_of
from migrainedays.clinic.records.studying import RULES, StudyPlan
from migrainedays.errors import InputRefused
from migrainedays.evidence.study_plan import LEAST_ENTERED
from migrainedays.evidence.taking_part import nobody_may

DIGITS = 6


@transaction.atomic
def design(
    *, run: UUID, least_entered: int = LEAST_ENTERED, not_for: str = "", reason: str = "", by: Any, why: str = ""
) -> StudyPlan:
    """Keep the proposal that a run worked out as a plan; its figures are those of the run and nobody types them."""
    actor = acting(by, Verb.ADD, StudyPlan.table)
    found = Run.objects.visible_to(by).filter(public_id=run, kind="study_design", state="done").first()
    if found is None:
        raise NotFound("There is no such proposal.")
    study = str(uuid.uuid4())
    plan = StudyPlan(
        study=study,
        **_compared(actor, found.asked),
        **_figures(found.answer or {}),
        least_entered=least_entered,
        not_for=not_for.strip() or None,
        reason=reason.strip() or None,
        rule=RULES[0],
        digest=sealing.digest_of(study),
        designed_at=timezone.now(),
        designed_by=name_of(actor),
    )
    keep([plan], record=None, by=actor, why=why)
    return plan


def refuse_pair(*, protocol: str, versions: tuple[str, str], by: Any) -> None:
    """Refused here where there is nothing to compare, so that nothing is worked out for it."""
    _compared(acting(by, Verb.ADD, StudyPlan.table), {"protocol": protocol, "a": versions[0], "b": versions[1]})


def _compared(actor: Actor, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The two versions with the hashes of their texts; refused where the library has fewer than two of them."""
    protocol, named = asked["protocol"], (asked["a"], asked["b"])
    known = {version.version: version for version in library_of(actor.clinic_id).versions(protocol)}
    missing = [version for version in named if version not in known]
    if missing or named[0] == named[1]:
        what = f"no version {missing[0]} of {protocol}" if missing else "one version of it named twice"
        raise InputRefused(
            f"A study compares two versions of one protocol, and here is {what}. Take a second version into the "
            "library, with what it changes, and design the study then."
        )
    texts = {f"hash_{side}": known[version].content_hash for side, version in zip("ab", named, strict=True)}
    return {"protocol": protocol, "version_a": named[0], "version_b": named[1], **texts}


def _figures(answer: Mapping[str, Any]) -> dict[str, Any]:
    design, wish, drawn = answer["design"], answer["wish"], answer["drawn"]
    return {
        "margin": _number(wish["days"]),
        "looks": design["looks"],
        "before": design["months"]["before"],
        "after": design["months"]["after"],
        "patients": design["patients"],
        "patients_a_month": _number(wish["patients_a_month"]),
        **{name: _number(design[name]) for name in ("months_needed", "effect", "information", "power", "false_alarms")},
        "power_drawn": _number(drawn["power"]),
        "alarms_drawn": _number(drawn["false_alarms"]),
        "studies_drawn": drawn["studies"],
        "seed": drawn["seed"],
        "basis": json.dumps(answer, ensure_ascii=False),
        "engine": answer["engine"],
    }


def _number(value: float) -> Decimal:
    return Decimal(str(round(value, DIGITS)))


@transaction.atomic
def set_aside(*, study: str, by: Any, why: str = "") -> None:
    """Take back a plan that has not begun."""
    actor, stored = _held(by, study)
    _refuse_unless(stored.value, "planned", "A study that has begun is stopped or ended, never set aside.")
    keep([stored.value], record=None, by=actor, why=why, revision=stored.revision, withdraw=True)


@transaction.atomic
def begin(*, study: str, by: Any, why: str = "") -> StudyPlan:
    """Begin: from now on the plan stands, its question is registered, and patients may take part."""
    actor, stored = _held(by, study)
    plan = stored.value
    _refuse_unless(plan, "planned", "This study has begun already.")
    _refuse_changed(actor, plan)
    sealing.secret_of(plan.study, plan.digest)
    other = kept.running_by(actor.clinic_id, plan.protocol or "")
    if other is not None:
        raise InputRefused(
            f"A study of {plan.protocol} is running: version {other.version_b} against {other.version_a}. Nobody can "
            "be in two studies of one protocol; end that one first."
        )
    if open_about(actor.clinic_id, plan.protocol or "", plan.versions):
        raise InputRefused(
            "A question about these two versions is open: its looks would look into the study. Take those that are "
            "left, or wait until it is decided; then begin."
        )
    candidates = list(kept.candidates_of(by, actor.clinic_id, plan.protocol or ""))
    nobody = nobody_may(candidates, plan.protocol or "", plan.least_entered or LEAST_ENTERED)
    if nobody:
        raise InputRefused(nobody)
    asked = questions.register(
        protocol=plan.protocol or "", versions=plan.versions, margin=plan.margin or Decimal(0), looks=plan.looks,
        reason=plan.reason or "", by=by, why=why,
    )  # fmt: skip
    return _write(actor, stored, why, question=asked.question, begun_at=timezone.now(), begun_by=name_of(actor))


@transaction.atomic
def stop(*, study: str, reason: str, by: Any, why: str = "") -> StudyPlan:
    """Stop early, with the reason; no look is taken any more and nothing was decided."""
    actor, stored = _held(by, study)
    _refuse_unless(stored.value, "running", "Only a study that is running can be stopped.")
    if not reason.strip():
        raise InputRefused("Say why the study is stopped: whoever reads its result in a year needs the reason.")
    return _ended(actor, stored, "stopped", why, reason.strip())


@transaction.atomic
def end(*, study: str, by: Any, why: str = "") -> StudyPlan:
    """End a study whose rule has decided or whose looks are used up; the secret of its allocation is opened."""
    actor, stored = _held(by, study)
    _refuse_unless(stored.value, "running", "Only a study that is running can end.")
    if not kept.standing_of(actor.clinic_id, study).decided:
        raise InputRefused(
            "The study has no answer yet and looks are left. Take them when they are due; to give up before, stop it "
            "with the reason."
        )
    return _ended(actor, stored, "completed", why)


def _ended(actor: Actor, stored: Stored[StudyPlan], how: str, why: str, reason: str | None = None) -> StudyPlan:
    secret = sealing.secret_of(stored.value.study, stored.value.digest)
    return _write(
        actor, stored, why, ended_at=timezone.now(), ended_by=name_of(actor), ended_as=how, ended_why=reason,
        secret=secret.hex(),
    )  # fmt: skip


@transaction.atomic
def look(*, study: str, seen: Mapping[str, Any], by: Any, why: str = "") -> LookTaken:
    """Write down what a due look saw, beside the question."""
    actor = acting(by, Verb.ADD, LookTaken.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    standing = refuse_look(study=study, by=by)
    return questions.look(question=standing.plan.question or "", seen=seen, by=by, why=why)


def refuse_look(*, study: str, by: Any) -> kept.Standing:
    """Refused here where no look is due, so that nothing is worked out for nobody to see."""
    actor = acting(by, Verb.ADD, LookTaken.table)
    standing = kept.standing_of(actor.clinic_id, study)
    _refuse_unless(standing.plan, "running", "Only a study that is running is looked at.")
    if standing.decided:
        raise InputRefused("The study has its answer, and no look is left. End it: then everything is opened.")
    if not standing.may_look:
        raise InputRefused(f"No look is due. {standing.progress.sentence}")
    return standing


def _held(by: Any, study: str) -> tuple[Actor, Stored[StudyPlan]]:
    """The plan, with everybody else of the clinic kept out until the transaction ends."""
    actor = acting(by, Verb.CORRECT, StudyPlan.table)
    Clinic.objects.select_for_update().get(pk=actor.clinic_id)
    return actor, kept.plan_of(actor.clinic_id, study)


def _write(actor: Actor, stored: Stored[StudyPlan], why: str, **columns: Any) -> StudyPlan:
    plan = dataclasses.replace(stored.value, **columns)
    keep([plan], record=None, by=actor, why=why, revision=stored.revision)
    return plan


def _refuse_unless(plan: StudyPlan, state: str, sentence: str) -> None:
    if plan.state != state:
        raise InputRefused(sentence)


def _refuse_changed(actor: Actor, plan: StudyPlan) -> None:
    """The versions must be those that were planned, word for word."""
    known = {
        version.version: version.content_hash for version in library_of(actor.clinic_id).versions(plan.protocol or "")
    }
    for version, planned in zip(plan.versions, (plan.hash_a, plan.hash_b), strict=True):
        if known.get(version) != planned:
            raise InputRefused(
                f"Version {version} of {plan.protocol} is not the text that was planned any more. Design the study "
                "anew with the versions as they stand."
            )
